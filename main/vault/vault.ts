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

export interface Vault {
  /** Resolves once the record is the one that counts. */
  save(record: VaultRecord): Promise<void>;
  /** Resolves once no record is left. */
  clear(): Promise<void>;
}

/** Holds the record in this process and nowhere else: always on shared terminals, and everywhere until the keychain is built. */
export function createMemoryVault(): Vault & { current(): VaultRecord | undefined } {
  let record: VaultRecord | undefined;
  return {
    current: () => record,
    async save(next) {
      record = next;
    },
    async clear() {
      record = undefined;
    },
  };
}
