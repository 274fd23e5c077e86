import type { KeychainAnswer } from '../ports.ts';
import { notRun, pass, warn, type Check, type Finding } from './check.ts';

/** An entry of the check's own: the session's is never read, written or deleted here. */
const keychainAccount = 'connection check';

/**
 * Writes, reads and deletes an entry in the keychain. Trouble is a warning: the app then keeps a session in memory only
 * (invariant 10).
 */
export const checkKeychain: Check = {
  id: 'keychain',
  async run({ probe: { policy }, keychain, random }) {
    // With no policy nobody knows yet what the computer will be.
    if (policy?.session.profile === 'shared') return notRun('KEYCHAIN_NOT_NEEDED');
    const value = random.base64url(12);
    const set = await keychain.set(keychainAccount, value);
    if (set.kind !== 'answered') return troubled(set);
    const got = await keychain.get(keychainAccount);
    // Deleted whatever came of the reading.
    const deleted = await keychain.delete(keychainAccount);
    if (got.kind !== 'answered') return troubled(got);
    if (got.value !== value) return warn('KEYCHAIN_OTHER_VALUE', {}, 'localIt');
    if (deleted.kind !== 'answered') return troubled(deleted);
    return deleted.value ? pass('KEYCHAIN_GOOD') : warn('KEYCHAIN_NOT_DELETED', {}, 'localIt');
  },
};

function troubled(answer: Exclude<KeychainAnswer<unknown>, { kind: 'answered' }>): Finding {
  if (answer.kind === 'overran') return warn('KEYCHAIN_SLOW', {}, 'localIt');
  return answer.trouble === 'locked' ? warn('KEYCHAIN_LOCKED', {}, 'you') : warn('KEYCHAIN_UNAVAILABLE', {}, 'localIt');
}
