/** An audit record in memory, on a disk that fails when a test says so. All ids are synthetic. */
import { createAuditLog, type AuditEvent, type AuditRules } from '../../main/audit/audit-log.ts';
import { checkRecord } from '../../main/audit/check-record.ts';
import type { Files } from '../../main/ports.ts';
import { recordedLog } from '../unit-support/system.ts';

export const folder = '/audit';
export const current = `${folder}/audit.jsonl`;
export const startMs = Date.UTC(2026, 10, 21, 9, 30);
export const dayMs = 86_400_000;
export const rules: AuditRules = { retentionDays: 365, maxFileBytes: 10_485_760, forward: false };
export const installation = { deviceId: 'SYNTHETIC-device-id-00', appVersion: '0.1.0' };

export function intended(requestId: string, userId = '999000000104'): AuditEvent {
  return {
    event: 'action.intended',
    outcome: 'intended',
    actionId: 'sign-prescription',
    requestId,
    userId,
    roleId: '999000000001',
    organisationCode: 'Z99901',
    level: 3,
    amr: ['N3_SMARTCARD'],
  };
}

export function finished(requestId: string, outcome: 'ok' | 'unknown' = 'ok'): AuditEvent {
  return { ...intended(requestId), event: 'action.finished', outcome } as AuditEvent;
}

/** What a fault does to a write: nothing of it is done, a part of it, or all of it although it says otherwise. */
export type Fault = 'nothing' | 'half' | 'all';

export interface MemoryDisk {
  readonly files: Files;
  readonly held: Map<string, Buffer>;
  text(path: string): string;
  write(path: string, text: string | Uint8Array): void;
  /** The step with this number, counted from 0 from now on, fails. */
  failAt(step: number, fault: Fault): void;
  /** How many steps there have been since the last `failAt`. */
  steps(): number;
}

export function memoryDisk(): MemoryDisk {
  const held = new Map<string, Buffer>();
  let step = 0;
  let failing: { readonly at: number; readonly fault: Fault } | undefined;

  function fault(): Fault | undefined {
    const now = step;
    step += 1;
    return failing?.at === now ? failing.fault : undefined;
  }
  function read(): void {
    if (fault()) throw Object.assign(new Error('disk fault'), { code: 'EIO' });
  }
  function change(whole: () => void, half: () => void = () => {}): void {
    const kind = fault();
    if (kind === undefined || kind === 'all') whole();
    if (kind === 'half') half();
    if (kind) throw Object.assign(new Error('disk full'), { code: 'ENOSPC' });
  }
  const at = (path: string) => held.get(path) ?? Buffer.alloc(0);

  const files: Files = {
    readText: async (path) => held.get(path)?.toString('utf8'),
    async appendDurably(path, text) {
      const bytes = Buffer.from(text);
      change(
        () => held.set(path, Buffer.concat([at(path), bytes])),
        () => held.set(path, Buffer.concat([at(path), bytes.subarray(0, Math.floor(bytes.length / 2))])),
      );
    },
    replaceDurably: async (path, text) => void held.set(path, Buffer.from(text)),
    remove: async (path) => change(() => held.delete(path)),
    async list(of) {
      read();
      return [...held.keys()].filter((path) => path.startsWith(`${of}/`)).map((path) => path.slice(of.length + 1));
    },
    async size(path) {
      read();
      return held.get(path)?.length;
    },
    async *chunks(path, fromByte) {
      read();
      const bytes = held.get(path);
      if (!bytes) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
      for (let from = fromByte; from < bytes.length; from += 997) yield bytes.subarray(from, from + 997);
    },
    rename: async (from, to) =>
      change(() => {
        held.set(to, at(from));
        held.delete(from);
      }),
  };
  return {
    files,
    held,
    text: (path) => at(path).toString('utf8'),
    write: (path, text) => void held.set(path, Buffer.from(text)),
    failAt(number, kind) {
      step = 0;
      failing = { at: number, fault: kind };
    },
    steps: () => step,
  };
}

/** One run of the app over a disk. */
export function run(disk: MemoryDisk, over: { nowMs?: () => number; rules?: Partial<AuditRules> } = {}) {
  const sent: string[] = [];
  const log = recordedLog();
  let nowMs = startMs;
  const audit = createAuditLog(
    folder,
    installation,
    { ...rules, ...over.rules },
    {
      files: disk.files,
      clock: { wallMs: over.nowMs ?? (() => (nowMs += 1000)) },
      osLog: { send: (line) => void sent.push(line), flushed: async () => undefined },
      log,
    },
  );
  return { audit, sent, log };
}

export const check = (disk: MemoryDisk) => checkRecord(disk.files, folder);

export interface WrittenLine {
  readonly [field: string]: unknown;
}

export function linesIn(disk: MemoryDisk, path = current): readonly WrittenLine[] {
  return disk
    .text(path)
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as WrittenLine);
}

/** A whole record of some lines in one file, and its text. */
export async function recordOf(lines: number): Promise<MemoryDisk> {
  const disk = memoryDisk();
  const { audit } = run(disk);
  for (let number = 0; number < lines; number += 1) await audit.append(intended(`request-${number}`));
  return disk;
}
