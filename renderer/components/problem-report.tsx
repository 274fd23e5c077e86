import type { Problem } from '../../preload/failures.ts';
import type { Incident } from '../../preload/incident.ts';
import { useFailureWords } from '../i18n/failure-words.ts';
import { exactMoment, moment } from '../i18n/format.ts';
import { InEnglish } from '../i18n/own-words.tsx';
import { words } from '../i18n/words.ts';
import { useGestures } from '../session-context.ts';
import { Button, ButtonGroup } from './button.tsx';
import { CheckConnection } from './check-connection.tsx';
import { Contact, helperFor } from './contact.tsx';
import { SummaryList, SummaryRow } from './summary-list.tsx';

/** What happened, what to do, who can help: the body of every screen that says no. Its heading is the screen's own. */
export function ProblemReport({ problem }: { readonly problem: Problem }) {
  const failure = useFailureWords(problem.code);
  return (
    <>
      <p>{failure.happened}</p>
      <h2 className="nhsuk-heading-s app-heading-tight">{words.problem.whatToDo}</h2>
      <p>{failure.whatToDo}</p>
      <h2 className="nhsuk-heading-s app-heading-tight">{words.problem.whoCanHelp}</h2>
      <p>{failure.whoCanHelp}</p>
      <Contact who={helperFor(problem.code)} />
    </>
  );
}

/** In place of a screen whose words or script are on their way: an error is never without its code. */
export function PendingProblem({ problem }: { readonly problem: Problem | null }) {
  return (
    <div data-pending>
      {problem && (
        <>
          <p role="status">{words.problem.loading}</p>
          <SupportDetails problem={problem} />
        </>
      )}
    </div>
  );
}

interface SupportDetailsProps {
  readonly problem: Incident & { readonly detail?: string };
  /** One line, beside the words of something that is told over a screen or within a page. */
  readonly isSmall?: boolean;
}

/** Code, time and correlation id: what a support call needs, on screen and on the clipboard. No error is without them. */
export function SupportDetails({ problem, isSmall = false }: SupportDetailsProps) {
  const { copyProblem } = useGestures();
  const { code, atMs, correlationId } = problem;
  const copy = () => copyProblem({ code, atMs, correlationId });
  if (isSmall) {
    return (
      <span className="app-support-line">
        <span>{words.problem.line(code, moment(atMs), correlationId)}</span>
        <button type="button" className="app-small-button" onClick={copy}>
          {words.actions.copyDetails}
        </button>
      </span>
    );
  }
  return (
    <section aria-labelledby="support-details">
      <h2 className="nhsuk-heading-s app-heading-tight" id="support-details">
        {words.problem.forSupport}
      </h2>
      <SummaryList layout="stacked">
        <SummaryRow label={words.problem.code}>
          <code className="app-code">{code}</code>
        </SummaryRow>
        <SummaryRow label={words.problem.time}>{exactMoment(atMs)}</SummaryRow>
        <SummaryRow label={words.problem.correlationId}>
          <code className="app-code">{correlationId}</code>
        </SummaryRow>
        {problem.detail && (
          <SummaryRow label={words.problem.detail}>
            <InEnglish>{problem.detail}</InEnglish>
          </SummaryRow>
        )}
      </SummaryList>
      <ButtonGroup>
        <Button variant="secondary" onClick={copy}>
          {words.actions.copyDetails}
        </Button>
        <CheckConnection />
      </ButtonGroup>
    </section>
  );
}
