import { Progress } from '../components/progress.tsx';
import { words } from '../i18n/words.ts';

export function Starting() {
  return <Progress title={words.starting.title} text={words.starting.text} />;
}
