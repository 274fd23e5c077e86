import type { Clock, KeychainHost, Log, Random } from '../ports.ts';
import type { Journal, JournalEntry, JournalReading } from './journal.ts';
import { createKeychainEntry } from './keychain-entry.ts';
import { createLane } from './lane.ts';
import { createNotes, type Notes, type Standing } from './notes.ts';
import { isWorthTelling, owedAtStart, type Owed } from './owed.ts';
import { createPatience } from './patience.ts';
import { encodeRecord, judgeAgain, judgeRecord, storedBytes, type Installation } from './record.ts';
import type { Ending, EndingReason, Kept, Opened, Vault, VaultRecord } from './vault.ts';

export interface VaultOptions {
  readonly host: Pick<KeychainHost, 'get' | 'set' | 'delete'>;
  readonly journal: Journal;
  /** Of the one entry. The same on every device of a user, so that a record that roamed is found and deleted (B50). */
  readonly account: string;
  readonly installation: Installation;
  readonly clock: Pick<Clock, 'wallMs' | 'after'>;
  readonly random: Pick<Random, 'base64url'>;
  readonly log: Log;
  /** How long a log-in or a log-out waits for the keychain. */
  readonly flowWaitMs?: number;
  /** Of the record as UTF-8. */
  readonly limitBytes?: number;
}

/** A person who waits for longer thinks that the app hangs (B27). */
export const defaultFlowWaitMs = 3000;
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
 * **A renewal** is saved in the same order, and no moment of it is worse. The journal has said `spending` since before the
 * token left the app, so the old record is out already when the new one comes; `dead` under the new name puts `spending`
 * away without ever saying `live` of the old; and only the new record, read back, is `live` again. Whether the provider has
 * taken the token when the app dies nobody knows: `spending` is a log-out for that reason alone (B18, a token that is used
 * twice costs the whole session). Only who knows that it was not taken may say `unspent`, and then the very same record that
 * is known to be in the keychain counts again. A token in use outlives a slow write: a record that arrives late, while its
 * token is being spent, becomes `spending` and not `live`.
 *
 * A record is named by a random id beside its generation: generations begin anew with each run of the app, and a write that
 * overran in an earlier run may still be applied in this one.
 *
 * **Keychain calls** are made one after the other, in the order in which open, redeem, save and end were called, and go on
 * behind the back of a caller who has stopped waiting. So a late set is followed by the delete of the end that came after
 * it. The journal does not wait for them.
 */
export function createKeychainVault(options: VaultOptions): Vault {
  return keychainVaultOn(createNotes(options.installation, 'personal', options), options);
}

