import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { centralPolicy } from '../../main/policy/readers.ts';
import { sourcesOf } from '../../main/policy/system-policy.ts';
import { systemPrograms, type SystemProgram } from '../../main/policy/system-program.ts';
import { inSystem32, windowsFolders, windowsFoldersOf } from '../../main/policy/windows-folders.ts';

/** Issue 7 lines 1 and 5, B36: who starts the app sets its environment, and must choose neither program nor folder by it. */
const hostile = [
  String.raw`C:\Users\somebody\r`,
  'r',
  '',
  String.raw`\\evil.example\share`,
  String.raw`\\?\UNC\evil.example\share`,
  String.raw`C:\Windows\..\Users\somebody`,
  String.raw`C:\x`,
  'C:Windows',
  String.raw`D:\Windows`,
  'C:/Windows',
  String.raw`C:\a;b`,
];
const variables = [
  'SystemRoot',
  'windir',
  'SystemDrive',
  'ProgramData',
  'ALLUSERSPROFILE',
  'ProgramFiles',
  'ProgramW6432',
];
const usual = {
  windows: String.raw`C:\Windows`,
  programData: String.raw`C:\ProgramData`,
  programFiles: [String.raw`C:\Program Files`, String.raw`C:\Program Files (x86)`],
};
afterEach(() => vi.unstubAllEnvs());

describe('B36 issue 7 line 1: where the folders of Windows are', () => {
  test('the kernel is asked by its own name for it, and other drives are believed from it alone', async () => {
    const asked: string[] = [];
    const answer = (windows: string) =>
      windowsFolders(async (file) => {
        asked.push(file);
        return windows;
      });
    expect(await answer(String.raw`C:\Windows`)).toEqual(usual);
    expect(await answer(String.raw`D:\WINNT`)).toEqual({
      windows: String.raw`D:\WINNT`,
      programData: String.raw`D:\ProgramData`,
      programFiles: [String.raw`D:\Program Files`, String.raw`D:\Program Files (x86)`],
    });
    expect(new Set(asked)).toEqual(new Set([String.raw`\\?\GLOBALROOT\SystemRoot`]));
  });

  test('without its answer there is the usual one alone, which is where this test is', async () => {
    expect(await windowsFolders(() => Promise.reject(new Error('ENOENT')))).toEqual(usual);
    // No system but Windows has the name.
    if (process.platform !== 'win32') expect(await windowsFolders()).toEqual(usual);
    expect(await windowsFoldersOf('linux')).toBeUndefined();
  });

  test.each(hostile)('an environment that says %j changes nothing of it, nor of the programs', async (value) => {
    for (const name of variables) vi.stubEnv(name, value);
    const folders = await windowsFolders(() => Promise.reject(new Error('ENOENT')));
    expect(folders).toEqual(usual);
    expect(folders && inSystem32(folders, 'reg.exe')).toBe(String.raw`C:\Windows\System32\reg.exe`);
    expect(await windowsFolders(async () => String.raw`E:\Windows`)).toMatchObject({ windows: String.raw`E:\Windows` });
  });

  test.each([
    String.raw`\\?\GLOBALROOT\SystemRoot`,
    String.raw`\\server\share`,
    String.raw`\Device\BootDevice\Windows`,
    String.raw`C:\Windows\..\Users`,
    String.raw`C:\Users\somebody`,
    'C:\\',
    'Windows',
    '',
    `C:\\${'x'.repeat(41)}`,
    String.raw`C:\a;b`,
    'C:\\Windows\n',
  ])('an answer %j is none', async (answer) => {
    expect(await windowsFolders(async () => answer)).toBeUndefined();
  });

  test('no file of main reads such a variable', () => {
    const main = path.join(import.meta.dirname, '../../main');
    const reading = readdirSync(main, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .filter((file) =>
        /(?:env\.|\[['"`])(?:SystemRoot|windir|SystemDrive|ProgramData|AllUsersProfile|Program(?:Files|W6432)|ComSpec)/i.test(
          readFileSync(path.join(main, file), 'utf8'),
        ),
      );
    expect(reading).toEqual([]);
  });
});

describe('B36 issue 7 line 1: policy on Windows', () => {
  /** Which programs were run; each of them fails, as where there is none. */
  const recorded = () => {
    const asked: string[] = [];
    const run: SystemProgram = async (file) => {
      asked.push(file);
      return { kind: 'failed', why: 'ENOENT' };
    };
    return { asked, run };
  };

  test.each(hostile)('an environment that says %j moves neither reg.exe nor the actions', async (value) => {
    for (const name of variables) vi.stubEnv(name, value);
    const { asked, run } = recorded();
    const sources = sourcesOf('win32', await windowsFolders(() => Promise.reject(new Error('ENOENT'))), run);
    expect(sources.map(({ location }) => location)).toEqual([
      String.raw`C:\ProgramData\CIS2 Desktop\actions.json`,
      String.raw`HKLM\SOFTWARE\Policies\CIS2 Desktop`,
      String.raw`HKCU\SOFTWARE\Policies\CIS2 Desktop`,
    ]);
    for (const source of sources.slice(1)) await source.read();
    expect(new Set(asked)).toEqual(new Set([String.raw`C:\Windows\System32\reg.exe`]));
  });

  test('where it cannot be told where Windows is, nothing is run, nothing is believed, and nobody logs in', async () => {
    const { asked, run } = recorded();
    const effective = await centralPolicy(sourcesOf('win32', undefined, run), true).read(undefined);
    expect(effective.loaded).toMatchObject({ ok: false, code: 'POLICY_UNREADABLE' });
    expect(effective.refused).toEqual([
      {
        key: '(all)',
        source: String.raw`HKLM\SOFTWARE\Policies\CIS2 Desktop`,
        why: 'it cannot be told which folder Windows is in',
      },
    ]);
    expect(asked).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')(
    'a program is told where Windows is, and nothing of our environment',
    async () => {
      vi.stubEnv('SystemRoot', String.raw`C:\Users\somebody\r`);
      vi.stubEnv('CIS2_OF_A_TEST', 'x');
      const said = async (run: SystemProgram) => {
        const answer = await run('/usr/bin/env', []);
        return answer.kind === 'output' ? Buffer.from(answer.bytes).toString() : answer.why;
      };
      expect(await said(systemPrograms(usual))).toBe('SystemRoot=C:\\Windows\n');
      expect(await said(systemPrograms())).toBe('');
    },
  );
});
