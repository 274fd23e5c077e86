import { expect, test } from 'vitest';
import type { AuditEvent, UnresolvedAction } from '../../main/audit/audit-log.ts';
import { createActionRunner } from '../../main/session/action-runner.ts';
import type { Intent, Report, SendAnswer } from '../../main/session/events.ts';
import { createProblemOf } from '../../main/session/problem-of.ts';
import { recordedLog, systemClock } from '../unit-support/system.ts';
import { machine } from './fixtures.ts';

/** What is done with an action once the machine wants it done (issue 5 lines 2, 4 and 5). */
interface World {
  readonly answer?: SendAnswer;
  readonly unresolvedOf?: () => Promise<readonly UnresolvedAction[]>;
  readonly append?: () => Promise<void>;
}

function runner({ answer, unresolvedOf, append }: World = {}) {
  const log = recordedLog();
  const reports: Report[] = [];
  const audited: AuditEvent[] = [];
  const sent: Intent[] = [];
  const it = createActionRunner(
    {
      log,
      audit: {
        append: async (event) => {
          await append?.();
          audited.push(event);
        },
        unresolvedOf: unresolvedOf ?? (async () => []),
      },
      sendAction: async (intent) => {
        sent.push(intent);
        return answer ?? { kind: 'ok', rows: [], reference: intent.requestId };
      },
    },
    (event) => void reports.push(event),
    createProblemOf({ clock: systemClock, log }),
  );
  return { ...it, log, reports, audited, sent };
}

function intent(): Intent {
  const it = machine();
  it.logIn();
  it.send();
  return { ...it.lastEffect('send').intent, input: { reason: 'SECRET' } };
}

test('HAZ-06 what is refused at sending is on record with its code, and nothing of what was filled in is (issue 5 line 2)', async () => {
  const problem = { code: 'ACTION_INPUT_INVALID', atMs: 0, correlationId: '', detail: 'unknownField' } as const;
  const it = runner({ answer: { kind: 'refused', problem } });
  await it.send(intent());
  expect(it.audited).toMatchObject([{ event: 'action.finished', outcome: 'refused', code: 'ACTION_INPUT_INVALID' }]);
  expect(it.reports).toMatchObject([{ type: 'actionAnswered', answer: { kind: 'refused', problem } }]);
  expect(JSON.stringify([it.log.lines, it.audited])).not.toContain('SECRET');
});

test('what is sent is what was confirmed', async () => {
  const it = runner();
  await it.send(intent());
  expect(it.sent).toMatchObject([{ input: { reason: 'SECRET' } }]);
});

test('a challenge is on record as one, and is reported as it came (issue 5 line 4)', async () => {
  const problem = { code: 'API_LEVEL_TOO_LOW', atMs: 0, correlationId: '', detail: '' } as const;
  const answer: SendAnswer = { kind: 'challenged', challenge: { lowestLevel: 3 }, problem };
  const it = runner({ answer });
  await it.send(intent());
  expect(it.audited).toMatchObject([{ event: 'action.finished', outcome: 'challenged', code: 'API_LEVEL_TOO_LOW' }]);
  expect(it.reports).toMatchObject([{ type: 'actionAnswered', answer }]);
});

test('a record that cannot be read tells of nothing, and the log says why', async () => {
  const it = runner({ unresolvedOf: () => Promise.reject(Object.assign(new Error(), { code: 'EIO' })) });
  await it.readUnresolved('999000000001');
  expect(it.reports).toEqual([]);
  expect(it.log.lines).toMatchObject([{ level: 'error', code: 'AUDIT_NOT_READ', fields: { detail: 'Error EIO' } }]);
});

test('HAZ-06 "I have checked" that cannot be written is in the log, and is asked for again at the next start', async () => {
  const { established, role } = intent();
  const it = runner({ append: () => Promise.reject(new Error()) });
  await it.recordChecked({ requestId: 'r', actionId: 'sign-prescription', established, role });
  expect(it.audited).toEqual([]);
  expect(it.log.lines).toMatchObject([{ level: 'error', code: 'AUDIT_NOT_WRITTEN', fields: { correlationId: 'r' } }]);
});
