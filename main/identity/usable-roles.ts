import type { Role } from './roles.ts';

/** Which roles may be worked in here; what is absent allows each. */
export interface AllowedRoles {
  readonly allowedRoleCodes?: readonly string[];
  /** ODS codes. */
  readonly allowedOrganisations?: readonly string[];
}

/** Why a role that is held cannot be worked in here. */
export type Unusable = 'roleNotAllowed' | 'organisationNotSetUp';

export interface SortedRoles {
  readonly usable: readonly Role[];
  readonly unusable: readonly { readonly role: Role; readonly reason: Unusable }[];
}

/**
 * Why a role cannot be worked in here; `undefined`: it can. A role that fails in both ways is one that is not allowed: setting
 * up its organisation would not help its holder.
 */
export function whyUnusable(
  { allowedRoleCodes, allowedOrganisations }: AllowedRoles,
  { code, organisationCode }: Pick<Role, 'code' | 'organisationCode'>,
): Unusable | undefined {
  if (allowedRoleCodes && !allowedRoleCodes.includes(code)) return 'roleNotAllowed';
  return allowedOrganisations && !allowedOrganisations.includes(organisationCode) ? 'organisationNotSetUp' : undefined;
}

export function sortRoles(allowed: AllowedRoles, roles: readonly Role[]): SortedRoles {
  const judged = roles.map((role) => ({ role, reason: whyUnusable(allowed, role) }));
  return {
    usable: judged.filter(({ reason }) => reason === undefined).map(({ role }) => role),
    unusable: judged.flatMap(({ role, reason }) => (reason === undefined ? [] : [{ role, reason }])),
  };
}
