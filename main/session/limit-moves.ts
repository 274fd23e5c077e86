import type { Standing } from '../../preload/session-view.ts';
import { attemptLimitMs } from '../oidc/attempt.ts';
import type { Policy } from '../policy/schema.ts';
import { fail, isRunning } from './attempt-moves.ts';
import { end, lock } from './ends.ts';
import type { Moment, Report } from './events.ts';
import { limitsOf, warningMsOf } from './limits.ts';
import { after, move, type Step } from './step.ts';
import type { AttemptRegion, State, Watch } from './state.ts';

/** An answer that is being checked holds the idle limit for so long; the absolute limit never waits (`session.md`, "Races"). */
export const completingHoldMs = 30_000;

/**
 * A computer that says without a break that it was touched this very moment says nothing: there are systems that always
 * answer 0. A person who types for so long makes a pause in it; after that only input to the app counts, until they do.
 */
const believedZeroMs = 120_000;

/** What was past its time at this moment, before anything else is looked at: no event comes in time for a limit that is over. */
export function applyLimits(policy: Policy, state: State, moment: Moment): Step {
  return after(applyAttemptLimit(state, moment), (now) => applySessionLimits(policy, now, moment));
}

function applyAttemptLimit(state: State, { nowMs }: Moment): Step {
  const { attempt } = state;
  const endsAtMs = attemptEndsAtMs(attempt);
  if (endsAtMs === undefined || nowMs < endsAtMs || !isRunning(attempt)) return move(state);
  const [code, detail, correlationId] = ['ATTEMPT_TIMED_OUT', 'no answer within 5 minutes', attempt.id] as const;
  return after(move(state, { type: 'note', code, correlationId, detail }), (now) =>
    fail(now, { code, detail, correlationId, atMs: nowMs }),
  );
}

/** When an attempt is given up; `undefined` where there is none that waits for the person. */
export function attemptEndsAtMs(attempt: AttemptRegion): number | undefined {
  // What never gets as far as the browser holds the idle limit no longer than what does.
  if (attempt.kind === 'opening') return attempt.asked.startedAtMs + attemptLimitMs;
  return attempt.kind === 'waiting' ? attempt.expiresAtMs : undefined;
}

function applySessionLimits(policy: Policy, state: State, moment: Moment): Step {
  const { session, watch } = state;
  const { nowMs } = moment;
  if (!watch) return move(state);
  if (watch.graceEndsAtMs !== undefined && nowMs >= watch.graceEndsAtMs) return end(state, 'policy', moment);
  if (nowMs >= watch.endsAtMs) return end(state, 'absoluteLimit', moment);
  if (nowMs < idleEndsAtMs(watch) || isIdleHeld(state, nowMs)) return move(state);
  switch (session.kind) {
    case 'active':
      return limitsOf(policy).atIdle === 'lock' ? lock(state, 'idle', moment) : end(state, 'idle', moment);
    case 'choosingRole':
    case 'restorable':
      return end(state, 'idle', moment);
    case 'starting':
    case 'out':
    case 'locked':
      return move(state);
  }
}

export function idleEndsAtMs(watch: Pick<Watch, 'lastActivityMs' | 'idleMs'>): number {
  return watch.lastActivityMs + watch.idleMs;
}

/** While an attempt is open its own limit takes the place of the idle one. */
export function isIdleHeld({ session, attempt }: State, nowMs: number): boolean {
  if (session.kind === 'restorable') return session.continuing;
  if (attempt.kind === 'completing') return nowMs < attempt.sinceMs + completingHoldMs;
  return attempt.kind === 'opening' || attempt.kind === 'waiting';
}

/** The question before a limit, with the time at which it is too late for an answer. */
export function warningAt(policy: Policy, state: State, nowMs: number): Standing['warning'] {
  const { session, watch } = state;
  if (!watch || (session.kind !== 'active' && session.kind !== 'choosingRole')) return null;
  if (session.kind === 'active' && session.blanked) return null;
  if (watch.graceEndsAtMs !== undefined) return { cause: 'policy', atMs: watch.graceEndsAtMs, leadsTo: 'loggedOut' };
  const { atIdle } = limitsOf(policy);
  const atMs = idleEndsAtMs(watch);
  if (nowMs < atMs - warningMsOf(policy, watch) || isIdleHeld(state, nowMs)) return null;
  return { cause: 'idle', atMs, leadsTo: session.kind === 'active' && atIdle === 'lock' ? 'locked' : 'loggedOut' };
}

/** Input to the app. While the question is on screen only its buttons count: it must not vanish under the pointer. */
export function noteAppInput(policy: Policy, state: State, inputAtMs: number, nowMs: number): State {
  return warningAt(policy, state, Math.min(inputAtMs, nowMs)) ? state : noteInput(state, inputAtMs, nowMs);
}

/** "Stay logged in", and an unlock of the computer. Input after the limit comes too late, however early it arrives. */
export function noteInput(state: State, inputAtMs: number, nowMs: number): State {
  const { session, watch } = state;
  if (!watch || (session.kind !== 'active' && session.kind !== 'choosingRole')) return state;
  const atMs = Math.min(inputAtMs, nowMs);
  if (atMs <= watch.lastActivityMs) return state;
  if (atMs >= idleEndsAtMs(watch) && !isIdleHeld(state, atMs)) return state;
  return { ...state, watch: { ...watch, lastActivityMs: atMs } };
}

/** What the computer says of when it was touched last, where the profile goes by that. */
export function noteComputerInput(
  policy: Policy,
  state: State,
  { idleMs, appFocused }: Pick<Extract<Report, { type: 'ticked' }>, 'idleMs' | 'appFocused'>,
  nowMs: number,
): State {
  const { session, watch } = state;
  if (!watch || limitsOf(policy).activity !== 'computer' || idleMs === undefined) return state;
  // A wrong password at the computer's lock screen is input, too.
  if (session.kind === 'active' && session.blanked) return state;
  const zeroSinceMs = idleMs > 0 ? undefined : (watch.zeroSinceMs ?? nowMs);
  const heard: State = { ...state, watch: { ...watch, zeroSinceMs } };
  if (zeroSinceMs !== undefined && nowMs - zeroSinceMs >= believedZeroMs) return heard;
  const inputAtMs = nowMs - idleMs;
  return appFocused ? noteAppInput(policy, heard, inputAtMs, nowMs) : noteInput(heard, inputAtMs, nowMs);
}

/** The lead time of the notice that is due before the absolute limit, unless it was dismissed. */
export function endNoticeAt(policy: Policy, { watch }: State, nowMs: number): number | undefined {
  if (!watch) return undefined;
  const leftMs = watch.endsAtMs - nowMs;
  const due = limitsOf(policy).noticesMs.findLast((leadMs) => leftMs <= leadMs);
  return due !== undefined && (watch.noticeReadMs === undefined || due < watch.noticeReadMs) ? due : undefined;
}
