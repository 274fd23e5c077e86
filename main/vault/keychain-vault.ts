import type { Cleanup, Clock, KeychainAnswer, KeychainHost, Log, Random } from '../ports.ts';
import type { Journal, JournalEntry } from './journal.ts';
import { createLane } from './lane.ts';
import { encodeRecord, judgeRecord, storedBytes, type Installation } from './record.ts';
import type { Ending, Kept, Vault, VaultRecord } from './vault.ts';

export interface KeychainVaultOptions {
  readonly host: KeychainHost;
  readonly journal: Journal;
  /** Of the one entry. The same on every device of a user, so that a record that roamed is found and deleted (B50). */
  readonly account: string;
  readonly installation: Installation;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** How long a log-in or a log-out waits for the keychain. */
  readonly flowWaitMs?: number;
  /** Of the record as UTF-8. */
  readonly limitBytes?: number;
}

/** A person who waits for longer thinks that the app hangs (B27). */
const defaultFlowWaitMs = 3000;
/** Windows takes 2,560 (B49). */
const defaultLimitBytes = 2500;

/**
 * One record in the user's keychain, and the journal that alone makes it count.
 *
 * **The order of a save** is: journal `dead` under the new record's name; the entry, read back; journal `live`. So the
 * journal is `live` only while the last write to the keychain is known to have put there the very record that it names, and
 * a kill between any two steps leaves a log-out:
 *
 * - journal first, naming the new record `live`, would count a record that never arrived or that arrives late, after the
 *   user has been told that it is kept in memory only;
 * - the entry first, with the old record still `live`, would count the old one should the write fail: but the session has
 *   moved on to the new generation by then, and an older one is never used;
 * - and the `dead` line says that an entry may be there, so that a start which finds a locked keychain (on Linux it answers
 *   "no such entry") does not take its word for it.
 *
 * A record is named by a random id beside its generation: generations begin anew with each run of the app, and a write that
 * overran in an earlier run may still be applied in this one.
 *
 * **Keychain calls** are made one after the other, in the order in which save, end and sweep were called, and go on behind
 * the back of a caller who has stopped waiting. So a late set is followed by the delete of the end that came after it. The
 * journal does not wait for them.
 */
