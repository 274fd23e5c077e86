import { createHash } from 'node:crypto';
import type { AssuranceLevel } from '../assurance/level.ts';
import type { Clock, Files } from '../ports.ts';

/** One thing that somebody did or meant to do. No token, no code, no name, nothing about a patient (`ux.md` section 8). */
export type AuditEvent = ActionAudit | RevocationAudit;

interface ActionAudit {
  readonly event: 'action.intended' | 'action.finished' | 'action.checked';
  readonly outcome: 'intended' | 'ok' | 'refused' | 'unknown' | 'challenged' | 'checked';
  readonly actionId: string;
  readonly requestId: string;
  readonly userId: string;
  readonly roleId: string | undefined;
  readonly organisationCode: string | undefined;
  readonly level: AssuranceLevel;
  readonly amr: readonly string[];
  readonly code?: string;
}

/** Tokens of an ended session that the provider could not be brought to take back. */
interface RevocationAudit {
  readonly event: 'tokens.revocation';
  readonly outcome: 'unconfirmed';
}

/** An action of which nobody knows whether it was done: the app stopped between "about to" and the outcome (HAZ-06). */
export interface UnresolvedAction {
  readonly requestId: string;
  readonly actionId: string;
  readonly atMs: number;
}

export interface AuditLog {
  /** Resolves once the event is on disk; rejects when it could not be written, and then nothing may be sent (invariant 9). */
  append(event: AuditEvent): Promise<void>;
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
