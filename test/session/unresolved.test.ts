import { describe, expect, test } from 'vitest';
import { clinicRole, doctor, machine, nurse, types, wardRole, type Machine } from './fixtures.ts';

/** Issue 5 line 5, HAZ-06: an action of which nobody knows whether it was done, because the app stopped in the middle. */
const ofBefore = { requestId: 'of-before', actionId: 'sign-prescription', atMs: 5 };

function loggedIn(): Machine {
  const it = machine();
  it.logIn();
  return it;
}

function read(it: Machine, unresolved = [ofBefore], userId = nurse.userId) {
  return it.put({ type: 'unresolvedRead', userId, unresolved });
}

const unresolved = ({ view }: Machine) =>
  view.kind === 'home' ? view.unresolved.map((each) => each.requestId) : view.kind;

describe('HAZ-06 an action without an outcome is told to its own person (issue 5 line 5)', () => {
  test('after a log-in, whose audit record is asked', () => {
    const it = loggedIn();
    expect(it.lastEffect('readUnresolved')).toEqual({ type: 'readUnresolved', userId: nurse.userId });
    read(it);
    expect(it.view).toMatchObject({
      kind: 'home',
      unresolved: [
        { action: { id: 'sign-prescription', label: { en: 'Sign prescription' } }, requestId: 'of-before', atMs: 5 },
      ],
    });
  });

  test('after a log-in with several roles, once one is chosen', () => {
    const it = machine();
    it.logIn({ roles: [wardRole, clinicRole] });
    expect(it.effects.some(({ type }) => type === 'readUnresolved')).toBe(false);
    expect(types(it.put({ type: 'roleChosen', roleId: wardRole.id }))).toContain('readUnresolved');
  });

  test('after an unlock', () => {
    const it = loggedIn();
    it.put({ type: 'lockRequested' });
    it.put({ type: 'unlockRequested' });
    it.answer();
    expect(types(it.saved())).toContain('readUnresolved');
  });

  test('after "Continue as NAME" at the next start', () => {
    const it = machine();
    it.offer();
    it.put({ type: 'continueRequested' });
    it.restoreAnswered(it.renewed());
    expect(types(it.lastSaved())).toContain('readUnresolved');
    read(it);
    expect(unresolved(it)).toEqual(['of-before']);
  });

  test('one that the catalogue has no more is told by its id', () => {
    const it = loggedIn();
    read(it, [{ ...ofBefore, actionId: 'gone' }]);
    expect(it.view).toMatchObject({ unresolved: [{ action: { id: 'gone', label: { en: 'gone' } } }] });
  });

  test('a step-up does not ask once more', () => {
    const it = loggedIn();
    it.stepUp();
    it.answer({ level: 3 });
    expect(types(it.saved())).not.toContain('readUnresolved');
  });
});

describe('HAZ-01 and to nobody else (invariant 7)', () => {
  test('an answer about another person is dropped', () => {
    const it = loggedIn();
    read(it, [ofBefore], doctor.userId);
    expect(unresolved(it)).toEqual([]);
  });

  test('one that comes after the end is dropped', () => {
    const it = loggedIn();
    it.put({ type: 'logOutRequested' });
    read(it);
    expect(it.state.unresolved).toEqual([]);
  });

  test('at an end it goes, and the next person sees nothing of it', () => {
    const it = loggedIn();
    read(it);
    it.put({ type: 'switchRequested' });
    it.answer({ person: doctor });
    it.saved();
    expect(unresolved(it)).toEqual([]);
  });

  test('a lock keeps it for its person, and shows nothing', () => {
    const it = loggedIn();
    read(it);
    it.put({ type: 'lockRequested' });
    expect(JSON.stringify(it.view)).not.toContain('of-before');
    it.put({ type: 'unlockRequested' });
    it.answer();
    it.saved();
    read(it);
    expect(unresolved(it), 'and once').toEqual(['of-before']);
  });
});

describe('"I have checked"', () => {
  test('puts it on record, under the name and role of who says so, and tells it no more', () => {
    const it = loggedIn();
    read(it, [ofBefore, { ...ofBefore, requestId: 'another' }]);
    expect(types(it.put({ type: 'unresolvedDismissed', requestId: 'of-before' }))).toEqual(['recordChecked']);
    expect(it.lastEffect('recordChecked').checked).toMatchObject({
      requestId: 'of-before',
      actionId: 'sign-prescription',
      established: { person: nurse },
      role: wardRole,
    });
    expect(unresolved(it)).toEqual(['another']);
    expect(it.put({ type: 'unresolvedDismissed', requestId: 'of-before' }), 'once').toBeUndefined();
  });

  test('is refused while nobody is there', () => {
    const it = loggedIn();
    read(it);
    it.put({ type: 'lockRequested' });
    expect(it.put({ type: 'unresolvedDismissed', requestId: 'of-before' })).toBeUndefined();
  });

  test('HAZ-06 nothing of it is ever sent or offered again by itself', () => {
    const it = loggedIn();
    read(it);
    it.put({ type: 'unresolvedDismissed', requestId: 'of-before' });
    expect(it.effects.some(({ type }) => type === 'recordIntent' || type === 'send')).toBe(false);
  });
});

describe('an outcome that is not known in this run', () => {
  test('HAZ-06 is said with its request id, and stays on the home screen until it is checked', () => {
    const it = loggedIn();
    const requestId = it.send();
    const problem = { ...it.problem('API_OUTCOME_UNKNOWN'), correlationId: requestId };
    it.put({ type: 'actionAnswered', requestId, answer: { kind: 'unknown', problem } });
    expect(it.view).toMatchObject({
      kind: 'actionDone',
      outcome: { kind: 'unknown', problem: { correlationId: requestId } },
    });
    it.put({ type: 'wentBack' });
    expect(unresolved(it)).toEqual([requestId]);
    it.put({ type: 'unresolvedDismissed', requestId });
    expect(unresolved(it)).toEqual([]);
  });

  test('one that is under way is not told as one of those', () => {
    const it = loggedIn();
    const requestId = it.send();
    it.put({ type: 'lockRequested' });
    it.put({ type: 'unlockRequested' });
    it.answer();
    it.saved();
    read(it, [{ ...ofBefore, requestId }]);
    it.answered(requestId);
    it.put({ type: 'wentBack' });
    expect(unresolved(it)).toEqual([]);
  });

  test('one that outlived its session is told no more once it has an outcome', () => {
    const it = loggedIn();
    const requestId = it.send();
    it.put({ type: 'logOutRequested' });
    it.put({ type: 'loginRequested' });
    it.answer();
    it.saved();
    read(it, [{ ...ofBefore, requestId }]);
    expect(unresolved(it)).toEqual([requestId]);
    it.answered(requestId);
    expect(unresolved(it)).toEqual([]);
  });
});
