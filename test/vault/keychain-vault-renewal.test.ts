import { describe, expect, test, vi } from 'vitest';
import type { KeychainAnswer } from '../../main/ports.ts';
import { encodeRecord } from '../../main/vault/record.ts';
import {
  account,
  deferred,
  diskOf,
  hostWith,
  inMemory,
  journalOn,
  judged,
  locked,
  nextRun,
  notedLive,
  recordOf,
  runOn,
  secret,
  settled,
  startMs,
  storedOf,
  unavailable,
  workingHost,
  world,
  writeJournal,
  type Disk,
  type Run,
  type Store,
} from './fake-world.ts';

const text = encodeRecord(storedOf());
const interrupted = { kind: 'ended', reason: 'interrupted' };

/** A computer on which a session could be continued. */
function kept() {
  const it = world();
  it.store.entries.set(account, text);
  writeJournal(it.disk, notedLive);
  return it;
}

async function startOn({ store, disk }: { readonly store: Store; readonly disk: Disk }) {
  return (await nextRun({ store, disk }).vault.open()).kind;
}

/** Writes to the disk fail from `break` on; `remove`, too, if so said. */
function frailDisk(disk: Disk) {
  const files = diskOf(disk);
  let broken: 'no' | 'write' | 'all' = 'no';
  return {
    files: {
      ...files,
      replaceDurably: (path: string, given: string) =>
        broken === 'no' ? files.replaceDurably(path, given) : Promise.reject(new Error('ENOSPC')),
      remove: (path: string) => (broken === 'all' ? Promise.reject(new Error('EROFS')) : files.remove(path)),
    },
    break: (how: typeof broken) => {
      broken = how;
    },
  };
}

