import { describe, expect, test } from 'vitest';
import { machine, minuteMs, policy, secondMs, signPrescription, types, viewPatient, type Machine } from './fixtures.ts';

/** Issue 5 line 4: a service may ask for more than our policy does (RFC 9470), once for each action of a person. */

/** An action that needs no more than the log-in, and was sent at AAL2 with something filled in. */
function sent(over: Parameters<typeof policy>[0] = {}): { readonly it: Machine; readonly requestId: string } {
  const it = machine(policy(over));
  it.logIn({ lifeSeconds: 3_600 });
  it.prepare('view-patient', { reason: 'synthetic' });
  const { requestId } = it.lastEffect('recordIntent').intent;
  it.put({ type: 'intentRecorded', requestId });
  return { it, requestId };
}

/** The same, once the service has asked for AAL3. */
function challenged(challenge: Parameters<Machine['challenged']>[1] = { lowestLevel: 3 }): Machine {
  const { it, requestId } = sent();
  it.challenged(requestId, challenge);
  return it;
}

function steppedUp(it: Machine, options: Parameters<Machine['answer']>[0] = { level: 3 }): Machine {
  it.put({ type: 'stepUpRequested', again: false });
  it.answer(options);
  it.saved();
  return it;
}

describe('the first challenge of a service (issue 5 line 4)', () => {
  test('leads back to the gate, which says that the service asks, and nothing is sent by it', () => {
    const { it, requestId } = sent();
    expect(types(it.challenged(requestId))).toEqual([]);
    expect(it.view).toMatchObject({
      kind: 'actionBlocked',
      askedBy: 'service',
      action: { id: 'view-patient' },
      missing: [{ kind: 'level', required: 3, actual: 2 }],
      canStepUp: true,
    });
  });

  test('keeps what was filled in, has it confirmed again, and sends it under a new id with a line of its own', () => {
    const { it, requestId } = sent();
    it.challenged(requestId);
    steppedUp(it);
    expect(it.view.kind, 'although this action asks for no confirmation by itself').toBe('confirmAction');
    const again = it.confirmAndSend();
    expect(again).not.toBe(requestId);
    const records = it.effects.filter(({ type }) => type === 'recordIntent');
    expect(records).toHaveLength(2);
    expect(it.lastEffect('send').intent).toMatchObject({
      requestId: again,
      input: { reason: 'synthetic' },
      established: { authentication: { level: 3 }, tokens: { accessToken: 'access-2' } },
    });
    it.answered(again);
    expect(it.view).toMatchObject({ kind: 'actionDone', outcome: { kind: 'ok' } });
  });

  test('asks by a step-up without prompt, with the age that the service gave', () => {
    const it = challenged({ lowestLevel: 3, maxAgeSeconds: 120 });
    it.put({ type: 'stepUpRequested', again: false });
    expect(it.request()).toMatchObject({ acrValue: 'AAL3_ANY', prompt: undefined, maxAgeSeconds: 120 });
  });

  test('a proof of this very moment is asked for as that, and there is time to come back and to confirm', () => {
    const it = challenged({ lowestLevel: 3, maxAgeSeconds: 0 });
    it.put({ type: 'stepUpRequested', again: false });
    expect(it.request().maxAgeSeconds).toBe(0);
    it.advance(30 * secondMs);
    it.answer({ level: 3, ageSeconds: 20 });
    it.saved();
    it.advance(30 * secondMs);
    it.confirmAndSend();
    expect(it.view.kind).toBe('sendingAction');
  });

  test('HAZ-05 and no more than that: a minute later it is asked for anew', () => {
    const it = steppedUp(challenged({ lowestLevel: 3, maxAgeSeconds: 0 }));
    it.advance(61 * secondMs);
    it.confirm();
    expect(it.view).toMatchObject({
      kind: 'actionBlocked',
      askedBy: 'service',
      missing: [{ kind: 'freshness', maxAgeSeconds: 60, ageSeconds: 61 }],
    });
  });

  test('freshness alone is a challenge too', () => {
    const { it, requestId } = sent();
    it.advance(5 * minuteMs);
    it.challenged(requestId, { lowestLevel: 2, maxAgeSeconds: 60 });
    expect(it.view).toMatchObject({ kind: 'actionBlocked', missing: [{ kind: 'freshness' }] });
  });

  test('lives ten minutes from then on, since the person has just been there', () => {
    const { it, requestId } = sent();
    it.work(9 * minuteMs);
    it.challenged(requestId);
    it.work(9 * minuteMs);
    expect(steppedUp(it).view.kind).toBe('confirmAction');
  });
});

describe('never lower (issue 5 line 4, HAZ-05)', () => {
  test.each([
    ['a level below the policy’s', { lowestLevel: 2 }],
    ['an age above the policy’s', { lowestLevel: 3, maxAgeSeconds: 100_000 }],
  ] as const)('%s changes nothing of what the policy asks', (_what, challenge) => {
    const it = machine();
    it.logIn({ level: 3, lifeSeconds: 3_600 });
    it.prepare('sign-prescription');
    const requestId = it.confirmAndSend();
    it.work(901 * secondMs);
    it.challenged(requestId, challenge);
    expect(it.view).toMatchObject({ missing: [{ kind: 'freshness', maxAgeSeconds: 900 }] });
    it.put({ type: 'stepUpRequested', again: false });
    expect(it.request()).toMatchObject({ acrValue: 'AAL3_ANY', maxAgeSeconds: 900 });
  });

  test('what the service asked for makes it sensitive, with the age that the profile sets for that', () => {
    const { it, requestId } = sent({ profile: 'shared' });
    it.challenged(requestId);
    it.put({ type: 'stepUpRequested', again: false });
    expect(it.request().maxAgeSeconds).toBe(300);
  });
});

