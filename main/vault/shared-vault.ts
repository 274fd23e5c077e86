import { defaultFlowWaitMs, endNoted, isNewEnd, keychainVaultOn, type VaultOptions } from './keychain-vault.ts';
import { createNotes } from './notes.ts';
import { createPatience } from './patience.ts';
import type { Vault } from './vault.ts';

/**
 * For shared terminals: no record at all, so nothing of a person can be left in the keychain or on disk (B51, invariant 7).
 * What the journal keeps has no name in it: that a session is open, and how it ended, so that the next start can say so.
 *
 * `open` deletes what the computer kept before it became a shared one, and is the only one that touches the keychain.
 */
export function createSharedVault(options: VaultOptions): Vault {
  const notes = createNotes(options.installation, 'shared', options);
  const former = keychainVaultOn(notes, options);
  /** A disk that hangs keeps nobody in or out. */
  const within = createPatience(options.flowWaitMs ?? defaultFlowWaitMs, options);
  let inSession = false;
  return {
    open: () => former.open(),
    redeem: async () => undefined,
    spending: async () => {},
    unspent: async () => {},
    async touch(lastActivityMs) {
      if (inSession && lastActivityMs > (notes.current()?.lastActivityMs ?? 0)) await notes.amend({ lastActivityMs });
    },
    async save({ generation, facts: { endsAtMs }, lastActivityMs }) {
      inSession = true;
      // `entryGone` stays as it is: it speaks of what was kept before.
      const open = { state: 'dead', session: 'open', recordId: '', reason: 'profile', told: false } as const;
      await within(notes.note({ ...open, generation, endsAtMs, lastActivityMs }), 'outdated', 'save');
      return { kind: 'memory', reason: 'profile' };
    },
    async end(reason, onNoted) {
      inSession = false;
      const current = notes.current();
      if (current && isNewEnd(current, reason)) await within(notes.note(endNoted(reason)), 'outdated', 'end');
      onNoted?.();
      return 'gone';
    },
    told: () => former.told(),
  };
}
