import { describe, expect, test, vi } from 'vitest';
import { encodeRecord } from '../../main/vault/record.ts';
import { createMemoryVault } from '../../main/vault/vault.ts';
import {
  account,
  deferred,
  diskOf,
  emptyStore,
  hostWith,
  inMemory,
  journalOn,
  locked,
  notedLive,
  recordFor,
  recordOf,
  runOn,
  secret,
  settled,
  startMs,
  storedOf,
  textsOf,
  workingHost,
  writeJournal,
  type Disk,
} from './fake-world.ts';

const nothing = { kind: 'nothing' };
const text = encodeRecord(storedOf());

/** A shared terminal, with whatever an earlier run left on it. */
function terminal(left: { readonly entry?: string; readonly journal?: object } = {}) {
  const store = emptyStore();
  const disk: Disk = new Map();
  if (left.entry !== undefined) store.entries.set(account, left.entry);
  if (left.journal !== undefined) writeJournal(disk, left.journal);
  const start = () => runOn(workingHost(store), diskOf(disk), 'shared');
  return { store, disk, start, ...start() };
}

describe('B51 invariant 7: a shared terminal', () => {
  test('keeps nothing in the keychain and no name and no secret on disk, from log-in to log-out', async () => {
    const { store, disk, vault, log } = terminal();
    const texts = textsOf(disk);
    expect(await vault.open()).toEqual(nothing);
    expect(await vault.save(recordOf())).toEqual(inMemory('profile'));
    expect(await vault.redeem()).toBeUndefined();
    await vault.spending();
    await vault.unspent();
    expect(await vault.save(recordOf({ generation: 2, refreshToken: `${secret}-2` }))).toEqual(inMemory('profile'));
    await vault.touch(startMs + 1);
    expect(journalOn(disk)).toMatchObject({ state: 'dead', session: 'open', profile: 'shared', recordId: '' });
    expect(await vault.end('idle')).toBe('gone');
    await vault.told();
    expect(store.calls).toEqual([`get ${account}`]);
    expect(texts).toHaveLength(5);
    const { person, role, sid } = recordOf().facts;
    const traces = texts.join('') + JSON.stringify(log.lines);
    for (const trace of [secret, person.name, person.subject, role?.id, role?.organisationName, sid]) {
      expect(traces).not.toContain(trace);
    }
  });

  test('a crash in mid-session is told as interrupted, with the time at which it was last seen, until it was told', async () => {
    const { vault, start } = terminal();
    await vault.open();
    await vault.save(recordOf());
    await vault.touch(startMs + 60_000);
    const told = { kind: 'ended', reason: 'interrupted', atMs: startMs + 60_000, ending: 'gone' };
    expect(await start().vault.open()).toEqual(told);
    const next = start();
    expect(await next.vault.open()).toEqual(told);
    await next.vault.told();
    expect(await start().vault.open()).toEqual(nothing);
  });

  test.each(['computerLocked', 'idle', 'absoluteLimit', 'userSwitch'] as const)(
    'the reason of an end (%s) survives a crash, until it was told',
    async (reason) => {
      const { vault, start } = terminal();
      await vault.save(recordOf());
      await vault.end(reason);
      const next = start();
      expect(await next.vault.open()).toEqual({ kind: 'ended', reason, atMs: startMs, ending: 'gone' });
      await next.vault.told();
      expect(await start().vault.open()).toEqual(nothing);
    },
  );

  test('what one did themself is not told to the next one', async () => {
    for (const reason of ['user', 'switchUser', 'quit', 'notAdopted'] as const) {
      const { vault, start } = terminal();
      await vault.save(recordOf());
      await vault.end(reason);
      expect(await start().vault.open()).toEqual(nothing);
    }
  });

  test('one person after the other: an end of the one before says nothing of the one who is there', async () => {
    const { disk, vault } = terminal();
    await vault.save(recordFor('A'));
    await vault.end('switchUser');
    await vault.touch(startMs + 1);
    expect(journalOn(disk)).toMatchObject({ session: 'over', lastActivityMs: startMs });
    await vault.save(recordFor('B', { lastActivityMs: startMs + 2 }));
    expect(journalOn(disk)).toMatchObject({ session: 'open', told: false, lastActivityMs: startMs + 2 });
    await vault.end('user');
    await vault.end('error');
    expect(journalOn(disk)).toMatchObject({ session: 'over', reason: 'user' });
  });

  test('an end without a session writes nothing', async () => {
    const { disk, vault } = terminal();
    await vault.open();
    expect(await vault.end('switchUser')).toBe('gone');
    expect([...disk]).toEqual([]);
  });
});

