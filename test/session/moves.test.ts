import { describe, expect, test } from 'vitest';
import type { ActionOutcome } from '../../preload/session-view.ts';
import { clinicRole, doctor, hourMs, machine, minuteMs, noAnswer, nurse, policy, types, wardRole } from './fixtures.ts';

/** `session.md`, "Moves": each row by its name, as one short story. The files beside this one say the rest of each. */
type Machine = ReturnType<typeof machine>;

function active(over: Parameters<typeof policy>[0] = {}, level: 2 | 3 = 2): Machine {
  const it = machine(policy(over));
  it.logIn({ level });
  return it;
}

function confirming(): Machine {
  const it = active({}, 3);
  it.put({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
  return it;
}

function confirm(it: Machine) {
  const { action } = it.state;
  if (action.kind !== 'confirming') throw new Error(action.kind);
  return it.put({ type: 'actionConfirmed', confirmationId: action.confirmationId });
}

describe('starting', () => {
  test('no, dead or foreign record; usable record -> out(reason); restorable', () => {
    const none = machine();
    none.start({ kind: 'nothing' });
    const dead = machine();
    dead.start({ kind: 'ended', reason: 'absoluteLimit', atMs: dead.nowMs, ending: 'gone' });
    const usable = machine();
    usable.offer();
    expect([none.where, dead.where, usable.where]).toEqual(['out', 'out absoluteLimit', 'restorable']);
  });
});

describe('restorable', () => {
  test('continue, then refresh and userinfo good; bad; "someone else"; limit; offline -> active; out; out; out; stays', () => {
    const from = (happen: (it: Machine) => unknown) => {
      const it = machine();
      it.offer();
      it.put({ type: 'continueRequested' });
      happen(it);
      return it.where;
    };
    expect(from((it) => (it.restoreAnswered(it.renewed()), it.lastSaved()))).toBe('active');
    expect(from((it) => it.restoreAnswered({ kind: 'ended' }))).toBe('out revoked');
    expect(from((it) => it.put({ type: 'switchRequested' }))).toBe('out switchUser');
    expect(from((it) => it.tick(11 * hourMs))).toBe('out absoluteLimit');
    expect(from((it) => it.restoreAnswered(noAnswer))).toBe('restorable');
  });
});

describe('out', () => {
  test('login -> A = waiting', () => {
    const it = machine();
    it.start();
    it.put({ type: 'loginRequested' });
    it.put({ type: 'attemptOpened', attemptId: it.attemptId(), expiresAtMs: it.nowMs + 5 * minuteMs });
    expect([it.where, it.state.attempt.kind]).toEqual(['out', 'waiting']);
  });
});

describe('waiting', () => {
  const waiting = () => {
    const it = machine();
    it.start();
    it.put({ type: 'loginRequested' });
    it.put({ type: 'attemptOpened', attemptId: it.attemptId(), expiresAtMs: it.nowMs + 5 * minuteMs });
    return it;
  };

  test('valid state; error with valid state; cancel or 5 min; new gesture -> completing; failed; none; replaced', () => {
    const from = (happen: (it: Machine) => unknown) => {
      const it = waiting();
      happen(it);
      return it.state.attempt.kind;
    };
    expect(from((it) => it.put({ type: 'answerArrived', attemptId: it.attemptId() }))).toBe('completing');
    const denied = (it: Machine) => ({ attemptId: it.attemptId(), problem: it.problem() });
    expect(from((it) => it.put({ type: 'attemptFailed', ...denied(it) }))).toBe('failed');
    expect(from((it) => it.put({ type: 'cancelRequested' }))).toBe('none');
    expect(
      from((it) => it.tick(5 * minuteMs)),
      'which is said, and not passed over',
    ).toBe('failed');
    expect(from((it) => it.put({ type: 'loginRequested' }))).toBe('opening');
  });
});

describe('completing(login)', () => {
  test('all checks; one fails -> choosingRole, or active with one role; failed', () => {
    const from = (options: Parameters<Machine['grant']>[0]) => {
      const it = machine();
      it.start();
      it.put({ type: 'loginRequested' });
      it.answer(options);
      if (it.state.attempt.kind === 'completing') it.saved();
      return [it.where, it.state.attempt.kind];
    };
    expect(from({ roles: [wardRole, clinicRole] })).toEqual(['choosingRole', 'none']);
    expect(from({ roles: [wardRole] })).toEqual(['active', 'none']);
    expect(from({ level: 1 })).toEqual(['out', 'failed']);
  });

  test('the answer of a log-in that was refused is nobody’s: nothing is stored', () => {
    const it = machine();
    it.start();
    it.put({ type: 'loginRequested' });
    it.answer({ level: 1 });
    expect(types(it.effects)).toEqual(['openVault', 'beginAttempt', 'exchange', 'revoke', 'endAttempt', 'raiseWindow']);
  });
});

describe('choosingRole', () => {
  test('pick; none usable; idle, lock, log-out -> active; stays (screen 9); out', () => {
    const from = (roles: (typeof wardRole)[], happen: (it: Machine) => unknown) => {
      const it = machine();
      it.logIn({ roles });
      happen(it);
      return it.where;
    };
    const two = [wardRole, clinicRole];
    expect(from(two, (it) => it.put({ type: 'roleChosen', roleId: clinicRole.id }))).toBe('active');
    expect(from([], (it) => it.put({ type: 'roleChosen', roleId: clinicRole.id }))).toBe('choosingRole');
    expect(from(two, (it) => it.tick(15 * minuteMs))).toBe('out idle');
    expect(from(two, (it) => it.put({ type: 'lockRequested' }))).toBe('out user');
    expect(from(two, (it) => it.put({ type: 'logOutRequested' }))).toBe('out user');
  });

  test('what is written down is who it is, how it was proved, until when, and no more', () => {
    const it = active();
    expect(it.lastEffect('saveRecord').record).toEqual({
      generation: 1,
      facts: {
        person: nurse,
        role: wardRole,
        level: 2,
        identityLevel: 3,
        authTimeSeconds: it.nowMs / 1000,
        amr: ['TOTP'],
        sid: 'sid-1',
        endsAtMs: it.nowMs + 12 * hourMs,
      },
      refreshToken: 'refresh-1',
      lastActivityMs: it.nowMs,
    });
  });

  test('HAZ-04 the pick is written down: a restart offers that role, and where it is kept is known', () => {
    const it = machine();
    it.logIn({ roles: [wardRole, clinicRole] });
    expect(it.lastEffect('saveRecord').record.facts.role, 'none yet').toBeUndefined();
    it.put({ type: 'roleChosen', roleId: clinicRole.id });
    expect(it.lastEffect('saveRecord').record.facts.role).toEqual(clinicRole);
    it.lastSaved({ kind: 'memory', reason: 'slow' });
    expect(it.view).toMatchObject({ kind: 'home', memoryOnly: 'slow' });
  });
});

describe('active', () => {
  test('action met; not met; step up -> G = confirming (or sending where no confirm is asked); blocked; A = waiting', () => {
    expect(confirming().state.action.kind).toBe('confirming');
    const plain = active();
    plain.send();
    expect(plain.state.action.kind).toBe('sending');
    const blocked = active();
    blocked.put({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
    expect(blocked.state.action.kind).toBe('blocked');
    expect(types(blocked.put({ type: 'stepUpRequested', again: false }))).toEqual(['beginAttempt']);
  });

  test('a step-up needs an action that needs it', () => {
    expect(active().put({ type: 'stepUpRequested', again: false })).toBeUndefined();
  });

  test('one action at a time', () => {
    const it = confirming();
    expect(it.put({ type: 'actionPrepared', actionId: 'view-patient', input: {} })).toBeUndefined();
    expect(it.put({ type: 'changeRoleRequested' }), 'and no other role meanwhile (HAZ-04)').toBeUndefined();
  });
});

describe('completing(stepUp)', () => {
  test('good; too low or stale; other person -> G = confirming; insufficient; otherPerson', () => {
    const from = (options: Parameters<Machine['grant']>[0]) => {
      const it = active();
      it.stepUp();
      it.answer(options);
      if (it.state.attempt.kind === 'completing') it.saved();
      return it.state.attempt.kind === 'none' ? it.state.action.kind : it.state.attempt.kind;
    };
    expect(from({ level: 3 })).toBe('confirming');
    expect(from({ level: 2 })).toBe('insufficient');
    expect(from({ level: 3, ageSeconds: 901 })).toBe('insufficient');
    expect(from({ level: 3, person: doctor })).toBe('otherPerson');
  });

  test.each([
    ['same sid: dropped, for revoking it can kill the new one', 'sid-1', []],
    ['another sid: revoked', 'sid-2', ['access-1']],
  ])('the superseded set, %s', (_name, sid, expected) => {
    const it = active();
    it.stepUp();
    it.answer({ level: 3, sid });
    const effects = it.saved() ?? [];
    expect(effects.flatMap((effect) => (effect.type === 'revoke' ? [effect.tokens.accessToken] : []))).toEqual(
      expected,
    );
  });

  test('HAZ-05 a proof that goes stale while its record is written is none', () => {
    const it = active();
    it.stepUp();
    it.answer({ level: 3, ageSeconds: 895 });
    it.advance(6_000);
    it.saved();
    expect(it.view).toMatchObject({ kind: 'attemptFailed', problem: { code: 'AUTH_TIME_STALE' } });
    expect(it.lastEffect('saveRecord').record, 'and the record is that of the session again').toMatchObject({
      refreshToken: 'refresh-1',
      facts: { level: 2 },
    });
  });
});

describe('confirming', () => {
  test('confirmed, gate met again, audit on disk; else -> sending; back to the screen, draft kept', () => {
    const it = confirming();
    it.put({ type: 'draftSaved', screenId: 'letter', values: { text: 'half' } });
    expect(types(confirm(it))).toEqual(['recordIntent']);
    const { requestId } = it.lastEffect('recordIntent').intent;
    expect(types(it.put({ type: 'intentRecorded', requestId }))).toEqual(['send']);
    const back = confirming();
    back.put({ type: 'draftSaved', screenId: 'letter', values: { text: 'half' } });
    expect(types(back.put({ type: 'wentBack' }))).toEqual([]);
    expect([back.view.kind, back.state.drafts]).toEqual(['home', { letter: { text: 'half' } }]);
  });

  test('audit not on disk: refused, and nothing is sent (invariant 9)', () => {
    const it = confirming();
    confirm(it);
    const { requestId } = it.lastEffect('recordIntent').intent;
    it.put({ type: 'intentNotRecorded', requestId, problem: it.problem('ACTION_NOT_AUDITED') });
    expect(it.view).toMatchObject({ kind: 'actionDone', outcome: { kind: 'refused' } });
    expect(it.effects.some(({ type }) => type === 'send')).toBe(false);
  });
});

describe('sending', () => {
  test.each<[string, (it: Machine) => ActionOutcome]>([
    ['answer -> done', () => ({ kind: 'ok', rows: [], reference: 'r' })],
    [
      'no complete answer -> done(unknown) (HAZ-06)',
      (it) => ({ kind: 'unknown', problem: it.problem('API_OUTCOME_UNKNOWN') }),
    ],
    ['refused -> done(refused)', (it) => ({ kind: 'refused', problem: it.problem('API_LEVEL_TOO_LOW') })],
  ])('%s', (_name, outcomeOf) => {
    const it = active();
    const requestId = it.send();
    const outcome = outcomeOf(it);
    it.put({ type: 'actionAnswered', requestId, answer: outcome });
    expect(it.view).toMatchObject({ kind: 'actionDone', outcome });
    expect(
      types(it.put({ type: 'actionAnswered', requestId, answer: { kind: 'ok', rows: [], reference: '' } })),
    ).toEqual([]);
    expect(it.view, 'once, and never repeated by itself').toMatchObject({ outcome });
    expect(it.effects.filter(({ type }) => type === 'send')).toHaveLength(1);
  });

  test('HAZ-06 it cannot be taken back: "back" is refused while it is under way', () => {
    const it = active();
    it.send();
    expect(it.put({ type: 'wentBack' })).toBeUndefined();
    expect(it.view.kind).toBe('sendingAction');
  });
});

describe('active, personal', () => {
  test('app lock, user switch, or idle limit; OS lock or sleep inside the idle limit -> locked; blanked', () => {
    const from = (happen: (it: Machine) => unknown) => {
      const it = active();
      happen(it);
      return it.where;
    };
    expect(from((it) => it.put({ type: 'lockRequested' }))).toBe('locked user');
    expect(from((it) => it.power('userSwitchedAway'))).toBe('locked userSwitch');
    expect(from((it) => it.tick(15 * minuteMs))).toBe('locked idle');
    expect(from((it) => it.power('computerLocked'))).toBe('blanked');
    expect(from((it) => it.power('suspended'))).toBe('blanked');
    expect(from((it) => (it.power('computerLocked'), it.power('computerUnlocked')))).toBe('active');
    expect(from((it) => (it.power('suspended'), it.sleep(15 * minuteMs), it.power('resumed')))).toBe('locked idle');
  });
});

describe('active, shared', () => {
  test('idle limit, OS lock, sleep, user switch, log-out, end event -> out(reason)', () => {
    const from = (happen: (it: Machine) => unknown) => {
      const it = active({ profile: 'shared' });
      happen(it);
      return it.where;
    };
    expect(from((it) => it.tick(5 * minuteMs))).toBe('out idle');
    expect(from((it) => it.power('computerLocked'))).toBe('out computerLocked');
    expect(from((it) => it.power('suspended'))).toBe('out sleep');
    expect(from((it) => it.power('userSwitchedAway'))).toBe('out userSwitch');
    expect(from((it) => it.put({ type: 'logOutRequested' }))).toBe('out user');
    expect(from((it) => it.put({ type: 'providerEnded', reason: 'providerEvent' }))).toBe('out providerEvent');
  });
});

describe('locked', () => {
  test('unlock good; other person; someone else; absolute limit; log-out -> active; otherPerson; out; out; out', () => {
    const from = (happen: (it: Machine) => unknown) => {
      const it = active();
      it.put({ type: 'lockRequested' });
      happen(it);
      return it.state.attempt.kind === 'otherPerson' ? 'otherPerson' : it.where;
    };
    const unlock =
      (person = nurse) =>
      (it: Machine) => {
        it.put({ type: 'unlockRequested' });
        it.answer({ person });
        if (it.state.attempt.kind === 'completing') it.saved();
      };
    expect(from(unlock())).toBe('active');
    expect(from(unlock(doctor))).toBe('otherPerson');
    expect(from((it) => it.put({ type: 'switchRequested' }))).toBe('out switchUser');
    expect(from((it) => it.tick(12 * hourMs))).toBe('out absoluteLimit');
    expect(from((it) => it.put({ type: 'logOutRequested' }))).toBe('out user');
  });
});

describe('otherPerson', () => {
  const other = () => {
    const it = active();
    it.stepUp();
    it.answer({ level: 3, person: doctor, sid: 'sid-2' });
    return it;
  };

  test('Switch; Go back -> end A’s session and start a fresh login; previous S', () => {
    const switched = other();
    expect(types(switched.put({ type: 'switchRequested' }))).toEqual([
      'wipe',
      'replaceRenderer',
      'revoke',
      'beginAttempt',
    ]);
    expect(switched.where).toBe('out switchUser');
    const back = other();
    back.put({ type: 'wentBack' });
    expect([back.where, back.view.kind]).toEqual(['active', 'home']);
  });

  test('HAZ-01 the other’s tokens are never adopted, and gone at once', () => {
    const it = other();
    expect(JSON.stringify(it.state)).not.toContain('access-2');
    expect(it.lastEffect('revoke').tokens.accessToken).toBe('access-2');
  });
});
