import { describe, expect, test } from 'vitest';
import { establishedIn } from '../../main/session/state.ts';
import { clinicRole, doctor, machine, minuteMs, nurse, policy, secondMs, types, wardRole } from './fixtures.ts';

/**
 * The rows of `session.md`, "Races", by name. The first two are in late-events.test.ts, those of the idle limit in
 * idle-races.test.ts, "Resume from sleep" in resume.test.ts, those of a policy in policy-change.test.ts.
 */
type Machine = ReturnType<typeof machine>;

function active(over: Parameters<typeof policy>[0] = {}): Machine {
  const it = machine(policy(over));
  it.logIn();
  return it;
}

/** A step-up that is as far as `stage`. */
function steppingUp(stage: 'waiting' | 'completing' | 'accepted', it = active()): Machine {
  it.stepUp();
  const attemptId = it.attemptId();
  it.put({ type: 'attemptOpened', attemptId, expiresAtMs: it.nowMs + 5 * minuteMs });
  if (stage !== 'waiting') it.put({ type: 'answerArrived', attemptId });
  if (stage === 'accepted') it.put({ type: 'grantObtained', attemptId, grant: it.grant({ level: 3 }) });
  return it;
}

describe('Two attempts', () => {
  test('one at a time; a user’s gesture replaces it, and the older tab gets a polite page', () => {
    const it = steppingUp('waiting');
    const first = it.attemptId();
    const effects = it.put({ type: 'cancelRequested' });
    expect(effects).toContainEqual({ type: 'endAttempt', attemptId: first, page: { kind: 'cancelled' } });
    it.put({ type: 'stepUpRequested', again: false });
    const out = machine();
    out.start();
    out.put({ type: 'loginRequested' });
    const older = out.attemptId();
    expect(out.put({ type: 'loginRequested' })).toContainEqual({
      type: 'endAttempt',
      attemptId: older,
      page: { kind: 'replaced' },
    });
    expect(out.put({ type: 'answerArrived', attemptId: older }), 'B15 the older tab has no say').toEqual([]);
  });

  test('a new action does not join a step-up that waits for another', () => {
    const it = steppingUp('waiting');
    expect(it.put({ type: 'actionPrepared', actionId: 'view-patient', input: {} })).toBeUndefined();
    expect(it.view).toMatchObject({ kind: 'waitingForBrowser', action: { id: 'sign-prescription' } });
  });

  test('a record that the replaced one had written does not take that of its successor away', () => {
    const it = machine();
    it.start();
    it.put({ type: 'loginRequested' });
    it.answer({ person: doctor, sid: 'sid-2' });
    const first = it.lastEffect('saveRecord');
    it.put({ type: 'loginRequested' });
    it.answer({ person: nurse });
    const { savedFor, epoch } = first;
    expect(types(it.put({ type: 'recordSaved', savedFor, epoch, kept: { kind: 'keychain' } }))).toEqual([]);
    it.saved();
    expect(it.view).toMatchObject({ kind: 'home', who: { person: { name: nurse.name } } });
  });

  test('no two records have one generation, so none can be taken for the other', () => {
    const it = steppingUp('accepted');
    it.put({ type: 'cancelRequested' });
    it.lastSaved();
    it.untilRenewal();
    it.renewalAnswered(it.renewed());
    const generations = it.effects.flatMap((effect) =>
      effect.type === 'saveRecord' ? [effect.record.generation] : [],
    );
    expect(generations).toEqual([1, 2, 3, 4]);
  });
});

describe('Cancel while completing', () => {
  test.each(['completing', 'accepted'] as const)('cancel wins until adoption: %s', (stage) => {
    const it = steppingUp(stage);
    const attemptId = it.attemptId();
    expect(types(it.put({ type: 'cancelRequested' }))).toEqual(['endAttempt']);
    const late =
      stage === 'accepted' ? it.lastSaved() : it.put({ type: 'grantObtained', attemptId, grant: it.grant() });
    expect(types(late)).toEqual(stage === 'accepted' ? ['saveRecord'] : []);
    expect(it.view).toMatchObject({ kind: 'actionBlocked', who: { assurance: { level: 2 } } });
    expect(establishedIn(it.state)?.tokens.accessToken).toBe('access-1');
  });

  test('adoption is synchronous after the vault write: a cancel that comes after it is refused', () => {
    const it = steppingUp('accepted');
    it.saved();
    expect(it.put({ type: 'cancelRequested' })).toBeUndefined();
    expect(it.view).toMatchObject({ kind: 'confirmAction', who: { assurance: { level: 3 } } });
  });

  test('of a log-in: what was written is wiped', () => {
    const it = machine();
    it.start();
    it.put({ type: 'loginRequested' });
    it.answer();
    it.put({ type: 'cancelRequested' });
    expect(it.lastSaved()).toMatchObject([{ type: 'wipe', reason: 'notAdopted' }]);
    expect(it.where).toBe('out');
  });
});

