import type { Clock } from '../ports.ts';

const longestDelayMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, run) {
    // Node runs a longer timer after 1 ms, with a warning nobody reads: a session would end at once.
    if (!(delayMs <= longestDelayMs)) throw new RangeError('delayMs');
    const timer = setTimeout(run, Math.max(0, delayMs));
    return () => clearTimeout(timer);
  },
};
