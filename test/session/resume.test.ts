import { describe, expect, test } from 'vitest';
import { machine, minuteMs, noAnswer, secondMs, types } from './fixtures.ts';

/** `session.md`, "Races": one procedure, the gate closed: clocks and limits, network, one event poll, then refresh (B19, B21). */
function asleep(lifeSeconds = 599) {
  const it = machine();
  it.logIn({ level: 3, lifeSeconds });
  it.power('suspended');
  return it;
}

function awake(it = asleep(), sleptMs = minuteMs) {
  it.sleep(sleptMs);
  const effects = it.power('resumed');
  return { it, effects };
}

const checked = (it: ReturnType<typeof machine>) => it.put({ type: 'resumeChecked', epoch: it.state.epoch });

describe('resume from sleep', () => {
  test('B21 nothing is asked of the provider while it sleeps, nor before the look around', () => {
    const it = asleep();
    it.sleep(12 * minuteMs);
    it.tick();
    const { effects } = awake(it, 0);
    expect(types(effects)).toEqual(['checkResume']);
    it.tick(secondMs);
    expect(it.effects.some(({ type }) => type === 'renew' || type === 'checkPerson')).toBe(false);
  });

  test('the gate is closed until then', () => {
    const { it } = awake();
    expect(it.put({ type: 'actionPrepared', actionId: 'view-patient', input: {} })).toBeUndefined();
    checked(it);
    expect(it.put({ type: 'actionPrepared', actionId: 'view-patient', input: {} })).toBeDefined();
  });

  test('a confirmation that was on screen before waits for it, too', () => {
    const it = machine();
    it.logIn({ level: 3 });
    it.put({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
    it.power('suspended');
    awake(it);
    const { view } = it;
    if (view.kind !== 'confirmAction') throw new Error(view.kind);
    const { confirmationId } = view;
    expect(it.put({ type: 'actionConfirmed', confirmationId })).toBeUndefined();
    checked(it);
    expect(types(it.put({ type: 'actionConfirmed', confirmationId }))).toContain('recordIntent');
  });

  test('what was recorded before it slept is not sent before it is over, and goes on then', () => {
    const it = machine();
    it.logIn();
    it.put({ type: 'actionPrepared', actionId: 'view-patient', input: {} });
    const { requestId } = it.lastEffect('recordIntent').intent;
    it.power('suspended');
    awake(it);
    expect(types(it.put({ type: 'intentRecorded', requestId }))).toEqual([]);
    expect(types(checked(it)), 'recorded anew, since it is judged anew').toContain('recordIntent');
  });

  test('access that is past by then is renewed at once, once the network has been looked at (B19)', () => {
    const { it } = awake(asleep(), 599 * secondMs);
    expect(checked(it)).toMatchObject([{ type: 'renew', probe: true }]);
  });

  test('B19 a later refresh looks first, too: the network may be another one', () => {
    const { it } = awake();
    expect(types(checked(it))).toEqual(['checkPerson']);
    it.untilRenewal();
    expect(it.lastEffect('renew').probe).toBe(true);
    it.renewalAnswered(it.renewed());
    it.lastSaved();
    it.put({ type: 'activityNoted', inputAtMs: it.nowMs });
    it.untilRenewal();
    expect(it.lastEffect('renew').probe, 'and no other after it').toBe(false);
  });

  test('a try that had to wait before need not wait any more', () => {
    const it = machine();
    it.logIn();
    it.untilRenewal();
    it.renewalAnswered({ ...noAnswer, retryAfterMs: 60 * minuteMs });
    it.power('suspended');
    awake(it);
    expect(types(checked(it))).toEqual(['renew']);
  });

  test('a refresh that was under way when it fell asleep and is answered first does not leave the gate closed', () => {
    const it = machine();
    it.logIn();
    it.untilRenewal();
    it.power('suspended');
    const { effects } = awake(it);
    expect(types(effects)).toEqual(['checkResume']);
    const { epoch } = it.state;
    it.renewalAnswered(it.renewed());
    const adopted = it.lastSaved();
    it.put({ type: 'resumeChecked', epoch });
    expect(types(adopted), 'the look around was for a session of before').toEqual(['checkResume']);
    checked(it);
    expect(it.put({ type: 'actionPrepared', actionId: 'view-patient', input: {} })).toBeDefined();
    it.put({ type: 'activityNoted', inputAtMs: it.nowMs });
    it.untilRenewal();
    expect(it.lane.stage.kind).toBe('asking');
  });

  test('an action that waited for that refresh waits for the look around, too, and is recorded once', () => {
    const it = machine();
    it.logIn({ lifeSeconds: 60 });
    it.untilRenewal();
    it.renewalAnswered(noAnswer);
    it.advance(minuteMs);
    expect(types(it.put({ type: 'actionPrepared', actionId: 'view-patient', input: {} }))).toContain('renew');
    it.power('suspended');
    awake(it);
    it.renewalAnswered(it.renewed());
    expect(types(it.lastSaved())).toEqual(['checkResume']);
    expect(types(checked(it))).toContain('recordIntent');
    expect(it.effects.filter(({ type }) => type === 'recordIntent')).toHaveLength(1);
  });

  test('a step-up that is adopted meanwhile opens it: that was the network and the provider', () => {
    const it = machine();
    it.logIn();
    it.stepUp();
    it.power('suspended');
    awake(it);
    it.answer({ level: 3 });
    it.saved();
    expect(it.state.session).toMatchObject({ kind: 'active', resuming: false });
    expect(it.view.kind).toBe('confirmAction');
  });

  test('a look that is late for a lock and an unlock opens nothing', () => {
    const { it } = awake();
    const { epoch } = it.state;
    it.put({ type: 'lockRequested' });
    it.put({ type: 'unlockRequested' });
    it.answer();
    it.saved();
    it.power('suspended');
    awake(it);
    it.put({ type: 'resumeChecked', epoch });
    expect(it.put({ type: 'actionPrepared', actionId: 'view-patient', input: {} })).toBeUndefined();
  });

  test('it wakes without having been heard to fall asleep: the same', () => {
    const it = machine();
    it.logIn();
    it.sleep(minuteMs);
    expect(types(it.power('resumed'))).toEqual(['checkResume']);
  });
});
