import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isStale, newestChange } from '../../build/scripts/bundles.ts';
import {
  downloadTrouble,
  findElectronHost,
  hostEnvironment,
  hostLine,
  standInFolder,
} from '../../build/scripts/electron-host.ts';
import { startLinkPrinter } from '../../build/scripts/link-printer.ts';
import { findChromium, findProgram } from '../../build/scripts/machine.ts';
import { toolsWithoutNativePart } from '../../build/scripts/native-packages.ts';
import { run } from '../../build/scripts/run.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cis2-scripts-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function program(name: string, body: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
  return file;
}

describe('the host', () => {
  test('APP_HOST decides, and wrong words in it are refused', async () => {
    expect(await findElectronHost({ APP_HOST: 'stand-in' })).toMatchObject({ kind: 'stand-in' });
    expect(await findElectronHost({ APP_HOST: 'electron' })).toMatchObject({ kind: 'electron' });
    await expect(findElectronHost({ APP_HOST: 'chrome' })).rejects.toThrow('APP_HOST is "chrome"');
  });

  test('its line says what the results are worth', () => {
    expect(
      hostLine({ kind: 'stand-in', version: '45.4.1', reason: 'npm could not fetch Electron 45.4.1: no answer' }),
    ).toBe(
      'Host: Electron stand-in (npm could not fetch Electron 45.4.1: no answer). Results say nothing about real Electron.',
    );
    expect(hostLine({ kind: 'electron', version: '45.4.1', reason: '' })).toBe('Host: Electron 45.4.1.');
  });

  test('the stand-in is put in, a real Electron of somebody else is left alone', () => {
    const variable = 'ELECTRON_OVERRIDE_DIST_PATH';
    const standIn = { kind: 'stand-in', version: '1', reason: '' } as const;
    const electron = { kind: 'electron', version: '1', reason: '' } as const;
    expect(hostEnvironment(standIn, {})).toEqual({ APP_HOST: 'stand-in', [variable]: standInFolder });
    expect(hostEnvironment(electron, { [variable]: standInFolder })).toEqual({ APP_HOST: 'electron' });
    expect(hostEnvironment(electron, { [variable]: '/opt/electron' })).toEqual({
      APP_HOST: 'electron',
      [variable]: '/opt/electron',
    });
  });

  test.each([
    ['Downloading Electron binary...\nTypeError: fetch failed\n    at x\n\nError: Electron failed', 'fetch failed'],
    ['HTTPError: Response code 403 (Forbidden)\n    at x', 'Response code 403 (Forbidden)'],
    ['', 'the download ended without a word'],
  ])('the words of a failed download: %j', (said, trouble) => {
    expect(downloadTrouble(said)).toBe(trouble);
  });
});

describe.runIf(process.platform === 'linux')('programs', () => {
  test('are found in the PATH when they can be executed', () => {
    const file = program('there', 'exit 0');
    writeFileSync(path.join(folder, 'text'), '');
    expect(findProgram('there', { PATH: `/nowhere:${folder}` })).toBe(file);
    expect(findProgram('text', { PATH: folder })).toBeUndefined();
    expect(findProgram('there', {})).toBeUndefined();
  });

  test('Chromium is one that starts: a launcher without its snap is passed over', () => {
    program('chromium-browser', 'echo requires the chromium snap >&2; exit 1');
    expect(findChromium({ PATH: folder })).toBeUndefined();
    const chrome = program('google-chrome', 'echo Google Chrome 156');
    expect(findChromium({ PATH: folder })).toBe(chrome);
  });

  test('CIS2_CHROMIUM goes first, and a wrong one is not replaced in silence', () => {
    program('chromium', 'echo Chromium 156');
    const own = program('mine', 'echo Chromium 157');
    expect(findChromium({ PATH: folder, CIS2_CHROMIUM: own })).toBe(own);
    expect(findChromium({ PATH: folder, CIS2_CHROMIUM: '/nowhere' })).toBeUndefined();
  });

  test('one that does not end is ended', async () => {
    const file = program('endless', 'exec sleep 60');
    expect(await run(file, [], { deadlineMs: 100 })).toEqual({ code: undefined, trouble: 'no end after 0 minutes' });
  });

  test('one that is not there is told', async () => {
    expect(await run(path.join(folder, 'nowhere'), [])).toMatchObject({
      code: undefined,
      trouble: expect.stringContaining('ENOENT'),
    });
  });

  test('without a browser opener the link is printed', async () => {
    const printed: string[] = [];
    const printer = startLinkPrinter(process.env, (link) => printed.push(link));
    try {
      await run('xdg-open', ["http://127.0.0.1:1/start/it's?a=1&b=$HOME"], { env: printer.env });
      expect(await printer.firstLink(5000)).toBe("http://127.0.0.1:1/start/it's?a=1&b=$HOME");
      expect(printed).toHaveLength(1);
    } finally {
      printer.stop();
    }
  });
});

describe('bundles', () => {
  test.each<readonly [string, readonly (number | undefined)[], readonly (number | undefined)[], boolean]>([
    ['are newer than the sources', [20, 21], [10, 19], false],
    ['are as old as the sources', [20, 20], [20], false],
    ['one is older', [20, 15], [16], true],
    ['one is missing', [20, undefined], [10], true],
    ['a source folder is missing', [20], [10, undefined], false],
  ])('%s', (_name, bundles, sources, stale) => {
    expect(isStale(bundles, sources)).toBe(stale);
  });

  test('the newest file of a folder counts, in any depth', () => {
    mkdirSync(path.join(folder, 'src/deep'), { recursive: true });
    mkdirSync(path.join(folder, 'empty'));
    for (const [file, seconds] of [
      ['src/a', 100],
      ['src/deep/b', 200],
    ] as const) {
      writeFileSync(path.join(folder, file), '');
      utimesSync(path.join(folder, file), seconds, seconds);
    }
    expect(newestChange(folder, ['src', 'src/a', 'empty', 'nowhere'])).toEqual([
      200_000,
      100_000,
      undefined,
      undefined,
    ]);
  });
});

test('the native parts of the tools are there, and a missing one is noticed', () => {
  expect(toolsWithoutNativePart()).toEqual([]);
  expect(toolsWithoutNativePart(['rolldown'], 'win32-x64')).toEqual(process.platform === 'win32' ? [] : ['rolldown']);
});
