/** Assurance level of one authentication: what `authentication_assurance_level` says as a string. */
export type AssuranceLevel = 1 | 2 | 3;

export type AuthenticatorKey =
  | 'microsoftAuthenticator'
  | 'nhsNetConnect'
  | 'passkey'
  | 'windowsHello'
  | 'securityKey'
  | 'ipad'
  | 'smartcard'
  | 'smartcardIdentityAgent'
  | 'userPassword';

export interface Authenticator {
  /** The value of `input[name=authenticator]` on the log-in page. */
  readonly key: AuthenticatorKey;
  readonly name: string;
  readonly hint: string;
  readonly level: AssuranceLevel;
  /** The one value that the ID token's `amr` array then holds. */
  readonly amr: string;
}

/**
 * The eight authenticators of CIS2, and one of the simulator's own.
 *
 * Two different ones share the `amr` value `FIDO2`: that is CIS2's doing. `userPassword` is not one of the eight:
 * it stands for the AAL1 log-in of CIS2's old development environment and is never refused for its level, so that the
 * client's own refusal of AAL1 can be tested.
 */
export const AUTHENTICATORS: readonly Authenticator[] = [
  {
    key: 'microsoftAuthenticator',
    name: 'Microsoft Authenticator',
    hint: 'Email, password and 6-digit code',
    level: 2,
    amr: 'TOTP',
  },
  {
    key: 'nhsNetConnect',
    name: 'NHS.net Connect',
    hint: 'Email, password and push',
    level: 2,
    amr: 'THIRDPARTY_NHSMAIL',
  },
  { key: 'passkey', name: 'Passkey', hint: 'On a phone or this device', level: 2, amr: 'AAL2_PASSKEY' },
  { key: 'windowsHello', name: 'Windows Hello', hint: 'PIN, face or fingerprint', level: 3, amr: 'FIDO2' },
  { key: 'securityKey', name: 'Security key', hint: 'PIN and touch', level: 3, amr: 'FIDO2' },
  { key: 'ipad', name: 'CIS2 iPad app', hint: 'Confirm on the iPad', level: 3, amr: 'IOS' },
  { key: 'smartcard', name: 'Smartcard', hint: 'Smartcard Connect', level: 3, amr: 'CIS2_SMARTCARD' },
  {
    key: 'smartcardIdentityAgent',
    name: 'Smartcard with the legacy Identity Agent',
    hint: 'CIS1 Identity Agent',
    level: 3,
    amr: 'N3_SMARTCARD',
  },
  {
    key: 'userPassword',
    name: 'User name and password',
    hint: 'Only in this simulator: never enough for CIS2',
    level: 1,
    amr: 'pwd',
  },
];

export function findAuthenticator(key: string | undefined): Authenticator | undefined {
  return AUTHENTICATORS.find((authenticator) => authenticator.key === key);
}
