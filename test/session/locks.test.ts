import { describe, expect, test } from 'vitest';
import type { PowerEvent } from '../../main/ports.ts';
import { clinicRole, hourMs, machine, minuteMs, policy, types, wardRole } from './fixtures.ts';

/** Design section 5, "OS lock, sleep" and "App lock, user switch"; the rows of `session.md`, "Moves", that they are. */
type Machine = ReturnType<typeof machine>;
type Over = Parameters<typeof policy>[0];

const blank: Over = {};
const lock: Over = { session: { onComputerLock: 'lock' } };
const shared: Over = { profile: 'shared' };

function active(over: Over): Machine {
  const it = machine(policy(over));
  it.logIn({ lifeSeconds: 86_400 });
  return it;
}

describe('what the computer does to an active session', () => {
  test.each<[string, Over, PowerEvent, string]>([
    ['personal', blank, 'computerLocked', 'blanked'],
    ['personal', blank, 'suspended', 'blanked'],
    ['personal', blank, 'userSwitchedAway', 'locked userSwitch'],
    ['personal, policy demands locked', lock, 'computerLocked', 'locked computerLocked'],
    ['personal, policy demands locked', lock, 'suspended', 'locked sleep'],
    ['personal, policy demands locked', lock, 'userSwitchedAway', 'locked userSwitch'],
    ['shared', shared, 'computerLocked', 'out computerLocked'],
    ['shared', shared, 'suspended', 'out sleep'],
    ['shared', shared, 'userSwitchedAway', 'out userSwitch'],
    ['shared, whatever policy says', { ...shared, ...lock }, 'computerLocked', 'out computerLocked'],
  ])('%s: %j %s -> %s', (_name, over, event, expected) => {
    const it = active(over);
    const effects = it.power(event);
    expect(it.where).toBe(expected);
    expect(types(effects)).toEqual(expected === 'blanked' ? [] : ['wipe', 'replaceRenderer', 'revoke']);
  });

  test.each<[PowerEvent, string]>([
    ['computerLocked', 'out computerLocked'],
    ['suspended', 'out sleep'],
    ['userSwitchedAway', 'out userSwitch'],
  ])('choosingRole: lock, on every profile: %s -> %s', (event, expected) => {
    for (const over of [blank, lock, shared]) {
      const it = machine(policy(over));
      it.logIn({ roles: [wardRole, clinicRole] });
      it.power(event);
      expect(it.where).toBe(expected);
    }
  });

  test.each<PowerEvent>(['computerLocked', 'suspended', 'userSwitchedAway', 'computerUnlocked', 'resumed'])(
    'there is nothing to lock when locked, logged out or not continued yet: %s',
    (event) => {
      const locked = active(blank);
      locked.put({ type: 'lockRequested' });
      const out = machine();
      out.start();
      const restorable = machine();
      restorable.offer();
      for (const it of [locked, out, restorable]) {
        const before = it.where;
        expect(it.power(event)).toEqual([]);
        expect(it.where).toBe(before);
      }
    },
  );

  test('session of Windows ends: what is kept may be continued, everything else ends', () => {
    const kept = active(blank);
    kept.power('osSessionEnding');
    expect(kept.where).toBe('out');
    const terminal = active(shared);
    terminal.power('osSessionEnding');
    expect(terminal.where).toBe('out quit');
  });
});

