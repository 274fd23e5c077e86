import type { ActionOutcome } from '../../preload/session-view.ts';
import type { UnresolvedAction } from '../audit/audit-log.ts';
import type { Effect } from './events.ts';
import { move, refuse, type Step } from './step.ts';
import type { Established, State } from './state.ts';

/** Asks the audit record what became of this person's actions: the app may have died before it heard (HAZ-06). */
export function readUnresolved({ person }: Pick<Established, 'person'>): Effect {
  return { type: 'readUnresolved', userId: person.userId };
}

/**
 * Another person's is nobody's business, however late it comes (invariant 7). One that is still under way takes itself off
 * again when it has an outcome.
 */
export function unresolvedRead(state: State, userId: string, unresolved: readonly UnresolvedAction[]): Step {
  const { session } = state;
  if (session.kind !== 'active' || session.established.person.userId !== userId) return move(state);
  const known = new Set(state.unresolved.map(({ requestId }) => requestId));
  const added = unresolved.filter(({ requestId }) => !known.has(requestId));
  return move({ ...state, unresolved: [...state.unresolved, ...added] });
}

/** "I have checked": told no more, now and after each start. */
export function dismissUnresolved(state: State, requestId: string): Step {
  const { session, unresolved } = state;
  const found = unresolved.find((action) => action.requestId === requestId);
  if (session.kind !== 'active' || !found) return refuse(state);
  const { established, role } = session;
  return move(
    { ...state, unresolved: unresolved.filter((action) => action !== found) },
    { type: 'recordChecked', checked: { requestId, actionId: found.actionId, established, role } },
  );
}

/**
 * An outcome that is known takes back that it was not, also where the request outlived its session; one that is not known
 * stays on the home screen until it is checked. `actionId`: of the action on screen, absent where it is another one's.
 */
export function noteUnresolved(
  state: State,
  { requestId, actionId }: { readonly requestId: string; readonly actionId?: string },
  outcome: ActionOutcome,
): State {
  const others = state.unresolved.filter((action) => action.requestId !== requestId);
  if (outcome.kind !== 'unknown') return { ...state, unresolved: others };
  if (actionId === undefined) return state;
  return { ...state, unresolved: [...others, { requestId, actionId, atMs: outcome.problem.atMs }] };
}
