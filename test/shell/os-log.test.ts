import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { windowsFolders } from '../../main/policy/windows-folders.ts';
import { createOsLog, loggerFor, windowsEventSource } from '../../main/shell/os-log.ts';
import { recordedLog, steppedClock, systemClock } from '../unit-support/system.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'cis2-os-log-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A program in the place of the system's: what it does with its input is a line of shell. */
async function logger(script: string) {
  const file = path.join(folder, 'logger');
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o700);
  return { file, args: ['--tag', 'cis2-desktop'] };
}

describe.skipIf(process.platform === 'win32')('issue 5 line 7: the log of the operating system', () => {
  test('issue 5 line 7: gets each line by its input, in order, and never as an argument', async () => {
    const log = recordedLog();
    const osLog = createOsLog({
      logger: await logger(`echo "args: $*" >> "${folder}/out"; /bin/cat >> "${folder}/out"`),
      clock: systemClock,
      log,
    });
    osLog.send('{"seq":1} $(touch x) `touch y` --help');
    osLog.send('{"seq":2}');
    await expect.poll(() => readFile(path.join(folder, 'out'), 'utf8').catch(() => '')).toMatch(/"seq":2/);
    await osLog.flushed();
    expect(await readFile(path.join(folder, 'out'), 'utf8')).toBe(
      'args: --tag cis2-desktop\n{"seq":1} $(touch x) `touch y` --help\nargs: --tag cis2-desktop\n{"seq":2}\n',
    );
    expect(log.lines).toEqual([]);
  });

  test.each([
    ['fails', 'exit 3', 'exit 3'],
    ['goes before it has read anything', 'exec <&-; exit 1', 'exit 1'],
  ])('issue 5 line 7: one that %s is told of once, and stops nobody', async (_name, script, detail) => {
    const log = recordedLog();
    const osLog = createOsLog({ logger: await logger(script), clock: systemClock, log });
    for (let line = 0; line < 3; line += 1) osLog.send('x'.repeat(200_000));
    await expect.poll(() => log.lines.length).toBeGreaterThan(0);
    await osLog.flushed();
    expect(log.lines).toEqual([{ level: 'warn', code: 'OS_LOG_LOST', fields: { detail } }]);
  });

  test('issue 5 line 7: one that is not there', async () => {
    const log = recordedLog();
    const osLog = createOsLog({ logger: { file: path.join(folder, 'none'), args: [] }, clock: systemClock, log });
    osLog.send('x');
    await osLog.flushed();
    expect(log.lines).toMatchObject([{ code: 'OS_LOG_LOST', fields: { detail: 'ENOENT' } }]);
  });

  test('issue 5 line 7: nothing waits longer than a second for one that hangs, nor keeps more than 200 lines for it', async () => {
    const log = recordedLog();
    const clock = steppedClock(0);
    const osLog = createOsLog({ logger: await logger('exec /bin/sleep 3'), clock, log });
    for (let line = 0; line < 201; line += 1) osLog.send('x');
    expect(log.lines).toMatchObject([{ code: 'OS_LOG_LOST', fields: { detail: 'too many wait' } }]);
    const flushed = osLog.flushed();
    clock.advance(1_000);
    await flushed;
  });

  test('issue 5 line 7: one that wants ASCII gets the same JSON in ASCII', async () => {
    const given = { ...(await logger(`/bin/cat >> "${folder}/out"`)), asciiOnly: true };
    const osLog = createOsLog({ logger: given, clock: systemClock, log: recordedLog() });
    const line = JSON.stringify({ reason: 'Llŷr é\u{1F511}\u2028', seq: 1 });
    osLog.send(line);
    await expect.poll(() => readFile(path.join(folder, 'out'), 'utf8').catch(() => '')).toMatch(/"seq":1/);
    const written = await readFile(path.join(folder, 'out'), 'utf8');
    expect(written).toMatch(/^[\x20-\x7e]*\n$/);
    expect(JSON.parse(written)).toEqual(JSON.parse(line));
  });

  test('issue 5 line 7: where the system has none that we can use, that is told once', () => {
    const log = recordedLog();
    const osLog = createOsLog({ logger: loggerFor('freebsd', undefined), clock: systemClock, log });
    osLog.send('x');
    osLog.send('y');
    expect(log.lines).toMatchObject([{ level: 'warn', code: 'OS_LOG_UNAVAILABLE' }]);
  });

  test.skipIf(process.platform !== 'linux')(
    'issue 5 line 7: the system’s own program takes a line as we send it',
    async () => {
      const log = recordedLog();
      const osLog = createOsLog({ logger: loggerFor('linux', undefined), clock: systemClock, log });
      osLog.send('{"audit":"head","when":"start","seq":0,"sha256":null}');
      await osLog.flushed();
      expect(log.lines).toEqual([]);
    },
  );
});

describe('issue 5 line 7: on Windows (not run there by these tests)', () => {
  test('PowerShell of the system by its whole path, with a fixed line that writes its input under our source', async () => {
    const logger = loggerFor('win32', await windowsFolders(async () => 'C:\\Windows'));
    expect(logger?.file).toBe('C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe');
    expect(logger?.args.slice(0, -1)).toEqual(['-NoLogo', '-NoProfile', '-NonInteractive', '-Command']);
    expect(logger?.args.at(-1)).toBe(
      `$ErrorActionPreference = 'Stop'; Write-EventLog -LogName Application -Source '${windowsEventSource}' -EventId 1 -EntryType Information -Message (@($input) -join '')`,
    );
    expect(logger).toMatchObject({ env: { SystemRoot: 'C:\\Windows' }, asciiOnly: true });
  });

  test('where it cannot be told where Windows is, there is no program (test/policy/windows-folders.test.ts)', () => {
    expect(loggerFor('win32', undefined)).toBeUndefined();
  });
});
