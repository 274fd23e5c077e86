import { describe, expect, test } from 'vitest';
import { machine, policy, types } from './fixtures.ts';

/** `session.md`, "Ways out of every corner", and the gestures that lead nowhere. The locked corner is in locks.test.ts. */
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

function failAttempt(it: Machine): void {
  const { attempt } = it.state;
  if (!('id' in attempt)) throw new Error(attempt.kind);
  const problem = { code: 'AUTHORIZATION_DENIED', atMs: it.nowMs, correlationId: 'c', detail: '' } as const;
  it.put({ type: 'attemptFailed', attemptId: attempt.id, problem });
}

describe('"Ways out of every corner"', () => {
  test('no AAL3 authenticator: insufficient, back to active', () => {
    const it = active();
    it.stepUp();
    it.answer({ level: 2 });
    expect(it.view).toMatchObject({
      kind: 'insufficient',
      action: { id: 'sign-prescription' },
      used: ['microsoftAuthenticator'],
      acceptable: ['windowsHello', 'securityKey', 'ipad', 'smartcard', 'smartcardIdentityAgent'],
    });
    it.put({ type: 'wentBack' });
    expect([it.where, it.view.kind]).toEqual(['active', 'home']);
  });

  test('HAZ-03 level 3 but stale: one retry by the user with prompt=login', () => {
    const it = active();
    it.stepUp();
    it.answer({ level: 3, ageSeconds: 901 });
    it.put({ type: 'stepUpRequested', again: true });
    expect(it.request().prompt).toBe('login');
    it.answer({ level: 3 });
    it.saved();
    expect(it.view.kind).toBe('confirmAction');
  });

  test('issue 6 line 1, R22: an attempt that failed can be begun again by one gesture, whatever it was for', () => {
    const actives = { stepUpRequested: { again: false }, changeRoleRequested: {}, renewRequested: {} } as const;
    for (const [type, more] of Object.entries(actives)) {
      const it = active();
      const begin = { type, ...more } as Parameters<Machine['put']>[0];
      if (type === 'stepUpRequested') it.put({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
      it.put(begin);
      failAttempt(it);
      expect(it.view.kind, type).toBe('attemptFailed');
      expect(types(it.put(begin)), type).toContain('beginAttempt');
    }
    const locked = active();
    locked.put({ type: 'lockRequested' });
    locked.put({ type: 'unlockRequested' });
    failAttempt(locked);
    expect(types(locked.put({ type: 'unlockRequested' }))).toContain('beginAttempt');
  });

  test('no usable role: log out, or log in anew by "someone else"', () => {
    const it = machine();
    it.logIn({ roles: [] });
    expect([it.wouldTake({ type: 'logOutRequested' }), it.wouldTake({ type: 'switchRequested' })]).toEqual([
      true,
      true,
    ]);
  });

  test('HAZ-03 a keychain that does not work keeps nobody out, and a late word of it changes nothing else', () => {
    const it = active();
    it.put({
      type: 'recordSaved',
      savedFor: { kind: 'present' },
      epoch: it.state.epoch,
      kept: { kind: 'memory', reason: 'locked' },
    });
    expect(it.view).toMatchObject({ kind: 'home', memoryOnly: 'locked' });
  });
});

describe('refused: a gesture that makes no sense in this state', () => {
  const out = (over = {}) => {
    const it = machine(policy(over));
    it.start();
    return it;
  };

  test.each(['personal', 'shared'] as const)('%s, nobody logged in', (profile) => {
    for (const type of ['lockRequested', 'switchRequested', 'logOutRequested', 'renewRequested'] as const) {
      const it = out({ profile });
      expect(it.put({ type }), type).toBeUndefined();
      expect(it.where).toBe('out');
    }
  });

  test('locked already', () => {
    const it = active();
    it.put({ type: 'lockRequested' });
    expect(it.put({ type: 'lockRequested' })).toBeUndefined();
  });

  test('while an attempt is under way: a second of another kind, an action, a confirmation, back', () => {
    const it = confirming();
    it.put({ type: 'renewRequested' });
    for (const event of [
      { type: 'renewRequested' },
      { type: 'changeRoleRequested' },
      { type: 'stepUpRequested', again: false },
      { type: 'actionPrepared', actionId: 'view-patient', input: {} },
      { type: 'wentBack' },
    ] as const) {
      expect(it.put(event), event.type).toBeUndefined();
    }
    expect(() => confirm(it)).not.toThrow();
    expect(it.state.action.kind).toBe('confirming');
    const blocked = active();
    blocked.stepUp();
    expect(blocked.put({ type: 'stepUpRequested', again: true })).toBeUndefined();
  });
});
