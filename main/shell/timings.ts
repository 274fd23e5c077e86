/** The moments of a start, in the order in which they usually come. */
export const startMarks = ['main', 'ready', 'windowMade', 'policyRead', 'painted', 'sessionMade', 'viewAsked'] as const;
export type StartMark = (typeof startMarks)[number];

export interface Timings {
  /** Notes a moment, the first time only. */
  mark(name: StartMark): void;
}

/**
 * Tells how long a start took (`--timings`): one line of JSON with whole ms since the process began, once all marks are there.
 * Names and numbers, and nothing else.
 *
 * @param nowMs ms since the process began, as `performance.now()` counts
 */
export function createTimings(nowMs: () => number, print: (line: string) => void): Timings {
  const taken = new Map<StartMark, number>();
  return {
    mark(name) {
      if (taken.has(name)) return;
      taken.set(name, Math.round(nowMs()));
      if (taken.size === startMarks.length) print(JSON.stringify({ timingsMs: Object.fromEntries(taken) }));
    },
  };
}