describe('HAZ-02 a log-in that is under way when the computer is locked', () => {
  const begun = (over: Over): Machine => {
    const it = machine(policy(over));
    it.start();
    it.put({ type: 'loginRequested' });
    it.put({ type: 'answerArrived', attemptId: it.attemptId() });
    return it;
  };

  test.each<[string, Over, PowerEvent]>([
    ['shared', shared, 'computerLocked'],
    ['shared', shared, 'suspended'],
    ['shared', shared, 'userSwitchedAway'],
    ['personal, policy demands locked', lock, 'computerLocked'],
    ['personal', blank, 'userSwitchedAway'],
  ])('%s: nobody is logged in behind their back: %j %s', (_name, over, event) => {
    const it = begun(over);
    const attemptId = it.attemptId();
    expect(it.power(event)).toContainEqual({ type: 'endAttempt', attemptId, page: { kind: 'cancelled' } });
    expect(types(it.put({ type: 'grantObtained', attemptId, grant: it.grant() }))).toEqual(['revoke']);
    expect(it.where).toBe('out');
  });

  test.each<PowerEvent>(['computerLocked', 'suspended'])('personal: it goes on, a phone may be slow: %s', (event) => {
    const it = begun(blank);
    expect(it.power(event)).toEqual([]);
    it.put({ type: 'grantObtained', attemptId: it.attemptId(), grant: it.grant() });
    it.saved();
    expect(it.where).toBe('active');
  });

  test('an unlock is no other', () => {
    const it = active(lock);
    it.put({ type: 'lockRequested' });
    it.put({ type: 'unlockRequested' });
    expect(types(it.power('computerLocked'))).toEqual(['endAttempt']);
    expect(it.where).toBe('locked user');
  });
});

describe('active, personal: app lock', () => {
  test('the person’s own gesture', () => {
    const it = active(blank);
    expect(types(it.put({ type: 'lockRequested' }))).toEqual(['wipe', 'replaceRenderer', 'revoke']);
    expect(it.where).toBe('locked user');
    expect(it.effects).toContainEqual(expect.objectContaining({ type: 'wipe', reason: 'lock' }));
    expect(JSON.stringify(it.state)).not.toMatch(/access-|refresh-/);
    expect(it.view).toEqual({
      kind: 'locked',
      name: 'Synthetic Nurse',
      role: expect.objectContaining({ id: wardRole.id }),
      reason: 'user',
      lockedAtMs: it.nowMs,
      endsAtMs: it.nowMs + 12 * hourMs,
      workKept: false,
      unsent: [],
      unconfirmed: false,
    });
  });

  test('it works while the computer is locked, too', () => {
    const it = active(blank);
    it.power('computerLocked');
    it.put({ type: 'lockRequested' });
    expect(it.where).toBe('locked user');
    it.power('computerUnlocked');
    expect(it.where).toBe('locked user');
  });

  test.each([
    ['active, shared', shared, [wardRole]],
    ['choosingRole, shared', shared, [wardRole, clinicRole]],
    ['choosingRole, personal', blank, [wardRole, clinicRole]],
  ])('what nobody could unlock is logged out: %s', (_name, over, roles) => {
    const it = machine(policy(over));
    it.logIn({ roles });
    it.put({ type: 'lockRequested' });
    expect(it.where).toBe('out user');
  });
});

describe('blanked', () => {
  test('whoever is in front of it sees nothing', () => {
    const it = active(blank);
    it.power('computerLocked');
    expect(it.view).toEqual({ kind: 'blanked' });
  });

  test.each<[readonly PowerEvent[], string]>([
    [['computerLocked', 'computerUnlocked'], 'active'],
    [['suspended', 'resumed'], 'active'],
    [['suspended', 'computerLocked', 'resumed'], 'blanked'],
    [['suspended', 'computerLocked', 'computerUnlocked'], 'blanked'],
    [['suspended', 'computerLocked', 'resumed', 'computerUnlocked'], 'active'],
    [['computerLocked', 'suspended', 'computerUnlocked', 'resumed'], 'active'],
    [['computerLocked', 'computerLocked', 'computerUnlocked'], 'active'],
  ])('active again once it is neither locked nor asleep: %j -> %s', (events, expected) => {
    const it = active(blank);
    for (const event of events) it.power(event);
    expect(it.where).toBe(expected);
  });

  test.each([
    ['personal', blank, minuteMs, 'active'],
    ['personal', blank, 14 * minuteMs, 'active'],
    ['personal', blank, 15 * minuteMs, 'locked idle'],
    ['personal', blank, 3 * hourMs, 'locked idle'],
    ['personal', blank, 14 * hourMs, 'out absoluteLimit'],
    ['shared', shared, minuteMs, 'out sleep'],
  ])('B21 time asleep counts as idle: %s %j, %i ms -> %s', (_name, over, ms, expected) => {
    const it = active(over);
    it.power('suspended');
    it.sleep(ms);
    it.power('resumed');
    expect(it.where).toBe(expected);
  });

  test('B21 a timer that froze in sleep and rings first does the same', () => {
    const it = active(blank);
    it.power('suspended');
    it.sleep(3 * hourMs);
    it.tick();
    expect(it.where).toBe('locked idle');
    it.power('resumed');
    expect(it.where).toBe('locked idle');
  });

  test('the idle limit locks it by itself, without any unlock', () => {
    const it = active(blank);
    it.power('computerLocked');
    while (it.where === 'blanked') it.ring();
    expect(it.where).toBe('locked idle');
  });

  test('a step-up whose answer gets here meanwhile does not show anything', () => {
    const it = active(blank);
    it.stepUp();
    it.power('computerLocked');
    it.answer({ level: 3 });
    it.saved();
    expect(it.view).toEqual({ kind: 'blanked' });
    it.power('computerUnlocked');
    expect(it.view.kind).toBe('confirmAction');
  });
});

