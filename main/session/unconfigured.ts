import type { Problem } from '../../preload/failures.ts';
import type { Session } from './session.ts';

/** Without a usable policy there is no provider to log in with: one screen that says so, and every gesture is refused. */
export function unconfiguredSession(problem: Problem): Session {
  return {
    view: () => ({ kind: 'setupProblem', problem }),
    subscribe: () => () => {},
    start() {},
    policyChanged() {},
    gesture: () => false,
    linkCopied: () => Promise.resolve(false),
    inputProblems: () => [],
    readDraft: () => null,
    limitIdle() {},
    quit: async () => {},
  };
}
