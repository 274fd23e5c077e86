import { EventEmitter } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { createKeychainHost, keychainService } from '../../main/shell/keychain-host.ts';
import type { KeychainProcess } from '../../main/shell/keychain-worker.ts';
import { failureOf } from '../../main/vault/keychain-failures.ts';
import type { KeychainRequest } from '../../main/vault/keychain-messages.ts';
import { recordedLog, steppedClock } from '../unit-support/system.ts';

/** A process that does nothing by itself. */
class FakeProcess extends EventEmitter {
  pid: number | undefined;
  readonly asked: KeychainRequest[] = [];
  readonly kill = vi.fn(() => true);

  constructor(pid: number | undefined) {
    super();
    this.pid = pid;
  }
  postMessage(message: unknown): void {
    this.asked.push(message as KeychainRequest);
  }
  get last(): KeychainRequest {
    const last = this.asked.at(-1);
    if (!last) throw new Error('nothing was asked');
    return last;
  }
  answer(value: unknown): void {
    this.emit('message', { id: this.last.id, ok: true, value });
  }
  refuse(reason: string): void {
    this.emit('message', { id: this.last.id, ok: false, reason });
  }
  exit(): void {
    this.pid = undefined;
    this.emit('exit', 1);
  }
}

function setUp(pidOf: (number: number) => number | undefined = (number) => 1000 + number) {
  const processes: FakeProcess[] = [];
  const clock = steppedClock(0);
  const log = recordedLog();
  const killProcess = vi.fn();
  const fork = vi.fn((): KeychainProcess => {
    const child = new FakeProcess(pidOf(processes.length));
    processes.push(child);
    return child;
  });
  const host = createKeychainHost({ fork, clock, log, killProcess });
  const started = async (count: number) => {
    await vi.waitFor(() => expect(processes.at(count - 1)?.asked.length).toBeGreaterThan(0), { interval: 1 });
    const child = processes[count - 1];
    if (!child) throw new Error('not started');
    return child;
  };
  return { host, clock, log, killProcess, fork, processes, started };
}

const unavailable = { kind: 'failed', trouble: 'unavailable', applied: 'no' };

describe('B48 one entry at a time, by name', () => {
  test('nothing is started before the first use; get, set and delete go to one process', async () => {
    const { host, fork, started, clock } = setUp();
    expect(fork).not.toHaveBeenCalled();
    const getting = host.get('a');
    const child = await started(1);
    expect(child.last).toEqual({ id: 1, service: keychainService, operation: 'get', account: 'a' });
    child.answer('secret');
    expect(await getting).toEqual({ kind: 'answered', value: 'secret' });

    const setting = host.set('a', 's');
    await vi.waitFor(() => expect(child.last).toMatchObject({ operation: 'set', secret: 's' }));
    child.answer(null);
    expect(await setting).toEqual({ kind: 'answered', value: null });

    const deleting = host.delete('a');
    await vi.waitFor(() => expect(child.last.operation).toBe('delete'));
    child.answer(false);
    expect(await deleting).toEqual({ kind: 'answered', value: false });
    expect(fork).toHaveBeenCalledTimes(1);
    expect(clock.pending()).toBe(0);
  });

  test('calls are strictly serial: the second is sent when the first is answered', async () => {
    const { host, started } = setUp();
    const both = Promise.all([host.set('a', '1'), host.set('a', '2')]);
    const child = await started(1);
    expect(child.asked).toHaveLength(1);
    child.answer(null);
    await vi.waitFor(() => expect(child.asked).toHaveLength(2));
    child.answer(null);
    await both;
    expect(child.asked.map(({ secret }) => secret)).toEqual(['1', '2']);
  });

  test.each([
    ['set', 'a string'],
    ['delete', null],
    ['get', true],
  ] as const)('an answer to %s of another kind (%s) is not taken for one', async (operation, value) => {
    const { host, started } = setUp();
    const calling = operation === 'set' ? host.set('a', 's') : host[operation]('a');
    (await started(1)).answer(value);
    expect(await calling).toMatchObject({ kind: 'failed', trouble: 'unavailable' });
  });

  test('messages that are no answer, or the answer to another question, change nothing', async () => {
    const { host, started } = setUp();
    const getting = host.get('a');
    const child = await started(1);
    for (const message of [
      null,
      'x',
      {},
      { id: 1 },
      { id: 1, ok: true },
      { id: 1, ok: true, value: {} },
      { id: 1, ok: 1 },
    ]) {
      child.emit('message', message);
    }
    child.emit('message', { id: 99, ok: true, value: 'of another' });
    child.answer(null);
    expect(await getting).toEqual({ kind: 'answered', value: null });
  });
});

