import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commitOf } from '../../build/scripts/commit.ts';
import type { BrowserPolicies, CheckPorts } from '../../main/diagnostics/check.ts';
import { createComputer } from '../../main/shell/computer.ts';
import { computer, goodKeychain, minimalPolicy, portsFor, told } from './check-ports.ts';

/** Issue 7 line 3 and R7 to R9, R15: this computer as a standard user sees it. */

const issuer = 'https://log-in.example/realm';
const policy = minimalPolicy(issuer);

describe('policy and version', () => {
  test('a policy that was refused is named by its code, and a key by its name', async () => {
    const bad = portsFor({ provider: {} });
    expect((await told(bad, 'policy')).policy).toMatchObject({
      finding: 'POLICY_REFUSED',
      fixer: 'localIt',
      facts: { error: 'POLICY_INVALID', source: '/etc/cis2-desktop/policy.json' },
    });
    const partly = portsFor(policy, { refusedKeys: ['face.theme', 'audit'] });
    expect((await told(partly, 'policy')).policy).toMatchObject({
      finding: 'POLICY_KEYS_REFUSED',
      verdict: 'warn',
      facts: { key: 'face.theme', count: '2' },
    });
  });

  test.each([
    ['1.2.4', 'VERSION_TOO_OLD', 'fail'],
    ['1.10.0', 'VERSION_TOO_OLD', 'fail'],
    ['1.2.3', 'VERSION_CURRENT', 'pass'],
    ['0.9.9', 'VERSION_CURRENT', 'pass'],
  ])('minimumVersion %s against 1.2.3: %s', async (minimumVersion, finding, verdict) => {
    const { version } = await told(portsFor(minimalPolicy(issuer, { minimumVersion })), 'version');
    expect(version).toMatchObject({ finding, verdict });
  });

  test('a copy of half a year ago is old', async () => {
    const builtAtMs = Date.now() - 181 * 86_400_000;
    const { version } = await told(portsFor(policy, { computer: { ...computer, builtAtMs } }), 'version');
    expect(version).toMatchObject({ finding: 'VERSION_OLD', verdict: 'warn', facts: { days: '181' } });
  });

  test.each([
    ['a build that knows no commit', undefined],
    ['a clock that stands before the build', Date.now() + 3 * 86_400_000],
  ])('%s: the age is not known, which is no pass', async (_what, builtAtMs) => {
    const { version } = await told(portsFor(policy, { computer: { ...computer, builtAtMs } }), 'version');
    expect(version).toMatchObject({ finding: 'VERSION_AGE_UNKNOWN', verdict: 'notRun', facts: { version: '1.2.3' } });
  });

  test('a version is compared as the log-in compares it: what follows a hyphen is left out', async () => {
    const ports = portsFor(minimalPolicy(issuer, { minimumVersion: '1.2.3' }), { version: '1.2.3-rc.1' });
    expect((await told(ports, 'version')).version?.finding).toBe('VERSION_CURRENT');
  });
});

describe('R9 ports', () => {
  test('an ephemeral port is bound, called and given back', async () => {
    expect((await told(portsFor(policy), 'loopbackPorts')).loopbackPorts?.finding).toBe('PORTS_FREE');
  });

  const withPorts = (...redirectPorts: readonly number[]) =>
    portsFor({ ...policy, provider: { ...policy.provider, redirectPorts } });

  test.each([43485, 55000])('port %d belongs to smartcard software', async (port) => {
    const { loopbackPorts } = await told(withPorts(port), 'loopbackPorts');
    expect(loopbackPorts).toMatchObject({ finding: 'PORTS_RESERVED', verdict: 'fail', facts: { port: String(port) } });
  });

  test('of the listed ports one that is taken is a warning, all of them a failure', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    const other = createServer().listen(0, '127.0.0.1');
    await Promise.all([once(taken, 'listening'), once(other, 'listening')]);
    const [held, free] = [taken, other].map((server) => (server.address() as AddressInfo).port);
    other.close();
    await once(other, 'close');
    try {
      expect((await told(withPorts(held ?? 0, free ?? 0), 'loopbackPorts')).loopbackPorts).toMatchObject({
        finding: 'PORTS_SOME_TAKEN',
        facts: { actual: String(free) },
      });
      expect((await told(withPorts(held ?? 0), 'loopbackPorts')).loopbackPorts?.finding).toBe('PORTS_NONE_FREE');
    } finally {
      taken.close();
    }
  });

  test('security software that blocks calls to loopback is told apart', async () => {
    const blocked = () => Promise.reject(Object.assign(new Error(), { code: 'ECONNRESET' }));
    const ports = portsFor(policy, { raw: { ...portsFor(policy).raw, connect: blocked } });
    expect((await told(ports, 'loopbackPorts')).loopbackPorts).toMatchObject({
      finding: 'PORTS_NOT_CALLABLE',
      facts: { error: 'ECONNRESET' },
    });
  });
});

