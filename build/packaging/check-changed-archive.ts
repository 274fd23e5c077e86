import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { headerOf, headerStart } from './asar-integrity.ts';
import { confirm } from './confirm.ts';
import { startPacked } from './start-packed.ts';

/**
 * For the release workflow, on Windows and macOS, where Electron checks its archive: a copy of the app starts, and with one byte
 * of the archive changed it does not.
 * `node build/packaging/check-changed-archive.ts FOLDER PROGRAM ARCHIVE`, the last two as they are named from the folder.
 */
const [, , folder = '', program = '', archive = ''] = process.argv;
const copy = mkdtempSync(path.join(tmpdir(), 'cis2-changed-'));
try {
  cpSync(folder, copy, { recursive: true, verbatimSymlinks: true });
  const start = () => startPacked({ program: path.join(copy, program) });
  confirm('a copy of the app starts', (await start()).report !== undefined);
  changeOneByte(path.join(copy, archive));
  const { code, report } = await start();
  confirm('one byte of the archive changed, it does not start', report === undefined && code !== 0);
} finally {
  rmSync(copy, { recursive: true, force: true });
}

/** In a hash inside the header: it stays a header that can be read, and every file is where it was. */
function changeOneByte(file: string): void {
  const header = headerOf(file).toString('latin1');
  const place = /"hash":"([0-9a-f])/.exec(header);
  if (place === null) throw new Error(`There is no hash in the header of ${file}.`);
  const bytes = readFileSync(file);
  bytes.write(place[1] === '0' ? '1' : '0', headerStart + place.index + '"hash":"'.length, 'latin1');
  writeFileSync(file, bytes);
}
