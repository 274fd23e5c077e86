import type { Persona } from './personas.ts';

/** Which scope brings which claim of userinfo. Names and roles are only here, never in the ID token. */
export const SCOPE_CLAIMS = {
  openid: ['sub'],
  profile: ['name', 'family_name', 'given_name', 'uid'],
  email: ['email'],
  nhsperson: ['nhsid_useruid', 'title', 'initials', 'middle_names', 'display_name', 'idassurancelevel'],
  nationalrbacaccess: ['nhsid_nrbac_roles'],
  associatedorgs: ['nhsid_user_orgs'],
  organisationalmemberships: ['nhsid_org_memberships'],
  professionalmemberships: ['gmc_id', 'gmp_id', 'gdc_id', 'gdp_id', 'nmc_id', 'gphc_id', 'rcn_id', 'consultant_id'],
};

/** Scopes that bring no claim of userinfo: they ask CIS2 to obtain a role, named in the ID token. */
export const ROLE_SCOPES = ['selectedrole', 'changedrole'];

/** Everything userinfo could say of a person; the provider keeps what the granted scopes allow. */
export function userinfoClaims(persona: Persona): { readonly sub: string; readonly [claim: string]: unknown } {
  const { id, title, givenName, middleNames, familyName } = persona;
  return {
    sub: id,
    uid: id,
    name: persona.name,
    given_name: givenName,
    family_name: familyName,
    email: `${givenName}.${familyName}@simulator.example`.toLowerCase(),
    nhsid_useruid: id,
    title,
    initials: givenName.slice(0, 1),
    ...(middleNames === undefined ? {} : { middle_names: middleNames }),
    display_name: `${title} ${givenName} ${familyName}`,
    idassurancelevel: persona.identityLevel,
    nhsid_nrbac_roles: persona.roles,
    nhsid_user_orgs: persona.organisations,
    nhsid_org_memberships: persona.organisations.map((organisation, index) => ({
      person_orgid: persona.roles[index]?.person_orgid ?? `${id.slice(0, 10)}9${index}`,
      ...organisation,
    })),
    ...persona.registrations,
  };
}
