import { describe, expect, test, vi } from 'vitest';
import {
  deferred,
  diskOf,
  frailDisk,
  hostWith,
  inMemory,
  journalOn,
  judged,
  keptWorld,
  nextRun,
  notedLive,
  recordOf,
  runOn,
  settled,
  startMs,
  textsOf,
  unavailable,
  workingHost,
  world,
  type Disk,
  type Run,
  type Store,
} from './fake-world.ts';

const interrupted = { kind: 'ended', reason: 'interrupted' };

async function startOn({ store, disk }: { readonly store: Store; readonly disk: Disk }) {
  return (await nextRun({ store, disk }).vault.open()).kind;
}

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
    const texts = textsOf(disk);
    await vault.spending();
    expect(await vault.save(recordOf({ generation: 2, refreshToken: 'two' }))).toEqual({ kind: 'keychain' });
    expect(texts.map((given) => JSON.parse(given) as object)).toMatchObject([
      { state: 'spending', generation: 1 },
      { state: 'dead', generation: 2 },
      { state: 'live', generation: 2 },
    ]);
    expect(await judged(store, disk)).toMatchObject({ kind: 'counts', record: { token: 'two' } });
    // A late word about the old token says nothing of the new one.
    await vault.unspent();
    expect(texts).toHaveLength(3);
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
    const { store, disk } = keptWorld();
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
    const { store, disk } = keptWorld();
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
    const { store, disk } = keptWorld();
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
    const { disk, vault } = keptWorld();
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
