import type { Cleanup, Clock, Http } from '../../main/ports.ts';
import { nodeHttp } from '../unit-support/system.ts';

/**
 * The real clock, which a test can move while real sockets work. `Date.now` is everybody's in this process, so the provider's
 * tokens run out at the same moment as the app thinks that they do.
 */
export interface MovedTime extends Clock {
  /** Time passes for everybody; what falls due meanwhile runs in its order, each at its moment. */
  pass(ms: number): void;
  /** The computer sleeps: for the world time passes, while this computer's timers and its monotonic clock stand still. */
  sleep(ms: number): void;
  /** A hand on the clock of this computer alone. */
  setWall(byMs: number): void;
  /** How many timers run. */
  pending(): number;
  /** Requests over real sockets; the provider's `Date` goes with the time that has passed. */
  readonly http: Http;
  restore(): void;
}

interface Timer {
  readonly dueMs: number;
  readonly run: () => void;
  timeout: NodeJS.Timeout | undefined;
}

export function movedTime(): MovedTime {
  const systemNow = Date.now;
  let passedMs = 0;
  let sleptMs = 0;
  let handMs = 0;
  const timers = new Set<Timer>();
  Date.now = () => systemNow() + passedMs + sleptMs;
  const monotonicMs = () => performance.now() + passedMs;

  function start(timer: Timer): void {
    clearTimeout(timer.timeout);
    timer.timeout = setTimeout(() => fire(timer), Math.max(0, timer.dueMs - monotonicMs()));
  }

  function fire(timer: Timer): void {
    clearTimeout(timer.timeout);
    if (timers.delete(timer)) timer.run();
  }

  return {
    wallMs: () => Date.now() + handMs,
    monotonicMs,
    after(delayMs, run): Cleanup {
      const timer: Timer = { dueMs: monotonicMs() + delayMs, run, timeout: undefined };
      timers.add(timer);
      start(timer);
      return () => {
        clearTimeout(timer.timeout);
        timers.delete(timer);
      };
    },
    pass(ms) {
      const untilMs = monotonicMs() + ms;
      for (;;) {
        const [due] = [...timers].filter(({ dueMs }) => dueMs <= untilMs).toSorted((a, b) => a.dueMs - b.dueMs);
        if (!due) break;
        passedMs += Math.max(0, due.dueMs - monotonicMs());
        fire(due);
      }
      passedMs += Math.max(0, untilMs - monotonicMs());
      for (const timer of timers) start(timer);
    },
    sleep(ms) {
      sleptMs += ms;
    },
    setWall(byMs) {
      handMs += byMs;
    },
    pending: () => timers.size,
    http: async (url, request) => {
      const answer = await nodeHttp(url, request);
      const headers = new Headers(answer.headers);
      // Node's server asks the system for the time of this one header, and nobody else.
      if (headers.has('date')) headers.set('date', new Date(Date.now()).toUTCString());
      return new Response(answer.body, { status: answer.status, headers });
    },
    restore() {
      for (const { timeout } of timers) clearTimeout(timeout);
      timers.clear();
      Date.now = systemNow;
    },
  };
}
