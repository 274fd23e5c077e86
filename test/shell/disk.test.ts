import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { diskFiles } from '../../main/shell/files.ts';
import { errorFields, logLine, shortLine } from '../../main/shell/log-line.ts';
import type { LogFields } from '../../main/ports.ts';
import { createLog } from '../../main/shell/log.ts';
import { systemRandom } from '../../main/shell/random.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'cis2-disk-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const modeOf = async (file: string) => (await stat(file)).mode & 0o777;
const posix = process.platform !== 'win32';

describe('files', () => {
  test('a file that is not there reads as undefined; other trouble rejects', async () => {
    expect(await diskFiles.readText(path.join(folder, 'none'))).toBeUndefined();
    await expect(diskFiles.readText(folder)).rejects.toThrow('EISDIR');
  });

  test('appends at the end, in folders and files of this user alone', async () => {
    const file = path.join(folder, 'a', 'b', 'audit.log');
    await diskFiles.appendDurably(file, 'one\n');
    await diskFiles.appendDurably(file, 'zwei ü\n');
    expect(await diskFiles.readText(file)).toBe('one\nzwei ü\n');
    if (posix) {
      expect([await modeOf(file), await modeOf(path.dirname(file)), await modeOf(path.join(folder, 'a'))]).toEqual([
        0o600, 0o700, 0o700,
      ]);
    }
  });

  test('an append that cannot be done rejects', async () => {
    await writeFile(path.join(folder, 'file'), '');
    await expect(diskFiles.appendDurably(path.join(folder, 'file', 'audit.log'), 'x')).rejects.toThrow();
    await expect(diskFiles.appendDurably(folder, 'x')).rejects.toThrow();
  });
});

test('random is as long as asked, in base64url, and not the same twice', () => {
  const values = Array.from({ length: 100 }, () => systemRandom.base64url(32));
  expect(values.every((value) => /^[\w-]{43}$/.test(value))).toBe(true);
  expect(new Set(values).size).toBe(100);
  expect(systemRandom.uuid()).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});

describe('B30 the log line', () => {
  test('B30 carries the fields of the allow-list, of their type, and no others', () => {
    const fields = {
      correlationId: 'c',
      status: 200,
      durationMs: Number.NaN,
      host: { toJSON: () => 'secret' } as unknown as string,
      port: '1' as unknown as number,
      accessToken: 'secret',
      id_token: 'secret',
    };
    expect(JSON.parse(logLine(0, 'warn', 'CODE', fields))).toEqual({
      time: '1970-01-01T00:00:00.000Z',
      level: 'warn',
      code: 'CODE',
      correlationId: 'c',
      status: 200,
    });
    expect(shortLine('warn', 'CODE', fields)).toBe('warn CODE correlationId="c" status=200');
  });

  test('B30 a value cannot forge a second line, and is cut to what a line may hold', () => {
    const line = logLine(0, 'info', 'CODE', { detail: `\n{"code":"FORGED"}${'x'.repeat(1000)}` });
    expect(line).not.toContain('\n');
    expect((JSON.parse(line) as { detail: string }).detail).toHaveLength(400);
    expect(shortLine('info', 'CODE', { detail: '\n' })).not.toContain('\n');
  });

  test('B30 of an unforeseen error its kind and place are told, its message never', () => {
    const error = new TypeError('secret\n    at secret (secret.js:1:1)');
    const fields = errorFields(error);
    expect(fields.reason).toBe('TypeError');
    expect(fields.detail).toMatch(/^disk\.test\.ts:\d+:\d+/);
    expect(JSON.stringify(fields)).not.toContain('secret');
    expect(errorFields('secret')).toEqual({ reason: 'string' });
    expect(errorFields(Object.assign(new Error('m'), { stack: 'x m' }))).toEqual({ reason: 'Error' });
  });
});

