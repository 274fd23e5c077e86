import type { KeychainTrouble } from '../ports.ts';

/** What can go wrong with a keychain call, as a code for the log. keytar knows only sentences. */
export type KeychainFailure =
  | 'KEYTAR_NOT_LOADED'
  | 'NO_BUS'
  | 'NO_SERVICE'
  | 'LOCKED'
  | 'CONNECTION_LOST'
  | 'NO_ANSWER'
  | 'PROCESS_NOT_STARTED'
  | 'PROCESS_ENDED'
  | 'UNKNOWN';

interface Meaning {
  readonly trouble: KeychainTrouble;
  /** Whether the call may have had its effect all the same. */
  readonly applied: 'no' | 'unknown';
  /** The process can never be of use again, while a new one may be at once (`toolchain.md` section 2, consequence 4). */
  readonly worthNewProcess: boolean;
}

export const meanings: Readonly<Record<KeychainFailure, Meaning>> = {
  KEYTAR_NOT_LOADED: { trouble: 'unavailable', applied: 'no', worthNewProcess: false },
  NO_BUS: { trouble: 'unavailable', applied: 'no', worthNewProcess: false },
  NO_SERVICE: { trouble: 'unavailable', applied: 'no', worthNewProcess: false },
  LOCKED: { trouble: 'locked', applied: 'no', worthNewProcess: false },
  CONNECTION_LOST: { trouble: 'unavailable', applied: 'unknown', worthNewProcess: true },
  // libsecret gives up after 25 s; a set has been seen to be applied after that.
  NO_ANSWER: { trouble: 'unavailable', applied: 'unknown', worthNewProcess: false },
  PROCESS_NOT_STARTED: { trouble: 'unavailable', applied: 'no', worthNewProcess: false },
  PROCESS_ENDED: { trouble: 'unavailable', applied: 'unknown', worthNewProcess: true },
  UNKNOWN: { trouble: 'unavailable', applied: 'unknown', worthNewProcess: false },
};

/** The first that fits counts. libsecret's and GLib's own words, as met with each row of `toolchain.md` section 2; then macOS'. */
const sentences: readonly (readonly [RegExp, KeychainFailure])[] = [
  // keytar swallows why, which on Linux is nearly always a missing libsecret-1.so.0.
  [/Failed to load keytar native addon|Cannot find (module|package)/, 'KEYTAR_NOT_LOADED'],
  [
    /connection is closed|name :\d+\.\d+ was not provided|session wrapping the secret does not exist/i,
    'CONNECTION_LOST',
  ],
  [/Cannot autolaunch D-Bus|Could not connect/i, 'NO_BUS'],
  [/org\.freedesktop\.secrets was not provided/, 'NO_SERVICE'],
  [/Timeout was reached/i, 'NO_ANSWER'],
  // A keyring that was never unlocked has no collection yet.
  [/locked collection|Object does not exist at path|dismissed/i, 'LOCKED'],
  [/User interaction is not allowed|user cancell?ed|passphrase you entered is not correct/i, 'LOCKED'],
];

export function failureOf(sentence: string): KeychainFailure {
  return sentences.find(([pattern]) => pattern.test(sentence))?.[1] ?? 'UNKNOWN';
}