describe('Lock or log-out during step-up', () => {
  test.each(['waiting', 'completing', 'accepted'] as const)('attempt cancelled, page says so: %s', (stage) => {
    for (const [gesture, expected] of [
      [{ type: 'lockRequested' }, 'locked user'],
      [{ type: 'logOutRequested' }, 'out user'],
    ] as const) {
      const it = steppingUp(stage);
      const attemptId = it.attemptId();
      const effects = it.put(gesture);
      expect(effects).toContainEqual({ type: 'endAttempt', attemptId, page: { kind: 'cancelled' } });
      const revoked = effects?.flatMap((effect) => (effect.type === 'revoke' ? [effect.tokens.accessToken] : []));
      expect(revoked, 'also what was accepted already').toEqual(
        stage === 'accepted' ? ['access-1', 'access-2'] : ['access-1'],
      );
      expect([it.where, it.state.attempt.kind]).toEqual([expected, 'none']);
      if (stage === 'accepted') {
        expect(types(it.lastSaved()), 'its own wipe came after that record').toEqual([]);
        expect(it.where).toBe(expected);
      }
    }
  });

  test('pending action dropped, draft kept on personal', () => {
    const it = steppingUp('waiting');
    it.put({ type: 'draftSaved', screenId: 'letter', values: { text: 'half' } });
    it.put({ type: 'lockRequested' });
    expect([it.state.action, it.state.drafts]).toEqual([{ kind: 'none' }, { letter: { text: 'half' } }]);
  });
});

describe('Lock or end while sending', () => {
  test('lock: it finishes with its own bearer, and is shown only to the same person', () => {
    const it = active();
    const requestId = it.send();
    it.put({ type: 'lockRequested' });
    it.answered(requestId);
    expect(it.view.kind).toBe('locked');
    it.put({ type: 'unlockRequested' });
    it.answer();
    it.saved();
    expect(it.view).toMatchObject({ kind: 'actionDone', outcome: { reference: requestId } });
  });

  test('lock: unanswered yet, it is still on its way after the unlock', () => {
    const it = active();
    const requestId = it.send();
    it.put({ type: 'lockRequested' });
    it.put({ type: 'unlockRequested' });
    it.answer();
    it.saved();
    expect(it.view.kind).toBe('sendingAction');
    it.answered(requestId);
    expect(it.view.kind).toBe('actionDone');
  });

  test.each<[string, (it: Machine) => unknown]>([
    ['end', (it) => it.put({ type: 'logOutRequested' })],
    ['lock, then someone else', (it) => (it.put({ type: 'lockRequested' }), it.put({ type: 'switchRequested' }))],
  ])('%s: the outcome goes to the audit log alone', (_name, happen) => {
    const it = active();
    const requestId = it.send();
    happen(it);
    expect(it.put({ type: 'actionAnswered', requestId, answer: { kind: 'ok', rows: [], reference: '' } })).toEqual([]);
    it.put({ type: 'loginRequested' });
    it.answer({ person: doctor });
    it.saved();
    expect(it.view).toMatchObject({ kind: 'home', who: { person: { name: doctor.name } } });
  });

  test('what is only being recorded is not sent', () => {
    const it = active();
    it.put({ type: 'actionPrepared', actionId: 'view-patient', input: {} });
    const { requestId } = it.lastEffect('recordIntent').intent;
    it.put({ type: 'lockRequested' });
    expect(it.put({ type: 'intentRecorded', requestId })).toEqual([]);
  });
});

describe('Refresh against step-up exchange', () => {
  test('the exchange waits for a running refresh; none starts until adoption ends', () => {
    const it = active({ provider: { eventsUri: 'https://p/events' } });
    it.tick(7 * minuteMs);
    it.stepUp();
    it.untilRenewal();
    expect(types(it.put({ type: 'answerArrived', attemptId: it.attemptId() }))).toEqual([]);
    it.renewalAnswered(it.renewed());
    expect(types(it.lastSaved())).toEqual(['exchange']);
    it.tick(9 * minuteMs, { idleMs: secondMs });
    expect(it.effects.filter(({ type }) => type === 'renew')).toHaveLength(1);
  });
});

describe('Refresh against a cancelled step-up', () => {
  test('whose record is written late: that of the refresh comes after it, and stays', () => {
    const it = steppingUp('accepted');
    const { savedFor, epoch } = it.lastEffect('saveRecord');
    it.put({ type: 'cancelRequested' });
    it.untilRenewal();
    it.renewalAnswered(it.renewed());
    expect(types(it.put({ type: 'recordSaved', savedFor, epoch, kept: { kind: 'keychain' } }))).toEqual([]);
    expect(it.lastEffect('saveRecord').record.refreshToken).toBe('refresh-3');
  });
});

