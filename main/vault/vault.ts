/**
 * What a session needs to be continued: one record, never parts. A record by itself never makes a session
 * (`session.md`, "Journal and vault").
 */
export interface VaultRecord {
  /** Goes up by one with each adoption; an older generation is never used. */
  readonly generation: number;
  readonly issuer: string;
  readonly clientId: string;
  readonly userId: string;
  readonly refreshToken: string | undefined;
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

export interface Vault {
  /** Never rejects and takes at most about 3 s: a keychain that does not work keeps nobody out (invariant 10). */
  save(record: VaultRecord): Promise<Kept>;
  /**
   * Journal `dead` first, then memory, then the keychain entry, then the canary. Never rejects and takes at most about 3 s;
   * what is not done by then goes on by itself.
   *
   * @param reason a code for the journal
   */
  end(reason: string): Promise<Ending>;
  /** At start: what is there is read, judged by the journal, and deleted. Never rejects and takes at most about 3 s. */
  sweep(): Promise<'nothing' | 'deleted' | 'unconfirmed'>;
}

/** Holds the record in this process and nowhere else: always on shared terminals (B51, invariant 7). */
export function createMemoryVault(): Vault & { current(): VaultRecord | undefined } {
  let record: VaultRecord | undefined;
  return {
    current: () => record,
    async save(next) {
      record = next;
      return { kind: 'memory', reason: 'profile' };
    },
    async end() {
      record = undefined;
      return 'gone';
    },
    sweep: async () => 'nothing',
  };
}