describe('keychain', () => {
  test('an entry of its own is written, read and deleted; the session’s is never touched', async () => {
    const { host, entries, asked } = goodKeychain();
    entries.set('session', 'the session');
    entries.set('session (development)', 'the session');
    expect((await told(portsFor(policy, { keychain: host }), 'keychain')).keychain?.finding).toBe('KEYCHAIN_GOOD');
    expect([...new Set(asked)]).toEqual(['connection check']);
    expect(entries.size).toBe(2);
  });

  type Host = CheckPorts['keychain'];
  const failed = (trouble: 'locked' | 'unavailable') =>
    Promise.resolve({ kind: 'failed', trouble, applied: 'no' } as const);
  const overran = () => Promise.resolve({ kind: 'overran' } as const);
  const lying = () => Promise.resolve({ kind: 'answered', value: null } as const);
  const wrong: readonly (readonly [string, Partial<Host>, string, string])[] = [
    ['locked', { set: () => failed('locked') }, 'KEYCHAIN_LOCKED', 'you'],
    ['absent', { set: () => failed('unavailable') }, 'KEYCHAIN_UNAVAILABLE', 'localIt'],
    ['slow', { set: overran }, 'KEYCHAIN_SLOW', 'localIt'],
    ['lying', { get: lying }, 'KEYCHAIN_OTHER_VALUE', 'localIt'],
    [
      'one that says it deleted nothing',
      { delete: () => Promise.resolve({ kind: 'answered', value: false } as const) },
      'KEYCHAIN_NOT_DELETED',
      'localIt',
    ],
  ];
  test.each(wrong)(
    'invariant 10: a keychain that is %s is a warning, never a failure',
    async (_what, change, finding, fixer) => {
      const ports = portsFor(policy, { keychain: { ...goodKeychain().host, ...change } });
      expect((await told(ports, 'keychain')).keychain).toMatchObject({ finding, verdict: 'warn', fixer });
    },
  );

  test('what could not be read is deleted all the same', async () => {
    const { host, entries } = goodKeychain();
    await told(portsFor(policy, { keychain: { ...host, get: () => failed('locked') } }), 'keychain');
    expect(entries.size).toBe(0);
  });

  test('a shared terminal does not need it', async () => {
    const { host, asked } = goodKeychain();
    const ports = portsFor({ ...policy, session: { profile: 'shared' } }, { keychain: host });
    expect((await told(ports, 'keychain')).keychain?.finding).toBe('KEYCHAIN_NOT_NEEDED');
    expect(asked).toEqual([]);
  });
});

