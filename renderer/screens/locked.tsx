import { Button, ButtonGroup } from '../components/button.tsx';
import { Bullets } from '../components/bullets.tsx';
import { PageTitle, Split } from '../components/page.tsx';
import { UnconfirmedDeletion } from '../components/unconfirmed-deletion.tsx';
import { moment, organisation } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { useGestures } from '../session-context.ts';
import type { ViewProps } from './view-props.ts';

export function Locked({ view: { name, role, lockedAtMs, unconfirmed } }: ViewProps<'locked'>) {
  const { unlock, switchPerson, logOut } = useGestures();
  return (
    <Split aside={<WhatThisMeans />}>
      <PageTitle>{words.locked.title}</PageTitle>
      <p className="nhsuk-body-l">
        <strong>{name}</strong>
        {role && (
          <>
            <br />
            {role.name}, {organisation(role)}
          </>
        )}
      </p>
      <p>{words.locked.since(moment(lockedAtMs))}</p>
      {unconfirmed && <UnconfirmedDeletion />}
      <ButtonGroup>
        <Button onClick={unlock}>{words.actions.unlockAs(name)}</Button>
        <Button variant="secondary" onClick={switchPerson}>
          {words.actions.someoneElse}
        </Button>
      </ButtonGroup>
      <p>{words.locked.someoneElseMeans(name)}</p>
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
      <h2 className="nhsuk-heading-s app-heading-tight">{words.ended.meansTitle}</h2>
      <Bullets items={words.locked.means} />
    </>
  );
}
