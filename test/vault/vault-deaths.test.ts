/**
 * A store and a file system that die at each step, in each order of deeds that a session can produce: what the next start
 * finds is a session that may be continued, or none, and never a mix (`session.md`, "Journal and vault").
 */
import { describe, expect, test } from 'vitest';
import { count } from '../unit-support/counts.ts';
import { account, journalOn, nextRun } from './fake-world.ts';
import { carryOutLateSets, copyOf, deathsAt } from './frail-world.ts';
import { beginningOf, live, type Beginning, type Life } from './app-life.ts';
import { livesFrom, nameOf, startAfter, tokenOf, type Deed } from './session-model.ts';

/** What the next start may find: how it was before the deed, until that has changed something; then how it is after. */
function allowedStarts({ truth, dying, touched }: Life): readonly string[] {
  if (!dying || !touched) return [startAfter(truth)];
  const isSave = dying.deed === 'save' || dying.deed === 'save in memory';
  return [startAfter(dying.after), ...(isSave ? ['interrupted'] : [])];
}

/** Starts the app again and again on what a life has left. @returns whether the session may be continued */
async function startsAfter(life: Life, lateSets: 'never' | 'before' | 'after', where: string): Promise<boolean> {
  expect(life.untrue, where).toEqual([]);
  const computer = copyOf(life.computer);
  const { store, disk } = computer;
  if (lateSets === 'before') carryOutLateSets(computer);
  const opened = await nextRun(computer).vault.open();
  expect(allowedStarts(life), where).toContain(nameOf(opened));

  if (opened.kind === 'restorable') {
    // Whole: of one save, in all that it was given. It stays so until somebody takes it.
    const second = nextRun(computer);
    expect(await second.vault.open(), where).toEqual(opened);
    expect(await second.vault.redeem(), where).toBe(tokenOf(opened.facts.person.userId));
    expect(nameOf(await nextRun(computer).vault.open()), where).toBe('interrupted');
  }
  expect(store.entries.has(account), where).toBe(false);
  expect(journalOn(disk)?.['state'] ?? 'dead', where).toBe('dead');
  // What the keychain comes up with afterwards counts no more, and goes.
  if (lateSets === 'after') carryOutLateSets(computer);
  expect((await nextRun(computer).vault.open()).kind, where).not.toBe('restorable');
  expect(store.entries.has(account), where).toBe(false);
  return opened.kind === 'restorable';
}

/** The whole life, and one for each death at a step of its last deed; of the start, where there is no deed. */
async function* livesOf(beginning: Beginning, deeds: readonly Deed[]): AsyncGenerator<readonly [Life, string]> {
  const whole = await live(beginning, deeds);
  const what = deeds.join(', ') || 'start';
  expect(whole.dying, what).toBeUndefined();
  yield [whole, what];
  for (let number = whole.stepsBefore + 1; number <= whole.steps.length; number += 1) {
    const step = whole.steps[number - 1] ?? 'get';
    for (const death of deathsAt(step)) {
      const life = await live(beginning, deeds, (_step, at) => (at === number ? death : 'works'));
      yield [life, `${what}: dies at step ${number}, ${step}, ${death.effect}`];
    }
  }
}

function counted() {
  const told = { lives: 0, starts: 0, continued: 0 };
  const check = async (life: Life, where: string): Promise<void> => {
    told.lives += 1;
    const fates = life.computer.late.length > 0 ? (['never', 'before', 'after'] as const) : (['never'] as const);
    for (const lateSets of fates) {
      told.starts += 1;
      told.continued += Number(await startsAfter(life, lateSets, `${where}; late sets ${lateSets}`));
    }
  };
  const conclude = (what: string): void => {
    const { lives, starts, continued } = told;
    console.info(`${what}: ${lives} lives, ${starts} starts after them, ${continued} of which could be continued`);
    expect(continued).toBeGreaterThan(100);
  };
  return { check, conclude };
}

describe('B26 invariant 11: kill at any moment leaves "logged out" or a session that may be continued, never a mix', () => {
  const longest = count(4, 6);
  const timeout = 900_000;

  test.each(['out', 'restorable'] as const)(
    'from %s, in every order of deeds, at every step of the last one',
    { timeout },
    async (phase) => {
      const beginning = await beginningOf(phase);
      const { check, conclude } = counted();
      for (let length = 1; length <= longest; length += 1) {
        for (const deeds of livesFrom(phase, length)) {
          for await (const [life, where] of livesOf(beginning, deeds)) await check(life, where);
        }
      }
      conclude(`From ${phase}, up to ${longest} deeds`);
    },
  );

  test('and once more at every step of the start that follows', { timeout }, async () => {
    const { check, conclude } = counted();
    for (const phase of ['out', 'restorable'] as const) {
      const beginning = await beginningOf(phase);
      for (const deeds of livesFrom(phase, longest - 2)) {
        for await (const [life, where] of livesOf(beginning, deeds)) {
          for await (const [{ computer }, died] of livesOf(life, [])) {
            await check({ ...life, computer }, `${where}, then ${died}`);
          }
        }
      }
    }
    conclude(`Up to ${longest - 2} deeds and a start that dies`);
  });
});
