import { describe, expect, test } from 'vitest';
import { clinicRole, doctor, machine, policy, types, wardRole, type GrantOptions } from './fixtures.ts';

describe('log in', () => {
  test('from the button to home, with one role', () => {
    const it = machine();
    expect(it.view.kind).toBe('starting');
    it.start();
    expect(it.view.kind).toBe('loggedOut');
    expect(types(it.put({ type: 'loginRequested' }))).toEqual(['beginAttempt']);
    expect(it.view).toMatchObject({ kind: 'openingBrowser', purpose: 'login', who: null });
    it.put({ type: 'attemptOpened', attemptId: it.attemptId(), expiresAtMs: it.nowMs + 300_000 });
    expect(it.view).toMatchObject({ kind: 'waitingForBrowser', expiresAtMs: it.nowMs + 300_000 });
    expect(types(it.put({ type: 'answerArrived', attemptId: it.attemptId() }))).toEqual(['exchange']);
    expect(it.view.kind).toBe('checkingLogin');
    const grant = it.grant();
    expect(types(it.put({ type: 'grantObtained', attemptId: it.attemptId(), grant }))).toEqual(['saveRecord']);
    expect(it.view.kind, 'nothing is adopted before the record is written').toBe('checkingLogin');
    expect(types(it.saved())).toEqual(['endAttempt', 'raiseWindow', 'readUnresolved']);
    expect(it.view).toMatchObject({
      kind: 'home',
      who: { person: { name: 'Synthetic Nurse' }, assurance: { level: 2 } },
    });
  });

  test('several roles: one is chosen, and only one that is held (HAZ-04)', () => {
    const it = machine();
    it.logIn({ roles: [wardRole, clinicRole] });
    expect(it.view).toMatchObject({ kind: 'chooseRole', roles: [{ id: wardRole.id }, { id: clinicRole.id }] });
    expect(it.put({ type: 'roleChosen', roleId: 'somebody-elses' })).toBeUndefined();
    it.put({ type: 'roleChosen', roleId: clinicRole.id });
    expect(it.view).toMatchObject({ kind: 'home', who: { role: { id: clinicRole.id } } });
  });

  test('no role: a screen of its own, with log-out as the way on', () => {
    const it = machine();
    it.logIn({ roles: [] });
    expect(it.view.kind).toBe('noUsableRole');
    expect(it.put({ type: 'logOutRequested' })).toBeDefined();
  });

  test('selected_roleid chooses, if it is held, and refuses the log-in, if not (HAZ-04)', () => {
    const held = machine();
    held.logIn({ roles: [wardRole, clinicRole], selectedRoleId: clinicRole.id });
    expect(held.view).toMatchObject({ kind: 'home', who: { role: { id: clinicRole.id } } });
    const foreign = machine();
    foreign.start();
    foreign.put({ type: 'loginRequested' });
    foreign.answer({ roles: [wardRole, clinicRole], selectedRoleId: 'somebody-elses' });
    expect(foreign.view).toMatchObject({ kind: 'attemptFailed', problem: { code: 'ROLE_UNKNOWN' } });
  });

  test.each<[string, Parameters<typeof policy>[0], object]>([
    ['personal', {}, { acrValue: 'AAL2_OR_AAL3_ANY', prompt: undefined, maxAgeSeconds: 240 }],
    ['shared', { profile: 'shared' }, { prompt: 'login', maxAgeSeconds: 240 }],
    ['with selectedrole', { scopes: ['openid', 'selectedrole'] }, { prompt: 'login' }],
  ])('what is asked for: %s', (_name, over, expected) => {
    const it = machine(policy(over));
    it.start();
    it.put({ type: 'loginRequested' });
    expect(it.request()).toMatchObject(expected);
  });

  test('after a log-out the next log-in asks for a new authentication', () => {
    const it = machine();
    it.logIn();
    it.put({ type: 'logOutRequested' });
    it.put({ type: 'loginRequested' });
    expect(it.request().prompt).toBe('login');
  });
});

