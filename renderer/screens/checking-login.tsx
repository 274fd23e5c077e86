import { CancelAttempt } from '../components/cancel-attempt.tsx';
import { Progress } from '../components/progress.tsx';
import { words } from '../i18n/words.ts';

export function CheckingLogin() {
  return (
    <Progress title={words.checkingLogin.title} text={words.checkingLogin.text}>
      <CancelAttempt />
    </Progress>
  );
}
