import { describe, expect, test, vi } from 'vitest';
import type { KeychainHost } from '../../main/ports.ts';
import { encodeRecord } from '../../main/vault/record.ts';
import {
  account,
  diskOf,
  emptyStore,
  factsOf,
  frailDisk,
  hostWith,
  inMemory,
  installation,
  journalOn,
  judged,
  nextRun,
  locked,
  recordOf,
  runOn,
  startMs,
  textsOf,
  secret,
  storedOf,
  unavailable,
  workingHost,
  world,
  type Disk,
} from './fake-world.ts';

describe('save and end', () => {
  test('invariant 11: dead under the new name, the entry, read back, live', async () => {
    const { store, disk, vault } = world();
    const states: unknown[] = [];
    const set = disk.set.bind(disk);
    disk.set = (path, text) => {
      states.push(`${String((JSON.parse(text) as { state: string }).state)} after ${store.calls.length} calls`);
      return set(path, text);
    };
    expect(await vault.save(recordOf({ generation: 4 }))).toEqual({ kind: 'keychain' });
    expect(store.calls).toEqual([`set ${account}`, `get ${account}`]);
    expect(states).toEqual(['dead after 0 calls', 'live after 2 calls']);
    expect(journalOn(disk)).toMatchObject({ state: 'live', generation: 4, profile: 'personal', entryGone: false });
    expect(await judged(store, disk)).toMatchObject({
      kind: 'counts',
      record: { token: secret, facts: factsOf(), generation: 4, deviceId: installation.deviceId },
    });
  });

  test('session.md "Journal and vault": the end is dead on disk before the keychain is asked, and is confirmed by a canary', async () => {
    const { store, disk, vault } = world();
    await vault.save(recordOf());
    store.calls.length = 0;
    const ending = vault.end('user');
    await vi.waitFor(() => expect(journalOn(disk)).toMatchObject({ state: 'dead', reason: 'user' }));
    expect(await ending).toBe('gone');
    const canary = `${account} (check)`;
    expect(store.calls).toEqual([
      `delete ${account}`,
      `set ${canary}`,
      `get ${account}`,
      `get ${canary}`,
      `delete ${canary}`,
    ]);
    expect(store.entries.size).toBe(0);
    expect(journalOn(disk)).toMatchObject({ state: 'dead', entryGone: true });
  });

  test('invariant 1: no secret and no name in the journal or the log, and only one entry in the keychain', async () => {
    const { store, disk, vault, log } = world();
    const texts = textsOf(disk);
    await vault.open();
    await vault.save(recordOf());
    await vault.spending();
    await vault.save(recordOf({ generation: 2, refreshToken: `${secret}-2` }));
    await vault.touch(startMs + 1);
    expect([...store.entries.keys()]).toEqual([account]);
    const next = nextRun({ store, disk });
    await next.vault.open();
    await next.vault.redeem();
    await next.vault.end('idle');
    expect(texts).toHaveLength(9);
    const { person, role, sid } = factsOf();
    for (const trace of [secret, person.name, person.userId, role?.id, role?.organisationName, sid]) {
      expect(texts.join('') + JSON.stringify([log.lines, next.log.lines])).not.toContain(trace);
    }
  });

  test('direct topology: nothing to keep is no keychain call; the journal knows of the session and of no record', async () => {
    const { store, disk, vault, log } = world();
    expect(await vault.save(recordOf({ refreshToken: undefined }))).toEqual(inMemory('nothingToKeep'));
    expect(journalOn(disk)).toMatchObject({ state: 'dead', session: 'open', recordId: '', entryGone: true });
    expect(await vault.end('user')).toBe('gone');
    expect(journalOn(disk)).toMatchObject({ state: 'dead', session: 'over', reason: 'user', entryGone: true });
    expect([store.calls, log.lines]).toEqual([[], []]);
  });

  test('an end with no session before it: no keychain call and no file', async () => {
    const { store, disk, vault } = world();
    await vault.open();
    store.calls.length = 0;
    expect(await vault.end('switchUser')).toBe('gone');
    expect([store.calls, [...disk]]).toEqual([[], []]);
  });

  test('a newer generation with nothing to keep: the older one is deleted, since it must not be used any more', async () => {
    const { store, disk, vault } = world();
    await vault.save(recordOf());
    expect(await vault.save(recordOf({ generation: 2, refreshToken: undefined }))).toEqual(inMemory('nothingToKeep'));
    expect(store.entries.size).toBe(0);
    expect(journalOn(disk)).toMatchObject({ state: 'dead', entryGone: true });
  });
});

