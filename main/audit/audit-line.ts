import { createHash } from 'node:crypto';
import type { AuditEvent } from './audit-event.ts';

/**
 * One line of the record, as it stands in the file. Every field is always there. `seq` counts from 1 over all files and all
 * starts of the app; `previous` is the SHA-256 (hex) of the line before, without its line break, and `null` in the very first.
 */
export interface AuditLine {
  readonly seq: number;
  /** UTC, ISO 8601 with ms. */
  readonly at: string;
  readonly event: AuditEvent['event'] | 'audit.healed';
  readonly outcome: AuditEvent['outcome'] | 'noted';
  readonly userId: string | null;
  readonly roleId: string | null;
  readonly organisationCode: string | null;
  readonly level: number | null;
  readonly amr: readonly string[] | null;
  readonly deviceId: string | null;
  readonly appVersion: string | null;
  readonly sessionId: string | null;
  readonly correlationId: string | null;
  readonly code: string | null;
  readonly actionId: string | null;
  /** On `audit.healed` alone: the SHA-256 of what a write that was cut off has left between it and the line of `previous`. */
  readonly torn?: string;
  readonly previous: string | null;
}

/** Where the chain stands: its last line. */
export interface Head {
  readonly seq: number;
  /** SHA-256 (hex) of that line. */
  readonly hash: string;
  readonly atMs: number;
}

/** What each line says of the installation. */
export interface Installation {
  readonly deviceId: string;
  readonly appVersion: string;
}

export function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A `sid` as it may stand in the record: enough to tell sessions apart, nothing to speak for one with. */
export function sessionIdOf(sid: string | undefined): string | undefined {
  return sid === undefined ? undefined : sha256(`sid ${sid}`).slice(0, 32);
}

type Content = Omit<AuditLine, 'seq' | 'at' | 'previous' | 'deviceId' | 'appVersion' | 'torn'>;

/** Stands where a value was not of its field's form: whatever it was, it is not written. */
const withheld = 'withheld';

/** Forms that no token (dots, length), no name (spaces) and no NHS number (its check digit) has. */
const forms = {
  id: /^[A-Za-z0-9-]{1,64}$/,
  organisationCode: /^[A-Za-z0-9]{1,12}$/,
  amr: /^[A-Za-z0-9_:.-]{1,40}$/,
  sessionId: /^[0-9a-f]{32}$/,
  code: /^[A-Za-z][A-Za-z0-9_]{0,60}$/,
} as const;

/** A token has at most this many methods in any answer of CIS2; more would make a line of any length. */
const mostMethods = 10;

/** What a line says of an event: its own fields and no others, each only in its form. */
export function contentOf(event: AuditEvent): Content {
  const { userId, roleId, organisationCode, level, amr, sessionId } = event;
  return {
    event: event.event,
    outcome: event.outcome,
    userId: inForm('id', userId),
    roleId: inForm('id', roleId),
    organisationCode: inForm('organisationCode', organisationCode),
    level: level ?? null,
    amr: amr === undefined ? null : amr.slice(0, mostMethods).map((method) => inForm('amr', method) ?? withheld),
    sessionId: inForm('sessionId', sessionId),
    correlationId: inForm('id', correlationIdOf(event)),
    code: inForm('code', 'code' in event ? event.code : undefined),
    actionId: inForm('id', 'actionId' in event ? event.actionId : undefined),
  };
}

function correlationIdOf(event: AuditEvent): string | undefined {
  if ('requestId' in event) return event.requestId;
  return 'correlationId' in event ? event.correlationId : undefined;
}

/** Says, in a line of its own, what a write that was cut off has left behind. */
export const healing: Content = {
  event: 'audit.healed',
  outcome: 'noted',
  userId: null,
  roleId: null,
  organisationCode: null,
  level: null,
  amr: null,
  sessionId: null,
  correlationId: null,
  code: null,
  actionId: null,
};

/** The line that comes after `last`, without its line break. */
export function lineAfter(
  last: Head | undefined,
  content: Content,
  { atMs, installation, torn }: { readonly atMs: number; readonly installation: Installation; readonly torn?: string },
): { readonly text: string; readonly head: Head } {
  const { event, outcome, userId, roleId, organisationCode, level, amr, ...rest } = content;
  const line: AuditLine = {
    at: new Date(atMs).toISOString(),
    seq: (last?.seq ?? 0) + 1,
    event,
    outcome,
    userId,
    roleId,
    organisationCode,
    level,
    amr,
    deviceId: inForm('deviceId', installation.deviceId),
    appVersion: inForm('version', installation.appVersion),
    ...rest,
    ...(torn !== undefined && { torn }),
    previous: last?.hash ?? null,
  };
  const text = JSON.stringify(line);
  return { text, head: { seq: line.seq, hash: sha256(text), atMs } };
}

/** Whether somebody of this id can have lines of their own: what is withheld belongs to nobody. */
export function isUserId(userId: string): boolean {
  return inForm('id', userId) === userId;
}

const formsOfInstallation = { deviceId: /^[\w-]{22}$/, version: /^\d[\w.+-]{0,40}$/ } as const;
const allForms = { ...forms, ...formsOfInstallation };

function inForm(form: keyof typeof allForms, value: string | undefined): string | null {
  if (value === undefined) return null;
  return allForms[form].test(value) && !isNhsNumber(value) ? value : withheld;
}

/** Ten digits, of which the last is right by Modulus 11 (NHS Data Dictionary, "NHS NUMBER"). */
function isNhsNumber(value: string): boolean {
  const digits = value.replaceAll('-', '');
  if (!/^\d{10}$/.test(digits)) return false;
  const sum = Array.from(digits.slice(0, 9)).reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
  return (11 - (sum % 11)) % 11 === Number(digits[9]);
}

/** What is read of a line; `undefined` for what is no line of ours. Fields that we do not know are let be: a later version may have them. */
export function readLine(bytes: Uint8Array): AuditLine | undefined {
  let line: unknown;
  try {
    line = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined; // the caller says so, with the number of the line
  }
  return isLine(line) ? line : undefined;
}

function isLine(line: unknown): line is AuditLine {
  if (typeof line !== 'object' || line === null) return false;
  const field = (name: string): unknown => (line as Readonly<Record<string, unknown>>)[name];
  const isText = (name: string) => typeof field(name) === 'string';
  const isTextOrNull = (name: string) => field(name) === null || isText(name);
  return (
    Number.isSafeInteger(field('seq')) &&
    !Number.isNaN(Date.parse(String(field('at')))) &&
    isText('event') &&
    isText('outcome') &&
    ['userId', 'roleId', 'organisationCode', 'correlationId', 'actionId', 'previous'].every(isTextOrNull) &&
    (field('level') === null || typeof field('level') === 'number')
  );
}