describe('R8 rules of the browser', () => {
  const check = async (values: BrowserPolicies['values'] | undefined) => {
    const browserPolicies = () =>
      Promise.resolve(values && [{ browser: 'Google Chrome', source: '/etc/opt/chrome/policies/managed', values }]);
    const ports = portsFor(policy, { computer: { ...computer, browserPolicies } });
    return (await told(ports, 'localNetworkAccess')).localNetworkAccess;
  };
  const careIdentity = 'https://am.nhsidentity.spineservices.nhs.uk';

  test.each([
    ['everything', ['*']],
    ['the very host', [`${careIdentity}:443`]],
    ['its domain', ['https://[*.]nhs.uk']],
    ['the gateway', ['log-in.example']],
  ])('a list that blocks %s', async (_what, list) => {
    expect(await check({ LocalNetworkAccessBlockedForUrls: list })).toMatchObject({
      finding: 'LNA_BLOCKED',
      verdict: 'warn',
      fixer: 'localIt',
      facts: { browser: 'Google Chrome', key: 'LocalNetworkAccessBlockedForUrls' },
    });
  });
  test('a newer list that allows comes before an older one that blocks, and not the other way round', async () => {
    const [blocked, allowed] = [['*'], [careIdentity]];
    expect(
      (await check({ LocalNetworkAccessBlockedForUrls: blocked, LoopbackNetworkAllowedForUrls: allowed }))?.finding,
    ).toBe('LNA_ALLOWED');
    expect(
      (await check({ LoopbackNetworkBlockedForUrls: blocked, LocalNetworkAccessAllowedForUrls: allowed }))?.finding,
    ).toBe('LNA_BLOCKED');
  });
  test('lists for others, no list, nonsense, and where nobody can look', async () => {
    expect((await check({ LocalNetworkAccessBlockedForUrls: ['https://other.example', 5] }))?.finding).toBe(
      'LNA_NOT_SET',
    );
    expect((await check({ LocalNetworkAccessBlockedForUrls: 'text' }))?.finding).toBe('LNA_NOT_SET');
    expect((await check({ BlockThirdPartyCookies: true }))?.finding).toBe('LNA_COOKIES_BLOCKED');
    expect(await check(undefined)).toMatchObject({ finding: 'LNA_NOT_READABLE', verdict: 'notRun' });
  });
});

describe('R8 R15 smartcard software', () => {
  const on = async (programs: readonly string[] | undefined, listens: boolean, platform = 'win32') => {
    const connect = () => (listens ? Promise.resolve(1) : Promise.reject(new Error()));
    const ports = portsFor(policy, {
      raw: { ...portsFor(policy).raw, connect },
      computer: { ...computer, platform, programs: () => Promise.resolve(programs) },
    });
    return (await told(ports, 'smartcard')).smartcard;
  };
  test.each([
    ['it answers', ['explorer.exe'], true, 'SMARTCARD_READY', null],
    ['it runs and does not answer', ['NHS Credential Management.exe'], false, 'SMARTCARD_NOT_LISTENING', 'localIt'],
    ['it does not run', ['explorer.exe'], false, 'SMARTCARD_NOT_RUNNING', 'localIt'],
    ['nobody can see', undefined, false, 'SMARTCARD_NOT_SEEN', null],
  ])('%s', async (_what, programs, listens, finding, fixer) => {
    expect(await on(programs, listens)).toMatchObject({ finding, fixer });
  });
  test.each(['ISXAgent.exe', 'Imprivata Tray.exe', 'IsosecVirtualSmartcard.exe'])(
    'R15 %s is another maker’s: local IT, and no other program is named',
    async (program) => {
      const result = await on(['payroll.exe', program], true);
      expect(result).toMatchObject({ finding: 'SMARTCARD_OTHER_MAKER', fixer: 'localIt' });
      expect(JSON.stringify(result)).not.toContain('payroll');
    },
  );
  test('other systems have none', async () => {
    expect(await on([], true, 'darwin')).toMatchObject({ finding: 'SMARTCARD_NOT_HERE', verdict: 'notRun' });
  });
});

