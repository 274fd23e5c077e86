import type { EndReason } from '../../preload/session-view.ts';
import type { SessionLevel } from '../assurance/level.ts';
import type { Person, Role } from '../identity/userinfo.ts';

/** Whose session it is, and how it was established: what "Continue as NAME" shows and holds the provider's answer against. No token. */
export interface SessionFacts {
  readonly person: Person;
  /** Undefined while none has been chosen: such a session is not offered after a restart. */
  readonly role: Role | undefined;
  readonly level: SessionLevel;
  readonly identityLevel: number;
  /** `auth_time` of the log-in that the session stems from, or of the last step-up (s since the epoch). */
  readonly authTimeSeconds: number;
  readonly amr: readonly string[];
  readonly sid: string | undefined;
  /** The absolute limit (ms since the epoch). */
  readonly endsAtMs: number;
}

/**
 * What a session needs to be continued: one record, never parts. A record by itself never makes a session
 * (`session.md`, "Journal and vault").
 */
export interface VaultRecord {
  /** Goes up by one with each adoption and each renewal; an older generation is never used. */
  readonly generation: number;
  readonly facts: SessionFacts;
  readonly refreshToken: string | undefined;
  /** When the person last did something (ms since the epoch). */
  readonly lastActivityMs: number;
}

/** Where the record is. Each reason for memory has its own words for the user, or none: `profile` and `nothingToKeep` are meant so. */
export type Kept =
  | { readonly kind: 'keychain' }
  | {
      readonly kind: 'memory';
      readonly reason: 'profile' | 'nothingToKeep' | 'unavailable' | 'locked' | 'slow' | 'tooLarge';
    };

/** Whether an entry of ours is left in the keychain: `unconfirmed` is said to the user, since they may have to look. */
export type Ending = 'gone' | 'unconfirmed';

/** Why an ending is noted: how the session ended, that it was locked, or that a record was written that nobody adopted. */
export type EndingReason = EndReason | 'lock' | 'notAdopted';

/** What a start finds. The refresh token of a session that could be continued stays in the keychain. */
export type Opened =
  /** Nothing that anybody needs to be told of. */
  | { readonly kind: 'nothing' }
  /**
   * A session ended, and its person has not been told yet: `interrupted` where the app stopped in the middle of it or what
   * was kept of it is lost, `policy` where it was open under another profile or provider. `ending` is `unconfirmed` when an
   * entry of it may be left in the keychain.
   */
  | { readonly kind: 'ended'; readonly reason: EndReason; readonly atMs: number; readonly ending: Ending }
  | {
      readonly kind: 'restorable';
      readonly facts: SessionFacts;
      readonly generation: number;
      readonly lastActivityMs: number;
    };

export interface Vault {
  /**
   * At start, once, before anything else: what is there is read and judged by the journal; what does not count is deleted.
   * Whether the limits of a session still allow it is for the caller to judge. Never rejects and takes at most about 3 s; a
   * keychain that has not answered by then is not waited for, and what it holds is deleted once it does.
   */
  open(): Promise<Opened>;
  /**
   * For "Continue": the journal says `spending`, then the token is read from the keychain again, and judged again.
   * It may be asked for again in the same run, after an answer that was lost (B19).
   * `undefined` when it is not to be had; then nothing was spent, no start uses it, and the caller ends the session. Never
   * rejects and takes at most about 3 s.
   */
  redeem(): Promise<string | undefined>;
  /**
   * Before each refresh: resolves once the journal says `spending`, or once no start will use the record for another reason:
   * the journal is gone, or the entry is. Never rejects, and waits as long as the disk takes; a disk and a keychain that
   * both refuse are only in the log (`SPENDING_NOT_NOTED`), since then the worst is a start that offers what the provider
   * will not take.
   */
  spending(): Promise<void>;
  /** The provider is known not to have taken the token: the record counts again. */
  unspent(): Promise<void>;
  /**
   * Notes in the journal when the person last did something (ms since the epoch); the caller takes care that it is not more
   * often than about every 30 s. Nothing happens unless a session is open. Never rejects.
   */
  touch(lastActivityMs: number): Promise<void>;
  /** Never rejects and takes at most about 3 s: a keychain that does not work keeps nobody out (invariant 10). */
  save(record: VaultRecord): Promise<Kept>;
  /**
   * Journal `dead` first, then memory, then the keychain entry, then the canary. Never rejects and takes at most about 3 s;
   * what is not done by then goes on by itself.
   *
   * @param onNoted called once the journal says so, or cannot be brought to: what waits for the disk need not wait for a
   * keychain. Not called where that takes too long.
   */
  end(reason: EndingReason, onNoted?: () => void): Promise<Ending>;
  /** The person has been told how the session before ended: the next start says nothing of it. Never rejects. */
  told(): Promise<void>;
}

/** Holds the record in this process and nowhere else, and knows nothing of an earlier run: for who has no disk, such as a test. */
export function createMemoryVault(): Vault & { current(): VaultRecord | undefined } {
  let record: VaultRecord | undefined;
  return {
    current: () => record,
    open: async () => ({ kind: 'nothing' }),
    redeem: async () => undefined,
    spending: async () => {},
    unspent: async () => {},
    touch: async () => {},
    async save(next) {
      record = next;
      return { kind: 'memory', reason: 'profile' };
    },
    async end() {
      record = undefined;
      return 'gone';
    },
    told: async () => {},
  };
}
