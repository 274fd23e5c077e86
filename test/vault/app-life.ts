/** One run of the app, from its start to its end or to the death of it, and what it leaves on the computer. */
import { account, emptyStore, nextRun, runOn } from './fake-world.ts';
import { copyOf, frailWorld, type Computer, type Fate, type Step } from './frail-world.ts';
import { actOf, nobody, tokenOf, type Act, type Deed, type Truth } from './session-model.ts';

export interface Beginning {
  readonly computer: Computer;
  readonly truth: Truth;
}

export interface Life {
  readonly computer: Computer;
  readonly steps: readonly Step[];
  /** The number of steps before the last deed. */
  readonly stepsBefore: number;
  /** What was so before the deed during which the app died, and that deed; none where it died after the last. */
  readonly truth: Truth;
  readonly dying: Act | undefined;
  /** Whether the dying deed has changed anything. */
  readonly touched: boolean;
  /** What the vault said and was not so. One fault it sees through; a keychain that lies twice to one purpose nobody does. */
  readonly untrue: readonly string[];
}

/** A computer on which nobody was, or one on which somebody was logged in when the app was quit. */
export async function beginningOf(phase: 'out' | 'restorable'): Promise<Beginning> {
  const computer: Computer = { store: emptyStore(), disk: new Map(), late: [] };
  if (phase === 'out') return { computer, truth: nobody };
  const { vault } = nextRun(computer);
  const truth = await actOf('save', nobody)?.perform(vault);
  return { computer, truth: { ...nobody, ...truth, phase } };
}

/** @param fateOf of each step, by its number from 1 */
export async function live(
  beginning: Beginning,
  deeds: readonly Deed[],
  fateOf: (step: Step, number: number) => Fate = () => 'works',
): Promise<Life> {
  const computer = copyOf(beginning.computer);
  const world = frailWorld(computer, fateOf);
  const { vault } = runOn(world.host, world.files);
  let { truth } = beginning;
  let stepsBefore = 0;
  const untrue: string[] = [];
  const lifeUntil = (dying: Act | undefined, touched: boolean): Life => {
    return { computer, steps: world.steps, stepsBefore, truth, dying, touched, untrue };
  };

  const opened = await Promise.race([vault.open(), world.died]);
  if (opened === 'died') return lifeUntil(undefined, false);
  // What a start has said of the session before holds for good.
  if (opened.kind !== 'restorable') truth = { ...nobody, saves: truth.saves, untold: truth.untold };
  for (const deed of deeds) {
    const act = actOf(deed, truth);
    if (!act) break;
    stepsBefore = world.steps.length;
    const changesBefore = world.changes();
    const done = await Promise.race([act.perform(vault), world.died]);
    if (done === 'died') return lifeUntil(act, world.changes() > changesBefore);
    truth = done;
    untrue.push(...untrueOf(computer, truth));
  }
  return lifeUntil(undefined, false);
}

function untrueOf({ store }: Computer, { said, countable }: Truth): readonly string[] {
  const text = store.entries.get(account);
  if (said === 'gone' && text !== undefined) return ['gone, and it is there'];
  if (said === 'kept' && !text?.includes(JSON.stringify(tokenOf(countable ?? 'nobody'))))
    return ['kept, and it is not'];
  return [];
}