export function createKeychainVault(options: KeychainVaultOptions): Vault {
  const { host, journal, account, installation, clock, random, log } = options;
  const { flowWaitMs = defaultFlowWaitMs, limitBytes = defaultLimitBytes } = options;
  const canaryAccount = `${account} (check)`;
  const keychainInTurn = createLane();
  /** Raised by each save and end: whatever was begun before has lost its right to write the journal. */
  let turn = 0;
  /** The only copy of a secret in here: of a record on its way to the keychain, until it is handed over or not wanted any more. */
  let unsent: string | undefined;
  /** Whether there may be an entry of ours, as far as this run of the app knows. */
  let entry: 'none' | 'maybe' = 'none';
  /** The journal as this run of the app last wrote or found it. */
  let noted: JournalEntry | undefined;
  /** Whether a record of this run is kept or on its way. */
  let inSession = false;

  /** Answers whether the entry is on disk. Trouble with the disk keeps nobody out; it is told. */
  async function note(change: Partial<JournalEntry> & Pick<JournalEntry, 'state' | 'reason'>): Promise<boolean> {
    const next = { ...(noted ?? blankEntry(installation)), entryGone: false, ...change, atMs: clock.wallMs() };
    noted = next;
    try {
      await journal.write(next);
      return true;
    } catch (error) {
      log.error('JOURNAL_NOT_WRITTEN', { reason: codeOf(error), detail: change.state });
      return false;
    }
  }

  /** Deletes the entry and then asks the keychain for a proof that its "not there" is worth something (invariant 10). */
  async function erase(): Promise<Ending> {
    // `false` is what a locked keychain says on Linux, and also what one says that never had it.
    if ((await host.delete(account)).kind !== 'answered') return 'unconfirmed';
    const canary = random.base64url(16);
    if (!isAnswer(await host.set(canaryAccount, canary), null)) return 'unconfirmed';
    if (!isAnswer(await host.get(canaryAccount), canary)) return 'unconfirmed';
    if (!isAnswer(await host.delete(canaryAccount), true)) return 'unconfirmed';
    if (!isAnswer(await host.get(account), null)) return 'unconfirmed';
    entry = 'none';
    return 'gone';
  }

  async function eraseAndNote(ownTurn: number, reason: string): Promise<Ending> {
    const ending = entry === 'none' ? 'gone' : await erase();
    // Only of its own record may it say so, and only once.
    if (ending === 'gone' && noted && !noted.entryGone && ownTurn === turn) {
      await note({ state: 'dead', reason, entryGone: true });
    }
    return ending;
  }

  /** What `save` does with a record that is to be kept; the caller has the turn. */
  async function store(ownTurn: number, name: RecordName): Promise<Kept> {
    const announced = await note({ ...name, state: 'dead', reason: 'writing' });
    return keychainInTurn(async () => {
      if (ownTurn !== turn) return inMemory('slow');
      const text = unsent;
      unsent = undefined;
      if (!announced || text === undefined) {
        // Should the old journal still stand, then the old entry must not.
        if (entry === 'maybe') await erase();
        return inMemory('unavailable');
      }
      const before = entry;
      entry = 'maybe';
      const trouble = await write(text);
      if (trouble?.applied === 'no') entry = before;
      // An end, or a newer save, is next in turn and does what is to be done with the entry.
      if (ownTurn !== turn) return inMemory('slow');
      if (trouble) {
        await note({ state: 'dead', reason: trouble.reason, entryGone: entry === 'none' });
        return inMemory(trouble.reason);
      }
      const live = await note({ state: 'live', reason: 'saved' });
      return live ? { kind: 'keychain' } : inMemory('unavailable');
    });
  }

  async function write(text: string): Promise<WriteTrouble | undefined> {
    const set = await host.set(account, text);
    if (set.kind === 'overran') return { reason: 'slow', applied: 'unknown' };
    if (set.kind === 'failed') return { reason: set.trouble, applied: set.applied };
    // Not every keychain that says yes has done it, and another program may use the same name.
    if (!isAnswer(await host.get(account), text)) return { reason: 'unavailable', applied: 'unknown' };
    return undefined;
  }

  /** A newer generation that is not kept: the one before must not be used any more either. */
  async function withdraw(ownTurn: number, reason: string): Promise<Ending> {
    if (entry === 'maybe') await note({ state: 'dead', reason });
    return keychainInTurn(() => eraseAndNote(ownTurn, reason));
  }

  /** The result, or `instead` when it takes too long. What was begun goes on. */
  async function within<Result extends Kept | string>(
    work: Promise<Result>,
    instead: Result,
    what: string,
  ): Promise<Result> {
    let stopTimer: Cleanup | undefined;
    const late = new Promise<'late'>((resolve) => {
      stopTimer = clock.after(flowWaitMs, () => resolve('late'));
    });
    const done = work.then(
      (result) => ({ result }),
      (error: unknown) => {
        // A host or journal that breaks its word.
        log.error('VAULT_FAILED', { reason: codeOf(error), detail: what });
        return { result: instead };
      },
    );
    const first = await Promise.race([done, late]);
    stopTimer?.();
    if (first !== 'late') return first.result;
    log.warn('KEYCHAIN_SLOW', { reason: what });
    void done.then(({ result }) => log.info('KEYCHAIN_DONE_LATE', { reason: what, detail: nameOf(result) }));
    return instead;
  }

  async function save(record: VaultRecord): Promise<Kept> {
    turn += 1;
    unsent = undefined;
    inSession = false;
    const { refreshToken: token, generation, issuer, clientId, userId } = record;
    const busy = noted !== undefined && !noted.entryGone;
    if (token === undefined) {
      if (busy) await within(withdraw(turn, 'nothingToKeep'), 'unconfirmed', 'save');
      return inMemory('nothingToKeep');
    }
    const recordId = random.base64url(12);
    const { deviceId } = installation;
    const text = encodeRecord({ recordId, generation, token, issuer, clientId, userId, deviceId });
    if (storedBytes(text) > limitBytes) {
      if (busy) await within(withdraw(turn, 'tooLarge'), 'unconfirmed', 'save');
      return inMemory('tooLarge');
    }
    unsent = text;
    inSession = true;
    return within(
      store(turn, { recordId, generation, profile: 'personal', issuer, clientId }),
      inMemory('slow'),
      'save',
    );
  }

  async function end(reason: string): Promise<Ending> {
    turn += 1;
    const ownTurn = turn;
    inSession = false;
    const finish = async () => {
      // Nothing was ever kept: no journal, no keychain. Otherwise the entry is on disk before anything else is tried.
      const dead = noted && !noted.entryGone ? note({ state: 'dead', reason }) : undefined;
      unsent = undefined;
      await dead;
      return keychainInTurn(() => eraseAndNote(ownTurn, reason));
    };
    const ending = await within(finish(), 'unconfirmed', 'end');
    if (ending === 'unconfirmed') log.warn('KEYCHAIN_NOT_CONFIRMED', { reason });
    return ending;
  }

  async function sweepNow(): Promise<'nothing' | 'deleted' | 'unconfirmed'> {
    const ownTurn = turn;
    const found = await journal.read();
    if (ownTurn !== turn || inSession) return 'nothing'; // what was there before is being replaced, or has been
    const expected = found.kind === 'malformed' || (found.kind === 'entry' && !found.entry.entryGone);
    if (found.kind === 'entry') noted = found.entry;
    if (expected) await disown(ownTurn);

    const answer = await host.get(account);
    const text = answer.kind === 'answered' ? answer.value : null;
    if (text !== null) {
      if (!expected) await disown(ownTurn);
      const judged = judgeRecord(text, found, installation);
      const ending = await eraseAndNote(ownTurn, 'restart');
      const reason = judged.kind === 'counts' ? 'NOT_CONTINUED' : judged.code;
      log.warn('RECORD_DELETED', { reason, detail: ending });
      return ending === 'gone' ? 'deleted' : 'unconfirmed';
    }
    if (expected) {
      // The journal knows of one. That the keychain does not is either true or what a locked one says on Linux.
      const ending = answer.kind === 'answered' ? await eraseAndNote(ownTurn, 'restart') : 'unconfirmed';
      log.warn('RECORD_NOT_READ', { reason: answer.kind, detail: ending });
      return ending === 'gone' ? 'deleted' : 'unconfirmed';
    }
    switch (answer.kind) {
      case 'answered':
        return 'nothing';
      case 'failed':
        // No keychain at all, and nothing that says that there ever was a record.
        return answer.trouble === 'unavailable' ? 'nothing' : 'unconfirmed';
      case 'overran':
        return 'unconfirmed';
    }
  }

  /** Before a record of an earlier run is touched: from now on no start may use it. */
  async function disown(ownTurn: number): Promise<void> {
    entry = 'maybe';
    if (ownTurn === turn) await note({ state: 'dead', reason: 'restart' });
  }

  return {
    save: async (record) => {
      const kept = await save(record);
      if (kept.kind === 'memory' && kept.reason !== 'nothingToKeep') {
        log.warn('RECORD_IN_MEMORY_ONLY', { reason: kept.reason });
      }
      return kept;
    },
    end,
    sweep: () => within(keychainInTurn(sweepNow), 'unconfirmed', 'sweep'),
  };
}

type RecordName = Pick<JournalEntry, 'recordId' | 'generation' | 'profile' | 'issuer' | 'clientId'>;

interface WriteTrouble {
  readonly reason: 'unavailable' | 'locked' | 'slow';
  readonly applied: 'no' | 'unknown';
}

function inMemory(reason: Extract<Kept, { kind: 'memory' }>['reason']): Kept {
  return { kind: 'memory', reason };
}

function isAnswer<Value>(answer: KeychainAnswer<Value>, value: Value): boolean {
  return answer.kind === 'answered' && answer.value === value;
}

/** Names no record: what stands in for a journal that could not be read. */
function blankEntry({ issuer, clientId }: Installation) {
  return { generation: 0, recordId: '', profile: 'personal', issuer, clientId } as const;
}

function nameOf(result: Kept | string): string {
  return typeof result === 'object' ? result.kind : result;
}

/** The system's code of an error; its message may hold a path with the user's name. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error';
}
