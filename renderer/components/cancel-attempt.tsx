import { words } from '../i18n/words.ts';
import { useGestures } from '../session-context.ts';
import { Button } from './button.tsx';

/** Offered for as long as a browser journey runs: a slow network must not hold anybody. */
export function CancelAttempt() {
  const { cancelAttempt } = useGestures();
  return (
    <Button variant="secondary" onClick={cancelAttempt}>
      {words.actions.cancel}
    </Button>
  );
}
