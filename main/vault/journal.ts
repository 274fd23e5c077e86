import type { Files } from '../ports.ts';
import { createLane } from './lane.ts';

/**
 * What the app knows of the record in the keychain, in a small file that holds no secret (`session.md`, "Journal and vault").
 * It names one record; only a `live` one may be used, and `spending` one that was about to be used up.
 */
export interface JournalEntry {
  readonly state: 'live' | 'spending' | 'dead';
  /** Of the record, as the session counts. */
  readonly generation: number;
  /** Tells this record from every other, also from one of the same generation of an earlier run of the app. */
  readonly recordId: string;
  readonly profile: 'personal' | 'shared';
  readonly issuer: string;
  readonly clientId: string;
  /** Why it is in this state, as a code. */
  readonly reason: string;
  /** Whether the keychain is known to hold no entry of ours any more. */
  readonly entryGone: boolean;
  readonly atMs: number;
}

/** `malformed`: it cannot be read, whatever the cause. Then no record counts, but there may well be one. */
export type JournalReading =
  { readonly kind: 'none' } | { readonly kind: 'entry'; readonly entry: JournalEntry } | { readonly kind: 'malformed' };

export interface Journal {
  /** Never rejects. */
  read(): Promise<JournalReading>;
  /**
   * Resolves once the entry is on disk in place of the one before. Rejects when it could not be written; then the file has
   * been removed if that was possible, since no journal is as good as a `dead` one, and an outdated one is not.
   */
  write(entry: JournalEntry): Promise<void>;
}

const version = 1;
const states = ['live', 'spending', 'dead'] as const;
const profiles = ['personal', 'shared'] as const;

export function createJournal(path: string, files: Pick<Files, 'readText' | 'replaceDurably' | 'remove'>): Journal {
  const inTurn = createLane();
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
    write: (entry) =>
      inTurn(async () => {
        try {
          await files.replaceDurably(path, `${JSON.stringify({ version, ...entry })}\n`);
        } catch (error) {
          // A full disk still lets a file go. Should this fail as well, the first failure says more.
          await files.remove(path).catch(() => undefined);
          throw error;
        }
      }),
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
  const { state, generation, recordId, profile, issuer, clientId, reason, entryGone, atMs } = json as Partial<
    Record<keyof JournalEntry, unknown>
  >;
  const knownState = states.find((known) => known === state);
  const knownProfile = profiles.find((known) => known === profile);
  if (
    knownState === undefined ||
    knownProfile === undefined ||
    typeof generation !== 'number' ||
    !Number.isSafeInteger(generation) ||
    typeof recordId !== 'string' ||
    typeof issuer !== 'string' ||
    typeof clientId !== 'string' ||
    typeof reason !== 'string' ||
    typeof entryGone !== 'boolean' ||
    typeof atMs !== 'number'
  ) {
    return { kind: 'malformed' };
  }
  const entry = { state: knownState, profile: knownProfile, generation, recordId, issuer, clientId, reason, entryGone };
  return { kind: 'entry', entry: { ...entry, atMs } };
}
