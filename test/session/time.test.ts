import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advance, anchored, type ClockReading, type Timekeeping } from '../../main/session/time.ts';
import { count } from '../unit-support/counts.ts';
import { hourMs, machine, minuteMs, policy, secondMs, wardRole, clinicRole } from './fixtures.ts';

/** Design section 5, "Time". Steps are how far wall and monotonic clock went since the reading before. */
type Reading = readonly [wallMs: number, monotonicMs: number];

function run(readings: readonly Reading[]) {
  let reading: ClockReading = { wallMs: 1_000_000, monotonicMs: 500 };
  let time: Timekeeping = anchored(reading);
  let stepped = false;
  const seen = [time.nowMs];
  for (const [wallMs, monotonicMs] of readings) {
    reading = { wallMs: reading.wallMs + wallMs, monotonicMs: reading.monotonicMs + monotonicMs };
    const next = advance(time, reading);
    time = next.time;
    stepped ||= next.steppedBack;
    seen.push(time.nowMs);
  }
  return { elapsedMs: time.nowMs - 1_000_000, stepped, seen };
}

describe('elapsed is the larger of wall and monotonic', () => {
  test.each<[string, readonly Reading[], number]>([
    ['both go on', [[minuteMs, minuteMs]], minuteMs],
    ['the computer slept: the monotonic clock stood still', [[3 * hourMs, 0]], 3 * hourMs],
    ['the wall clock stood still for 30 s', [[0, 30 * secondMs]], 30 * secondMs],
    ['the clock was set forward', [[minuteMs + hourMs, minuteMs]], minuteMs + hourMs],
    ['the clock was set back by 30 s at once', [[-30 * secondMs, 0]], 0],
    ['the clock was set back by 30 s meanwhile', [[minuteMs - 30 * secondMs, minuteMs]], minuteMs],
    [
      'set forward and back again by 30 s',
      [
        [30 * secondMs, 0],
        [-30 * secondMs, 0],
      ],
      30 * secondMs,
    ],
  ])('%s', (_name, readings, elapsedMs) => {
    expect(run(readings)).toMatchObject({ elapsedMs, stepped: false });
  });

  test.each<[string, readonly Reading[]]>([
    ['31 s at once', [[-31 * secondMs, 0]]],
    ['a second and a half, twenty-one times', Array.from({ length: 21 }, () => [-1.5 * secondMs, 0] as const)],
    [
      '31 s after the computer slept',
      [
        [hourMs, 0],
        [-31 * secondMs, 0],
      ],
    ],
    [
      '31 s after it was set forward',
      [
        [hourMs, 0],
        [minuteMs, minuteMs],
        [-31 * secondMs, 0],
      ],
    ],
    ['31 s while a minute passed', [[29 * secondMs, minuteMs]]],
  ])('HAZ-09 a step back is seen: %s', (_name, readings) => {
    expect(run(readings).stepped).toBe(true);
  });

  const readings = fc.array(
    fc.tuple(fc.integer({ min: -20_000, max: 4 * hourMs }), fc.integer({ min: 0, max: 4 * hourMs })),
    { maxLength: 30 },
  );

  test('HAZ-09 whatever the clocks say, time never runs backwards, and no clock that ran was ignored', () => {
    fc.assert(
      fc.property(readings, (sequence) => {
        const { elapsedMs, seen } = run(sequence);
        expect(seen.toSorted((one, other) => one - other)).toEqual(seen);
        const total = (which: 0 | 1) => sequence.reduce((sum, reading) => sum + reading[which], 0);
        expect(elapsedMs).toBeGreaterThanOrEqual(Math.max(total(0), total(1)));
      }),
      { numRuns: count(500, 20_000) },
    );
  });

  test('HAZ-09 what is not seen as a step back gains at most 30 s', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: hourMs }), fc.integer({ min: -25_000, max: 0 })), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(steps, (sequence) => {
        // As long as it runs awake the monotonic clock says how long it really was; sleep adds to the wall clock alone.
        const { elapsedMs, stepped } = run(sequence.map(([awakeMs, byMs]) => [awakeMs + byMs, awakeMs]));
        const reallyMs = sequence.reduce((sum, [awakeMs]) => sum + awakeMs, 0);
        const setBackMs = -sequence.reduce((sum, [, byMs]) => sum + byMs, 0);
        expect(elapsedMs).toBe(reallyMs);
        expect(stepped).toBe(setBackMs > 30 * secondMs);
      }),
      { numRuns: count(500, 20_000) },
    );
  });
});

