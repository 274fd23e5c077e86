import path from 'node:path';
import type { Clock, Files, Log, OsLog } from '../ports.ts';
import type { AuditEvent, UnresolvedAction } from './audit-event.ts';
import { contentOf, healing, lineAfter, type AuditLine, type Head, type Installation } from './audit-line.ts';
import { firstMomentIn, readEnding } from './ending.ts';
import { newestOf, unresolvedIn } from './own-lines.ts';
import { currentName, fullNameOf, inOrder, lastSeqIn, readRecord } from './record-files.ts';
import { deleteOld } from './retention.ts';

export type { AuditEvent, AuditSubject, UnresolvedAction } from './audit-event.ts';
export type { AuditLine } from './audit-line.ts';

/** As the policy has it. */
export interface AuditRules {
  readonly retentionDays: number;
  readonly maxFileBytes: number;
  readonly forward: boolean;
}

export interface AuditPorts {
  readonly files: Files;
  readonly clock: Pick<Clock, 'wallMs'>;
  readonly osLog: OsLog;
  readonly log: Pick<Log, 'warn'>;
}

export interface AuditLog {
  /** Resolves once the event is on disk; rejects when it could not be written, and then nothing may be sent (invariant 9). */
  append(event: AuditEvent): Promise<void>;
  /** Reads where the record ends, mends its end, deletes what is too old, and tells the head to the system's log. Never rejects. */
  start(): Promise<void>;
  /** Waits for what is being written, and tells the head. Never rejects. */
  stop(): Promise<void>;
  /** The lines of one person, newest first. Rejects when the record cannot be read. */
  newestOf(userId: string, limit: number): Promise<readonly AuditLine[]>;
  /**
   * What this person was about to do, of which nobody knows what came of it, and what they have not said to have
   * checked (`action.checked`). Newest first, at most 50. Rejects when the record cannot be read.
   */
  unresolvedOf(userId: string): Promise<readonly UnresolvedAction[]>;
}

/** Where the record stands, as far as it is known without a look at the disk. */
interface Standing {
  readonly head: Head | undefined;
  /** Of the file that is written to. */
  readonly sizeBytes: number;
  readonly firstAtMs: number | undefined;
  /** Whether a line break is owed before the next line. */
  readonly owesBreak: boolean;
}

const dayMs = 86_400_000;

/**
 * The audit record: JSON lines in the files of one folder, each holding the SHA-256 of the line before it, in one chain over
 * all files and all starts of the app; so an edit inside shows. That lines at its end are gone shows against the heads in the
 * log of the operating system.
 *
 * Codes in the log: `AUDIT_NOT_ROTATED`, `AUDIT_NOT_DELETED`, `AUDIT_NOT_READ`, `AUDIT_HEALED`.
 */
