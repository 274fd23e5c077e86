import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entries, type Entry } from '../../build/scripts/gallery/entries.ts';
import { looks } from '../../build/scripts/gallery/looks.ts';
import { openStudio, type Studio } from '../../build/scripts/gallery/studio.ts';
import { weakEdges } from './support/edges.ts';
import { helpPlace, type HelpPlace } from './support/help-place.ts';
import { layoutProblems } from './support/layout.ts';
import { outgrown, spaceText } from './support/text-spacing.ts';

/** Issue 6 line 4: criteria of WCAG 2.2 that axe has no rule for, on one page of each row of the table of screens. */

const aWalkMs = 300_000;
const isLong = process.env['CIS2_TEST_LONG'] === '1';
/** What the system draws, and the pages of the simulator, are no part of the app. */
const ours = entries.filter(({ kind, screen }) => kind === 'scene' || screen === 5);
const scenes = ours.filter(({ kind }) => kind === 'scene');
const oneOfEach = (all: readonly Entry[]) =>
  isLong ? all : all.filter(({ screen, name }) => all.find((one) => one.screen === screen)?.name === name);

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
}, 60_000);
afterAll(() => studio?.close());

/** Goes through the entries in one look, and gathers what is wrong with each, with its name in front. */
async function walk(
  lookName: string,
  some: readonly Entry[],
  faultsOf: (page: Page, entry: Entry) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const look = looks.find(({ name }) => name === lookName);
  if (!look) throw new Error(`there is no look called ${lookName}`);
  const found: string[] = [];
  await studio.visit(look, some, async (entry, page, faults) => {
    for (const line of [...faults, ...(await faultsOf(page, entry))]) {
      found.push(`${entry.screen} ${entry.name}: ${line}`);
    }
  });
  return found;
}

describe('WCAG 1.4.11: edges of buttons and fields, rings and dots of radios, and the focus have 3 to 1', () => {
  it.each(['light-en', 'dark-en', 'highContrast-en'])(
    '%s',
    async (look) => {
      let count = 0;
      const found = await walk(look, oneOfEach(scenes), async (page) => {
        // From here on the focus is that of a keyboard.
        await page.keyboard.press('Tab');
        const { judged, weak } = await weakEdges(page, 3);
        count += judged;
        return weak.map(({ kind, element, ratio }) => `${kind}: ${element}, ${ratio} to 1`);
      });
      console.log(`non-text contrast, ${look}: ${count} edges, marks and focuses`);
      expect(found).toEqual([]);
      expect(count).toBeGreaterThan(100);
    },
    aWalkMs,
  );
});

describe('WCAG 1.4.12: with the spacing of text that the criterion names nothing is cut off or runs out', () => {
  it.each(['light-en', 'light-en-narrow'])(
    '%s',
    async (look) => {
      const found = await walk(look, oneOfEach(ours), async (page) => {
        await spaceText(page);
        const layout = await layoutProblems(page);
        return [
          ...layout.map(({ kind, element, measured }) => `${kind}: ${element}, ${measured}`),
          ...(await outgrown(page)).map((element) => `outgrown: ${element}`),
        ];
      });
      expect(found).toEqual([]);
    },
    aWalkMs,
  );
});

/** All that moves or would, by what moves it: running animations, and transitions that wait for a change. */
function motion(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const running = document
      .getAnimations()
      .filter(({ playState }) => playState === 'running')
      .map((animation) => (animation instanceof CSSAnimation ? animation.animationName : animation.constructor.name));
    const waiting = [...document.querySelectorAll('*')].filter((element) =>
      [undefined, '::before', '::after'].some((part) => {
        const { transitionDuration, scrollBehavior } = getComputedStyle(element, part);
        return transitionDuration.split(', ').some((length) => length !== '0s') || scrollBehavior === 'smooth';
      }),
    );
    return [...running, ...waiting.map(({ tagName, className }) => `${tagName}.${className}`)];
  });
}

/** Never waits: a page that failed to come up is told as a fault of its own. */
const viewOn = (page: Page) => page.evaluate(() => document.getElementById('app')?.dataset['view'] ?? 'none');

/** The screens on which there is nothing to do but to wait, or to give up waiting: the circle is the sign of progress there. */
const whileUnderWay = ['starting', 'restorable', 'openingBrowser', 'checkingLogin', 'sendingAction'];

describe('every screen, shown once', () => {
  const turning = new Set<string>();
  const motionFaults: string[] = [];
  const places = new Map<string, string[]>();
  const helpFaults: string[] = [];
  let reached: readonly string[];
  beforeAll(async () => {
    reached = await walk('light-en', scenes, async (page, { screen, name }) => {
      const { faults, isTurning } = await motionFaultsOf(page);
      if (isTurning) turning.add(await viewOn(page));
      motionFaults.push(...faults.map((fault) => `${screen} ${name}: ${fault}`));
      const help = await helpOn(page);
      if (help) places.set(help.place, [...(places.get(help.place) ?? []), name]);
      helpFaults.push(...(help?.faults ?? []).map((fault) => `${screen} ${name}: ${fault}`));
      return [];
    });
  }, aWalkMs);

  it('is reached without a fault', () => {
    expect(reached).toEqual([]);
  });

  it('WCAG 2.2.2, 2.3.3: one circle turns, where there is nothing to do but to wait, and nothing where less motion is asked for', () => {
    expect(motionFaults).toEqual([]);
    expect(turning, 'the circle was seen turning').toEqual(new Set(whileUnderWay));
  });

  it(
    'WCAG 3.2.6: who can help stands in the same place on every screen, after all else, in one order',
    async () => {
      expect(helpFaults).toEqual([]);
      expectOnePlace(places, scenes.length);
      const narrow = new Map<string, string[]>();
      const some = oneOfEach(scenes);
      const found = await walk('light-en-narrow', some, async (page, { name }) => {
        const help = await helpOn(page);
        if (help) narrow.set(help.place, [...(narrow.get(help.place) ?? []), name]);
        return help?.faults ?? [];
      });
      expect(found).toEqual([]);
      expectOnePlace(narrow, some.length);
    },
    aWalkMs,
  );
});

/** What moves and should not, or does not and should. The page asks for less motion, before and after. */
async function motionFaultsOf(
  page: Page,
): Promise<{ readonly faults: readonly string[]; readonly isTurning: boolean }> {
  const still = await motion(page);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  const moving = await motion(page);
  const expected = (await page.locator('.app-spinner:visible').count()) === 1 ? ['app-spin'] : [];
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const faults = [
    ...still.map((what) => `moves with less motion: ${what}`),
    ...(JSON.stringify(moving) === JSON.stringify(expected) ? [] : [`moves: ${moving.join()}`]),
  ];
  return { faults, isTurning: moving.length > 0 };
}

/** Not where the computer is locked, and nobody is there to read anything. */
async function helpOn(page: Page): Promise<HelpPlace | null> {
  return (await viewOn(page)) === 'blanked' ? null : helpPlace(page);
}

function expectOnePlace(places: ReadonlyMap<string, readonly string[]>, screens: number): void {
  // Where there are several, the few scenes that have another one are the ones to look at.
  const [most, ...others] = [...places].toSorted(([, one], [, other]) => other.length - one.length);
  expect(others, 'one place for all').toEqual([]);
  expect(most?.[1].length).toBeGreaterThan(screens / 2);
}