describe('Refresh against log-out or lock', () => {
  test.each([
    ['log-out', { type: 'logOutRequested' }, 'user'],
    ['lock', { type: 'lockRequested' }, 'lock'],
  ] as const)('%s: the journal first; late tokens go to the revoker, never to the vault', (_name, gesture, reason) => {
    const it = active();
    it.untilRenewal();
    const { epoch } = it.state;
    const effects = it.put(gesture);
    expect(types(effects)?.[0]).toBe('wipe');
    expect(effects).toContainEqual({ type: 'wipe', epoch: epoch + 1, reason });
    expect(types(it.put({ type: 'renewalAnswered', epoch, answer: it.renewed() }))).toEqual(['revoke']);
  });

  test('no record is written after the delete', () => {
    const it = active();
    it.untilRenewal();
    it.renewalAnswered(it.renewed());
    it.put({ type: 'logOutRequested' });
    it.lastSaved();
    expect(types(it.effects)?.lastIndexOf('wipe')).toBeGreaterThan(types(it.effects)?.lastIndexOf('saveRecord') ?? 0);
  });
});

describe('Take-over while sending', () => {
  test('the end proceeds, the log-in begins; outcome to audit only', () => {
    const it = active({ profile: 'shared' });
    const requestId = it.send();
    expect(types(it.put({ type: 'switchRequested' }))).toEqual(['wipe', 'replaceRenderer', 'revoke', 'beginAttempt']);
    it.answered(requestId);
    expect(it.view).toMatchObject({ kind: 'openingBrowser', who: null });
  });

  test('B28, HAZ-01 the ward drill: B is asked to authenticate, and A’s browser session is not enough', () => {
    const it = active({ profile: 'shared' });
    it.put({ type: 'switchRequested' });
    expect(it.request()).toMatchObject({ prompt: 'login', maxAgeSeconds: 240 });
    it.answer({ ageSeconds: 31 });
    expect(it.view).toMatchObject({ kind: 'attemptFailed', who: null, problem: { code: 'AUTH_TIME_STALE' } });
    it.put({ type: 'loginRequested' });
    it.answer({ person: doctor, sid: 'sid-2' });
    it.saved();
    expect(JSON.stringify([it.view, it.state])).not.toContain(nurse.name);
    it.stepUp();
    it.answer({ person: nurse, level: 3 });
    expect(it.view).toMatchObject({ kind: 'otherPerson', who: { person: { name: doctor.name } } });
    expect(it.effects.some(({ type }) => type === 'recordIntent')).toBe(false);
  });
});

describe('Provider event during an attempt', () => {
  test('own sid: end and cancel', () => {
    const it = steppingUp('waiting');
    const attemptId = it.attemptId();
    const effects = it.put({ type: 'providerEnded', reason: 'providerEvent' });
    expect(effects).toContainEqual({ type: 'endAttempt', attemptId, page: { kind: 'cancelled' } });
    expect([it.where, it.state.attempt.kind]).toEqual(['out providerEvent', 'none']);
  });

  test('a login attempt in `out` is unaffected', () => {
    const it = active();
    it.put({ type: 'logOutRequested' });
    it.put({ type: 'loginRequested' });
    const { attempt } = it.state;
    it.put({ type: 'providerEnded', reason: 'providerEvent' });
    expect([it.where, it.state.attempt]).toEqual(['out user', attempt]);
  });

  test('while a role is chosen: end', () => {
    const it = machine();
    it.logIn({ roles: [wardRole, clinicRole] });
    it.put({ type: 'providerEnded', reason: 'usedElsewhere' });
    expect(it.where).toBe('out usedElsewhere');
  });
});

describe('Renderer dies', () => {
  test('nothing is lost, nothing is done: the same view again, and a confirm must be given again', () => {
    const it = machine();
    it.logIn({ level: 3 });
    it.put({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
    const { view, state } = it;
    expect(it.view).toEqual(view);
    expect(it.state).toBe(state);
    expect(it.effects.some(({ type }) => type === 'recordIntent')).toBe(false);
    if (view.kind !== 'confirmAction') throw new Error(view.kind);
    expect(types(it.put({ type: 'actionConfirmed', confirmationId: view.confirmationId }))).toEqual(['recordIntent']);
  });
});

describe('Quit, OS session end', () => {
  test('personal: flush; shared or locked: the journal says dead, and the revoker has its turn', () => {
    const personal = active();
    personal.tick(5 * secondMs);
    personal.put({ type: 'activityNoted', inputAtMs: personal.nowMs });
    expect(types(personal.put({ type: 'quitRequested' }))).toEqual(['touchVault']);
    const shared = active({ profile: 'shared' });
    expect(types(shared.put({ type: 'quitRequested' }))).toEqual(['wipe', 'replaceRenderer', 'revoke']);
    const locked = active();
    locked.put({ type: 'lockRequested' });
    expect(types(locked.put({ type: 'quitRequested' }))).toEqual(['wipe', 'replaceRenderer']);
  });
});
