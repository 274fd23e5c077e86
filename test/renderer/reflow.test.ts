/** Issue 6 line 4: the two things that a page is asked for one by one in the gallery, together. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { entries } from '../../build/scripts/gallery/entries.ts';
import { looks } from '../../build/scripts/gallery/looks.ts';
import { openStudio, type Studio } from '../../build/scripts/gallery/studio.ts';
import { layoutProblems } from './support/layout.ts';

/** Far more than it takes, also on a busy machine. */
const aWalkMs = 300_000;
/** The pages of the window that have most in them: roles, actions, strips, notices, checks, tables, choices. */
const crowded: readonly number[] = [1, 8, 10, 12, 15, 17, 21, 24, 25, 26, 27, 28];
const scenes = entries.filter(({ kind, screen }) => kind === 'scene' && crowded.includes(screen));

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
}, 60_000);
afterAll(() => studio?.close());

it(
  'issue 6 line 4: text at 200 % in a window 320 px wide reaches out of it nowhere (1.4.4, 1.4.10)',
  async () => {
    const look = looks.find(({ name }) => name === 'light-en-largeText');
    if (!look) throw new Error('there is no look with large text');
    const found: Record<string, unknown> = {};
    let judged = 0;
    await studio.visit(look, scenes, async ({ name }, page, faults) => {
      judged += 1;
      await page.setViewportSize({ width: 320, height: 640 });
      const problems = [...faults, ...(await layoutProblems(page))];
      if (problems.length > 0) found[name] = problems;
    });
    expect(judged).toBeGreaterThan(crowded.length);
    expect(found).toEqual({});
  },
  aWalkMs,
);
