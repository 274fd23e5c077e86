import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScene } from './support/open-scene.ts';
import { startRenderer, type Renderer } from './support/window.ts';
import { scenes } from './scenes.ts';
import { views } from './views.ts';

let renderer: Renderer;
beforeAll(async () => {
  renderer = await startRenderer();
}, 60_000);
afterAll(() => renderer?.close());

/** 5 is a page of the browser, 22 and 23 belong to the system, 29 to the simulator; 30 does not apply. */
const elsewhere = [5, 22, 23, 29, 30];

it('issue 6 line 1: has a scene of every screen of the table that is a screen of the window', () => {
  const inTable = Array.from({ length: 30 }, (_, index) => index + 1).filter((screen) => !elsewhere.includes(screen));
  const shown = new Set(Object.values(scenes).map(({ screen }) => screen));
  expect([...shown].sort((a, b) => a - b)).toEqual(inTable);
});

it('issue 6 line 1: gives each page beside the session, and each beside the home screen, a title of its own', async () => {
  const titles: string[] = [];
  for (const scene of Object.values(scenes).filter(({ page, opens }) => page ?? opens)) {
    const window = await openScene(renderer, scene);
    titles.push(`${scene.page ?? JSON.stringify(scene.opens)}: ${await window.page.title()}`);
    await window.close();
  }
  const distinct = [...new Set(titles)];
  expect(new Set(distinct.map((title) => title.replace(/^.*?: /, ''))).size).toBe(distinct.length);
}, 60_000);

it.each([
  'starting',
  'openingBrowser',
  'waitingToLogIn',
  'waitingWithNotice',
  'checkingLogin',
  'continuing',
  'homeAal2',
  'confirmAal3',
  'sendingAction',
  'actionOk',
  'actionUnknown',
])('issue 6 line 1 (WCAG 4.1.3): tells a screen reader politely of %s', async (name) => {
  const scene = scenes[name];
  if (!scene) throw new Error(`there is no scene called ${name}`);
  const window = await renderer.open(scenes['settings']?.view ?? scene.view);
  const regions = () => window.page.locator('#app > [role="status"]').allInnerTexts();
  expect((await regions()).join('')).toBe('');
  await window.show(scene.view);
  expect((await regions()).join('')).not.toBe('');
  await window.close();
});

/** The rest are views by themselves, of which `screens.test.ts` asks the same and more. */
const notAView = Object.entries(scenes).filter(([name]) => !(name in views));

describe.each(notAView)('issue 6 line 1, R26: scene %s', (_name, scene) => {
  it('has one heading, which has the focus and names the window, and names nobody', async () => {
    const window = await openScene(renderer, scene);
    const { page } = window;
    const heading = page.getByRole('heading', { level: 1 });
    expect(await heading.count()).toBe(1);
    expect(await page.title()).toMatch(/^.+ – CIS2 Desktop$/);
    expect(await page.title()).not.toMatch(/SYNTHETIC|PRETEND|TESTPATIENT/);
    const who = 'who' in scene.view ? scene.view.who : null;
    const focused = await page.evaluate(() => document.activeElement?.tagName);
    expect(focused).toBe(who?.standing.warning ? 'BUTTON' : 'H1');
    expect(window.faults).toEqual([]);
    await window.close();
  });
});
