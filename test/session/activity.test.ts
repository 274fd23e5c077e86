import { describe, expect, test } from 'vitest';
import type { PersonAnswer } from '../../main/oidc/person-check.ts';
import { clinicRole, machine, minuteMs, noAnswer, policy, secondMs, startMs, wardRole } from './fixtures.ts';

type Machine = ReturnType<typeof machine>;

const lastActivityMs = (it: Machine) => (it.state.watch?.lastActivityMs ?? NaN) - startMs;
const touched = (it: Machine) => it.put({ type: 'activityNoted', inputAtMs: it.nowMs });
const personal = () => machine(policy());

function loggedIn(it: Machine = personal()): Machine {
  it.logIn({ lifeSeconds: 86_400 });
  return it;
}

describe('design section 5, "What counts as activity"', () => {
  test.each<[string, Parameters<typeof policy>[0], boolean]>([
    ['personal: input to the computer', {}, true],
    ['personal, policy demands input to the app', { session: { activity: 'app' } }, false],
    ['shared: input to the app', { profile: 'shared' }, false],
    ['shared, whatever policy says', { profile: 'shared', session: { activity: 'computer' } }, false],
  ])('%s', (_name, over, countsComputer) => {
    const it = loggedIn(machine(policy(over)));
    it.tick(2 * minuteMs, { idleMs: 10 * secondMs, appFocused: false });
    expect(lastActivityMs(it)).toBe(countsComputer ? 110 * secondMs : 0);
    it.tick(minuteMs);
    touched(it);
    expect(lastActivityMs(it), 'input to the app always counts').toBe(3 * minuteMs);
  });

  test('a computer that does not say when it was touched: input to the app', () => {
    const it = loggedIn();
    it.tick(2 * minuteMs, {});
    expect(lastActivityMs(it)).toBe(0);
    touched(it);
    expect(lastActivityMs(it)).toBe(2 * minuteMs);
  });

  test('a person who works in another program all day stays logged in', () => {
    const it = loggedIn();
    for (let minutes = 0; minutes < 60; minutes += 1) {
      it.tick(30 * secondMs, { idleMs: 5 * secondMs, appFocused: false });
      it.tick(30 * secondMs, { idleMs: 0, appFocused: false });
    }
    expect(it.where).toBe('active');
  });

  test.each<[string, (it: Machine) => unknown]>([
    ['a renewal', (it) => it.renew()],
    ['a renewal that failed', (it) => (it.untilRenewal(), it.renewalAnswered(noAnswer))],
    ['userinfo', (it) => it.put({ type: 'personChecked', epoch: it.state.epoch, answer: check })],
    ['the provider’s events', (it) => it.put({ type: 'resumeChecked', epoch: it.state.epoch })],
    ['a keychain that answers', (it) => it.put({ type: 'wiped', epoch: it.state.epoch, ending: 'gone' })],
    ['an answer of an action', (it) => it.answered('any')],
    ['a policy', (it) => it.changePolicy(policy({ session: { idleMinutes: 14 } }))],
    ['a notice that is read', (it) => it.put({ type: 'endNoticeDismissed' })],
    ['time', (it) => it.tick(minuteMs)],
  ])('events and polls are not activity: %s', (_name, happen) => {
    const it = personal();
    it.logIn();
    happen(it);
    expect(lastActivityMs(it)).toBe(0);
  });

  const check: PersonAnswer = {
    kind: 'same',
    userinfo: { userId: '999000000001', name: 'Synthetic Nurse', roles: [wardRole] },
  };

  test('opening an attempt is activity', () => {
    const it = loggedIn();
    it.tick(10 * minuteMs);
    it.put({ type: 'renewRequested' });
    expect(lastActivityMs(it)).toBe(10 * minuteMs);
  });
});