describe('an answer that is refused', () => {
  test.each<[string, GrantOptions, string]>([
    ['no level', { level: undefined }, 'LEVEL_UNKNOWN'],
    ['AAL1', { level: 1 }, 'LEVEL_TOO_LOW'],
    ['identity level 2', { identityLevel: 2 }, 'IDENTITY_LEVEL_TOO_LOW'],
    ['authenticated 301 s ago', { ageSeconds: 301 }, 'AUTH_TIME_STALE'],
    ['authenticated in the future', { ageSeconds: -31 }, 'ID_TOKEN_CLOCK'],
  ])('%s', (_name, options, code) => {
    const it = machine();
    it.start();
    it.put({ type: 'loginRequested' });
    const effects = it.answer(options);
    expect(types(effects)).toEqual(['revoke', 'endAttempt', 'raiseWindow']);
    expect(it.view).toMatchObject({ kind: 'attemptFailed', problem: { code } });
    expect(it.state.session.kind).toBe('out');
    it.put({ type: 'wentBack' });
    expect(it.view.kind).toBe('loggedOut');
    it.put({ type: 'loginRequested' });
    expect(it.request().prompt, 'the browser would answer with the same person again').toBe('login');
  });

  test.each([300, 0, -30])('authenticated %i s ago is fresh enough', (ageSeconds) => {
    const it = machine();
    it.logIn({ ageSeconds });
    expect(it.view.kind).toBe('home');
  });

  test('shared: an authentication from before this attempt is stale, however young', () => {
    const it = machine(policy({ profile: 'shared' }));
    it.start();
    it.put({ type: 'loginRequested' });
    it.answer({ ageSeconds: 31 });
    expect(it.view).toMatchObject({ kind: 'attemptFailed', problem: { code: 'AUTH_TIME_STALE' } });
  });
});

describe('attempts', () => {
  test('cancel wins while the answer is checked; a late grant is discarded', () => {
    const it = machine();
    it.start();
    it.put({ type: 'loginRequested' });
    const attemptId = it.attemptId();
    it.put({ type: 'answerArrived', attemptId });
    expect(types(it.put({ type: 'cancelRequested' }))).toEqual(['endAttempt']);
    expect(types(it.put({ type: 'grantObtained', attemptId, grant: it.grant() }))).toEqual(['revoke']);
    expect(it.view.kind).toBe('loggedOut');
  });

  test('cancel wins while the record is written: it is wiped, and nothing is adopted', () => {
    const it = machine();
    it.start();
    it.put({ type: 'loginRequested' });
    it.answer();
    const attemptId = it.attemptId();
    expect(types(it.put({ type: 'cancelRequested' }))).toEqual(['endAttempt', 'revoke']);
    expect(
      types(
        it.put({
          type: 'recordSaved',
          savedFor: { kind: 'attempt', attemptId },
          epoch: it.state.epoch,
          kept: { kind: 'keychain' },
        }),
      ),
    ).toEqual(['wipe']);
    expect(it.view.kind).toBe('loggedOut');
  });

  test('a new gesture replaces a waiting attempt (B07)', () => {
    const it = machine();
    it.start();
    it.put({ type: 'loginRequested' });
    const first = it.attemptId();
    const effects = it.put({ type: 'loginRequested' });
    expect(effects?.[0]).toEqual({ type: 'endAttempt', attemptId: first, page: { kind: 'replaced' } });
    expect(types(effects)).toEqual(['endAttempt', 'beginAttempt']);
    expect(types(it.put({ type: 'answerArrived', attemptId: first })), 'B15 the old tab has no say').toEqual([]);
  });

  test('a refused call is told while the attempt goes on', () => {
    const it = machine();
    it.start();
    it.put({ type: 'loginRequested' });
    const attemptId = it.attemptId();
    it.put({ type: 'attemptOpened', attemptId, expiresAtMs: it.nowMs + 300_000 });
    const problem = { code: 'CALLBACK_STATE_MISMATCH', atMs: 0, correlationId: attemptId, detail: '' } as const;
    it.put({ type: 'answerRefused', attemptId, problem });
    expect(it.view).toMatchObject({ kind: 'waitingForBrowser', notice: { code: 'CALLBACK_STATE_MISMATCH' } });
  });

  test('reopen and copy link only while waiting', () => {
    const it = machine();
    it.start();
    expect(it.put({ type: 'reopenRequested' })).toBeUndefined();
    it.put({ type: 'loginRequested' });
    it.put({ type: 'attemptOpened', attemptId: it.attemptId(), expiresAtMs: it.nowMs + 300_000 });
    expect(types(it.put({ type: 'reopenRequested' }))).toEqual(['openBrowser']);
    expect(types(it.put({ type: 'startLinkRequested' }))).toEqual(['copyStartLink']);
  });
});

describe('change role', () => {
  test('asks for a new authentication, and leads to the choice', () => {
    const it = machine();
    it.logIn({ roles: [wardRole, clinicRole], selectedRoleId: wardRole.id });
    it.put({ type: 'changeRoleRequested' });
    expect(it.request()).toMatchObject({ prompt: 'login' });
    expect(it.request().scopes).not.toContain('changedrole');
    it.answer({ roles: [wardRole, clinicRole] });
    it.saved();
    expect(it.view.kind).toBe('chooseRole');
  });

  test('another person is refused (HAZ-01)', () => {
    const it = machine();
    it.logIn();
    it.put({ type: 'changeRoleRequested' });
    it.answer({ person: doctor });
    expect(it.view.kind).toBe('otherPerson');
  });
});
