import { describe, expect, test } from 'vitest';
import { clinicRole, doctor, machine, policy, types, wardRole, type GrantOptions } from './fixtures.ts';

describe('log in', () => {
  test('from the button to home, with one role', () => {
    const it = machine();
    expect(it.view.kind).toBe('starting');
    it.put({ type: 'started' });
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
    expect(types(it.saved())).toEqual(['endAttempt', 'raiseWindow']);
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

  test('selected_roleid chooses, if it is held', () => {
    const held = machine();
    held.logIn({ roles: [wardRole, clinicRole], selectedRoleId: clinicRole.id });
    expect(held.view).toMatchObject({ kind: 'home', who: { role: { id: clinicRole.id } } });
    const foreign = machine();
    foreign.logIn({ roles: [wardRole, clinicRole], selectedRoleId: 'somebody-elses' });
    expect(foreign.view.kind).toBe('chooseRole');
  });

  test.each<[string, Parameters<typeof policy>[0], object]>([
    ['personal', {}, { acrValue: 'AAL2_OR_AAL3_ANY', prompt: undefined, maxAgeSeconds: 240 }],
    ['shared', { profile: 'shared' }, { prompt: 'login', maxAgeSeconds: 240 }],
    ['with selectedrole', { scopes: ['openid', 'selectedrole'] }, { prompt: 'login' }],
  ])('what is asked for: %s', (_name, over, expected) => {
    const it = machine(policy(over));
    it.put({ type: 'started' });
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
    it.put({ type: 'started' });
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
    it.put({ type: 'started' });
    it.put({ type: 'loginRequested' });
    it.answer({ ageSeconds: 31 });
    expect(it.view).toMatchObject({ kind: 'attemptFailed', problem: { code: 'AUTH_TIME_STALE' } });
  });
});

describe('attempts', () => {
  test('cancel wins while the answer is checked; a late grant is discarded', () => {
    const it = machine();
    it.put({ type: 'started' });
    it.put({ type: 'loginRequested' });
    const attemptId = it.attemptId();
    it.put({ type: 'answerArrived', attemptId });
    expect(types(it.put({ type: 'cancelRequested' }))).toEqual(['endAttempt']);
    expect(types(it.put({ type: 'grantObtained', attemptId, grant: it.grant() }))).toEqual(['revoke']);
    expect(it.view.kind).toBe('loggedOut');
  });

  test('cancel wins while the record is written: it is wiped, and nothing is adopted', () => {
    const it = machine();
    it.put({ type: 'started' });
    it.put({ type: 'loginRequested' });
    it.answer();
    const attemptId = it.attemptId();
    expect(types(it.put({ type: 'cancelRequested' }))).toEqual(['endAttempt', 'revoke']);
    expect(
      types(it.put({ type: 'recordSaved', attemptId, epoch: it.state.epoch, kept: { kind: 'keychain' } })),
    ).toEqual(['wipe']);
    expect(it.view.kind).toBe('loggedOut');
  });

  test('a new gesture replaces a waiting attempt (B07)', () => {
    const it = machine();
    it.put({ type: 'started' });
    it.put({ type: 'loginRequested' });
    const first = it.attemptId();
    const effects = it.put({ type: 'loginRequested' });
    expect(effects?.[0]).toEqual({ type: 'endAttempt', attemptId: first, page: { kind: 'replaced' } });
    expect(types(effects)).toEqual(['endAttempt', 'beginAttempt']);
    expect(types(it.put({ type: 'answerArrived', attemptId: first })), 'B15 the old tab has no say').toEqual([]);
  });

  test('a refused call is told while the attempt goes on', () => {
    const it = machine();
    it.put({ type: 'started' });
    it.put({ type: 'loginRequested' });
    const attemptId = it.attemptId();
    it.put({ type: 'attemptOpened', attemptId, expiresAtMs: it.nowMs });
    const problem = { code: 'CALLBACK_STATE_MISMATCH', atMs: 0, correlationId: attemptId, detail: '' } as const;
    it.put({ type: 'answerRefused', attemptId, problem });
    expect(it.view).toMatchObject({ kind: 'waitingForBrowser', notice: { code: 'CALLBACK_STATE_MISMATCH' } });
  });

  test('reopen and copy link only while waiting', () => {
    const it = machine();
    it.put({ type: 'started' });
    expect(it.put({ type: 'reopenRequested' })).toBeUndefined();
    it.put({ type: 'loginRequested' });
    it.put({ type: 'attemptOpened', attemptId: it.attemptId(), expiresAtMs: it.nowMs });
    expect(types(it.put({ type: 'reopenRequested' }))).toEqual(['openBrowser']);
    expect(types(it.put({ type: 'startLinkRequested' }))).toEqual(['copyStartLink']);
  });
});

describe('step up', () => {
  const blocked = (over: Parameters<typeof policy>[0] = {}, options: GrantOptions = {}) => {
    const it = machine(policy(over));
    it.logIn(options);
    it.put({ type: 'actionPrepared', actionId: 'sign-prescription' });
    return it;
  };

  test('a sensitive action at AAL2 is blocked, and says what is missing and what would do', () => {
    expect(blocked().view).toMatchObject({
      kind: 'actionBlocked',
      missing: [{ kind: 'level', required: 3, actual: 2 }],
      acceptable: ['windowsHello', 'securityKey', 'ipad', 'smartcard', 'smartcardIdentityAgent'],
    });
  });

  test('asks for AAL3_ANY without prompt, with the freshness of the action', () => {
    const it = blocked();
    it.put({ type: 'stepUpRequested', again: false });
    expect(it.request()).toMatchObject({ acrValue: 'AAL3_ANY', prompt: undefined, maxAgeSeconds: 900 });
  });

  test('on a shared terminal the freshness is at most 5 minutes (design section 5)', () => {
    const it = blocked({ profile: 'shared' });
    it.put({ type: 'stepUpRequested', again: false });
    expect(it.request().maxAgeSeconds).toBe(300);
  });

  test('policy may ask for a new log-in, and so may the person', () => {
    const byPolicy = blocked({ stepUpPrompt: 'login' });
    byPolicy.put({ type: 'stepUpRequested', again: false });
    expect(byPolicy.request().prompt).toBe('login');
    const byPerson = blocked();
    byPerson.put({ type: 'stepUpRequested', again: true });
    expect(byPerson.request().prompt).toBe('login');
  });

  test('good: goes on to the confirmation, never further', () => {
    const it = blocked();
    it.put({ type: 'stepUpRequested', again: false });
    it.answer({ level: 3 });
    expect(types(it.saved())).toEqual(['endAttempt', 'raiseWindow']);
    expect(it.view).toMatchObject({ kind: 'confirmAction', who: { assurance: { level: 3 } } });
  });

  test('AAL2 again is not enough: screen 13, nothing adopted, a way back', () => {
    const it = blocked();
    it.put({ type: 'stepUpRequested', again: false });
    expect(types(it.answer({ level: 2 })), 'same sid: revoking it could end the live set').toEqual([
      'endAttempt',
      'raiseWindow',
    ]);
    expect(it.view).toMatchObject({
      kind: 'insufficient',
      problem: { code: 'LEVEL_TOO_LOW' },
      used: ['microsoftAuthenticator'],
    });
    expect(it.state.generation).toBe(1);
    it.put({ type: 'wentBack' });
    expect(it.view).toMatchObject({ kind: 'home', who: { assurance: { level: 2 } } });
  });

  test('AAL3 but stale: the person may ask for a new log-in', () => {
    const it = blocked();
    it.put({ type: 'stepUpRequested', again: false });
    it.answer({ level: 3, ageSeconds: 901 });
    expect(it.view).toMatchObject({ kind: 'insufficient', problem: { code: 'AUTH_TIME_STALE' } });
    expect(types(it.put({ type: 'stepUpRequested', again: true }))).toEqual(['beginAttempt']);
  });

  test('HAZ-01 another person is refused, and their tokens are never adopted', () => {
    const it = blocked();
    it.put({ type: 'stepUpRequested', again: false });
    const effects = it.answer({ level: 3, person: doctor, sid: 'sid-2' });
    expect(types(effects)).toEqual(['revoke', 'endAttempt', 'raiseWindow']);
    expect(it.view).toMatchObject({
      kind: 'otherPerson',
      otherName: 'Synthetic Doctor',
      who: { person: { name: 'Synthetic Nurse' } },
    });
    it.put({ type: 'wentBack' });
    expect(it.view).toMatchObject({ kind: 'home', who: { person: { name: 'Synthetic Nurse' } } });
  });

  test('another person: switch ends the session and begins a fresh log-in', () => {
    const it = blocked();
    it.put({ type: 'stepUpRequested', again: false });
    it.answer({ level: 3, person: doctor, sid: 'sid-2' });
    expect(types(it.put({ type: 'switchRequested' }))).toEqual(['wipe', 'replaceRenderer', 'revoke', 'beginAttempt']);
    expect(it.request().prompt).toBe('login');
    expect(it.view).toMatchObject({ kind: 'openingBrowser', who: null });
  });

  test('a role that is held no more stops the step-up (HAZ-04)', () => {
    const it = blocked();
    it.put({ type: 'stepUpRequested', again: false });
    it.answer({ level: 3, roles: [clinicRole] });
    expect(it.view).toMatchObject({ kind: 'attemptFailed', problem: { code: 'ROLE_NOT_HELD' } });
  });

  test('a lower identity level than before stops it', () => {
    const it = blocked({}, { identityLevel: 4 });
    it.put({ type: 'stepUpRequested', again: false });
    it.answer({ level: 3, identityLevel: 3 });
    expect(it.view).toMatchObject({ kind: 'attemptFailed', problem: { code: 'IDENTITY_LEVEL_TOO_LOW' } });
  });

  test('a failure in the browser leads back to the blocked action', () => {
    const it = blocked();
    it.put({ type: 'stepUpRequested', again: false });
    const attemptId = it.attemptId();
    it.put({
      type: 'attemptFailed',
      attemptId,
      problem: { code: 'AUTHORIZATION_DENIED', atMs: 0, correlationId: attemptId, detail: '' },
    });
    expect(it.view).toMatchObject({
      kind: 'attemptFailed',
      purpose: 'stepUp',
      who: { person: { name: 'Synthetic Nurse' } },
    });
    it.put({ type: 'wentBack' });
    expect(it.view.kind).toBe('actionBlocked');
  });
});

describe('actions', () => {
  test('an AAL2 action is recorded, then sent with the token that was judged', () => {
    const it = machine();
    it.logIn();
    const [recorded] = it.put({ type: 'actionPrepared', actionId: 'view-patient' }) ?? [];
    if (recorded?.type !== 'recordIntent') throw new Error('nothing was recorded');
    expect(it.view.kind).toBe('sendingAction');
    const [sent] = it.put({ type: 'intentRecorded', requestId: recorded.intent.requestId }) ?? [];
    if (sent?.type !== 'send') throw new Error('nothing was sent');
    expect(sent.intent.established.tokens.accessToken).toBe('access-1');
  });

  const confirming = () => {
    const it = machine();
    it.logIn({ level: 3 });
    it.put({ type: 'actionPrepared', actionId: 'sign-prescription' });
    const { view } = it;
    if (view.kind !== 'confirmAction') throw new Error(`not confirming: ${view.kind}`);
    return { it, confirmationId: view.confirmationId };
  };

  test('a sensitive action waits for its own confirmation', () => {
    const { it, confirmationId } = confirming();
    expect(it.put({ type: 'actionConfirmed', confirmationId: 'another' })).toBeUndefined();
    expect(types(it.put({ type: 'actionConfirmed', confirmationId }))).toEqual(['recordIntent']);
    expect(it.put({ type: 'actionConfirmed', confirmationId }), 'once').toBeUndefined();
  });

  test('HAZ-05 what lapses while the dialog is open blocks the action again', () => {
    const { it, confirmationId } = confirming();
    it.advance(599_000);
    it.put({ type: 'actionConfirmed', confirmationId });
    expect(it.view).toMatchObject({ kind: 'actionBlocked', missing: [{ kind: 'access' }] });
  });

  test('a confirmation that nobody gave for ten minutes is not waited for', () => {
    const { it, confirmationId } = confirming();
    it.advance(600_001);
    it.put({ type: 'actionConfirmed', confirmationId });
    expect(it.view).toMatchObject({
      kind: 'actionDone',
      outcome: { kind: 'refused', problem: { code: 'ACTION_EXPIRED' } },
    });
  });

  test('the gate runs once more before sending', () => {
    const { it, confirmationId } = confirming();
    const [recorded] = it.put({ type: 'actionConfirmed', confirmationId }) ?? [];
    if (recorded?.type !== 'recordIntent') throw new Error('nothing was recorded');
    it.advance(600_000);
    expect(types(it.put({ type: 'intentRecorded', requestId: recorded.intent.requestId }))).toEqual([]);
    expect(it.view).toMatchObject({ kind: 'actionBlocked', missing: [{ kind: 'access' }] });
  });

  test('invariant 9: what could not be recorded is not sent', () => {
    const { it, confirmationId } = confirming();
    const [recorded] = it.put({ type: 'actionConfirmed', confirmationId }) ?? [];
    if (recorded?.type !== 'recordIntent') throw new Error('nothing was recorded');
    const { requestId } = recorded.intent;
    const problem = { code: 'ACTION_NOT_AUDITED', atMs: 0, correlationId: requestId, detail: '' } as const;
    it.put({ type: 'intentNotRecorded', requestId, problem });
    expect(it.view).toMatchObject({ kind: 'actionDone', outcome: { kind: 'refused' } });
    expect(types(it.put({ type: 'intentRecorded', requestId }))).toEqual([]);
    expect(it.effects.some(({ type }) => type === 'send')).toBe(false);
  });

  test('HAZ-06 an answer of an earlier session is not shown to the next person', () => {
    const it = machine();
    it.logIn();
    const [recorded] = it.put({ type: 'actionPrepared', actionId: 'view-patient' }) ?? [];
    if (recorded?.type !== 'recordIntent') throw new Error('nothing was recorded');
    const { requestId } = recorded.intent;
    it.put({ type: 'intentRecorded', requestId });
    it.put({ type: 'logOutRequested' });
    it.put({ type: 'actionAnswered', requestId, outcome: { kind: 'ok', rows: [], reference: requestId } });
    expect(it.view.kind).toBe('ended');
  });

  test('an unknown action is refused', () => {
    const it = machine();
    it.logIn();
    expect(it.put({ type: 'actionPrepared', actionId: 'nothing' })).toBeUndefined();
  });
});

describe('change role', () => {
  test('asks for a new authentication with changedrole, and leads to the choice', () => {
    const it = machine();
    it.logIn({ roles: [wardRole, clinicRole], selectedRoleId: wardRole.id });
    it.put({ type: 'changeRoleRequested' });
    expect(it.request()).toMatchObject({ prompt: 'login' });
    expect(it.request().scopes).toContain('changedrole');
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

describe('log out', () => {
  test('wipes before it waits for any network, and says why', () => {
    const it = machine();
    it.logIn();
    expect(types(it.put({ type: 'logOutRequested' }))).toEqual(['wipe', 'replaceRenderer', 'revoke']);
    expect(it.view).toEqual({ kind: 'ended', reason: 'user', atMs: it.nowMs, unconfirmed: false });
    it.put({ type: 'wentBack' });
    expect(it.view).toEqual({ kind: 'loggedOut' });
  });

  test('during a step-up the tab is told, and its late answer is discarded', () => {
    const it = machine();
    it.logIn();
    it.put({ type: 'actionPrepared', actionId: 'sign-prescription' });
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
    expect(types(effects)).toEqual(['wipe', 'replaceRenderer']);
    expect(it.view).toMatchObject({ kind: 'locked', name: 'Synthetic Nurse', role: { id: wardRole.id } });
    expect(JSON.stringify(it.state)).not.toMatch(/access-|refresh-/);
  });

  test('on a shared terminal it logs out', () => {
    expect(locked({ profile: 'shared' }).it.view).toMatchObject({ kind: 'ended', reason: 'user' });
  });

  test('nobody logged in, nothing to lock', () => {
    const it = machine();
    it.put({ type: 'started' });
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
    it.put({ type: 'actionPrepared', actionId: 'sign-prescription' });
    it.put({ type: 'stepUpRequested', again: false });
    const attemptId = it.attemptId();
    expect(types(it.put({ type: 'lockRequested' }))).toEqual(['endAttempt', 'wipe', 'replaceRenderer']);
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
      it.put({ type: 'started' });
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
    it.put({ type: 'started' });
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

  test('a late word about an earlier end is not taken for this one', () => {
    const it = machine();
    it.logIn();
    it.put({ type: 'logOutRequested' });
    it.put({ type: 'wiped', epoch: it.state.epoch - 1, ending: 'unconfirmed' });
    expect(it.view).toMatchObject({ kind: 'ended', unconfirmed: false });
  });
});
