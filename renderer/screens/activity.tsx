import { useState, type ReactNode } from 'react';
import type { ActivityLine, AuditCheck } from '../../preload/contract.ts';
import type { Incident } from '../../preload/incident.ts';
import type { Who } from '../../preload/session-view.ts';
import { Bullets } from '../components/bullets.tsx';
import { Button, ButtonGroup } from '../components/button.tsx';
import { PageTitle } from '../components/page.tsx';
import { SupportDetails } from '../components/problem-report.tsx';
import { RefusedAnswer } from '../components/refused-answer.tsx';
import { faultOfPage } from '../fault-of-page.ts';
import { activityWords } from '../i18n/activity-words.ts';
import { exactMoment } from '../i18n/format.ts';
import { inSentence } from '../i18n/own-words.tsx';
import { words } from '../i18n/words.ts';
import { useQuestions } from '../session-context.ts';
import { answerOf, useAnswer, type Answer } from '../use-answer.ts';

interface ActivityProps {
  readonly who: Who;
  readonly onBack: () => void;
}

/** Screen 27: what the record has of the person who is logged in, and of nobody else. */
export function Activity({ who, onBack }: ActivityProps) {
  const { readActivity } = useQuestions();
  const answer = useAnswer(readActivity);

  return (
    <>
      <PageTitle>{words.activity.title}</PageTitle>
      <ButtonGroup>
        <Button variant="secondary" onClick={onBack}>
          {words.activity.back}
        </Button>
      </ButtonGroup>
      <p role="status">{summary(answer)}</p>
      <RefusedAnswer answer={answer} />
      {answer.kind === 'answered' && answer.value.length > 0 && <Lines lines={answer.value} role={who.role} />}
      <div className="app-column">
        <h2 className="nhsuk-heading-m">{activityWords().aboutTitle}</h2>
        <Bullets items={activityWords().about} />
        <p>{activityWords().aboutWhy}</p>
        <RecordCheck />
      </div>
    </>
  );
}

function summary(answer: Answer<readonly ActivityLine[]>): string {
  switch (answer.kind) {
    case 'asked':
      return words.activity.reading;
    case 'refused':
      return activityWords().failed;
    case 'answered':
      return answer.value.length === 0 ? activityWords().none : activityWords().newest(answer.value.length);
  }
}

interface LinesProps {
  readonly lines: readonly ActivityLine[];
  readonly role: Who['role'];
}

/** On a narrow screen each row becomes a card and each cell brings its heading along; Chromium keeps it a table all the same. */
function Lines({ lines, role }: LinesProps) {
  const headings = [
    activityWords().time,
    activityWords().what,
    activityWords().outcome,
    activityWords().role,
    activityWords().level,
    activityWords().correlationId,
  ];
  return (
    <table className="app-activity">
      <caption className="nhsuk-heading-m">{activityWords().tableTitle}</caption>
      <thead>
        <tr>
          {headings.map((heading) => (
            <th key={heading} scope="col">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line, index) => (
          // A line has no id of its own; the list is read once and never changes.
          <tr key={index}>
            {cellsOf(line, role).map((cell, column) => (
              <td key={headings[column]}>
                <span className="app-activity__heading">{headings[column]}</span>
                {column === 0 ? <time dateTime={new Date(line.atMs).toISOString()}>{cell}</time> : cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function cellsOf(line: ActivityLine, role: Who['role']): readonly ReactNode[] {
  return [
    exactMoment(line.atMs),
    whatHappened(line),
    activityWords().outcomes(line.outcome),
    roleOf(line, role),
    line.level === null ? activityWords().nothing : activityWords().levels(line.level),
    line.correlationId ?? activityWords().nothing,
  ];
}

function whatHappened({ event, actionLabel }: ActivityLine): ReactNode {
  if (actionLabel) return inSentence([actionLabel], (action) => activityWords().whatHappened(event, action));
  return activityWords().whatHappened(event, event.startsWith('action.') ? activityWords().gone : null);
}

/** The record has ids alone; the name of the role is known of the one that is in use. */
function roleOf({ roleId, organisationCode }: ActivityLine, role: Who['role']): string {
  if (roleId === null) return activityWords().nothing;
  const name = role?.id === roleId ? role.name : roleId;
  return organisationCode === null ? name : activityWords().roleAt(name, organisationCode);
}

interface Told {
  readonly answer?: Answer<AuditCheck>;
  readonly fault?: Incident | undefined;
}

function RecordCheck() {
  const { checkAudit } = useQuestions();
  const [{ answer, fault }, setTold] = useState<Told>({});
  async function check() {
    setTold({ answer: { kind: 'asked' } });
    const answered = answerOf(await checkAudit());
    setTold({ answer: answered, fault: faultIn(answered) });
  }
  return (
    <>
      <h2 className="nhsuk-heading-m">{activityWords().checkTitle}</h2>
      <p>{activityWords().checkLead}</p>
      <Button variant="secondary" onClick={() => void check()}>
        {activityWords().check}
      </Button>
      <div role="status">
        {(answer ? verdict(answer) : []).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      {answer && <RefusedAnswer answer={answer} />}
      {fault && <SupportDetails problem={fault} isSmall />}
    </>
  );
}

function faultIn(answer: Answer<AuditCheck>): Incident | undefined {
  if (answer.kind !== 'answered' || answer.value.kind === 'whole') return undefined;
  return faultOfPage(answer.value.kind === 'broken' ? 'RECORD_BROKEN' : 'RECORD_UNREADABLE');
}

function verdict(answer: Answer<AuditCheck>): readonly string[] {
  switch (answer.kind) {
    case 'asked':
      return [activityWords().checking];
    case 'refused':
      return [activityWords().notChecked];
    case 'answered':
      break;
  }
  const { value } = answer;
  switch (value.kind) {
    case 'whole':
      return [
        activityWords().whole(value.lines),
        ...(value.healed > 0 ? [activityWords().healed(value.healed)] : []),
        activityWords().limits,
      ];
    case 'broken':
      return [activityWords().broken(value.file, value.line, value.why)];
    case 'unreadable':
      return [activityWords().unreadable];
  }
}
