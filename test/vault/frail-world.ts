/** A keychain and a folder that fail, lie or die with the app, each step of theirs as the test says. */
import type { KeychainHost } from '../../main/ports.ts';
import { diskOf, locked, workingHost, type Disk, type Store } from './fake-world.ts';

export type Step = 'get' | 'set' | 'delete' | 'readText' | 'replaceDurably' | 'remove';

export type Fate = 'works' | Misfortune;
export interface Misfortune {
  /** `late`: a set that the keychain carries out when the test likes, perhaps in another run of the app. */
  readonly effect: 'done' | 'lost' | 'late';
  /**
   * `dies`: the app, with everything in it; from then on no call comes back and none has an effect. `is locked`: a keychain
   * that refuses a set, and says `null` and `false` to the others. `lies`: it says yes. `refuses`: a disk.
   */
  readonly outcome: 'dies' | 'overruns' | 'is locked' | 'lies' | 'refuses';
}

const misfortune = (effect: Misfortune['effect'], outcome: Misfortune['outcome']): Misfortune => ({ effect, outcome });

export function deathsAt(step: Step): readonly Misfortune[] {
  const deaths = [misfortune('lost', 'dies'), misfortune('done', 'dies')];
  return step === 'set' ? [...deaths, misfortune('late', 'dies')] : deaths;
}

/** What the app outlives. */
export const faultsAt: Readonly<Record<Step, readonly Misfortune[]>> = {
  get: [misfortune('lost', 'overruns'), misfortune('lost', 'is locked')],
  set: [
    misfortune('done', 'overruns'),
    misfortune('lost', 'overruns'),
    misfortune('late', 'overruns'),
    misfortune('lost', 'is locked'),
    misfortune('lost', 'lies'),
  ],
  delete: [
    misfortune('done', 'overruns'),
    misfortune('lost', 'overruns'),
    misfortune('lost', 'is locked'),
    misfortune('lost', 'lies'),
  ],
  readText: [misfortune('lost', 'refuses')],
  replaceDurably: [misfortune('lost', 'refuses')],
  remove: [misfortune('lost', 'refuses')],
};

/** Name and text of an entry. */
export type LateSet = readonly [string, string];

/** What outlives the app. */
export interface Computer {
  readonly store: Store;
  readonly disk: Disk;
  readonly late: LateSet[];
}

export function copyOf({ store, disk, late }: Computer): Computer {
  return { store: { entries: new Map(store.entries), calls: [] }, disk: new Map(disk), late: [...late] };
}

export function carryOutLateSets({ store, late }: Computer): void {
  for (const [name, text] of late.splice(0)) store.entries.set(name, text);
}

export interface FrailWorld {
  readonly host: KeychainHost;
  readonly files: ReturnType<typeof diskOf>;
  readonly died: Promise<'died'>;
  /** Every step so far. */
  readonly steps: readonly Step[];
  /** How many of them have changed something. */
  changes(): number;
}

/** @param fateOf asked once for each step, with its number from 1 */
export function frailWorld(computer: Computer, fateOf: (step: Step, number: number) => Fate): FrailWorld {
  const { store, disk, late } = computer;
  const steps: Step[] = [];
  let changes = 0;
  let dead = false;
  let die = () => undefined as void;
  const died = new Promise<'died'>((resolve) => {
    die = () => resolve('died');
  });
  const working = workingHost(store);
  const disks = diskOf(disk);

  async function take<Result>(step: Step, perform: () => Promise<Result>, set?: LateSet): Promise<Taken<Result>> {
    const never = new Promise<never>(() => undefined);
    if (dead) return never;
    steps.push(step);
    const isChange = step !== 'get' && step !== 'readText';
    const fate = fateOf(step, steps.length);
    if (fate === 'works') {
      if (isChange) changes += 1;
      return { outcome: 'works', result: await perform() };
    }
    const { effect, outcome } = fate;
    if (outcome === 'dies') dead = true;
    if (effect === 'done') {
      if (isChange) changes += 1;
      await perform();
    }
    if (effect === 'late' && set) late.push(set);
    if (outcome !== 'dies') return { outcome };
    die();
    return never;
  }

  return {
    died,
    steps,
    changes: () => changes,
    host: {
      async get(name) {
        const taken = await take('get', () => working.get(name));
        if (taken.outcome === 'works') return taken.result;
        return taken.outcome === 'is locked' ? { kind: 'answered', value: null } : overran;
      },
      async set(name, text) {
        const taken = await take('set', () => working.set(name, text), [name, text]);
        if (taken.outcome === 'works') return taken.result;
        if (taken.outcome === 'is locked') return locked;
        return taken.outcome === 'lies' ? { kind: 'answered', value: null } : overran;
      },
      async delete(name) {
        const taken = await take('delete', () => working.delete(name));
        if (taken.outcome === 'works') return taken.result;
        return taken.outcome === 'overruns' ? overran : { kind: 'answered', value: taken.outcome === 'lies' };
      },
      close: () => undefined,
    },
    files: {
      readText: async (path) => orRefused(await take('readText', () => disks.readText(path))),
      replaceDurably: async (path, text) =>
        orRefused(await take('replaceDurably', () => disks.replaceDurably(path, text))),
      remove: async (path) => orRefused(await take('remove', () => disks.remove(path))),
    },
  };
}

type Taken<Result> =
  { readonly outcome: 'works'; readonly result: Result } | { readonly outcome: Exclude<Misfortune['outcome'], 'dies'> };

const overran = { kind: 'overran' } as const;

function orRefused<Result>(taken: Taken<Result>): Result {
  if (taken.outcome !== 'works') throw Object.assign(new Error('the disk refuses'), { code: 'EIO' });
  return taken.result;
}
