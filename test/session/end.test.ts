import { describe, expect, test } from 'vitest';
import { clinicRole, doctor, machine, policy, types, wardRole } from './fixtures.ts';

describe('log out', () => {
  test('wipes before it waits for any network, and says why', () => {
    const it = machine();
    it.logIn();
    expect(types(it.put({ type: 'logOutRequested' }))).toEqual(['wipe', 'replaceRenderer', 'revoke']);
    expect(it.view).toMatchObject({
      kind: 'ended',
      reason: 'user',
      atMs: it.nowMs,
      workLost: false,
      unconfirmed: false,
      browserLogin: 'mayGoOn',
    });
    it.put({ type: 'wentBack' });
    expect(it.view).toEqual({ kind: 'loggedOut' });
  });

  test('during a step-up the tab is told, and its late answer is discarded', () => {
    const it = machine();
    it.logIn();
    it.put({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
    it.put({ type: 'stepUpRequested', again: false });
    const attemptId = it.attemptId();
    expect(types(it.put({ type: 'logOutRequested' }))).toEqual(['endAttempt', 'wipe', 'replaceRenderer', 'revoke']);
    expect(types(it.put({ type: 'grantObtained', attemptId, grant: it.grant({ level: 3 }) }))).toEqual(['revoke']);
    expect(it.view.kind).toBe('ended');
  });
});

describe('lock and unlock', () => {
  const locked = (over: Parameters<typeof policy>[0] = {}) => {
    const it = machine(policy(over));
    it.logIn({ roles: [wardRole, clinicRole], selectedRoleId: wardRole.id });
    const effects = it.put({ type: 'lockRequested' });
    return { it, effects };
  };

  test('drops the tokens, keeps the name, replaces the renderer', () => {
    const { it, effects } = locked();
    expect(types(effects)).toEqual(['wipe', 'replaceRenderer', 'revoke']);
    expect(it.view).toMatchObject({ kind: 'locked', name: 'Synthetic Nurse', role: { id: wardRole.id } });
    expect(JSON.stringify(it.state)).not.toMatch(/access-|refresh-/);
  });

  test('on a shared terminal it logs out', () => {
    expect(locked({ profile: 'shared' }).it.view).toMatchObject({ kind: 'ended', reason: 'user' });
  });

  test('nobody logged in, nothing to lock', () => {
    const it = machine();
    it.start();
    expect(it.put({ type: 'lockRequested' })).toBeUndefined();
  });

  test('unlock asks for a new authentication and leads back to the same role', () => {
    const { it } = locked();
    it.put({ type: 'unlockRequested' });
    expect(it.request()).toMatchObject({ prompt: 'login', maxAgeSeconds: 240, acrValue: 'AAL2_OR_AAL3_ANY' });
    it.answer({ roles: [wardRole, clinicRole] });
    it.saved();
    expect(it.view).toMatchObject({ kind: 'home', who: { role: { id: wardRole.id } } });
  });

  test('an authentication from before the unlock is not enough', () => {
    const { it } = locked();
    it.put({ type: 'unlockRequested' });
    it.answer({ ageSeconds: 31 });
    expect(it.view).toMatchObject({ kind: 'attemptFailed', purpose: 'unlock', problem: { code: 'AUTH_TIME_STALE' } });
    it.put({ type: 'wentBack' });
    expect(it.view.kind).toBe('locked');
  });

  test('HAZ-01 another person does not unlock; back stays locked, switch begins afresh', () => {
    const { it } = locked();
    it.put({ type: 'unlockRequested' });
    expect(types(it.answer({ person: doctor, sid: 'sid-2' }))).toEqual(['revoke', 'endAttempt', 'raiseWindow']);
    expect(it.view).toMatchObject({
      kind: 'otherPerson',
      who: null,
      presentName: 'Synthetic Nurse',
      otherName: 'Synthetic Doctor',
    });
    it.put({ type: 'wentBack' });
    expect(it.view.kind).toBe('locked');
    it.put({ type: 'unlockRequested' });
    it.answer({ person: doctor, sid: 'sid-2' });
    it.put({ type: 'switchRequested' });
    expect(it.view).toMatchObject({ kind: 'openingBrowser', purpose: 'login', who: null });
    expect(it.request().prompt).toBe('login');
  });

  test('"I am someone else" from the lock ends the session and asks for a log-in', () => {
    const { it } = locked();
    expect(types(it.put({ type: 'switchRequested' }))).toEqual(['wipe', 'replaceRenderer', 'beginAttempt']);
    expect(it.request().prompt).toBe('login');
  });

  test('log out from the lock', () => {
    const { it } = locked();
    it.put({ type: 'logOutRequested' });
    expect(it.view).toMatchObject({ kind: 'ended', reason: 'user' });
  });

  test('lock during a step-up: its tab is told, its late answer discarded, its action dropped', () => {
    const it = machine();
    it.logIn();
    it.put({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
    it.put({ type: 'stepUpRequested', again: false });
    const attemptId = it.attemptId();
    expect(types(it.put({ type: 'lockRequested' }))).toEqual(['endAttempt', 'wipe', 'replaceRenderer', 'revoke']);
    expect(types(it.put({ type: 'grantObtained', attemptId, grant: it.grant({ level: 3 }) }))).toEqual(['revoke']);
    expect(it.view.kind).toBe('locked');
  });

  test('a role that is held no more is chosen anew (HAZ-04)', () => {
    const { it } = locked();
    it.put({ type: 'unlockRequested' });
    it.answer({ roles: [clinicRole, { ...clinicRole, id: 'third' }] });
    it.saved();
    expect(it.view.kind).toBe('chooseRole');
  });
});

describe('the keychain', () => {
  test.each(['unavailable', 'locked', 'slow', 'tooLarge'] as const)(
    'invariant 10: %s keeps nobody out, and is said',
    (reason) => {
      const it = machine();
      it.start();
      it.put({ type: 'loginRequested' });
      it.answer();
      it.saved({ kind: 'memory', reason });
      expect(it.view).toMatchObject({ kind: 'home', memoryOnly: reason });
    },
  );

  test.each([
    { kind: 'keychain' },
    { kind: 'memory', reason: 'profile' },
    { kind: 'memory', reason: 'nothingToKeep' },
  ] as const)('%j is as it is meant to be, and nothing is said', (kept) => {
    const it = machine();
    it.start();
    it.put({ type: 'loginRequested' });
    it.answer();
    it.saved(kept);
    expect(it.view).toMatchObject({ kind: 'home', memoryOnly: null });
  });

  test('HAZ-07 a log-out whose deletion cannot be confirmed says so', () => {
    const it = machine();
    it.logIn();
    it.put({ type: 'logOutRequested' });
    it.put({ type: 'wiped', epoch: it.state.epoch, ending: 'unconfirmed' });
    expect(it.view).toMatchObject({ kind: 'ended', unconfirmed: true });
  });

  test('HAZ-07 a lock whose deletion cannot be confirmed says so, too', () => {
    const it = machine();
    it.logIn();
    it.put({ type: 'lockRequested' });
    it.put({ type: 'wiped', epoch: it.state.epoch, ending: 'unconfirmed' });
    expect(it.view).toMatchObject({ kind: 'locked', unconfirmed: true });
  });

  test('a late word about an earlier end is not taken for this one', () => {
    const it = machine();
    it.logIn();
    it.put({ type: 'logOutRequested' });
    it.put({ type: 'wiped', epoch: it.state.epoch - 1, ending: 'unconfirmed' });
    expect(it.view).toMatchObject({ kind: 'ended', unconfirmed: false });
  });
});
