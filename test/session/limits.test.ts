import { describe, expect, test } from 'vitest';
import { limitsOf } from '../../main/session/limits.ts';
import { clinicRole, hourMs, machine, minuteMs, policy, profiles, secondMs, startMs, wardRole } from './fixtures.ts';

/** Design section 5, the table of limits. Activity has a file of its own. */
type Profile = (typeof profiles)[number];

/** Ten minutes at a time, with somebody there. */
function work(it: ReturnType<typeof machine>, ms: number): void {
  for (let leftMs = ms; leftMs > 0; leftMs -= minuteMs) {
    it.advance(Math.min(minuteMs, leftMs));
    it.put({ type: 'activityNoted', inputAtMs: it.nowMs });
  }
}

describe('idle limit; warning (HAZ-02, HAZ-08)', () => {
  test.each([0, 400, 600, 999])(
    'a countdown never says more than there is: last activity %i ms after a second',
    (ms) => {
      const it = machine();
      it.logIn({ lifeSeconds: 3_600 });
      it.advance(ms);
      it.put({ type: 'activityNoted', inputAtMs: it.nowMs });
      it.tick(13 * minuteMs);
      const leftMs = (it.standing.warning?.atMs ?? Infinity) - it.nowMs;
      expect(leftMs).toBeLessThanOrEqual(2 * minuteMs);
      expect(leftMs).toBeGreaterThan(2 * minuteMs - secondMs);
    },
  );

  test.each<[Profile, number | undefined, number, number, string, 'locked' | 'loggedOut']>([
    ['personal', undefined, 13 * minuteMs, 15 * minuteMs, 'locked idle', 'locked'],
    ['personal', 15, 13 * minuteMs, 15 * minuteMs, 'locked idle', 'locked'],
    ['personal', 1, 30 * secondMs, minuteMs, 'locked idle', 'locked'],
    ['shared', undefined, 4 * minuteMs, 5 * minuteMs, 'out idle', 'loggedOut'],
    ['shared', 10, 9 * minuteMs, 10 * minuteMs, 'out idle', 'loggedOut'],
    ['shared', 1, 30 * secondMs, minuteMs, 'out idle', 'loggedOut'],
  ])(
    '%s with idleMinutes %s: warned at %i ms, over at %i ms: %s',
    (profile, idleMinutes, warnMs, idleMs, over, outcome) => {
      const it = machine(policy({ profile, session: { ...(idleMinutes && { idleMinutes }) } }));
      it.logIn({ lifeSeconds: 3_600 });
      expect(it.standing).toMatchObject({ idleLimitMinutes: idleMs / minuteMs, warning: null });
      it.tick(warnMs - 1);
      expect(it.standing.warning, 'not a moment early').toBeNull();
      it.tick(1);
      expect(it.standing.warning).toMatchObject({ cause: 'idle', atMs: startMs + idleMs });
      expect(it.standing.warning?.leadsTo).toBe(outcome);
      it.tick(idleMs - warnMs - 1);
      expect(it.where).toBe('active');
      it.tick(1);
      expect(it.where).toBe(over);
    },
  );

  test.each(profiles)('%s: the timer alone gets there, with nobody and nothing else', (profile) => {
    const it = machine(policy({ profile }));
    it.logIn();
    const { idleMs } = limitsOf(policy({ profile }));
    let warned = false;
    for (let rings = 0; rings < 200 && it.where === 'active'; rings += 1) {
      it.ring();
      warned ||= it.where === 'active' && it.standing.warning !== null;
    }
    expect([it.where, it.nowMs - startMs, warned]).toEqual([
      profile === 'shared' ? 'out idle' : 'locked idle',
      idleMs,
      true,
    ]);
  });

  test.each(profiles)('%s, choosingRole: idle ends it, since there is no role yet that could be kept', (profile) => {
    const it = machine(policy({ profile }));
    it.logIn({ roles: [wardRole, clinicRole] });
    const { idleMs } = limitsOf(policy({ profile }));
    it.tick(idleMs - minuteMs);
    expect(it.standing.warning?.leadsTo).toBe('loggedOut');
    it.tick(minuteMs);
    expect(it.where).toBe('out idle');
  });

  test('no usable role: idle runs there, too', () => {
    const it = machine();
    it.logIn({ roles: [] });
    it.tick(15 * minuteMs);
    expect(it.where).toBe('out idle');
  });

  test('locked: there is no idle limit, the absolute one remains', () => {
    const it = machine();
    it.logIn();
    it.put({ type: 'lockRequested' });
    it.tick(11 * hourMs);
    expect(it.where).toBe('locked user');
    for (let rings = 0; rings < 20 && it.where === 'locked user'; rings += 1) it.ring();
    expect([it.where, it.nowMs]).toEqual(['out absoluteLimit', startMs + 12 * hourMs]);
  });

  test('a limit that is over is over before the click that was quicker than its timer', () => {
    const it = machine();
    it.logIn();
    it.advance(15 * minuteMs);
    expect(it.put({ type: 'actionPrepared', actionId: 'view-patient', input: {} })).toBeUndefined();
    expect(it.where).toBe('locked idle');
  });

  test('a click on a screen that is gone does not take the next one away', () => {
    const it = machine(policy({ profile: 'shared' }));
    it.logIn();
    it.put({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
    it.advance(5 * minuteMs);
    expect(it.put({ type: 'wentBack' }), 'it meant the action').toBeUndefined();
    expect(it.view, 'nobody has read yet why').toMatchObject({ kind: 'ended', reason: 'idle' });
    expect(it.put({ type: 'wentBack' })).toBeDefined();
  });

  test('a log-out that comes too late for the idle limit logs out all the same', () => {
    const it = machine();
    it.logIn();
    it.advance(15 * minuteMs);
    it.put({ type: 'logOutRequested' });
    expect(it.where).toBe('out user');
  });
});

describe('absolute limit from the log-in’s auth_time; notices (HAZ-02, HAZ-08)', () => {
  test.each<[Profile, number | undefined, number]>([
    ['personal', undefined, 12],
    ['personal', 4, 4],
    ['shared', undefined, 8],
    ['shared', 12, 12],
  ])('%s with absoluteHours %s: out after %i h, whatever anybody does', (profile, absoluteHours, hours) => {
    const it = machine(policy({ profile, session: { ...(absoluteHours && { absoluteHours }) } }));
    it.logIn({ lifeSeconds: 86_400 });
    work(it, hours * hourMs - 1);
    expect(it.where).toBe('active');
    it.advance(1);
    it.put({ type: 'activityNoted', inputAtMs: it.nowMs });
    expect(it.where).toBe('out absoluteLimit');
  });

  test('it is counted from auth_time, not from when the answer got here', () => {
    const it = machine();
    it.logIn({ ageSeconds: 200 });
    expect(it.standing.endsAtMs).toBe(startMs + 12 * hourMs - 200 * secondMs);
  });

  test('an auth_time from a clock that runs ahead of ours gives nothing', () => {
    const it = machine();
    it.logIn({ ageSeconds: -30 });
    expect(it.standing.endsAtMs).toBe(startMs + 12 * hourMs);
  });

  test.each<[Profile, number | undefined, readonly number[]]>([
    ['personal', undefined, [60, 10, 2]],
    ['shared', undefined, [10, 2]],
    // A limit that is as short as its first notice is not "near" from the beginning.
    ['personal', 1, [10, 2]],
  ])(
    '%s with absoluteHours %s: noticed %j minutes before, each until it is read',
    (profile, absoluteHours, minutes) => {
      const it = machine(policy({ profile, session: { ...(absoluteHours && { absoluteHours }) } }));
      it.logIn({ lifeSeconds: 86_400 });
      const { endsAtMs } = it.standing;
      expect(it.standing.endNoticeMinutes).toBeNull();
      expect(it.put({ type: 'endNoticeDismissed' }), 'there is none yet').toBeUndefined();
      for (const lead of minutes) {
        work(it, endsAtMs - lead * minuteMs - it.nowMs - 1);
        expect(it.standing.endNoticeMinutes, `${lead} min and a moment before`).toBeNull();
        it.tick(1);
        expect(it.standing.endNoticeMinutes, `${lead} min before`).toBe(lead);
        work(it, minuteMs);
        expect(it.standing.endNoticeMinutes, 'until it is read').toBe(lead);
        expect(it.put({ type: 'endNoticeDismissed' })).toBeDefined();
        expect(it.standing.endNoticeMinutes, 'read').toBeNull();
        expect(it.put({ type: 'endNoticeDismissed' }), 'once').toBeUndefined();
      }
    },
  );

  test.each<[string, (it: ReturnType<typeof machine>) => void]>([
    ['activity', (it) => it.put({ type: 'activityNoted', inputAtMs: it.nowMs })],
    ['"Stay logged in"', (it) => it.put({ type: 'stayRequested', inputAtMs: it.nowMs })],
    ['a renewal', (it) => it.renew()],
    [
      'a renewal that claims a later auth_time',
      (it) => {
        it.renew({ ageSeconds: -20 });
        expect(it.view).toMatchObject({ who: { assurance: { confirmedAtMs: startMs } } });
      },
    ],
    [
      'a step-up',
      (it) => {
        it.stepUp();
        it.answer({ level: 3 });
        it.saved();
      },
    ],
    [
      'a step-up with a new log-in',
      (it) => {
        it.stepUp(true);
        it.answer({ level: 3 });
        it.saved();
      },
    ],
    ['sleep', (it) => (it.power('suspended'), it.sleep(minuteMs), it.power('resumed'))],
    ['an OS lock', (it) => (it.power('computerLocked'), it.power('computerUnlocked'))],
    [
      'a policy that is more generous',
      (it) => it.changePolicy(policy({ session: { absoluteHours: 12, idleMinutes: 15 } })),
    ],
    ['a role that changed its name', (it) => it.put({ type: 'personChecked', epoch: it.state.epoch, answer: same })],
  ])('it does not move by %s', (_name, happen) => {
    const it = machine(policy({ session: { absoluteHours: 10 } }));
    it.logIn();
    it.tick(minuteMs);
    happen(it);
    expect(it.state.watch?.endsAtMs).toBe(startMs + 10 * hourMs);
  });

  const same = {
    kind: 'same',
    userinfo: { userId: '999000000001', name: 'Synthetic Nurse', roles: [{ ...wardRole, name: 'Other' }] },
  } as const;

  test.each<[string, (it: ReturnType<typeof machine>) => void]>([
    ['unlock', (it) => (it.put({ type: 'lockRequested' }), it.put({ type: 'unlockRequested' }))],
    ['changeRole', (it) => it.put({ type: 'changeRoleRequested' })],
    ['renew with login', (it) => it.put({ type: 'renewRequested' })],
  ])('a new authentication has new limits: %s', (_name, begin) => {
    const it = machine();
    it.logIn();
    it.tick(10 * minuteMs);
    begin(it);
    it.answer();
    it.saved();
    expect(it.standing.endsAtMs).toBe(it.nowMs + 12 * hourMs);
    it.tick(13 * minuteMs - 1);
    expect(it.standing.warning).toBeNull();
  });

  test('a renewal without a new authentication has the old ones', () => {
    const it = machine(policy({ renewPrompt: 'omit' }));
    it.logIn();
    it.tick(10 * minuteMs);
    it.put({ type: 'renewRequested' });
    it.answer();
    it.saved();
    expect(it.standing.endsAtMs).toBe(startMs + 12 * hourMs);
  });

  test('a notice that was read does not come back by a step-up', () => {
    const it = machine();
    it.logIn({ lifeSeconds: 86_400 });
    work(it, 11 * hourMs + minuteMs);
    it.put({ type: 'endNoticeDismissed' });
    it.stepUp();
    it.answer({ level: 3 });
    it.saved();
    expect(it.standing.endNoticeMinutes).toBeNull();
  });

  test.each<[string, (it: ReturnType<typeof machine>) => void]>([
    ['choosingRole', () => undefined],
    ['an attempt is waiting', (it) => it.put({ type: 'renewRequested' })],
    [
      'an attempt is completing',
      (it) => {
        it.put({ type: 'renewRequested' });
        it.put({ type: 'answerArrived', attemptId: it.attemptId() });
      },
    ],
    ['a record is being written', (it) => (it.put({ type: 'renewRequested' }), it.answer({ level: 3 }))],
    ['an action is being sent', (it) => it.send()],
    ['the computer is locked', (it) => it.power('computerLocked')],
  ])('absolute never waits: %s', (name, happen) => {
    const it = machine();
    it.logIn({ lifeSeconds: 86_400, roles: name === 'choosingRole' ? [wardRole, clinicRole] : [wardRole] });
    work(it, 12 * hourMs - 10 * secondMs);
    happen(it);
    it.tick(10 * secondMs - 1);
    expect(it.where).not.toMatch(/^out/);
    it.tick(1);
    expect(it.where).toBe('out absoluteLimit');
    expect(it.state.attempt.kind).toBe('none');
  });
});
