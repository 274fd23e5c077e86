import type { Policy } from '../policy/schema.ts';
import { saveAsItStands } from './adoption.ts';
import { askFor, begin, isRunning } from './attempt-moves.ts';
import type { Moment, Report } from './events.ts';
import { choiceOf } from './role-moves.ts';
import { after, move, refuse, type Step } from './step.ts';
import type { State } from './state.ts';
import { readUnresolved } from './unresolved-moves.ts';

/** The person picks a role from screen 8: one that is held, and that the policy allows (HAZ-04). */
export function chooseRole(policy: Policy, state: State, roleId: string): Step {
  const { session, attempt, action } = state;
  if (session.kind !== 'choosingRole' || isRunning(attempt) || action.kind !== 'none') return refuse(state);
  const { established } = session;
  const role = choiceOf(policy, established).usable.find(({ id }) => id === roleId);
  if (!role) return refuse(state);
  const active = { kind: 'active', established, role, blanked: null, resuming: false } as const;
  return after(saveAsItStands({ ...state, session: active }, established, role), (now) =>
    move(now, readUnresolved(established)),
  );
}

/** Through the browser, by a new log-in of the same person; also from the screens on which there is no role yet. */
export function changeRole(policy: Policy, state: State, moment: Moment): Step {
  const { session, attempt, action } = state;
  const isThere = session.kind === 'active' || session.kind === 'choosingRole';
  if (!isThere || isRunning(attempt) || action.kind !== 'none') return refuse(state);
  return begin(state, askFor(policy, 'changeRole', { forceLogin: true }, moment.nowMs), moment);
}

/** What this computer remembers comes a moment after the screen, and only marks one of its roles. */
export function lastRoleFound(
  state: State,
  { epoch, roleId }: Pick<Extract<Report, { type: 'lastRoleFound' }>, 'epoch' | 'roleId'>,
): Step {
  const { session } = state;
  if (epoch !== state.epoch || session.kind !== 'choosingRole' || session.lastRoleId !== undefined) return move(state);
  return move({ ...state, session: { ...session, lastRoleId: roleId } });
}
