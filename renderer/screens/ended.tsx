import type { EndReason } from '../../preload/session-view.ts';
import { CareIdentityButton } from '../care-identity-button/care-identity-button.tsx';
import { Bullets } from '../components/bullets.tsx';
import { CannotLogInFolded } from '../components/cannot-log-in.tsx';
import { InsetText } from '../components/inset-text.tsx';
import { PageTitle, Split } from '../components/page.tsx';
import { SupportDetails } from '../components/problem-report.tsx';
import { UnconfirmedDeletion } from '../components/unconfirmed-deletion.tsx';
import { moment } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { useSession } from '../session-context.ts';
import type { ViewProps } from './view-props.ts';

/** What was a fault, or may have been one: somebody may have to look into it. */
const faults: readonly EndReason[] = ['error', 'revoked', 'clock', 'interrupted'];

/** Screen 19. Names nobody: whoever comes next may read it (HAZ-02). */
export function Ended({ view }: ViewProps<'ended'>) {
  const { reason, atMs, correlationId, workLost, unconfirmed, browserLogin } = view;
  const { title, happened, whatToDo, browser } = words.ended.reasons[reason];
  return (
    <Split aside={<WhatThisMeans browserMayGoOn={browser && browserLogin === 'mayGoOn'} />}>
      <PageTitle>{title}</PageTitle>
      <p>{happened(moment(atMs))}</p>
      <WhatWasTyped workLost={workLost} />
      {browser && browserLogin !== 'mayGoOn' && (
        <InsetText>
          <p>{words.screens.browserLogin[browserLogin]}</p>
        </InsetText>
      )}
      {unconfirmed && <UnconfirmedDeletion />}
      <p>{whatToDo}</p>
      <CareIdentityButton />
      {faults.includes(reason) && (
        <SupportDetails problem={{ code: 'SESSION_ENDED', atMs, correlationId, detail: reason }} />
      )}
    </Split>
  );
}

/** A shared terminal keeps nothing that was typed, and so cannot say afterwards whether there was anything. */
function WhatWasTyped({ workLost }: { readonly workLost: boolean }) {
  const { appInfo } = useSession();
  const { lost, notLost, notKept } = words.ended.work;
  if (workLost) {
    return (
      <p>
        <strong>{lost}</strong>
      </p>
    );
  }
  return <p>{appInfo?.profile === 'shared' ? notKept : notLost}</p>;
}

function WhatThisMeans({ browserMayGoOn }: { readonly browserMayGoOn: boolean }) {
  const { window, browser: mayBeLoggedIn, smartcard } = words.ended.means;
  return (
    <>
      <h2 className="nhsuk-heading-s app-heading-tight">{words.ended.meansTitle}</h2>
      <Bullets items={browserMayGoOn ? [window, mayBeLoggedIn, smartcard] : [window, smartcard]} />
      <CannotLogInFolded />
    </>
  );
}
