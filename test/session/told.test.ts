import { describe, expect, test } from 'vitest';
import { doctor, machine, noAnswer, policy } from './fixtures.ts';

/** What log and browser tab are told: "each refusal in the log, by the same code and id that the screen shows". */
type Machine = ReturnType<typeof machine>;

function active(over: Parameters<typeof policy>[0] = {}, level: 2 | 3 = 2): Machine {
  const it = machine(policy(over));
  it.logIn({ level });
  return it;
}

describe('what the log is told, by the code and id that the screen shows', () => {
  const notes = (it: Machine) => it.effects.flatMap((effect) => (effect.type === 'note' ? [effect] : []));

  test('issue 6 line 1: an end, also one that another run came to', () => {
    const it = active();
    it.put({ type: 'logOutRequested' });
    const { view } = it;
    if (view.kind !== 'ended') throw new Error('not ended');
    const { correlationId } = view;
    expect(notes(it)).toContainEqual({ type: 'note', code: 'SESSION_ENDED', correlationId, detail: 'user' });
    const later = machine();
    later.start({ kind: 'ended', reason: 'interrupted', atMs: later.nowMs - 1, ending: 'gone' });
    const [found, ...others] = notes(later);
    expect(found).toMatchObject({ code: 'SESSION_END_FOUND', detail: 'interrupted' });
    expect(later.view).toMatchObject({ kind: 'ended', correlationId: found?.correlationId });
    expect(others).toEqual([]);
  });

  test('a refused answer', () => {
    const it = machine();
    it.start();
    it.put({ type: 'loginRequested' });
    const correlationId = it.attemptId();
    it.answer({ level: 1 });
    const detail = 'level 1, needed 2';
    expect(it.view).toMatchObject({ problem: { code: 'LEVEL_TOO_LOW', correlationId, atMs: it.nowMs, detail } });
    expect(notes(it)).toContainEqual({ type: 'note', code: 'LEVEL_TOO_LOW', correlationId, detail });
  });

  test('one that is not enough, and another person', () => {
    for (const [options, code, detail] of [
      [{ level: 2 }, 'LEVEL_TOO_LOW', 'level 2, needed 3'],
      [{ level: 3, person: doctor }, 'PERSON_MISMATCH', 'another person answered'],
    ] as const) {
      const it = active();
      it.stepUp();
      const correlationId = it.attemptId();
      it.answer(options);
      expect(notes(it)).toContainEqual({ type: 'note', code, correlationId, detail });
    }
  });

  test('an adoption, a cancel, a lock, a renewal, a trouble', () => {
    const it = active();
    expect(notes(it)).toMatchObject([{ code: 'SESSION_ADOPTED', correlationId: 'id-3', detail: 'level 2' }]);
    it.put({ type: 'renewRequested' });
    const correlationId = it.attemptId();
    it.put({ type: 'cancelRequested' });
    expect(notes(it).at(-1)).toEqual({ type: 'note', code: 'ATTEMPT_CANCELLED', correlationId });
    it.untilRenewal();
    it.renewalAnswered(noAnswer);
    expect(notes(it).at(-1)).toMatchObject({ code: noAnswer.code, detail: noAnswer.detail });
    it.renew();
    expect(notes(it).at(-1)).toEqual({ type: 'note', code: 'SESSION_RENEWED', correlationId: expect.any(String) });
    it.put({ type: 'lockRequested' });
    expect(notes(it).at(-1)).toMatchObject({ code: 'SESSION_LOCKED', detail: 'user' });
  });

  test('the tab: what the log-in was for, and no more than is so', () => {
    const page = (it: Machine, options = {}) => {
      it.answer(options);
      it.saved();
      return it.lastEffect('endAttempt').page;
    };
    const login = machine();
    login.start();
    login.put({ type: 'loginRequested' });
    expect(page(login)).toEqual({ kind: 'accepted', purpose: 'login' });
    const stepUp = active();
    stepUp.stepUp();
    expect(page(stepUp, { level: 3 }), 'nothing has been sent yet').toEqual({ kind: 'accepted', purpose: 'stepUp' });
    const renewal = active();
    renewal.put({ type: 'renewRequested' });
    expect(page(renewal)).toEqual({ kind: 'accepted', purpose: 'renew' });
  });

  test.each<[string, Parameters<Machine['problem']>[0], object]>([
    ['denied', 'AUTHORIZATION_DENIED', { kind: 'cancelled' }],
    ['too late', 'ATTEMPT_TIMED_OUT', { kind: 'timedOut' }],
    ['anything else', 'PROVIDER_FAILED', { kind: 'failed', code: 'PROVIDER_FAILED' }],
  ])('the tab of an attempt that failed: %s', (_name, code, page) => {
    const it = machine();
    it.start();
    it.put({ type: 'loginRequested' });
    it.put({ type: 'attemptFailed', attemptId: it.attemptId(), problem: it.problem(code) });
    expect(it.lastEffect('endAttempt').page).toEqual(page);
  });
});
