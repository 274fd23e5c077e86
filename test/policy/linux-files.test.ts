import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { centralPolicy } from '../../main/policy/readers.ts';
import type { Reading } from '../../main/policy/source.ts';
import { actionsPolicy } from '../../main/policy/sources/actions-file.ts';
import { linuxPolicy } from '../../main/policy/sources/linux.ts';

/** Issue 7, "Done means": a malformed, a foreign-owned, a symlinked, a 5 MB and a vanishing policy file. Real files. */
const ours = process.getuid?.() ?? 0;
const isRoot = ours === 0;
const provider = { topology: 'gateway', issuer: 'https://gateway.example', clientId: 'desktop' };
const text = JSON.stringify({ provider });

let folder: string;
let base: string;
let parts: string;
const put = (file: string, content: string) => {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o755 });
  writeFileSync(file, content, { mode: 0o644 });
};
const source = () => linuxPolicy(folder, ours);
const said = (readings: readonly Reading[]) =>
  readings.map((one) => {
    const name = path.relative(folder, one.source) || '.';
    return one.kind === 'unreadable' ? `${name} ${one.code}: ${one.why}` : `${name} ${one.kind}`;
  });

beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'cis2-policy-')), 'cis2-desktop');
  base = path.join(folder, 'policy.json');
  parts = path.join(folder, 'policy.d');
  mkdirSync(folder, { mode: 0o755 });
});
afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }));

describe('issue 7 line 1: the policy file of Linux', () => {
  test('a good one is read', async () => {
    put(base, text);
    expect(await source().read()).toEqual([{ kind: 'read', source: base, level: 'machine', values: { provider } }]);
  });

  test('no folder, or an empty one: no policy', async () => {
    expect(said(await source().read())).toEqual(['policy.json absent']);
    rmSync(folder, { recursive: true });
    expect(said(await source().read())).toEqual(['policy.json absent']);
  });

  test('policy.d by name, the last first; other files are not looked at', async () => {
    put(base, text);
    for (const name of ['90-b.json', '10-a.json', 'read.me', '.hidden.json']) put(path.join(parts, name), '{}');
    expect(said(await source().read())).toEqual([
      'policy.d/90-b.json read',
      'policy.d/10-a.json read',
      'policy.json read',
    ]);
  });

  const tooLarge = `{"x":"${'x'.repeat(5 * 1_048_576)}"}`;
  test.each<[string, () => void, string]>([
    ['malformed', () => put(base, '{'), 'policy.json POLICY_MALFORMED: it is not JSON'],
    [
      'not UTF-8',
      () => {
        writeFileSync(base, Buffer.from([0x22, 0xff, 0x22]));
      },
      'policy.json POLICY_MALFORMED: it is not JSON',
    ],
    ['no object', () => put(base, '[]'), 'policy.json POLICY_MALFORMED: it is not an object with keys'],
    ['empty', () => put(base, ''), 'policy.json POLICY_MALFORMED: it is not JSON'],
    ['5 MB', () => put(base, tooLarge), 'policy.json POLICY_UNTRUSTED: it is larger than 1 MB'],
    [
      'a link to a good one',
      () => {
        put(path.join(folder, 'elsewhere'), text);
        symlinkSync('elsewhere', base);
      },
      'policy.json POLICY_UNTRUSTED: it is a link, or not what it should be',
    ],
    [
      'a folder',
      () => {
        mkdirSync(base);
      },
      'policy.json POLICY_UNTRUSTED: it is not a regular file',
    ],
    [
      'a pipe',
      () => {
        execFileSync('mkfifo', [base]);
      },
      'policy.json POLICY_UNTRUSTED: it is not a regular file',
    ],
    [
      'writable by its group',
      () => {
        put(base, text);
        chmodSync(base, 0o664);
      },
      'policy.json POLICY_UNTRUSTED: others than root may write it',
    ],
    [
      'writable by everybody',
      () => {
        put(base, text);
        chmodSync(base, 0o646);
      },
      'policy.json POLICY_UNTRUSTED: others than root may write it',
    ],
    [
      'in a folder that everybody may write',
      () => {
        put(base, text);
        chmodSync(folder, 0o777);
      },
      '. POLICY_UNTRUSTED: its folder: others than root may write it',
    ],
  ])('%s: not believed, and said so', async (_name, make, told) => {
    make();
    expect(said(await source().read())).toEqual([told]);
  });

  test('in a folder that is a link: not believed', async () => {
    put(base, text);
    renameSync(folder, `${folder}.real`);
    symlinkSync(`${folder}.real`, folder);
    expect(said(await source().read())).toEqual(['. POLICY_UNTRUSTED: it is a link, or not what it should be']);
  });

  test('a socket: not believed, and nothing hangs', async () => {
    const server = createServer().listen(base);
    await new Promise((resolve) => server.once('listening', resolve));
    expect(said(await source().read())).toEqual(['policy.json POLICY_UNTRUSTED: it is not a regular file']);
    server.close();
  });

  test.runIf(isRoot)('a file, or a folder, of somebody else: not believed (tried as root only)', async () => {
    put(base, text);
    chownSync(base, 65_534, 65_534);
    expect(said(await source().read())).toEqual(['policy.json POLICY_UNTRUSTED: it does not belong to root']);
    chownSync(base, 0, 0);
    chownSync(folder, 65_534, 65_534);
    expect(said(await source().read())).toEqual(['. POLICY_UNTRUSTED: its folder: it does not belong to root']);
  });

  test('what only an owner other than root could have written is refused whoever we are', async () => {
    put(base, text);
    expect(said(await linuxPolicy(folder, ours + 1).read())).toEqual([
      '. POLICY_UNTRUSTED: its folder: it does not belong to root',
    ]);
  });

  test('invariant 8: one bad part does not hide behind a good file', async () => {
    put(base, text);
    put(path.join(parts, '50-site.json'), '{');
    const { loaded } = await centralPolicy([source()], true).read(undefined);
    expect(loaded).toMatchObject({ ok: false, code: 'POLICY_MALFORMED' });
  });
});

