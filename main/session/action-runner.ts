import type { AuditLog } from '../audit/audit-log.ts';
import type { Log } from '../ports.ts';
import { establishedSubject } from './audit-watch.ts';
import type { Checked, Intent, Report, SendAnswer } from './events.ts';
import { nameOf, type ProblemOf } from './problem-of.ts';

export interface ActionPorts {
  readonly log: Log;
  readonly audit: Pick<AuditLog, 'append' | 'unresolvedOf'>;
  /**
   * Sends an action with the bearer of its intent, or opens its page in the person's browser without one. What was filled in
   * is looked at once more. Never rejects: every end of it is an answer.
   */
  readonly sendAction: (intent: Intent) => Promise<SendAnswer>;
}

export interface ActionRunner {
  record(intent: Intent): Promise<void>;
  send(intent: Intent): Promise<void>;
  readUnresolved(userId: string): Promise<void>;
  recordChecked(checked: Checked): Promise<void>;
}

/** Carries out what the machine wants done with an action: first on disk, then on the wire (invariant 9). */
export function createActionRunner(
  ports: ActionPorts,
  report: (event: Report) => void,
  problemOf: ProblemOf,
): ActionRunner {
  return {
    async record(intent) {
      const { requestId } = intent;
      try {
        await ports.audit.append({ event: 'action.intended', outcome: 'intended', ...auditFacts(intent) });
      } catch (error) {
        const problem = problemOf('ACTION_NOT_AUDITED', nameOf(error), requestId);
        report({ type: 'intentNotRecorded', requestId, problem });
        return;
      }
      report({ type: 'intentRecorded', requestId });
    },
    async send(intent) {
      const { requestId } = intent;
      const outcome = await ports.sendAction(intent);
      const code = outcome.kind === 'ok' ? undefined : outcome.problem.code;
      ports.log.info('ACTION_FINISHED', {
        correlationId: requestId,
        actionId: intent.action.id,
        reason: code ?? outcome.kind,
      });
      try {
        await ports.audit.append({
          event: 'action.finished',
          // A service that wants a better log-in has done nothing; what is sent after it has lines of its own.
          outcome: outcome.kind,
          ...auditFacts(intent),
          ...(code !== undefined && { code }),
        });
      } catch (error) {
        // It has been done or not done already; the person must hear which.
        ports.log.error('AUDIT_NOT_WRITTEN', { correlationId: requestId, detail: nameOf(error) });
      }
      report({ type: 'actionAnswered', requestId, answer: outcome });
    },
    async readUnresolved(userId) {
      try {
        report({ type: 'unresolvedRead', userId, unresolved: await ports.audit.unresolvedOf(userId) });
      } catch (error) {
        ports.log.error('AUDIT_NOT_READ', { detail: nameOf(error) });
      }
    },
    async recordChecked(checked) {
      try {
        await ports.audit.append({ event: 'action.checked', outcome: 'checked', ...actorFacts(checked) });
      } catch (error) {
        // It is asked for once more at the next start, which harms nobody.
        ports.log.error('AUDIT_NOT_WRITTEN', { correlationId: checked.requestId, detail: nameOf(error) });
      }
    },
  };
}

function auditFacts({ action, ...intent }: Intent) {
  return actorFacts({ ...intent, actionId: action.id });
}

function actorFacts({ requestId, actionId, established, role }: Checked) {
  return {
    actionId,
    requestId,
    ...establishedSubject(established),
    roleId: role.id,
    organisationCode: role.organisationCode,
  };
}
