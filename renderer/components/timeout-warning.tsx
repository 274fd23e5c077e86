import { useId, useState, type ReactNode, type SyntheticEvent } from 'react';
import type { Standing, Who } from '../../preload/session-view.ts';
import { useNow } from '../clock.ts';
import { countdown } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { inputAtMs } from '../input-time.ts';
import { useGestures, useSession } from '../session-context.ts';
import { Button, ButtonGroup } from './button.tsx';
import { feedbackText, Refusals } from './feedback-line.tsx';
import { ModalDialog } from './modal-dialog.tsx';
import { Notice } from './notice.tsx';

type Warning = NonNullable<Standing['warning']>;

interface TimeoutWarningProps {
  readonly who: Who;
  readonly warning: Warning;
}

/**
 * Screen 15: how long there is left, and one simple way to stay (WCAG 2.2.1; HAZ-08). An end that cannot be put off can be
 * put aside instead, as a line that still counts down, so that what is being typed can be finished.
 */
export function TimeoutWarning({ who, warning }: TimeoutWarningProps) {
  const [putAside, setPutAside] = useState(false);
  const putItAside = () => setPutAside(true);
  if (warning.cause === 'idle') return <IdleDialog who={who} warning={warning} />;
  return putAside ? (
    <Notice tone="warning">
      <p>
        <strong>
          <TimeLeft warning={warning} />
        </strong>
      </p>
      <p>{words.warning.why.policy}</p>
    </Notice>
  ) : (
    <WarningDialog who={who} warning={warning} onEscape={putItAside}>
      <Button onClick={putItAside}>{words.actions.finishMyWork}</Button>
    </WarningDialog>
  );
}

function IdleDialog({ who, warning }: TimeoutWarningProps) {
  const { stayLoggedIn } = useGestures();
  const stay = ({ nativeEvent }: SyntheticEvent) => stayLoggedIn({ inputAtMs: inputAtMs(nativeEvent) });
  return (
    <WarningDialog who={who} warning={warning} onEscape={stay}>
      <Button onClick={stay}>{words.actions.stayLoggedIn}</Button>
    </WarningDialog>
  );
}

interface WarningDialogProps extends TimeoutWarningProps {
  readonly onEscape: (event: SyntheticEvent) => void;
  /** The button that has the focus. */
  readonly children: ReactNode;
}

function WarningDialog({ who: { person, role }, warning, onEscape, children }: WarningDialogProps) {
  const { logOut, switchPerson } = useGestures();
  const { appInfo, feedback } = useSession();
  const titleId = useId();
  const textId = useId();
  return (
    <ModalDialog titleId={titleId} textId={textId} onEscape={onEscape}>
      <h2 className="nhsuk-heading-m app-heading-tight" id={titleId}>
        {words.warning.title[warning.leadsTo]}
      </h2>
      <p className="app-dialog__who">
        <strong>{person.name}</strong>
        {role && `, ${role.name}`}
      </p>
      <p className="app-dialog__left" aria-hidden="true">
        <TimeLeft warning={warning} />
      </p>
      <div id={textId}>
        <SpokenTimeLeft warning={warning} />
        <p>
          {words.warning.why[warning.cause]} {words.warning.after[warning.leadsTo]}
        </p>
      </div>
      <ButtonGroup>
        {children}
        <Button variant="secondary" onClick={logOut}>
          {words.actions.logOutNow}
        </Button>
        {appInfo?.profile === 'shared' && (
          <Button variant="secondary" onClick={switchPerson}>
            {words.actions.someoneElse}
          </Button>
        )}
      </ButtonGroup>
      {/* The line in the masthead is out of reach now. */}
      <div role="status">
        {feedback && <Refusals feedback={feedback} />}
        {feedback?.after && feedback.kind === 'detailsCopied' && <p>{feedbackText(feedback.kind)}</p>}
      </div>
    </ModalDialog>
  );
}

function useSecondsLeft({ atMs }: Warning): number {
  return Math.ceil((atMs - useNow()) / 1000);
}

/** Each second, for the eye. */
function TimeLeft({ warning }: { readonly warning: Warning }) {
  const seconds = useSecondsLeft(warning);
  return seconds > 0 ? words.warning.left[warning.leadsTo](countdown(seconds)) : words.warning.now[warning.leadsTo];
}

/** For the ear: only at marks, and as an upper bound, so that it is true for as long as it stands. */
function SpokenTimeLeft({ warning }: { readonly warning: Warning }) {
  const seconds = useSecondsLeft(warning);
  return (
    <p aria-live="assertive" className="nhsuk-u-visually-hidden">
      {seconds > 0
        ? words.warning.spoken[warning.leadsTo](countdown(spokenMark(seconds)))
        : words.warning.now[warning.leadsTo]}
    </p>
  );
}

const marksSeconds = [5, 10, 15, 20, 30, 45, 60, 75, 90, 105, 120] as const;

/** The mark that was passed last: each quarter of a minute, then 20, 15, 10 and 5 s (the cadence of CIS2 apps in the field). */
function spokenMark(seconds: number): number {
  return marksSeconds.find((mark) => mark >= seconds) ?? Math.ceil(seconds / 60) * 60;
}
