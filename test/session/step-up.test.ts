import { describe, expect, test } from 'vitest';
import { clinicRole, doctor, machine, minuteMs, policy, types, type GrantOptions } from './fixtures.ts';

describe('step up', () => {
  const blocked = (over: Parameters<typeof policy>[0] = {}, options: GrantOptions = {}) => {
    const it = machine(policy(over));
    it.logIn(options);
    it.put({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
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
    const { loggedInAtMs } = it.standing;
    it.tick(minuteMs);
    it.put({ type: 'stepUpRequested', again: false });
    it.answer({ level: 3 });
    expect(types(it.saved())).toEqual(['endAttempt', 'raiseWindow']);
    expect(it.view).toMatchObject({ kind: 'confirmAction', who: { assurance: { level: 3 } } });
    expect(loggedInAtMs).not.toBeNull();
    expect(it.standing.loggedInAtMs, 'issue 6 line 1: the log-in stays what it was').toBe(loggedInAtMs);
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
    const [recorded] = it.put({ type: 'actionPrepared', actionId: 'view-patient', input: {} }) ?? [];
    if (recorded?.type !== 'recordIntent') throw new Error('nothing was recorded');
    expect(it.view.kind).toBe('sendingAction');
    const [sent] = it.put({ type: 'intentRecorded', requestId: recorded.intent.requestId }) ?? [];
    if (sent?.type !== 'send') throw new Error('nothing was sent');
    expect(sent.intent.established.tokens.accessToken).toBe('access-1');
  });

  const confirming = () => {
    const it = machine();
    it.logIn({ level: 3 });
    it.put({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
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
    expect(types(it.put({ type: 'intentRecorded', requestId: recorded.intent.requestId }))).toEqual(['renew']);
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
    const [recorded] = it.put({ type: 'actionPrepared', actionId: 'view-patient', input: {} }) ?? [];
    if (recorded?.type !== 'recordIntent') throw new Error('nothing was recorded');
    const { requestId } = recorded.intent;
    it.put({ type: 'intentRecorded', requestId });
    it.put({ type: 'logOutRequested' });
    it.put({ type: 'actionAnswered', requestId, answer: { kind: 'ok', rows: [], reference: requestId } });
    expect(it.view.kind).toBe('ended');
  });

  test('an unknown action is refused', () => {
    const it = machine();
    it.logIn();
    expect(it.put({ type: 'actionPrepared', actionId: 'nothing', input: {} })).toBeUndefined();
  });
});
