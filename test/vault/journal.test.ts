import { mkdtemp, readFile, readdir, rm, stat, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { diskFiles } from '../../main/shell/files.ts';
import { loadDeviceId } from '../../main/vault/device-id.ts';
import { createJournal, type JournalEntry } from '../../main/vault/journal.ts';
import { systemRandom } from '../unit-support/system.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cis2-journal-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));
const at = (...names: string[]) => path.join(folder, ...names);

const entry: JournalEntry = {
  state: 'live',
  session: 'open',
  generation: 3,
  recordId: 'record',
  profile: 'personal',
  issuer: 'https://gateway.example',
  clientId: 'desktop',
  reason: 'saved',
  atMs: 12,
  lastActivityMs: 34,
  endsAtMs: 56,
  told: false,
  entryGone: false,
};

describe('files that are replaced', () => {
  test('are the old text or the new, in a folder and file of this user alone, with nothing left beside them', async () => {
    const file = at('vault', 'journal.json');
    await diskFiles.replaceDurably(file, 'a longer first text');
    await diskFiles.replaceDurably(file, 'second');
    expect(await readFile(file, 'utf8')).toBe('second');
    expect(await readdir(at('vault'))).toEqual(['journal.json']);
    if (process.platform !== 'win32') {
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      expect((await stat(at('vault'))).mode & 0o777).toBe(0o700);
    }
  });

  test('stay the old text when the new one cannot be written, and what a dead run left over is no obstacle', async () => {
    const file = at('journal.json');
    await diskFiles.replaceDurably(file, 'old');
    await mkdir(`${file}.new`);
    await expect(diskFiles.replaceDurably(file, 'new')).rejects.toThrow('EISDIR');
    expect(await readFile(file, 'utf8')).toBe('old');
    await rm(`${file}.new`, { recursive: true });
    await writeFile(`${file}.new`, 'half a text of a run that was killed, longer than the next');
    await diskFiles.replaceDurably(file, 'new');
    expect(await readFile(file, 'utf8')).toBe('new');
  });

  test('are removed, there or not; other trouble rejects', async () => {
    const file = at('journal.json');
    await diskFiles.replaceDurably(file, 'x');
    await diskFiles.remove(file);
    await diskFiles.remove(file);
    expect(await diskFiles.readText(file)).toBeUndefined();
    await expect(diskFiles.remove(folder)).rejects.toThrow();
  });
});

describe('the journal', () => {
  test('is read as it was written, by the next run', async () => {
    const file = at('vault', 'journal.json');
    expect(await createJournal(file, diskFiles).read()).toEqual({ kind: 'none' });
    await createJournal(file, diskFiles).write(entry);
    expect(await createJournal(file, diskFiles).read()).toEqual({ kind: 'entry', entry });
  });

  test('writes in the order in which it was told, the last one stands', async () => {
    const journal = createJournal(at('journal.json'), diskFiles);
    const states = ['live', 'dead', 'spending', 'live', 'dead'] as const;
    await Promise.all(states.map((state) => journal.write({ ...entry, state })));
    expect(await journal.read()).toEqual({ kind: 'entry', entry: { ...entry, state: 'dead' } });
  });

  test.each<[string, string]>([
    ['empty', ''],
    ['torn', JSON.stringify({ version: 2, ...entry }).slice(0, 60)],
    ['zeros, as some file systems leave them', '\0'.repeat(200)],
    ['of another version', JSON.stringify({ version: 1, ...entry })],
    ['a state that is none', JSON.stringify({ version: 2, ...entry, state: 'LIVE' })],
    ['without a record', JSON.stringify({ version: 2, ...entry, recordId: undefined })],
    ['live without a name of a record', JSON.stringify({ version: 2, ...entry, recordId: '' })],
    ['live of a session that is over', JSON.stringify({ version: 2, ...entry, session: 'over' })],
    [
      'spending of a session that is locked',
      JSON.stringify({ version: 2, ...entry, state: 'spending', session: 'locked' }),
    ],
    ['a session that is none', JSON.stringify({ version: 2, ...entry, session: 'closed' })],
    ['a time that is none', JSON.stringify({ version: 2, ...entry, lastActivityMs: null })],
    ['no word on whether it was told', JSON.stringify({ version: 2, ...entry, told: undefined })],
    ['no number', JSON.stringify({ version: 2, ...entry, generation: '3' })],
    ['not an object', '3'],
    ['null', 'null'],
  ])('B26 %s: malformed, which counts as dead', async (_what, text) => {
    await writeFile(at('journal.json'), text);
    expect(await createJournal(at('journal.json'), diskFiles).read()).toEqual({ kind: 'malformed' });
  });

  test('one that cannot be read is malformed, too', async () => {
    expect(await createJournal(folder, diskFiles).read()).toEqual({ kind: 'malformed' });
  });

  test('when it cannot be written the outdated one goes, and the writer hears why', async () => {
    const file = at('journal.json');
    await createJournal(file, diskFiles).write(entry);
    await mkdir(`${file}.new`);
    const journal = createJournal(file, diskFiles);
    const cause = expect.objectContaining({ code: 'EISDIR' });
    expect(await journal.write({ ...entry, state: 'dead' })).toEqual({ kind: 'removed', cause });
    expect(await journal.read()).toEqual({ kind: 'none' });
  });

  test('when it can be neither written nor removed, the writer hears that the outdated one may still stand', async () => {
    const file = at('journal.json');
    await createJournal(file, diskFiles).write(entry);
    const cause = new Error('EROFS');
    const journal = createJournal(file, {
      ...diskFiles,
      replaceDurably: () => Promise.reject(cause),
      remove: () => Promise.reject(new Error('EROFS, too')),
    });
    expect(await journal.write({ ...entry, state: 'dead' })).toEqual({ kind: 'outdated', cause });
    expect(await journal.read()).toEqual({ kind: 'entry', entry });
  });
});

describe('B50 the device id', () => {
  test('is made once, and another folder has another', async () => {
    const ports = { files: diskFiles, random: systemRandom };
    const one = await loadDeviceId(at('one', 'device-id'), ports);
    expect(one).toMatch(/^[\w-]{22}$/);
    expect(await loadDeviceId(at('one', 'device-id'), ports)).toBe(one);
    expect(await loadDeviceId(at('two', 'device-id'), ports)).not.toBe(one);
  });

  test('is made anew of a file that holds something else, and holds for this run where there can be none', async () => {
    const ports = { files: diskFiles, random: systemRandom };
    await writeFile(at('device-id'), 'x');
    const made = await loadDeviceId(at('device-id'), ports);
    expect(await loadDeviceId(at('device-id'), ports)).toBe(made);
    expect(await loadDeviceId(path.join(at('device-id'), 'below-a-file'), ports)).toMatch(/^[\w-]{22}$/);
  });
});