export function createAuditLog(
  folder: string,
  installation: Installation,
  rules: AuditRules,
  { files, clock, osLog, log }: AuditPorts,
): AuditLog {
  const current = path.join(folder, currentName);
  /** A file is full after this time as well: else the lines of a quiet desk would be kept for years beyond their time. */
  const longestFileMs = Math.ceil(rules.retentionDays / 12) * dayMs;
  /** What this run waits for is not unresolved. */
  const begunHere = new Set<string>();
  let standing: Standing | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  /** One thing at a time. One that failed must not keep later ones from being tried; its own caller is told. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  }

  /** What is on disk decides, at the start and after each write that failed: it may have been done in part, or whole. */
  async function look(): Promise<Standing> {
    const sizeBytes = (await files.size(current)) ?? 0;
    if (sizeBytes === 0) return { head: await headOfFull(), sizeBytes, firstAtMs: undefined, owesBreak: false };
    const { head, torn, ended } = await readEnding(files, current, sizeBytes);
    const firstAtMs = await firstMomentIn(files, current);
    const found = { head: head ?? (await headOfFull()), sizeBytes, firstAtMs, owesBreak: !ended };
    if (torn === undefined) return found;
    log.warn('AUDIT_HEALED');
    return write(found, healing, torn);
  }

  async function headOfFull(): Promise<Head | undefined> {
    for (const name of inOrder(await files.list(folder)).toReversed()) {
      if (name === currentName) continue;
      const file = path.join(folder, name);
      const { head } = await readEnding(files, file, (await files.size(file)) ?? 0);
      if (head) return head;
    }
    return undefined;
  }

  async function write(now: Standing, content: Parameters<typeof lineAfter>[1], torn?: string): Promise<Standing> {
    const atMs = clock.wallMs();
    const { text, head } = lineAfter(now.head, content, { atMs, installation, ...(torn !== undefined && { torn }) });
    const written = `${now.owesBreak ? '\n' : ''}${text}\n`;
    await files.appendDurably(current, written);
    if (rules.forward) osLog.send(text);
    const sizeBytes = now.sizeBytes + Buffer.byteLength(written);
    return { head, sizeBytes, firstAtMs: now.firstAtMs ?? atMs, owesBreak: false };
  }

  /** Nobody is refused anything because a file grows too large. */
  async function rotate(now: Standing): Promise<Standing> {
    try {
      const names = await files.list(folder);
      const highest = Math.max(0, ...names.map((name) => lastSeqIn(name) ?? 0));
      const name = fullNameOf(Math.max(now.head?.seq ?? 0, highest + 1));
      await files.rename(current, path.join(folder, name));
    } catch (error) {
      log.warn('AUDIT_NOT_ROTATED', { detail: nameOf(error) });
      // It may have its new name all the same.
      return look();
    }
    tellHead('rotation', now.head);
    return { ...now, sizeBytes: 0, firstAtMs: undefined, owesBreak: false };
  }

  function isFull({ sizeBytes, firstAtMs }: Standing): boolean {
    if (sizeBytes === 0) return false;
    return sizeBytes >= rules.maxFileBytes || clock.wallMs() - (firstAtMs ?? Infinity) > longestFileMs;
  }

  function tellHead(when: 'start' | 'end' | 'rotation', head: Head | undefined): void {
    osLog.send(JSON.stringify({ audit: 'head', when, seq: head?.seq ?? 0, sha256: head?.hash ?? null }));
  }

  /** Stays unset while it is not certain what is on disk. */
  async function known(): Promise<Standing> {
    standing ??= await look();
    return standing;
  }

  async function begin(): Promise<void> {
    try {
      const { head } = await known();
      tellHead('start', head);
      // By the record's own newest line, so that a clock that runs years ahead does not delete it all (HAZ-09).
      if (head) await deleteOld(files, folder, Math.min(head.atMs, clock.wallMs()) - rules.retentionDays * dayMs);
    } catch (error) {
      log.warn(standing ? 'AUDIT_NOT_DELETED' : 'AUDIT_NOT_READ', { detail: nameOf(error) });
    }
  }

  const paths = <Result>(read: (paths: readonly string[]) => Promise<Result>) => readRecord(files, folder, read);

  return {
    append: (event) =>
      inTurn(async () => {
        const found = await known();
        // Unknown until it is done: a write that fails may have been done in part.
        standing = undefined;
        standing = await write(isFull(found) ? await rotate(found) : found, contentOf(event));
        if (event.event === 'action.intended') begunHere.add(event.requestId);
        if (event.event === 'action.finished') begunHere.delete(event.requestId);
      }),
    start: () => inTurn(begin),
    stop: () =>
      inTurn(async () => {
        if (standing) tellHead('end', standing.head);
        await osLog.flushed();
      }),
    newestOf: (userId, limit) => paths((all) => newestOf(files, all, userId, limit)),
    unresolvedOf: async (userId) => {
      const found = await paths((all) => unresolvedIn(files, all, userId));
      return found.filter(({ requestId }) => !begunHere.has(requestId));
    },
  };
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
