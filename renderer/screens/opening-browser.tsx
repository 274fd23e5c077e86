import { CancelAttempt } from '../components/cancel-attempt.tsx';
import { Progress } from '../components/progress.tsx';
import { words } from '../i18n/words.ts';

export function OpeningBrowser() {
  return (
    <Progress title={words.openingBrowser.title} text={words.openingBrowser.text}>
      <CancelAttempt />
    </Progress>
  );
}
