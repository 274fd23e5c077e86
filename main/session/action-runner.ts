import type { ActionOutcome } from '../../preload/session-view.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Log } from '../ports.ts';
import { establishedSubject } from './audit-watch.ts';
import type { Intent, Report } from './events.ts';
import { nameOf, type ProblemOf } from './problem-of.ts';

export interface ActionPorts {
  readonly log: Log;
  readonly audit: Pick<AuditLog, 'append'>;
  /** Sends an action with the bearer of its intent. Never rejects: every end of it is an outcome. */
  readonly sendAction: (intent: Intent) => Promise<ActionOutcome>;
}

export interface ActionRunner {
  record(intent: Intent): Promise<void>;
  send(intent: Intent): Promise<void>;
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
  };
}

function auditFacts({ requestId, action, established, role }: Intent) {
  return {
    actionId: action.id,
    requestId,
    ...establishedSubject(established),
    roleId: role.id,
    organisationCode: role.organisationCode,
  };
}
