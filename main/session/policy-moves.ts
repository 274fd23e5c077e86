import { isDeepStrictEqual } from 'node:util';
import type { Action, Policy } from '../policy/schema.ts';
import { takeNext } from './action-moves.ts';
import { abandon } from './attempt-moves.ts';
import { end } from './ends.ts';
import type { Moment } from './events.ts';
import { limitsOf } from './limits.ts';
import { idleEndsAtMs, isIdleHeld } from './limit-moves.ts';
import { roleNow } from './role-moves.ts';
import { after, move, type Step } from './step.ts';
import { establishedIn, type State, type Watch } from './state.ts';

/** How long a person has to finish when a new policy has made a limit shorter than what has passed (`session.md`, "Races"). */
const graceMs = 60_000;

/**
 * Another policy is in force. Whom to trust, where to listen and whose desktop this is cannot change under a session: they
 * cancel and end it. Limits only become stricter for the one that is there.
 */
export function policyChanged(policy: Policy, before: Policy, state: State, moment: Moment): Step {
  const isSameGround =
    isDeepStrictEqual(policy.provider, before.provider) && policy.session.profile === before.session.profile;
  if (!isSameGround) return policyWithdrawn(state, moment);
  const { session } = state;
  // What a person works in must be allowed by what is in force; they choose another role by a new log-in.
  if (session.kind === 'active' && roleNow(policy, [session.role], session.role.id) === 'policy') {
    return end(state, 'policy', moment);
  }
  return after(withoutVanished(policy, state, moment), (kept) =>
    move(kept.watch ? { ...kept, watch: stricter(policy, state, kept.watch, moment.nowMs) } : kept),
  );
}

/** The ground is gone: whoever is logged in is so no longer, and what was begun is given up. */
export function policyWithdrawn(state: State, moment: Moment): Step {
  const { kind } = state.session;
  return kind === 'starting' || kind === 'out'
    ? move({ ...state, attempt: { kind: 'none' } }, ...abandon(state, { kind: 'cancelled' }))
    : end(state, 'policy', moment);
}

/** An action that is not in the catalogue any more is not confirmed and not sent; one that is under way is under way. */
function withoutVanished(policy: Policy, state: State, moment: Moment): Step {
  const isThere = (action: Action) => policy.actions.some(({ id }) => id === action.id);
  const waiting = state.waiting.filter(({ action }) => isThere(action));
  const { action } = state;
  const isGone = action.kind === 'blocked' || action.kind === 'confirming' || action.kind === 'recording';
  return isGone && !isThere(action.action)
    ? takeNext(policy, { ...state, waiting }, moment)
    : move({ ...state, waiting });
}

function stricter(policy: Policy, state: State, watch: Watch, nowMs: number): Watch {
  const limits = limitsOf(policy);
  const absoluteMs = Math.min(watch.absoluteMs, limits.absoluteMs);
  const endsAtMs = watch.endsAtMs - (watch.absoluteMs - absoluteMs);
  const idleMs = Math.min(watch.idleMs, limits.idleMs);
  const isIdlePast = establishedIn(state) && !isIdleHeld(state, nowMs) && idleEndsAtMs({ ...watch, idleMs }) <= nowMs;
  if (endsAtMs > nowMs && !isIdlePast) return { ...watch, absoluteMs, endsAtMs, idleMs };
  // The limits of before still hold meanwhile: none of them is later for it.
  const graceEndsAtMs = Math.min(watch.graceEndsAtMs ?? nowMs + graceMs, watch.endsAtMs);
  return {
    ...watch,
    absoluteMs,
    endsAtMs: Math.max(endsAtMs, graceEndsAtMs),
    idleMs: isIdlePast ? watch.idleMs : idleMs,
    graceEndsAtMs,
  };
}
