import type { Page } from '@playwright/test';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { entries, type SceneEntry } from '../../build/scripts/gallery/entries.ts';
import { looks } from '../../build/scripts/gallery/looks.ts';
import { openStudio, type Studio } from '../../build/scripts/gallery/studio.ts';

/** Issue 6 line 6, WCAG 3.1.2: what a Welsh screen has in English alone is marked as English, and nothing else is. */

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
}, 60_000);
afterAll(() => studio?.close());

/** What main sends in English alone: labels of policy without a Welsh one, words of services, and what is said for IT. */
function englishIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(englishIn);
  if (typeof value !== 'object' || value === null) return [];
  const parts: Readonly<Record<string, unknown>> = { ...value };
  const { en, cy, name, detail, why } = parts;
  const own = [
    ...(typeof en === 'string' && cy === undefined ? [en] : []),
    ...(name === 'message' ? [parts['value']] : []),
    detail,
    why,
  ].filter((text) => typeof text === 'string');
  return [...own, ...Object.values(parts).flatMap(englishIn)];
}

interface Run {
  readonly text: string;
  readonly lang: string;
}

/** Each run of text that is on the page, with the language that it is said to be in. */
function runsIn(page: Page): Promise<readonly Run[]> {
  return page.evaluate((other) => {
    const runs: Run[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement, textContent } = walker.currentNode;
      const text = (textContent ?? '').trim();
      if (!parentElement || text === '' || parentElement.closest(`script, style, ${other}`)) continue;
      runs.push({ text, lang: parentElement.closest('[lang]')?.getAttribute('lang') ?? '' });
    }
    return runs;
  }, elsewhere);
}

/** English by itself, whatever main sends: each language by its own name, and files as they would be saved. */
const elsewhere = 'pre[lang], label[lang]';

/** Of screens that have the same English in the same places, one. */
function oneOfEach(): readonly SceneEntry[] {
  const scenes = entries.filter((entry): entry is SceneEntry => entry.kind === 'scene');
  const speaking = scenes.filter(({ scene }) => englishIn(scene).length > 0);
  const placeOf = ({ scene: { view, page, opens, ...scene } }: SceneEntry) =>
    JSON.stringify([view.kind, page, opens, englishIn([view, scene])]);
  return [...Map.groupBy(speaking, placeOf).values()].flatMap((group) => group[0] ?? []);
}

/** A label, a hint, two kinds of choices, why an action asks, what a service said, a detail for IT, what was refused in a policy. */
const someOfEach = [
  'Sign a prescription',
  'As it is written on the door.',
  'The law',
  'Ambulance',
  'The person has not allowed it, and will be told.',
  'SYNTHETIC: the prescription has been cancelled already',
  'One line of synthetic detail for IT: host sim.invalid, step discovery.',
  'this version has no such key',
];

it('issue 6 line 6: on every Welsh screen what is in English alone is marked as English, and nothing else', async () => {
  const faults: string[] = [];
  const marked = new Set<string>();
  const speaking = oneOfEach();
  for (const look of looks.filter(({ name }) => name === 'light-cy')) {
    await studio.visit(look, speaking, async (entry, page, notReached) => {
      faults.push(...notReached);
      if (entry.kind !== 'scene') return;
      const english = englishIn(entry.scene);
      for (const { text, lang } of await runsIn(page)) {
        const has = english.find((one) => text.includes(one));
        if (has !== undefined && lang === 'en') marked.add(has);
        if (has !== undefined && lang !== 'en') faults.push(`${entry.name}: not marked: ${text}`);
        if (lang === 'en' && !english.includes(text)) faults.push(`${entry.name}: marked, and not English: ${text}`);
      }
    });
  }
  expect(faults).toEqual([]);

  console.log(`language of parts: ${marked.size} English texts on ${speaking.length} Welsh screens`);
  for (const text of someOfEach) expect([...marked]).toContain(text);
}, 120_000);
