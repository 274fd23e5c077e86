/**
 * What a start makes of a session of before, with a real GNOME keyring in each of the situations of `toolchain.md` section 2;
 * and what is left after a log-out that the keyring did not carry out.
 */
import { describe, expect, test } from 'vitest';
import {
  account,
  ended,
  eventually,
  machine,
  noKeyring,
  noPrompt,
  nothing,
  record,
  restorable,
  shortLife,
  shortWait,
  slow,
  timed,
  token,
  warmUp,
  type Client,
  type Finish,
  type Machine,
  type Waits,
} from './service-machine.ts';

const gone = { kind: 'answered', value: null };
const there = { kind: 'answered', value: expect.stringContaining(token) as unknown };

/** A machine on which the app was quit with somebody logged in, and the keyring was open. */
async function left(onTestFinished: Finish): Promise<Machine> {
  const it = await machine(onTestFinished);
  await it.bus.startKeyring('unlocked');
  const app = it.client();
  expect(await app.vault.open()).toEqual(nothing);
  expect(await app.vault.save(record(1))).toEqual({ kind: 'keychain' });
  quit(app);
  return it;
}

/** The app is gone, without a last word. */
function quit({ host, processes }: Client): void {
  host.close();
  processes.close();
}

/** The next run, whose keyring has been asked before, so that a short wait is spent on nothing else. */
async function warm({ client, bus }: Machine, waits: Waits): Promise<Client> {
  const next = client(bus.env, waits);
  await warmUp(next);
  return next;
}

