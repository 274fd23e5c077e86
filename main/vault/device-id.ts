import type { Files, Random } from '../ports.ts';

const wellFormed = /^[\w-]{22}$/;

/**
 * The random name of this installation, from a file of its own. A keychain may follow its user to another computer (B50);
 * this file must not, so it belongs into a folder that does not roam. Never rejects: where the file cannot be read or
 * written, the name holds until the app quits, and a record that bears it counts as a stranger's after that.
 */
export async function loadDeviceId(
  path: string,
  { files, random }: { readonly files: Pick<Files, 'readText' | 'replaceDurably'>; readonly random: Random },
): Promise<string> {
  const fresh = random.base64url(16);
  try {
    const kept = (await files.readText(path))?.trim();
    if (kept !== undefined && wellFormed.test(kept)) return kept;
    await files.replaceDurably(path, `${fresh}\n`);
  } catch {
    // Nobody is kept out for this: without the file there is no "Continue" after a restart, and that is all.
  }
  return fresh;
}
