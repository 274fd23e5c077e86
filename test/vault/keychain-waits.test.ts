import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import {
  account,
  deferred,
  diskOf,
  emptyStore,
  hostWith,
  inMemory,
  journalOn,
  judged,
  recordFor,
  recordOf,
  runOn,
  settled,
  workingHost,
  world,
  type Disk,
} from './fake-world.ts';

describe('B27 the flow waits 3 s', () => {
  function slowSet() {
    const store = emptyStore();
    const disk: Disk = new Map();
    const working = workingHost(store);
    const gates: { settle(value: 'go' | 'killed'): void }[] = [];
    const host = hostWith(store, {
      set: async (name, text) => {
        if (name !== account) return working.set(name, text);
        const gate = deferred<'go' | 'killed'>();
        gates.push(gate);
        return (await gate.promise) === 'go' ? working.set(name, text) : { kind: 'overran' };
      },
    });
    return { store, disk, gates, ...runOn(host, diskOf(disk)) };
  }

  test('and goes on in memory; a late set makes the record live, if it is still the one', async () => {
    const { store, disk, gates, vault, clock, log } = slowSet();
    const saving = vault.save(recordOf());
    await vi.waitFor(() => expect(gates).toHaveLength(1));
    clock.advance(2999);
    expect(await Promise.race([saving, settled().then(() => 'waits')])).toBe('waits');
    clock.advance(1);
    expect(await saving).toEqual(inMemory('slow'));
    expect(await judged(store, disk)).toBe('no entry');
    gates[0]?.settle('go');
    await vi.waitFor(() => expect(journalOn(disk)).toMatchObject({ state: 'live' }));
    expect(await judged(store, disk)).toMatchObject({ kind: 'counts' });
    expect(clock.pending()).toBe(0);
    await settled();
    expect(log.lines.map(({ code }) => code)).toEqual(['KEYCHAIN_SLOW', 'RECORD_IN_MEMORY_ONLY', 'KEYCHAIN_DONE_LATE']);
  });

  test.each(['go', 'killed'] as const)(
    'invariant 11: a set that is late after the end (%s) does not resurrect: the delete comes after it',
    async (fate) => {
      const { store, disk, gates, vault, clock } = slowSet();
      const saving = vault.save(recordOf());
      await vi.waitFor(() => expect(gates).toHaveLength(1));
      clock.advance(3000);
      await saving;
      const ending = vault.end('user');
      await vi.waitFor(() => expect(journalOn(disk)).toMatchObject({ state: 'dead', reason: 'user' }));
      clock.advance(3000);
      expect(await ending).toBe('unconfirmed');
      gates[0]?.settle(fate);
      await vi.waitFor(() => expect(journalOn(disk)).toMatchObject({ state: 'dead', entryGone: true }));
      expect(store.entries.size).toBe(0);
      expect(store.calls.filter((call) => call === `delete ${account}`)).toHaveLength(1);
    },
  );

  test('a save that has not had its turn when the end comes is never made', async () => {
    const { store, disk, gates, vault, clock } = slowSet();
    const first = vault.save(recordOf());
    await vi.waitFor(() => expect(gates).toHaveLength(1));
    const second = vault.save(recordOf({ generation: 2 }));
    const ending = vault.end('user');
    await settled();
    clock.advance(3000);
    expect([await first, await second, await ending]).toEqual([inMemory('slow'), inMemory('slow'), 'unconfirmed']);
    gates[0]?.settle('go');
    await vi.waitFor(() => expect(journalOn(disk)).toMatchObject({ entryGone: true }));
    expect(gates).toHaveLength(1);
    expect(store.entries.size).toBe(0);
  });

  test('of several saves that wait for their turn, only the newest is made', async () => {
    const { store, disk, gates, vault, clock } = slowSet();
    const first = vault.save(recordOf({ generation: 1 }));
    await vi.waitFor(() => expect(gates).toHaveLength(1));
    const second = vault.save(recordOf({ generation: 2 }));
    const third = vault.save(recordOf({ generation: 3 }));
    await settled();
    clock.advance(3000);
    expect(await Promise.all([first, second, third])).toEqual([1, 2, 3].map(() => inMemory('slow')));
    gates[0]?.settle('go');
    await vi.waitFor(() => expect(gates).toHaveLength(2));
    gates[1]?.settle('go');
    await vi.waitFor(() => expect(journalOn(disk)).toMatchObject({ state: 'live', generation: 3 }));
    expect(gates).toHaveLength(2);
    expect(await judged(store, disk)).toMatchObject({ kind: 'counts', record: { generation: 3 } });
  });

  test('an end that is done late does not say of the next record that there is none', async () => {
    const { store, disk, host } = world();
    const gate = deferred<void>();
    const gatedSet = deferred<void>();
    const { vault, clock } = runOn(
      {
        ...host,
        delete: async (name) => {
          await gate.promise;
          return host.delete(name);
        },
        set: async (name, text) => {
          if (name === account && store.calls.includes(`delete ${account}`)) await gatedSet.promise;
          return host.set(name, text);
        },
      },
      diskOf(disk),
    );
    await vault.save(recordOf());
    const ending = vault.end('user');
    await settled();
    const saving = vault.save(recordOf({ generation: 2 }));
    await settled();
    clock.advance(3000);
    expect([await ending, await saving]).toEqual(['unconfirmed', inMemory('slow')]);
    gate.settle();
    await settled();
    expect(journalOn(disk)).toMatchObject({ state: 'dead', generation: 2, entryGone: false });
    gatedSet.settle();
    await vi.waitFor(() => expect(journalOn(disk)).toMatchObject({ state: 'live', generation: 2 }));
  });

  test('a slow disk: the keychain is not touched before the journal says dead', async () => {
    const { store, disk, host } = world();
    const files = diskOf(disk);
    let gate = deferred<void>();
    const { vault } = runOn(host, {
      ...files,
      replaceDurably: async (path, text) => {
        await gate.promise;
        return files.replaceDurably(path, text);
      },
    });
    const saving = vault.save(recordOf());
    await settled();
    expect(store.calls).toEqual([]);
    gate.settle();
    expect(await saving).toEqual({ kind: 'keychain' });

    store.calls.length = 0;
    gate = deferred<void>();
    const ending = vault.end('user');
    await settled();
    expect(store.calls).toEqual([]);
    gate.settle();
    expect(await ending).toBe('gone');
  });

  test('HAZ-01 the next person logs in while the keychain still hangs: only their record can become live', async () => {
    const { store, disk, gates, vault, clock } = slowSet();
    const first = vault.save(recordFor('A'));
    await vi.waitFor(() => expect(gates).toHaveLength(1));
    clock.advance(3000);
    await first;
    const ending = vault.end('switchUser');
    // Generations begin anew: it is the same number as that of A's record.
    const second = vault.save(recordFor('B', { refreshToken: 'of-B' }));
    await settled();
    clock.advance(3000);
    expect([await ending, await second]).toEqual(['unconfirmed', inMemory('slow')]);
    gates[0]?.settle('go');
    await vi.waitFor(() => expect(gates).toHaveLength(2));
    expect(journalOn(disk)).toMatchObject({ state: 'dead' });
    gates[1]?.settle('go');
    await vi.waitFor(() => expect(journalOn(disk)).toMatchObject({ state: 'live' }));
    expect(await judged(store, disk)).toMatchObject({
      kind: 'counts',
      record: { facts: { person: { userId: 'B' } }, token: 'of-B' },
    });
  });
});

