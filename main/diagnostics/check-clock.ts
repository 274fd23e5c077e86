import { clockToleranceSeconds } from '../assurance/requirement.ts';
import { fail, noProvider, notRun, pass, warn, type Check } from './check.ts';

/** A `Date` header counts whole seconds, and the answer took its own time: less than this says nothing. */
const unsureSeconds = 2;

/** This computer's clock against the log-in service's, by the `Date` of its answer (HAZ-09). */
export const checkClock: Check = {
  id: 'clock',
  async run({ probe }) {
    const { target } = probe;
    if (!target) return noProvider();
    const host = target.hostname;
    const answer = await probe.answer();
    if (answer.kind === 'failed') return notRun('CLOCK_NO_ANSWER', { host });
    if (answer.serverMs === undefined) return notRun('CLOCK_NOT_TOLD', { host });
    const ahead = Math.round((answer.localMs - answer.serverMs) / 1000);
    const seconds = Math.abs(ahead);
    const direction = ahead > 0 ? 'AHEAD' : 'BEHIND';
    // Beyond it ID tokens are refused, and the person is told of a wrong clock.
    if (seconds > clockToleranceSeconds + unsureSeconds)
      return fail(`CLOCK_${direction}`, { seconds, host }, 'localIt');
    if (seconds > clockToleranceSeconds / 2) return warn(`CLOCK_DRIFTS_${direction}`, { seconds, host }, 'localIt');
    return pass('CLOCK_RIGHT', { host });
  },
};
