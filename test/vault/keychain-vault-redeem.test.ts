import { describe, expect, test } from 'vitest';
import type { KeychainAnswer } from '../../main/ports.ts';
import { encodeRecord } from '../../main/vault/record.ts';
import {
  account,
  deferred,
  diskOf,
  frailDisk,
  hostWith,
  journalOn,
  judged,
  keptWorld,
  locked,
  nextRun,
  recordOf,
  runOn,
  secret,
  settled,
  storedOf,
  unavailable,
  workingHost,
  world,
  type Disk,
  type Store,
} from './fake-world.ts';

const text = encodeRecord(storedOf());
const interrupted = { kind: 'ended', reason: 'interrupted' };

async function startOn({ store, disk }: { readonly store: Store; readonly disk: Disk }) {
  return (await nextRun({ store, disk }).vault.open()).kind;
}

describe('redeem, for "Continue"', () => {
  test('the journal says spending on disk before the token is read, and the record stays until there is a newer one', async () => {
    const { store, disk } = keptWorld();
    const order: unknown[] = [];
    const host = workingHost(store);
    const { vault } = runOn(
      hostWith(store, {
        get: (name) => {
          order.push(journalOn(disk)?.['state']);
          return host.get(name);
        },
      }),
      diskOf(disk),
    );
    await vault.open();
    expect(await vault.redeem()).toBe(secret);
    expect(order).toEqual(['live', 'spending']);
    expect(store.entries.get(account)).toBe(text);
    // The refresh that follows says so once more, and nothing changes.
    await vault.spending();
    expect(journalOn(disk)).toMatchObject({ state: 'spending', lastActivityMs: 950_000 });
    expect(await vault.save(recordOf({ generation: 8, refreshToken: 'next' }))).toEqual({ kind: 'keychain' });
    expect(await judged(store, disk)).toMatchObject({ kind: 'counts', record: { generation: 8, token: 'next' } });
  });

  test('a start that finds it spending does not use it', async () => {
    const it = keptWorld();
    await it.vault.open();
    await it.vault.redeem();
    expect(await nextRun(it).vault.open()).toMatchObject(interrupted);
    expect(it.store.entries.size).toBe(0);
  });

  test('unspent, it may be continued again, in this run and in the next', async () => {
    const it = keptWorld();
    await it.vault.open();
    await it.vault.redeem();
    await it.vault.unspent();
    expect(await startOn(it)).toBe('restorable');
    expect(await it.vault.redeem()).toBe(secret);
  });

  test.each<[string, KeychainAnswer<string | null>]>([
    ['answers with nothing, as a locked one does', { kind: 'answered', value: null }],
    ['is gone', unavailable],
    ['is locked', locked],
    ['was killed on overrun', { kind: 'overran' }],
    ['holds another record by now', { kind: 'answered', value: encodeRecord(storedOf({ recordId: 'other' })) }],
    ['holds another generation by now', { kind: 'answered', value: encodeRecord(storedOf({ generation: 8 })) }],
    [
      'holds the record of another device by now',
      { kind: 'answered', value: encodeRecord(storedOf({ deviceId: 'x' })) },
    ],
    ['holds something else by now', { kind: 'answered', value: 'x' }],
  ])('invariant 10: no token from a keychain that %s, and no start uses it', async (_what, answer) => {
    const { store, disk } = keptWorld();
    const host = workingHost(store);
    const { vault, log } = runOn(host, diskOf(disk));
    await vault.open();
    Object.assign(host, { get: async () => answer });
    expect(await vault.redeem()).toBeUndefined();
    expect(journalOn(disk)).toMatchObject({ state: 'spending' });
    // Not even after a word that nothing was spent.
    await vault.unspent();
    expect(await vault.redeem()).toBeUndefined();
    expect(JSON.stringify(log.lines)).not.toContain(secret);
    expect(await nextRun({ store, disk }).vault.open()).toMatchObject(interrupted);
  });

  test('B27 a keychain that hangs: no token after 3 s, none later either, and no start uses it', async () => {
    const { store, disk } = keptWorld();
    const gate = deferred<void>();
    const host = workingHost(store);
    const { vault, clock, log } = runOn(host, diskOf(disk));
    await vault.open();
    Object.assign(host, {
      get: async () => {
        await gate.promise;
        return { kind: 'answered', value: text };
      },
    });
    const redeeming = vault.redeem();
    await settled();
    clock.advance(2999);
    expect(await Promise.race([redeeming, settled().then(() => 'waits')])).toBe('waits');
    clock.advance(1);
    expect(await redeeming).toBeUndefined();
    expect(journalOn(disk)).toMatchObject({ state: 'spending' });
    gate.settle();
    await settled();
    await vault.unspent();
    expect(journalOn(disk)).toMatchObject({ state: 'spending' });
    expect(JSON.stringify(log.lines)).not.toContain(secret);
    expect(await nextRun({ store, disk }).vault.open()).toMatchObject(interrupted);
  });

  test('B18 two processes on one record: one of them gets the token', async () => {
    const it = keptWorld();
    const other = nextRun(it);
    expect([await it.vault.open(), await other.vault.open()]).toMatchObject([
      { kind: 'restorable' },
      { kind: 'restorable' },
    ]);
    expect([await it.vault.redeem(), await other.vault.redeem()]).toEqual([secret, undefined]);
    // What the second one says of it does not bring it back.
    await other.vault.unspent();
    expect(journalOn(it.disk)).toMatchObject({ state: 'spending' });
  });

  test('B17 killed while it was spending: nothing is held up, the next start logs in and keeps', async () => {
    const it = keptWorld();
    await it.vault.open();
    await it.vault.redeem();
    const next = nextRun(it);
    expect(await next.vault.open()).toMatchObject(interrupted);
    expect(await next.vault.save(recordOf())).toEqual({ kind: 'keychain' });
    expect(await startOn(it)).toBe('restorable');
  });

  test('B18 asked twice at once: one token', async () => {
    const { vault } = keptWorld();
    await vault.open();
    expect(await Promise.all([vault.redeem(), vault.redeem()])).toEqual([secret, undefined]);
    await vault.unspent();
    expect(await vault.redeem()).toBe(secret);
  });

  test('an end while the keychain is read: no token', async () => {
    const { store, disk } = keptWorld();
    const gate = deferred<void>();
    const host = workingHost(store);
    const { vault } = runOn(host, diskOf(disk));
    await vault.open();
    const working = workingHost(store);
    Object.assign(host, {
      get: async (name: string) => {
        await gate.promise;
        return working.get(name);
      },
    });
    const redeeming = vault.redeem();
    await settled();
    const ending = vault.end('switchUser');
    gate.settle();
    expect([await redeeming, await ending]).toEqual([undefined, 'gone']);
    expect(journalOn(disk)).toMatchObject({ state: 'dead', reason: 'switchUser', entryGone: true });
  });

  test('nothing to redeem: before open, in a session, after an end', async () => {
    const { vault } = keptWorld();
    expect(await vault.redeem()).toBeUndefined();
    const fresh = world();
    await fresh.vault.open();
    expect(await fresh.vault.redeem()).toBeUndefined();
    await fresh.vault.save(recordOf({ refreshToken: undefined }));
    expect(await fresh.vault.redeem()).toBeUndefined();
    await fresh.vault.end('user');
    expect(await fresh.vault.redeem()).toBeUndefined();
  });

  test('a journal that cannot be read: no token, and no start uses it', async () => {
    const { store, disk } = keptWorld();
    const files = diskOf(disk);
    let readable = true;
    const { vault } = runOn(workingHost(store), {
      ...files,
      readText: (path) => (readable ? files.readText(path) : Promise.reject(new Error('EIO'))),
    });
    await vault.open();
    readable = false;
    store.calls.length = 0;
    expect(await vault.redeem()).toBeUndefined();
    expect(store.calls).toEqual([]);
    expect(journalOn(disk)).toMatchObject({ state: 'spending' });
  });

  test('a journal that cannot be written is removed, and then the token may be used; if it stays, it may not', async () => {
    for (const [how, token] of [
      ['write', secret],
      ['all', undefined],
    ] as const) {
      const { store, disk } = keptWorld();
      const frail = frailDisk(disk);
      const { vault } = runOn(workingHost(store), frail.files);
      await vault.open();
      frail.break(how);
      expect(await vault.redeem(), how).toBe(token);
      if (token !== undefined) expect(await startOn({ store, disk })).toBe('nothing');
    }
  });
});
