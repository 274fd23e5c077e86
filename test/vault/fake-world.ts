/** What outlives the app, in memory: a keychain and a folder, and runs of the app on them. */
import { createJournal } from '../../main/vault/journal.ts';
import { createKeychainVault } from '../../main/vault/keychain-vault.ts';
import { encodeRecord, judgeRecord, type Judgement, type StoredRecord } from '../../main/vault/record.ts';
import { createSharedVault } from '../../main/vault/shared-vault.ts';
import type { SessionFacts, Vault, VaultRecord } from '../../main/vault/vault.ts';
import type { Files, KeychainAnswer, KeychainHost } from '../../main/ports.ts';
import { recordedLog, steppedClock, systemRandom, type RecordedLog } from '../unit-support/system.ts';

export const account = 'session';
export const installation = { deviceId: 'this-device', issuer: 'https://gateway.example', clientId: 'desktop' };
export const secret = 'the-refresh-token';
const journalPath = '/data/journal.json';

/** The wall time at which every run begins. */
export const startMs = 1_000_000;

/** A synthetic person in a session. */
export function factsOf(userId = '999000000001', change: Partial<SessionFacts> = {}): SessionFacts {
  return {
    person: { issuer: installation.issuer, subject: userId, userId, name: `Synthetic ${userId}` },
    role: {
      id: '555254240100',
      name: 'Nurse Access Role',
      code: 'R8001',
      organisationCode: 'RXX01',
      organisationName: 'SYNTHETIC WARD',
      activityCodes: [],
    },
    level: 2,
    identityLevel: 3,
    authTimeSeconds: 900,
    amr: ['FIDO2'],
    sid: 'a-session-id',
    endsAtMs: 40_000_000,
    ...change,
  };
}

export function recordOf(change: Partial<VaultRecord> = {}): VaultRecord {
  return { generation: 1, facts: factsOf(), refreshToken: secret, lastActivityMs: startMs, ...change };
}

export function recordFor(userId: string, change: Partial<VaultRecord> = {}): VaultRecord {
  return recordOf({ facts: factsOf(userId), ...change });
}

/** As it stands in the keychain. */
export function storedOf(change: Partial<StoredRecord> = {}): StoredRecord {
  const { deviceId, clientId } = installation;
  return { recordId: 'named', generation: 7, deviceId, clientId, token: secret, facts: factsOf(), ...change };
}

/** A journal that names that record `live`. */
export const notedLive = {
  version: 2,
  state: 'live',
  session: 'open',
  generation: 7,
  recordId: 'named',
  profile: 'personal',
  issuer: installation.issuer,
  clientId: installation.clientId,
  reason: 'saved',
  atMs: 900_000,
  lastActivityMs: 950_000,
  endsAtMs: 40_000_000,
  told: false,
  entryGone: false,
} as const;

export interface Store {
  readonly entries: Map<string, string>;
  /** Every operation that reached it, as `set session`. */
  readonly calls: string[];
}

export function emptyStore(): Store {
  return { entries: new Map(), calls: [] };
}

/** A keychain that works. Windows' takes no more than 2,560 bytes a secret, and says so in its own words (node-keytar#112). */
export function workingHost({ entries, calls }: Store, limitBytes = Number.POSITIVE_INFINITY): KeychainHost {
  const answered = <Value>(value: Value): KeychainAnswer<Value> => ({ kind: 'answered', value });
  return {
    get: async (name) => {
      calls.push(`get ${name}`);
      return answered(entries.get(name) ?? null);
    },
    set: async (name, text) => {
      calls.push(`set ${name}`);
      if (Buffer.byteLength(text) > limitBytes) return { kind: 'failed', trouble: 'unavailable', applied: 'unknown' };
      entries.set(name, text);
      return answered(null);
    },
    delete: async (name) => {
      calls.push(`delete ${name}`);
      return answered(entries.delete(name));
    },
    close: () => undefined,
  };
}

export type Disk = Map<string, string>;

export function diskOf(disk: Disk): Pick<Files, 'readText' | 'replaceDurably' | 'remove'> {
  return {
    readText: async (path) => disk.get(path),
    replaceDurably: async (path, text) => void disk.set(path, text),
    remove: async (path) => void disk.delete(path),
  };
}

/** Every text that is written from now on, in order. */
export function textsOf(disk: Disk): readonly string[] {
  const texts: string[] = [];
  const set = disk.set.bind(disk);
  disk.set = (path, text) => {
    texts.push(text);
    return set(path, text);
  };
  return texts;
}

/** A disk that works until the test breaks it: no write, or no write and no removal. */
export function frailDisk(disk: Disk) {
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

export interface Run {
  readonly vault: Vault;
  readonly clock: ReturnType<typeof steppedClock>;
  readonly log: RecordedLog;
}

/** One run of the app over what is there. */
export function runOn(
  host: KeychainHost,
  files: ReturnType<typeof diskOf>,
  profile: 'personal' | 'shared' = 'personal',
): Run {
  const clock = steppedClock(startMs);
  const log = recordedLog();
  const journal = createJournal(journalPath, files);
  const create = profile === 'personal' ? createKeychainVault : createSharedVault;
  return {
    vault: create({ host, journal, account, installation, clock, random: systemRandom, log }),
    clock,
    log,
  };
}

export function journalOn(disk: Disk): Record<string, unknown> | undefined {
  const text = disk.get(journalPath);
  return text === undefined ? undefined : (JSON.parse(text) as Record<string, unknown>);
}

export function writeJournal(disk: Disk, text: string | object): void {
  disk.set(journalPath, typeof text === 'string' ? text : JSON.stringify(text));
}

/** What a start would make of it all. */
export async function judged(store: Store, disk: Disk): Promise<Judgement | 'no entry'> {
  const text = store.entries.get(account);
  if (text === undefined) return 'no entry';
  return judgeRecord(text, await createJournal(journalPath, diskOf(disk)).read(), {
    ...installation,
    profile: 'personal',
  });
}

/** A promise that the test settles when it likes. */
export function deferred<Value>(): { readonly promise: Promise<Value>; settle(value: Value): void } {
  let settle: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((resolve) => {
    settle = resolve;
  });
  return { promise, settle: (value) => settle(value) };
}

export const inMemory = (reason: string) => ({ kind: 'memory', reason });
export const locked: KeychainAnswer<never> = { kind: 'failed', trouble: 'locked', applied: 'no' };
export const unavailable: KeychainAnswer<never> = { kind: 'failed', trouble: 'unavailable', applied: 'no' };
/** Everything that can go on without the clock has gone on. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));

export function world() {
  const store = emptyStore();
  const disk: Disk = new Map();
  const host = workingHost(store);
  return { store, disk, host, ...runOn(host, diskOf(disk)) };
}

/** The next run of the app on the same computer. */
export function nextRun({ store, disk }: { readonly store: Store; readonly disk: Disk }): Run {
  return runOn(workingHost(store), diskOf(disk));
}

/** A keychain whose answers to one operation the test gives. */
export function hostWith(store: Store, replaced: Partial<KeychainHost>): KeychainHost {
  return { ...workingHost(store), ...replaced };
}

/** A computer on which a session could be continued. */
export function keptWorld() {
  const it = world();
  it.store.entries.set(account, encodeRecord(storedOf()));
  writeJournal(it.disk, notedLive);
  return it;
}
