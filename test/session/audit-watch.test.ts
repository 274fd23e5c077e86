import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AuditEvent } from '../../main/audit/audit-log.ts';
import { sessionIdOf } from '../../main/audit/audit-line.ts';
import { auditOf, createAuditWatch } from '../../main/session/audit-watch.ts';
import { initialState } from '../../main/session/state.ts';
import type { Policy } from '../../main/policy/schema.ts';
import { recordedLog } from '../unit-support/system.ts';
import { clinicRole, doctor, hourMs, machine, nurse, policy, wardRole } from './fixtures.ts';

/** A machine, and what the record would have of it. */
function recorded(of?: Policy) {
  const it = machine(of);
  const lines: AuditEvent[] = [];
  const put = it.put.bind(it);
  it.put = (event) => {
    const before = it.state;
    const effects = put(event);
    lines.push(...auditOf(before, it.state));
    return effects;
  };
  return {
    it,
    lines,
    told: () => lines.map((line) => ('code' in line && line.code ? `${line.event} ${line.code}` : line.event)),
  };
}

const atWard = { userId: nurse.userId, roleId: wardRole.id, organisationCode: 'RXX01' };
const sessionId = sessionIdOf('sid-1');

describe('issue 5 line 7: what becomes of a session', () => {
  test('issue 5 line 7: a log-in, with person, role, level, methods and session', () => {
    const { it, lines } = recorded();
    it.logIn();
    expect(lines).toEqual([
      { event: 'session.started', outcome: 'ok', ...atWard, level: 2, amr: ['TOTP'], sessionId, correlationId: 'id-3' },
    ]);
  });

  test('issue 5 line 7: a refused log-in, with its code and without a person', () => {
    const { it, lines } = recorded();
    it.start();
    it.put({ type: 'loginRequested' });
    it.answer({ level: 1 });
    expect(lines).toEqual([
      { event: 'login.refused', outcome: 'refused', code: 'LEVEL_TOO_LOW', correlationId: 'id-3' },
    ]);
    it.put({ type: 'loginRequested' });
    it.put({ type: 'attemptFailed', attemptId: it.attemptId(), problem: it.problem('AUTHORIZATION_DENIED') });
    expect(lines.at(-1)).toMatchObject({ event: 'login.refused', code: 'AUTHORIZATION_DENIED', correlationId: 'test' });
  });

  test('issue 5 line 7: a cancelled or replaced log-in is none', () => {
    const { it, lines } = recorded();
    it.start();
    it.put({ type: 'loginRequested' });
    it.put({ type: 'cancelRequested' });
    it.put({ type: 'loginRequested' });
    it.put({ type: 'loginRequested' });
    expect(lines).toEqual([]);
  });

  test('issue 5 line 7: HAZ-04 a role that is chosen, and one that is changed', () => {
    const { it, lines, told } = recorded();
    it.start();
    it.put({ type: 'loginRequested' });
    it.answer({ roles: [wardRole, clinicRole] });
    it.saved();
    expect(lines).toMatchObject([{ event: 'session.started', userId: nurse.userId }]);
    expect(lines[0]?.roleId).toBeUndefined();
    it.put({ type: 'roleChosen', roleId: wardRole.id });
    expect(lines.at(-1)).toMatchObject({ event: 'role.chosen', ...atWard, level: 2 });
    it.put({ type: 'changeRoleRequested' });
    it.answer({ roles: [wardRole, clinicRole], selectedRoleId: clinicRole.id });
    it.saved();
    it.put({ type: 'roleChosen', roleId: clinicRole.id });
    expect(told()).toEqual(['session.started', 'role.chosen', 'role.chosen']);
    expect(lines.at(-1)).toMatchObject({ roleId: clinicRole.id, organisationCode: 'A81001' });
  });

  test('issue 5 line 7: a step-up, adopted; too low; of another person (HAZ-01)', () => {
    const { it, lines, told } = recorded();
    it.logIn();
    it.stepUp();
    it.answer({ level: 2 });
    it.put({ type: 'wentBack' });
    it.stepUp();
    it.answer({ person: doctor, level: 3, sid: 'sid-2' });
    expect(told().slice(1)).toEqual(['stepUp.refused LEVEL_TOO_LOW', 'stepUp.refused PERSON_MISMATCH']);
    expect(lines.at(-1), 'the session’s person, not the other').toMatchObject(atWard);
    expect(JSON.stringify(lines)).not.toContain(doctor.userId);
    it.put({ type: 'wentBack' });
    it.stepUp();
    it.answer({ level: 3 });
    it.saved();
    expect(lines.at(-1)).toMatchObject({ event: 'stepUp.adopted', outcome: 'ok', ...atWard, level: 3, amr: ['FIDO2'] });
  });

  test('issue 5 line 7: locked with its reason, unlocked, an unlock that was refused', () => {
    const { it, lines, told } = recorded();
    it.logIn();
    it.put({ type: 'lockRequested' });
    it.put({ type: 'unlockRequested' });
    it.answer({ person: doctor, sid: 'sid-2' });
    it.put({ type: 'wentBack' });
    it.put({ type: 'unlockRequested' });
    it.answer();
    it.saved();
    expect(told()).toEqual([
      'session.started',
      'session.locked user',
      'unlock.refused PERSON_MISMATCH',
      'session.unlocked',
    ]);
    expect(lines[1]).toMatchObject({ ...atWard, level: 2, sessionId });
    expect(lines[2]).toMatchObject(atWard);
    it.power('userSwitchedAway');
    expect(told().at(-1)).toBe('session.locked userSwitch');
  });

  test('issue 5 line 7: an end with its reason and whose it was; a take-over is one of its own', () => {
    const { it, lines, told } = recorded();
    it.logIn();
    it.put({ type: 'logOutRequested' });
    expect(lines.at(-1)).toMatchObject({ event: 'session.ended', code: 'user', ...atWard, level: 2, sessionId });
    it.put({ type: 'loginRequested' });
    it.answer();
    it.saved();
    it.put({ type: 'switchRequested' });
    expect(told().at(-1)).toBe('session.takenOver switchUser');
    it.answer();
    it.saved();
    it.put({ type: 'providerEnded', reason: 'providerEvent' });
    it.tick(hourMs);
    expect(told().slice(-2)).toEqual(['session.started', 'session.ended providerEvent']);
  });

  test('issue 5 line 7: a lapsed session, also a locked one', () => {
    const { it, told } = recorded();
    it.logIn();
    it.put({ type: 'lockRequested' });
    it.tick(13 * hourMs);
    expect(told()).toEqual(['session.started', 'session.locked user', 'session.ended absoluteLimit']);
  });

  test('issue 5 line 7: kept over a restart, continued, and one that cannot be', () => {
    const { it, lines, told } = recorded();
    it.offer();
    it.put({ type: 'continueRequested' });
    it.restoreAnswered(it.renewed());
    it.lastSaved();
    expect(told()).toEqual(['session.continued']);
    expect(lines[0]).toMatchObject({ ...atWard, level: 2 });
    it.put({ type: 'quitRequested' });
    expect(told().at(-1)).toBe('session.kept');
    const other = recorded();
    other.it.offer();
    other.it.put({ type: 'switchRequested' });
    expect(other.told()).toEqual(['session.takenOver switchUser']);
    expect(other.lines[0]).toMatchObject(atWard);
  });

  test('issue 5 line 7: what a start only tells of an earlier run is not told twice', () => {
    const { it, lines } = recorded();
    it.start({ kind: 'ended', reason: 'idle', atMs: it.nowMs - hourMs, ending: 'gone' } as never);
    expect(lines).toEqual([]);
  });

  test('issue 5 line 7: time, input, renewal and a look at a screen are not', () => {
    const { it, lines } = recorded();
    it.logIn();
    it.tick(60_000);
    it.put({ type: 'activityNoted', inputAtMs: it.nowMs });
    it.renew();
    it.put({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
    it.put({ type: 'wentBack' });
    expect(lines).toHaveLength(1);
  });
});

describe('issue 5 line 7: HAZ-06 actions that were meant and not sent', () => {
  test('HAZ-06 one that was given up before it was sent is not asked about at the next start', () => {
    const { it, lines } = recorded();
    it.logIn();
    it.put({ type: 'actionPrepared', actionId: 'view-patient', input: {} });
    const { requestId } = it.lastEffect('recordIntent').intent;
    it.put({ type: 'lockRequested' });
    expect(lines.slice(1)).toMatchObject([
      { event: 'session.locked' },
      { event: 'action.finished', outcome: 'refused', requestId, actionId: 'view-patient', ...atWard },
    ]);
  });

  test('HAZ-06 nor is one that could not be written down, although the disk may have it', () => {
    const { it, lines } = recorded();
    it.logIn();
    it.put({ type: 'actionPrepared', actionId: 'view-patient', input: {} });
    const { requestId } = it.lastEffect('recordIntent').intent;
    it.put({ type: 'intentNotRecorded', requestId, problem: it.problem('ACTION_NOT_AUDITED') });
    expect(lines.at(-1)).toMatchObject({
      event: 'action.finished',
      outcome: 'refused',
      code: 'ACTION_NOT_AUDITED',
      requestId,
    });
  });

  test('HAZ-06 what is sent has its lines from elsewhere', () => {
    const { it, lines } = recorded();
    it.logIn();
    const requestId = it.send();
    it.put({ type: 'lockRequested' });
    expect(lines.map(({ event }) => event)).toEqual(['session.started', 'session.locked']);
    expect(requestId).not.toBe('');
  });

  test('issue 5 line 7: one that nobody confirmed in time is refused, with its code', () => {
    const { it, lines } = recorded();
    it.logIn({ level: 3 });
    it.put({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
    const { action } = it.state;
    if (action.kind !== 'confirming') throw new Error(action.kind);
    it.advance(10 * 60_000 + 1);
    it.put({ type: 'activityNoted', inputAtMs: it.nowMs });
    it.put({ type: 'actionConfirmed', confirmationId: action.confirmationId });
    expect(lines.at(-1)).toMatchObject({
      event: 'action.refused',
      code: 'ACTION_EXPIRED',
      actionId: 'sign-prescription',
      ...atWard,
    });
  });
});

test('issue 5 line 7: whatever happens, each session that begins ends once, and no line holds a secret or a name', () => {
  type Move = (it: ReturnType<typeof machine>) => unknown;
  const moves: readonly Move[] = [
    (it) => it.put({ type: 'loginRequested' }),
    (it) => 'id' in it.state.attempt && it.answer({ level: 3, roles: [wardRole, clinicRole] }),
    (it) => 'id' in it.state.attempt && it.answer({ person: doctor, sid: 'sid-2' }),
    (it) => it.state.attempt.kind === 'completing' && it.saved(),
    (it) => it.put({ type: 'roleChosen', roleId: clinicRole.id }),
    (it) => it.put({ type: 'lockRequested' }),
    (it) => it.put({ type: 'unlockRequested' }),
    (it) => it.put({ type: 'logOutRequested' }),
    (it) => it.put({ type: 'switchRequested' }),
    (it) => it.put({ type: 'wentBack' }),
    (it) => it.tick(20 * 60_000),
    (it) => it.power('suspended'),
  ];
  fc.assert(
    fc.property(
      fc.constantFrom<'personal' | 'shared'>('personal', 'shared'),
      fc.array(fc.constantFrom(...moves), { maxLength: 30 }),
      (profile, made) => {
        const { it, lines } = recorded(policy({ profile }));
        it.start();
        for (const move of made) move(it);
        let open = 0;
        for (const { event } of lines) {
          if (event === 'session.started') open += 1;
          if (event === 'session.ended' || event === 'session.takenOver') open -= 1;
          expect([0, 1]).toContain(open);
        }
        expect(open).toBe(['active', 'choosingRole', 'locked'].includes(it.state.session.kind) ? 1 : 0);
        expect(JSON.stringify(lines)).not.toMatch(/Synthetic|access-|refresh-|sid-1/);
      },
    ),
    { numRuns: 300 },
  );
});

test('issue 5 line 7: a line that cannot be written stops nothing, and is told to the log', async () => {
  const log = recordedLog();
  const watch = createAuditWatch({ audit: { append: () => Promise.reject(new Error('disk full')) }, log });
  const it = machine();
  it.logIn();
  await watch.follow(it.state);
  expect(watch.follow(it.state), 'nothing new').toBeUndefined();
  const { state } = it;
  it.put({ type: 'logOutRequested' });
  await watch.follow(it.state);
  expect(log.lines.map(({ code }) => code)).toContain('AUDIT_NOT_WRITTEN');
  expect(auditOf(initialState, initialState)).toEqual([]);
  expect(auditOf(state, state)).toEqual([]);
});
