import { describe, expect, test } from 'vitest';
import {
  machine,
  minuteMs,
  policy,
  secondMs,
  signPrescription,
  types,
  viewPatient,
  type GrantOptions,
} from './fixtures.ts';

/** Region G of `session.md`: what an action asks for, how long it waits, and that each word is about this very one. */
type Machine = ReturnType<typeof machine>;

/** An action that any level may do, if the person has proved themselves in the last minute. */
const fresh = policy({
  actions: [{ ...viewPatient, requirement: { levels: [2, 3], maxAgeSeconds: 60 } }, signPrescription],
});

function active(thePolicy = policy(), options: GrantOptions = {}): Machine {
  const it = machine(thePolicy);
  it.logIn(options);
  return it;
}

const confirmationId = (it: Machine) =>
  it.state.action.kind === 'confirming' ? it.state.action.confirmationId : 'none';

describe('freshness without a level', () => {
  test('is asked for as it is, and shown as what is missing', () => {
    const it = active(fresh);
    it.advance(61 * secondMs);
    it.put({ type: 'actionPrepared', actionId: 'view-patient', input: {} });
    expect(it.view).toMatchObject({
      kind: 'actionBlocked',
      action: { sensitive: false },
      missing: [{ kind: 'freshness', maxAgeSeconds: 60, ageSeconds: 61 }],
    });
    it.put({ type: 'stepUpRequested', again: false });
    expect(it.request()).toMatchObject({ maxAgeSeconds: 60 });
  });

  test('HAZ-05 it is asked for exactly: 60 s is fresh, 61 s is not', () => {
    const it = active(fresh);
    it.advance(60 * secondMs);
    expect(types(it.put({ type: 'actionPrepared', actionId: 'view-patient', input: {} }))).toContain('recordIntent');
  });

  test('after the step-up it goes on by itself, since no confirm is asked, and the tab does not say that it waits', () => {
    const it = active(fresh);
    it.advance(61 * secondMs);
    it.put({ type: 'actionPrepared', actionId: 'view-patient', input: {} });
    it.put({ type: 'stepUpRequested', again: false });
    it.answer({ level: 3 });
    const effects = it.saved();
    expect(types(effects)).toEqual(['endAttempt', 'raiseWindow', 'recordIntent']);
    expect(it.lastEffect('endAttempt').page).toEqual({ kind: 'accepted' });
  });

  test('none: a step-up asks for no age, and takes any of this session', () => {
    const it = active(policy(), { lifeSeconds: 60 });
    it.tick(2 * minuteMs);
    it.renewalAnswered({ kind: 'cannotRenew', code: 'INTERNAL', detail: '' });
    it.put({ type: 'actionPrepared', actionId: 'view-patient', input: {} });
    expect(it.view).toMatchObject({ kind: 'actionBlocked', missing: [{ kind: 'access' }] });
    it.put({ type: 'stepUpRequested', again: false });
    expect(it.request().maxAgeSeconds).toBeUndefined();
    it.answer({ level: 3, ageSeconds: 11 * 3_600 });
    it.saved();
    expect(it.view.kind).toBe('sendingAction');
  });
});

describe('an action that nobody confirms', () => {
  test.each([
    [10 * minuteMs, 'sendingAction'],
    [10 * minuteMs + 1, 'actionDone'],
  ])('the confirmation waits ten minutes: after %i ms -> %s', (ms, expected) => {
    const it = active(policy(), { level: 3, lifeSeconds: 3_600 });
    it.put({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
    it.advance(ms);
    it.put({ type: 'actionConfirmed', confirmationId: confirmationId(it) });
    expect(it.view.kind).toBe(expected);
  });

  test.each([
    [10 * minuteMs, 'confirmAction'],
    [10 * minuteMs + 1, 'actionDone'],
  ])('so does one that needs a step-up: good after %i ms -> %s', (ms, expected) => {
    const it = active(policy(), { lifeSeconds: 3_600 });
    it.put({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
    it.advance(6 * minuteMs);
    it.put({ type: 'stepUpRequested', again: false });
    it.advance(ms - 6 * minuteMs);
    it.answer({ level: 3 });
    const effects = it.saved();
    expect(it.view.kind).toBe(expected);
    if (expected !== 'actionDone') return;
    expect(it.view).toMatchObject({ outcome: { kind: 'refused', problem: { code: 'ACTION_EXPIRED' } } });
    expect(effects).toContainEqual(expect.objectContaining({ type: 'note', code: 'ACTION_EXPIRED' }));
  });

  test('what is done makes room for the next', () => {
    const it = active();
    it.answered(it.send());
    expect(it.put({ type: 'actionPrepared', actionId: 'view-patient', input: {} })).toBeDefined();
  });
});

describe('each word is about this very action', () => {
  test('recorded: another id sends nothing', () => {
    const it = active();
    it.put({ type: 'actionPrepared', actionId: 'view-patient', input: {} });
    expect(types(it.put({ type: 'intentRecorded', requestId: 'another' }))).toEqual([]);
    expect(it.state.action.kind).toBe('recording');
  });

  test('recorded twice: sent once', () => {
    const it = active();
    const requestId = it.send();
    expect(types(it.put({ type: 'intentRecorded', requestId }))).toEqual([]);
  });

  test('answered: another id is another action’s', () => {
    const it = active();
    it.send();
    it.answered('another');
    expect(it.state.action.kind).toBe('sending');
  });

  test('not recorded: another id stops nothing', () => {
    const it = active();
    it.put({ type: 'actionPrepared', actionId: 'view-patient', input: {} });
    it.put({ type: 'intentNotRecorded', requestId: 'another', problem: it.problem() });
    expect(it.state.action.kind).toBe('recording');
  });

  test('a confirmation is for one dialog: the id of one before is refused (HAZ-10)', () => {
    const it = active(policy(), { level: 3 });
    it.put({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
    const before = confirmationId(it);
    it.put({ type: 'wentBack' });
    it.put({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
    expect(confirmationId(it)).not.toBe(before);
    expect(it.put({ type: 'actionConfirmed', confirmationId: before })).toBeUndefined();
  });

  test('who does it, in which role, with which tokens', () => {
    const it = active();
    it.send();
    expect(it.lastEffect('send').intent).toEqual(it.lastEffect('recordIntent').intent);
    expect(it.lastEffect('send').intent).toMatchObject({
      action: { id: 'view-patient' },
      role: { id: '555254240100' },
      established: { tokens: { accessToken: 'access-1' } },
    });
  });
});