describe('the log', () => {
  const clock = { wallMs: () => 0 };
  const lines = async (name: string) => (await readFile(path.join(folder, 'log', name), 'utf8')).trimEnd().split('\n');
  const entries = async () => (await lines('cis2-desktop.log')).map((line) => JSON.parse(line) as unknown);
  /** Nobody waits for a line to be written, but the tests. */
  const logged = async (expected: readonly object[]) => {
    await expect.poll(entries).toEqual(expected);
  };
  /** A process of its own, with a log in the test's folder, that does nothing but `code`. */
  const ownProcess = async (code: string, ...flags: readonly string[]) => {
    const module = new URL('../../main/shell/log.ts', import.meta.url).href;
    const script = `const { createLog } = await import(${JSON.stringify(module)});
      const folder = ${JSON.stringify(path.join(folder, 'log'))};
      const log = createLog({ folder, clock: { wallMs: () => 0 } });
      ${code}`;
    const args = [...flags, '--no-warnings', '--input-type=module', '--eval', script];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args);
    return { stdout, stderr };
  };

  test('writes JSON lines to one file of this user alone, unchanged by what looks like a format', async () => {
    const terminal = vi.fn();
    const log = createLog({ folder: path.join(folder, 'log'), clock, terminal });
    log.info('ONE', { detail: '%c %s %% 100%' });
    log.error('TWO', { status: 1 });
    await logged([
      { time: '1970-01-01T00:00:00.000Z', level: 'info', code: 'ONE', detail: '%c %s %% 100%' },
      { time: '1970-01-01T00:00:00.000Z', level: 'error', code: 'TWO', status: 1 },
    ]);
    expect(terminal.mock.calls).toEqual([['info ONE detail="%c %s %% 100%"'], ['error TWO status=1']]);
    if (posix) {
      expect(await modeOf(path.join(folder, 'log', 'cis2-desktop.log'))).toBe(0o600);
      expect(await modeOf(path.join(folder, 'log'))).toBe(0o700);
    }
  });

  test('issue 7 line 6: asked for, it writes more lines, and of those no more fields', async () => {
    const logFolder = path.join(folder, 'log');
    createLog({ folder: logFolder, clock }).debug('QUIET');
    const log = createLog({ folder: logFolder, clock, verbose: true });
    const more: LogFields & { readonly accessToken: string } = { host: 'idp.example', accessToken: 'SECRET' };
    log.debug('LOUD', more);
    log.info('USUAL');
    await logged([
      { time: '1970-01-01T00:00:00.000Z', level: 'debug', code: 'LOUD', host: 'idp.example' },
      { time: '1970-01-01T00:00:00.000Z', level: 'info', code: 'USUAL' },
    ]);
  });

  test('nothing of it goes to the console: an own process stays silent', async () => {
    expect(await ownProcess(`log.error('ONE');`)).toEqual({ stdout: '', stderr: '' });
    expect(await lines('cis2-desktop.log')).toHaveLength(1);
  });

  test('the last line before the process ends is written, also where it ends at once', async () => {
    await ownProcess(`log.info('ONE'); log.error('START_FAILED'); process.exit(0);`);
    expect(await entries()).toEqual([
      { time: '1970-01-01T00:00:00.000Z', level: 'info', code: 'ONE' },
      { time: '1970-01-01T00:00:00.000Z', level: 'error', code: 'START_FAILED' },
    ]);
    if (posix) expect(await modeOf(path.join(folder, 'log', 'cis2-desktop.log'))).toBe(0o600);
  });

  test('issue 7 line 7: no line waits for the disk', async () => {
    const later = (work: string) => `setTimeout(() => { ${work} }, 1);`;
    const { stderr } = await ownProcess(later(`for (let n = 0; n < 50; n += 1) log.info('N' + n);`), '--trace-sync-io');
    expect(stderr).toBe('');
    expect(await lines('cis2-desktop.log')).toHaveLength(50);
    // Node tells where there is something to tell.
    const sync = await ownProcess(later(`process.getBuiltinModule('fs').statSync(folder);`), '--trace-sync-io');
    expect(sync.stderr).toContain('Detected use of sync API');
  });

  test('a second run goes on in the same file', async () => {
    await ownProcess(`log.info('ONE');`);
    await ownProcess(`log.info('TWO');`);
    expect((await entries()).map((entry) => (entry as { code: string }).code)).toEqual(['ONE', 'TWO']);
  });

  test('is rotated at about 1 MB, keeps four older files, and loses no line on the way', async () => {
    const log = createLog({ folder: path.join(folder, 'log'), clock });
    const detail = 'x'.repeat(400);
    const perFile = Math.floor((1024 * 1024) / 470);
    for (let entry = 0; entry < perFile * 6; entry += 1) log.info(`N${entry}`, { detail });
    const newest = new RegExp(`"N${perFile * 6 - 1}"`);
    await expect.poll(async () => (await lines('cis2-desktop.log')).at(-1)).toMatch(newest);
    expect((await readdir(path.join(folder, 'log'))).sort()).toEqual([
      'cis2-desktop.1.log',
      'cis2-desktop.2.log',
      'cis2-desktop.3.log',
      'cis2-desktop.4.log',
      'cis2-desktop.log',
    ]);
    const last = (await lines('cis2-desktop.1.log')).at(-1) ?? '';
    const first = (await lines('cis2-desktop.log'))[0] ?? '';
    const numberOf = (line: string) => Number((JSON.parse(line) as { code: string }).code.slice(1));
    expect(numberOf(first)).toBe(numberOf(last) + 1);
    expect((await stat(path.join(folder, 'log', 'cis2-desktop.1.log'))).size).toBeLessThan(1024 * 1024 + 1000);
    if (posix) expect(await modeOf(path.join(folder, 'log', 'cis2-desktop.log'))).toBe(0o600);
  });

  test('a folder that cannot be written does not trouble the caller: a short line on stderr, and the terminal as before', async () => {
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const terminal = vi.fn();
    await writeFile(path.join(folder, 'log'), '');
    createLog({ folder: path.join(folder, 'log'), clock, terminal }).error('ONE');
    await expect.poll(() => said.mock.calls).toEqual([['error LOG_FILE_UNWRITABLE\n']]);
    expect(terminal.mock.calls).toEqual([['error ONE']]);
    said.mockRestore();
  });
});