describe('the input’s own timestamp decides, not its arrival', () => {
  test.each<[string, number, string]>([
    ['a moment before the limit', 15 * minuteMs - 1, 'active'],
    ['at the limit', 15 * minuteMs, 'locked idle'],
    ['after it', 15 * minuteMs + secondMs, 'locked idle'],
  ])('"Stay logged in" that was pressed %s and got here late', (_name, pressedMs, expected) => {
    const it = loggedIn();
    it.advance(15 * minuteMs + 2 * secondMs);
    it.put({ type: 'stayRequested', inputAtMs: startMs + pressedMs });
    expect(it.where).toBe(expected);
    if (expected === 'active') expect(lastActivityMs(it)).toBe(pressedMs);
  });

  test('one that claims to come from the future counts as of now', () => {
    const it = loggedIn();
    it.tick(minuteMs);
    it.put({ type: 'activityNoted', inputAtMs: it.nowMs + 60 * minuteMs });
    expect(lastActivityMs(it)).toBe(minuteMs);
  });

  test('one that is older than what is known changes nothing', () => {
    const it = loggedIn();
    it.tick(5 * minuteMs);
    touched(it);
    it.put({ type: 'activityNoted', inputAtMs: startMs + minuteMs });
    expect(lastActivityMs(it)).toBe(5 * minuteMs);
  });

  test('a tolerated step back of the clock makes it neither older nor younger', () => {
    const it = loggedIn();
    it.tick(minuteMs);
    it.setClock(-20 * secondMs);
    it.tick(minuteMs);
    it.put({ type: 'activityNoted', inputAtMs: it.nowMs - 10 * secondMs });
    expect(lastActivityMs(it)).toBe(2 * minuteMs - 10 * secondMs);
  });
});

describe('HAZ-08 while the idle warning is on screen only "Stay" counts as input to the app', () => {
  const warned = (it = loggedIn()) => {
    it.tick(13 * minuteMs);
    expect(it.standing.warning).not.toBeNull();
    return it;
  };

  test('a pointer that moves over it does not take it away', () => {
    const it = warned();
    it.tick(secondMs);
    touched(it);
    expect(it.standing.warning).toMatchObject({ atMs: startMs + 15 * minuteMs });
  });

  test('"Stay logged in" resets the idle limit, and no other', () => {
    const it = warned();
    const { endsAtMs } = it.standing;
    it.tick(minuteMs);
    expect(it.put({ type: 'stayRequested', inputAtMs: it.nowMs })).toBeDefined();
    expect(it.standing).toMatchObject({ warning: null, endsAtMs });
    it.tick(13 * minuteMs - 1);
    expect(it.standing.warning).toBeNull();
    it.tick(1);
    expect(it.standing.warning).toMatchObject({ atMs: startMs + 29 * minuteMs });
  });

  test('input to another program takes it away: the person is there', () => {
    const it = warned();
    it.tick(secondMs, { idleMs: 200, appFocused: false });
    expect(it.standing.warning).toBeNull();
  });

  test('the same reading while our window has the focus is input to the app', () => {
    const it = warned();
    it.tick(secondMs, { idleMs: 200, appFocused: true });
    expect(it.standing.warning).not.toBeNull();
  });

  test('input from before the warning that is heard of only now still counts', () => {
    const it = warned();
    it.tick(secondMs, { idleMs: 3 * secondMs, appFocused: true });
    expect(it.standing.warning).toBeNull();
  });

  test('nobody logged in: there is nothing to stay in', () => {
    const it = machine();
    it.start();
    expect(it.put({ type: 'stayRequested', inputAtMs: it.nowMs })).toBeUndefined();
  });

  test('a limit that was stricter for a while has a warning of its own length', () => {
    const it = loggedIn();
    it.changePolicy(policy({ session: { idleMinutes: 1 } }));
    it.changePolicy(policy({ session: { idleMinutes: 15 } }));
    expect(it.standing).toMatchObject({ idleLimitMinutes: 1, warning: null });
    it.tick(10 * secondMs);
    touched(it);
    expect(lastActivityMs(it)).toBe(10 * secondMs);
    expect(it.nextLookMs, 'and its timer').toBe(30 * secondMs);
  });
});

