import { Bullets } from '../components/bullets.tsx';
import { Button, ButtonGroup } from '../components/button.tsx';
import { Contact } from '../components/contact.tsx';
import { PageTitle, Split } from '../components/page.tsx';
import { SupportDetails } from '../components/problem-report.tsx';
import { SummaryList, SummaryRow } from '../components/summary-list.tsx';
import { authenticatorsInWords } from '../i18n/assurance.ts';
import { useFailureWords } from '../i18n/failure-words.ts';
import { inSentence } from '../i18n/own-words.tsx';
import { words } from '../i18n/words.ts';
import { useGestures } from '../session-context.ts';
import type { ViewProps } from './view-props.ts';

export function Insufficient({ view: { action, used, acceptable, problem } }: ViewProps<'insufficient'>) {
  const { stepUp, goBack } = useGestures();
  const failure = useFailureWords(problem.code);
  const isStale = problem.code === 'AUTH_TIME_STALE';
  return (
    <Split aside={<SupportDetails problem={problem} />}>
      <PageTitle>{failure.title}</PageTitle>
      <p>{failure.happened}</p>
      <p>
        <strong>
          {action ? inSentence([action.label], words.insufficient.stillNeeded) : words.insufficient.nothingDone}
        </strong>
      </p>
      <div className="app-card">
        <SummaryList>
          <SummaryRow label={words.insufficient.used}>{authenticatorsInWords(used)}</SummaryRow>
          <SummaryRow label={words.insufficient.needed}>
            {isStale ? words.insufficient.neededFresh : words.levelName[3]}
          </SummaryRow>
        </SummaryList>
      </div>
      {acceptable.length > 0 && (
        <>
          <p className="app-before-list">{words.insufficient.tryOne}</p>
          <Bullets items={acceptable.map((key) => words.authenticators[key])} />
        </>
      )}
      <ButtonGroup>
        <Button onClick={() => stepUp({ again: true })}>{words.actions.tryAgainInBrowser}</Button>
        <Button variant="secondary" onClick={goBack}>
          {words.actions.goBack}
        </Button>
      </ButtonGroup>
      <h2 className="nhsuk-heading-s app-heading-tight">{words.insufficient.cannotTitle}</h2>
      <p>{words.insufficient.cannot}</p>
      <Contact who="registrationAuthority" />
    </Split>
  );
}