describe('B51 a computer that became a shared terminal', () => {
  test('what it kept is not continued, even where the journal says live: deleted, and the policy is the reason', async () => {
    const { store, disk, vault, log, start } = terminal({ entry: text, journal: notedLive });
    const opened = await vault.open();
    expect(opened).toEqual({ kind: 'ended', reason: 'policy', atMs: 950_000, ending: 'gone' });
    expect(store.entries.size).toBe(0);
    expect(log.lines).toEqual([
      { level: 'warn', code: 'RECORD_DELETED', fields: { reason: 'RECORD_ON_SHARED_TERMINAL', detail: 'gone' } },
    ]);
    expect(journalOn(disk)).toMatchObject({ state: 'dead', profile: 'shared', entryGone: true });
    await vault.told();
    expect(await start().vault.open()).toEqual(nothing);
  });

  test('what was left without a journal is deleted as well', async () => {
    const { store, vault } = terminal({ entry: text });
    expect(await vault.open()).toEqual(nothing);
    expect(store.entries.size).toBe(0);
  });

  test('a keychain that cannot be opened: it stays in mind through the sessions, and each start tries again', async () => {
    const { store, disk, start } = terminal({ entry: text, journal: notedLive });
    const closed = hostWith(store, {
      get: async () => ({ kind: 'answered', value: null }),
      delete: async () => ({ kind: 'answered', value: false }),
      set: async () => locked,
    });
    const { vault } = runOn(closed, diskOf(disk), 'shared');
    expect(await vault.open()).toMatchObject({ kind: 'ended', reason: 'policy', ending: 'unconfirmed' });
    await vault.save(recordFor('B'));
    store.calls.length = 0;
    // Nothing of this person was ever there, so nothing is to be confirmed to them.
    expect(await vault.end('user')).toBe('gone');
    expect(store.calls).toEqual([]);
    expect(journalOn(disk)).toMatchObject({ state: 'dead', reason: 'user', entryGone: false });
    expect(await start().vault.open()).toEqual(nothing);
    expect(store.entries.size).toBe(0);
    expect(journalOn(disk)).toMatchObject({ reason: 'user', entryGone: true });
  });

  test('B27 a keychain that hangs: the start goes on after 3 s, and what it kept goes when it answers', async () => {
    const { store, disk } = terminal({ entry: text, journal: notedLive });
    const gate = deferred<void>();
    const working = workingHost(store);
    const slow = hostWith(store, {
      get: async (name) => {
        await gate.promise;
        return working.get(name);
      },
    });
    const { vault, clock } = runOn(slow, diskOf(disk), 'shared');
    const opening = vault.open();
    await settled();
    clock.advance(3000);
    expect(await opening).toMatchObject({ kind: 'ended', reason: 'policy', ending: 'unconfirmed' });
    await vault.save(recordFor('B'));
    gate.settle();
    await vi.waitFor(() => expect(store.entries.size).toBe(0));
    await vi.waitFor(() => expect(journalOn(disk)).toMatchObject({ session: 'open', entryGone: true }));
  });

  test('and one that became personal again tells how the shared session ended, and keeps from then on', async () => {
    const { store, disk, vault } = terminal();
    await vault.save(recordOf());
    const personal = runOn(workingHost(store), diskOf(disk));
    expect(await personal.vault.open()).toMatchObject({ kind: 'ended', reason: 'policy' });
    expect(await personal.vault.save(recordOf())).toEqual({ kind: 'keychain' });
  });
});

test('a disk that hangs keeps nobody in or out', async () => {
  const { disk, store } = terminal();
  const { vault, clock } = runOn(
    workingHost(store),
    { ...diskOf(disk), replaceDurably: () => new Promise(() => undefined) },
    'shared',
  );
  const saving = vault.save(recordOf());
  clock.advance(3000);
  expect(await saving).toEqual(inMemory('profile'));
  const ending = vault.end('user');
  clock.advance(3000);
  expect(await ending).toBe('gone');
});

test('a vault without a disk holds the record until the end', async () => {
  const vault = createMemoryVault();
  expect(await vault.open()).toEqual(nothing);
  expect(await vault.save(recordOf())).toEqual(inMemory('profile'));
  expect(vault.current()).toEqual(recordOf());
  expect(await vault.end('user')).toBe('gone');
  expect(vault.current()).toBeUndefined();
});
