import type { ActionSummary } from '../../preload/session-view.ts';
import { ownWords } from '../i18n/own-words.tsx';
import { words } from '../i18n/words.ts';
import { useSession } from '../session-context.ts';
import { Bullets } from './bullets.tsx';

interface UnsentWorkProps {
  /** Whose it is. */
  readonly name: string;
  readonly unsent: readonly ActionSummary['label'][];
}

/** Screen 18: what a switch of person would cost the one who is here now: which work, and no word of it. */
export function UnsentWork({ name, unsent }: UnsentWorkProps) {
  const { appInfo } = useSession();
  if (unsent.length === 0) {
    return <p>{appInfo?.profile === 'shared' ? words.screens.unsent.notKept : words.screens.unsent.none(name)}</p>;
  }
  return (
    <>
      <p className="app-before-list">{words.screens.unsent.list(name)}</p>
      <Bullets items={unsent.map(ownWords)} />
      <p>{words.screens.unsent.lost}</p>
    </>
  );
}
