import { describe, expect, test, vi } from 'vitest';
import type { KeychainAnswer } from '../../main/ports.ts';
import { encodeRecord } from '../../main/vault/record.ts';
import type { EndingReason } from '../../main/vault/vault.ts';
import { endReasons } from '../../preload/session-view.ts';
import {
  account,
  deferred,
  diskOf,
  factsOf,
  hostWith,
  inMemory,
  journalOn,
  judged,
  locked,
  nextRun,
  notedLive,
  recordFor,
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
} from './fake-world.ts';

const text = encodeRecord(storedOf());
const restorable = { kind: 'restorable', facts: factsOf(), generation: 7, lastActivityMs: 950_000 };
const nothing = { kind: 'nothing' };
const ended = (reason: string, ending = 'gone', atMs = 950_000) => ({ kind: 'ended', reason, atMs, ending });

function found(entry: string | undefined, journal: object | string | undefined) {
  const it = world();
  if (entry !== undefined) it.store.entries.set(account, entry);
  if (journal !== undefined) writeJournal(it.disk, journal);
  return it;
}

describe('B26 B50 invariant 11: what a start makes of what is there', () => {
  test('live and the very record: restorable; the entry stays, the journal stays, and the token is with the keychain alone', async () => {
    const { store, disk, vault, log } = found(text, notedLive);
    const opened = await vault.open();
    expect(opened).toEqual(restorable);
    expect(JSON.stringify(opened)).not.toContain(secret);
    expect(store.entries.get(account)).toBe(text);
    expect(journalOn(disk)).toEqual(notedLive);
    expect([store.calls, log.lines]).toEqual([[`get ${account}`], []]);
  });

  test('as it was saved so it is found, each field of it, with and without what may be missing', async () => {
    for (const facts of [
      factsOf('1', { sid: undefined, amr: [], level: 3, identityLevel: 3 }),
      factsOf('2', { role: { ...storedRole, organisationName: undefined }, amr: ['a', 'b'] }),
      factsOf('"\u0000ü💊', { sid: '' }),
    ]) {
      const it = world();
      expect(await it.vault.save(recordOf({ facts, generation: 3 }))).toEqual({ kind: 'keychain' });
      await it.vault.touch(startMs + 5);
      const opened = await nextRun(it).vault.open();
      expect(opened).toEqual({ kind: 'restorable', facts, generation: 3, lastActivityMs: startMs + 5 });
    }
  });

  test.each<[string, string, object | string | undefined, object]>([
    ['RECORD_MALFORMED', '', notedLive, ended('interrupted')],
    ['RECORD_MALFORMED', 'not JSON', notedLive, ended('interrupted')],
    ['RECORD_MALFORMED', 'null', notedLive, ended('interrupted')],
    ['RECORD_MALFORMED', '[]', notedLive, ended('interrupted')],
    ['RECORD_MALFORMED', text.slice(0, 100), notedLive, ended('interrupted')],
    ['RECORD_MALFORMED', text.replace('[2,', '[1,'), notedLive, ended('interrupted')],
    ['RECORD_MALFORMED', encodeRecord(storedOf({ token: '' })), notedLive, ended('interrupted')],
    ['RECORD_MALFORMED', encodeRecord(storedOf({ generation: 0.5 })), notedLive, ended('interrupted')],
    ['RECORD_MALFORMED', text.replace(',2,3,900,', ',1,3,900,'), notedLive, ended('interrupted')],
    ['RECORD_MALFORMED', text.replace('"SYNTHETIC WARD"', '7'), notedLive, ended('interrupted')],
    ['RECORD_MALFORMED', text.replace('["FIDO2"]', '"FIDO2"'), notedLive, ended('interrupted')],
    ['RECORD_MALFORMED', text.replace('40000000', 'null'), notedLive, ended('interrupted')],
    ['RECORD_MALFORMED', `${' '.repeat(20_000)}${text}`, notedLive, ended('interrupted')],
    ['RECORD_OF_OTHER_DEVICE', encodeRecord(storedOf({ deviceId: 'other' })), notedLive, ended('interrupted')],
    ['RECORD_OF_OTHER_PROVIDER', encodeRecord(ofIssuer('https://other')), notedLive, ended('interrupted')],
    ['RECORD_OF_OTHER_PROVIDER', encodeRecord(storedOf({ clientId: 'other' })), notedLive, ended('interrupted')],
    [
      'RECORD_OF_OTHER_PROVIDER',
      encodeRecord(ofIssuer('https://other')),
      { ...notedLive, issuer: 'https://other' },
      ended('policy'),
    ],
    ['JOURNAL_MISSING', text, undefined, nothing],
    ['JOURNAL_MALFORMED', text, '', nothing],
    ['JOURNAL_MALFORMED', text, '{"version":2,"state":"li', nothing],
    ['JOURNAL_MALFORMED', text, { ...notedLive, state: 'alive' }, nothing],
    ['JOURNAL_NAMES_OTHER_RECORD', text, { ...notedLive, recordId: 'other' }, ended('interrupted')],
    ['JOURNAL_NAMES_OTHER_RECORD', text, { ...notedLive, generation: 8 }, ended('interrupted')],
    ['JOURNAL_NAMES_OTHER_RECORD', text, { ...notedLive, issuer: 'https://other' }, ended('policy')],
    ['JOURNAL_NAMES_OTHER_RECORD', text, { ...notedLive, clientId: 'other' }, ended('policy')],
    ['JOURNAL_NAMES_OTHER_RECORD', text, { ...notedLive, endsAtMs: 39_000_000 }, ended('interrupted')],
    ['SESSION_ENDED', text, { ...notedLive, state: 'dead', session: 'over', reason: 'user', told: true }, nothing],
    ['SESSION_ENDED', text, { ...notedLive, state: 'dead', reason: 'writing' }, ended('interrupted')],
    ['SESSION_ENDED', text, { ...notedLive, profile: 'shared' }, ended('policy')],
    ['REFRESH_INTERRUPTED', text, { ...notedLive, state: 'spending' }, ended('interrupted')],
    ['ROLE_NOT_CHOSEN', encodeRecord(withoutRole()), notedLive, ended('interrupted')],
  ])('%s: deleted, one coded line, no crash, and the next write heals', async (reason, entry, journal, opened) => {
    const { store, disk, vault, log } = found(entry, journal);
    expect(await vault.open()).toEqual(opened);
    expect(store.entries.size).toBe(0);
    expect(log.lines).toEqual([{ level: 'warn', code: 'RECORD_DELETED', fields: { reason, detail: 'gone' } }]);
    expect(journalOn(disk)).toMatchObject({ state: 'dead', session: 'over', entryGone: true });
    expect(await vault.save(recordOf())).toEqual({ kind: 'keychain' });
    expect(await judged(store, disk)).toMatchObject({ kind: 'counts' });
  });

  test('session.md: it is dead on disk before the entry is deleted', async () => {
    const { store, disk } = found(text, { ...notedLive, state: 'spending' });
    const gate = deferred<void>();
    const host = workingHost(store);
    const slow = hostWith(store, {
      delete: async (name) => {
        await gate.promise;
        return host.delete(name);
      },
    });
    const opening = runOn(slow, diskOf(disk)).vault.open();
    await settled();
    expect(store.entries.size).toBe(1);
    expect(journalOn(disk)).toMatchObject({ state: 'dead', reason: 'interrupted', told: false, entryGone: false });
    gate.settle();
    expect(await opening).toEqual(ended('interrupted'));
  });

  test('nothing there and nothing known of: nothing, with one read and no write', async () => {
    const { store, disk, vault, log } = world();
    expect(await vault.open()).toEqual(nothing);
    expect([store.calls, [...disk], log.lines]).toEqual([[`get ${account}`], [], []]);
  });

  test('a journal that knows of a record: "no such entry" is believed only with a canary', async () => {
    const there = found(undefined, notedLive);
    expect(await there.vault.open()).toEqual(ended('interrupted'));
    expect(journalOn(there.disk)).toMatchObject({ state: 'dead', entryGone: true });

    const { store, disk } = found(undefined, notedLive);
    const { vault } = runOn(hostWith(store, { set: async () => locked }), diskOf(disk));
    expect(await vault.open()).toEqual(ended('interrupted', 'unconfirmed'));
    expect(journalOn(disk)).toMatchObject({ state: 'dead', entryGone: false });
    // And it stays in mind: the end of a session of this run says so as well.
    await vault.save(recordOf());
    expect(await vault.end('user')).toBe('unconfirmed');
  });

  test.each<[string, KeychainAnswer<never>, object | undefined, object]>([
    ['no keychain, nothing known of', unavailable, undefined, nothing],
    ['no keychain, a record known of', unavailable, notedLive, ended('interrupted', 'unconfirmed')],
    ['locked, nothing known of', locked, undefined, nothing],
    ['overran, nothing known of', { kind: 'overran' }, undefined, nothing],
    ['overran, a record known of', { kind: 'overran' }, notedLive, ended('interrupted', 'unconfirmed')],
  ])('%s', async (_what, answer, journal, opened) => {
    const { store, disk } = found(undefined, journal);
    const { vault } = runOn(hostWith(store, { get: async () => answer }), diskOf(disk));
    expect(await vault.open()).toEqual(opened);
    expect(journalOn(disk)?.['state']).toBe(journal === undefined ? undefined : 'dead');
  });

  test('during a session, or a second time, it touches nothing', async () => {
    const { store, disk, vault } = world();
    await vault.save(recordOf());
    expect(await vault.open()).toEqual(nothing);
    expect(await judged(store, disk)).toMatchObject({ kind: 'counts' });
    const next = nextRun({ store, disk });
    expect(await next.vault.open()).toMatchObject({ kind: 'restorable' });
    expect(await next.vault.open()).toEqual(nothing);
    expect(await judged(store, disk)).toMatchObject({ kind: 'counts' });
  });
});

