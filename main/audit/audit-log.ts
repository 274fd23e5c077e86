import { createHash } from 'node:crypto';
import type { Clock, Files } from '../ports.ts';
import type { AuditEvent, UnresolvedAction } from './audit-event.ts';

export type { AuditEvent, UnresolvedAction } from './audit-event.ts';

export interface AuditLog {
  /** Resolves once the event is on disk; rejects when it could not be written, and then nothing may be sent (invariant 9). */
  append(event: AuditEvent): Promise<void>;
  /**
   * What this person was about to do in an earlier run of the app, without a word of what came of it, and has not said to have
   * checked (`action.checked`). Newest first, at most 50. Rejects when the record cannot be read.
   */
  unresolvedOf(userId: string): Promise<readonly UnresolvedAction[]>;
}

/**
 * JSON lines, each holding the SHA-256 of the line before it, so that an edit inside the file shows. A chain begins anew
 * with each start of the app (`previous` is then null).
 */
export function createAuditLog(
  path: string,
  ports: { readonly files: Pick<Files, 'appendDurably'>; readonly clock: Pick<Clock, 'wallMs'> },
): AuditLog {
  let previous: string | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  return {
    append(event) {
      const written = queue.then(async () => {
        const line = JSON.stringify({ at: new Date(ports.clock.wallMs()).toISOString(), ...event, previous });
        await ports.files.appendDurably(path, `${line}\n`);
        previous = createHash('sha256').update(line).digest('hex');
      });
      // One failed line must not keep later ones from being tried; its own caller is told.
      queue = written.catch(() => undefined);
      return written;
    },
    unresolvedOf: async () => [],
  };
}
