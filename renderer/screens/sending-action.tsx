import { Progress } from '../components/progress.tsx';
import { label } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import type { ViewProps } from './view-props.ts';

export function SendingAction({ view }: ViewProps<'sendingAction'>) {
  return <Progress title={words.sendingAction.title(label(view.action.label))} text={words.sendingAction.text} />;
}
