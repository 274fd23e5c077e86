import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { centralPolicy } from '../../main/policy/readers.ts';
import { actionsPolicy } from '../../main/policy/sources/actions-file.ts';
import type { WindowsFiles } from '../../main/policy/sources/windows-trust.ts';

/**
 * Issue 7 line 1: the file of actions on Windows. It is a real file; what Windows would answer to an attempt is a double after
 * libuv's table of errors (access denied: EPERM; a sharing violation: EBUSY). Nothing here has run on Windows.
 */
let file: string;
beforeEach(() => {
  const folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'cis2-policy-')), 'CIS2 Desktop');
  mkdirSync(folder);
  file = path.join(folder, 'actions.json');
  writeFileSync(file, '[]');
});
afterEach(() => rmSync(path.dirname(path.dirname(file)), { recursive: true, force: true }));

/** What an attempt is refused with, or that this user has the right. */
type Answer = `E${string}` | 'had';
interface Rights {
  readonly write?: Answer;
  readonly folder?: Answer;
  readonly make?: Answer;
  /** Of the file, each time it is looked at. */
  readonly modes?: readonly number[];
}
/** A file of administrators, and what differs from that. */
function windows({ write = 'EPERM', folder = 'EPERM', make = 'EPERM', modes = [0o666] }: Rights) {
  const made: string[] = [];
  let looks = 0;
  const answer = (code: Answer) =>
    code === 'had' ? Promise.resolve() : Promise.reject(Object.assign(new Error(code), { code }));
  const windowsFiles: WindowsFiles = {
    lstat: async () => {
      const mode = modes[Math.min(looks, modes.length - 1)] ?? 0;
      looks += 1;
      return { mode, isFile: () => true };
    },
    tryOpen(name, how) {
      if (how === 'wx') {
        if (make === 'had') made.push(name);
        return answer(make);
      }
      return answer(name === file ? write : folder);
    },
    unlink: async (name) => {
      made.splice(made.indexOf(name), 1);
    },
  };
  return { windowsFiles, made };
}
const read = async (rights: Rights) => {
  const { windowsFiles, made } = windows(rights);
  const readings = await actionsPolicy(file, { platform: 'win32', windowsFiles }).read();
  expect(made).toEqual([]);
  return readings[0];
};

describe('issue 7 line 1: the file of actions on Windows', () => {
  test.each<Answer>(['EPERM', 'EACCES'])(
    'is believed when writing it and making one beside it are refused with %s',
    async (code) => {
      expect(await read({ write: code, folder: code, make: code })).toMatchObject({
        kind: 'read',
        values: { actions: [] },
      });
      // A folder that cannot be opened like a file says nothing.
      expect(await read({ folder: 'EISDIR' })).toMatchObject({ kind: 'read' });
    },
  );

  test.each<[string, Rights, string]>([
    ['this user may write it', { write: 'had' }, 'the person who is using the computer may write it'],
    [
      'it has the read-only attribute, which the one who set it can take away',
      { modes: [0o444] },
      'it has the read-only attribute, which hides who may write it',
    ],
    [
      'the attribute comes while it is looked at',
      { modes: [0o666, 0o444] },
      'its read-only attribute was changed while it was looked at',
    ],
    [
      'this user has every right in its folder',
      { folder: 'had', make: 'had' },
      'the person who is using the computer may make files in its folder',
    ],
    [
      'this user may make files in its folder, which are taken away again',
      { make: 'had' },
      'the person who is using the computer may make files in its folder',
    ],
  ])('is refused when %s', async (_name, rights, why) => {
    expect(await read(rights)).toMatchObject({ kind: 'unreadable', code: 'POLICY_UNTRUSTED', only: 'actions', why });
  });

  test.each<[string, Rights, string]>([
    ['a lock of another program', { write: 'EBUSY' }, 'EBUSY'],
    ['a write-protected disk', { write: 'EROFS' }, 'EROFS'],
    ['too many open files', { write: 'EMFILE' }, 'EMFILE'],
    ['a full disk', { make: 'ENOSPC' }, 'ENOSPC'],
  ])('%s proves nothing: it is unreadable for now', async (_name, rights, code) => {
    expect(await read(rights)).toMatchObject({
      kind: 'unreadable',
      code: 'POLICY_UNREADABLE',
      only: 'actions',
      why: `it cannot be read (${code})`,
    });
  });

  test('while it is locked, what it said before still holds', async () => {
    let { windowsFiles } = windows({});
    const files: WindowsFiles = {
      lstat: (name) => windowsFiles.lstat(name),
      tryOpen: (name, how) => windowsFiles.tryOpen(name, how),
      unlink: (name) => windowsFiles.unlink(name),
    };
    const reader = centralPolicy([actionsPolicy(file, { platform: 'win32', windowsFiles: files })], true);
    expect((await reader.read(undefined)).refused).toEqual([]);
    ({ windowsFiles } = windows({ write: 'EBUSY' }));
    expect((await reader.read(undefined)).refused).toEqual([
      { key: 'actions', source: file, why: 'it cannot be read (EBUSY); what it said before still holds' },
    ]);
  });

  test.skipIf(process.platform === 'win32')('with the real attempts nothing is left behind', async () => {
    const readings = await actionsPolicy(file, { platform: 'win32' }).read();
    // Whoever runs this test may write it.
    expect(readings).toMatchObject([{ kind: 'unreadable', code: 'POLICY_UNTRUSTED' }]);
    expect(readdirSync(path.dirname(file))).toEqual(['actions.json']);
  });
});
