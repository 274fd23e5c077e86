import type { Files } from '../ports.ts';
import { createLane } from './lane.ts';

/**
 * What the app knows of the session and of the record in the keychain, in a small file that holds no secret and no name
 * (`session.md`, "Journal and vault"). It names one record; only a `live` one may be used, and `spending` one that was about
 * to be used up.
 */
export interface JournalEntry {
  /** Of the record. A session that is in memory only has none that counts: `dead`. */
  readonly state: 'live' | 'spending' | 'dead';
  /**
   * Of the session. A start that finds it `open` or `locked` was preceded by a run that stopped without ending it; `open` and
   * `live` is also what a quit leaves that the person may continue after.
   */
  readonly session: 'open' | 'locked' | 'over';
  /** Of the record, as the session counts. */
  readonly generation: number;
  /** Tells this record from every other, also from one of the same generation of an earlier run. Empty: there is none. */
  readonly recordId: string;
  readonly profile: 'personal' | 'shared';
  readonly issuer: string;
  readonly clientId: string;
  /** Why it is in this state, as a code: an `EndingReason` once the session is over. */
  readonly reason: string;
  /** When that came about (ms since the epoch). */
  readonly atMs: number;
  /** When the person last did something (ms since the epoch). */
  readonly lastActivityMs: number;
  /** The absolute limit of the session (ms since the epoch). */
  readonly endsAtMs: number;
  /** Whether the person has been told how it ended, or need not be. */
  readonly told: boolean;
  /** Whether the keychain is known to hold no entry of ours any more. */
  readonly entryGone: boolean;
}

/** `malformed`: it cannot be read, whatever the cause. Then no record counts, but there may well be one. */
export type JournalReading =
  { readonly kind: 'none' } | { readonly kind: 'entry'; readonly entry: JournalEntry } | { readonly kind: 'malformed' };

/**
 * What stands on disk after a write: the new entry; none, which is as good as a `dead` one; or still the one before, or
 * nobody knows what.
 */
export type WriteResult =
  | { readonly kind: 'written' }
  | { readonly kind: 'removed'; readonly cause: unknown }
  | { readonly kind: 'outdated'; readonly cause: unknown };

export interface Journal {
  /** Never rejects. */
  read(): Promise<JournalReading>;
  /**
   * Resolves once the entry is on disk in place of the one before. One that could not be written takes the one before away,
   * since an outdated one may name a record that must not be used. Never rejects.
   */
  write(entry: JournalEntry): Promise<WriteResult>;
}

const version = 2;
const states = ['live', 'spending', 'dead'] as const;
const sessions = ['open', 'locked', 'over'] as const;
const profiles = ['personal', 'shared'] as const;

export function createJournal(path: string, files: Pick<Files, 'readText' | 'replaceDurably' | 'remove'>): Journal {
  const inTurn = createLane();

  async function replace(entry: JournalEntry): Promise<WriteResult> {
    try {
      await files.replaceDurably(path, `${JSON.stringify({ version, ...entry })}\n`);
      return { kind: 'written' };
    } catch (cause) {
      try {
        // A full disk still lets a file go.
        await files.remove(path);
        return { kind: 'removed', cause };
      } catch {
        // The first failure says more.
        return { kind: 'outdated', cause };
      }
    }
  }

  return {
    read: () =>
      inTurn(async () => {
        try {
          const text = await files.readText(path);
          return text === undefined ? { kind: 'none' } : parse(text);
        } catch {
          return { kind: 'malformed' };
        }
      }),
    write: (entry) => inTurn(() => replace(entry)),
  };
}

function parse(text: string): JournalReading {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { kind: 'malformed' };
  }
  if (typeof json !== 'object' || json === null || !('version' in json) || json.version !== version) {
    return { kind: 'malformed' };
  }
  const fields = json as Partial<Record<keyof JournalEntry, unknown>>;
  const { generation, recordId, issuer, clientId, reason, atMs, lastActivityMs, endsAtMs, told, entryGone } = fields;
  const state = states.find((known) => known === fields.state);
  const session = sessions.find((known) => known === fields.session);
  const profile = profiles.find((known) => known === fields.profile);
  if (
    state === undefined ||
    session === undefined ||
    profile === undefined ||
    // Only an open session has a record that could count.
    (state !== 'dead' && (session !== 'open' || recordId === '')) ||
    typeof generation !== 'number' ||
    !Number.isSafeInteger(generation) ||
    typeof recordId !== 'string' ||
    typeof issuer !== 'string' ||
    typeof clientId !== 'string' ||
    typeof reason !== 'string' ||
    !isTime(atMs) ||
    !isTime(lastActivityMs) ||
    !isTime(endsAtMs) ||
    typeof told !== 'boolean' ||
    typeof entryGone !== 'boolean'
  ) {
    return { kind: 'malformed' };
  }
  const record = { state, session, generation, recordId, profile, issuer, clientId };
  return { kind: 'entry', entry: { ...record, reason, atMs, lastActivityMs, endsAtMs, told, entryGone } };
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
