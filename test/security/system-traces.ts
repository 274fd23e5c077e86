/** What any other program of this user could read of a run: files, command lines and environments. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Trace } from './secret-search.ts';

/** Every file below, hidden and binary ones too. What goes away while it is looked at has left nothing. */
export async function filesBelow(root: string, folder: string = root): Promise<Trace[]> {
  const entries = (await unlessGone(() => readdir(folder, { withFileTypes: true }))) ?? [];
  const traces = await Promise.all(
    entries.map(async (entry) => {
      const place = path.join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(root, place);
      const text = entry.isFile() ? await unlessGone(() => readFile(place, 'latin1')) : undefined;
      return text === undefined ? [] : [{ where: `file ${path.relative(root, place)}`, text }];
    }),
  );
  return traces.flat();
}

/** Linux: of every process that this user may look at, but for this one, which is the test and the simulator. */
export async function processTraces(): Promise<Trace[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const traces = await Promise.all(
    ids.map(async (id) => {
      const [commandLine, environment] = await Promise.all([
        unlessGone(() => readFile(`/proc/${id}/cmdline`, 'latin1'), notOurs),
        unlessGone(() => readFile(`/proc/${id}/environ`, 'latin1'), notOurs),
      ]);
      // Zero bytes stand between the values; as spaces they keep neighbours apart.
      const trace = (where: string, text: string | undefined) =>
        text === undefined ? [] : [{ where: `${where} ${id}`, text: text.replaceAll('\0', ' ') }];
      return [...trace('command line of process', commandLine), ...trace('environment of process', environment)];
    }),
  );
  return traces.flat();
}

/** ESRCH: the process has ended. EACCES, EPERM: it is another user's, whose environment this user cannot read. */
const notOurs = ['ESRCH', 'EACCES', 'EPERM'];

async function unlessGone<Value>(
  read: () => Promise<Value>,
  alsoFine: readonly string[] = [],
): Promise<Value | undefined> {
  try {
    return await read();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT' || alsoFine.includes(code)) return undefined;
    throw error;
  }
}
