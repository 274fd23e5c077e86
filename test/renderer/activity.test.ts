import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { inputAtMs } from '../../renderer/input-time.ts';
import { now } from './fixtures.ts';
import { startRenderer, type OpenWindow, type Renderer } from './support/window.ts';
import { viewNamed } from './views.ts';

let renderer: Renderer;
beforeAll(async () => {
  renderer = await startRenderer();
}, 60_000);
afterAll(() => renderer?.close());

/** A window whose clock stands still until it is told to go on. */
async function openAt(view: string): Promise<OpenWindow> {
  const window = await renderer.open(viewNamed(view));
  await window.page.clock.pauseAt(now + 20_000);
  return window;
}
const start = now + 20_000;

it('reports the first input at once, then the last one of each 5 seconds, with its own time', async () => {
  const window = await openAt('homeAal2');
  const { page } = window;
  await page.keyboard.press('a');
  expect(await window.activity()).toEqual([start]);
  await page.clock.runFor(1000);
  await page.keyboard.press('b');
  await page.clock.runFor(1500);
  await page.keyboard.press('c');
  await page.clock.runFor(2400);
  expect(await window.activity()).toEqual([start]);
  await page.clock.runFor(200);
  expect(await window.activity(), 'when the key was pressed, not when that was reported').toEqual([
    start,
    start + 2500,
  ]);
  await page.clock.runFor(60_000);
  expect(await window.activity(), 'nothing without an input').toHaveLength(2);
  await page.keyboard.press('d');
  expect(await window.activity()).toEqual([start, start + 2500, start + 65_100]);
  await window.close();
});

it.each<[string, (page: OpenWindow['page']) => Promise<void>]>([
  ['a key', (page) => page.keyboard.press('a')],
  ['a click', (page) => page.mouse.click(5, 400)],
  ['the wheel', (page) => page.mouse.wheel(0, 40)],
  ['a move of the mouse', (page) => page.mouse.move(300, 400, { steps: 3 })],
  ['a touch', (page) => page.touchscreen.tap(5, 400)],
])('takes %s for activity', async (_what, act) => {
  const window = await renderer.open(viewNamed('homeAal2'), { context: { hasTouch: true } });
  await act(window.page);
  await expect.poll(window.activity).not.toEqual([]);
  await window.close();
});

it('HAZ-02 takes nothing for activity that no hand did', async () => {
  const window = await openAt('homeAal2');
  const { page } = window;
  await page.evaluate(() => {
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
    document.dispatchEvent(new PointerEvent('pointermove', { screenX: 1 }));
    document.dispatchEvent(new PointerEvent('pointermove', { screenX: 2 }));
    document.dispatchEvent(new WheelEvent('wheel'));
  });
  expect(await window.activity(), 'events made by a script').toEqual([]);

  await page.mouse.move(300, 400);
  await page.mouse.move(300, 400);
  expect(await window.activity(), 'a pointer at rest').toEqual([]);

  await page.keyboard.down('a');
  expect(await window.activity(), 'the key as it goes down').toEqual([start]);
  await page.clock.runFor(6000);
  await page.keyboard.down('a');
  await page.keyboard.down('a');
  await page.clock.runFor(6000);
  expect(await window.activity(), 'its repeats, with something lying on it').toEqual([start]);
  await window.close();
});

it.each(['loggedOut', 'locked', 'restorable', 'blanked', 'endedByUser', 'openingBrowser'])(
  'reports nothing while nobody is logged in: %s',
  async (view) => {
    const window = await openAt(view);
    await window.page.keyboard.press('a');
    await window.page.mouse.click(5, 400);
    await window.page.clock.runFor(6000);
    expect(await window.activity()).toEqual([]);
    await window.close();
  },
);

it('HAZ-02 does not count for the next person what the last one did', async () => {
  const window = await openAt('homeAal2');
  const { page } = window;
  await page.keyboard.press('a');
  await page.clock.runFor(1000);
  await page.keyboard.press('b');
  await window.show(viewNamed('endedBySwitch'));
  await window.show(viewNamed('homeLongNames'));
  await page.clock.runFor(20_000);
  expect(await window.activity()).toEqual([start]);
  await page.keyboard.press('c');
  expect(await window.activity(), 'the first input of the next person, at once').toEqual([start, start + 21_000]);
  await window.close();
});

it('HAZ-09 tells when an input was made by its age, on whatever date the clock has been set to', () => {
  vi.useFakeTimers({ now, toFake: ['Date', 'performance'] });
  const madeAt = performance.now();
  vi.advanceTimersByTime(3000);
  expect(inputAtMs({ timeStamp: madeAt })).toBe(now);
  vi.setSystemTime(now + 86_400_000);
  expect(inputAtMs({ timeStamp: madeAt })).toBe(now + 86_400_000 - 3000);
  expect(inputAtMs({ timeStamp: performance.now() + 50 }), 'never in the future').toBe(now + 86_400_000);
  vi.useRealTimers();
});