describe('the computer itself', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'cis2-diagnostics-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const real = (changes: Partial<Parameters<typeof createComputer>[0]> = {}) =>
    createComputer({
      app: { getApplicationNameForProtocol: () => '' },
      platform: 'linux',
      folder: path.join(folder, 'data'),
      folders: () => Promise.resolve(undefined),
      browserFolders: [['Google Chrome', path.join(folder, 'managed')]],
      ...changes,
    });

  test('the folder is written to, and nothing is left of it', async () => {
    const { disk } = await told(portsFor(policy, { computer: real() }), 'disk');
    expect(disk).toMatchObject({ finding: 'DISK_GOOD', verdict: 'pass' });
    expect(await readdir(path.join(folder, 'data'))).toEqual([]);
  });
  test('a folder that cannot be is a failure, told without its path', async () => {
    await writeFile(path.join(folder, 'data'), 'a file in its place');
    const { disk } = await told(portsFor(policy, { computer: real() }), 'disk');
    expect(disk).toMatchObject({ finding: 'DISK_NOT_WRITABLE', verdict: 'fail', facts: { error: 'EEXIST' } });
    expect(JSON.stringify(disk)).not.toContain(folder);
  });
  test('little room is a warning', async () => {
    const { disk } = await told(
      portsFor(policy, { computer: { ...computer, tryFolder: () => Promise.resolve(5e6) } }),
      'disk',
    );
    expect(disk).toMatchObject({ finding: 'DISK_FULL', verdict: 'warn', facts: { megabytes: '4' } });
  });
  test('no browser is a failure', async () => {
    expect((await told(portsFor(policy, { computer: real() }), 'browser')).browser?.finding).toBe('BROWSER_NONE');
  });
  const withBrowser = async (browser: object, exists: (file: string) => boolean) => {
    const machine = {
      platform: 'linux',
      env: {},
      exists: (file: string) => Promise.resolve(exists(file)),
      folders: () => Promise.resolve(undefined),
    };
    const ports = portsFor(minimalPolicy(issuer, { browser }), { computer: real({ machine }) });
    return (await told(ports, 'browser')).browser;
  };
  test.each([
    ['Microsoft Edge', { use: 'edge' }, '/usr/bin/microsoft-edge'],
    ['chromium', { use: 'path', path: '/opt/x/chromium', private: true }, '/opt/x/chromium'],
  ])(
    'issue 7 line 5: %s of the policy is a pass where it is, and a failure where it is not',
    async (name, choice, at) => {
      expect(await withBrowser(choice, (file) => file === at)).toMatchObject({
        finding: 'BROWSER_BY_POLICY',
        verdict: 'pass',
        facts: { browser: name },
      });
      expect(await withBrowser(choice, () => false)).toMatchObject({
        finding: 'BROWSER_NOT_INSTALLED',
        verdict: 'fail',
        fixer: 'localIt',
        facts: { browser: name },
      });
    },
  );
  test('issue 7 line 5: a private window that nobody knows how to open is told as that', async () => {
    const choice = { use: 'path', path: '/opt/other', private: true };
    expect(await withBrowser(choice, () => true)).toMatchObject({
      finding: 'BROWSER_NO_PRIVATE_WINDOW',
      verdict: 'fail',
      facts: { browser: 'other' },
    });
  });
  test('issue 7 line 5: a path is looked up on the real disk, and a file that nobody may start is none', async () => {
    const file = path.join(folder, 'chromium');
    const ports = portsFor(minimalPolicy(issuer, { browser: { use: 'path', path: file } }), { computer: real() });
    const finding = async () => (await told(ports, 'browser')).browser?.finding;
    expect(await finding()).toBe('BROWSER_NOT_INSTALLED');
    await writeFile(file, '#!/bin/sh\n', { mode: 0o600 });
    expect(await finding()).toBe('BROWSER_NOT_INSTALLED');
    await chmod(file, 0o700);
    expect(await finding()).toBe('BROWSER_BY_POLICY');
  });
  test('issue 7 line 3: the age is the one of the commit, built in, and not of a file', () => {
    const { seconds } = commitOf(path.join(import.meta.dirname, '../..'));
    expect(real().builtAtMs).toBe(seconds === null ? undefined : seconds * 1000);
  });
  test('policies of a browser: files in their order, the last word counts, what cannot be read is passed over', async () => {
    const managed = path.join(folder, 'managed');
    await mkdir(managed);
    await writeFile(path.join(managed, 'a.json'), JSON.stringify({ BlockThirdPartyCookies: true, Other: 1 }));
    await writeFile(path.join(managed, 'b.json'), JSON.stringify({ BlockThirdPartyCookies: false }));
    await writeFile(path.join(managed, 'c.json'), 'not JSON');
    await writeFile(path.join(managed, 'readme.txt'), '{"Other":2}');
    await chmod(path.join(managed, 'c.json'), 0o000);
    expect(await real().browserPolicies()).toEqual([
      { browser: 'Google Chrome', source: managed, values: { BlockThirdPartyCookies: false, Other: 1 } },
    ]);
    expect(await real({ platform: 'freebsd' }).browserPolicies()).toBeUndefined();
  });
});
