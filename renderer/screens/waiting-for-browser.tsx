import { Suspense } from 'react';
import type { Problem } from '../../preload/failures.ts';
import { Button, ButtonGroup } from '../components/button.tsx';
import { CancelAttempt } from '../components/cancel-attempt.tsx';
import { Contact } from '../components/contact.tsx';
import { InsetText } from '../components/inset-text.tsx';
import { KeptWork } from '../components/kept-work.tsx';
import { PageTitle, Split } from '../components/page.tsx';
import { PendingProblem, SupportDetails } from '../components/problem-report.tsx';
import { TimeLeft } from '../components/time-left.tsx';
import { useFailureWords } from '../i18n/failure-words.ts';
import { inSentence } from '../i18n/own-words.tsx';
import { words } from '../i18n/words.ts';
import { useGestures, useSession } from '../session-context.ts';
import type { ViewProps } from './view-props.ts';

/** Screens 4 and 12: what to do over there, how long there is for it, and what if nothing opened. */
export function WaitingForBrowser({ view: { purpose, action, expiresAtMs, notice } }: ViewProps<'waitingForBrowser'>) {
  // Then nobody has opened anything, and there is no page to go to.
  const isOpen = notice?.code !== 'BROWSER_NOT_OPENED';
  return (
    <Split aside={<NothingOpened />}>
      <PageTitle>{words.waiting.title[purpose]}</PageTitle>
      {notice && (
        <Suspense fallback={<PendingProblem problem={notice} />}>
          <Noticed problem={notice} />
        </Suspense>
      )}
      {isOpen && (
        <p>
          {words.waiting.lead[purpose]} <InBrowser />
        </p>
      )}
      <RemoteSession />
      {action && <p>{inSentence([action.label], words.waiting.forAction)}</p>}
      {words.waiting.kept[purpose] && (
        <p>
          {words.waiting.kept[purpose]} <KeptWork />
        </p>
      )}
      <p>{words.waiting.smartcard}</p>
      <TimeLeft untilMs={expiresAtMs} />
      <CancelAttempt />
    </Split>
  );
}

function InBrowser() {
  const browser = useSession().appInfo?.browser;
  return browser ? words.screens.waiting.opensIn(browser) : null;
}

/** There the link may open on the wrong computer, from which no log-in comes back to a loopback address. */
function RemoteSession() {
  const remote = useSession().appInfo?.remoteSession;
  if (!remote) return null;
  const { remoteTitle, remoteSession, remoteMeans, remoteToDo, remoteIt } = words.screens.waiting;
  return (
    <InsetText>
      <h2 className="nhsuk-heading-s app-heading-tight">{remoteTitle}</h2>
      <p>
        {remoteSession[remote]} {remoteMeans}
      </p>
      <p>
        <strong>{remoteToDo}</strong>
      </p>
      <p>{remoteIt}</p>
      <Contact who="localIt" />
    </InsetText>
  );
}

function NothingOpened() {
  const { reopenBrowser, copyStartLink } = useGestures();
  return (
    <>
      <h2 className="nhsuk-heading-s app-heading-tight">{words.waiting.nothingOpened}</h2>
      <p>{words.waiting.nothingOpenedText}</p>
      <ButtonGroup>
        <Button variant="secondary" onClick={reopenBrowser}>
          {words.actions.reopenBrowser}
        </Button>
        <Button variant="secondary" onClick={copyStartLink}>
          {words.actions.copyLink}
        </Button>
      </ButtonGroup>
      <p>{words.screens.waiting.otherBrowser}</p>
      <p>{words.screens.waiting.byHand}</p>
      <p className="nhsuk-body-s">{words.waiting.privacy}</p>
    </>
  );
}

function Noticed({ problem }: { readonly problem: Problem }) {
  return problem.code === 'BROWSER_NOT_OPENED' ? <NotOpened problem={problem} /> : <RefusedAnswer problem={problem} />;
}

/** The attempt is as good as any: a link that is opened by hand completes it (R20). */
function NotOpened({ problem }: { readonly problem: Problem }) {
  return (
    <InsetText>
      <p>
        <strong>{words.screens.waiting.notOpened}</strong>
      </p>
      <p>{words.screens.waiting.notOpenedMeans}</p>
      <Contact who="localIt" />
      <p>
        <SupportDetails problem={problem} isSmall />
      </p>
    </InsetText>
  );
}

/** An answer that was refused while the attempt goes on: told, but no reason to stop. */
function RefusedAnswer({ problem }: { readonly problem: Problem }) {
  const { title } = useFailureWords(problem.code);
  return (
    <InsetText>
      <h2 className="nhsuk-heading-s app-heading-tight">{words.waiting.noticeTitle}</h2>
      <p>
        {title}. {words.waiting.noticeStillWaiting}
      </p>
      <p>
        <SupportDetails problem={problem} isSmall />
      </p>
    </InsetText>
  );
}
