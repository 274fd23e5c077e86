import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileOf } from '../../build/scripts/gallery/album.ts';
import { entries, type Entry } from '../../build/scripts/gallery/entries.ts';
import { looks, type Look } from '../../build/scripts/gallery/looks.ts';
import { problemsOf } from '../../build/scripts/gallery/problems.ts';
import { rows } from '../../build/scripts/gallery/rows.ts';
import { openStudio, type Studio } from '../../build/scripts/gallery/studio.ts';

/** Issue 6 lines 4 and 9: the pages of the gallery, looked over without taking their pictures. */

const isLong = process.env['CIS2_TEST_LONG'] === '1';
const plain = (look: Look) => look.name === 'light-en';

/** WCAG 2.2 AA, which takes in the levels and versions below it. */
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What another theme can break. All else of a page is the same in each, and is judged in the light one. */
const ofThemes = ['color-contrast', 'link-in-text-block'];

/** One of each screen of the table, so that the short run ends soon. */
const oneOfEach = entries.filter(({ screen, name }) => entries.find((one) => one.screen === screen)?.name === name);

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
}, 60_000);
afterAll(() => studio?.close());

async function violations(page: Page, rules: 'all' | 'ofThemes'): Promise<readonly string[]> {
  const isLoaded = await page.evaluate(() => 'axe' in globalThis);
  // Legacy: in the page itself, without a second one to gather the results of frames, of which there are none.
  const axe = new AxeBuilder({ page, ...(isLoaded && { axeSource: 'undefined' }) }).setLegacyMode(true);
  const asked = rules === 'all' ? axe.withTags(wcag) : axe.withRules(ofThemes);
  const { violations: found } = await asked.analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `axe ${id}: ${html.slice(0, 200)}`));
}

async function faultsIn(look: Look, some: readonly Entry[], rules: (entry: Entry) => 'all' | 'ofThemes' | 'none') {
  const found: string[] = [];
  let judged = 0;
  await studio.visit(look, some, async (entry, page, faults) => {
    const wanted = rules(entry);
    if (wanted !== 'none') judged += 1;
    const broken = wanted === 'none' ? [] : await violations(page, wanted);
    for (const line of [...faults, ...(await problemsOf(page, look, entry)), ...broken]) {
      found.push(`${entry.screen} ${entry.name}: ${line}`);
    }
  });
  console.log(`gallery, ${look.name}: ${some.length} of ${entries.length} pages looked over, axe on ${judged} of them`);
  return found;
}

it('issue 6 line 9: every row of the table of screens has a page, or the reason why it has none', () => {
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  const shown = new Set(entries.map(({ screen }) => screen));
  for (const { number, noPicture } of rows) expect(shown.has(number), `row ${number}`).toBe(noPicture === undefined);
  expect([...shown].filter((number) => !rows.some((row) => row.number === number))).toEqual([]);
});

it('issue 6 line 9: no two pages share a name, and so a file', () => {
  const names = entries.map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  for (const name of names) expect(name).toMatch(/^[a-z0-9-]+$/);
});

it('issue 6 line 9: docs/screens.md has every row, under its title, and names pictures that are taken', () => {
  const page = readFileSync(path.join(import.meta.dirname, '../../docs/screens.md'), 'utf8');
  const told = [...page.matchAll(/^\| (\d+) +\| (.+?) +\| (?:`(.+?)\.png`|none) /gm)].map(
    ([, number, title, picture]) => ({
      number: Number(number),
      title,
      picture,
    }),
  );
  expect(told.map(({ number, title }) => [number, title])).toEqual(rows.map(({ number, title }) => [number, title]));
  const taken = entries.map((entry) => fileOf(entry, { name: 'light-en' }));
  for (const { number, picture } of told) {
    const isTaken = taken.includes(`light-en/${picture}.png`);
    expect(isTaken, `row ${number}`).toBe(rows.find((row) => row.number === number)?.noPicture === undefined);
  }
});

describe('issue 6 line 4: WCAG 2.2 AA, no overflow, no clipped text, targets of 44 px, the right language', () => {
  it.each(looks.filter(plain))(
    '$name: every page, every rule of axe (R26)',
    async (look) => {
      expect(await faultsIn(look, entries, () => 'all')).toEqual([]);
    },
    300_000,
  );

  it.each(looks.filter((look) => !plain(look)))(
    '$name',
    async (look) => {
      const some = isLong ? entries : oneOfEach;
      expect(await faultsIn(look, some, () => (isLong ? 'all' : 'ofThemes'))).toEqual([]);
    },
    300_000,
  );
});
