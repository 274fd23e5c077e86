import type { AuditEvent, AuditLog, AuditSubject } from '../audit/audit-log.ts';
import { sessionIdOf } from '../audit/audit-line.ts';
import type { AttemptPurpose } from '../../preload/session-view.ts';
import type { Log } from '../ports.ts';
import { nameOf } from './problem-of.ts';
import { establishedIn, initialState, type Established, type State } from './state.ts';

type Region = Pick<State, 'epoch' | 'time' | 'session' | 'attempt' | 'action'>;

export interface AuditWatch {
  /** Has the record say what became of the session since the last time. Resolves when it does, and never rejects. */
  follow(state: State): Promise<void> | undefined;
  /** Has it say that an action was meant, and did not begin because of what was filled in. */
  inputRefused(state: State, of: { readonly actionId: string; readonly requestId: string }): Promise<void>;
}

/** Writes down what became of the session. Nothing waits for it: a full disk may stop an action, never a log-out. */
export function createAuditWatch({
  audit,
  log,
}: {
  readonly audit: Pick<AuditLog, 'append'>;
  readonly log: Log;
}): AuditWatch {
  let before: State = initialState;

  async function write(events: readonly AuditEvent[]): Promise<void> {
    const results = await Promise.allSettled(events.map((event) => audit.append(event)));
    for (const result of results) {
      if (result.status === 'rejected') log.error('AUDIT_NOT_WRITTEN', { detail: nameOf(result.reason) });
    }
  }

  return {
    follow(state) {
      const events = auditOf(before, state);
      before = state;
      return events.length === 0 ? undefined : write(events);
    },
    async inputRefused(state, of) {
      const { userId, ...subject } = subjectOf(state);
      if (userId === undefined) return;
      const code = 'ACTION_INPUT_INVALID';
      await write([{ event: 'action.refused', outcome: 'refused', userId, ...subject, ...of, code }]);
    },
  };
}

/** What an event made of the session, as the audit record has it. Pure: two states of the machine, one after the other. */
export function auditOf(before: Region, now: Region): readonly AuditEvent[] {
  return [...attemptLines(before, now), ...sessionLines(before, now), ...actionLines(before, now)];
}

const refusals = {
  login: 'login.refused',
  unlock: 'unlock.refused',
  stepUp: 'stepUp.refused',
  changeRole: 'changeRole.refused',
  renew: 'renew.refused',
} as const satisfies Record<AttemptPurpose, AuditEvent['event']>;

/** Who was refused is known only where a session is there: another person's answer is nobody's to keep. */
function attemptLines(before: Region, now: Region): readonly AuditEvent[] {
  const { attempt } = now;
  if (attempt === before.attempt) return [];
  switch (attempt.kind) {
    case 'none':
    case 'opening':
    case 'waiting':
    case 'completing':
      return [];
    case 'failed':
    case 'otherPerson':
    case 'insufficient':
      break;
  }
  const { code, correlationId } = attempt.problem;
  const purpose = attempt.kind === 'failed' ? attempt.purpose : (purposeIn(before) ?? 'stepUp');
  return [{ event: refusals[purpose], outcome: 'refused', ...subjectOf(now), code, correlationId }];
}

function purposeIn({ attempt }: Region): AttemptPurpose | undefined {
  return 'asked' in attempt ? attempt.asked.purpose : undefined;
}

function sessionLines(before: Region, now: Region): readonly AuditEvent[] {
  const { session: was } = before;
  const { session } = now;
  if (session === was) return [];
  const ok = { outcome: 'ok', ...subjectOf(now) } as const;
  switch (session.kind) {
    case 'starting':
    case 'restorable':
      return [];
    case 'out':
      return endLines(before, now);
    case 'locked':
      return was.kind === 'locked'
        ? []
        : [{ event: 'session.locked', ...ok, ...subjectOf(before), code: session.reason }];
    case 'choosingRole':
    case 'active':
      break;
  }
  if (was.kind === 'restorable') return [{ event: 'session.continued', ...ok }];
  const adopted = adoptedIn(before, now);
  if (adopted) return [...adoptionLines(adopted, before, now)];
  return roleLines(before, now);
}

/** What was adopted from an attempt: one that was completing is over, in a new epoch, and somebody is there. */
function adoptedIn(before: Region, now: Region): { readonly purpose: AttemptPurpose; readonly id: string } | undefined {
  const { attempt } = before;
  const isOver = attempt.kind === 'completing' && now.attempt.kind === 'none' && now.epoch > before.epoch;
  return isOver && establishedIn(now) !== undefined ? { purpose: attempt.asked.purpose, id: attempt.id } : undefined;
}

