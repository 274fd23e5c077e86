import type { AuthenticatorKey } from '../../preload/session-view.ts';
import { anyOf } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { useGestures } from '../session-context.ts';
import { Contact } from './contact.tsx';

// A record and not the contract's list, which comes with a schema library: a new way does not compile until it is told here.
const isOther: Readonly<Record<AuthenticatorKey, boolean>> = {
  microsoftAuthenticator: true,
  nhsNetConnect: true,
  passkey: true,
  windowsHello: true,
  securityKey: true,
  ipad: true,
  smartcard: false,
  smartcardIdentityAgent: false,
};

/** A card that is locked is found out at the worst moment (R16), and is not the only way to log in (R17). */
export function CannotLogIn() {
  return (
    <section className="app-cannot-log-in" aria-labelledby="cannot-log-in">
      <h2 className="nhsuk-heading-s app-heading-tight" id="cannot-log-in">
        {words.screens.cannotLogIn.title}
      </h2>
      <WhatThereIs />
    </section>
  );
}

/** For people who were logged in a moment ago: most of them can. */
export function CannotLogInFolded() {
  return (
    <details className="nhsuk-details app-cannot-log-in">
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">{words.screens.cannotLogIn.title}</span>
      </summary>
      <div className="nhsuk-details__text">
        <WhatThereIs />
      </div>
    </details>
  );
}

function WhatThereIs() {
  const { openHelp } = useGestures();
  const { otherWays: thereAre, smartcard, unlock } = words.screens.cannotLogIn;
  return (
    <>
      <p>{thereAre(anyOf(otherWays()))}</p>
      <Contact who="registrationAuthority" />
      <p>{smartcard}</p>
      <button
        type="button"
        className="app-link-button app-link-button--inline"
        onClick={() => openHelp({ topic: 'smartcardUnlock' })}
      >
        {unlock}
      </button>
    </>
  );
}

function otherWays(): readonly string[] {
  return Object.entries(words.authenticators).flatMap(([key, name]) => (isOther[key as AuthenticatorKey] ? name : []));
}
