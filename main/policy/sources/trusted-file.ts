import { constants } from 'node:fs';
import { lstat, open, type FileHandle } from 'node:fs/promises';
import type { Reading } from '../source.ts';
import { troubleOnWindows, type WindowsFiles } from './windows-trust.ts';

/** Far more than any policy needs; a file that is larger is not one. */
const mostBytes = 1_048_576;

export interface Trust {
  /** `process.platform` */
  readonly platform: string;
  /** Whose the file must be where files have owners: root. */
  readonly ownerUid?: number;
  /** On Windows, what is tried of a file: the real one. */
  readonly windowsFiles?: WindowsFiles;
}

type Code = Extract<Reading, { kind: 'unreadable' }>['code'];
export type Trouble = { readonly kind: 'unreadable'; readonly code: Code; readonly why: string };
export type TrustedFile = { readonly kind: 'absent' } | { readonly kind: 'read'; readonly bytes: Uint8Array } | Trouble;

/**
 * Reads a file that only an administrator can have written. It is opened once, and what is checked is what was opened: a
 * regular file, root's, writable by nobody else, at most 1 MB; its folder likewise. A link is not followed.
 *
 * Windows has no such owner: there it must be a regular file, no link, and not one that this user could write or put another
 * in the place of, as far as can be tried (`troubleOnWindows`).
 */
export async function readTrustedFile(file: string, trust: Trust): Promise<TrustedFile> {
  if (trust.platform === 'win32') {
    const trouble = await troubleOnWindows(file, trust.windowsFiles);
    if (trouble) return 'untrusted' in trouble ? untrusted(trouble.untrusted) : unreadable(trouble.error);
  }
  // Without O_NONBLOCK a pipe of that name would hold us up for ever.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  let handle: FileHandle;
  try {
    handle = await open(file, flags);
  } catch (error) {
    return openTrouble(error);
  }
  try {
    const found = await handle.stat();
    if (!found.isFile()) return untrusted('it is not a regular file');
    const foreign = foreignHands(found, trust);
    if (foreign !== undefined) return untrusted(foreign);
    if (found.size > mostBytes) return untrusted('it is larger than 1 MB');
    return await readUpTo(handle);
  } catch (error) {
    return unreadable(error);
  } finally {
    await handle.close();
  }
}

/** What is wrong with a folder that policy lies in; `absent` where there is none. */
export async function checkTrustedFolder(
  folder: string,
  trust: Trust,
): Promise<{ readonly kind: 'absent' } | { readonly kind: 'good' } | Trouble> {
  if (trust.platform === 'win32') {
    try {
      const found = await lstat(folder);
      return found.isDirectory() ? { kind: 'good' } : untrusted('the folder is a link, or no folder');
    } catch (error) {
      return openTrouble(error);
    }
  }
  let handle: FileHandle;
  try {
    handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  } catch (error) {
    return openTrouble(error);
  }
  try {
    const foreign = foreignHands(await handle.stat(), trust);
    return foreign === undefined ? { kind: 'good' } : untrusted(`its folder: ${foreign}`);
  } catch (error) {
    return unreadable(error);
  } finally {
    await handle.close();
  }
}

const writableByOthers = 0o022;

function foreignHands(
  { uid, mode }: { readonly uid: number; readonly mode: number },
  { platform, ownerUid = 0 }: Trust,
): string | undefined {
  if (platform === 'win32') return undefined;
  if (uid !== ownerUid) return 'it does not belong to root';
  return (mode & writableByOthers) === 0 ? undefined : 'others than root may write it';
}

/** One byte more than is allowed is enough to know: it may have grown since it was measured. */
async function readUpTo(handle: FileHandle): Promise<TrustedFile> {
  const room = new Uint8Array(mostBytes + 1);
  let length = 0;
  while (length < room.length) {
    const { bytesRead } = await handle.read(room, length, room.length - length, null);
    if (bytesRead === 0) return { kind: 'read', bytes: room.subarray(0, length) };
    length += bytesRead;
  }
  return untrusted('it is larger than 1 MB');
}

/** The text of a file that was read, as JSON. */
export function parseJson(bytes: Uint8Array): { readonly kind: 'json'; readonly json: unknown } | Trouble {
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return { kind: 'json', json };
  } catch {
    return { kind: 'unreadable', code: 'POLICY_MALFORMED', why: 'it is not JSON' };
  }
}

function openTrouble(error: unknown): { readonly kind: 'absent' } | Trouble {
  const code = codeOf(error);
  if (code === 'ENOENT') return { kind: 'absent' };
  // ELOOP, or of a folder ENOTDIR: what is there is a link. ENXIO: a socket.
  if (code === 'ELOOP' || code === 'ENOTDIR') return untrusted('it is a link, or not what it should be');
  return code === 'ENXIO' ? untrusted('it is not a regular file') : unreadable(error);
}

function untrusted(why: string): Trouble {
  return { kind: 'unreadable', code: 'POLICY_UNTRUSTED', why };
}

function unreadable(error: unknown): Trouble {
  return { kind: 'unreadable', code: 'POLICY_UNREADABLE', why: `it cannot be read (${codeOf(error)})` };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
