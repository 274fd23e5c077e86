import { afterAll, beforeAll, expect, it } from 'vitest';
import { now, settings } from './fixtures.ts';
import { axeViolations } from './support/axe.ts';
import { startRenderer, type OpenWindow, type Renderer } from './support/window.ts';
import { viewNamed } from './views.ts';

/** The windows of a test file share pages (`support/warm-pages.ts`). Here each finds its page as if nobody had used it. */

let renderer: Renderer;
beforeAll(async () => {
  renderer = await startRenderer();
}, 60_000);
afterAll(() => renderer?.close());

/** What a test can leave behind, of the page and of what is in it. */
async function stateOf({ page, calls }: OpenWindow) {
  return {
    calls: await calls(),
    viewport: page.viewportSize(),
    ...(await page.evaluate(() => ({
      hovered: document.querySelectorAll('main :hover').length,
      focused: document.activeElement?.tagName,
      media: [
        '(prefers-color-scheme: dark)',
        '(prefers-reduced-motion: reduce)',
        '(prefers-contrast: more)',
        'print',
      ].map((query) => matchMedia(query).matches),
      forced: matchMedia('(forced-colors: active)').matches,
      axe: 'axe' in globalThis,
      theme: document.documentElement.dataset['theme'],
    }))),
  };
}

const pageTime = ({ page }: OpenWindow) => page.evaluate(() => Date.now());

it('a window finds nothing of what the last one did with its page', async () => {
  const first = await renderer.open(viewNamed('homeAal2'));
  const fresh = await stateOf(first);
  const { page } = first;
  let heard = 0;
  page.on('console', () => {
    heard += 1;
  });
  await page.route('**/*.js', (route) => route.abort());
  await page.getByRole('button', { name: 'Change role' }).click();
  await axeViolations(page, { only: ['document-title'] });
  await page.evaluate((view) => window.fakeBridge.send('settings', view), {
    ...settings,
    theme: { value: 'dark', heldBy: null },
  } as const);
  await page.setViewportSize({ width: 320, height: 640 });
  await page.emulateMedia({
    media: 'print',
    colorScheme: 'dark',
    reducedMotion: 'no-preference',
    contrast: 'more',
    forcedColors: 'active',
  });
  await page.getByRole('button', { name: 'Sign a prescription' }).hover();
  const left = await stateOf(first);
  for (const [what, value] of Object.entries(fresh)) {
    if (what !== 'focused') expect(left[what as keyof typeof left], what).not.toEqual(value);
  }
  await first.close();

  const second = await renderer.open(viewNamed('homeAal2'));
  expect(second.page, 'the page is the same').toBe(page);
  expect(await stateOf(second)).toEqual(fresh);
  expect(second.faults).toEqual([]);
  await second.page.evaluate(() => console.log('synthetic'));
  expect(heard, 'a listener of the first window').toBe(0);
  await second.close();
});

it('the clock of a window begins at its time and goes, whatever the last one did with it', async () => {
  for (const disturb of [
    ({ page }: OpenWindow) => page.clock.pauseAt(now + 3_600_000),
    ({ page }: OpenWindow) => page.clock.fastForward(3_600_000),
    ({ page }: OpenWindow) => page.clock.setFixedTime(now + 3_600_000),
  ]) {
    const window = await renderer.open(viewNamed('homeAal2'));
    const begun = await pageTime(window);
    expect(begun - now).toBeGreaterThanOrEqual(0);
    expect(begun - now).toBeLessThan(60_000);
    await expect.poll(() => pageTime(window)).toBeGreaterThan(begun);
    await disturb(window);
    await window.close();
  }
  const last = await renderer.open(viewNamed('homeAal2'));
  expect((await pageTime(last)) - now).toBeLessThan(60_000);
  await last.close();
});

it('what the last window still had under way is no fault of the next', async () => {
  for (let round = 0; round < 5; round += 1) {
    const window = await renderer.open(viewNamed('homeAal2'));
    expect(window.faults).toEqual([]);
    await window.page.evaluate(() => {
      setInterval(() => {
        console.error('synthetic, of a window that is closed');
        void fetch('/index.html');
      }, 1);
    });
    await window.close();
  }
});

it('two windows at a time have a page each', async () => {
  const one = await renderer.open(viewNamed('homeAal2'));
  const other = await renderer.open(viewNamed('loggedOut'));
  expect(other.page).not.toBe(one.page);
  expect(await one.page.locator('#app').getAttribute('data-view')).toBe('home');
  await one.close();
  await other.close();
});