describe('issue 7 line 1: while the app runs', () => {
  test('a file that cannot be read any more keeps its last good word; one that is gone is gone', async () => {
    const reader = centralPolicy([source()], true);
    put(base, JSON.stringify({ provider, session: { idleMinutes: 3 } }));
    expect((await reader.read(undefined)).loaded).toMatchObject({ ok: true });

    put(base, '{"session":');
    const kept = await reader.read(undefined);
    expect(kept.loaded.ok && kept.loaded.policy.session.idleMinutes).toBe(3);
    expect(kept.refused).toEqual([
      { key: '(all)', source: base, why: 'it is not JSON; what it said before still holds' },
    ]);

    unlinkSync(base);
    expect((await reader.read(undefined)).loaded).toMatchObject({ ok: false, code: 'POLICY_MISSING' });

    // What it said before it went does not come back with something unreadable.
    put(base, '{');
    expect((await reader.read(undefined)).loaded).toMatchObject({ ok: false, code: 'POLICY_MISSING' });
  });

  test('a file that changes, comes or goes is heard of, also in a folder that was not there', async () => {
    const heard = () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const stop = source().watch(resolve);
      return promise.finally(stop);
    };
    const first = heard();
    put(base, text);
    await first;
    const second = heard();
    unlinkSync(base);
    await second;
    let count = 0;
    const { promise, resolve } = Promise.withResolvers<void>();
    const stop = source().watch(() => {
      count += 1;
      // The first is the folder itself, which is watched from then on.
      if (count === 1) put(path.join(parts, '10.json'), '{}');
      else resolve();
    });
    mkdirSync(parts);
    await promise;
    stop();
  });
});

describe('issue 7 line 1: the catalogue of actions', () => {
  const file = () => path.join(folder, 'actions.json');
  const read = async () => (await actionsPolicy(file(), { platform: 'linux', ownerUid: ours }).read())[0];

  test('it is checked as the policy file is, and stands for the key `actions` alone', async () => {
    expect(await read()).toMatchObject({ kind: 'absent', source: file() });
    put(file(), '[]');
    expect(await read()).toMatchObject({ kind: 'read', values: { actions: [] } });
    chmodSync(file(), 0o666);
    expect(await read()).toMatchObject({ kind: 'unreadable', code: 'POLICY_UNTRUSTED', only: 'actions' });
  });

  test('on Windows: no owner is looked at, but what this user could write is not believed, and a link is none', async () => {
    const onWindows = () => actionsPolicy(file(), { platform: 'win32' }).read();
    put(file(), '[]');
    // Whoever runs this test may write it.
    expect(await onWindows()).toMatchObject([{ kind: 'unreadable', code: 'POLICY_UNTRUSTED' }]);
    renameSync(file(), `${file()}.real`);
    symlinkSync(`${file()}.real`, file());
    expect(await onWindows()).toMatchObject([{ kind: 'unreadable', why: 'it is a link, or not a regular file' }]);
  });
});
