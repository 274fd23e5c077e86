import type { EndReason } from '../../preload/session-view.ts';
import type { JournalEntry, JournalReading } from './journal.ts';
import type { EndingReason } from './vault.ts';

/** How a session of an earlier run ended, and when (ms since the epoch). */
export interface Owed {
  readonly reason: EndReason;
  readonly atMs: number;
}

/**
 * Which endings a person is owed a word about at the next start, should the app stop before they were told. Not those of
 * their own doing; and of a record that nobody adopted nobody knows.
 */
const worthTelling: Readonly<Record<EndingReason, boolean>> = {
  user: false,
  switchUser: false,
  quit: false,
  lock: false,
  notAdopted: false,
  idle: true,
  absoluteLimit: true,
  computerLocked: true,
  sleep: true,
  userSwitch: true,
  providerEvent: true,
  revoked: true,
  usedElsewhere: true,
  roleWithdrawn: true,
  policy: true,
  clock: true,
  interrupted: true,
  error: true,
};

export function isWorthTelling(reason: EndingReason): boolean {
  return worthTelling[reason];
}

/**
 * What a start owes to the person of the session before, when that session is not to be continued.
 *
 * - One that was still open, whether its record was `live`, about to be used up, or never kept: the app stopped in the middle
 *   of it, or the record of it is lost. Either way it is not there any more, and nobody has said so: `interrupted`.
 * - One that was locked: a log-out notes its own reason, so the app was stopped while it was locked. It never restores, its
 *   drafts are gone, and its person may come back expecting a lock screen: `interrupted`, too.
 * - If it was open under another profile or provider, then it is the policy that has ended it.
 */
export function owedAtStart(
  found: JournalReading,
  here: Pick<JournalEntry, 'profile' | 'issuer' | 'clientId'>,
): Owed | undefined {
  if (found.kind !== 'entry') return undefined;
  const { entry } = found;
  if (entry.session === 'over') {
    return !entry.told && isTold(entry.reason) ? { reason: entry.reason, atMs: entry.atMs } : undefined;
  }
  const sameTerms = entry.profile === here.profile && entry.issuer === here.issuer && entry.clientId === here.clientId;
  // When it stopped nobody knows; this is when it was last seen alive.
  return { reason: sameTerms ? 'interrupted' : 'policy', atMs: Math.max(entry.atMs, entry.lastActivityMs) };
}

function isTold(reason: string): reason is EndReason {
  return Object.hasOwn(worthTelling, reason) && worthTelling[reason as EndingReason];
}
