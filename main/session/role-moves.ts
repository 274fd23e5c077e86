import type { AttemptPurpose, EndReason } from '../../preload/session-view.ts';
import { sortRoles, whyUnusable, type SortedRoles } from '../identity/usable-roles.ts';
import type { Role } from '../identity/userinfo.ts';
import type { Policy } from '../policy/schema.ts';
import type { Established } from './state.ts';

type RolePolicy = Pick<Policy, 'roles' | 'provider'>;

const roleScopes = ['selectedrole', 'changedrole'];

/** Whether CIS2 has the person pick the role (`cis2.md` section 3). Who names its scope in the policy wants that, too. */
export function providerPicks({ roles, provider }: RolePolicy): boolean {
  return roles.picking === 'provider' || provider.scopes.includes('selectedrole');
}

/**
 * `changedrole` to change a role, else `selectedrole`: in CIS2's session a role that was selected once is not asked for again, so
 * a step-up that asks for it gets tokens for the same role, and one that did not would get tokens for none.
 */
export function scopesFor(policy: RolePolicy, purpose: AttemptPurpose): readonly string[] {
  const others = policy.provider.scopes.filter((scope) => !roleScopes.includes(scope));
  if (!providerPicks(policy)) return others;
  return [...others, purpose === 'changeRole' ? 'changedrole' : 'selectedrole'];
}

/**
 * What there is to choose from here, and what cannot be. Where CIS2 had the person pick, its tokens are for that one role, and
 * another is had by another log-in, not from a list of ours (HAZ-04).
 */
export function choiceOf(
  policy: RolePolicy,
  { roles, authentication: { selectedRoleId } }: Pick<Established, 'roles' | 'authentication'>,
): SortedRoles {
  const isFixed = providerPicks(policy) && selectedRoleId !== undefined;
  return sortRoles(policy.roles, isFixed ? roles.filter(({ id }) => id === selectedRoleId) : roles);
}

/** The role of a session that was there before, and the one that its provider named then. */
interface RoleBefore {
  readonly role: Role | undefined;
  readonly selectedRoleId: string | undefined;
}

/** The role that a grant leads into; `undefined`: the person is to choose. */
export function roleAfter(
  policy: RolePolicy,
  purpose: AttemptPurpose,
  established: Pick<Established, 'roles' | 'authentication'>,
  before: RoleBefore,
): Role | undefined {
  const { selectedRoleId } = established.authentication;
  if (purpose !== 'login' && purpose !== 'changeRole') {
    if (isAnotherRole(selectedRoleId, before)) return undefined;
    return sortRoles(policy.roles, established.roles).usable.find(({ id }) => id === before.role?.id);
  }
  const { usable } = choiceOf(policy, established);
  // What was picked at the provider a moment ago is not asked again, except by who asked for our own list to change it.
  const isPicked = purpose === 'login' || providerPicks(policy);
  const selected = isPicked ? usable.find(({ id }) => id === selectedRoleId) : undefined;
  // Only at a log-in is the one role there is taken unasked, and never in the place of one that was picked (HAZ-04, HAZ-10).
  const [only, ...others] = usable;
  const isOnly = others.length === 0 && (selectedRoleId === undefined || selectedRoleId === only?.id);
  return selected ?? (isOnly ? only : undefined);
}

/** Whether the provider now names another role than the session is in, and than it named before: somebody changed it there. */
export function isAnotherRole(selectedRoleId: string | undefined, before: RoleBefore): boolean {
  if (selectedRoleId === undefined || before.role === undefined) return false;
  return selectedRoleId !== before.role.id && selectedRoleId !== before.selectedRoleId;
}

/** The role of a session by what userinfo says of it now, or why the session ends: CIS2 took it, or the policy does not allow it. */
export function roleNow(
  policy: Pick<Policy, 'roles'>,
  roles: readonly Role[],
  roleId: string,
): Role | Extract<EndReason, 'roleWithdrawn' | 'policy'> {
  const held = roles.find(({ id }) => id === roleId);
  if (!held) return 'roleWithdrawn';
  return whyUnusable(policy.roles, held) === undefined ? held : 'policy';
}