describe('never a loop (issue 5 line 4)', () => {
  test('a second challenge for the same action of a person is a refusal', () => {
    const it = steppedUp(challenged());
    const again = it.confirmAndSend();
    it.advance(61 * secondMs);
    it.challenged(again, { lowestLevel: 3, maxAgeSeconds: 0 });
    expect(it.view).toMatchObject({
      kind: 'actionDone',
      outcome: { kind: 'refused', problem: { code: 'API_LEVEL_TOO_LOW' } },
    });
  });

  test('one that is asked for by the person anew may be challenged anew', () => {
    const it = steppedUp(challenged());
    it.challenged(it.confirmAndSend());
    it.put({ type: 'wentBack' });
    it.advance(5 * minuteMs);
    it.prepare('view-patient');
    const { requestId } = it.lastEffect('recordIntent').intent;
    it.put({ type: 'intentRecorded', requestId });
    it.challenged(requestId, { lowestLevel: 3, maxAgeSeconds: 60 });
    expect(it.view.kind).toBe('actionBlocked');
  });

  test('a service that asks for what is there already is refused: the same request would meet the same answer', () => {
    const it = machine();
    it.logIn({ level: 3 });
    it.challenged(it.send(), { lowestLevel: 3 });
    expect(it.view).toMatchObject({
      kind: 'actionDone',
      outcome: { kind: 'refused', problem: { code: 'API_LEVEL_TOO_LOW' } },
    });
  });

  test('so is one that asks for a level at which the policy does not let it be done', () => {
    const exact = { ...viewPatient, requirement: { levels: [2] } };
    const { it, requestId } = sent({ actions: [exact] });
    it.challenged(requestId, { lowestLevel: 3 });
    expect(it.view).toMatchObject({ kind: 'actionDone', outcome: { kind: 'refused' } });
  });

  test('an answer to another request asks for nothing', () => {
    const { it } = sent();
    it.challenged('another');
    expect(it.view.kind).toBe('sendingAction');
  });
});

describe('a challenge that comes late', () => {
  test('after a lock is a refusal that its own person sees, and leads nowhere', () => {
    const { it, requestId } = sent();
    it.put({ type: 'lockRequested' });
    it.challenged(requestId);
    expect(it.view.kind).toBe('locked');
    it.put({ type: 'unlockRequested' });
    it.answer();
    it.saved();
    expect(it.view).toMatchObject({ kind: 'actionDone', outcome: { kind: 'refused' } });
  });

  test('HAZ-01 after an end is nobody’s', () => {
    const { it, requestId } = sent();
    it.put({ type: 'logOutRequested' });
    it.challenged(requestId);
    expect([it.view.kind, it.state.action.kind]).toEqual(['ended', 'none']);
  });

  test('HAZ-01 the step-up for it answers for nobody else', () => {
    const it = challenged();
    it.put({ type: 'stepUpRequested', again: false });
    it.answer({ level: 3, person: { ...it.grant().person, subject: '9', userId: '9', name: 'Synthetic Other' } });
    expect(it.view.kind).toBe('otherPerson');
    expect(it.effects.filter(({ type }) => type === 'send')).toHaveLength(1);
  });
});

describe('the provider’s own word that it cannot (issue 5 line 4)', () => {
  const unmet = (it: Machine) =>
    it.put({ type: 'attemptFailed', attemptId: it.attemptId(), problem: it.problem('AUTHORIZATION_UNMET_LEVEL') });

  test('at a step-up it leads to screen 13, with a way back and one more try', () => {
    const it = machine();
    it.logIn();
    it.stepUp();
    unmet(it);
    expect(it.lastEffect('endAttempt').page).toEqual({ kind: 'insufficient' });
    expect(it.view).toMatchObject({
      kind: 'insufficient',
      action: { id: 'sign-prescription' },
      problem: { code: 'AUTHORIZATION_UNMET_LEVEL' },
    });
    expect(it.wouldTake({ type: 'stepUpRequested', again: true })).toBe(true);
    it.put({ type: 'wentBack' });
    expect(it.view.kind).toBe('home');
  });

  test('at any other journey it is a failure like others', () => {
    const it = machine();
    it.logIn();
    it.put({ type: 'renewRequested' });
    unmet(it);
    expect(it.view.kind).toBe('attemptFailed');
  });

  test('our own issuer’s unauthorized_client at a step-up is a set-up problem, not a level', () => {
    const it = machine();
    it.logIn();
    it.stepUp();
    it.put({ type: 'attemptFailed', attemptId: it.attemptId(), problem: it.problem('AUTHORIZATION_REFUSED') });
    expect(it.view.kind).toBe('attemptFailed');
  });
});

test('a policy that asks for a confirmation of an action that is not sensitive gets it (issue 5 line 2)', () => {
  const it = machine(policy({ actions: [{ ...viewPatient, confirm: true }, signPrescription] }));
  it.logIn();
  it.prepare('view-patient');
  expect(it.view.kind).toBe('confirmAction');
});
