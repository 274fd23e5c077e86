import { describe, expect, test } from 'vitest';
import { machine, minuteMs, policy, profiles, secondMs, startMs, types } from './fixtures.ts';

/** The rows of `session.md`, "Races", in which the idle limit takes part (HAZ-02, HAZ-08). */
type Machine = ReturnType<typeof machine>;

const overAt = { personal: 'locked idle', shared: 'out idle' } as const;
const idleMs = { personal: 15 * minuteMs, shared: 5 * minuteMs } as const;

function active(profile: (typeof profiles)[number]): Machine {
  const it = machine(policy({ profile, provider: { eventsUri: 'https://p/events' } }));
  it.logIn({ lifeSeconds: 7_200 });
  return it;
}

function arrived(it: Machine): Machine {
  it.put({ type: 'attemptOpened', attemptId: it.attemptId(), expiresAtMs: it.nowMs + 5 * minuteMs });
  it.put({ type: 'answerArrived', attemptId: it.attemptId() });
  return it;
}

describe.each(profiles)('Idle limit against success: %s', (profile) => {
  /** The answer arrives in the last moment of the attempt, which is past the idle limit that it held. */
  const late = () => {
    const it = active(profile);
    it.tick(idleMs[profile] - minuteMs);
    it.put({ type: 'renewRequested' });
    it.put({ type: 'attemptOpened', attemptId: it.attemptId(), expiresAtMs: it.nowMs + idleMs[profile] + minuteMs });
    it.tick(idleMs[profile] + 59 * secondMs);
    expect(it.where).toBe('active');
    it.put({ type: 'answerArrived', attemptId: it.attemptId() });
    return it;
  };

  test('an attempt that is completing holds idle for up to 30 s', () => {
    const it = late();
    it.tick(30 * secondMs - 1);
    expect(it.where).toBe('active');
    it.ring();
    expect([it.where, it.nowMs]).toEqual([overAt[profile], startMs + 2 * idleMs[profile] + 29 * secondMs]);
    expect(it.lastEffect('endAttempt').page).toEqual({ kind: 'cancelled' });
  });

  test('in time, it counts as activity', () => {
    const it = late();
    it.advance(29 * secondMs);
    it.put({ type: 'grantObtained', attemptId: it.attemptId(), grant: it.grant() });
    it.saved();
    expect(it.view.kind).toBe('home');
    expect(it.standing.warning).toBeNull();
  });

  test.each<[string, (it: Machine) => unknown]>([
    ['cancelled', (it) => it.put({ type: 'cancelRequested' })],
    ['failed', (it) => it.put({ type: 'attemptFailed', attemptId: it.attemptId(), problem: it.problem() })],
    [
      'refused',
      (it) => it.put({ type: 'grantObtained', attemptId: it.attemptId(), grant: it.grant({ identityLevel: 2 }) }),
    ],
  ])('%s, nothing holds it any more: over at once, and not with the next timer', (_name, happen) => {
    const it = late();
    it.tick(secondMs);
    happen(it);
    expect(it.where).toBe(overAt[profile]);
  });
});

describe('Idle limit against "Stay logged in"', () => {
  test.each([
    [-1, 'active'],
    [0, 'locked idle'],
  ] as const)('the input’s own timestamp decides, not its arrival: %i ms from the limit -> %s', (fromLimitMs, over) => {
    const it = active('personal');
    it.tick(14 * minuteMs);
    it.advance(minuteMs + 500);
    it.put({ type: 'stayRequested', inputAtMs: startMs + 15 * minuteMs + fromLimitMs });
    expect(it.where).toBe(over);
  });

  test('the limit that was heard first has won', () => {
    const it = active('personal');
    it.tick(15 * minuteMs);
    it.put({ type: 'stayRequested', inputAtMs: startMs + 14 * minuteMs });
    expect(it.where).toBe('locked idle');
  });
});

