/**
 * The vault and its host process against a real GNOME keyring, through every row of the table in `toolchain.md` section 2.
 * Each test has a bus of its own; nothing but the waiting times is shortened.
 */
import { writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { KeychainHost } from '../../main/ports.ts';
import { diskFiles } from '../../main/shell/files.ts';
import { createKeychainHost } from '../../main/shell/keychain-host.ts';
import { createJournal } from '../../main/vault/journal.ts';
import { createKeychainVault } from '../../main/vault/keychain-vault.ts';
import type { Vault, VaultRecord } from '../../main/vault/vault.ts';
import { recordedLog, systemClock, systemRandom, type RecordedLog } from '../unit-support/system.ts';
import { hasEnded, hostProcesses, type HostProcesses } from './host-process.ts';
import { missingForKeyring, missingForPrompt, startPrivateBus } from './private-bus.ts';

const noKeyring = missingForKeyring();
const noPrompt = missingForPrompt();
for (const [what, reason] of [
  ['Secret Service tests', noKeyring],
  ['locked-with-display row', noPrompt],
]) {
  if (reason !== undefined) console.info(`Skipped: ${what}: ${reason}.`);
}

const account = 'session';
const token = 'refresh-token-that-must-be-found-nowhere-else';
const record = (generation: number): VaultRecord => ({
  generation,
  issuer: 'https://gateway.example',
  clientId: 'desktop',
  userId: '999000000001',
  refreshToken: `${token}-${generation}`,
});

interface Waits {
  readonly flowWaitMs?: number;
  readonly hostLifeMs?: number;
}
interface Client {
  readonly host: KeychainHost;
  readonly vault: Vault;
  readonly log: RecordedLog;
  readonly processes: HostProcesses;
  /** What the journal on disk says; it is also proved to hold no secret. */
  journal(): Promise<object>;
}
type Finish = (cleanup: () => Promise<void> | void) => void;

/** The app on one machine: client after client, as after a restart, on the same keyring and the same folder. */
async function machine(onTestFinished: Finish) {
  const folder = await mkdtemp(path.join(tmpdir(), 'cis2-vault-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const bus = await startPrivateBus();
  onTestFinished(() => bus.close());
  const client = (env: Readonly<Record<string, string>> = bus.env, waits: Waits = {}): Client => {
    const processes = hostProcesses(env);
    onTestFinished(() => processes.close());
    const log = recordedLog();
    const host = createKeychainHost({
      fork: () => processes.fork(),
      clock: systemClock,
      log,
      ...(waits.hostLifeMs !== undefined && { hostLifeMs: waits.hostLifeMs }),
    });
    const file = path.join(folder, 'journal.json');
    const vault = createKeychainVault({
      host,
      journal: createJournal(file, diskFiles),
      account,
      installation: { deviceId: 'device', issuer: 'https://gateway.example', clientId: 'desktop' },
      clock: systemClock,
      random: systemRandom,
      log,
      // Long enough for a busy machine to start a process in, unless the wait is what is tested.
      flowWaitMs: waits.flowWaitMs ?? 10_000,
    });
    const journal = async () => {
      const text = await readFile(file, 'utf8');
      expect(text).not.toContain(token);
      return JSON.parse(text) as object;
    };
    return { host, vault, log, processes, journal };
  };
  return { bus, client };
}

async function timed<Result>(work: Promise<Result>): Promise<{ result: Result; ms: number }> {
  const startedAtMs = performance.now();
  const result = await work;
  return { result, ms: performance.now() - startedAtMs };
}

const unavailable = { kind: 'failed', trouble: 'unavailable', applied: 'no' };
const slow = { kind: 'memory', reason: 'slow' };
const shortWait: Waits = { flowWaitMs: 1000 };
const shortLife: Waits = { hostLifeMs: 4000 };
/** Starts the host process, which on a busy machine takes longer than a short wait. */
const warmUp = ({ host }: Client) => host.get(account);
const eventually = (check: () => unknown, timeout = 8000) => vi.waitFor(check, { timeout, interval: 20 });

async function isUnavailable({ host, vault }: Client): Promise<void> {
  expect(await vault.sweep()).toBe('nothing');
  expect(await host.get(account)).toEqual(unavailable);
  expect(await host.set(account, 'secret')).toEqual(unavailable);
  expect(await host.delete(account)).toEqual(unavailable);
  expect(await vault.save(record(1))).toEqual({ kind: 'memory', reason: 'unavailable' });
  // Nothing was written, so nothing is left: nobody without a keychain is told at each log-out that it is unconfirmed.
  expect(await vault.end('user')).toBe('gone');
}

describe.skipIf(noKeyring !== undefined).concurrent('B27 B52 invariant 10: the situation table', () => {
  // First, so that the others run while it waits.
  test(
    'stopped for 25 s: libsecret gives up, and the record is of unknown state',
    { timeout: 40_000 },
    async ({ onTestFinished }) => {
      const { bus, client } = await machine(onTestFinished);
      await bus.startKeyring('unlocked');
      const it = client();
      expect(await it.host.get(account)).toEqual({ kind: 'answered', value: null });
      await bus.signalKeyring('SIGSTOP');
      const { result, ms } = await timed(it.host.set(account, 'secret'));
      expect(result).toEqual({ kind: 'failed', trouble: 'unavailable', applied: 'unknown' });
      expect(ms).toBeGreaterThan(20_000);
      await bus.signalKeyring('SIGCONT');
      expect((await it.host.get(account)).kind).toBe('answered');
    },
  );

  test('no bus: unavailable at once, and nothing to confirm', async ({ onTestFinished }) => {
    const { bus, client } = await machine(onTestFinished);
    const { DBUS_SESSION_BUS_ADDRESS: _, ...env } = bus.env;
    const it = client(env);
    await isUnavailable(it);
    expect(await it.journal()).toMatchObject({ state: 'dead', entryGone: true });
  });

  test('wrong bus: unavailable at once', async ({ onTestFinished }) => {
    const { bus, client } = await machine(onTestFinished);
    await isUnavailable(client({ ...bus.env, DBUS_SESSION_BUS_ADDRESS: `unix:path=${bus.env['HOME']}/none` }));
  });

  test('no service: unavailable, and at work as soon as there is one', async ({ onTestFinished }) => {
    const { bus, client } = await machine(onTestFinished);
    const it = client();
    await isUnavailable(it);
    await bus.startKeyring('unlocked');
    expect(await it.vault.save(record(2))).toEqual({ kind: 'keychain' });
    expect(await it.vault.end('user')).toBe('gone');
  });

  test('no libsecret: unavailable, by the load error that keytar swallows', async ({ onTestFinished }) => {
    const { bus, client } = await machine(onTestFinished);
    const libraries = path.join(bus.env['HOME'] ?? '', 'libraries');
    await mkdir(libraries);
    writeFileSync(path.join(libraries, 'libsecret-1.so.0'), 'not a library');
    const it = client({ ...bus.env, LD_LIBRARY_PATH: libraries });
    await isUnavailable(it);
    expect(it.log.lines).toContainEqual({
      level: 'warn',
      code: 'KEYCHAIN_CALL_FAILED',
      fields: { reason: 'KEYTAR_NOT_LOADED', detail: 'set' },
    });
  });

  test('never unlocked: locked, and its null and false are not believed', async ({ onTestFinished }) => {
    const { bus, client } = await machine(onTestFinished);
    await bus.startKeyring('unlocked');
    expect(await client().vault.save(record(1))).toEqual({ kind: 'keychain' });
    await bus.signalKeyring('SIGKILL');
    await bus.startKeyring('locked');
    const it = client();
    expect(await it.host.get('another')).toEqual({ kind: 'answered', value: null });
    expect(await it.host.delete('another')).toEqual({ kind: 'answered', value: false });
    expect(await it.vault.sweep()).toBe('unconfirmed');
    expect(await it.vault.save(record(2))).toEqual({ kind: 'memory', reason: 'locked' });
    expect(await it.vault.end('user')).toBe('unconfirmed');
    expect(await it.journal()).toMatchObject({ state: 'dead', entryGone: false });
  });

  test('B48 B51 unlocked: kept, found by a new process, deleted and confirmed; 2,500 bytes fit', async ({
    onTestFinished,
  }) => {
    const { bus, client } = await machine(onTestFinished);
    await bus.startKeyring('unlocked');
    const it = client();
    expect(await it.vault.sweep()).toBe('nothing');
    expect(await it.vault.save(record(1))).toEqual({ kind: 'keychain' });
    const { ms: saveMs } = await timed(it.vault.save(record(2)));
    expect(await it.journal()).toMatchObject({ state: 'live', generation: 2 });
    const kept = await client().host.get(account);
    expect(kept).toMatchObject({ kind: 'answered', value: expect.stringContaining(`${token}-2"`) });

    const { result, ms: endMs } = await timed(it.vault.end('user'));
    expect(result).toBe('gone');
    expect(await it.journal()).toMatchObject({ state: 'dead', reason: 'user', entryGone: true });
    for (const name of [account, `${account} (check)`]) {
      expect(await client().host.get(name)).toEqual({ kind: 'answered', value: null });
    }

    const long = 'ü'.repeat(1250);
    expect(await it.host.set(account, long)).toEqual({ kind: 'answered', value: null });
    expect(await it.host.get(account)).toEqual({ kind: 'answered', value: long });
    console.info(`Keychain with a warm process: save ${saveMs.toFixed(0)} ms, end ${endMs.toFixed(0)} ms`);
  });

  test('locked, no display: locked; a deletion is unconfirmed, and done by the next start that can', async ({
    onTestFinished,
  }) => {
    const { bus, client } = await machine(onTestFinished);
    await bus.startKeyring('unlocked');
    const it = client();
    expect(await it.vault.save(record(1))).toEqual({ kind: 'keychain' });
    await bus.lockKeyring();
    expect(await it.host.get(account)).toEqual({ kind: 'answered', value: null });
    expect(await it.host.delete(account)).toEqual({ kind: 'answered', value: false });
    expect(await it.vault.save(record(2))).toEqual({ kind: 'memory', reason: 'locked' });
    expect(await it.vault.end('user')).toBe('unconfirmed');
    expect(await client().vault.sweep()).toBe('unconfirmed');

    await bus.signalKeyring('SIGKILL');
    await bus.startKeyring('unlocked');
    const next = client();
    expect(await next.host.get(account)).toMatchObject({ kind: 'answered', value: expect.stringContaining(token) });
    expect(await next.vault.sweep()).toBe('deleted');
    expect(await next.host.get(account)).toEqual({ kind: 'answered', value: null });
    expect(await next.journal()).toMatchObject({ state: 'dead', entryGone: true });
  });

  test('killed: unconfirmed without a wait; back again: at work without a restart, and swept', async ({
    onTestFinished,
  }) => {
    const { bus, client } = await machine(onTestFinished);
    await bus.startKeyring('unlocked');
    const it = client();
    expect(await it.vault.save(record(1))).toEqual({ kind: 'keychain' });
    await bus.signalKeyring('SIGKILL');
    expect(await it.vault.save(record(2))).toEqual({ kind: 'memory', reason: 'unavailable' });
    expect(await it.vault.end('user')).toBe('unconfirmed');
    await bus.startKeyring('unlocked');
    expect(await client().vault.sweep()).toBe('deleted');
    expect(await it.vault.save(record(3))).toEqual({ kind: 'keychain' });

    // The process that has known the old daemon is of no use to the new one, and is replaced within the call.
    const before = it.processes.started.length;
    await bus.signalKeyring('SIGKILL');
    await bus.startKeyring('unlocked');
    expect(await it.vault.save(record(4))).toEqual({ kind: 'keychain' });
    expect(it.processes.started.length).toBe(before + 1);
    expect(await it.vault.end('user')).toBe('gone');
  });

  test('stopped: memory after the wait; a late set makes the record live', async ({ onTestFinished }) => {
    const { bus, client } = await machine(onTestFinished);
    await bus.startKeyring('unlocked');
    const it = client(bus.env, shortWait);
    await warmUp(it);
    expect(await it.vault.save(record(1))).toEqual({ kind: 'keychain' });
    await bus.signalKeyring('SIGSTOP');
    const { result, ms } = await timed(it.vault.save(record(2)));
    expect(result).toEqual(slow);
    expect(ms).toBeLessThan(3000);
    expect(await it.journal()).toMatchObject({ state: 'dead', generation: 2 });
    await bus.signalKeyring('SIGCONT');
    await eventually(async () => expect(await it.journal()).toMatchObject({ state: 'live', generation: 2 }));
    expect(await it.vault.end('user')).toBe('gone');
  });

  test('invariant 11, stopped across a log-out: the set that is applied late is deleted', async ({
    onTestFinished,
  }) => {
    const { bus, client } = await machine(onTestFinished);
    await bus.startKeyring('unlocked');
    const it = client(bus.env, shortWait);
    await warmUp(it);
    await bus.signalKeyring('SIGSTOP');
    expect(await it.vault.save(record(1))).toEqual(slow);
    expect(await it.vault.end('user')).toBe('unconfirmed');
    expect(await it.journal()).toMatchObject({ state: 'dead', reason: 'user', entryGone: false });
    await bus.signalKeyring('SIGCONT');
    await eventually(async () => expect(await it.journal()).toMatchObject({ state: 'dead', entryGone: true }));
    expect(await client().host.get(account)).toEqual({ kind: 'answered', value: null });
  });

  test('stopped for good: killed by its pid, and a new process when it answers again', async ({ onTestFinished }) => {
    const { bus, client } = await machine(onTestFinished);
    await bus.startKeyring('unlocked');
    const it = client(bus.env, shortLife);
    expect(await it.host.set(account, 'old')).toEqual({ kind: 'answered', value: null });
    await bus.signalKeyring('SIGSTOP');
    expect(await it.host.set(account, 'new')).toEqual({ kind: 'overran' });
    await eventually(() => expect(it.processes.started.every(hasEnded)).toBe(true));
    await bus.signalKeyring('SIGCONT');
    // Whether the killed set was applied is not for us to know.
    const { kind } = await it.host.get(account);
    expect(kind).toBe('answered');
    expect(it.processes.started).toHaveLength(2);
  });

  test('bus killed: unconfirmed without a wait', async ({ onTestFinished }) => {
    const { bus, client } = await machine(onTestFinished);
    await bus.startKeyring('unlocked');
    const it = client();
    expect(await it.vault.save(record(1))).toEqual({ kind: 'keychain' });
    await bus.killBus();
    expect(await it.vault.end('user')).toBe('unconfirmed');
    expect(await it.journal()).toMatchObject({ state: 'dead', reason: 'user' });
    expect(await it.vault.save(record(2))).toEqual({ kind: 'memory', reason: 'unavailable' });
  });

  test('the host process killed from outside: the call is made again in a new one', async ({ onTestFinished }) => {
    const { bus, client } = await machine(onTestFinished);
    await bus.startKeyring('unlocked');
    const it = client();
    expect(await it.vault.save(record(1))).toEqual({ kind: 'keychain' });
    await bus.signalKeyring('SIGSTOP');
    const ending = it.vault.end('user');
    await eventually(async () => expect(await it.journal()).toMatchObject({ state: 'dead' }));
    it.processes.started[0]?.kill('SIGKILL');
    await bus.signalKeyring('SIGCONT');
    expect(await ending).toBe('gone');
    expect(it.processes.started).toHaveLength(2);
  });

  test.skipIf(noPrompt !== undefined)(
    'locked, with a display: it waits for its prompt, we do not; killed by its pid, started anew',
    async ({ onTestFinished }) => {
      const { bus, client } = await machine(onTestFinished);
      await bus.startDisplay();
      await bus.startKeyring('unlocked');
      const it = client(bus.env, { ...shortWait, ...shortLife });
      await warmUp(it);
      expect(await it.vault.save(record(1))).toEqual({ kind: 'keychain' });
      await bus.lockKeyring();
      const saved = await timed(it.vault.save(record(2)));
      expect(saved.result).toEqual(slow);
      expect(saved.ms).toBeLessThan(3000);
      const ended = await timed(it.vault.end('user'));
      expect(ended.result).toBe('unconfirmed');
      expect(ended.ms).toBeLessThan(3000);
      expect(await it.journal()).toMatchObject({ state: 'dead', reason: 'user', entryGone: false });

      await eventually(() => expect(it.processes.started.length).toBeGreaterThan(1));
      const [first] = it.processes.started;
      await eventually(() => expect(first && hasEnded(first)).toBe(true));
      expect(it.log.lines).toContainEqual({ level: 'warn', code: 'KEYCHAIN_HOST_KILLED', fields: { reason: 'set' } });
      it.host.close();
      await eventually(() => expect(it.processes.started.every(hasEnded)).toBe(true));

      // A person who comes back to a keyring that is open: what was left behind goes.
      await bus.signalKeyring('SIGKILL');
      await bus.startKeyring('unlocked');
      expect(await client().vault.sweep()).toBe('deleted');
    },
  );
});