/** @param notes whose profile decides whether what is found at start may be continued */
export function keychainVaultOn(notes: Notes, options: VaultOptions): Vault {
  const { host, journal, account, installation, clock, random, log } = options;
  const { flowWaitMs = defaultFlowWaitMs, limitBytes = defaultLimitBytes } = options;
  const here = { ...installation, ...notes.here };
  const entry = createKeychainEntry(host, account, random);
  const within = createPatience(flowWaitMs, { clock, log });
  const keychainInTurn = createLane();
  /** Raised by each save and end: whatever was begun before has lost its right to write the journal. */
  let turn = 0;
  /** The only copy of a secret in here: of a record on its way to the keychain, until it is handed over or not wanted any more. */
  let unsent: string | undefined;
  /** Whether the keychain is known to hold the very record that the journal names. */
  let stored = false;
  /** Whether the token of that record is being used, or may have been used up. */
  let inUse = false;
  let redeeming = false;
  /** Whether a session of this run is open: only its person's activity counts. */
  let inSession = false;
  let opened = false;

  /** Afterwards the journal says so, or is as true as the disk lets it be. */
  async function eraseAndNote(ownTurn: number): Promise<Ending> {
    const ending = entry.mayBeThere() ? await entry.erase() : 'gone';
    // Only of its own record may it say so, and only once.
    if (ownTurn === turn) {
      if (ending === 'gone' && notes.current()?.entryGone === false) await notes.amend({ entryGone: true });
      // The journal may name a record that is over, and the keychain may have it: the disk is asked once more.
      else if (ending === 'unconfirmed' && (await notes.standing()) === 'outdated') await notes.amend({});
    }
    return ending;
  }

  /** What `save` does with a record that is to be kept; the caller has the turn. */
  async function store(ownTurn: number, named: OpenSession & { readonly recordId: string }): Promise<Kept> {
    const announced = await notes.note({ ...named, state: 'dead', reason: 'writing', entryGone: false });
    return keychainInTurn(async () => {
      if (ownTurn !== turn) return inMemory('slow');
      const text = unsent;
      unsent = undefined;
      if (announced !== 'written' || text === undefined) {
        // Should the old journal still stand, then the old entry must not.
        await notes.note({ state: 'dead', reason: 'unavailable', entryGone: !entry.mayBeThere() });
        await eraseAndNote(ownTurn);
        return inMemory('unavailable');
      }
      const trouble = await entry.write(text);
      // An end, or a newer save, is next in turn and does what is to be done with the entry.
      if (ownTurn !== turn) return inMemory('slow');
      if (trouble) {
        await notes.note({ state: 'dead', reason: trouble.reason, entryGone: !entry.mayBeThere() });
        return inMemory(trouble.reason);
      }
      stored = true;
      const noted = await notes.note({ state: inUse ? 'spending' : 'live', reason: 'saved' });
      if (noted === 'written' || ownTurn !== turn) return { kind: 'keychain' };
      stored = false;
      await notes.note({ state: 'dead', reason: 'unavailable' });
      return inMemory('unavailable');
    });
  }

  /** A session that is not kept: what was kept of it before must not be used any more either. */
  async function withdraw(ownTurn: number, open: OpenSession, reason: string): Promise<Ending> {
    await notes.note({ ...open, recordId: '', state: 'dead', reason, entryGone: !entry.mayBeThere() });
    return entry.mayBeThere() ? keychainInTurn(() => eraseAndNote(ownTurn)) : 'gone';
  }

  async function save(record: VaultRecord): Promise<Kept> {
    turn += 1;
    unsent = undefined;
    stored = false;
    inUse = false;
    inSession = true;
    const { refreshToken: token, generation, facts, lastActivityMs } = record;
    const open: OpenSession = { session: 'open', generation, lastActivityMs, endsAtMs: facts.endsAtMs, told: false };
    if (token === undefined) {
      await within(withdraw(turn, open, 'nothingToKeep'), 'unconfirmed', 'save');
      return inMemory('nothingToKeep');
    }
    const recordId = random.base64url(12);
    const { deviceId, clientId } = installation;
    const text = encodeRecord({ recordId, generation, deviceId, clientId, token, facts });
    if (storedBytes(text) > limitBytes) {
      await within(withdraw(turn, open, 'tooLarge'), 'unconfirmed', 'save');
      return inMemory('tooLarge');
    }
    unsent = text;
    return within(store(turn, { ...open, recordId }), inMemory('slow'), 'save');
  }

  async function end(reason: EndingReason, onNoted?: () => void): Promise<Ending> {
    turn += 1;
    const ownTurn = turn;
    stored = false;
    inUse = false;
    inSession = false;
    const finish = async () => {
      const before = notes.current();
      // On disk before anything else is tried.
      const dead = before && isNewEnd(before, reason) ? notes.note(endNoted(reason)) : undefined;
      unsent = undefined;
      await dead;
      onNoted?.();
      // Nothing was ever kept: no keychain.
      return entry.mayBeThere() ? keychainInTurn(() => eraseAndNote(ownTurn)) : 'gone';
    };
    const ending = await within(finish(), 'unconfirmed', 'end');
    if (ending === 'unconfirmed') log.warn('KEYCHAIN_NOT_CONFIRMED', { reason });
    return ending;
  }

  async function open(): Promise<Opened> {
    if (opened || turn > 0) return nothing;
    opened = true;
    let late = false;
    let found: JournalReading | undefined;
    const work = keychainInTurn(async () => {
      found = await journal.read();
      return turn > 0 ? nothing : openFound(found, () => late);
    });
    const result = await within<Opened | Late>(work, { kind: 'late' }, 'open');
    if (result.kind !== 'late') return result;
    // What was said to the person must hold, whatever the keychain comes up with after this.
    late = true;
    if (!found || turn > 0) return nothing;
    const expected = isExpected(found);
    const owed = owedAtStart(found, here);
    await within(disown(found, expected), 'outdated', 'open');
    return endedAs(owed, expected ? 'unconfirmed' : 'gone');
  }

  async function openFound(found: JournalReading, isLate: () => boolean): Promise<Opened> {
    const expected = isExpected(found);
    if (expected) entry.expect();
    const answer = await entry.read();
    if (turn > 0) return nothing; // what was there before is being replaced, or has been
    const text = answer.kind === 'answered' ? answer.value : null;
    const judged = text === null ? undefined : judgeRecord(text, found, here);
    if (judged?.kind === 'counts' && found.kind === 'entry' && !isLate()) {
      notes.takeOver(found.entry);
      stored = true;
      const { facts, generation } = judged.record;
      return { kind: 'restorable', facts, generation, lastActivityMs: found.entry.lastActivityMs };
    }
    const owed = owedAtStart(found, here);
    await disown(found, expected || text !== null);
    if (!expected && text === null) return endedAs(owed, 'gone');
    // If the journal knows of one and the keychain does not, that is either true or what a locked one says on Linux.
    const ending = answer.kind === 'answered' ? await eraseAndNote(0) : 'unconfirmed';
    if (!judged) log.warn('RECORD_NOT_READ', { reason: answer.kind, detail: ending });
    else log.warn('RECORD_DELETED', { reason: judged.kind === 'counts' ? 'TOO_LATE' : judged.code, detail: ending });
    return endedAs(owed, ending);
  }

  /** From now on no start uses what was found, and what its person is owed is remembered until they are told. */
  async function disown(found: JournalReading, mayBeThere: boolean): Promise<Standing> {
    if (mayBeThere) entry.expect();
    const newer = notes.current();
    if (!newer && found.kind === 'entry') notes.takeOver(found.entry);
    if (newer || (found.kind === 'entry' && found.entry.session === 'over')) {
      return mayBeThere ? notes.amend({ entryGone: false }) : notes.standing();
    }
    if (found.kind !== 'entry' && !mayBeThere) return notes.standing();
    const owed = owedAtStart(found, here);
    const over = { state: 'dead', session: 'over', entryGone: !mayBeThere } as const;
    return notes.note({ ...over, ...(owed ? { ...owed, told: false } : { reason: 'restart', told: true }) });
  }

  async function redeem(named: JournalEntry): Promise<Redeemed> {
    const ownTurn = turn;
    inUse = true;
    // Another process may have had it since (B18); then the journal is theirs.
    const found = await journal.read();
    if (ownTurn !== turn || found.kind === 'none') return notToBeHad;
    if (found.kind === 'entry') {
      const { state, recordId } = found.entry;
      if (state !== named.state || recordId !== named.recordId) return notToBeHad;
    }
    // Without a journal that says so, the next start would use the token once more.
    if ((await markSpending('continuing')) !== 'noted' || found.kind === 'malformed') return notToBeHad;
    return keychainInTurn(async () => {
      if (ownTurn !== turn) return notToBeHad;
      const answer = await entry.read();
      if (ownTurn !== turn || answer.kind !== 'answered' || answer.value === null) return notToBeHad;
      const judged = judgeAgain(answer.value, named, here);
      if (judged.kind === 'counts') return { kind: 'token', token: judged.record.token };
      log.warn('RECORD_REFUSED', { reason: judged.code });
      return notToBeHad;
    });
  }

  /** @returns whether a start may still use the record */
  async function markSpending(reason: string): Promise<'noted' | 'erased' | 'notNoted'> {
    const ownTurn = turn;
    inUse = true;
    const isLive = notes.current()?.state === 'live';
    const standing = await (isLive ? notes.note({ state: 'spending', reason }) : notes.standing());
    if (standing !== 'outdated' || !entry.mayBeThere()) return 'noted';
    // Neither written nor removed: only the entry itself can still be put out of the way of the next start.
    stored = false;
    const erased = keychainInTurn(() => eraseAndNote(ownTurn));
    return (await within(erased, 'unconfirmed', 'spending')) === 'gone' ? 'erased' : 'notNoted';
  }

  async function spending(): Promise<void> {
    if ((await markSpending('refreshing')) === 'notNoted') log.error('SPENDING_NOT_NOTED');
  }

  async function unspent(): Promise<void> {
    if (!inUse) return;
    inUse = false;
    if (stored && notes.current()?.state === 'spending') await notes.note({ state: 'live', reason: 'unspent' });
  }

  async function touch(lastActivityMs: number): Promise<void> {
    const current = notes.current();
    if (!inSession || !current || lastActivityMs <= current.lastActivityMs) return;
    await notes.amend({ lastActivityMs });
  }

  return {
    open,
    async redeem() {
      const named = notes.current();
      // `spending` is of this run: a try whose answer was lost may be repeated, once it is known that there is a network (B19).
      if (redeeming || !stored || !named || named.state === 'dead') return undefined;
      redeeming = true;
      const redeemed = await within(redeem(named), notToBeHad, 'redeem');
      redeeming = false;
      if (redeemed.kind === 'token') return redeemed.token;
      // Nothing makes it count again.
      stored = false;
      return undefined;
    },
    spending,
    unspent,
    touch,
    save: async (record) => {
      const kept = await save(record);
      if (kept.kind === 'memory' && kept.reason !== 'nothingToKeep') {
        log.warn('RECORD_IN_MEMORY_ONLY', { reason: kept.reason });
      }
      return kept;
    },
    end,
    async told() {
      const current = notes.current();
      if (current?.session === 'over' && !current.told) await notes.amend({ told: true });
    },
  };
}

