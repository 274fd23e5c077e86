import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BrowserPolicies } from '../../main/diagnostics/check.ts';
import type { ProgramAnswer, SystemProgram } from '../../main/policy/system-program.ts';
import { windowsFolders } from '../../main/policy/windows-folders.ts';
import { macBrowsers, windowsBrowsers } from '../../main/shell/browser-policies.ts';
import { createComputer } from '../../main/shell/computer.ts';
import { computer, portsFor, told } from '../diagnostics/check-ports.ts';

/**
 * R8, screen 24, issue 7 line 3: what administrators of Windows and macOS decided for the browsers. The samples are written
 * after the documentation of `reg query`, of `plutil` and of the browsers' policies; nothing here has run on either system.
 */
const careIdentity = 'https://am.nhsidentity.spineservices.nhs.uk';
const lines = (...all: readonly string[]) => `\r\n${all.join('\r\n')}\r\n\r\n`;
const output = (text: string): ProgramAnswer => ({ kind: 'output', bytes: Buffer.from(text) });
const verdict = async (policies: readonly BrowserPolicies[] | undefined) => {
  const ports = portsFor(undefined, { computer: { ...computer, browserPolicies: () => Promise.resolve(policies) } });
  return (await told(ports, 'localNetworkAccess')).localNetworkAccess;
};

describe('R8 issue 7 line 3: rules of the browsers on Windows', () => {
  const chrome = String.raw`SOFTWARE\Policies\Google\Chrome`;
  const edge = String.raw`SOFTWARE\Policies\Microsoft\Edge`;
  const everyComputer = {
    [String.raw`HKLM\SOFTWARE\Policies`]: lines(String.raw`HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Google`),
  };

  /** `reg.exe` of a computer with these keys; it fails for each that is not there. */
  async function read(keys: Readonly<Record<string, string>>) {
    const asked: string[] = [];
    const run: SystemProgram = async (file, [verb, key = '', ...rest]) => {
      asked.push([file, verb, ...rest].join(' '));
      const found = keys[key];
      return found === undefined ? { kind: 'failed', why: 'exit 1' } : output(found);
    };
    const folders = await windowsFolders(async () => String.raw`D:\Windows`);
    if (!folders) throw new Error('no folders');
    return { policies: await windowsBrowsers(run, folders), asked: [...new Set(asked)] };
  }

  const blockedForAll = lines(
    String.raw`HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Google\Chrome`,
    '    BlockThirdPartyCookies    REG_DWORD    0x0',
    '    HomepageLocation    REG_SZ    https://intranet.example/',
    '    ManagedBookmarks    REG_SZ    [{"name":"a',
    'b"}]',
    '',
    String.raw`HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Google\Chrome\LocalNetworkAccessBlockedForUrls`,
    '    1    REG_SZ    https://other.example',
    '    2    REG_SZ    *',
    '',
    String.raw`HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Google\Chrome\Recommended\LocalNetworkAccessAllowedForUrls`,
    '    1    REG_SZ    *',
  );
  const allowedForUser = lines(
    String.raw`HKEY_CURRENT_USER\SOFTWARE\Policies\Google\Chrome`,
    '    BlockThirdPartyCookies    REG_DWORD    0x1',
    '',
    String.raw`HKEY_CURRENT_USER\SOFTWARE\Policies\Google\Chrome\LocalNetworkAccessBlockedForUrls`,
    '    1    REG_SZ    https://nobody.example',
  );

  test('a list is a key with numbers, a switch is a number, and the computer comes before the user', async () => {
    const { policies, asked } = await read({
      ...everyComputer,
      [`HKLM\\${chrome}`]: blockedForAll,
      [`HKCU\\${chrome}`]: allowedForUser,
    });
    expect(policies).toEqual([
      {
        browser: 'Google Chrome',
        source: `HKLM\\${chrome}, HKCU\\${chrome}`,
        values: { BlockThirdPartyCookies: false, LocalNetworkAccessBlockedForUrls: ['https://other.example', '*'] },
      },
    ]);
    expect(await verdict(policies)).toMatchObject({
      finding: 'LNA_BLOCKED',
      verdict: 'warn',
      facts: { browser: 'Google Chrome', key: 'LocalNetworkAccessBlockedForUrls' },
    });
    expect(asked).toEqual([
      String.raw`D:\Windows\System32\reg.exe query /reg:64`,
      String.raw`D:\Windows\System32\reg.exe query /s /reg:64`,
    ]);
  });

  test('Edge’s list that lets the Care Identity page through, also from the user’s own hive', async () => {
    const allowed = lines(
      String.raw`HKEY_CURRENT_USER\SOFTWARE\Policies\Microsoft\Edge\LoopbackNetworkAllowedForUrls`,
      `    1    REG_SZ    ${careIdentity}`,
    );
    const { policies } = await read({ ...everyComputer, [`HKCU\\${edge}`]: allowed });
    expect(policies).toEqual([
      { browser: 'Microsoft Edge', source: `HKCU\\${edge}`, values: { LoopbackNetworkAllowedForUrls: [careIdentity] } },
    ]);
    expect(await verdict(policies)).toMatchObject({ finding: 'LNA_ALLOWED', facts: { browser: 'Microsoft Edge' } });
  });

  test('no rule, and a registry that cannot be read, are told apart', async () => {
    expect((await read(everyComputer)).policies).toEqual([]);
    expect(await verdict([])).toMatchObject({ finding: 'LNA_NOT_SET' });
    const { policies } = await read({ [`HKLM\\${chrome}`]: blockedForAll });
    expect(policies).toBeUndefined();
    expect(await verdict(policies)).toMatchObject({ finding: 'LNA_NOT_READABLE', verdict: 'notRun' });
  });
});

