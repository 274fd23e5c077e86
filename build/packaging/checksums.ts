import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

export async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Lines as `sha256sum --check` reads them, names from the folder in which the list will lie. */
export async function checksumLines(folder: string, files: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const file of [...files].sort()) {
    lines.push(`${await sha256(file)}  ${path.relative(folder, file).replaceAll(path.sep, '/')}`);
  }
  return lines;
}