type OpenSession = Pick<JournalEntry, 'session' | 'generation' | 'lastActivityMs' | 'endsAtMs' | 'told'>;
type Redeemed = { readonly kind: 'token'; readonly token: string } | { readonly kind: 'notToBeHad' };
interface Late {
  readonly kind: 'late';
}

const nothing: Opened = { kind: 'nothing' };
const notToBeHad: Redeemed = { kind: 'notToBeHad' };

function inMemory(reason: Extract<Kept, { kind: 'memory' }>['reason']): Kept {
  return { kind: 'memory', reason };
}

/** Whether the keychain may hold an entry of ours, as far as the journal knows. */
function isExpected(found: JournalReading): boolean {
  return found.kind === 'malformed' || (found.kind === 'entry' && !found.entry.entryGone);
}

/** A session that is over keeps its reason; only "the token is taken no more" gives way to the cause of it (`session.md`, "Races"). */
export function isNewEnd({ session, reason }: JournalEntry, next: EndingReason): boolean {
  return session !== 'over' || (reason === 'revoked' && next !== 'revoked' && isWorthTelling(next));
}

/** How an end is noted. */
export function endNoted(reason: EndingReason): Pick<JournalEntry, 'state' | 'session' | 'reason' | 'told'> {
  return { state: 'dead', session: reason === 'lock' ? 'locked' : 'over', reason, told: !isWorthTelling(reason) };
}

function endedAs(owed: Owed | undefined, ending: Ending): Opened {
  return owed ? { kind: 'ended', ...owed, ending } : nothing;
}
