import type { ReactNode } from 'react';
import type { PolicyView } from '../../preload/policy-view.ts';
import { Button } from '../components/button.tsx';
import { InsetText } from '../components/inset-text.tsx';
import { PageTitle } from '../components/page.tsx';
import { RefusedAnswer } from '../components/refused-answer.tsx';
import { InEnglish } from '../i18n/own-words.tsx';
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
      <RefusedAnswer answer={answer} />
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
      return policyPage.failed;
    case 'answered':
      return answer.value.entries.length === 0 ? policyPage.empty : policyPage.count(answer.value.entries.length);
  }
}

function Tables({ policy: { entries, refused, managed } }: { readonly policy: PolicyView }) {
  const { key, value, source, kind, why, kinds, ownDefault, titleIn, ...texts } = useSettingsWords().policyPage;
  const sources = [...new Set(entries.map((entry) => entry.source))];
  const name = (each: { readonly key: string; readonly title: string | null }) => ({
    title: titleIn(each.key, each.title),
    key: each.key,
  });
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
            rows={refused.map((each) => ({
              name: name(each),
              cells: [each.source, <InEnglish key={why}>{each.why}</InEnglish>],
            }))}
          />
        </>
      )}
      {entries.length > 0 && <h2 className="nhsuk-heading-m">{texts.inForceTitle}</h2>}
      {/* What was set by somebody comes before what nobody set. A place can be long: it is said once, not in each row. */}
      {sources
        .toSorted((a, b) => Number(a === null) - Number(b === null))
        .map((from, index) => (
          <section key={from}>
            <h3 className="nhsuk-heading-s app-table-source" id={`policy-from-${index}`}>
              {from === null ? ownDefault : texts.setBy(from)}
            </h3>
            <Table
              labelledBy={`policy-from-${index}`}
              headings={[key, value, kind]}
              rows={entries
                .filter((each) => each.source === from)
                .map((each) => ({ name: name(each), cells: [said(each, texts), kinds[each.kind]] }))}
            />
          </section>
        ))}
    </>
  );
}

/** A value that waits is told as such: whoever has just changed it would look for its effect. */
function said(
  { value, waits }: PolicyView['entries'][number],
  texts: Pick<SettingsWords['policyPage'], 'waits' | 'yesNo' | 'nothing'>,
): string {
  const inWords = valueInWords(JSON.parse(value), texts);
  return waits ? `${inWords}. ${texts.waits[waits]}` : inWords;
}

/** The terms that policies are written in, without the marks of the format that they are sent in. */
function valueInWords(value: unknown, texts: Pick<SettingsWords['policyPage'], 'yesNo' | 'nothing'>): string {
  if (typeof value === 'boolean') return texts.yesNo[value ? 'yes' : 'no'];
  if (!Array.isArray(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  return value.length === 0 ? texts.nothing : value.map((item) => valueInWords(item, texts)).join(', ');
}

interface TableProps {
  readonly labelledBy: string;
  readonly headings: readonly string[];
  readonly rows: readonly {
    /** What people call it, and what it is called in a policy: whoever corrects one looks for that. */
    readonly name: { readonly title: string | null; readonly key: string };
    readonly cells: readonly ReactNode[];
  }[];
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
        {rows.map(({ name: { title, key }, cells }, index) => (
          // The same key may be refused from two sources; the list is read once and never changes.
          <tr key={index}>
            <th scope="row">
              {title && <span className="app-table__title">{title}</span>}
              <code className="app-code">{key}</code>
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
