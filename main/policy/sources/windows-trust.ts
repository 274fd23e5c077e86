import { randomUUID } from 'node:crypto';
import { lstat, open, unlink } from 'node:fs/promises';
import path from 'node:path';

/** What is tried of a file and of its folder. */
export interface WindowsFiles {
  readonly lstat: (file: string) => Promise<{ readonly mode: number; isFile(): boolean }>;
  /** Opens a file or a folder and closes it; `wx` makes a file that is not there. Rejects with Node's code. */
  readonly tryOpen: (file: string, how: 'r+' | 'wx') => Promise<void>;
  readonly unlink: (file: string) => Promise<void>;
}

const realFiles: WindowsFiles = {
  lstat,
  tryOpen: async (file, how) => (await open(file, how)).close(),
  unlink,
};

/** `untrusted`: why it is not believed. `error`: why nobody can tell, which may pass. */
export type WindowsTrouble = { readonly untrusted: string } | { readonly error: unknown };

/**
 * Whether this user could have written a file, found out by trying, since Node shows no access list. Only a refusal of the right
 * (`EACCES`, `EPERM`) is proof that they could not. A lock of another program (`EBUSY`) or anything else proves nothing: the
 * file is unreadable for now. The read-only attribute refuses everybody and yet protects from nobody, since whoever may write
 * the file takes it away; it shows in the mode (Node: `fs.chmod` on Windows).
 *
 * Not found out: who owns the file, and who else may write. An owner who took the right to write away from themselves passes
 * here. Two programs of Windows would tell. `icacls` does it in the language of Windows; PowerShell's `Get-Acl` in SDDL, but
 * it is kept from ordinary users in many fleets, who would then have no actions. So the installer makes the folder as it
 * has to be, and docs/admin/policy.md says the rest.
 *
 * @returns `undefined` when nothing speaks against it, or it is not there
 */
export async function troubleOnWindows(
  file: string,
  files: WindowsFiles = realFiles,
): Promise<WindowsTrouble | undefined> {
  try {
    const found = await files.lstat(file);
    if (!found.isFile()) return { untrusted: 'it is a link, or not a regular file' };
    if (isReadOnly(found)) return { untrusted: 'it has the read-only attribute, which hides who may write it' };
  } catch {
    return undefined; // opening it says what is the matter
  }
  const written = await refused(() => files.tryOpen(file, 'r+'));
  if (written !== true) return written ?? { untrusted: 'the person who is using the computer may write it' };

  const mayMake = { untrusted: 'the person who is using the computer may make files in its folder' };
  const folder = path.dirname(file);
  // Windows opens folders too. It changes nothing, so that whoever watches the folder is not called each time.
  if ((await refused(() => files.tryOpen(folder, 'r+'))) === undefined) return mayMake;
  const another = path.join(folder, `cis2-desktop-${randomUUID()}.tmp`);
  const made = await refused(() => files.tryOpen(another, 'wx'));
  if (made === undefined) await files.unlink(another).catch(() => undefined);
  if (made !== true) return made ?? mayMake;

  // An attribute that came in the meantime would have made the first refusal.
  const after = await files.lstat(file).catch(() => undefined);
  return after && isReadOnly(after)
    ? { untrusted: 'its read-only attribute was changed while it was looked at' }
    : undefined;
}

const writeBits = 0o222;
const isReadOnly = ({ mode }: { readonly mode: number }) => (mode & writeBits) === 0;

/** `true` when the right is refused, `undefined` when it is had, else what stood in the way. */
async function refused(attempt: () => Promise<void>): Promise<true | { readonly error: unknown } | undefined> {
  try {
    await attempt();
    return undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'EACCES' || code === 'EPERM' ? true : { error };
  }
}
