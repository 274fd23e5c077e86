import type { RoleView, SessionView, Who } from '../../preload/session-view.ts';
import type { Role } from '../identity/userinfo.ts';
import type { Policy } from '../policy/schema.ts';
import { choiceOf } from './role-moves.ts';
import type { SessionRegion } from './state.ts';

type Choosing = Extract<SessionRegion, { readonly kind: 'choosingRole' }>;
type Cause = Extract<SessionView, { kind: 'noUsableRole' }>['cause'];

/** Screen 8, or screen 9 where there is nothing to choose from. */
export function choosingView(policy: Policy, who: Who, session: Choosing): SessionView {
  const { established, lastRoleId, rolesProblem } = session;
  const choice = choiceOf(policy, established);
  const unusable = choice.unusable.map(({ role, reason }) => ({ role: roleView(role), reason }));
  if (choice.usable.length > 0) {
    const last = choice.usable.find(({ id }) => id === lastRoleId);
    return { kind: 'chooseRole', who, roles: choice.usable.map(roleView), lastRoleId: last?.id ?? null, unusable };
  }
  const problem = rolesProblem ?? null;
  const cause: Cause = problem ? 'technicalFault' : causeOf(choice.unusable.map(({ reason }) => reason));
  return {
    kind: 'noUsableRole',
    who,
    cause,
    unusable,
    neededRoleCodes: [...(policy.roles.allowedRoleCodes ?? [])],
    problem,
  };
}

/** Of several reasons the one that is the nearest to being put right: an organisation that is not set up needs local IT alone. */
function causeOf(reasons: readonly Exclude<Cause, 'noRoles' | 'technicalFault'>[]): Cause {
  if (reasons.includes('organisationNotSetUp')) return 'organisationNotSetUp';
  return reasons.length > 0 ? 'roleNotAllowed' : 'noRoles';
}

export function roleView(role: Role): RoleView {
  return {
    id: role.id,
    name: role.name,
    code: role.code,
    organisationName: role.organisationName ?? null,
    organisationCode: role.organisationCode,
  };
}