describe('B27 a start waits 3 s for the keychain', () => {
  function hanging(journal: object | undefined) {
    const { store, disk } = found(text, journal);
    const gate = deferred<void>();
    const working = workingHost(store);
    let first = true;
    const host = hostWith(store, {
      get: async (name) => {
        if (first) {
          first = false;
          await gate.promise;
        }
        return working.get(name);
      },
    });
    return { store, disk, gate, ...runOn(host, diskOf(disk)) };
  }

  test('then what it says must hold: dead at once, and deleted when the keychain answers', async () => {
    const { store, disk, gate, vault, clock, log } = hanging(notedLive);
    const opening = vault.open();
    await settled();
    clock.advance(2999);
    expect(await Promise.race([opening, settled().then(() => 'waits')])).toBe('waits');
    clock.advance(1);
    expect(await opening).toEqual(ended('interrupted', 'unconfirmed'));
    expect(journalOn(disk)).toMatchObject({ state: 'dead', reason: 'interrupted', told: false, entryGone: false });
    gate.settle();
    await vi.waitFor(() => expect(journalOn(disk)).toMatchObject({ state: 'dead', entryGone: true }));
    expect(store.entries.size).toBe(0);
    expect(log.lines).toContainEqual({
      level: 'warn',
      code: 'RECORD_DELETED',
      fields: { reason: 'TOO_LATE', detail: 'gone' },
    });
    expect(clock.pending()).toBe(0);
    expect(await nextRun({ store, disk }).vault.open()).toEqual(ended('interrupted'));
  });

  test('and lets the log-in pass: it cannot delete the record of the new session', async () => {
    const { store, disk, gate, vault, clock } = hanging(notedLive);
    const opening = vault.open();
    await settled();
    const saving = vault.save(recordOf());
    await settled();
    clock.advance(3000);
    expect([await opening, await saving]).toEqual([nothing, inMemory('slow')]);
    gate.settle();
    await vi.waitFor(() => expect(journalOn(disk)).toMatchObject({ state: 'live', generation: 1 }));
    expect(await judged(store, disk)).toMatchObject({ kind: 'counts', record: { generation: 1 } });
  });

  test('a disk that hangs as well: nothing, and once it answers, no start may use what is there', async () => {
    const { store, disk } = found(text, notedLive);
    const files = diskOf(disk);
    const gate = deferred<void>();
    const { vault, clock } = runOn(workingHost(store), {
      ...files,
      readText: async (path) => {
        await gate.promise;
        return files.readText(path);
      },
    });
    const opening = vault.open();
    await settled();
    clock.advance(3000);
    expect(await opening).toEqual(nothing);
    gate.settle();
    await vi.waitFor(() => expect(journalOn(disk)).toMatchObject({ state: 'dead', entryGone: true }));
    expect(store.entries.size).toBe(0);
  });
});

