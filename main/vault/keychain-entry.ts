import type { KeychainAnswer, KeychainHost, Random } from '../ports.ts';
import type { Ending } from './vault.ts';

export interface WriteTrouble {
  readonly reason: 'unavailable' | 'locked' | 'slow';
  /** Whether the entry may have been written all the same. */
  readonly applied: 'no' | 'unknown';
}

/** Our one entry in the keychain, and what is known of it. Nothing that the keychain says of it is taken on trust (invariant 10). */
export interface KeychainEntry {
  /** Whether there may be one, as far as this run of the app knows. */
  mayBeThere(): boolean;
  /** The journal, or the keychain itself, says that there may be one. */
  expect(): void;
  read(): Promise<KeychainAnswer<string | null>>;
  /** Writes it and reads it back. @returns `undefined` when it is there for certain */
  write(text: string): Promise<WriteTrouble | undefined>;
  /** Deletes it and then asks the keychain for a proof that its "not there" is worth something. */
  erase(): Promise<Ending>;
}

export function createKeychainEntry(
  host: Pick<KeychainHost, 'get' | 'set' | 'delete'>,
  account: string,
  random: Pick<Random, 'base64url'>,
): KeychainEntry {
  const canaryAccount = `${account} (check)`;
  let mayBeThere = false;
  return {
    mayBeThere: () => mayBeThere,
    expect() {
      mayBeThere = true;
    },
    read: () => host.get(account),
    async write(text) {
      const before = mayBeThere;
      mayBeThere = true;
      const set = await host.set(account, text);
      if (set.kind === 'overran') return { reason: 'slow', applied: 'unknown' };
      if (set.kind === 'failed') {
        if (set.applied === 'no') mayBeThere = before;
        return { reason: set.trouble, applied: set.applied };
      }
      // Not every keychain that says yes has done it, and another program may use the same name.
      if (!isAnswer(await host.get(account), text)) return { reason: 'unavailable', applied: 'unknown' };
      return undefined;
    },
    async erase() {
      // `false` is what a locked keychain says on Linux, and also what one says that never had it.
      if ((await host.delete(account)).kind !== 'answered') return 'unconfirmed';
      // Its "not there" is believed between two proofs that it is open: it may be locked at any moment.
      const canary = random.base64url(16);
      if (!isAnswer(await host.set(canaryAccount, canary), null)) return 'unconfirmed';
      if (!isAnswer(await host.get(account), null)) return 'unconfirmed';
      if (!isAnswer(await host.get(canaryAccount), canary)) return 'unconfirmed';
      if (!isAnswer(await host.delete(canaryAccount), true)) return 'unconfirmed';
      mayBeThere = false;
      return 'gone';
    },
  };
}

function isAnswer<Value>(answer: KeychainAnswer<Value>, value: Value): boolean {
  return answer.kind === 'answered' && answer.value === value;
}