describe('locked: unlock good; other person; someone else; absolute limit; log-out', () => {
  const locked = () => {
    const it = active(blank);
    it.put({ type: 'lockRequested' });
    return it;
  };

  test('unlock good -> active, in the same role', () => {
    const it = locked();
    it.put({ type: 'unlockRequested' });
    it.answer();
    it.saved();
    expect(it.view).toMatchObject({ kind: 'home', who: { role: { id: wardRole.id } } });
  });

  test('HAZ-04 another role, though it be the only one left, is for the person to pick', () => {
    const it = locked();
    it.put({ type: 'unlockRequested' });
    it.answer({ roles: [clinicRole] });
    it.saved();
    expect(it.view).toMatchObject({ kind: 'chooseRole', roles: [{ id: clinicRole.id }] });
  });

  test.each([
    ['someone else', { type: 'switchRequested' }, 'out switchUser'],
    ['log-out', { type: 'logOutRequested' }, 'out user'],
  ] as const)('%s -> %s', (_name, gesture, expected) => {
    const it = locked();
    it.put(gesture);
    expect(it.where).toBe(expected);
    expect(it.state.session).toMatchObject({ forceLogin: true });
  });

  test('absolute limit -> out', () => {
    const it = locked();
    it.tick(12 * hourMs);
    expect(it.where).toBe('out absoluteLimit');
  });

  test('HAZ-03 with the provider down: stays locked, and can be tried again, logged out or given to someone else', () => {
    const it = locked();
    for (let tries = 0; tries < 3; tries += 1) {
      it.put({ type: 'unlockRequested' });
      const problem = it.problem('PROVIDER_UNREACHABLE');
      it.put({ type: 'attemptFailed', attemptId: it.attemptId(), problem });
      expect(it.view).toMatchObject({ kind: 'attemptFailed', purpose: 'unlock', problem });
      it.put({ type: 'wentBack' });
      expect(it.view.kind).toBe('locked');
    }
    expect(it.wouldTake({ type: 'unlockRequested' })).toBe(true);
    expect(it.wouldTake({ type: 'logOutRequested' })).toBe(true);
    expect(it.wouldTake({ type: 'switchRequested' })).toBe(true);
  });

  test('there is no way around the unlock', () => {
    const it = locked();
    for (const gesture of [
      { type: 'renewRequested' },
      { type: 'changeRoleRequested' },
      { type: 'actionPrepared', actionId: 'view-patient', input: {} },
      { type: 'stepUpRequested', again: false },
      { type: 'roleChosen', roleId: wardRole.id },
      { type: 'continueRequested' },
      { type: 'loginRequested' },
      { type: 'draftSaved', screenId: 'any', values: {} },
    ] as const) {
      expect(it.put(gesture), gesture.type).toBeUndefined();
    }
    expect(it.where).toBe('locked user');
  });
});
