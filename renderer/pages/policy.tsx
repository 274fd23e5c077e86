import type { PolicyView } from '../../preload/policy-view.ts';
import { Button } from '../components/button.tsx';
import { InsetText } from '../components/inset-text.tsx';
import { PageTitle } from '../components/page.tsx';
import { words } from '../i18n/words.ts';
import { usePages, useQuestions } from '../session-context.ts';
import { useAnswer, type Answer } from '../use-answer.ts';
import { useSettingsWords, type SettingsWords } from './settings-words.ts';

/** "Managed by your organisation": what was refused first, since that is what somebody has to do something about. */
export function Policy() {
  const { readPolicy } = useQuestions();
  const { closePage } = usePages();
  const { policyPage } = useSettingsWords();
  const answer = useAnswer(readPolicy);
  return (
    <>
      <PageTitle>{words.pages.policy}</PageTitle>
      <p>{policyPage.lead}</p>
      <p role="status">{summary(answer, policyPage)}</p>
      {answer.kind === 'answered' && <Tables policy={answer.value} />}
      <Button variant="secondary" onClick={closePage}>
        {words.actions.goBack}
      </Button>
    </>
  );
}

function summary(answer: Answer<PolicyView>, policyPage: SettingsWords['policyPage']): string {
  switch (answer.kind) {
    case 'asked':
      return policyPage.reading;
    case 'refused':
      return policyPage.failed(answer.code);
    case 'answered':
      return answer.value.entries.length === 0 ? policyPage.empty : policyPage.count(answer.value.entries.length);
  }
}

function Tables({ policy: { entries, refused, managed } }: { readonly policy: PolicyView }) {
  const { key, value, source, kind, why, kinds, ownDefault, waits, ...texts } = useSettingsWords().policyPage;
  return (
    <>
      {!managed && (
        <InsetText>
          <p>{texts.notManaged}</p>
        </InsetText>
      )}
      {refused.length > 0 && (
        <>
          <h2 className="nhsuk-heading-m" id="policy-refused">
            {texts.refusedTitle}
          </h2>
          <p>{texts.refusedLead}</p>
          <Table
            labelledBy="policy-refused"
            headings={[key, source, why]}
            rows={refused.map((each) => [each.key, each.source, each.why])}
          />
        </>
      )}
      {entries.length > 0 && (
        <>
          <h2 className="nhsuk-heading-m" id="policy-in-force">
            {texts.inForceTitle}
          </h2>
          <Table
            labelledBy="policy-in-force"
            headings={[key, value, source, kind]}
            rows={entries.map((each) => [each.key, said(each, waits), each.source ?? ownDefault, kinds[each.kind]])}
          />
        </>
      )}
    </>
  );
}

/** A value that waits is told as such: whoever has just changed it would look for its effect. */
function said(entry: PolicyView['entries'][number], waits: SettingsWords['policyPage']['waits']): string {
  return entry.waits ? `${entry.value}. ${waits[entry.waits]}` : entry.value;
}

interface TableProps {
  readonly labelledBy: string;
  readonly headings: readonly string[];
  /** The first cell names its row. */
  readonly rows: readonly (readonly string[])[];
}

/** As a table where there is room; where there is none, each row is a card whose cells bring their headings along. */
function Table({ labelledBy, headings, rows }: TableProps) {
  return (
    <table className="app-table" aria-labelledby={labelledBy}>
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
        {rows.map(([name, ...cells], index) => (
          // The same key may be refused from two sources; the list is read once and never changes.
          <tr key={index}>
            <th scope="row">
              <code className="app-code">{name}</code>
            </th>
            {cells.map((cell, column) => (
              <td key={headings[column + 1]}>
                <span className="app-table__heading">{headings[column + 1]}</span>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