function adoptionLines(
  { purpose, id }: { readonly purpose: AttemptPurpose; readonly id: string },
  before: Region,
  now: Region,
): readonly AuditEvent[] {
  const ok = { outcome: 'ok', ...subjectOf(now), correlationId: id } as const;
  switch (purpose) {
    case 'login':
      return [{ event: 'session.started', ...ok }];
    case 'unlock':
      return [{ event: 'session.unlocked', ...ok }];
    case 'renew':
      return [{ event: 'session.renewed', ...ok }, ...roleLines(before, now)];
    case 'stepUp':
      return [{ event: 'stepUp.adopted', ...ok }, ...roleLines(before, now)];
    case 'changeRole':
      return roleLines(before, now, id);
  }
}

function roleLines(before: Region, now: Region, correlationId?: string): readonly AuditEvent[] {
  const [was, role] = [roleIn(before), roleIn(now)];
  if (!role || role === was) return [];
  const ok = { outcome: 'ok', ...subjectOf(now), ...(correlationId !== undefined && { correlationId }) } as const;
  return [{ event: was === undefined ? 'role.chosen' : 'role.changed', ...ok }];
}

function roleIn({ session }: Region): string | undefined {
  return session.kind === 'active' ? session.role.id : undefined;
}

function endLines(before: Region, now: Region): readonly AuditEvent[] {
  const { session } = now;
  if (session.kind !== 'out') return [];
  const subject = subjectOf(before);
  const { kind } = before.session;
  if (kind === 'out') return [];
  if (!session.end) return subject.userId === undefined ? [] : [{ event: 'session.kept', outcome: 'ok', ...subject }];
  // What a start only tells of an earlier run has its line already.
  if (kind === 'starting' && session.end.atMs !== now.time.wallMs) return [];
  const { reason } = session.end;
  const event = reason === 'switchUser' ? 'session.takenOver' : 'session.ended';
  return [{ event, outcome: 'ok', ...subject, code: reason }];
}

/** What was meant and never sent. What is sent has its lines from `action-runner.ts`. */
function actionLines(before: Region, now: Region): readonly AuditEvent[] {
  const { action: was } = before;
  const { action } = now;
  const { userId, ...subject } = subjectOf(before);
  if (action === was || userId === undefined) return [];
  const problem = action.kind === 'done' && action.outcome.kind === 'refused' ? action.outcome.problem : undefined;
  switch (was.kind) {
    case 'none':
    case 'sending':
    case 'done':
      return [];
    case 'recording': {
      // "About to" may be on disk: without this it would be asked about for ever.
      if (action.kind === 'sending') return [];
      const { requestId } = was;
      const code = problem && { code: problem.code };
      return [
        {
          event: 'action.finished',
          outcome: 'refused',
          userId,
          ...subject,
          actionId: was.action.id,
          requestId,
          ...code,
        },
      ];
    }
    case 'blocked':
    case 'confirming': {
      if (!problem) return [];
      const { code, correlationId: requestId } = problem;
      return [
        { event: 'action.refused', outcome: 'refused', userId, ...subject, actionId: was.action.id, requestId, code },
      ];
    }
  }
}

/** Whose session it is, and in which role. */
function subjectOf({ session }: Region): AuditSubject {
  switch (session.kind) {
    case 'starting':
    case 'out':
      return {};
    case 'restorable': {
      const { person, level, amr, sid } = session.facts;
      return { userId: person.userId, ...roleOf(session.role), level, amr, sessionId: sessionIdOf(sid) };
    }
    case 'choosingRole':
      return establishedSubject(session.established);
    case 'active':
      return { ...establishedSubject(session.established), ...roleOf(session.role) };
    case 'locked':
      return { userId: session.person.userId, ...roleOf(session.role) };
  }
}

export function establishedSubject({ person, authentication, tokens }: Established): AuditSubject & {
  readonly userId: string;
} {
  const { level, amr } = authentication;
  return { userId: person.userId, level, amr, sessionId: sessionIdOf(tokens.sid) };
}

function roleOf({ id, organisationCode }: { readonly id: string; readonly organisationCode: string }): AuditSubject {
  return { roleId: id, organisationCode };
}
