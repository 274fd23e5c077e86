import path from 'node:path';
import type { AuditLine, AuditLog } from '../audit/audit-log.ts';
import type { RecordCheck } from '../audit/verify.ts';
import type { ActivityLine, AuditCheck } from '../../preload/contract.ts';
import type { SessionView } from '../../preload/session-view.ts';
import type { Policy } from '../policy/schema.ts';

/** As many as one looks through; more is the work of an administrator, with the files. */
const mostLines = 200;

/** The audit record, as far as the window may ask for it. */
export interface AuditReader {
  /** The lines of the person who is logged in, newest first; `undefined` while nobody is. Rejects when they cannot be read. */
  activity(view: () => SessionView): Promise<readonly ActivityLine[] | undefined>;
  /** Never rejects. */
  check(): Promise<AuditCheck>;
}

/** @param record `undefined` where the app is not set up: then nobody can have logged in. */
export function createAuditReader(
  record: { readonly audit: Pick<AuditLog, 'newestOf'>; readonly policy: Pick<Policy, 'actions'> } | undefined,
  check: () => Promise<RecordCheck>,
): AuditReader {
  return {
    async activity(view) {
      const userId = userIdIn(view());
      if (!record || userId === undefined) return undefined;
      const lines = await record.audit.newestOf(userId, mostLines);
      // It takes a moment, and another person may have come meanwhile (HAZ-02).
      return userIdIn(view()) === userId ? lines.map((line) => activityOf(line, record.policy)) : undefined;
    },
    check: async () => checkOf(await check()),
  };
}

function userIdIn(view: SessionView): string | undefined {
  return 'who' in view ? view.who?.person.userId : undefined;
}

function activityOf(line: AuditLine, { actions }: Pick<Policy, 'actions'>): ActivityLine {
  const { at, event, outcome, actionId, roleId, organisationCode, level, correlationId } = line;
  return {
    atMs: Date.parse(at),
    event,
    outcome,
    actionLabel: actions.find(({ id }) => id === actionId)?.label ?? null,
    roleId,
    organisationCode,
    level,
    correlationId,
  };
}

/** Names of files alone: where they are is for administrators (`docs/audit.md`), not for a page. */
function checkOf(check: RecordCheck): AuditCheck {
  switch (check.kind) {
    case 'whole':
      return { kind: 'whole', lines: check.lines, healed: check.healed };
    case 'broken':
      return { kind: 'broken', file: path.basename(check.file), line: check.line, why: check.why };
    case 'unreadable':
      return { kind: 'unreadable' };
  }
}