describe.each(profiles)('Idle while an attempt is open: %s', (profile) => {
  const over = overAt[profile];

  test('opening is activity; while open its own 5 min limit replaces idle', () => {
    const it = machine(policy({ profile, session: { idleMinutes: 2 } }));
    it.logIn();
    it.tick(minuteMs);
    it.put({ type: 'renewRequested' });
    it.put({ type: 'attemptOpened', attemptId: it.attemptId(), expiresAtMs: it.nowMs + 5 * minuteMs });
    it.tick(5 * minuteMs - 1);
    expect([it.where, it.standing.warning]).toEqual(['active', null]);
    it.tick(1);
    expect(it.lastEffect('endAttempt').page, 'the tab is told').toEqual({ kind: 'timedOut' });
    expect(it.where, 'and idle is counted from its start').toBe(over);
  });

  test('an attempt that never gets as far as the browser has the same limit', () => {
    const it = active(profile);
    it.tick(minuteMs);
    it.put({ type: 'renewRequested' });
    const attemptId = it.attemptId();
    while (it.state.attempt.kind === 'opening') it.ring();
    expect(it.nowMs).toBe(startMs + 6 * minuteMs);
    expect(it.effects).toContainEqual({ type: 'endAttempt', attemptId, page: { kind: 'timedOut' } });
    expect(it.effects).toContainEqual(expect.objectContaining({ type: 'note', code: 'ATTEMPT_TIMED_OUT' }));
    expect(it.where).toBe(profile === 'shared' ? 'out idle' : 'active');
  });

  test.each([
    ['failure', 'attemptFailed'],
    ['cancel', 'cancelRequested'],
  ] as const)('%s counts idle from its start', (_name, type) => {
    const it = active(profile);
    it.tick(2 * minuteMs);
    it.put({ type: 'renewRequested' });
    it.advance(3 * minuteMs);
    it.put(type === 'cancelRequested' ? { type } : { type, attemptId: it.attemptId(), problem: it.problem() });
    it.tick(idleMs[profile] - 3 * minuteMs - 1);
    expect(it.where).toBe('active');
    it.ring();
    expect([it.where, it.nowMs]).toEqual([over, startMs + 2 * minuteMs + idleMs[profile]]);
  });

  test('input meanwhile is activity as ever', () => {
    const it = active(profile);
    it.put({ type: 'renewRequested' });
    it.advance(4 * minuteMs);
    it.put({ type: 'activityNoted', inputAtMs: it.nowMs });
    it.put({ type: 'cancelRequested' });
    it.tick(idleMs[profile] - 1);
    expect(it.where).toBe('active');
  });
});

describe('B21 an attempt and sleep', () => {
  test('its limit counts the time asleep: nobody comes back to a tab of yesterday', () => {
    const it = machine();
    it.start();
    it.put({ type: 'loginRequested' });
    it.put({ type: 'attemptOpened', attemptId: it.attemptId(), expiresAtMs: it.nowMs + 5 * minuteMs });
    it.sleep(6 * minuteMs);
    expect(types(it.tick())).toEqual(['endAttempt', 'raiseWindow']);
    expect(it.view).toMatchObject({ kind: 'attemptFailed', problem: { code: 'ATTEMPT_TIMED_OUT' } });
  });

  test('an answer that comes after it is none, though it be heard first', () => {
    const it = machine();
    it.start();
    it.put({ type: 'loginRequested' });
    const attemptId = it.attemptId();
    it.put({ type: 'attemptOpened', attemptId, expiresAtMs: it.nowMs + 5 * minuteMs });
    it.sleep(5 * minuteMs);
    expect(types(it.put({ type: 'answerArrived', attemptId }))).not.toContain('exchange');
  });

  test('one that arrived in time goes on: `arrived` is not `open`', () => {
    const it = active('personal');
    it.put({ type: 'renewRequested' });
    arrived(it);
    it.tick(6 * minuteMs);
    expect(it.state.attempt.kind).toBe('completing');
  });
});