describe('B24 B49 a secret that is too long for the platform', () => {
  /** A token that makes the whole record as long as that, in bytes of UTF-8. */
  const tokenLess = Buffer.byteLength(encodeRecord(storedOf({ recordId: 'r'.repeat(16), generation: 1, token: '' })));
  const tokenFor = (recordBytes: number) => 't'.repeat(recordBytes - tokenLess);

  async function keptOnWindows(refreshToken: string) {
    const store = emptyStore();
    const disk: Disk = new Map();
    const { vault } = runOn(workingHost(store, 2560), diskOf(disk));
    await vault.save(recordOf({ refreshToken: 'short' }));
    const kept = await vault.save(recordOf({ generation: 2, refreshToken }));
    return { kept, store, disk };
  }

  test.each([1, 1280, 1281])('a token of %i bytes is kept whole', async (bytes) => {
    const token = 'x'.repeat(bytes);
    const { kept, store, disk } = await keptOnWindows(token);
    expect(kept).toEqual({ kind: 'keychain' });
    expect(await judged(store, disk)).toMatchObject({ kind: 'counts', record: { token } });
  });

  test.each([2499, 2500])('a record of %i bytes is kept whole', async (bytes) => {
    const token = tokenFor(bytes);
    const { kept, store, disk } = await keptOnWindows(token);
    expect(kept).toEqual({ kind: 'keychain' });
    expect(Buffer.byteLength(store.entries.get(account) ?? '')).toBe(bytes);
    expect(await judged(store, disk)).toMatchObject({ kind: 'counts', record: { token } });
  });

  test.each([2501, 2560, 2561, 20_000])(
    'a record of %i bytes is in memory only, said so; nothing of it is written, the older one is deleted',
    async (bytes) => {
      const { kept, store, disk } = await keptOnWindows(tokenFor(bytes));
      expect(kept).toEqual(inMemory('tooLarge'));
      expect(store.calls.filter((call) => call === `set ${account}`)).toHaveLength(1);
      expect(store.entries.size).toBe(0);
      expect(journalOn(disk)).toMatchObject({ state: 'dead', reason: 'tooLarge', entryGone: true });
    },
  );

  test('a usual session leaves room for a token of 2,000 bytes', () => {
    const room = 2500 - tokenLess;
    console.info(`A record of a usual session leaves ${room} of 2,500 bytes for its token`);
    expect(room).toBeGreaterThan(2000);
  });

  test('bytes are counted, not characters', async () => {
    const { kept } = await keptOnWindows('é'.repeat(1200));
    expect(kept).toEqual(inMemory('tooLarge'));
  });
});

