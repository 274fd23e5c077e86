import type { Page } from '@playwright/test';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { entries } from '../../build/scripts/gallery/entries.ts';
import { looks } from '../../build/scripts/gallery/looks.ts';
import { openStudio, type Studio } from '../../build/scripts/gallery/studio.ts';
import { everyStop, focusStop, type MarkedStop } from './support/keyboard.ts';

/** Issue 6 line 4: the focus on every screen of the window, from the first stop to the last. */

/** Far more than a walk takes, also on a busy machine. */
const aWalkMs = 300_000;
const isLong = process.env['CIS2_TEST_LONG'] === '1';
const scenes = entries.filter(({ kind }) => kind === 'scene');
const some = isLong
  ? scenes
  : scenes.filter(({ screen, name }) => scenes.find((one) => one.screen === screen)?.name === name);
const plain = looks.filter(({ name }) => name === 'light-en');

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
}, 60_000);
afterAll(() => studio?.close());

/** What is wrong with the way of the focus through one page. */
function faultsOf(stops: readonly MarkedStop[]): readonly string[] {
  return stops.flatMap((stop, index) => {
    const before = stops[index - 1];
    return [
      ...(stop.isHidden ? [`"${stop.name}" has the focus out of sight`] : []),
      ...(stop.isMarked ? [] : [`"${stop.name}" does not show that it has the focus`]),
      ...(before && before.place > stop.place
        ? [`"${stop.name}" comes after "${before.name}", and stands before it`]
        : []),
    ];
  });
}

it(
  'issue 6 line 4, R26: the focus goes through every screen in reading order, in sight, and a dialog keeps it',
  async () => {
    const found: string[] = [];
    let count = 0;
    for (const look of plain) {
      await studio.visit(look, some, async ({ screen, name }, page) => {
        if ((await page.locator('dialog[open]').count()) > 0) return;
        const stops = await everyStop(page);
        count += stops.length;
        if (stops.length === 0 && name !== 'blanked' && name !== 'starting')
          found.push(`${screen} ${name}: no stop at all`);
        found.push(...faultsOf(stops).map((fault) => `${screen} ${name}: ${fault}`));
      });
    }
    console.log(`focus: ${count} stops on ${some.length} screens`);
    expect(found).toEqual([]);
  },
  aWalkMs,
);

/**
 * All that a key could have done: what was asked of main, where the focus is, what is shown. The strip "In use by" is left out:
 * it goes with any key, because its person is there again.
 */
async function stateOf(page: Page) {
  const focus = await focusStop(page);
  const shown = await page.evaluate(() => ({
    calls: window.fakeBridge.calls.filter(({ name }) => name !== 'noteActivity').length,
    main: document.querySelector('main')?.innerText,
    dialogs: document.querySelectorAll('dialog[open]').length,
    checked: document.querySelectorAll(':checked').length,
  }));
  return JSON.stringify([shown, focus?.tag, focus?.name]);
}

const singleKeys = Array.from('abcdefghijklmnopqrstuvwxyz0123456789./?');

it(
  'issue 6 line 4: no single letter, digit or sign does anything, on the heading or on a control (voice control)',
  async () => {
    const found: string[] = [];
    for (const look of plain) {
      await studio.visit(look, some, async ({ screen, name }, page) => {
        for (const where of ['as it opens', 'on the next control']) {
          if (where !== 'as it opens') await page.keyboard.press('Tab');
          // In a field for text they are what is typed.
          if ((await focusStop(page))?.tag === 'INPUT') await page.keyboard.press('Tab');
          const before = await stateOf(page);
          // Sent one after the other, and not waited for one by one.
          await Promise.all(singleKeys.map((key) => page.keyboard.press(key)));
          const after = await stateOf(page);
          if (after !== before) found.push(`${screen} ${name}, ${where}`);
        }
      });
    }
    console.log(`single keys: ${singleKeys.length} keys, twice on each of ${some.length} screens`);
    expect(found).toEqual([]);
  },
  aWalkMs,
);
