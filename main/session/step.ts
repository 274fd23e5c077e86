import type { Effect } from './events.ts';
import type { State } from './state.ts';

/** The outcome of an event: the next state, and what is to be done. `refused` only on a gesture that made no sense. */
export interface Step {
  readonly state: State;
  readonly effects: readonly Effect[];
  readonly refused: boolean;
}

export function move(state: State, ...effects: readonly Effect[]): Step {
  return { state, effects, refused: false };
}

export function refuse(state: State): Step {
  return { state, effects: [], refused: true };
}

/** `next` on what `first` led to; the effects of both, in their order. Refused is what the first refused. */
export function after(first: Step, next: (state: State) => Step): Step {
  const second = next(first.state);
  return { state: second.state, effects: [...first.effects, ...second.effects], refused: first.refused };
}
