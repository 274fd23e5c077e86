import { CareIdentityButton } from '../care-identity-button/care-identity-button.tsx';
import { Bullets } from '../components/bullets.tsx';
import { CannotLogIn } from '../components/cannot-log-in.tsx';
import { ConnectionStatus } from '../components/connection-status.tsx';
import { PageTitle, Split } from '../components/page.tsx';
import { words } from '../i18n/words.ts';
import { useSession } from '../session-context.ts';

/** Screen 2. */
export function LoggedOut() {
  const { appInfo } = useSession();
  return (
    <Split aside={<BeforeYouStart />}>
      <PageTitle>{words.loggedOut.title}</PageTitle>
      <p>{words.loggedOut.lead}</p>
      <CareIdentityButton />
      {appInfo?.profile === 'shared' && <p>{words.loggedOut.shared}</p>}
      <ConnectionStatus />
    </Split>
  );
}

function BeforeYouStart() {
  return (
    <>
      <h2 className="nhsuk-heading-s app-heading-tight">{words.loggedOut.needTitle}</h2>
      <p className="app-before-list">{words.loggedOut.needLead}</p>
      <Bullets items={words.loggedOut.need} />
      <p>{words.loggedOut.smartcard}</p>
      <CannotLogIn />
    </>
  );
}
