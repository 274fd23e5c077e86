import { afterAll, beforeAll, expect, it } from 'vitest';
import { startRenderer, type Renderer } from './support/window.ts';
import { viewNamed } from './views.ts';

/** The pages beside the home screen come when somebody opens them, and a piece of the app may be missing by then. */
let renderer: Renderer;
beforeAll(async () => {
  renderer = await startRenderer();
}, 60_000);
afterAll(() => renderer?.close());

it.each([
  ['the form of an action', 'Open a record in an emergency', 'action-form'],
  ['the activity', 'My activity', 'activity'],
])('%s whose piece is missing is said to be so, under its name and with a way back', async (_what, name, piece) => {
  const { page, close } = await renderer.open(viewNamed('homeUnresolved'));
  await page.route(`**/${piece}-*.js`, (route) => route.abort());
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByText('This page could not be opened.').waitFor();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(name);
  await page.getByRole('button', { name: 'Back to your session' }).click();
  await page.getByRole('heading', { level: 1, name: 'Your session' }).waitFor();
  await close();
});
