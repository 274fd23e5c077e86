import { Progress } from '../components/progress.tsx';
import { label } from '../i18n/format.ts';
import { inSentence } from '../i18n/own-words.tsx';
import { words } from '../i18n/words.ts';
import type { ViewProps } from './view-props.ts';

export function SendingAction({ view }: ViewProps<'sendingAction'>) {
  const { title, text } = words.sendingAction;
  const { label: asked } = view.action;
  return <Progress title={title(label(asked))} heading={inSentence([asked], title)} text={text} />;
}
