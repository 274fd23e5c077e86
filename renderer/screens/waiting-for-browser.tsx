import { Suspense } from 'react';
import type { Problem } from '../../preload/failures.ts';
import { Button, ButtonGroup } from '../components/button.tsx';
import { CancelAttempt } from '../components/cancel-attempt.tsx';
import { InsetText } from '../components/inset-text.tsx';
import { PageTitle, Split } from '../components/page.tsx';
import { PendingProblem } from '../components/problem-report.tsx';
import { TimeLeft } from '../components/time-left.tsx';
import { useFailureWords } from '../i18n/failure-words.ts';
import { label, moment } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { useGestures } from '../session-context.ts';
import type { ViewProps } from './view-props.ts';

export function WaitingForBrowser({ view: { purpose, action, expiresAtMs, notice } }: ViewProps<'waitingForBrowser'>) {
  return (
    <Split aside={<NothingOpened />}>
      <PageTitle>{words.waiting.title[purpose]}</PageTitle>
      {notice && (
        <Suspense fallback={<PendingProblem problem={notice} />}>
          <RefusedAnswer problem={notice} />
        </Suspense>
      )}
      <p>{words.waiting.lead[purpose]}</p>
      {action && <p>{words.waiting.forAction(label(action.label))}</p>}
      {words.waiting.kept[purpose] && <p>{words.waiting.kept[purpose]}</p>}
      <p>{words.waiting.smartcard}</p>
      <TimeLeft untilMs={expiresAtMs} />
      <CancelAttempt />
    </Split>
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
      <p className="nhsuk-body-s">{words.waiting.privacy}</p>
    </>
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
      <p className="nhsuk-body-s">
        {words.waiting.noticeCode(problem.code, moment(problem.atMs), problem.correlationId)}
      </p>
    </InsetText>
  );
}
