import type { Problem } from '../../preload/failures.ts';
import { exactMoment } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { useGestures } from '../session-context.ts';
import { Button, ButtonGroup } from './button.tsx';
import { CheckConnection } from './check-connection.tsx';
import { Contact, helperFor } from './contact.tsx';
import { SummaryList, SummaryRow } from './summary-list.tsx';

/** What happened, what to do, who can help: the body of every screen that says no. Its heading is the screen's own. */
export function ProblemReport({ problem }: { readonly problem: Problem }) {
  const failure = words.failures[problem.code];
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

/** Code, time and correlation id: what a support call needs, on screen and on the clipboard. */
export function SupportDetails({ problem }: { readonly problem: Problem }) {
  const { copyProblem } = useGestures();
  return (
    <section aria-labelledby="support-details">
      <h2 className="nhsuk-heading-s app-heading-tight" id="support-details">
        {words.problem.forSupport}
      </h2>
      <SummaryList layout="stacked">
        <SummaryRow label={words.problem.code}>
          <code className="app-code">{problem.code}</code>
        </SummaryRow>
        <SummaryRow label={words.problem.time}>{exactMoment(problem.atMs)}</SummaryRow>
        <SummaryRow label={words.problem.correlationId}>
          <code className="app-code">{problem.correlationId}</code>
        </SummaryRow>
        {problem.detail && <SummaryRow label={words.problem.detail}>{problem.detail}</SummaryRow>}
      </SummaryList>
      <ButtonGroup>
        <Button variant="secondary" onClick={copyProblem}>
          {words.actions.copyDetails}
        </Button>
        <CheckConnection />
      </ButtonGroup>
    </section>
  );
}