describe('a keychain that does not work keeps nobody out (B27 B52 invariant 10)', () => {
  test.each([
    ['locked', locked, 'locked'],
    ['unavailable', unavailable, 'unavailable'],
    ['killed on overrun', { kind: 'overran' }, 'slow'],
  ] as const)('%s: in memory only, said so and logged by its reason', async (_what, answer, reason) => {
    const store = emptyStore();
    const disk: Disk = new Map();
    const { vault, log } = runOn(hostWith(store, { set: async () => answer }), diskOf(disk));
    expect(await vault.save(recordOf())).toEqual(inMemory(reason));
    expect(journalOn(disk)).toMatchObject({ state: 'dead', reason });
    expect(log.lines).toContainEqual({ level: 'warn', code: 'RECORD_IN_MEMORY_ONLY', fields: { reason } });
  });

  test('what was certainly not written needs no confirmation at the end', async () => {
    const store = emptyStore();
    const { vault } = runOn(hostWith(store, { set: async () => unavailable }), diskOf(new Map()));
    await vault.save(recordOf());
    expect(await vault.end('user')).toBe('gone');
    expect(store.calls).toEqual([]);
  });

  test('a keychain that says yes and keeps nothing is not believed', async () => {
    const store = emptyStore();
    const disk: Disk = new Map();
    const { vault } = runOn(hostWith(store, { set: async () => ({ kind: 'answered', value: null }) }), diskOf(disk));
    expect(await vault.save(recordOf())).toEqual(inMemory('unavailable'));
    expect(journalOn(disk)).toMatchObject({ state: 'dead' });
    expect(await vault.end('user')).toBe('unconfirmed');
  });

  test.each<[string, Partial<KeychainHost>]>([
    [
      'a locked one: delete says false, get says null, set refuses',
      {
        delete: async () => ({ kind: 'answered', value: false }),
        get: async () => ({ kind: 'answered', value: null }),
        set: async () => locked,
      },
    ],
    ['one that says it has deleted and has not', { delete: async () => ({ kind: 'answered', value: true }) }],
    ['one that forgets what was just written', { get: async () => ({ kind: 'answered', value: null }) }],
    ['one that answers with something else', { get: async () => ({ kind: 'answered', value: 'other' }) }],
    ['one that refuses the delete', { delete: async () => unavailable }],
    ['one that was killed on overrun', { delete: async () => ({ kind: 'overran' }) }],
  ])('HAZ-07 the deletion is unconfirmed with %s', async (_what, broken) => {
    const store = emptyStore();
    const disk: Disk = new Map();
    const host = workingHost(store);
    const { vault, log } = runOn(host, diskOf(disk));
    expect(await vault.save(recordOf())).toEqual({ kind: 'keychain' });
    Object.assign(host, broken);
    expect(await vault.end('user')).toBe('unconfirmed');
    expect(journalOn(disk)).toMatchObject({ state: 'dead', reason: 'user', entryGone: false });
    expect(log.lines).toContainEqual({ level: 'warn', code: 'KEYCHAIN_NOT_CONFIRMED', fields: { reason: 'user' } });
    // Whatever is left of it does not count.
    const left = await judged(store, disk);
    if (left !== 'no entry') expect(left).toEqual({ kind: 'refused', code: 'SESSION_ENDED' });
  });

  test('a host that breaks its word and rejects is caught', async () => {
    const { vault, log } = runOn(
      hostWith(emptyStore(), { set: () => Promise.reject(new Error(secret)) }),
      diskOf(new Map()),
    );
    expect(await vault.save(recordOf())).toEqual(inMemory('slow'));
    expect(log.lines.map(({ code }) => code)).toContain('VAULT_FAILED');
    expect(JSON.stringify(log.lines)).not.toContain(secret);
  });

  test('a disk that refuses: no journal, so nothing is written to the keychain', async () => {
    const store = emptyStore();
    const full = { ...diskOf(new Map()), replaceDurably: () => Promise.reject(new Error('ENOSPC')) };
    const { vault } = runOn(workingHost(store), full);
    expect(await vault.save(recordOf())).toEqual(inMemory('unavailable'));
    expect(store.calls).toEqual([]);
  });

  test('a disk that is full at the log-out: the old journal is removed, so it names nothing live', async () => {
    const store = emptyStore();
    const disk: Disk = new Map();
    const frail = frailDisk(disk);
    const { vault } = runOn({ ...workingHost(store), delete: async () => unavailable }, frail.files);
    await vault.save(recordOf());
    frail.break('write');
    expect(await vault.end('user')).toBe('unconfirmed');
    expect(await judged(store, disk)).toMatchObject({ kind: 'refused', code: 'JOURNAL_MISSING' });
  });

  test('a disk that refuses everything at the log-out is asked once more, after a keychain that confirms nothing', async () => {
    const store = emptyStore();
    const disk: Disk = new Map();
    const frail = frailDisk(disk);
    const host = hostWith(store, {
      delete: async () => {
        frail.break('no');
        return unavailable;
      },
    });
    const { vault } = runOn(host, frail.files);
    await vault.save(recordOf());
    frail.break('all');
    expect(await vault.end('user')).toBe('unconfirmed');
    expect(await judged(store, disk)).toEqual({ kind: 'refused', code: 'SESSION_ENDED' });
  });

  test('a disk that refuses everything at a renewal: the old entry goes, since the old journal still calls it live', async () => {
    const store = emptyStore();
    const disk: Disk = new Map();
    const frail = frailDisk(disk);
    const { vault } = runOn(workingHost(store), frail.files);
    await vault.save(recordOf());
    frail.break('all');
    expect(await vault.save(recordOf({ generation: 2 }))).toEqual(inMemory('unavailable'));
    expect(journalOn(disk)).toMatchObject({ state: 'live', generation: 1 });
    expect(await judged(store, disk)).toBe('no entry');
  });
});
