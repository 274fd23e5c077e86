/**
 * A keychain and a disk that fail and lie while the app goes on, alone and together with its death: what may be continued
 * afterwards is one whole session that was not locked, ended or being renewed, or none.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count } from '../unit-support/counts.ts';
import { live, beginningOf, type Beginning, type Life } from './app-life.ts';
import { account, emptyStore, nextRun } from './fake-world.ts';
import { carryOutLateSets, copyOf, deathsAt, faultsAt, type Fate, type Misfortune, type Step } from './frail-world.ts';
import { livesFrom, movesFrom, nobody, tokenOf, type Deed, type Phase, type Truth } from './session-model.ts';

/** What may be continued after a life. A fault may cost it, and what its person last did; it never adds anything. */
function continuable({ truth, dying, touched }: Life): readonly Truth[] {
  return [...(touched ? [] : [truth]), ...(dying ? [dying.after] : [])].filter(
    ({ countable }) => countable !== undefined,
  );
}

/** @returns whether the session may be continued */
async function startsAfter(life: Life, lateSets: 'never' | 'before' | 'after', where: string): Promise<boolean> {
  expect(life.untrue, where).toEqual([]);
  const computer = copyOf(life.computer);
  if (lateSets === 'before') carryOutLateSets(computer);
  const opened = await nextRun(computer).vault.open();
  if (opened.kind === 'restorable') {
    const { generation, facts, lastActivityMs } = opened;
    const { userId } = facts.person;
    const of = continuable(life).find((truth) => truth.countable === userId && truth.generation === generation);
    expect(of, `${where}: ${userId} ${generation}`).toBeDefined();
    expect(lastActivityMs, where).toBeLessThanOrEqual(of?.lastActivityMs ?? 0);
    const next = nextRun(computer).vault;
    expect(await next.open(), where).toEqual(opened);
    expect(await next.redeem(), where).toBe(tokenOf(userId));
  }
  if (lateSets === 'after') carryOutLateSets(computer);
  expect((await nextRun(computer).vault.open()).kind, where).not.toBe('restorable');
  expect(computer.store.entries.has(account), where).toBe(false);
  return opened.kind === 'restorable';
}

const lateSetsOf = ({ computer }: Life) =>
  computer.late.length > 0 ? (['never', 'before', 'after'] as const) : (['never'] as const);

/** Each fault at each step, alone; and where a write to the disk is refused, with and without the removal that follows. */
function faultsIn(steps: readonly Step[]): readonly (readonly [string, (step: Step, number: number) => Fate])[] {
  return steps.flatMap((step, index) =>
    faultsAt[step].flatMap((fault) => {
      const name = `${step} ${index + 1} ${fault.effect}, ${fault.outcome}`;
      const alone = (_step: Step, number: number) => (number === index + 1 ? fault : 'works');
      const both = (other: Step, number: number) =>
        other === 'remove' && number === index + 2 ? fault : alone(other, number);
      return step === 'replaceDurably'
        ? [[name, alone] as const, [`${name}, and not removed`, both] as const]
        : [[name, alone] as const];
    }),
  );
}

describe('invariant 10: a keychain or a disk that fails', () => {
  const longest = count(3, 5);

  test.each(['out', 'restorable'] as const)(
    'once, in any way, at any step, from %s in every order of deeds: nothing of it is continued that should not be',
    { timeout: 900_000 },
    async (phase) => {
      const beginning = await beginningOf(phase);
      let [lives, starts, continued] = [0, 0, 0];
      for (const deeds of livesFrom(phase, longest)) {
        const { steps } = await live(beginning, deeds);
        for (const [fault, fateOf] of faultsIn(steps)) {
          const life = await live(beginning, deeds, fateOf);
          lives += 1;
          for (const lateSets of lateSetsOf(life)) {
            starts += 1;
            continued += Number(await startsAfter(life, lateSets, `${deeds.join(', ')}: ${fault}; ${lateSets}`));
          }
        }
      }
      console.info(
        `From ${phase}: ${lives} lives of ${longest} deeds with a fault, ${starts} starts, ${continued} continued`,
      );
      expect(continued).toBeGreaterThan(50);
    },
  );
});

/** What a run of the app may meet: a disk that refuses everything while the keychain is honest, or the other way round. */
type Weather = 'bad disk' | 'bad keychain';

function misfortunesAt(step: Step, weather: Weather): readonly Misfortune[] {
  const isDisk = step === 'readText' || step === 'replaceDurably' || step === 'remove';
  // With a bad keychain a journal that cannot be written can still be removed: nobody can promise anything if both fail.
  return isDisk === (weather === 'bad disk') || step === 'replaceDurably' ? faultsAt[step] : [];
}

const run = fc.record({
  choices: fc.array(fc.nat(1000), { maxLength: 9 }),
  /** Of each step: mostly it works. */
  luck: fc.array(fc.nat(99), { minLength: 60, maxLength: 60 }),
  carryOutLateSets: fc.boolean(),
});

function deedsFrom(phase: Phase, choices: readonly number[]): readonly Deed[] {
  const [choice, ...rest] = choices;
  if (choice === undefined) return [];
  const moves = movesFrom(phase);
  const move = moves[choice % moves.length];
  return move ? [move[0], ...deedsFrom(move[1], rest)] : [];
}

test('B26 invariant 11: whatever fails and dies in however many runs, nothing is continued that should not be', async () => {
  const runs = count(3000, 100_000);
  const told = { runs: 0, deaths: 0, faults: 0, continued: 0 };
  const story = fc.record({
    weather: fc.constantFrom<Weather>('bad disk', 'bad keychain'),
    runs: fc.array(run, { minLength: 1, maxLength: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(story, async ({ weather, runs: lives }) => {
      let beginning: Beginning = { computer: { store: emptyStore(), disk: new Map(), late: [] }, truth: nobody };
      for (const { choices, luck, carryOutLateSets: carryOut } of lives) {
        const fateOf = (step: Step, number: number): Fate => {
          const throwOfDice = luck[number - 1] ?? 0;
          if (throwOfDice < 85) return 'works';
          const all = throwOfDice < 97 ? misfortunesAt(step, weather) : deathsAt(step);
          return all[throwOfDice % all.length] ?? 'works';
        };
        const life = await live(beginning, deedsFrom(beginning.truth.phase, choices), (step, number) => {
          const fate = fateOf(step, number);
          if (fate !== 'works') told.faults += 1;
          return fate;
        });
        told.runs += 1;
        told.deaths += Number(life.dying !== undefined);
        const { computer } = life;
        if (carryOut) carryOutLateSets(computer);
        const opened = await nextRun(copyOf(computer)).vault.open();
        if (opened.kind !== 'restorable') {
          beginning = { computer, truth: { ...nobody, saves: life.truth.saves + 1 } };
          continue;
        }
        const { userId } = opened.facts.person;
        const of = continuable(life).find(({ countable }) => countable === userId);
        expect(of?.generation, userId).toBe(opened.generation);
        expect(opened.lastActivityMs).toBeLessThanOrEqual(of?.lastActivityMs ?? 0);
        told.continued += 1;
        beginning = { computer, truth: { ...nobody, ...of, saves: life.truth.saves + 1, phase: 'restorable' } };
      }
    }),
    { numRuns: runs },
  );
  console.info(
    `${told.runs} runs of the app, ${told.faults} faults, ${told.deaths} deaths in a deed, ${told.continued} times it could be continued`,
  );
  expect(told.continued).toBeGreaterThan(runs / 20);
}, 900_000);