describe('R8 R15 B36 issue 7 line 3: the computer asks the system’s own programs', () => {
  const asked: string[] = [];
  const on = (windows: string) =>
    createComputer({
      app: { getApplicationNameForProtocol: () => '' },
      platform: 'win32',
      folder: '',
      folders: () => windowsFolders(async () => windows),
      programsOf: (folders) => async (file, args) => {
        asked.push([folders?.windows, file, ...args].join(' '));
        return output('"System Idle Process","0","Services","0","8 K"\r\n"explorer.exe","1","Console","1","9 K"\r\n');
      },
    });
  beforeEach(() => asked.splice(0));

  test('tasklist.exe by its whole path, with Windows where the kernel says', async () => {
    expect(await on(String.raw`C:\Windows`).programs()).toEqual(['System Idle Process', 'explorer.exe']);
    expect(asked).toEqual([String.raw`C:\Windows C:\Windows\System32\tasklist.exe /fo csv /nh`]);
  });

  test('nothing is run where it cannot be told where Windows is', async () => {
    const nowhere = on(String.raw`\\evil.example\share`);
    expect(await nowhere.programs()).toBeUndefined();
    expect(await nowhere.browserPolicies()).toBeUndefined();
    expect(asked).toEqual([]);
  });
});

describe.skipIf(process.platform === 'win32')('R8 issue 7 line 3: rules of the browsers on macOS', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'cis2-managed-'));
    chmodSync(folder, 0o755);
    mkdirSync(path.join(folder, 'nurse'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const put = (name: string, values: unknown) =>
    writeFileSync(path.join(folder, name), JSON.stringify(values), { mode: 0o644 });
  /** plutil, for files that are JSON already; with a date in it, it fails. */
  const plutil: SystemProgram = async (_file, _args, input) => {
    const text = Buffer.from(input ?? []).toString();
    return text.includes('date') ? { kind: 'failed', why: 'exit 1' } : output(text);
  };
  const read = () => macBrowsers(plutil, { folder, user: 'nurse', ownerUid: process.getuid?.() ?? 0 });

  test('the managed preferences of the computer come before those of the user', async () => {
    expect(await read()).toEqual([]);
    put('com.google.Chrome.plist', { LocalNetworkAccessBlockedForUrls: ['*'] });
    put('nurse/com.google.Chrome.plist', { LocalNetworkAccessBlockedForUrls: [], BlockThirdPartyCookies: true });
    put('nurse/com.microsoft.Edge.plist', { LocalNetworkAccessAllowedForUrls: [careIdentity] });
    const policies = await read();
    expect(policies).toEqual([
      {
        browser: 'Google Chrome',
        source: `${folder}/com.google.Chrome.plist, ${folder}/nurse/com.google.Chrome.plist`,
        values: { LocalNetworkAccessBlockedForUrls: ['*'], BlockThirdPartyCookies: true },
      },
      {
        browser: 'Microsoft Edge',
        source: `${folder}/nurse/com.microsoft.Edge.plist`,
        values: { LocalNetworkAccessAllowedForUrls: [careIdentity] },
      },
    ]);
    expect(await verdict(policies)).toMatchObject({ finding: 'LNA_BLOCKED', facts: { browser: 'Google Chrome' } });
  });

  test('one that is there and cannot be read is not taken for none', async () => {
    put('com.google.Chrome.plist', { a: 'date' });
    expect(await read()).toBeUndefined();
    rmSync(path.join(folder, 'com.google.Chrome.plist'));
    put('com.microsoft.Edge.plist', {});
    chmodSync(path.join(folder, 'com.microsoft.Edge.plist'), 0o666);
    expect(await read()).toBeUndefined();
  });
});
