import { Bullets } from '../components/bullets.tsx';
import { Button, ButtonGroup } from '../components/button.tsx';
import { Contact, type Helper } from '../components/contact.tsx';
import { Column, PageTitle, Split } from '../components/page.tsx';
import { SupportDetails } from '../components/problem-report.tsx';
import { UnusableRoles } from '../components/unusable-roles.tsx';
import { roleWords } from '../i18n/role-words.ts';
import { words } from '../i18n/words.ts';
import { useGestures, useSession } from '../session-context.ts';
import type { ViewProps } from './view-props.ts';

/** Screen 9. Its four causes have nothing in common but that nobody can go on from here: each says who can change that. */
export function NoUsableRole({ view }: ViewProps<'noUsableRole'>) {
  const { problem } = view;
  const content = <Content view={view} />;
  return problem ? <Split aside={<SupportDetails problem={problem} />}>{content}</Split> : <Column>{content}</Column>;
}

const helpers: Record<ViewProps<'noUsableRole'>['view']['cause'], readonly Helper[]> = {
  noRoles: ['registrationAuthority'],
  roleNotAllowed: ['registrationAuthority', 'localIt'],
  organisationNotSetUp: ['localIt'],
  technicalFault: ['localIt'],
};

function Content({ view: { cause, unusable, neededRoleCodes } }: ViewProps<'noUsableRole'>) {
  const { title, happened, do: toDo, who } = roleWords().noUsableRole.causes[cause];
  // What is wrong is no lack of a role, so codes of roles would lead the person to the wrong people.
  const namesCodes = neededRoleCodes.length > 0 && (cause === 'noRoles' || cause === 'roleNotAllowed');
  return (
    <>
      <PageTitle>{title(unusable.length)}</PageTitle>
      <p>{happened}</p>
      <p>{roleWords().noUsableRole.not}</p>
      {unusable.length > 0 && (
        <>
          <h2 className="nhsuk-heading-s app-heading-tight">{roleWords().unusableRoles.title}</h2>
          <UnusableRoles unusable={unusable} />
        </>
      )}
      {namesCodes && (
        <>
          <h2 className="nhsuk-heading-s app-heading-tight">{roleWords().noUsableRole.neededTitle}</h2>
          <p>{roleWords().noUsableRole.needed(neededRoleCodes.join(', '))}</p>
        </>
      )}
      <h2 className="nhsuk-heading-s app-heading-tight">{words.problem.whatToDo}</h2>
      <Bullets items={toDo} />
      <h2 className="nhsuk-heading-s app-heading-tight">{words.problem.whoCanHelp}</h2>
      <Bullets items={who} />
      {helpers[cause].map((helper) => (
        <Contact key={helper} who={helper} />
      ))}
      <WaysOn />
    </>
  );
}

function WaysOn() {
  const { changeRole, logOut, switchPerson } = useGestures();
  const { appInfo } = useSession();
  return (
    <ButtonGroup>
      <Button onClick={changeRole}>{words.actions.logInAgain}</Button>
      <Button variant="secondary" onClick={logOut}>
        {words.actions.logOutNow}
      </Button>
      {/* A shared terminal has it in its header, on every screen. */}
      {appInfo?.profile === 'personal' && (
        <Button variant="secondary" onClick={switchPerson}>
          {words.actions.someoneElse}
        </Button>
      )}
    </ButtonGroup>
  );
}
