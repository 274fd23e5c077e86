/** Issue 6 line 4: the two things that a page is asked for one by one in the gallery, together. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { entries, type SceneEntry } from '../../build/scripts/gallery/entries.ts';
import { settings } from './fixtures.ts';
import { layoutProblems } from './support/layout.ts';
import { openScene } from './support/open-scene.ts';
import { startRenderer, type Renderer } from './support/window.ts';

/** Far more than it takes, also on a busy machine. */
const manyWindowsMs = 300_000;
/** The pages of the window that have most in them: roles, actions, strips, notices, checks, tables, choices. */
const crowded: readonly number[] = [1, 8, 10, 12, 15, 17, 21, 24, 25, 26, 27, 28];
const scenes = entries.filter((entry): entry is SceneEntry => entry.kind === 'scene' && crowded.includes(entry.screen));

let renderer: Renderer;
beforeAll(async () => {
  renderer = await startRenderer();
}, 60_000);
afterAll(() => renderer?.close());

it(
  'issue 6 line 4: text at 200 % in a window 320 px wide reaches out of it nowhere (1.4.4, 1.4.10)',
  async () => {
    const context = { viewport: { width: 320, height: 640 } };
    const found: Record<string, unknown> = {};
    for (const { name, scene } of scenes) {
      const textSize = { ...settings.textSize, value: 'largest' } as const;
      const window = await openScene(renderer, scene, { context, settings: { ...scene.settings, textSize } });
      const problems = await layoutProblems(window.page);
      if (problems.length > 0) found[name] = problems;
      await window.close();
    }
    expect(scenes.length).toBeGreaterThan(crowded.length);
    expect(found).toEqual({});
  },
  manyWindowsMs,
);
