import { acrValueFor, lowestLevelFor, type AcrValue } from '../assurance/acr.ts';
import type { FailureCode, Problem } from '../../preload/failures.ts';
import type { AttemptPurpose } from '../../preload/session-view.ts';
import type { ResultPage } from '../oidc/result-page.ts';
import type { TokenSet } from '../oidc/tokens.ts';
import type { Policy } from '../policy/schema.ts';
import type { Effect, Moment } from './events.ts';
import { providerPicks, scopesFor } from './role-moves.ts';
import { move, refuse, type Step } from './step.ts';
import type { Asked, AttemptRegion, State } from './state.ts';
import { discard } from './token-lane.ts';

/** How much longer (s) than the `max_age` that we send an authentication may be old when it gets here. */
export const travelSeconds = 60;

/** No authentication carries a session for longer (s; design section 5): the bound where an action asks for no freshness. */
const sessionLimitSeconds = 12 * 60 * 60;

/** Starts an attempt; one that is on its way is replaced, since a person's gesture wins (`session.md`, "Races"). */
export function begin(state: State, asked: Asked, { freshId, nowMs }: Moment): Step {
  // Opening is activity; while the attempt is open its own limit takes the place of the idle one.
  const watch = state.watch && { ...state.watch, lastActivityMs: Math.max(state.watch.lastActivityMs, nowMs) };
  return move(
    { ...state, watch, attempt: { kind: 'opening', id: freshId, asked } },
    ...abandon(state, { kind: 'replaced' }),
    { type: 'beginAttempt', attemptId: freshId, request: asked.request },
  );
}

/** A code waits for a renewal that is under way: the two would use one `sid` at the same time. */
export function takeAnswer(state: State, attemptId: string, { nowMs }: Moment): Step {
  const { attempt, lane } = state;
  const isOpen = attempt.kind === 'waiting' || attempt.kind === 'opening';
  if (!isOpen || attempt.id !== attemptId) return move(state);
  const queued = lane.stage.kind !== 'idle';
  return move(
    {
      ...state,
      attempt: { kind: 'completing', id: attempt.id, asked: attempt.asked, sinceMs: nowMs, queued, accepted: null },
    },
    ...(queued ? [] : [{ type: 'exchange', attemptId } as const]),
  );
}

/** The renewal is over: a code that waited for it is exchanged now. */
export function releaseExchange(state: State, ...effects: readonly Effect[]): Step {
  const { attempt } = state;
  if (attempt.kind !== 'completing' || !attempt.queued) return move(state, ...effects);
  return move({ ...state, attempt: { ...attempt, queued: false } }, ...effects, {
    type: 'exchange',
    attemptId: attempt.id,
  });
}

/** The columns of `session.md`, "Attempts": what each purpose asks for. */
export function askFor(
  policy: Policy,
  purpose: AttemptPurpose,
  how: { readonly forceLogin: boolean; readonly oldestSeconds?: number; readonly maxAgeSeconds?: number },
  nowMs: number,
): Asked {
  const acrValue: AcrValue = purpose === 'stepUp' ? acrValueFor(3) : policy.assurance.acrValues;
  const shared = policy.session.profile === 'shared';
  const anew =
    purpose === 'unlock' ||
    purpose === 'changeRole' ||
    (purpose === 'login' && (shared || how.forceLogin)) ||
    (purpose === 'renew' && how.forceLogin);
  // A step-up may rest on the browser's session as far as the action allows, and so may a renewal that policy calls silent.
  const leaves = purpose === 'stepUp' || (purpose === 'renew' && !how.forceLogin);
  const maxAgeSeconds = leaves ? (how.maxAgeSeconds ?? how.oldestSeconds) : policy.assurance.maxAgeSeconds;
  return {
    purpose,
    request: {
      acrValue,
      scopes: scopesFor(policy, purpose),
      prompt: anew || how.forceLogin || (purpose === 'login' && providerPicks(policy)) ? 'login' : undefined,
      maxAgeSeconds,
    },
    startedAtMs: nowMs,
    lowestLevel: lowestLevelFor(acrValue),
    lowestIdentityLevel: policy.assurance.minimumIdentityLevel,
    oldestSeconds: how.oldestSeconds ?? (leaves ? sessionLimitSeconds : policy.assurance.maxAgeSeconds + travelSeconds),
    anew,
  };
}

/** Wins until adoption, also while the answer is being checked: a late grant is discarded. */
export function cancel(state: State): Step {
  const { attempt } = state;
  if (!isRunning(attempt)) return refuse(state);
  return move(
    { ...state, attempt: { kind: 'none' } },
    { type: 'note', code: 'ATTEMPT_CANCELLED', correlationId: attempt.id },
    ...abandon(state, { kind: 'cancelled' }),
  );
}

export function fail(state: State, problem: Problem): Step {
  const { attempt } = state;
  if (!isRunning(attempt)) return move(state);
  return move(
    { ...state, attempt: { kind: 'failed', purpose: attempt.asked.purpose, problem } },
    ...abandon(state, failurePage(problem.code)),
    { type: 'raiseWindow' },
  );
}

/** A step-up that the provider itself could not answer well enough: what was used it does not say. */
export function failUnmet(state: State, problem: Problem): Step {
  return move(
    { ...state, attempt: { kind: 'insufficient', used: [], problem } },
    ...abandon(state, { kind: 'insufficient' }),
    { type: 'raiseWindow' },
  );
}

export function isRunning(attempt: AttemptRegion): attempt is Extract<AttemptRegion, { readonly id: string }> {
  return attempt.kind === 'opening' || attempt.kind === 'waiting' || attempt.kind === 'completing';
}

/** Ends a running attempt, and with it a grant that was accepted but not adopted yet. */
export function abandon(state: State, page: ResultPage): readonly Effect[] {
  const unadopted = unadoptedIn(state);
  return [...closeTab(state, page), ...(unadopted ? discard(state, unadopted) : [])];
}

/** Tells the browser's tab what became of a running attempt. */
export function closeTab({ attempt }: Pick<State, 'attempt'>, page: ResultPage): readonly Effect[] {
  return isRunning(attempt) ? [{ type: 'endAttempt', attemptId: attempt.id, page }] : [];
}

/** The tokens of a grant that was accepted, and waits for its record to be written. */
export function unadoptedIn({ attempt }: Pick<State, 'attempt'>): TokenSet | undefined {
  return attempt.kind === 'completing' ? attempt.accepted?.tokens : undefined;
}

export function failurePage(code: FailureCode): ResultPage {
  switch (code) {
    case 'ATTEMPT_TIMED_OUT':
      return { kind: 'timedOut' };
    case 'AUTHORIZATION_DENIED':
      return { kind: 'cancelled' };
    default:
      return { kind: 'failed', code };
  }
}
