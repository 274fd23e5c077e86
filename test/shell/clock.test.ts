import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../../main/shell/clock.ts';

/** vitest's timers treat a longer delay as Node does: they run it after 1 ms. */
const longestMs = 2 ** 31 - 1;
const dayMs = 24 * 60 * 60 * 1000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function started(delayMs: number) {
  const run = vi.fn();
  const stop = systemClock.after(delayMs, run);
  return { run, stop };
}

test('runs once after the delay, and never after the clean-up', () => {
  const { run } = started(1000);
  const undone = started(500);
  undone.stop();
  undone.stop();
  vi.advanceTimersByTime(999);
  expect(run).not.toHaveBeenCalled();
  vi.advanceTimersByTime(5000);
  expect(run).toHaveBeenCalledOnce();
  expect(undone.run).not.toHaveBeenCalled();
});

describe('B22 delays beyond what a timer of Node can hold', () => {
  test.each([
    ['the longest that one timer holds', longestMs],
    ['one more', longestMs + 1],
    ['60 days', 60 * dayMs],
    ['ten years', 3650 * dayMs],
  ])('B22 %s: once, when it is due, and not before', (_what, delayMs) => {
    const { run } = started(delayMs);
    vi.advanceTimersByTime(delayMs - 1);
    expect(run).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(run).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(longestMs);
    expect(run).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('B22 one that never ends never comes, and is still cleaned up', () => {
    const { run, stop } = started(Infinity);
    vi.advanceTimersByTime(3650 * dayMs);
    expect(run).not.toHaveBeenCalled();
    stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('B22 a long delay is cleaned up in each part of it', () => {
    for (const afterMs of [0, longestMs, longestMs + 5]) {
      const { run, stop } = started(2 * longestMs + 10);
      vi.advanceTimersByTime(afterMs);
      stop();
      stop();
      vi.advanceTimersByTime(3 * longestMs);
      expect(run).not.toHaveBeenCalled();
      expect(vi.getTimerCount()).toBe(0);
    }
  });
});

test.each([NaN, 0, -1, -Infinity])('B22 a delay of %s is due at once, though not within the call', (delayMs) => {
  const timers = vi.spyOn(globalThis, 'setTimeout');
  const { run } = started(delayMs);
  // Node writes a warning for anything else, which a user's terminal would show.
  expect(timers.mock.calls).toEqual([[run, 0]]);
  expect(run).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(run).toHaveBeenCalledOnce();
});

test('B21 the monotonic time does not follow the wall clock back', () => {
  vi.useRealTimers();
  const before = systemClock.monotonicMs();
  vi.setSystemTime(0);
  expect(systemClock.wallMs()).toBeLessThan(1000);
  expect(systemClock.monotonicMs()).toBeGreaterThanOrEqual(before);
  vi.useRealTimers();
});
