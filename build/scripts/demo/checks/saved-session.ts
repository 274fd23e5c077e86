import { readFileSync } from 'node:fs';
import path from 'node:path';
import { keychainEntry } from '../../../../test/e2e/support/keychain-entry.ts';
import { becomes } from '../becomes.ts';
import type { Finding } from '../finding.ts';
import type { Stage } from '../stage.ts';
import type { Check } from '../step.ts';

/** Looks at what could continue a session: the entry in the keychain, and the journal without which it does not count. */

type SavedCheck = Check<Stage>;

const settlingMs = 5000;

/** For steps that need more of the keychain than to look at it. */
export function withoutOwnKeychain({ ownKeychain }: Stage): string | undefined {
  return ownKeychain === undefined ? reason : undefined;
}

const reason = 'it needs a keychain of the demo’s own, which there is only on Linux';

export const sessionIsKept: SavedCheck = {
  name: 'the keychain holds the session, and the journal says “live”',
  async look(stage) {
    const found = await journalBecomes(stage, 'live, entry there');
    if (found.ok !== true || stage.ownKeychain === undefined) return unlessUnseen(stage, found);
    const newest = stage.refreshTokens.at(-1);
    const ok = newest !== undefined && (await keychainEntry(stage.ownKeychain))?.includes(newest) === true;
    return { ok, detail: ok ? 'the entry has the newest refresh token' : 'the entry has no such refresh token' };
  },
};

export const savedSessionIsGone: SavedCheck = {
  name: 'the journal says “dead”, and the keychain holds nothing',
  async look(stage) {
    const found = await journalBecomes(stage, 'dead, entry gone');
    if (found.ok !== true || stage.ownKeychain === undefined) return unlessUnseen(stage, found);
    // Asked by another program than the app, of a keychain that is open: here “nothing” means that there is nothing.
    const ok = (await keychainEntry(stage.ownKeychain)) === null;
    return { ok, detail: ok ? 'asked by another program than the app' : 'there is still an entry' };
  },
};

/** A locked keychain shows nobody what it holds: this is all that can be known of it, and all that is needed. */
export const savedSessionIsDead: SavedCheck = {
  name: 'the journal says “dead”: nothing that is left in the keychain makes a session',
  look: (stage) => journalBecomes(stage, 'dead, entry there'),
};

/** Without a keychain that may be looked at, the journal alone is half of what the check is about. */
const unlessUnseen = ({ ownKeychain }: Stage, found: Finding): Finding =>
  found.ok === true && ownKeychain === undefined ? { ok: null, detail: reason } : found;

async function journalBecomes({ userData }: Stage, expected: string): Promise<Finding> {
  const ok = await becomes(() => journalSays(userData) === expected, settlingMs);
  return { ok, detail: ok ? expected : `expected “${expected}”, the journal says: ${journalSays(userData)}` };
}

function journalSays(userData: string): string {
  try {
    const text = readFileSync(path.join(userData, 'vault', 'journal.json'), 'utf8');
    const { state, entryGone } = JSON.parse(text) as { state: string; entryGone: boolean };
    return `${state}, entry ${entryGone ? 'gone' : 'there'}`;
  } catch {
    return 'nothing';
  }
}
