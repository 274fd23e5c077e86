/**
 * The vault and its host process against a real GNOME keyring, through every row of the table in `toolchain.md` section 2.
 * Each test has a bus of its own; nothing but the waiting times is shortened.
 */
import { writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasEnded } from './host-process.ts';
import {
  account,
  ended,
  eventually,
  machine,
  noKeyring,
  noPrompt,
  nothing,
  record,
  shortLife,
  shortWait,
  slow,
  timed,
  token,
  unavailable,
  warmUp,
  type Client,
} from './service-machine.ts';

async function isUnavailable({ host, vault }: Client): Promise<void> {
  expect(await vault.open()).toEqual(nothing);
  expect(await vault.redeem()).toBeUndefined();
  expect(await host.get(account)).toEqual(unavailable);
  expect(await host.set(account, 'secret')).toEqual(unavailable);
  expect(await host.delete(account)).toEqual(unavailable);
  expect(await vault.save(record(1))).toEqual({ kind: 'memory', reason: 'unavailable' });
  await vault.spending();
  await vault.unspent();
  await vault.touch(9000);
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
    expect(await it.journal()).toMatchObject({ state: 'dead', session: 'over', lastActivityMs: 9000, entryGone: true });
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
    expect(await it.vault.open()).toMatchObject(ended('interrupted', 'unconfirmed'));
    expect(await it.vault.redeem()).toBeUndefined();
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
    expect(await it.vault.open()).toEqual(nothing);
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
    const locked = client();
    expect(await locked.vault.open()).toEqual(nothing);
    expect(locked.log.lines).toContainEqual({
      level: 'warn',
      code: 'RECORD_NOT_READ',
      fields: { reason: 'answered', detail: 'unconfirmed' },
    });

    await bus.signalKeyring('SIGKILL');
    await bus.startKeyring('unlocked');
    const next = client();
    expect(await next.host.get(account)).toMatchObject({ kind: 'answered', value: expect.stringContaining(token) });
    expect(await next.vault.open()).toEqual(nothing);
    expect(await next.host.get(account)).toEqual({ kind: 'answered', value: null });
    expect(await next.journal()).toMatchObject({ state: 'dead', entryGone: true });
  });

  test('killed: unconfirmed without a wait; back again: at work without a restart, and what was left is gone', async ({
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
    expect(await client().vault.open()).toEqual(nothing);
    expect(await it.host.get(account)).toEqual({ kind: 'answered', value: null });
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
      const next = client();
      expect(await next.vault.open()).toEqual(nothing);
      expect(await next.host.get(account)).toEqual({ kind: 'answered', value: null });
    },
  );
});
