import type { Problem } from '../../preload/failures.ts';
import { Bullets } from '../components/bullets.tsx';
import { Button, ButtonGroup } from '../components/button.tsx';
import { Continuity } from '../components/continuity.tsx';
import { PageTitle, Split } from '../components/page.tsx';
import { SupportDetails } from '../components/problem-report.tsx';
import { Progress } from '../components/progress.tsx';
import { WhoseSession } from '../components/whose-session.tsx';
import { moment } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { useGestures } from '../session-context.ts';
import type { ViewProps } from './view-props.ts';

/** Two screens, so that the focus goes to the heading when one takes the place of the other. */
export function Restorable({ view }: ViewProps<'restorable'>) {
  return view.continuing ? <Continuing /> : <Offer view={view} />;
}

function Offer({ view: { name, role, loggedInAtMs, endsAtMs, problem } }: ViewProps<'restorable'>) {
  const { continueSession } = useGestures();
  return (
    <Split aside={problem ? <SupportDetails problem={problem} /> : <WhatHappensNext />}>
      <PageTitle>{words.restorable.title}</PageTitle>
      {problem ? <NotDecided problem={problem} /> : <p>{words.restorable.lead}</p>}
      <WhoseSession name={name} role={role} />
      <p>{words.restorable.times(moment(loggedInAtMs), moment(endsAtMs))}</p>
      <ButtonGroup>
        <Button onClick={continueSession}>{words.actions.continueAs(name)}</Button>
        <SomeoneElse />
      </ButtonGroup>
      <p>{words.takeOver.means(name)}</p>
    </Split>
  );
}

function Continuing() {
  return (
    <Progress title={words.restorable.continuingTitle} text={words.restorable.continuing}>
      <SomeoneElse />
    </Progress>
  );
}

function SomeoneElse() {
  const { switchPerson } = useGestures();
  return (
    <Button variant="secondary" onClick={switchPerson}>
      {words.actions.someoneElse}
    </Button>
  );
}

/** The last try decided nothing: what stood in its way, and that nothing is lost. */
function NotDecided({ problem }: { readonly problem: Problem }) {
  const { title, happened, whatToDo } = words.failures[problem.code];
  return (
    <div className="app-warning">
      <h2 className="nhsuk-heading-s app-heading-tight">{words.restorable.problemTitle}</h2>
      <p>
        {title}. {happened}
      </p>
      <p>
        {whatToDo} {words.restorable.tryAgain}
      </p>
      <Continuity />
    </div>
  );
}

function WhatHappensNext() {
  return (
    <>
      <h2 className="nhsuk-heading-s app-heading-tight">{words.restorable.meansTitle}</h2>
      <Bullets items={words.restorable.means} />
    </>
  );
}
