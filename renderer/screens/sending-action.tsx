import { Progress } from '../components/progress.tsx';
import { label } from '../i18n/format.ts';
import { inSentence } from '../i18n/own-words.tsx';
import { words } from '../i18n/words.ts';
import type { ViewProps } from './view-props.ts';

export function SendingAction({ view: { action } }: ViewProps<'sendingAction'>) {
  const { title, text } = action.opens ? words.opening : words.sendingAction;
  return <Progress title={title(label(action.label))} heading={inSentence([action.label], title)} text={text} />;
}
