import type { Standing } from '../../preload/session-view.ts';
import type { Policy } from '../policy/schema.ts';
import { pendingIn } from './action-moves.ts';
import { requirementOf, type Demand } from './action-need.ts';
import { limitsOf, warningMsOf } from './limits.ts';
import { attemptEndsAtMs, completingHoldMs, endNoticeAt, warningAt } from './limit-moves.ts';
import { establishedIn, type Established, type State } from './state.ts';
import { onTheWall } from './time.ts';

/** How long before access ends a person who cannot renew it is offered a log-in. */
const loginOfferedMs = 5 * 60_000;

/** How a session stands against its limits now, in wall time: what stands on screen is compared with the clock on the wall. */
export function standingOf(policy: Policy, state: State, established: Established): Standing {
  const { nowMs } = state.time;
  const shown = (atMs: number) => onTheWall(state.time, atMs);
  const warning = warningAt(policy, state, nowMs);
  const noticeMs = endNoticeAt(policy, state, nowMs);
  const { idleMs, endsAtMs, lastActivityMs } = state.watch ?? { idleMs: 0, endsAtMs: nowMs, lastActivityMs: nowMs };
  const loggedInAtMs = state.watch?.loggedInAtMs;
  const { inUseAfterMs } = limitsOf(policy);
  const { accessEndsAtMs, refreshToken } = established.tokens;
  const isOffered = refreshToken === undefined && nowMs < accessEndsAtMs && nowMs >= accessEndsAtMs - loginOfferedMs;
  return {
    loggedInAtMs: loggedInAtMs === undefined ? null : shown(loggedInAtMs),
    endsAtMs: shown(endsAtMs),
    idleLimitMinutes: idleMs / 60_000,
    // Down to the second, not to the nearest: a countdown that says more than there is would say it at its very beginning.
    warning: warning && { ...warning, atMs: shown(warning.atMs - 500) },
    endNoticeMinutes: noticeMs === undefined ? null : noticeMs / 60_000,
    degraded: degraded(state, established),
    loginOfferedUntilMs: isOffered ? shown(accessEndsAtMs) : null,
    showInUse: inUseAfterMs !== undefined && nowMs >= lastActivityMs + inUseAfterMs,
  };
}

function degraded({ lane, time }: Pick<State, 'lane' | 'time'>, { tokens }: Established): Standing['degraded'] {
  if (tokens.accessEndsAtMs > time.nowMs) return null;
  const sinceMs = onTheWall(time, tokens.accessEndsAtMs);
  const { incident } = lane;
  if (!incident) return null;
  if (tokens.refreshToken === undefined) return { sinceMs, retryAtMs: null, cause: 'notRenewable', incident };
  if (lane.trouble === 'cannotRenew') return { sinceMs, retryAtMs: null, cause: 'cannotRenew', incident };
  // On its way for the first time, as after sleep, or not tried at all: it is early to speak of trouble.
  if (lane.failures === 0) return null;
  return {
    sinceMs,
    retryAtMs: lane.dueAtMs === undefined ? null : onTheWall(time, lane.dueAtMs),
    cause: 'unreachable',
    incident,
  };
}

/** The next moment (in the time of `time.ts`) at which something changes by itself; `undefined`: nothing will. */
export function nextChangeMs(policy: Policy, state: State): number | undefined {
  const { watch, session, attempt, lane, time } = state;
  const { nowMs } = time;
  const moments: number[] = [];
  const attemptMs = attemptEndsAtMs(attempt);
  if (attemptMs !== undefined) moments.push(attemptMs);
  if (watch) {
    const { noticesMs, inUseAfterMs } = limitsOf(policy);
    const idleEndsMs = watch.lastActivityMs + watch.idleMs;
    moments.push(watch.endsAtMs, idleEndsMs, idleEndsMs - warningMsOf(policy, watch));
    moments.push(...noticesMs.map((leadMs) => watch.endsAtMs - leadMs));
    if (inUseAfterMs !== undefined) moments.push(watch.lastActivityMs + inUseAfterMs);
    if (watch.graceEndsAtMs !== undefined) moments.push(watch.graceEndsAtMs);
    if (attempt.kind === 'completing') moments.push(attempt.sinceMs + completingHoldMs);
  }
  const accessEndsAtMs = establishedIn(state)?.tokens.accessEndsAtMs;
  if (accessEndsAtMs !== undefined) moments.push(accessEndsAtMs, accessEndsAtMs - loginOfferedMs);
  if (session.kind === 'active') {
    moments.push(...pendingIn(state).flatMap((pending) => staleAtMs(policy, session.established, pending)));
    if (lane.dueAtMs !== undefined && lane.stage.kind === 'idle') moments.push(lane.dueAtMs);
    if (lane.personCheckAtMs !== undefined && lane.stage.kind === 'idle') moments.push(lane.personCheckAtMs);
  }
  const later = moments.filter((atMs) => atMs > nowMs);
  return later.length === 0 ? undefined : Math.min(...later);
}

/** When a proof is too old for an action, which is then one more thing that it misses. */
function staleAtMs(policy: Policy, { authentication }: Established, demand: Demand): readonly number[] {
  const { maxAgeSeconds } = requirementOf(policy, demand);
  return maxAgeSeconds === undefined ? [] : [(authentication.authTimeSeconds + maxAgeSeconds + 1) * 1000];
}