describe('a computer whose readings are 0 for two minutes is not believed', () => {
  const always0 = (it: Machine, ms: number) => {
    for (let passedMs = 0; passedMs < ms; passedMs += 15 * secondMs) it.tick(15 * secondMs, { idleMs: 0 });
  };

  test('HAZ-02 the session locks 15 minutes after the last reading that was believed', () => {
    const it = loggedIn();
    always0(it, 10 * minuteMs);
    expect(lastActivityMs(it)).toBe(2 * minuteMs);
    always0(it, 7 * minuteMs - 15 * secondMs);
    expect(it.where).toBe('active');
    always0(it, 15 * secondMs);
    expect(it.where).toBe('locked idle');
  });

  test('input to the app counts meanwhile', () => {
    const it = loggedIn();
    always0(it, 10 * minuteMs);
    touched(it);
    expect(lastActivityMs(it)).toBe(10 * minuteMs);
  });

  test('one other reading, and it is believed again', () => {
    const it = loggedIn();
    always0(it, 10 * minuteMs);
    it.tick(15 * secondMs, { idleMs: secondMs });
    expect(lastActivityMs(it)).toBe(10 * minuteMs + 14 * secondMs);
    it.tick(15 * secondMs, { idleMs: 0 });
    expect(lastActivityMs(it)).toBe(10 * minuteMs + 30 * secondMs);
  });

  test('what it said before the computer was locked says nothing about after', () => {
    const it = loggedIn();
    always0(it, 10 * minuteMs);
    it.power('computerLocked');
    it.power('computerUnlocked');
    it.tick(15 * secondMs, { idleMs: 0 });
    expect(lastActivityMs(it)).toBe(10 * minuteMs + 15 * secondMs);
  });
});

describe('locked computers', () => {
  test('a wrong password at the lock screen is input to the computer, and no activity', () => {
    const it = loggedIn();
    it.tick(minuteMs, { idleMs: secondMs });
    it.power('computerLocked');
    it.tick(minuteMs, { idleMs: 100, appFocused: false });
    expect(lastActivityMs(it)).toBe(59 * secondMs);
  });

  test('unlocking it is activity', () => {
    const it = loggedIn();
    it.power('computerLocked');
    it.tick(10 * minuteMs);
    it.power('computerUnlocked');
    expect([it.where, lastActivityMs(it)]).toEqual(['active', 10 * minuteMs]);
  });

  test('B21 whoever wakes it after the limit has come too late', () => {
    const it = loggedIn();
    it.power('suspended');
    it.sleep(20 * minuteMs);
    it.tick(0, { idleMs: 0 });
    expect(it.where).toBe('locked idle');
  });
});

describe('the journal knows the last activity, every 30 s at most', () => {
  const touches = (it: Machine) =>
    it.effects.flatMap((effect) => (effect.type === 'touchVault' ? [effect.lastActivityMs - startMs] : []));

  test('nothing new, nothing written', () => {
    const it = loggedIn();
    for (let minutes = 0; minutes < 10; minutes += 1) it.tick(minuteMs);
    expect(touches(it)).toEqual([]);
  });

  test('the newest, once in 30 s', () => {
    const it = loggedIn();
    for (let seconds = 0; seconds < 65; seconds += 5) {
      it.advance(5 * secondMs);
      touched(it);
    }
    expect(touches(it)).toEqual([30 * secondMs, 60 * secondMs]);
  });

  test('there is none while a role is chosen: nothing could be continued', () => {
    const it = machine();
    it.logIn({ roles: [wardRole, clinicRole] });
    it.advance(minuteMs);
    touched(it);
    expect(touches(it)).toEqual([]);
  });
});
