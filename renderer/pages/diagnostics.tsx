import { useEffect } from 'react';
import type { CheckResult, CheckVerdict, DiagnosticsView, FactName } from '../../preload/diagnostics.ts';
import { Button, ButtonGroup } from '../components/button.tsx';
import { PageTitle } from '../components/page.tsx';
import { SupportDetails } from '../components/problem-report.tsx';
import type { DiagnosticsWords } from '../i18n/en-diagnostics.ts';
import type { FactTexts, FindingWords } from '../i18n/en-findings.ts';
import { words } from '../i18n/words.ts';
import { useGestures, usePages } from '../session-context.ts';
import { useDiagnostics } from '../use-diagnostics.ts';
import { CheckProgress } from './check-progress.tsx';
import { useDiagnosticsWords } from './use-diagnostics-words.ts';

/** What needs somebody comes first. */
const order: readonly CheckVerdict[] = ['fail', 'warn', 'pass', 'notRun'];

const notRun: DiagnosticsView = { kind: 'notRun' };

/** Screen 24: each check in plain words, and who can fix what it found. Says nothing about anybody. */
export function Diagnostics() {
  const texts = useDiagnosticsWords();
  const { view: known, trouble } = useDiagnostics();
  const view = known ?? notRun;
  const { runDiagnostics, copyDiagnostics } = useGestures();
  // Whoever opens this page wants to know.
  useEffect(() => {
    if (known?.kind === 'notRun') runDiagnostics();
  }, [known, runDiagnostics]);
  const { openPage, closePage } = usePages();
  const results = view.kind === 'notRun' ? [] : view.results;
  return (
    <>
      <PageTitle>{words.pages.diagnostics}</PageTitle>
      <p className="app-column">{texts.lead}</p>
      <CheckProgress view={view} texts={texts} />
      {trouble && (
        <p>
          {texts.notAsked} <SupportDetails problem={trouble} isSmall />
        </p>
      )}
      <ButtonGroup>
        <Button onClick={runDiagnostics} isBusy={view.kind === 'running'}>
          {view.kind === 'notRun' ? texts.run : texts.runAgain}
        </Button>
        {view.kind === 'finished' && (
          <Button variant="secondary" onClick={copyDiagnostics}>
            {texts.copy}
          </Button>
        )}
        <Button variant="secondary" onClick={() => openPage('supportBundle')}>
          {texts.bundle}
        </Button>
        <Button variant="secondary" onClick={closePage}>
          {words.actions.goBack}
        </Button>
      </ButtonGroup>
      {order.map((verdict) => (
        <Group
          key={verdict}
          verdict={verdict}
          results={results.filter((one) => one.verdict === verdict)}
          texts={texts}
        />
      ))}
      <ErrorNumbers texts={texts} />
    </>
  );
}

interface GroupProps {
  readonly verdict: CheckVerdict;
  readonly results: readonly CheckResult[];
  readonly texts: DiagnosticsWords;
}

function Group({ verdict, results, texts }: GroupProps) {
  if (results.length === 0) return null;
  const id = `checks-${verdict}`;
  return (
    <section aria-labelledby={id} className="app-checks">
      <h2 className="nhsuk-heading-m" id={id}>
        {texts.verdictTitles[verdict]} ({results.length})
      </h2>
      <ul className="app-checks__list">
        {results.map((result) => (
          <Result key={result.id} result={result} texts={texts} />
        ))}
      </ul>
    </section>
  );
}

/** One shape for each verdict, drawn by the style sheet and hidden from screen readers, which get the word. */
function Result({ result, texts }: { readonly result: CheckResult; readonly texts: DiagnosticsWords }) {
  const { id, verdict, finding, fixer, durationMs } = result;
  // A code of a later version than this page has no words here; the code itself is then all there is.
  const said = (texts.findings as Readonly<Record<string, FindingWords>>)[finding];
  return (
    <li className={`app-check app-check--${verdict}`} data-check={id} data-finding={finding}>
      <span className="app-check__sign" aria-hidden="true" />
      <div>
        <h3 className="nhsuk-heading-s app-heading-tight">
          {texts.checks[id]} <span className="app-check__verdict">{texts.verdicts[verdict]}</span>
        </h3>
        <p className="app-check__text">{said ? said.says(factsOf(result)) : finding}</p>
        {said?.todo && <p className="app-check__text">{said.todo}</p>}
        {fixer && (
          <p className="app-check__text">
            <strong>{texts.fixers[fixer]}</strong>
          </p>
        )}
        {verdict !== 'pass' && <p className="app-check__code">{texts.code(finding, String(durationMs))}</p>}
      </div>
    </li>
  );
}

function factsOf({ facts }: CheckResult): FactTexts {
  const told = new Map<string, string>(facts.map(({ name, value }) => [name, value]));
  return new Proxy({} as Record<FactName, string>, { get: (_none, name) => told.get(String(name)) ?? '' });
}

/** R6: what the numbers of the page in the browser mean, for somebody who has one in front of them. */
function ErrorNumbers({ texts }: { readonly texts: DiagnosticsWords }) {
  return (
    <details className="app-details">
      <summary>{texts.numbersTitle}</summary>
      <p>{texts.numbersLead}</p>
      <dl className="app-error-numbers">
        {texts.errorNumbers.map(({ code, means, fixer }) => (
          <div key={code}>
            <dt>
              <code className="app-code">{code}</code>
            </dt>
            <dd>
              {means} <strong>{texts.fixers[fixer]}</strong>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
