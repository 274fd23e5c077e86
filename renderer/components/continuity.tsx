import { ownWords } from '../i18n/own-words.tsx';
import { words } from '../i18n/words.ts';
import { useSession } from '../session-context.ts';

/** What to do while national services cannot be reached (R18): as the organisation says it, or that there is a plan to follow. */
export function Continuity() {
  const own = useSession().appInfo?.support.continuity;
  if (!own) return <p>{words.notices.continuity}</p>;
  return (
    <p className="app-continuity">
      <strong>{words.screens.offline.own}</strong> {ownWords(own)}
    </p>
  );
}