describe('HAZ-09, B23 the clock of the computer, and a session', () => {
  const sessions = {
    active: () => {
      const it = machine();
      it.logIn();
      return it;
    },
    'active on a shared terminal': () => {
      const it = machine(policy({ profile: 'shared' }));
      it.logIn();
      return it;
    },
    locked: () => {
      const it = machine();
      it.logIn();
      it.put({ type: 'lockRequested' });
      return it;
    },
    choosingRole: () => {
      const it = machine();
      it.logIn({ roles: [wardRole, clinicRole] });
      return it;
    },
    restorable: () => {
      const it = machine();
      it.offer();
      return it;
    },
  };

  test.each(Object.entries(sessions))('%s: set back by 30 s is ignored, by more ends it', (_name, begin) => {
    const tolerated = begin();
    const before = tolerated.where;
    tolerated.setClock(-30 * secondMs);
    tolerated.tick();
    expect(tolerated.where).toBe(before);
    const ended = begin();
    ended.setClock(-30 * secondMs - 1);
    ended.tick();
    expect(ended.where).toBe('out clock');
    expect(ended.effects.some(({ type }) => type === 'wipe')).toBe(true);
  });

  test.each(Object.entries(sessions))('%s: set back in small steps ends it, too', (_name, begin) => {
    const it = begin();
    for (let steps = 0; steps < 4; steps += 1) {
      it.setClock(-10 * secondMs);
      it.tick(secondMs);
    }
    expect(it.where).toBe('out clock');
  });

  test('nobody logged in: the clock may be set as one likes, and a log-in counts from what it says then', () => {
    const it = machine();
    it.start();
    it.setClock(-5 * hourMs);
    it.tick();
    expect(it.where).toBe('out');
    it.put({ type: 'loginRequested' });
    it.answer();
    it.saved();
    expect(it.where).toBe('active');
    expect(it.standing.endsAtMs).toBe(it.nowMs + 12 * hourMs);
  });

  test('a click in the moment of the step back does not come before its end', () => {
    const it = machine();
    it.logIn();
    it.setClock(-hourMs);
    it.put({ type: 'actionPrepared', actionId: 'view-patient', input: {} });
    expect(it.where).toBe('out clock');
    expect(it.effects.some(({ type }) => type === 'recordIntent')).toBe(false);
  });

  test('set back by 29 s it does not extend the absolute limit: the monotonic clock goes on', () => {
    const it = machine();
    it.logIn();
    it.setClock(-29 * secondMs);
    for (let hours = 0; hours < 12; hours += 1) {
      for (let minutes = 0; minutes < 60; minutes += 10) it.tick(10 * minuteMs, { idleMs: secondMs });
    }
    expect(it.where).toBe('out absoluteLimit');
  });

  test.each([
    ['personal', 14 * minuteMs, 'active'],
    ['personal', 15 * minuteMs, 'locked idle'],
    ['shared', 4 * minuteMs, 'active'],
    ['shared', 5 * minuteMs, 'out idle'],
  ] as const)('%s: a jump forward by %i ms without sleep counts as idle: %s', (profile, byMs, expected) => {
    const it = machine(policy({ profile }));
    it.logIn();
    it.setClock(byMs);
    // The computer says that it was touched this very moment; that is after the limit.
    it.tick(0, { idleMs: 0 });
    expect(it.where).toBe(expected);
  });

  test('what is on screen is in the time of the wall: a tolerated step back does not move the end away from it', () => {
    const it = machine();
    it.logIn();
    const endsAtMs = it.nowMs + 12 * hourMs;
    it.setClock(-20 * secondMs);
    it.tick();
    expect(it.standing.endsAtMs, 'the same wait, by a clock that shows less').toBe(endsAtMs - 20 * secondMs);
  });

  test('a window that asks late is told the same times', () => {
    const it = machine();
    it.logIn();
    it.put({ type: 'lockRequested' });
    const { view } = it;
    it.advance(3 * hourMs);
    expect(it.view).toEqual(view);
  });
});
