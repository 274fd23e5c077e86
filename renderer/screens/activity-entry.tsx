import { createContext, use } from 'react';
import { Button, ButtonGroup } from '../components/button.tsx';
import { words } from '../i18n/words.ts';

/** Given by whoever can show "My activity" in the place of the home screen. */
export const OpenActivity = createContext<(() => void) | null>(null);

/** The way from the home screen to "My activity". */
export function ActivityEntry() {
  const open = use(OpenActivity);
  if (!open) return null;
  return (
    <ButtonGroup>
      <Button variant="secondary" onClick={open}>
        {words.activity.open}
      </Button>
    </ButtonGroup>
  );
}
