import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { macPolicy, managedPreferencesOf, plistReader } from '../../main/policy/sources/macos.ts';

/** Issue 7 line 1, macOS: real files, and a double for plutil; nothing here has run on macOS. */
const ours = process.getuid?.() ?? 0;
let folder: string;
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'cis2-policy-')), 'Managed Preferences');
  mkdirSync(folder, { mode: 0o755 });
});
afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }));

const read = (answer: string | undefined) => {
  const file = managedPreferencesOf(undefined, folder);
  return macPolicy('machine', file, async () => (answer === undefined ? undefined : Buffer.from(answer)), ours).read();
};

test('issue 7 line 1: forced managed preferences, in the computer’s place and the user’s', async () => {
  expect(managedPreferencesOf(undefined)).toBe('/Library/Managed Preferences/uk.cis2desktop.app.plist');
  expect(managedPreferencesOf('nurse')).toBe('/Library/Managed Preferences/nurse/uk.cis2desktop.app.plist');
  expect(await read('{}')).toMatchObject([{ kind: 'absent' }]);
  const file = managedPreferencesOf(undefined, folder);
  writeFileSync(file, 'a property list', { mode: 0o644 });
  expect(await read('{"session":{"idleMinutes":5}}')).toEqual([
    { kind: 'read', source: file, level: 'machine', values: { session: { idleMinutes: 5 } } },
  ]);
  expect(await read(undefined)).toMatchObject([{ kind: 'unreadable', code: 'POLICY_MALFORMED' }]);
  expect(await read('"text"')).toMatchObject([{ kind: 'unreadable', code: 'POLICY_MALFORMED' }]);
  chmodSync(file, 0o666);
  expect(await read('{}')).toMatchObject([{ kind: 'unreadable', code: 'POLICY_UNTRUSTED' }]);
});

test('B36 issue 7 line 1: plutil by its whole path gets what was opened, and not the path once more', async () => {
  const asked: unknown[] = [];
  const convert = plistReader(async (file, args, input) => {
    asked.push([file, ...args, Buffer.from(input ?? []).toString()]);
    return { kind: 'output', bytes: Buffer.from('{}') };
  });
  await convert(Buffer.from('bytes'));
  expect(asked).toEqual([['/usr/bin/plutil', '-convert', 'json', '-o', '-', '--', '-', 'bytes']]);
  expect(await plistReader(async () => ({ kind: 'failed', why: 'ENOENT' }))(Buffer.from(''))).toBeUndefined();
});
