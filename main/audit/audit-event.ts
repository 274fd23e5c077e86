import type { AssuranceLevel } from '../assurance/level.ts';
import type { FailureCode } from '../../preload/failures.ts';
import type { EndReason, LockReason } from '../../preload/session-view.ts';

/**
 * One thing that somebody did, meant to do or was refused. There is no field for a token, a code of the provider, the name of
 * anybody, or anything about a patient (`ux.md` section 8); what stands in the fields there are is looked at once more when
 * the line is made (`audit-line.ts`).
 */
export type AuditEvent = ActionAudit | SessionAudit | RevocationAudit;

/** Whose it is, and how well they had proved who they are. Absent where nobody knows, as at a refused log-in. */
export interface AuditSubject {
  /** CIS2 user id (`nhsid_useruid`). */
  readonly userId?: string | undefined;
  /** `person_roleid` of the role in use. */
  readonly roleId?: string | undefined;
  /** ODS code. */
  readonly organisationCode?: string | undefined;
  readonly level?: AssuranceLevel | undefined;
  readonly amr?: readonly string[] | undefined;
  /** The `sid`, hashed (`sessionIdOf`). */
  readonly sessionId?: string | undefined;
}

/** Why: a failure of ours, the reason of an end or of a lock. */
export type AuditCode = FailureCode | EndReason | LockReason;

/**
 * `action.intended` is on disk before anything is sent (invariant 9); `action.finished` says what came of it. One that has the
 * first and not the second is unresolved, until its person has looked and says so: `action.checked`. `action.refused` is one
 * that was meant and never sent.
 */
export interface ActionAudit extends AuditSubject {
  readonly event: 'action.intended' | 'action.finished' | 'action.checked' | 'action.refused';
  readonly outcome: 'intended' | 'ok' | 'refused' | 'unknown' | 'challenged' | 'checked';
  readonly actionId: string;
  /** `X-Request-ID`; the line has it as `correlationId`. */
  readonly requestId: string;
  readonly userId: string;
  readonly code?: AuditCode;
}

/** What became of a session. These lines hold nothing up. */
export interface SessionAudit extends AuditSubject {
  readonly event:
    | 'session.started'
    | 'session.continued'
    | 'session.renewed'
    | 'session.locked'
    | 'session.unlocked'
    | 'session.kept'
    | 'session.ended'
    | 'session.takenOver'
    | 'login.refused'
    | 'unlock.refused'
    | 'stepUp.refused'
    | 'changeRole.refused'
    | 'renew.refused'
    | 'stepUp.adopted'
    | 'role.chosen'
    | 'role.changed';
  readonly outcome: 'ok' | 'refused';
  readonly code?: AuditCode;
  /** The attempt's id, where it was an attempt. */
  readonly correlationId?: string;
}

/** Tokens of an ended session that the provider could not be brought to take back. */
export interface RevocationAudit extends AuditSubject {
  readonly event: 'tokens.revocation';
  readonly outcome: 'unconfirmed';
}

/** An action of which nobody knows whether it was done: the app stopped between "about to" and the outcome (HAZ-06). */
export interface UnresolvedAction {
  readonly requestId: string;
  readonly actionId: string;
  /** When it was about to be sent. */
  readonly atMs: number;
}
