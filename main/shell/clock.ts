import type { Clock } from '../ports.ts';

/** The longest delay that Node's timers know; they run a longer one after 1 ms, which would end a session at once (B22). */
const longestDelayMs = 2 ** 31 - 1;

/**
 * The computer's clock. A delay of any length is kept, by as many timers one after the other as it takes; `Infinity` never
 * comes. A delay that is past or not a number is due at once: a limit that is looked at too early is looked at again, one
 * that is never looked at would leave a session open (HAZ-02).
 */
export const systemClock: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, run) {
    let leftMs = Number.isNaN(delayMs) ? 0 : Math.max(0, delayMs);
    let timer: NodeJS.Timeout;
    const wait = () => {
      const partMs = Math.min(leftMs, longestDelayMs);
      leftMs -= partMs;
      timer = setTimeout(leftMs > 0 ? wait : run, partMs);
    };
    wait();
    return () => clearTimeout(timer);
  },
};