test('B16 two processes that save at once, in whatever overlap: one entry, and one whole record or none', async () => {
  const outcomes = new Map<string, number>();
  const saveOn = async ({ store, disk }: ReturnType<typeof world>, person: string, pace: readonly number[]) => {
    const waits = pace.values();
    const after = async <Result>(call: () => Promise<Result>) => {
      for (let tick = waits.next().value ?? 0; tick > 0; tick -= 1) await Promise.resolve();
      return call();
    };
    const [host, files] = [workingHost(store), diskOf(disk)];
    const { vault } = runOn(
      {
        ...host,
        get: (name) => after(() => host.get(name)),
        set: (name, given) => after(() => host.set(name, given)),
      },
      { ...files, replaceDurably: (path, given) => after(() => files.replaceDurably(path, given)) },
    );
    await vault.save(recordFor(person, { refreshToken: `of-${person}` }));
  };
  const pace = fc.array(fc.nat(20), { minLength: 5, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(pace, pace, async (one, other) => {
      const it = world();
      await Promise.all([saveOn(it, 'A', one), saveOn(it, 'B', other)]);
      expect([...it.store.entries.keys()]).toEqual([account]);
      const found = await judged(it.store, it.disk);
      const record = found !== 'no entry' && found.kind === 'counts' ? found.record : undefined;
      const person = record?.facts.person.userId ?? 'nobody';
      if (record) expect(record.token).toBe(`of-${person}`);
      outcomes.set(person, (outcomes.get(person) ?? 0) + 1);
    }),
    { numRuns: 500 },
  );
  expect([...outcomes.keys()].toSorted()).toEqual(['A', 'B', 'nobody']);
});
