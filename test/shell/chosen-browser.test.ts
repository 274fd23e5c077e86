import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { browserName, chosenBrowser, openWith, type Machine } from '../../main/shell/chosen-browser.ts';
import { remoteSessionOf } from '../../main/shell/remote-session.ts';
import type { Policy } from '../../main/policy/schema.ts';
import { fakeLog } from './fakes.ts';

type Choice = Policy['browser'];
const everywhere = (platform: string): Machine => ({
  platform,
  // Whoever starts the app says where its folders are: nobody listens.
  env: { ProgramFiles: 'C:\\Users\\somebody', 'ProgramFiles(x86)': '\\\\evil.example\\share', ProgramW6432: 'r' },
  exists: () => Promise.resolve(true),
  folders: () => Promise.resolve(undefined),
});
const programFiles = ['C:\\Program Files', 'C:\\Program Files (x86)'];
const windows: Machine = { ...everywhere('win32'), folders: () => Promise.resolve({ programFiles }) };

describe('issue 7 line 5, R10: the browser that policy chose', () => {
  test.each<[string, Choice, Machine, string | undefined, readonly string[]]>([
    [
      'Edge on Windows',
      { use: 'edge', private: false },
      windows,
      'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
      [],
    ],
    [
      'Chrome on Windows, private',
      { use: 'chrome', private: true },
      windows,
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
      ['--incognito'],
    ],
    [
      'Firefox on Windows, among the 32-bit programs',
      { use: 'firefox', private: false },
      { ...windows, exists: async (file) => file.includes('(x86)') },
      'C:\\Program Files (x86)\\Mozilla Firefox\\firefox.exe',
      [],
    ],
    [
      'none on Windows where it cannot be told where programs are',
      { use: 'edge', private: false },
      everywhere('win32'),
      undefined,
      [],
    ],
    [
      'Firefox on a Mac, private',
      { use: 'firefox', private: true },
      everywhere('darwin'),
      '/Applications/Firefox.app/Contents/MacOS/firefox',
      ['-private-window'],
    ],
    [
      'Edge on Linux, private',
      { use: 'edge', private: true },
      everywhere('linux'),
      '/usr/bin/microsoft-edge-stable',
      ['--inprivate'],
    ],
    [
      'one by its path',
      { use: 'path', path: '/opt/x/chromium', private: true },
      everywhere('linux'),
      '/opt/x/chromium',
      ['--incognito'],
    ],
    [
      'a path with an option in it is a file of that name',
      { use: 'path', path: '/opt/x --y', private: false },
      everywhere('linux'),
      '/opt/x --y',
      [],
    ],
    ['not a relative path', { use: 'path', path: 'chromium', private: false }, everywhere('linux'), undefined, []],
    ['not one of a server', { use: 'path', path: '\\\\server\\chrome.exe', private: false }, windows, undefined, []],
    [
      'no ordinary window where a private one was asked for',
      { use: 'path', path: '/opt/other', private: true },
      everywhere('linux'),
      undefined,
      [],
    ],
    [
      'none that is not installed',
      { use: 'chrome', private: false },
      { ...windows, exists: () => Promise.resolve(false) },
      undefined,
      [],
    ],
    ['the system’s own is not ours to start', { use: 'default', private: false }, windows, undefined, []],
  ])('%s', async (_name, choice, machine, file, args) => {
    expect(await chosenBrowser(choice, machine)).toEqual(file === undefined ? undefined : { file, args });
  });

  test.each<[Choice, string | null]>([
    [{ use: 'default', private: false }, null],
    [{ use: 'edge', private: false }, 'Microsoft Edge'],
    [{ use: 'path', path: 'C:\\Browsers\\brave.exe', private: false }, 'brave'],
  ])('%j is called %s', (choice, name) => expect(browserName(choice)).toBe(name));

  test.skipIf(process.platform === 'win32')(
    'a real program gets the address as its own argument, without a shell and without our variables',
    async () => {
      const folder = await mkdtemp(path.join(os.tmpdir(), 'cis2-browser-'));
      const file = path.join(folder, 'chromium of a test');
      const out = path.join(folder, 'out');
      await writeFile(
        file,
        `#!/bin/sh\nprintf '%s|' "$@" "$CIS2_SECRET" "$HOME" > "${out}.tmp"; mv "${out}.tmp" "${out}"\n`,
      );
      await chmod(file, 0o700);
      const machine: Machine = {
        platform: process.platform,
        env: { PATH: process.env['PATH'], HOME: '/home/of-a-test', CIS2_SECRET: 'ours' },
        exists: () => Promise.resolve(true),
        folders: () => Promise.resolve(undefined),
      };
      const open = openWith({ use: 'path', path: file, private: true }, fakeLog().log, machine);
      await open('http://127.0.0.1:49152/start/a;touch%20x$(id)');
      await expect
        .poll(() => readFile(out, 'utf8').catch(() => ''))
        .toBe('--incognito|http://127.0.0.1:49152/start/a;touch%20x$(id)||/home/of-a-test|');
      await rm(folder, { recursive: true, force: true });
    },
  );

  test('one that is not there is a failure, and no other is opened in its place', async () => {
    const { log, entries } = fakeLog();
    const nowhere: Machine = { ...everywhere('linux'), exists: () => Promise.resolve(false) };
    await expect(openWith({ use: 'edge', private: false }, log, nowhere)('https://x.example/')).rejects.toThrow();
    expect(entries).toEqual([{ level: 'error', code: 'BROWSER_NOT_INSTALLED', detail: 'edge' }]);
    const vanished = openWith({ use: 'path', path: '/nowhere/firefox', private: false }, log, everywhere('linux'));
    await expect(vanished('https://x.example/')).rejects.toThrow('ENOENT');
  });
});

describe('issue 7 line 5: a remote session is detected and named', () => {
  test.each<[Record<string, string>, ReturnType<typeof remoteSessionOf>]>([
    [{ SESSIONNAME: 'Console' }, null],
    [{}, null],
    [{ SESSIONNAME: 'RDP-Tcp#12' }, 'remoteDesktop'],
    [{ SESSIONNAME: 'ICA-CGP#3' }, 'citrix'],
    [{ SESSIONNAME: 'RDP-Tcp#1', ViewClient_Machine_Name: 'PC' }, 'vmware'],
    [{ XRDP_SESSION: '1' }, 'remoteDesktop'],
    [{ SSH_CONNECTION: '1 2 3 4' }, 'other'],
  ])('%j: %s', (env, remote) => expect(remoteSessionOf(env)).toBe(remote));
});