describe('redeem, for "Continue"', () => {
  test('the journal says spending on disk before the token is read, and the record stays until there is a newer one', async () => {
    const { store, disk } = kept();
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
    const it = kept();
    await it.vault.open();
    await it.vault.redeem();
    expect(await nextRun(it).vault.open()).toMatchObject(interrupted);
    expect(it.store.entries.size).toBe(0);
  });

  test('unspent, it may be continued again, in this run and in the next', async () => {
    const it = kept();
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
    const { store, disk } = kept();
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
    const { store, disk } = kept();
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
    const it = kept();
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

  test('B18 asked twice at once: one token', async () => {
    const { vault } = kept();
    await vault.open();
    expect(await Promise.all([vault.redeem(), vault.redeem()])).toEqual([secret, undefined]);
    await vault.unspent();
    expect(await vault.redeem()).toBe(secret);
  });

  test('B19 after an answer that was lost it may be asked for again in this run, and by no start', async () => {
    const { vault, disk } = kept();
    await vault.open();
    expect(await vault.redeem()).toBe(secret);
    expect(await vault.redeem()).toBe(secret);
    expect(journalOn(disk)).toMatchObject({ state: 'spending' });
  });

  test('an end while the keychain is read: no token', async () => {
    const { store, disk } = kept();
    const gate = deferred<void>();
    const host = workingHost(store);
    const { vault } = runOn(host, diskOf(disk));
    await vault.open();
    const { get } = host;
    Object.assign(host, {
      get: async (name: string) => {
        await gate.promise;
        return get(name);
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
    const { vault } = kept();
    expect(await vault.redeem()).toBeUndefined();
    const fresh = world();
    await fresh.vault.open();
    expect(await fresh.vault.redeem()).toBeUndefined();
    await fresh.vault.save(recordOf({ refreshToken: undefined }));
    expect(await fresh.vault.redeem()).toBeUndefined();
    await fresh.vault.end('user');
    expect(await fresh.vault.redeem()).toBeUndefined();
  });

  test('a journal that cannot be written is removed, and then the token may be used; if it stays, it may not', async () => {
    for (const [how, token] of [
      ['write', secret],
      ['all', undefined],
    ] as const) {
      const { store, disk } = kept();
      const frail = frailDisk(disk);
      const { vault } = runOn(workingHost(store), frail.files);
      await vault.open();
      frail.break(how);
      expect(await vault.redeem(), how).toBe(token);
      if (token !== undefined) expect(await startOn({ store, disk })).toBe('nothing');
    }
  });
});

describe('spending and unspent, around each refresh', () => {
  async function inSession() {
    const it = world();
    await it.vault.save(recordOf());
    return it;
  }

  test('B18 spending is on disk when it resolves, and no start uses the record; unspent, one may', async () => {
    const it = await inSession();
    const gate = deferred<void>();
    const set = it.disk.set.bind(it.disk);
    const files = diskOf(it.disk);
    const slow = runOn(workingHost(it.store), {
      ...files,
      replaceDurably: async (path, given) => {
        await gate.promise;
        set(path, given);
      },
    });
    await slow.vault.open();
    const spending = slow.vault.spending();
    expect(await Promise.race([spending, settled().then(() => 'waits')])).toBe('waits');
    gate.settle();
    await spending;
    expect(journalOn(it.disk)).toMatchObject({ state: 'spending' });
    await slow.vault.unspent();
    expect(journalOn(it.disk)).toMatchObject({ state: 'live', session: 'open' });
    expect(await startOn(it)).toBe('restorable');
  });

  test('renewed: the new record is live, and the old one has not been so for a moment', async () => {
    const { store, disk, vault } = await inSession();
    const states: unknown[] = [];
    const set = disk.set.bind(disk);
    disk.set = (path, given) => {
      const { state, generation } = JSON.parse(given) as Record<string, unknown>;
      states.push(`${String(state)} ${String(generation)}`);
      return set(path, given);
    };
    await vault.spending();
    expect(await vault.save(recordOf({ generation: 2, refreshToken: 'two' }))).toEqual({ kind: 'keychain' });
    expect(states).toEqual(['spending 1', 'dead 2', 'live 2']);
    expect(await judged(store, disk)).toMatchObject({ kind: 'counts', record: { token: 'two' } });
    // A late word about the old token says nothing of the new one.
    await vault.unspent();
    expect(states).toHaveLength(3);
  });

  test('ended while spending: a late unspent does not bring it back', async () => {
    const { disk, vault } = await inSession();
    await vault.spending();
    await vault.end('revoked');
    await vault.unspent();
    await vault.touch(startMs + 1);
    expect(journalOn(disk)).toMatchObject({ state: 'dead', reason: 'revoked', lastActivityMs: startMs });
  });

  test('a token that is being spent while its record is still on its way: it arrives as spending, not as live', async () => {
    const { store, disk, host } = world();
    const gate = deferred<void>();
    const { vault, clock } = runOn(
      hostWith(store, {
        set: async (name, given) => {
          await gate.promise;
          return host.set(name, given);
        },
      }),
      diskOf(disk),
    );
    const saving = vault.save(recordOf());
    await settled();
    clock.advance(3000);
    expect(await saving).toEqual(inMemory('slow'));
    await vault.spending();
    gate.settle();
    await vi.waitFor(() => expect(journalOn(disk)).toMatchObject({ state: 'spending', generation: 1 }));
    await vault.unspent();
    expect(journalOn(disk)).toMatchObject({ state: 'live' });
  });

  test('a session in memory alone: nothing is written for a refresh', async () => {
    const { disk, store, vault } = world();
    await vault.save(recordOf({ refreshToken: undefined }));
    const before = journalOn(disk);
    await vault.spending();
    await vault.unspent();
    expect([journalOn(disk), store.calls]).toEqual([before, []]);
  });

  test('a disk that is full: the journal is removed, no start uses the record, and the refresh goes on', async () => {
    const { store, disk } = kept();
    const frail = frailDisk(disk);
    const { vault, log } = runOn(workingHost(store), frail.files);
    await vault.open();
    frail.break('write');
    await vault.spending();
    expect([...disk]).toEqual([]);
    expect(log.lines).toEqual([
      { level: 'error', code: 'JOURNAL_NOT_WRITTEN', fields: { reason: 'unknown error', detail: 'spending removed' } },
    ]);
    expect(await startOn({ store, disk })).toBe('nothing');
  });

  test('a disk that refuses everything: the entry is deleted instead, and unspent does not bring it back', async () => {
    const { store, disk } = kept();
    const frail = frailDisk(disk);
    const { vault, log } = runOn(workingHost(store), frail.files);
    await vault.open();
    frail.break('all');
    await vault.spending();
    expect(store.entries.size).toBe(0);
    expect(log.lines.map(({ code }) => code)).not.toContain('SPENDING_NOT_NOTED');
    frail.break('no');
    await vault.unspent();
    expect(await startOn({ store, disk })).toBe('ended');
  });

  test('a disk and a keychain that both refuse: the refresh is not held up, and the log says so', async () => {
    const { store, disk } = kept();
    const frail = frailDisk(disk);
    const { vault, log } = runOn(hostWith(store, { delete: async () => unavailable }), frail.files);
    await vault.open();
    frail.break('all');
    await vault.spending();
    expect(log.lines.map(({ code }) => code)).toContain('SPENDING_NOT_NOTED');
  });
});

describe('touch, while a person is at work', () => {
  test('is on disk, changes nothing else, and never goes back', async () => {
    const { store, disk, vault } = world();
    await vault.save(recordOf());
    const before = journalOn(disk);
    await vault.touch(startMs + 30_000);
    expect(journalOn(disk)).toEqual({ ...before, lastActivityMs: startMs + 30_000 });
    await vault.touch(startMs + 20_000);
    expect(await nextRun({ store, disk }).vault.open()).toMatchObject({ lastActivityMs: startMs + 30_000 });
  });

  test('while a token is being spent it stays spending', async () => {
    const { disk, vault } = world();
    await vault.save(recordOf());
    await vault.spending();
    await vault.touch(startMs + 1);
    expect(journalOn(disk)).toMatchObject({ state: 'spending', lastActivityMs: startMs + 1 });
  });

  test('of a session in memory: so that a crash is told with the time at which it was last seen', async () => {
    const it = world();
    await it.vault.save(recordOf({ refreshToken: undefined }));
    await it.vault.touch(startMs + 7);
    expect(await nextRun(it).vault.open()).toEqual({ ...interrupted, atMs: startMs + 7, ending: 'gone' });
  });

  test.each<[string, (run: Run) => Promise<unknown>]>([
    ['nothing was ever open', async () => undefined],
    ['the session is over', async ({ vault }) => [await vault.save(recordOf()), await vault.end('user')]],
    ['it is locked', async ({ vault }) => [await vault.save(recordOf()), await vault.end('lock')]],
  ])('is nothing when %s', async (_what, before) => {
    const it = world();
    await before(it);
    const left = [...it.disk];
    await it.vault.touch(startMs + 1);
    expect([...it.disk]).toEqual(left);
  });

  test('is nothing for a session that could be continued: whoever is there may be somebody else', async () => {
    const { disk, vault } = kept();
    await vault.open();
    await vault.touch(startMs + 1);
    expect(journalOn(disk)).toEqual(notedLive);
  });

  test('a disk that refuses it takes the journal away, and the next one heals it', async () => {
    const { store, disk } = world();
    const frail = frailDisk(disk);
    const { vault } = runOn(workingHost(store), frail.files);
    await vault.save(recordOf());
    frail.break('write');
    await vault.touch(startMs + 1);
    expect([...disk]).toEqual([]);
    frail.break('no');
    await vault.touch(startMs + 2);
    expect(await nextRun({ store, disk }).vault.open()).toMatchObject({
      kind: 'restorable',
      lastActivityMs: startMs + 2,
    });
  });
});
