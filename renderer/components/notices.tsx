import type { SessionView, Standing, Who } from '../../preload/session-view.ts';
import { useNow } from '../clock.ts';
import { duration, inMinutes, moment } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { useGestures } from '../session-context.ts';
import { CheckConnection } from './check-connection.tsx';
import { Contact } from './contact.tsx';
import { Continuity } from './continuity.tsx';
import { Notice } from './notice.tsx';
import { SupportDetails } from './problem-report.tsx';
import { TimeoutWarning } from './timeout-warning.tsx';

interface NoticesProps {
  readonly who: Who | null;
  readonly view: SessionView;
}

/** What is to be said of the session's limits and of its access, over whatever screen is shown. */
export function Notices({ who, view }: NoticesProps) {
  // During a journey in the browser there is nothing to begin beside it.
  const canLogInAgain = !('purpose' in view) && view.kind !== 'sendingAction';
  return (
    <>
      <Spoken standing={who?.standing ?? null} />
      {who && <Seen who={who} canLogInAgain={canLogInAgain} />}
    </>
  );
}

function Seen({ who, canLogInAgain }: { readonly who: Who; readonly canLogInAgain: boolean }) {
  const { warning, endNoticeMinutes, endsAtMs, degraded, loginOfferedUntilMs } = who.standing;
  return (
    <>
      {warning && <TimeoutWarning key={warning.cause} who={who} warning={warning} />}
      {endNoticeMinutes !== null && <EndIsNear endsAtMs={endsAtMs} />}
      {degraded && <Degraded degraded={degraded} canLogInAgain={canLogInAgain} />}
      {loginOfferedUntilMs !== null && !degraded && (
        <LoginOffered untilMs={loginOfferedUntilMs} canLogInAgain={canLogInAgain} />
      )}
    </>
  );
}

function EndIsNear({ endsAtMs }: { readonly endsAtMs: number }) {
  const { dismissEndNotice } = useGestures();
  const minutesLeft = Math.ceil((endsAtMs - useNow()) / 60_000);
  const left = minutesLeft > 1 ? inMinutes(minutesLeft) : words.notices.lessThanAMinute;
  return (
    <Notice
      tone="warning"
      action={
        <button type="button" className="app-small-button" onClick={dismissEndNotice}>
          {words.notices.hide}
        </button>
      }
    >
      <p>
        <strong>{words.notices.endIsNear(moment(endsAtMs), left)}</strong>
      </p>
      <p>{words.notices.finish}</p>
    </Notice>
  );
}

interface DegradedProps {
  readonly degraded: NonNullable<Standing['degraded']>;
  readonly canLogInAgain: boolean;
}

/** Screen 21. */
function Degraded({ degraded: { cause, sinceMs, retryAtMs, incident }, canLogInAgain }: DegradedProps) {
  const { title, since, whatToDo } = words.notices.degraded[cause];
  return (
    <Notice
      tone="warning"
      action={
        <span className="app-notice__actions">
          {canLogInAgain && <LogInAgain />}
          <CheckConnection isSmall />
        </span>
      }
    >
      <p>
        <strong>{title}</strong>
      </p>
      <p>
        {since(moment(sinceMs))} {words.notices.stillWorks}
      </p>
      <p>
        {whatToDo} {retryAtMs !== null && <Retry atMs={retryAtMs} />}
      </p>
      <Continuity />
      <p>{words.screens.offline.whoCanHelp}</p>
      <Contact who="localIt" />
      <p>
        <SupportDetails problem={incident} isSmall />
      </p>
    </Notice>
  );
}

function Retry({ atMs }: { readonly atMs: number }) {
  const leftMs = atMs - useNow();
  if (leftMs > 60_000) return words.notices.retry(moment(atMs));
  // In steps: what counts each second draws the eye away from the work.
  const seconds = Math.ceil(leftMs / 10_000) * 10;
  return seconds <= 0 ? words.notices.retrySoon : words.screens.offline.retryIn(duration(seconds));
}

interface LoginOfferedProps {
  readonly untilMs: number;
  readonly canLogInAgain: boolean;
}

function LoginOffered({ untilMs, canLogInAgain }: LoginOfferedProps) {
  return (
    <Notice tone="information" action={canLogInAgain && <LogInAgain />}>
      <p>
        <strong>{words.notices.loginOffered(moment(untilMs))}</strong> {canLogInAgain && words.notices.loginOfferedText}
      </p>
    </Notice>
  );
}

function LogInAgain() {
  const { renewLogin } = useGestures();
  return (
    <button type="button" className="app-small-button" onClick={renewLogin}>
      {words.actions.logInAgain}
    </button>
  );
}

/**
 * What a screen reader is told of them, once each. Apart from what is seen, because that counts down and holds buttons; and
 * line by line, so that one that goes does not have the others read again.
 */
function Spoken({ standing }: { readonly standing: Standing | null }) {
  return (
    <div aria-live="polite" aria-atomic="false" className="nhsuk-u-visually-hidden">
      {standing && standing.endNoticeMinutes !== null && <SpokenEnd endsAtMs={standing.endsAtMs} />}
      {standing?.degraded && <p>{words.notices.degraded[standing.degraded.cause].title}.</p>}
      {standing && standing.loginOfferedUntilMs !== null && !standing.degraded && (
        <p>
          {words.notices.loginOffered(moment(standing.loginOfferedUntilMs))} {words.notices.loginOfferedText}
        </p>
      )}
    </div>
  );
}

const marksMinutes = [2, 10] as const;

/** At the times that the profiles have: 60, 10 and 2 minutes. */
function SpokenEnd({ endsAtMs }: { readonly endsAtMs: number }) {
  const minutesLeft = (endsAtMs - useNow()) / 60_000;
  const mark = marksMinutes.find((minutes) => minutes >= minutesLeft) ?? 60;
  return <p>{words.notices.endIsNearSpoken(moment(endsAtMs), inMinutes(mark))}</p>;
}
