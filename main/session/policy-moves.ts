import { isDeepStrictEqual } from 'node:util';
import type { Policy } from '../policy/schema.ts';
import { abandon } from './attempt-moves.ts';
import { end } from './ends.ts';
import type { Moment } from './events.ts';
import { limitsOf } from './limits.ts';
import { idleEndsAtMs } from './limit-moves.ts';
import { move, type Step } from './step.ts';
import { establishedIn, type State } from './state.ts';

/** How long a person has to finish when a new policy has made a limit shorter than what has passed (`session.md`, "Races"). */
const graceMs = 60_000;

/**
 * Another policy is in force. Whom to trust, where to listen and whose desktop this is cannot change under a session: they
 * cancel and end it. Limits only become stricter for the one that is there.
 */
export function policyChanged(policy: Policy, before: Policy, state: State, moment: Moment): Step {
  const isSameGround =
    isDeepStrictEqual(policy.provider, before.provider) && policy.session.profile === before.session.profile;
  if (!isSameGround) {
    const { kind } = state.session;
    return kind === 'starting' || kind === 'out'
      ? move({ ...state, attempt: { kind: 'none' } }, ...abandon(state, { kind: 'cancelled' }))
      : end(state, 'policy', moment);
  }
  const { watch } = state;
  if (!watch) return move(state);
  const cutMs = limitsOf(before).absoluteMs - limitsOf(policy).absoluteMs;
  const idleMs = Math.min(watch.idleMs, limitsOf(policy).idleMs);
  const stricter = { ...watch, idleMs, endsAtMs: watch.endsAtMs - Math.max(0, cutMs) };
  const isPast = stricter.endsAtMs <= moment.nowMs || (establishedIn(state) && idleEndsAtMs(stricter) <= moment.nowMs);
  const graceEndsAtMs = isPast ? (watch.graceEndsAtMs ?? moment.nowMs + graceMs) : watch.graceEndsAtMs;
  return move({ ...state, watch: { ...stricter, graceEndsAtMs } });
}
