import { describe, expect, test, vi } from 'vitest';
import { encodeRecord } from '../../main/vault/record.ts';
import type { Vault } from '../../main/vault/vault.ts';
import {
  account,
  deferred,
  diskOf,
  emptyStore,
  hostWith,
  inMemory,
  installation,
  journalOn,
  judged,
  locked,
  mortal,
  recordOf,
  runOn,
  secret,
  settled,
  unavailable,
  workingHost,
  world,
  writeJournal,
  type Disk,
} from './fake-world.ts';

describe('the app dies at any step (session.md "Journal and vault", invariant 11)', () => {
  const one = recordOf({ generation: 1, refreshToken: 'one' });
  const two = recordOf({ generation: 2, refreshToken: 'two' });
  const other = recordOf({ generation: 1, refreshToken: 'other', userId: '999000000002' });

  type Deed = { readonly save: ReturnType<typeof recordOf> } | { readonly end: string };
  const lives: readonly (readonly [string, readonly Deed[]])[] = [
    ['log-in, step-up, log-out', [{ save: one }, { save: two }, { end: 'user' }]],
    ['log-in, log-out, the next person', [{ save: one }, { end: 'user' }, { save: other }]],
    [
      'log-in, a record too large, log-out',
      [{ save: one }, { save: { ...two, refreshToken: 'x'.repeat(3000) } }, { end: 'user' }],
    ],
  ];
  const doIt = (vault: Vault, deed: Deed) => ('save' in deed ? vault.save(deed.save) : vault.end(deed.end));

  async function live(deeds: readonly Deed[], atStep: number, applied: boolean) {
    const store = emptyStore();
    const disk: Disk = new Map();
    const body = mortal(store, disk, { atStep, applied });
    const { vault } = runOn(body.host, body.files);
    let begun: Deed | undefined;
    let effectsBefore = 0;
    for (const deed of deeds) {
      begun = deed;
      effectsBefore = body.effects();
      if ((await Promise.race([doIt(vault, deed), body.died])) === 'died') break;
    }
    return { store, disk, begun, touched: body.effects() > effectsBefore, steps: body.steps() };
  }

  test.each(lives)('%s: what is left is a log-out or one whole session, never a mix', async (_what, deeds) => {
    const { steps } = await live(deeds, Number.POSITIVE_INFINITY, true);
    expect(steps).toBeGreaterThan(10);
    for (let atStep = 1; atStep <= steps; atStep += 1) {
      for (const applied of [true, false]) {
        const { store, disk, begun, touched } = await live(deeds, atStep, applied);
        const found = await judged(store, disk);
        const where = `death at step ${atStep}, ${applied ? 'applied' : 'not applied'}`;
        if (found !== 'no entry' && found.kind === 'counts') {
          // Whole: exactly what one save was given. And not an older one, once the next deed has changed anything.
          const { token, userId, generation } = found.record;
          const given = deeds.flatMap((deed) => ('save' in deed ? [deed.save] : []));
          expect(given, where).toContainEqual(recordOf({ refreshToken: token, userId, generation }));
          if (touched) expect(begun, where).toMatchObject({ save: { refreshToken: token } });
        }
        // The next start leaves nothing of it.
        const next = runOn(workingHost(store), diskOf(disk));
        expect(await next.vault.sweep(), where).not.toBe('unconfirmed');
        expect(
          [...store.entries.keys()].filter((name) => name === account),
          where,
        ).toEqual([]);
        expect(journalOn(disk)?.['state'] ?? 'dead', where).toBe('dead');
      }
    }
  });

  test('HAZ-01 a set of the run that was killed, applied when the next person is logged in: it does not count', async () => {
    const { store, disk, host } = world();
    const before = runOn(hostWith(store, { set: () => new Promise(() => undefined) }), diskOf(disk));
    void before.vault.save(recordOf({ userId: 'A' }));
    await settled();
    const lateText = encodeRecord({ ...installation, recordId: 'of-A', generation: 1, token: secret, userId: 'A' });
    const { vault } = runOn(host, diskOf(disk));
    await vault.sweep();
    expect(await vault.save(recordOf({ userId: 'B' }))).toEqual({ kind: 'keychain' });
    store.entries.set(account, lateText);
    expect(await judged(store, disk)).toEqual({ kind: 'refused', code: 'JOURNAL_NAMES_OTHER_RECORD' });
  });
});

