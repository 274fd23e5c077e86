import type { PowerEvent } from '../ports.ts';
import type { Policy } from '../policy/schema.ts';
import { cancel, isRunning } from './attempt-moves.ts';
import { end, lock, quit } from './ends.ts';
import type { Moment } from './events.ts';
import { limitsOf } from './limits.ts';
import { noteInput } from './limit-moves.ts';
import { move, type Step } from './step.ts';
import type { Blanked, State } from './state.ts';

/** What the computer does to a session (`session.md`, "Moves"). Limits have been applied: time asleep has counted as idle. */
export function power(policy: Policy, state: State, event: PowerEvent, moment: Moment): Step {
  switch (event) {
    case 'osSessionEnding':
      return quit(policy.session.profile, state, moment);
    case 'computerLocked':
    case 'suspended':
    case 'userSwitchedAway':
      return leave(policy, state, event, moment);
    case 'computerUnlocked':
      // Whoever unlocked the computer touched it; were the idle limit over, this were no session any more.
      return move(noteInput(unblank(state, { computerLocked: false }), moment.nowMs, moment.nowMs));
    case 'resumed': {
      const awake = unblank(state, { asleep: false });
      if (awake.session.kind !== 'active') return move(state);
      return move(
        { ...awake, session: { ...awake.session, resuming: true } },
        { type: 'checkResume', epoch: state.epoch },
      );
    }
  }
}

type Leaving = 'computerLocked' | 'suspended' | 'userSwitchedAway';

const reasons = { computerLocked: 'computerLocked', suspended: 'sleep', userSwitchedAway: 'userSwitch' } as const;

function leave(policy: Policy, state: State, event: Leaving, moment: Moment): Step {
  const { session, attempt } = state;
  if (session.kind === 'choosingRole') return end(state, reasons[event], moment);
  const { atComputerLock } = limitsOf(policy);
  if (session.kind !== 'active') {
    // Nobody is logged in or unlocked behind their back where a session that is there would be gone (HAZ-02).
    const isHarmless = event !== 'userSwitchedAway' && atComputerLock === 'blank';
    return isHarmless || !isRunning(attempt) ? move(state) : cancel(state);
  }
  if (atComputerLock === 'logOut') return end(state, reasons[event], moment);
  if (event === 'userSwitchedAway' || atComputerLock === 'lock') return lock(state, reasons[event], moment);
  const before = session.blanked ?? { computerLocked: false, asleep: false };
  const blanked = { ...before, ...(event === 'suspended' ? { asleep: true } : { computerLocked: true }) };
  return move({ ...state, session: { ...session, blanked } });
}

function unblank(state: State, change: Partial<Blanked>): State {
  const { session, watch } = state;
  if (session.kind !== 'active' || !session.blanked) return state;
  const blanked = { ...session.blanked, ...change };
  return {
    ...state,
    // What the computer said before says nothing about now.
    watch: watch && { ...watch, zeroSinceMs: undefined },
    session: { ...session, blanked: blanked.computerLocked || blanked.asleep ? blanked : null },
  };
}
