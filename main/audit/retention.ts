import path from 'node:path';
import type { Files } from '../ports.ts';
import { readEnding } from './ending.ts';
import { currentName, inOrder } from './record-files.ts';

/**
 * Deletes the full files whose last line is older than `beforeMs`, from the oldest on and up to the first that is not: what
 * remains is one chain, held by its first line. The file that is written to stays. Rejects when one cannot be deleted.
 *
 * @returns the names of the files that are gone
 */
export async function deleteOld(
  files: Pick<Files, 'list' | 'size' | 'chunks' | 'remove'>,
  folder: string,
  beforeMs: number,
): Promise<readonly string[]> {
  const gone: string[] = [];
  for (const name of inOrder(await files.list(folder))) {
    const file = path.join(folder, name);
    const { head } = await readEnding(files, file, (await files.size(file)) ?? 0);
    // One in which no line can be read says nothing of its age.
    if (name === currentName || !head || head.atMs >= beforeMs) break;
    await files.remove(file);
    gone.push(name);
  }
  return gone;
}
