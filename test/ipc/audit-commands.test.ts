import { describe, expect, test } from 'vitest';
import type { AuditLine } from '../../main/audit/audit-log.ts';
import type { RecordCheck } from '../../main/audit/verify.ts';
import { sessionHandlers } from '../../main/ipc/session-handlers.ts';
import { createAuditReader } from '../../main/session/audit-activity.ts';
import type { Session } from '../../main/session/session.ts';
import { commands } from '../../preload/contract.ts';
import type { SessionView } from '../../preload/session-view.ts';
import { contentOf } from '../../main/audit/audit-line.ts';
import { intended } from '../audit/record.ts';
import { policy } from '../session/fixtures.ts';
import { fake, fakeLog } from '../shell/fakes.ts';
import { wired } from './wiring.ts';

const nobody: SessionView = { kind: 'loggedOut' };
/** Of a view nothing but this is looked at. */
const of = (userId: string) =>
  ({ kind: 'home', who: { person: { name: 'Synthetic', userId } } }) as unknown as SessionView;

const line = (requestId: string): AuditLine => ({
  ...contentOf(intended(requestId)),
  seq: 1,
  at: '2026-11-21T09:30:00.000Z',
  deviceId: null,
  appVersion: null,
  previous: null,
});

const whole: RecordCheck = {
  kind: 'whole',
  lines: 12,
  healed: 1,
  unfinished: false,
  firstSeq: 1,
  head: undefined,
  holdsSought: false,
};

function connected({
  views,
  lines = [],
  check = whole,
  isSetUp = true,
}: {
  views: readonly SessionView[];
  lines?: readonly AuditLine[];
  check?: RecordCheck;
  isSetUp?: boolean;
}) {
  const asked: (readonly [userId: string, limit: number])[] = [];
  let looks = 0;
  const session = fake<Session>({
    view() {
      looks += 1;
      return views[Math.min(looks, views.length) - 1] ?? nobody;
    },
  });
  const audit = {
    newestOf: async (userId: string, limit: number) => {
      asked.push([userId, limit]);
      return lines;
    },
  };
  const reader = createAuditReader(isSetUp ? { audit, policy: policy() } : undefined, async () => check);
  const handlers = sessionHandlers(
    session,
    () => fake({}),
    () => Promise.resolve(true),
    reader,
    fakeLog().log,
  );
  const { invoke } = wired(handlers as Parameters<typeof wired>[0]);
  return { asked, call: (name: 'readActivity' | 'checkAudit') => invoke(commands[name].channel, undefined) };
}

describe('issue 5 line 7: readActivity', () => {
  test('issue 5 line 7: asks for the lines of the person who is logged in, and no more than 200', async () => {
    const { call, asked } = connected({ views: [of('999000000104')], lines: [line('r1')] });
    expect(await call('readActivity')).toEqual({
      ok: true,
      value: [
        {
          atMs: Date.UTC(2026, 10, 21, 9, 30),
          event: 'action.intended',
          outcome: 'intended',
          actionLabel: { en: 'Sign prescription' },
          roleId: '999000000001',
          organisationCode: 'Z99901',
          level: 3,
          correlationId: 'r1',
        },
      ],
    });
    expect(asked).toEqual([['999000000104', 200]]);
  });

  test('issue 5 line 7: an action that the policy has no more is without a label', async () => {
    const { call } = connected({ views: [of('1')], lines: [{ ...line('r1'), actionId: 'gone' }] });
    expect(await call('readActivity')).toMatchObject({ value: [{ actionLabel: null }] });
  });

  test.each([
    ['nobody is logged in', [nobody], true],
    ['somebody logs in who is not there yet', [{ kind: 'openingBrowser', purpose: 'login', who: null }], true],
    ['the app is not set up', [of('1')], false],
    ['HAZ-02 another person has come while the file was read', [of('1'), of('2')], true],
    ['HAZ-02 nobody is there any more once the file was read', [of('1'), nobody], true],
  ] as const)('issue 5 line 7: is NOT_NOW when %s', async (_name, views, isSetUp) => {
    const { call } = connected({ views, isSetUp, lines: [line('r1')] });
    expect(await call('readActivity')).toMatchObject({ ok: false, error: { code: 'NOT_NOW' } });
  });

  test('issue 5 line 7: 200 of the longest lines pass the bridge', async () => {
    const longest: AuditLine = {
      ...line('r'.repeat(64)),
      roleId: '1'.repeat(64),
      organisationCode: 'A'.repeat(12),
      actionId: 'sign-prescription',
    };
    const { call } = connected({ views: [of('1')], lines: Array.from({ length: 200 }, () => longest) });
    expect(await call('readActivity')).toMatchObject({ ok: true });
  });
});

describe('issue 5 line 7: checkAudit', () => {
  test.each([
    [whole, { kind: 'whole', lines: 12, healed: 1 }],
    [
      { kind: 'broken', file: '/home/somebody/audit/audit.jsonl', line: 7, why: 'previousDiffers' },
      { kind: 'broken', file: 'audit.jsonl', line: 7, why: 'previousDiffers' },
    ],
    [{ kind: 'unreadable', file: '/home/somebody/audit' }, { kind: 'unreadable' }],
  ] as const)('issue 5 line 7: %j, with no folder of anybody, also while nobody is logged in', async (check, value) => {
    const { call } = connected({ views: [nobody], check, isSetUp: false });
    expect(await call('checkAudit')).toEqual({ ok: true, value });
  });
});