describe('B52 invariant 10: it may be stuck, crash or be absent', () => {
  test('B27 a call of 60 s is ended by kill and then by pid; the next one has a new process', async () => {
    const { host, clock, killProcess, started, log } = setUp();
    const setting = host.set('a', 's');
    const first = await started(1);
    clock.advance(59_999);
    expect(first.kill).not.toHaveBeenCalled();
    clock.advance(1);
    expect(await setting).toEqual({ kind: 'overran' });
    expect(first.kill).toHaveBeenCalledTimes(1);
    expect(killProcess.mock.calls).toEqual([[1000]]);
    expect(log.lines).toEqual([{ level: 'warn', code: 'KEYCHAIN_HOST_KILLED', fields: { reason: 'set' } }]);

    const getting = host.get('a');
    const second = await started(2);
    // The first one's late word and late end are nobody's.
    first.answer('late');
    first.exit();
    second.answer('right');
    expect(await getting).toEqual({ kind: 'answered', value: 'right' });
  });

  test('one that is killed before it has a pid is killed by it as soon as it has one', async () => {
    const { host, clock, killProcess, started } = setUp(() => undefined);
    const getting = host.get('a');
    const child = await started(1);
    clock.advance(60_000);
    await getting;
    expect(killProcess).not.toHaveBeenCalled();
    child.pid = 77;
    child.emit('spawn');
    expect(killProcess.mock.calls).toEqual([[77]]);
  });

  test('a kill that finds nobody is no trouble', async () => {
    const { host, clock, killProcess, started } = setUp();
    killProcess.mockImplementation(() => {
      throw new Error('ESRCH');
    });
    const getting = host.get('a');
    await started(1);
    clock.advance(60_000);
    expect(await getting).toEqual({ kind: 'overran' });
  });

  test.each([
    'The connection is closed',
    'The name :1.0 was not provided by any .service files',
    'The session wrapping the secret does not exist',
  ])('%s: once more in a new process', async (reason) => {
    const { host, started, log } = setUp();
    const getting = host.get('a');
    const first = await started(1);
    first.refuse(reason);
    (await started(2)).answer('there');
    expect(await getting).toEqual({ kind: 'answered', value: 'there' });
    expect(first.kill).toHaveBeenCalledTimes(1);
    expect(log.lines).toEqual([]);
  });

  test('once, not for ever; and whether the first try was applied is not known', async () => {
    const { host, started, processes, log } = setUp();
    const setting = host.set('a', 's');
    (await started(1)).exit();
    (await started(2)).refuse('The name org.freedesktop.secrets was not provided by any .service files');
    expect(await setting).toEqual({ kind: 'failed', trouble: 'unavailable', applied: 'unknown' });
    expect(processes).toHaveLength(2);
    expect(log.lines).toEqual([
      { level: 'warn', code: 'KEYCHAIN_CALL_FAILED', fields: { reason: 'NO_SERVICE', detail: 'set' } },
    ]);
  });

  test('after any failure the next call has a new process', async () => {
    const { host, started } = setUp();
    const first = host.get('a');
    (await started(1)).refuse('Could not connect: No such file or directory');
    expect(await first).toEqual(unavailable);
    const second = host.get('a');
    (await started(2)).answer(null);
    expect(await second).toEqual({ kind: 'answered', value: null });
  });

  test('a crash, and a process that V8 gave up in, is not a crash of main', async () => {
    const { host, started } = setUp();
    const getting = host.get('a');
    const first = await started(1);
    first.emit('error', 'FatalError', 'somewhere', '{}');
    first.exit();
    (await started(2)).exit();
    expect(await getting).toEqual({ kind: 'failed', trouble: 'unavailable', applied: 'unknown' });
  });

  test('a process that cannot be started is no keychain', async () => {
    const log = recordedLog();
    const host = createKeychainHost({
      fork: () => {
        throw new Error('before ready');
      },
      clock: steppedClock(0),
      log,
    });
    expect(await host.get('a')).toEqual(unavailable);
    expect(log.lines).toMatchObject([{ fields: { reason: 'PROCESS_NOT_STARTED' } }]);
  });

  test('close ends the process in the middle of a call, and no other is started', async () => {
    const { host, started, fork, killProcess } = setUp();
    const both = Promise.all([host.set('a', 's'), host.get('a')]);
    await started(1);
    host.close();
    host.close();
    expect(await both).toEqual([{ kind: 'overran' }, unavailable]);
    expect(killProcess.mock.calls).toEqual([[1000]]);
    expect(await host.get('a')).toEqual(unavailable);
    expect(fork).toHaveBeenCalledTimes(1);
  });

  test('B30 invariant 1: no sentence and no secret in the log, only codes', async () => {
    const { host, started, log } = setUp();
    const setting = host.set('a', 'the-secret');
    (await started(1)).refuse('something about the-secret');
    await setting;
    expect(log.lines).toEqual([
      { level: 'warn', code: 'KEYCHAIN_CALL_FAILED', fields: { reason: 'UNKNOWN', detail: 'set' } },
    ]);
  });
});

test.each([
  ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'NO_BUS'],
  ['Could not connect: No such file or directory', 'NO_BUS'],
  ['The name org.freedesktop.secrets was not provided by any .service files', 'NO_SERVICE'],
  ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', 'LOCKED'],
  ['Cannot create an item in a locked collection', 'LOCKED'],
  ['User interaction is not allowed.', 'LOCKED'],
  ['User canceled the operation.', 'LOCKED'],
  ['The name :1.0 was not provided by any .service files', 'CONNECTION_LOST'],
  ['Timeout was reached', 'NO_ANSWER'],
  ['Failed to load keytar native addon, checked ["../build/Release"] on prebuilds/linux-x64', 'KEYTAR_NOT_LOADED'],
  ['The stub received bad data.', 'UNKNOWN'],
] as const)('B27 %s: %s', (sentence, failure) => {
  expect(failureOf(sentence)).toBe(failure);
});

test('findCredentials, which can kill its process on Linux, is called nowhere; keytar is loaded in one place', () => {
  const main = fileURLToPath(new URL('../../main/', import.meta.url));
  const code = readdirSync(main, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ name: name.replaceAll('\\', '/'), text: readFileSync(main + name, 'utf8') }));
  const having = (pattern: RegExp) => code.filter(({ text }) => pattern.test(text)).map(({ name }) => name);
  expect(having(/\bfind(Credentials|Password)\s*\(/)).toEqual([]);
  expect(having(/(from|import\() ?'keytar'/)).toEqual(['vault/keychain-host.ts']);
});