describe.skipIf(noKeyring !== undefined).concurrent('continue after a restart', () => {
  test('unlocked: found by the next run, redeemed once, renewed, and found again', async ({ onTestFinished }) => {
    const it = await left(onTestFinished);
    const second = it.client();
    expect(await second.vault.open()).toEqual(restorable(1));
    expect(await second.journal()).toMatchObject({ state: 'live', generation: 1 });
    expect(await second.vault.redeem()).toBe(`${token}-1`);
    expect(await second.journal()).toMatchObject({ state: 'spending' });
    expect(await second.vault.save(record(2))).toEqual({ kind: 'keychain' });
    await second.vault.spending();
    await second.vault.unspent();
    await second.vault.touch(5000);
    quit(second);

    const third = it.client();
    expect(await third.vault.open()).toEqual({ ...restorable(2), lastActivityMs: 5000 });
    expect(await third.vault.end('absoluteLimit')).toBe('gone');
    expect(await third.host.get(account)).toEqual(gone);
    quit(third);
    expect(await it.client().vault.open()).toMatchObject(ended('absoluteLimit', 'gone'));
  });

  test('B18 stopped while a token was being spent: interrupted, and deleted', async ({ onTestFinished }) => {
    const it = await left(onTestFinished);
    const second = it.client();
    await second.vault.open();
    await second.vault.redeem();
    quit(second);
    const third = it.client();
    expect(await third.vault.open()).toMatchObject(ended('interrupted', 'gone'));
    expect(await third.host.get(account)).toEqual(gone);
  });

  test('the app is killed while a renewal hangs: the old record does not count, nor does the new one when it arrives', async ({
    onTestFinished,
  }) => {
    const it = await left(onTestFinished);
    const second = await warm(it, shortWait);
    expect(await second.vault.open()).toEqual(restorable(1));
    await second.vault.redeem();
    await it.bus.signalKeyring('SIGSTOP');
    expect(await second.vault.save(record(2))).toEqual(slow);
    quit(second);
    await it.bus.signalKeyring('SIGCONT');
    const third = it.client();
    expect(await third.vault.open()).toMatchObject(ended('interrupted', 'gone'));
    expect(await third.host.get(account)).toEqual(gone);
  });

  test('locked at the start, no display: not continued, said to be unconfirmed, and gone once it is open', async ({
    onTestFinished,
  }) => {
    const it = await left(onTestFinished);
    await it.bus.lockKeyring();
    const second = it.client();
    expect(await second.vault.open()).toMatchObject(ended('interrupted', 'unconfirmed'));
    quit(second);
    await it.bus.signalKeyring('SIGKILL');
    await it.bus.startKeyring('unlocked');
    const third = it.client();
    expect(await third.host.get(account)).toEqual(there);
    expect(await third.vault.open()).toMatchObject(ended('interrupted', 'gone'));
    expect(await third.host.get(account)).toEqual(gone);
  });

  test('killed, or no bus at the start: not continued, without a wait', async ({ onTestFinished }) => {
    const it = await left(onTestFinished);
    await it.bus.signalKeyring('SIGKILL');
    const second = it.client();
    expect(await second.vault.open()).toMatchObject(ended('interrupted', 'unconfirmed'));
    quit(second);
    const { DBUS_SESSION_BUS_ADDRESS: _, ...env } = it.bus.env;
    const third = it.client(env);
    expect(await third.vault.open()).toMatchObject(ended('interrupted', 'unconfirmed'));
    await third.vault.told();
    quit(third);
    await it.bus.startKeyring('unlocked');
    const fourth = it.client();
    expect(await fourth.vault.open()).toEqual(nothing);
    expect(await fourth.host.get(account)).toEqual(gone);
  });

  test('B27 stopped at the start: not waited for, and deleted when it answers', async ({ onTestFinished }) => {
    const it = await left(onTestFinished);
    const second = await warm(it, shortWait);
    await it.bus.signalKeyring('SIGSTOP');
    const { result, ms } = await timed(second.vault.open());
    expect(result).toMatchObject(ended('interrupted', 'unconfirmed'));
    expect(ms).toBeLessThan(3000);
    expect(await second.journal()).toMatchObject({ state: 'dead', told: false, entryGone: false });
    await it.bus.signalKeyring('SIGCONT');
    await eventually(async () => expect(await second.journal()).toMatchObject({ state: 'dead', entryGone: true }));
    expect(await second.host.get(account)).toEqual(gone);
  });

  test('B27 stopped when it is to be redeemed: no token in time, and no start uses it', async ({ onTestFinished }) => {
    const it = await left(onTestFinished);
    const second = await warm(it, shortWait);
    expect(await second.vault.open()).toEqual(restorable(1));
    await it.bus.signalKeyring('SIGSTOP');
    const { result, ms } = await timed(second.vault.redeem());
    expect(result).toBeUndefined();
    expect(ms).toBeLessThan(3000);
    expect(await second.journal()).toMatchObject({ state: 'spending' });
    quit(second);
    await it.bus.signalKeyring('SIGCONT');
    const third = it.client();
    expect(await third.vault.open()).toMatchObject(ended('interrupted', 'gone'));
    expect(await third.host.get(account)).toEqual(gone);
  });

  test.each(['locked', 'killed'] as const)('%s when it is to be redeemed: no token', async (what) => {
    // `onTestFinished` of a concurrent `test.each` is the global one, so the cleanup is by hand.
    const cleanups: (() => Promise<void> | void)[] = [];
    try {
      const it = await left((cleanup) => void cleanups.unshift(cleanup));
      const second = it.client();
      expect(await second.vault.open()).toEqual(restorable(1));
      await (what === 'locked' ? it.bus.lockKeyring() : it.bus.signalKeyring('SIGKILL'));
      expect(await second.vault.redeem()).toBeUndefined();
      expect(await second.vault.end('error')).toBe('unconfirmed');
      expect(await second.journal()).toMatchObject({ state: 'dead', reason: 'error', entryGone: false });
    } finally {
      for (const cleanup of cleanups) await cleanup();
    }
  });

  test('B51 a shared terminal deletes what was kept before, and writes nothing', async ({ onTestFinished }) => {
    const it = await left(onTestFinished);
    const shared = it.client(it.bus.env, { profile: 'shared' });
    expect(await shared.vault.open()).toMatchObject(ended('policy', 'gone'));
    expect(await shared.vault.save(record(2))).toEqual({ kind: 'memory', reason: 'profile' });
    expect(await shared.host.get(account)).toEqual(gone);
    expect(await shared.journal()).toMatchObject({ state: 'dead', session: 'open', profile: 'shared' });
    quit(shared);
    expect(await it.client(it.bus.env, { profile: 'shared' }).vault.open()).toMatchObject(ended('interrupted', 'gone'));
  });

  test.skipIf(noPrompt !== undefined)(
    'locked at the start, with a display: it waits for its prompt, we do not',
    async ({ onTestFinished }) => {
      const it = await machine(onTestFinished);
      await it.bus.startDisplay();
      await it.bus.startKeyring('unlocked');
      const app = it.client();
      expect(await app.vault.save(record(1))).toEqual({ kind: 'keychain' });
      quit(app);
      const second = await warm(it, { ...shortWait, ...shortLife });
      await it.bus.lockKeyring();
      const { result, ms } = await timed(second.vault.open());
      expect(result).toMatchObject(ended('interrupted', 'unconfirmed'));
      expect(ms).toBeLessThan(3000);
      await second.vault.told();
      quit(second);
      await it.bus.signalKeyring('SIGKILL');
      await it.bus.startKeyring('unlocked');
      const third = it.client();
      expect(await third.vault.open()).toEqual(nothing);
      expect(await third.host.get(account)).toEqual(gone);
    },
  );
});