describe('B26 B50 the sweep at start', () => {
  const recordId = 'named';
  const stored = { ...installation, recordId, generation: 7, token: secret, userId: '999000000001' };
  const noted = {
    version: 1,
    state: 'live',
    generation: 7,
    recordId,
    profile: 'personal',
    issuer: installation.issuer,
    clientId: installation.clientId,
    reason: 'saved',
    entryGone: false,
    atMs: 1,
  };
  const text = encodeRecord(stored);

  test.each<[string, string, object | string | undefined]>([
    ['NOT_CONTINUED', text, noted],
    ['RECORD_MALFORMED', '', noted],
    ['RECORD_MALFORMED', 'not JSON', noted],
    ['RECORD_MALFORMED', 'null', noted],
    ['RECORD_MALFORMED', '[]', noted],
    ['RECORD_MALFORMED', text.slice(0, 100), noted],
    ['RECORD_MALFORMED', text.replace('"v":1', '"v":2'), noted],
    ['RECORD_MALFORMED', encodeRecord({ ...stored, token: '' }), noted],
    ['RECORD_MALFORMED', encodeRecord({ ...stored, generation: 0.5 }), noted],
    ['RECORD_MALFORMED', `${' '.repeat(20_000)}${text}`, noted],
    ['RECORD_OF_OTHER_DEVICE', encodeRecord({ ...stored, deviceId: 'other' }), noted],
    ['RECORD_OF_OTHER_PROVIDER', encodeRecord({ ...stored, issuer: 'https://other.example' }), noted],
    ['RECORD_OF_OTHER_PROVIDER', encodeRecord({ ...stored, clientId: 'other' }), noted],
    ['JOURNAL_MISSING', text, undefined],
    ['JOURNAL_MALFORMED', text, ''],
    ['JOURNAL_MALFORMED', text, '{"version":1,"state":"li'],
    ['JOURNAL_MALFORMED', text, { ...noted, state: 'alive' }],
    ['JOURNAL_NAMES_OTHER_RECORD', text, { ...noted, recordId: 'other' }],
    ['JOURNAL_NAMES_OTHER_RECORD', text, { ...noted, generation: 8 }],
    ['JOURNAL_NAMES_OTHER_RECORD', text, { ...noted, issuer: 'https://other.example' }],
    ['SESSION_ENDED', text, { ...noted, state: 'dead' }],
    ['SESSION_ENDED', text, { ...noted, profile: 'shared' }],
    ['REFRESH_INTERRUPTED', text, { ...noted, state: 'spending' }],
  ])('%s: deleted, one coded line, no crash, and the next write heals', async (reason, entry, journal) => {
    const { store, disk, vault, log } = world();
    store.entries.set(account, entry);
    if (journal !== undefined) writeJournal(disk, journal);
    expect(await vault.sweep()).toBe('deleted');
    expect(store.entries.size).toBe(0);
    expect(log.lines).toEqual([{ level: 'warn', code: 'RECORD_DELETED', fields: { reason, detail: 'gone' } }]);
    expect(journalOn(disk)).toMatchObject({ state: 'dead', entryGone: true });
    expect(await vault.save(recordOf())).toEqual({ kind: 'keychain' });
    expect(await judged(store, disk)).toMatchObject({ kind: 'counts' });
  });

  test('nothing there and nothing known of: nothing, with one read and no write', async () => {
    const { store, disk, vault, log } = world();
    expect(await vault.sweep()).toBe('nothing');
    expect([store.calls, [...disk], log.lines]).toEqual([[`get ${account}`], [], []]);
  });

  test('a journal that knows of a record: "no such entry" is believed only with a canary', async () => {
    const there = world();
    writeJournal(there.disk, noted);
    expect(await there.vault.sweep()).toBe('deleted');

    const store = emptyStore();
    const disk: Disk = new Map();
    writeJournal(disk, noted);
    const { vault } = runOn(hostWith(store, { set: async () => locked }), diskOf(disk));
    expect(await vault.sweep()).toBe('unconfirmed');
    expect(journalOn(disk)).toMatchObject({ state: 'dead', entryGone: false });
    // And it stays in mind: the end of a session of this run says so as well.
    expect(await vault.end('user')).toBe('unconfirmed');
  });

  test.each([
    ['no keychain, nothing known of', unavailable, undefined, 'nothing'],
    ['no keychain, a record known of', unavailable, noted, 'unconfirmed'],
    ['locked, nothing known of', locked, undefined, 'unconfirmed'],
    ['overran, nothing known of', { kind: 'overran' }, undefined, 'unconfirmed'],
  ] as const)('%s', async (_what, answer, journal, result) => {
    const disk: Disk = new Map();
    if (journal !== undefined) writeJournal(disk, journal);
    const { vault } = runOn(hostWith(emptyStore(), { get: async () => answer }), diskOf(disk));
    expect(await vault.sweep()).toBe(result);
    expect(journalOn(disk)?.['state']).toBe(journal === undefined ? undefined : 'dead');
  });

  test('a sweep that hangs lets the log-in pass, and cannot delete the record of the new session', async () => {
    const store = emptyStore();
    const disk: Disk = new Map();
    writeJournal(disk, noted);
    store.entries.set(account, text);
    const gate = deferred<void>();
    const working = workingHost(store);
    let first = true;
    const { vault, clock } = runOn(
      hostWith(store, {
        get: async (name) => {
          if (first) {
            first = false;
            await gate.promise;
          }
          return working.get(name);
        },
      }),
      diskOf(disk),
    );
    const sweeping = vault.sweep();
    await settled();
    const saving = vault.save(recordOf());
    await settled();
    clock.advance(3000);
    expect([await sweeping, await saving]).toEqual(['unconfirmed', inMemory('slow')]);
    gate.settle();
    await vi.waitFor(() => expect(journalOn(disk)).toMatchObject({ state: 'live', generation: 1 }));
    expect(await judged(store, disk)).toMatchObject({ kind: 'counts', record: { generation: 1 } });
  });

  test('a sweep during a session touches nothing', async () => {
    const { store, disk, vault } = world();
    await vault.save(recordOf());
    expect(await vault.sweep()).toBe('nothing');
    expect(await judged(store, disk)).toMatchObject({ kind: 'counts' });
  });
});
