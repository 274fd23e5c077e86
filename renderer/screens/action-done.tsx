import type { ReactNode } from 'react';
import type { Problem } from '../../preload/failures.ts';
import type { ActionOutcome, ActionSummary, ResultRow } from '../../preload/session-view.ts';
import { Button } from '../components/button.tsx';
import { Column, PageTitle, Split } from '../components/page.tsx';
import { ProblemReport, SupportDetails } from '../components/problem-report.tsx';
import { SummaryList, SummaryRow } from '../components/summary-list.tsx';
import { useFailureWords } from '../i18n/failure-words.ts';
import { calendarDay, label } from '../i18n/format.ts';
import { InEnglish, inSentence } from '../i18n/own-words.tsx';
import { words } from '../i18n/words.ts';
import { useGestures } from '../session-context.ts';
import type { ViewProps } from './view-props.ts';

type Labels = ActionSummary['label'];

export function ActionDone({ view: { action, outcome } }: ViewProps<'actionDone'>) {
  return outcomeOf(action, outcome);
}

function outcomeOf({ label: name, opens }: Pick<ActionSummary, 'label' | 'opens'>, outcome: ActionOutcome) {
  switch (outcome.kind) {
    case 'ok':
      return <Done action={name} opens={opens} outcome={outcome} />;
    case 'refused':
      return <Refused action={name} problem={outcome.problem} rows={outcome.rows ?? []} />;
    case 'unknown':
      return <Unknown action={name} problem={outcome.problem} />;
    default:
      return outcome satisfies never;
  }
}

function valueInWords({ name, value }: ResultRow): ReactNode {
  switch (name) {
    case 'dateOfBirth':
      return calendarDay(value);
    case 'gender':
      return words.actionDone.gender(value);
    // In the service's own words, which no national service has in Welsh.
    case 'message':
      return <InEnglish>{value}</InEnglish>;
    default:
      return value;
  }
}

interface DoneProps {
  readonly action: Labels;
  /** Whether it was a page: what is done on it is not ours to tell. */
  readonly opens: boolean;
  readonly outcome: Extract<ActionOutcome, { kind: 'ok' }>;
}

function Done({ action, opens, outcome }: DoneProps) {
  const title = opens ? words.opening.ok : words.actionDone.ok;
  return (
    <Column>
      <div className="nhsuk-panel app-panel">
        <PageTitle className="nhsuk-panel__heading nhsuk-panel__heading--l" documentTitle={title(label(action))}>
          {inSentence([action], title)}
        </PageTitle>
      </div>
      {opens && <p>{words.opening.goOn}</p>}
      {outcome.rows.length > 0 && (
        <>
          <h2 className="nhsuk-heading-m">{words.actionDone.resultTitle}</h2>
          <Rows rows={outcome.rows} />
        </>
      )}
      <p className="nhsuk-body-s">
        {words.actionDone.reference} <span className="app-code">{outcome.reference}</span>
      </p>
      <GoBack />
    </Column>
  );
}

function Rows({ rows }: { readonly rows: readonly ResultRow[] }) {
  return (
    <div className="app-card">
      <SummaryList>
        {rows.map((row, index) => (
          // Rows have no identity of their own, and the list never changes while it is shown.
          <SummaryRow key={index} label={words.actionDone.rows[row.name]}>
            {valueInWords(row)}
          </SummaryRow>
        ))}
      </SummaryList>
    </div>
  );
}

interface NotDoneProps {
  readonly action: Labels;
  readonly problem: Problem;
}

interface RefusedProps extends NotDoneProps {
  /** What the service said in its own words. */
  readonly rows: readonly ResultRow[];
}

function Refused({ action, problem, rows }: RefusedProps) {
  const { title } = useFailureWords(problem.code);
  return (
    <Split aside={<SupportDetails problem={problem} />}>
      <PageTitle>{title}</PageTitle>
      <p>
        <strong>{inSentence([action], words.actionDone.asked)}</strong>
      </p>
      <ProblemReport problem={problem} />
      {rows.length > 0 && <Rows rows={rows} />}
      <GoBack />
    </Split>
  );
}

function Unknown({ action, problem }: NotDoneProps) {
  return (
    <Split aside={<SupportDetails problem={problem} />}>
      <PageTitle>{words.actionDone.unknownTitle}</PageTitle>
      <div className="app-warning">
        <p>
          <strong>{words.actionDone.unknownLead}</strong>
        </p>
        <p>{inSentence([action], words.actionDone.asked)}</p>
      </div>
      <p className="nhsuk-body-s">
        {words.actionDone.reference} <span className="app-code">{problem.correlationId}</span>
      </p>
      <ProblemReport problem={problem} />
      <GoBack />
    </Split>
  );
}

function GoBack() {
  const { goBack } = useGestures();
  return <Button onClick={goBack}>{words.actions.goBack}</Button>;
}
