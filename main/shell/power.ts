import type { PowerMonitor } from 'electron';
import type { Cleanup, Clock, Log, Power, PowerEvent } from '../ports.ts';
import type { OsSessionEnd } from './os-session-end.ts';

/** How often a system that announces no lock is asked whether it is locked. */
const pollMs = 3_000;
/** Repeated within so many ms, an event is an echo: on Windows Electron hears of sleep from two sources. */
const echoMs = 5_000;
/** Electron demands one to tell `idle` from `active`, a difference that nothing here hangs on. */
const idleThresholdSeconds = 60;

export interface PowerParts {
  readonly monitor: Pick<PowerMonitor, 'getSystemIdleState' | 'getSystemIdleTime'> &
    Pick<NodeJS.EventEmitter, 'on' | 'removeListener'>;
  readonly osSessionEnd: OsSessionEnd;
  /** `process.platform` */
  readonly platform: string;
  readonly clock: Pick<Clock, 'monotonicMs' | 'after'>;
  readonly log: Pick<Log, 'warn'>;
}

/**
 * What the computer does, from Electron's `powerMonitor` (B56). Make it after ready. The system is listened to and asked only
 * while somebody subscribes. Code: `POWER_UNREADABLE`, once for each question that the system answers by an error.
 *
 * | | lock | sleep | user switch, remote session | end of the OS session |
 * |---|---|---|---|---|
 * | Windows | event | event | see below | event |
 * | macOS | event | event | event | event |
 * | Linux | asked every 3 s, where the desktop tells | event | as the lock that comes with it | event |
 *
 * Electron passes on of Windows' session messages only lock and unlock of this session, so another user who comes to the
 * front, or a remote session that is disconnected, is told at once only where Windows locks first. Where it does not, the
 * unlock at the return comes without a lock before it, and is told as `userSwitchedAway` then: late, but before anybody can
 * use the app.
 */
export function createPower({ monitor, osSessionEnd, platform, clock, log }: PowerParts): Power {
  const listeners = new Set<(event: PowerEvent) => void>();
  const unreadable = new Set<string>();
  let stop: Cleanup = () => {};
  let isEnding = false;

  function tell(...events: readonly PowerEvent[]): void {
    for (const event of events) {
      for (const listener of listeners) listener(event);
    }
  }

  /** A state of the computer with a beginning and an end, each told once; `missed` if an end comes that had no beginning. */
  function twoEnds(beginning: PowerEvent, end: PowerEvent | undefined, missed: readonly PowerEvent[]) {
    let isOn = false;
    let toldAtMs = -Infinity;
    const isEcho = () => clock.monotonicMs() - toldAtMs < echoMs;
    const set = (on: boolean, events: readonly PowerEvent[]) => {
      isOn = on;
      toldAtMs = clock.monotonicMs();
      tell(...events);
    };
    return {
      // A later repetition means that the end in between was missed: not telling it could leave a session open (HAZ-02).
      begin: () => (isOn && isEcho() ? undefined : set(true, [beginning])),
      end: () => {
        if (isOn) set(false, end === undefined ? [] : [end]);
        else if (!isEcho()) set(false, missed);
      },
    };
  }

  function start(): Cleanup {
    const lock = twoEnds(
      'computerLocked',
      'computerUnlocked',
      platform === 'win32' ? ['userSwitchedAway'] : ['computerLocked', 'computerUnlocked'],
    );
    const sleep = twoEnds('suspended', 'resumed', ['suspended', 'resumed']);
    const away = twoEnds('userSwitchedAway', undefined, ['userSwitchedAway']);
    const events = [
      ['lock-screen', lock.begin],
      ['unlock-screen', lock.end],
      ['suspend', sleep.begin],
      ['resume', sleep.end],
      ['user-did-resign-active', away.begin],
      ['user-did-become-active', away.end],
    ] as const;
    for (const [name, run] of events) monitor.on(name, run);
    const stopPolling = platform === 'linux' ? poll(lock) : () => {};
    return () => {
      for (const [name, run] of events) monitor.removeListener(name, run);
      stopPolling();
    };
  }

  /** Only a change of the answer counts, so that an event of the system beside it is not taken back by the next answer. */
  function poll(lock: { readonly begin: () => void; readonly end: () => void }): Cleanup {
    let wasLocked = false;
    let stopTimer: Cleanup = () => {};
    const look = () => {
      stopTimer = clock.after(pollMs, look);
      const state = ask('getSystemIdleState', () => monitor.getSystemIdleState(idleThresholdSeconds));
      if (state === undefined || state === 'unknown') return;
      const isLocked = state === 'locked';
      if (isLocked === wasLocked) return;
      wasLocked = isLocked;
      if (isLocked) lock.begin();
      else lock.end();
    };
    look();
    return () => stopTimer();
  }

  function ask<Answer>(question: string, put: () => Answer): Answer | undefined {
    try {
      return put();
    } catch (error) {
      if (!unreadable.has(question)) {
        unreadable.add(question);
        log.warn('POWER_UNREADABLE', { detail: question, reason: error instanceof Error ? error.name : 'unknown' });
      }
      return undefined;
    }
  }

  osSessionEnd.subscribe(() => {
    if (!isEnding) tell('osSessionEnding');
    isEnding = true;
  });

  return {
    subscribe(listener) {
      const own = (event: PowerEvent) => listener(event);
      listeners.add(own);
      if (listeners.size === 1) stop = start();
      return () => {
        if (listeners.delete(own) && listeners.size === 0) stop();
      };
    },
    idleMs() {
      const seconds = ask('getSystemIdleTime', () => monitor.getSystemIdleTime());
      return seconds !== undefined && Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
    },
  };
}
