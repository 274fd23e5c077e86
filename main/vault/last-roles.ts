import { createHmac } from 'node:crypto';
import { isObject } from '../identity/reading.ts';
import type { Person } from '../identity/userinfo.ts';
import type { Files, Log, Random } from '../ports.ts';

/** Which role a person worked in last on this computer. Nobody waits for it, and nothing depends on it. Neither rejects. */
export interface LastRoles {
  /** `person_roleid`, or `undefined` where none is known. It need not be held any more. */
  read(person: Person): Promise<string | undefined>;
  note(person: Person, roleId: string): Promise<void>;
}

/** A personal desktop has one person, now and then another; the file stays small all the same. */
const mostPeople = 20;

/** `roles`: pairs of a person's key and `person_roleid`, the latest last. */
interface Contents {
  readonly version: 1;
  readonly salt: string;
  readonly roles: readonly (readonly [key: string, roleId: string])[];
}

/**
 * Keeps it in one private file of a personal desktop, never of a shared terminal (invariant 7). No name and no user id is in it:
 * a person's key is a hash of theirs, made with a salt of this file's own.
 *
 * A file that cannot be read or written, or is not ours, is in the log and nowhere else: a role is then not marked.
 */
export function createLastRoles(
  path: string,
  {
    files,
    random,
    log,
  }: {
    readonly files: Pick<Files, 'readText' | 'replaceDurably'>;
    readonly random: Pick<Random, 'base64url'>;
    readonly log: Pick<Log, 'warn'>;
  },
): LastRoles {
  let lastNote: Promise<void> = Promise.resolve();

  async function readContents(): Promise<Contents | undefined> {
    let text: string | undefined;
    try {
      text = await files.readText(path);
      if (text === undefined) return undefined;
      const contents = contentsOf(JSON.parse(text));
      if (contents) return contents;
      log.warn('LAST_ROLES_NOT_READ', { reason: 'malformed' });
    } catch {
      log.warn('LAST_ROLES_NOT_READ', { reason: text === undefined ? 'unreadable' : 'malformed' });
    }
    return undefined;
  }

  async function write(person: Person, roleId: string): Promise<void> {
    const kept = (await readContents()) ?? { version: 1, salt: random.base64url(16), roles: [] };
    const key = keyOf(kept.salt, person);
    const others = kept.roles.filter(([other]) => other !== key);
    const roles = [...others, [key, roleId] as const].slice(-mostPeople);
    try {
      await files.replaceDurably(path, `${JSON.stringify({ ...kept, roles })}\n`);
    } catch {
      log.warn('LAST_ROLES_NOT_WRITTEN');
    }
  }

  return {
    async read(person) {
      await lastNote;
      const kept = await readContents();
      const key = kept && keyOf(kept.salt, person);
      return kept?.roles.find(([other]) => other === key)?.[1];
    },
    note(person, roleId) {
      lastNote = lastNote.then(() => write(person, roleId));
      return lastNote;
    },
  };
}

/** On a shared terminal: what this computer remembers of the time before it became one goes. Never rejects. */
export async function forgetLastRoles(
  path: string,
  { files, log }: { readonly files: Pick<Files, 'remove'>; readonly log: Pick<Log, 'warn'> },
): Promise<void> {
  try {
    await files.remove(path);
  } catch {
    log.warn('LAST_ROLES_NOT_REMOVED');
  }
}

function contentsOf(json: unknown): Contents | undefined {
  if (!isObject(json) || json['version'] !== 1) return undefined;
  const { salt, roles } = json;
  if (typeof salt !== 'string' || !/^[\w-]{22}$/.test(salt)) return undefined;
  if (!Array.isArray(roles) || roles.length > mostPeople || !roles.every(isPair)) return undefined;
  return { version: 1, salt, roles };
}

function isPair(value: unknown): value is readonly [string, string] {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [key, roleId] = value as readonly unknown[];
  return typeof key === 'string' && /^[\w-]{43}$/.test(key) && typeof roleId === 'string' && roleId.length <= 100;
}

function keyOf(salt: string, { issuer, userId }: Person): string {
  return createHmac('sha256', salt)
    .update(JSON.stringify([issuer, userId]))
    .digest('base64url');
}
