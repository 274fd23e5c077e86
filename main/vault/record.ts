import type { Person, Role } from '../identity/userinfo.ts';
import type { JournalEntry, JournalReading } from './journal.ts';
import type { SessionFacts } from './vault.ts';

/** The one entry in the keychain: all that it takes to continue a session, and what it is bound to. */
export interface StoredRecord {
  readonly recordId: string;
  readonly generation: number;
  readonly deviceId: string;
  /** The issuer is that of the person. */
  readonly clientId: string;
  readonly token: string;
  readonly facts: SessionFacts;
}

/** What this run of the app is, as far as a record may be bound to it. */
export interface Installation {
  readonly deviceId: string;
  readonly issuer: string;
  readonly clientId: string;
}
export interface Here extends Installation {
  readonly profile: JournalEntry['profile'];
}

/** Why a record that was found does not count. The order is that of the checks. */
export type RecordRefusal =
  | 'RECORD_MALFORMED'
  | 'RECORD_OF_OTHER_DEVICE'
  | 'RECORD_OF_OTHER_PROVIDER'
  | 'RECORD_ON_SHARED_TERMINAL'
  | 'JOURNAL_MISSING'
  | 'JOURNAL_MALFORMED'
  | 'JOURNAL_NAMES_OTHER_RECORD'
  | 'SESSION_ENDED'
  | 'REFRESH_INTERRUPTED'
  /** Nobody can go on with it: its person had not chosen a role yet. */
  | 'ROLE_NOT_CHOSEN';

export type Judgement =
  | { readonly kind: 'counts'; readonly record: StoredRecord }
  | { readonly kind: 'refused'; readonly code: RecordRefusal };

const version = 2;
/** Long names would push out the token; a text beyond this is none of ours and is not even parsed. In UTF-16 units. */
const longestText = 10_000;

/**
 * A list, since 2,500 bytes have no room for the names of fields. `decodeRecord` reads it in the same order. Activity codes are not
 * in it: there may be hundreds, and nobody continues a session without the userinfo that has them.
 */
export function encodeRecord({ recordId, generation, deviceId, clientId, token, facts }: StoredRecord): string {
  const { person, role, level, identityLevel, authTimeSeconds, amr, sid, endsAtMs } = facts;
  const personList = [person.issuer, person.subject, person.userId, person.name];
  const roleList = role && [role.id, role.name, role.code, role.organisationCode, role.organisationName ?? null];
  const factsList = [personList, roleList ?? null, level, identityLevel, authTimeSeconds, amr, sid ?? null, endsAtMs];
  return JSON.stringify([version, recordId, generation, deviceId, clientId, token, factsList]);
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
  if (!isList(json, 7) || json[0] !== version) return undefined;
  const [, recordId, generation, deviceId, clientId, token] = json;
  if (typeof generation !== 'number' || !Number.isSafeInteger(generation)) return undefined;
  if (typeof recordId !== 'string' || recordId === '' || typeof token !== 'string' || token === '') return undefined;
  if (typeof deviceId !== 'string' || typeof clientId !== 'string') return undefined;
  const facts = decodeFacts(json[6]);
  return facts && { recordId, generation, deviceId, clientId, token, facts };
}

function decodeFacts(json: unknown): SessionFacts | undefined {
  if (!isList(json, 8)) return undefined;
  const [, , level, identityLevel, authTimeSeconds, amr, sid, endsAtMs] = json;
  const person = decodePerson(json[0]);
  const role = json[1] === null ? undefined : decodeRole(json[1]);
  if (!person || role === 'malformed' || (level !== 2 && level !== 3)) return undefined;
  if (!isNumber(identityLevel) || !isNumber(authTimeSeconds) || !isNumber(endsAtMs)) return undefined;
  if (!isTexts(amr) || (sid !== null && typeof sid !== 'string')) return undefined;
  return { person, role, level, identityLevel, authTimeSeconds, amr, sid: sid ?? undefined, endsAtMs };
}

function decodePerson(json: unknown): Person | undefined {
  if (!isList(json, 4) || !isTexts(json)) return undefined;
  const [issuer = '', subject = '', userId = '', name = ''] = json;
  return { issuer, subject, userId, name };
}

function decodeRole(json: unknown): Role | 'malformed' {
  if (!isList(json, 5)) return 'malformed';
  const texts = json.slice(0, 4);
  const organisationName = json[4];
  if (!isTexts(texts) || (organisationName !== null && typeof organisationName !== 'string')) return 'malformed';
  const [id = '', name = '', code = '', organisationCode = ''] = texts;
  return { id, name, code, organisationCode, organisationName: organisationName ?? undefined, activityCodes: [] };
}

function isList(value: unknown, length: number): value is readonly unknown[] {
  return Array.isArray(value) && value.length === length;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** Keychain content alone never makes a session: it counts only if the journal names this very record `live` (invariant 11). */
export function judgeRecord(text: string, noted: JournalReading, here: Here): Judgement {
  const bound = boundRecord(text, here);
  if (bound.kind === 'refused') return bound;
  switch (noted.kind) {
    case 'none':
      return refused('JOURNAL_MISSING');
    case 'malformed':
      return refused('JOURNAL_MALFORMED');
    case 'entry':
      break;
  }
  const { record } = bound;
  const { state, profile } = noted.entry;
  if (!namesRecord(noted.entry, record)) return refused('JOURNAL_NAMES_OTHER_RECORD');
  if (state === 'spending') return refused('REFRESH_INTERRUPTED');
  if (state === 'dead' || profile !== 'personal') return refused('SESSION_ENDED');
  if (!record.facts.role) return refused('ROLE_NOT_CHOSEN');
  return bound;
}

/** For the run that has judged it before and marked it `spending` since: whether it is still the same record. */
export function judgeAgain(text: string, noted: JournalEntry, here: Here): Judgement {
  const bound = boundRecord(text, here);
  if (bound.kind === 'refused' || namesRecord(noted, bound.record)) return bound;
  return refused('JOURNAL_NAMES_OTHER_RECORD');
}

function boundRecord(text: string, here: Here): Judgement {
  const record = decodeRecord(text);
  if (!record) return refused('RECORD_MALFORMED');
  if (record.deviceId !== here.deviceId) return refused('RECORD_OF_OTHER_DEVICE');
  const { issuer } = record.facts.person;
  if (issuer !== here.issuer || record.clientId !== here.clientId) return refused('RECORD_OF_OTHER_PROVIDER');
  if (here.profile === 'shared') return refused('RECORD_ON_SHARED_TERMINAL');
  return { kind: 'counts', record };
}

/** The limit stands in both: whoever can write to the keychain cannot move it by that. */
function namesRecord(noted: JournalEntry, { recordId, generation, clientId, facts }: StoredRecord): boolean {
  return (
    noted.recordId === recordId &&
    noted.generation === generation &&
    noted.issuer === facts.person.issuer &&
    noted.clientId === clientId &&
    noted.endsAtMs === facts.endsAtMs
  );
}

function refused(code: RecordRefusal): Judgement {
  return { kind: 'refused', code };
}