describe.skipIf(noKeyring !== undefined).concurrent('HAZ-07 a log-out that the keychain does not carry out', () => {
  test('it hangs: unconfirmed in time, and the next start is logged out and deletes', async ({ onTestFinished }) => {
    const it = await left(onTestFinished);
    const second = await warm(it, shortWait);
    await second.vault.open();
    await it.bus.signalKeyring('SIGSTOP');
    const { result, ms } = await timed(second.vault.end('user'));
    expect(result).toBe('unconfirmed');
    expect(ms).toBeLessThan(3000);
    quit(second);
    // The next start finds it hanging still: nothing is continued, and nobody waits.
    const third = it.client(it.bus.env, shortWait);
    expect(await third.vault.open()).toEqual(nothing);
    quit(third);
    await it.bus.signalKeyring('SIGCONT');
    const fourth = it.client();
    expect(await fourth.vault.open()).toEqual(nothing);
    expect(await fourth.host.get(account)).toEqual(gone);
  });

  test('it loses the delete: unconfirmed, and the next start is logged out though the record is there', async ({
    onTestFinished,
  }) => {
    const it = await left(onTestFinished);
    const second = await warm(it, shortWait);
    await second.vault.open();
    await it.bus.signalKeyring('SIGSTOP');
    expect(await second.vault.end('idle')).toBe('unconfirmed');
    quit(second);
    // A daemon that dies with the delete in its queue.
    await it.bus.signalKeyring('SIGKILL');
    await it.bus.startKeyring('unlocked');
    const third = it.client();
    expect(await third.host.get(account)).toEqual(there);
    expect(await third.vault.open()).toMatchObject(ended('idle', 'gone'));
    expect(await third.host.get(account)).toEqual(gone);
  });

  test('it is locked: unconfirmed, and the next start is logged out, locked or not', async ({ onTestFinished }) => {
    const it = await left(onTestFinished);
    const second = it.client();
    await second.vault.open();
    await it.bus.lockKeyring();
    expect(await second.vault.end('user')).toBe('unconfirmed');
    quit(second);
    const third = it.client();
    expect(await third.vault.open()).toEqual(nothing);
    quit(third);
    await it.bus.signalKeyring('SIGKILL');
    await it.bus.startKeyring('unlocked');
    const fourth = it.client();
    expect(await fourth.host.get(account)).toEqual(there);
    expect(await fourth.vault.open()).toEqual(nothing);
    expect(await fourth.host.get(account)).toEqual(gone);
  });
});
