import { describe, expect, test } from 'vitest';
import type { PowerEvent } from '../../main/ports.ts';
import { watchOsSessionEnd } from '../../main/shell/os-session-end.ts';
import { createPower, type PowerParts } from '../../main/shell/power.ts';
import { fake, fakeClock, fakeEvents, fakeLog } from './fakes.ts';

type Platform = 'win32' | 'darwin' | 'linux';
type IdleState = ReturnType<PowerParts['monitor']['getSystemIdleState']>;

/** A computer whose events and answers a test decides, and what a subscriber was told of it. */
function computer(platform: Platform) {
  const system = fakeEvents();
  const window = fakeEvents();
  const app = fakeEvents();
  const clock = fakeClock();
  const { log, entries } = fakeLog();
  const answers = { state: (): IdleState => 'active', seconds: (): number => 0, asked: 0 };
  const monitor = fake<PowerParts['monitor'] & Parameters<typeof watchOsSessionEnd>[0]>({
    on: system.on,
    removeListener: system.removeListener,
    getSystemIdleState: (threshold: number) => {
      // Electron throws for anything else.
      if (!Number.isInteger(threshold) || threshold <= 0) throw new TypeError('Invalid idle threshold');
      answers.asked += 1;
      return answers.state();
    },
    getSystemIdleTime: () => answers.seconds(),
  });
  const osSessionEnd = watchOsSessionEnd(monitor, fake({ on: app.on }));
  app.fire('browser-window-created', {}, fake({ on: window.on }));
  const power = createPower({ monitor, osSessionEnd, platform, clock, log });
  const told: PowerEvent[] = [];
  const listen = () => power.subscribe((event) => void told.push(event));
  return { power, system, window, clock, entries, answers, told, listen };
}

/** What the system says, in order; a number is so many ms in between. */
type Script = readonly (string | number)[];

function play(it: ReturnType<typeof computer>, script: Script): readonly PowerEvent[] {
  for (const item of script) {
    if (typeof item === 'number') it.clock.advance(item);
    else if (item === 'session-end' || item === 'query-session-end') it.window.fire(item, { reasons: ['logoff'] });
    else it.system.fire(item);
  }
  return it.told;
}

const lockAndUnlock = ['computerLocked', 'computerUnlocked'] as const;

describe('B56 what each system announces, and what is told of it', () => {
  test.each<[what: string, platforms: readonly Platform[], script: Script, told: readonly PowerEvent[]]>([
    ['lock and unlock', ['win32', 'darwin'], ['lock-screen', 'unlock-screen'], lockAndUnlock],
    [
      'lock and unlock again and again',
      ['win32', 'darwin'],
      ['lock-screen', 'unlock-screen', 'lock-screen', 'unlock-screen'],
      [...lockAndUnlock, ...lockAndUnlock],
    ],
    ['sleep', ['win32', 'darwin', 'linux'], ['suspend', 'resume'], ['suspended', 'resumed']],
    [
      'sleep that is announced twice, as on Windows',
      ['win32', 'darwin', 'linux'],
      ['suspend', 'suspend', 'resume', 'resume'],
      ['suspended', 'resumed'],
    ],
    [
      'two naps in a row',
      ['win32', 'darwin', 'linux'],
      ['suspend', 'resume', 'suspend', 'resume'],
      ['suspended', 'resumed', 'suspended', 'resumed'],
    ],
    [
      'lock within sleep',
      ['win32', 'darwin'],
      ['suspend', 'lock-screen', 'resume', 'unlock-screen'],
      ['suspended', 'computerLocked', 'resumed', 'computerUnlocked'],
    ],
    ['a lock that is announced twice', ['win32', 'darwin'], ['lock-screen', 100, 'lock-screen'], ['computerLocked']],
    [
      'HAZ-02 a second lock after an unlock that nobody announced',
      ['win32', 'darwin'],
      ['lock-screen', 10_000, 'lock-screen'],
      ['computerLocked', 'computerLocked'],
    ],
    [
      'HAZ-02 a wake-up from a sleep that was not announced (battery gone)',
      ['win32', 'darwin', 'linux'],
      ['resume', 'resume'],
      ['suspended', 'resumed'],
    ],
    [
      'another user comes to the front',
      ['darwin'],
      ['user-did-resign-active', 'user-did-become-active', 'user-did-resign-active'],
      ['userSwitchedAway', 'userSwitchedAway'],
    ],
    [
      'another user by way of the lock',
      ['darwin'],
      ['lock-screen', 'user-did-resign-active', 'user-did-become-active', 'unlock-screen'],
      ['computerLocked', 'userSwitchedAway', 'computerUnlocked'],
    ],
    [
      'HAZ-02 the return of a user who was switched away, or disconnected, without a lock',
      ['win32'],
      ['unlock-screen', 'unlock-screen', 60_000, 'lock-screen', 'unlock-screen'],
      ['userSwitchedAway', ...lockAndUnlock],
    ],
    ['HAZ-02 an unlock whose lock was missed', ['darwin'], ['unlock-screen', 'unlock-screen'], lockAndUnlock],
    ['the end of the OS session', ['darwin', 'linux'], ['shutdown', 'shutdown'], ['osSessionEnding']],
  ])('B56 %s', (_what, platforms, script, told) => {
    for (const platform of platforms) {
      const it = computer(platform);
      it.listen();
      expect(play(it, script), platform).toEqual(told);
    }
  });

  test('B57 Windows: the end of the OS session is told once, by the word that it ends, not by the question whether it may', () => {
    const it = computer('win32');
    it.listen();
    expect(play(it, ['query-session-end'])).toEqual([]);
    expect(play(it, ['session-end', 'session-end'])).toEqual(['osSessionEnding']);
  });

  test('B57 Windows: the question is never answered by a refusal', () => {
    expect(computer('win32').window.fire('query-session-end', { reasons: ['logoff'] })).toBe(false);
  });
});

