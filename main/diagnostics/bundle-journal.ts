import type { EndReason, LockReason } from '../../preload/session-view.ts';
import type { JournalReading } from '../vault/journal.ts';
import { leftOut } from './allowed.ts';

/** Typed by the contract, so that no code of ours is told as something unknown. */
const reasons: Readonly<Record<EndReason | LockReason, true>> = {
  user: true,
  switchUser: true,
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
  quit: true,
  renewalLost: true,
};

/** How the last session stands, as codes and times: no person, no issuer, no client, no id of a record. */
export function journalFile(reading: JournalReading): Readonly<Record<string, unknown>> {
  if (reading.kind !== 'entry') return { journal: reading.kind };
  const { state, session, profile, reason, atMs, lastActivityMs, endsAtMs, told, entryGone } = reading.entry;
  return {
    journal: 'entry',
    state,
    session,
    profile,
    reason: reason === '' ? '' : Object.hasOwn(reasons, reason) ? reason : leftOut,
    at: moment(atMs),
    lastActivity: moment(lastActivityMs),
    endsAt: moment(endsAtMs),
    told,
    entryGone,
  };
}

/** A number that is no time would make `Date` throw. */
function moment(atMs: number): string {
  const at = new Date(atMs);
  return Number.isNaN(at.getTime()) ? leftOut : at.toISOString();
}
