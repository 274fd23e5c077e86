import { isObject, refused, textOf, type Claims, type Reading } from './reading.ts';
import { readRoles, type Role } from './roles.ts';

export type { Role } from './roles.ts';

export interface Person {
  readonly issuer: string;
  readonly subject: string;
  /** The CIS2 user id (`nhsid_useruid`, 12 digits). */
  readonly userId: string;
  readonly name: string;
}

export interface Userinfo {
  readonly userId: string | undefined;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Why the roles could not be read, in words for IT; then `roles` is empty and says nothing about the person. */
  readonly rolesFault?: string;
}

/**
 * Reads the userinfo answer of `cis2.md` section 2.5. A user without roles is a user without roles, not an error; roles that
 * cannot be read are told apart from that, and refuse nobody: who it is has been read all the same.
 *
 * @returns refused with `USERINFO_MALFORMED` when it is no object or names nobody
 */
export function readUserinfo(answer: unknown): Reading<Userinfo> {
  if (!isObject(answer)) return refused('USERINFO_MALFORMED', 'the userinfo answer is not an object');
  const name = nameOf(answer);
  if (name === undefined) return refused('USERINFO_MALFORMED', 'the userinfo answer has no name');

  const { roles, fault } = readRoles(answer);
  return {
    ok: true,
    value: {
      userId: textOf(answer['nhsid_useruid']) ?? textOf(answer['uid']),
      name,
      roles,
      ...(fault !== undefined && { rolesFault: fault }),
    },
  };
}

/** The same person: same provider, same subject, same CIS2 user id (`session.md`, "Attempts"). */
export function isSamePerson(one: Person, other: Person): boolean {
  return one.issuer === other.issuer && one.subject === other.subject && one.userId === other.userId;
}

function nameOf(answer: Claims): string | undefined {
  const parts = [textOf(answer['given_name']), textOf(answer['family_name'])].filter((part) => part !== undefined);
  return textOf(answer['display_name']) ?? textOf(answer['name']) ?? (parts.length > 0 ? parts.join(' ') : undefined);
}