describe('B56 Linux, which announces no lock, is asked', () => {
  const askedEachMs = 3000;

  test.each<[what: string, answers: readonly IdleState[], told: readonly PowerEvent[]]>([
    ['never locked', ['active', 'idle', 'active'], []],
    ['locked and unlocked', ['active', 'locked', 'locked', 'locked', 'active'], lockAndUnlock],
    ['unlocked, and nobody touches it', ['locked', 'idle'], lockAndUnlock],
    ['locked from the start', ['locked', 'locked'], ['computerLocked']],
    [
      'an answer that says nothing changes nothing',
      ['locked', 'unknown', 'locked', 'unknown', 'active'],
      lockAndUnlock,
    ],
    ['a desktop that never says', ['unknown', 'unknown'], []],
    ['again and again', ['locked', 'active', 'locked', 'active'], [...lockAndUnlock, ...lockAndUnlock]],
  ])('B56 %s: %j', (_what, states, told) => {
    const it = computer('linux');
    let index = 0;
    it.answers.state = () => states[Math.min(index++, states.length - 1)] ?? 'unknown';
    it.listen();
    for (const _state of states) it.clock.advance(askedEachMs);
    expect(it.told).toEqual(told);
  });

  test('B56 a lock is told within 3 seconds', () => {
    const it = computer('linux');
    it.listen();
    it.answers.state = () => 'locked';
    it.clock.advance(askedEachMs);
    expect(it.told).toEqual(['computerLocked']);
  });

  test('B56 where a lock is announced after all, the next answer neither repeats it nor takes it back', () => {
    for (const state of ['active', 'locked'] as const) {
      const it = computer('linux');
      it.listen();
      it.answers.state = () => state;
      it.system.fire('lock-screen');
      it.clock.advance(10 * askedEachMs);
      expect(it.told, state).toEqual(['computerLocked']);
    }
  });

  test('B56 it is asked only while somebody listens, and nothing is left when nobody does', () => {
    const it = computer('linux');
    const atRest = it.system.names();
    it.clock.advance(60_000);
    expect(it.answers.asked).toBe(0);
    const [one, other] = [it.listen(), it.listen()];
    it.clock.advance(askedEachMs);
    expect(it.answers.asked, 'once for both').toBe(2);
    one();
    one();
    it.clock.advance(askedEachMs);
    expect(it.answers.asked, 'for the other').toBe(3);
    other();
    it.clock.advance(60_000);
    expect(it.answers.asked).toBe(3);
    expect(it.clock.pending()).toBe(0);
    expect(it.system.names()).toEqual(atRest);
    it.listen();
    it.clock.advance(askedEachMs);
    expect(it.answers.asked, 'from the start again').toBe(5);
  });

  test.each(['win32', 'darwin'] as const)('B56 %s is not asked, since it announces locks', (platform) => {
    const it = computer(platform);
    it.listen();
    it.clock.advance(60_000);
    expect([it.answers.asked, it.clock.pending()]).toEqual([0, 0]);
  });

  test('B56 a system that fails to answer is told of in the log once, and asked on', () => {
    const it = computer('linux');
    it.answers.state = () => {
      throw new TypeError('SECRET');
    };
    it.listen();
    it.clock.advance(3 * askedEachMs);
    expect(it.entries).toEqual([
      { level: 'warn', code: 'POWER_UNREADABLE', detail: 'getSystemIdleState', reason: 'TypeError' },
    ]);
    it.answers.state = () => 'locked';
    it.clock.advance(askedEachMs);
    expect(it.told).toEqual(['computerLocked']);
  });
});

test('each subscriber is told, and after its clean-up no more', () => {
  const it = computer('win32');
  const others: PowerEvent[] = [];
  const stop = it.listen();
  it.power.subscribe((event) => void others.push(event));
  it.system.fire('lock-screen');
  stop();
  it.system.fire('unlock-screen');
  expect(it.told).toEqual(['computerLocked']);
  expect(others).toEqual(lockAndUnlock);
});

describe('B56 how long nobody has touched the computer', () => {
  test.each([
    [0, 0],
    [1, 1000],
    [899, 899_000],
    [-1, undefined],
    [NaN, undefined],
    [Infinity, undefined],
    [-Infinity, undefined],
  ])('B56 %s s is %s ms', (seconds, ms) => {
    const it = computer('win32');
    it.answers.seconds = () => seconds;
    expect(it.power.idleMs()).toBe(ms);
  });

  test('B56 a system that fails to answer has not said', () => {
    const it = computer('linux');
    it.answers.seconds = () => {
      throw new Error('no display');
    };
    expect([it.power.idleMs(), it.power.idleMs()]).toEqual([undefined, undefined]);
    expect(it.entries.map(({ detail }) => detail)).toEqual(['getSystemIdleTime']);
  });
});
