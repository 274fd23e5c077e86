import { isObject, listOf, refused, textOf, type Claims, type Reading } from './reading.ts';

export interface Person {
  readonly issuer: string;
  readonly subject: string;
  /** The CIS2 user id (`nhsid_useruid`, 12 digits). */
  readonly userId: string;
  readonly name: string;
}

export interface Role {
  /** `person_roleid`: this person's holding of the role, also called URID. */
  readonly id: string;
  /** The last of the three quoted parts of `role_name`, for example "Nurse Access Role". */
  readonly name: string;
  /** The job role: the last part of `role_code`, for example "R8001". */
  readonly code: string;
  /** ODS code. */
  readonly organisationCode: string;
  /** Joined from `nhsid_user_orgs`; `undefined` when CIS2 did not name the organisation. */
  readonly organisationName: string | undefined;
  /** Activity codes (`B0401`), where CIS2 sent any. */
  readonly activityCodes: readonly string[];
}

export interface Userinfo {
  readonly userId: string | undefined;
  readonly name: string;
  readonly roles: readonly Role[];
}

/**
 * Reads the userinfo answer of `cis2.md` section 2.5, with all of its quirks. A role that lacks its id or organisation
 * code cannot be worked in and is left out; a user without roles is a user without roles, not an error.
 *
 * @returns refused with `USERINFO_MALFORMED` when it is no object or names nobody
 */
export function readUserinfo(answer: unknown): Reading<Userinfo> {
  if (!isObject(answer)) return refused('USERINFO_MALFORMED', 'the userinfo answer is not an object');
  const name = nameOf(answer);
  if (name === undefined) return refused('USERINFO_MALFORMED', 'the userinfo answer has no name');

  const organisations = new Map(
    listOf(answer['nhsid_user_orgs']).map((organisation) => [
      textOf(organisation['org_code']),
      organisation['org_name'],
    ]),
  );
  const roles = listOf(answer['nhsid_nrbac_roles'])
    .map((role) => roleOf(role, organisations))
    .filter((role) => role !== undefined);
  return { ok: true, value: { userId: textOf(answer['nhsid_useruid']) ?? textOf(answer['uid']), name, roles } };
}

/** The same person: same provider, same subject, same CIS2 user id (`session.md`, "Attempts"). */
export function isSamePerson(one: Person, other: Person): boolean {
  return one.issuer === other.issuer && one.subject === other.subject && one.userId === other.userId;
}

function nameOf(answer: Claims): string | undefined {
  const parts = [textOf(answer['given_name']), textOf(answer['family_name'])].filter((part) => part !== undefined);
  return textOf(answer['display_name']) ?? textOf(answer['name']) ?? (parts.length > 0 ? parts.join(' ') : undefined);
}

function roleOf(role: Claims, organisations: ReadonlyMap<string | undefined, unknown>): Role | undefined {
  const id = textOf(role['person_roleid']);
  const organisationCode = textOf(role['org_code']);
  if (id === undefined || organisationCode === undefined) return undefined;
  const code = lastPart(textOf(role['role_code'])) ?? '';
  return {
    id,
    name: lastPart(textOf(role['role_name'])) ?? code,
    code,
    organisationCode,
    organisationName: textOf(organisations.get(organisationCode)) ?? textOf(role['org_name']),
    activityCodes: [],
  };
}

/** `"Clinical":"Clinical Provision":"Nurse Access Role"` to `Nurse Access Role`, `S8000:G8000:R8001` to `R8001`. */
function lastPart(value: string | undefined): string | undefined {
  return textOf(value?.split(':').at(-1)?.replaceAll('"', ''));
}
