import { Button, ButtonGroup } from '../components/button.tsx';
import { Bullets } from '../components/bullets.tsx';
import { PageTitle, Split } from '../components/page.tsx';
import { UnconfirmedDeletion } from '../components/unconfirmed-deletion.tsx';
import { UnsentWork } from '../components/unsent-work.tsx';
import { WhoseSession } from '../components/whose-session.tsx';
import { moment, time } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { useGestures } from '../session-context.ts';
import type { ViewProps } from './view-props.ts';

/** Screen 16: whose session it is, large, and nothing else of it. */
export function Locked({ view }: ViewProps<'locked'>) {
  const { name, role, reason, lockedAtMs, endsAtMs, workKept, unsent, unconfirmed } = view;
  const { unlock, switchPerson, logOut } = useGestures();
  return (
    <Split aside={<WhatThisMeans />}>
      <PageTitle>{words.locked.title}</PageTitle>
      <WhoseSession name={name} role={role} />
      <p>
        {words.locked.because[reason](moment(lockedAtMs))} {words.locked.until(time(endsAtMs))}
      </p>
      <p>{workKept ? <strong>{words.locked.work.kept}</strong> : words.locked.work.none}</p>
      {unconfirmed && <UnconfirmedDeletion />}
      <ButtonGroup>
        <Button onClick={unlock}>{words.actions.unlockAs(name)}</Button>
        <Button variant="secondary" onClick={switchPerson}>
          {words.actions.someoneElse}
        </Button>
      </ButtonGroup>
      <p>
        {words.takeOver.means(name)} {workKept && words.locked.workWouldBeLost(name)}
      </p>
      {unsent.length > 0 && <UnsentWork name={name} unsent={unsent} />}
      <ButtonGroup>
        <Button variant="secondary" onClick={logOut}>
          {words.chrome.logOut}
        </Button>
      </ButtonGroup>
    </Split>
  );
}

function WhatThisMeans() {
  return (
    <>
      <h2 className="nhsuk-heading-s app-heading-tight">{words.locked.meansTitle}</h2>
      <Bullets items={words.locked.means} />
    </>
  );
}
