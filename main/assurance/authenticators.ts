import type { AuthenticatorKey } from '../../preload/session-view.ts';
import type { SessionLevel } from './level.ts';

interface Authenticator {
  readonly key: AuthenticatorKey;
  /** The value that stands for it in the ID token's `amr`. `FIDO2` stands for two. */
  readonly amr: string;
  readonly level: SessionLevel;
  /** Whether the seeds name it for shared devices: a Windows Hello gesture belongs to one person's device account. */
  readonly onSharedDevices: boolean;
}

/** The authenticators of CIS2, weakest first (seeds "Authenticator guidance for developers" and "Care Identity Service authenticators"). */
const authenticators: readonly Authenticator[] = [
  { key: 'microsoftAuthenticator', amr: 'TOTP', level: 2, onSharedDevices: true },
  { key: 'nhsNetConnect', amr: 'THIRDPARTY_NHSMAIL', level: 2, onSharedDevices: true },
  { key: 'passkey', amr: 'AAL2_PASSKEY', level: 2, onSharedDevices: true },
  { key: 'windowsHello', amr: 'FIDO2', level: 3, onSharedDevices: false },
  { key: 'securityKey', amr: 'FIDO2', level: 3, onSharedDevices: true },
  { key: 'ipad', amr: 'IOS', level: 3, onSharedDevices: false },
  { key: 'smartcard', amr: 'CIS2_SMARTCARD', level: 3, onSharedDevices: true },
  { key: 'smartcardIdentityAgent', amr: 'N3_SMARTCARD', level: 3, onSharedDevices: true },
];

export interface MethodsUsed {
  /** Every authenticator that the `amr` values can stand for, in the order of the table. */
  readonly authenticators: readonly AuthenticatorKey[];
  /** Values that we do not know, to be shown as they are. They never raise a level. */
  readonly otherMethods: readonly string[];
}

/** From `amr` values to authenticators. */
export function methodsUsed(amr: readonly string[]): MethodsUsed {
  const known = new Set(authenticators.map((authenticator) => authenticator.amr));
  return {
    authenticators: authenticators.filter(({ amr: value }) => amr.includes(value)).map(({ key }) => key),
    otherMethods: amr.filter((value) => !known.has(value)),
  };
}

/** From an authenticator to its `amr` value. */
export function amrValueOf(key: AuthenticatorKey): string {
  const authenticator = authenticators.find((candidate) => candidate.key === key);
  if (!authenticator) throw new TypeError(`not an authenticator of CIS2: ${key}`);
  return authenticator.amr;
}

/** The authenticators that would do for these levels, on a shared device only those that work there. */
export function acceptableAuthenticators(
  levels: readonly SessionLevel[],
  device: 'personal' | 'shared',
): readonly AuthenticatorKey[] {
  return authenticators
    .filter(({ level, onSharedDevices }) => levels.includes(level) && (device === 'personal' || onSharedDevices))
    .map(({ key }) => key);
}
