import { Button, ButtonGroup } from '../components/button.tsx';
import { PageTitle, Split } from '../components/page.tsx';
import { SupportDetails } from '../components/problem-report.tsx';
import { SummaryList, SummaryRow } from '../components/summary-list.tsx';
import { UnsentWork } from '../components/unsent-work.tsx';
import { words } from '../i18n/words.ts';
import { useGestures } from '../session-context.ts';
import type { ViewProps } from './view-props.ts';

export function OtherPerson({ view: { who, presentName, otherName, unsent, problem } }: ViewProps<'otherPerson'>) {
  const { switchPerson, goBack } = useGestures();
  return (
    <Split aside={<SupportDetails problem={problem} />}>
      <PageTitle>{words.otherPerson.title}</PageTitle>
      <p>{who ? words.otherPerson.lead : words.otherPerson.leadLocked}</p>
      <div className="app-card">
        <SummaryList>
          <SummaryRow label={who ? words.otherPerson.here : words.otherPerson.lockedFor}>{presentName}</SummaryRow>
          <SummaryRow label={words.otherPerson.came}>{otherName}</SummaryRow>
        </SummaryList>
      </div>
      <p>{who ? words.otherPerson.backMeans(presentName) : words.otherPerson.backMeansLocked(presentName)}</p>
      <p>{words.otherPerson.switchMeans(presentName, otherName)}</p>
      <UnsentWork name={presentName} unsent={unsent} />
      <ButtonGroup>
        <Button onClick={goBack}>{words.actions.goBack}</Button>
        <Button variant="secondary" onClick={switchPerson}>
          {words.actions.switchTo(otherName)}
        </Button>
      </ButtonGroup>
    </Split>
  );
}
