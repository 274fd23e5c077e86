import { Button, ButtonGroup } from '../components/button.tsx';
import { PageTitle, Split } from '../components/page.tsx';
import { SupportDetails } from '../components/problem-report.tsx';
import { SummaryList, SummaryRow } from '../components/summary-list.tsx';
import { words } from '../i18n/words.ts';
import { useGestures } from '../session-context.ts';
import type { ViewProps } from './view-props.ts';

export function OtherPerson({ view: { who, otherName, problem } }: ViewProps<'otherPerson'>) {
  const { switchPerson, goBack } = useGestures();
  const here = who.person.name;
  return (
    <Split aside={<SupportDetails problem={problem} />}>
      <PageTitle>{words.otherPerson.title}</PageTitle>
      <p>{words.otherPerson.lead}</p>
      <div className="app-card">
        <SummaryList>
          <SummaryRow label={words.otherPerson.here}>{here}</SummaryRow>
          <SummaryRow label={words.otherPerson.came}>{otherName}</SummaryRow>
        </SummaryList>
      </div>
      <p>{words.otherPerson.backMeans(here)}</p>
      <p>{words.otherPerson.switchMeans(here, otherName)}</p>
      <ButtonGroup>
        <Button onClick={goBack}>{words.actions.goBack}</Button>
        <Button variant="secondary" onClick={switchPerson}>
          {words.actions.switchTo(otherName)}
        </Button>
      </ButtonGroup>
    </Split>
  );
}
