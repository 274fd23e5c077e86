import { defaultLimits } from '../policy/defaults.ts';
import type { Policy } from '../policy/schema.ts';
import type { Watch } from './state.ts';

/** The rules of design section 5 for one policy. */
export interface Limits {
  readonly idleMs: number;
  /** How long before the idle limit the person is asked, at the most. */
  readonly warningMs: number;
  readonly absoluteMs: number;
  /** How long before the absolute limit it is said that it comes, the first time first. */
  readonly noticesMs: readonly number[];
  /** Whether input to any program counts, or to this one alone. */
  readonly activity: 'computer' | 'app';
  /** What the idle limit and a lock do. */
  readonly atIdle: 'lock' | 'logOut';
  /** What a locked or sleeping computer does. */
  readonly atComputerLock: 'blank' | 'lock' | 'logOut';
  /** After so long without activity the screen says whose session it is; `undefined`: never. */
  readonly inUseAfterMs: number | undefined;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const byProfile = {
  personal: { ...defaultLimits.personal, warningMs: 120_000, noticesMs: [60, 10, 2].map((m) => m * minuteMs) },
  shared: { ...defaultLimits.shared, warningMs: 60_000, noticesMs: [10, 2].map((m) => m * minuteMs) },
} as const;

export function limitsOf({ session }: Pick<Policy, 'session'>): Limits {
  const defaults = byProfile[session.profile];
  const idleMs = (session.idleMinutes ?? defaults.idleMinutes) * minuteMs;
  const absoluteMs = (session.absoluteHours ?? defaults.absoluteHours) * hourMs;
  const shared = session.profile === 'shared';
  return {
    idleMs,
    warningMs: defaults.warningMs,
    absoluteMs,
    // A session that is no longer than a notice is not near its end from the beginning.
    noticesMs: defaults.noticesMs.filter((leadMs) => leadMs < absoluteMs),
    activity: shared ? 'app' : session.activity,
    atIdle: shared ? 'logOut' : 'lock',
    atComputerLock: shared ? 'logOut' : session.onComputerLock,
    inUseAfterMs: shared ? minuteMs : undefined,
  };
}

/** The policy with a person's own idle limit, in minutes, in it: shorter than the policy's, never longer (R24). */
export function withOwnIdleLimit(policy: Policy, ownMinutes: number | null): Policy {
  if (ownMinutes === null) return policy;
  const idleMinutes = Math.max(1, Math.min(ownMinutes, limitsOf(policy).idleMs / minuteMs));
  return { ...policy, session: { ...policy.session, idleMinutes } };
}

/** How long before its idle limit a session is asked. A limit of a minute or two leaves some of it before the question. */
export function warningMsOf(policy: Policy, { idleMs }: Pick<Watch, 'idleMs'>): number {
  return Math.min(limitsOf(policy).warningMs, idleMs / 2);
}

/** The limits of a session from now on. */
export function watchFrom(
  policy: Policy,
  { loggedInAtMs, lastActivityMs, endsAtMs }: Pick<Watch, 'loggedInAtMs' | 'lastActivityMs' | 'endsAtMs'>,
  nowMs: number,
): Watch {
  const { idleMs, absoluteMs } = limitsOf(policy);
  return {
    loggedInAtMs,
    lastActivityMs,
    idleMs,
    absoluteMs,
    endsAtMs,
    noticeReadMs: undefined,
    graceEndsAtMs: undefined,
    zeroSinceMs: undefined,
    journalledMs: nowMs,
  };
}