describe('how a session ended is told once, also after a crash (issue: reasons)', () => {
  const owed = (reason: EndingReason) =>
    ['user', 'switchUser', 'quit', 'notAdopted'].includes(reason)
      ? nothing
      : ended(reason === 'lock' ? 'interrupted' : reason, 'gone', startMs);

  test.each<EndingReason>([...endReasons, 'lock', 'notAdopted'])('%s', async (reason) => {
    for (const refreshToken of [secret, undefined]) {
      const it = world();
      await it.vault.save(recordOf({ refreshToken }));
      expect(await it.vault.end(reason)).toBe('gone');
      // Crashed before it was told: also twice.
      expect(await nextRun(it).vault.open()).toEqual(owed(reason));
      const next = nextRun(it);
      expect(await next.vault.open()).toEqual(owed(reason));
      await next.vault.told();
      expect(await nextRun(it).vault.open()).toEqual(nothing);
    }
  });

  test('told in the run in which it ended: the next start says nothing', async () => {
    const it = world();
    await it.vault.save(recordOf());
    await it.vault.end('idle');
    await it.vault.told();
    expect(await nextRun(it).vault.open()).toEqual(nothing);
  });

  test('locked and then ended: the end is what is told', async () => {
    const it = world();
    await it.vault.save(recordOf());
    await it.vault.end('lock');
    expect(journalOn(it.disk)).toMatchObject({ state: 'dead', session: 'locked', reason: 'lock' });
    await it.vault.end('absoluteLimit');
    expect(await nextRun(it).vault.open()).toEqual(ended('absoluteLimit', 'gone', startMs));
  });

  test('what was told of the session before is not asked of the one after', async () => {
    const it = world();
    await it.vault.save(recordOf());
    await it.vault.end('idle');
    await it.vault.told();
    await it.vault.save(recordOf({ refreshToken: undefined, lastActivityMs: startMs + 9 }));
    await it.vault.told();
    expect(await nextRun(it).vault.open()).toEqual(ended('interrupted', 'gone', startMs + 9));
  });

  test('an end after the end keeps the reason of the first', async () => {
    const it = world();
    await it.vault.save(recordOf());
    await it.vault.end('providerEvent');
    await it.vault.end('user');
    await it.vault.end('idle');
    expect(await nextRun(it).vault.open()).toEqual(ended('providerEvent', 'gone', startMs));
  });

  test('session.md "Races": the cause of it may take the place of revoked, and nothing else may', async () => {
    const it = world();
    await it.vault.save(recordOf());
    await it.vault.end('revoked');
    await it.vault.end('user');
    expect(await nextRun(it).vault.open()).toEqual(ended('revoked', 'gone', startMs));
    await it.vault.end('usedElsewhere');
    await it.vault.end('revoked');
    expect(await nextRun(it).vault.open()).toEqual(ended('usedElsewhere', 'gone', startMs));
  });

  test('a session that could be continued is ended with its reason, and its entry is deleted', async () => {
    const { store, disk, vault } = found(text, notedLive);
    expect(await vault.open()).toEqual(restorable);
    expect(await vault.end('absoluteLimit')).toBe('gone');
    expect(store.entries.size).toBe(0);
    expect(await nextRun({ store, disk }).vault.open()).toEqual(ended('absoluteLimit', 'gone', startMs));
  });

  test('HAZ-07 an end whose deletion was not confirmed is told as such by the next start', async () => {
    const { store, disk, host } = world();
    const lying = { ...host, delete: async () => ({ kind: 'answered', value: true }) as const };
    const { vault } = runOn(lying, diskOf(disk));
    await vault.save(recordOf());
    expect(await vault.end('idle')).toBe('unconfirmed');
    expect(await runOn(lying, diskOf(disk)).vault.open()).toEqual(ended('idle', 'unconfirmed', startMs));
    expect(await nextRun({ store, disk }).vault.open()).toEqual(ended('idle', 'gone', startMs));
    expect(store.entries.size).toBe(0);
  });
});

