import type { JournalReading } from './journal.ts';

/** The one entry in the keychain: all that it takes to continue a session, and what it is bound to. */
export interface StoredRecord {
  readonly recordId: string;
  readonly generation: number;
  readonly token: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly userId: string;
  readonly deviceId: string;
}

/** What this run of the app is, as far as a record may be bound to it. */
export interface Installation {
  readonly deviceId: string;
  readonly issuer: string;
  readonly clientId: string;
}

/** Why a record that was found does not count. The order is that of the checks. */
export type RecordRefusal =
  | 'RECORD_MALFORMED'
  | 'RECORD_OF_OTHER_DEVICE'
  | 'RECORD_OF_OTHER_PROVIDER'
  | 'JOURNAL_MISSING'
  | 'JOURNAL_MALFORMED'
  | 'JOURNAL_NAMES_OTHER_RECORD'
  | 'SESSION_ENDED'
  | 'REFRESH_INTERRUPTED';

export type Judgement =
  | { readonly kind: 'counts'; readonly record: StoredRecord }
  | { readonly kind: 'refused'; readonly code: RecordRefusal };

const version = 1;
/** Long names would push out the token; a text beyond this is none of ours and is not even parsed. In UTF-16 units. */
const longestText = 10_000;

export function encodeRecord(record: StoredRecord): string {
  return JSON.stringify({ v: version, ...record });
}

/** What keytar hands to every platform is UTF-8: that is what Windows' limit of 2,560 bytes counts (B24, B49). */
export function storedBytes(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

function decodeRecord(text: string): StoredRecord | undefined {
  if (text.length > longestText) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof json !== 'object' || json === null || !('v' in json) || json.v !== version) return undefined;
  const { recordId, generation, token, issuer, clientId, userId, deviceId } = json as Partial<
    Record<keyof StoredRecord, unknown>
  >;
  if (typeof generation !== 'number' || !Number.isSafeInteger(generation)) return undefined;
  if (typeof recordId !== 'string' || recordId === '' || typeof token !== 'string' || token === '') return undefined;
  if (typeof issuer !== 'string' || typeof clientId !== 'string') return undefined;
  if (typeof userId !== 'string' || typeof deviceId !== 'string') return undefined;
  return { recordId, generation, token, issuer, clientId, userId, deviceId };
}

/** Keychain content alone never makes a session: it counts only if the journal names this very record `live` (invariant 11). */
export function judgeRecord(text: string, noted: JournalReading, here: Installation): Judgement {
  const record = decodeRecord(text);
  if (!record) return refused('RECORD_MALFORMED');
  if (record.deviceId !== here.deviceId) return refused('RECORD_OF_OTHER_DEVICE');
  if (record.issuer !== here.issuer || record.clientId !== here.clientId) return refused('RECORD_OF_OTHER_PROVIDER');
  switch (noted.kind) {
    case 'none':
      return refused('JOURNAL_MISSING');
    case 'malformed':
      return refused('JOURNAL_MALFORMED');
    case 'entry':
      break;
  }
  const { state, profile, recordId, generation, issuer, clientId } = noted.entry;
  if (recordId !== record.recordId || generation !== record.generation) return refused('JOURNAL_NAMES_OTHER_RECORD');
  if (issuer !== record.issuer || clientId !== record.clientId) return refused('JOURNAL_NAMES_OTHER_RECORD');
  if (state === 'spending') return refused('REFRESH_INTERRUPTED');
  if (state === 'dead' || profile !== 'personal') return refused('SESSION_ENDED');
  return { kind: 'counts', record };
}

function refused(code: RecordRefusal): Judgement {
  return { kind: 'refused', code };
}
