import { isObject, listOf, textOf, type Claims } from './reading.ts';

export interface Role {
  /** `person_roleid`: this person's holding of the role, also called URID. */
  readonly id: string;
  /** The last of the three quoted parts of `role_name`, for example "Nurse Access Role". */
  readonly name: string;
  /** The job role: the last part of `role_code`, for example "R8001"; empty where CIS2 sent none. */
  readonly code: string;
  /** ODS code. */
  readonly organisationCode: string;
  /** Joined from `nhsid_user_orgs`; `undefined` when CIS2 did not name the organisation. */
  readonly organisationName: string | undefined;
  /**
   * Activity codes (`B0401`), where CIS2 sent any: those that were granted to the person, without the ones that every holder of
   * the job role has (`cis2.md` section 2.5).
   */
  readonly activityCodes: readonly string[];
}

/** What `nhsid_nrbac_roles` says. `fault`: it is there and says nothing that can be read, which is another thing than no role. */
export interface RoleList {
  readonly roles: readonly Role[];
  readonly fault?: string;
}

/**
 * Reads the roles of a userinfo answer with every quirk of `cis2.md` section 2.5. An entry that cannot be worked in, because its
 * id, its organisation or every name for it is missing, is left out; so are two entries that give one id to different roles, as
 * nobody could say which of them is meant (HAZ-04).
 */
export function readRoles(answer: Claims): RoleList {
  const claim = answer['nhsid_nrbac_roles'];
  // An attribute without a value comes as an empty text from some gateways.
  if (claim === undefined || claim === null || claim === '') return { roles: [] };
  const entries = Array.isArray(claim) ? claim : [claim];
  const organisations = new Map(
    listOf(answer['nhsid_user_orgs']).map(({ org_code, org_name }) => [textOf(org_code), textOf(org_name)]),
  );
  const read = entries.map((entry) => (isObject(entry) ? roleOf(entry, organisations) : undefined));
  const roles = withoutDoubles(read.filter((role) => role !== undefined));
  if (entries.length === 0 || roles.length > 0) return { roles };
  return { roles, fault: `nhsid_nrbac_roles: none of ${entries.length} can be read` };
}

function roleOf(entry: Claims, organisations: ReadonlyMap<string | undefined, string | undefined>): Role | undefined {
  const id = textOf(entry['person_roleid']);
  const organisationCode = textOf(entry['org_code']);
  const code = lastPart(textOf(entry['role_code']));
  const name = lastPart(textOf(entry['role_name'])) ?? code;
  if (id === undefined || organisationCode === undefined || name === undefined) return undefined;
  return {
    id,
    name,
    code: code ?? '',
    organisationCode,
    organisationName: organisations.get(organisationCode) ?? textOf(entry['org_name']),
    activityCodes: activityCodesOf(entry),
  };
}

/**
 * `"Clinical":"Clinical Provision":"Nurse Access Role"` to `Nurse Access Role`, `S8000:G8000:R8001` to `R8001`. A colon inside
 * quotes belongs to the name.
 */
function lastPart(value: string | undefined): string | undefined {
  const quoted = value?.match(/"[^"]*"/g)?.at(-1);
  return textOf((quoted ?? value?.split(':').at(-1))?.replaceAll('"', ''));
}

/**
 * The codes are in `activity_codes`, one or many. `activities` is meant for their names, but both are typed as lists of text
 * alike, so a code is taken from where it is; a name is not one.
 */
function activityCodesOf(entry: Claims): readonly string[] {
  const texts = [entry['activity_codes'], entry['activities']].flat().map((value) => lastPart(textOf(value)) ?? '');
  return [...new Set(texts.filter((text) => /^B\d{4}$/.test(text)))];
}

function withoutDoubles(roles: readonly Role[]): readonly Role[] {
  const byId = Map.groupBy(roles, ({ id }) => id);
  return [...byId.values()].flatMap(([first, ...others]) => {
    if (!first || others.some((other) => !isSameRole(first, other))) return [];
    const activityCodes = new Set([first, ...others].flatMap((role) => role.activityCodes));
    return [{ ...first, activityCodes: [...activityCodes] }];
  });
}

function isSameRole(one: Role, other: Role): boolean {
  return one.code === other.code && one.organisationCode === other.organisationCode;
}