test('HAZ-01 a set of the run that was killed, applied when the next person is logged in: it does not count', async () => {
  const { store, disk, host } = world();
  let late = '';
  const before = runOn(
    hostWith(store, {
      set: (_name, given) => {
        late = given;
        return new Promise(() => undefined);
      },
    }),
    diskOf(disk),
  );
  void before.vault.save(recordFor('A'));
  await vi.waitFor(() => expect(late).not.toBe(''));
  const { vault } = runOn(host, diskOf(disk));
  expect(await vault.open()).toMatchObject({ kind: 'ended', reason: 'interrupted' });
  expect(await vault.save(recordFor('B'))).toEqual({ kind: 'keychain' });
  store.entries.set(account, late);
  expect(await judged(store, disk)).toEqual({ kind: 'refused', code: 'JOURNAL_NAMES_OTHER_RECORD' });
  expect(await nextRun({ store, disk }).vault.open()).toMatchObject({ kind: 'ended', reason: 'interrupted' });
});

const storedRole = { id: 'r', name: 'n', code: 'c', organisationCode: 'o', activityCodes: [] };

function ofIssuer(issuer: string) {
  const facts = factsOf();
  return storedOf({ facts: { ...facts, person: { ...facts.person, issuer } } });
}

function withoutRole() {
  return storedOf({ facts: factsOf('999000000001', { role: undefined }) });
}
