import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SessionView } from '../../preload/session-view.ts';
import { axeViolations } from './support/axe.ts';
import { startRenderer, type Renderer } from './support/window.ts';
import { viewNamed } from './views.ts';

let renderer: Renderer;
beforeAll(async () => {
  renderer = await startRenderer();
}, 60_000);
afterAll(() => renderer?.close());

function refusedWith(...values: string[]): SessionView {
  const view = viewNamed('actionRefused');
  if (view.kind !== 'actionDone' || view.outcome.kind !== 'refused') throw new Error('not a refusal');
  const rows = values.map((value) => ({ name: 'message' as const, value }));
  return { ...view, outcome: { ...view.outcome, rows } };
}

it('issue 5 line 5: what a service says to a refusal is shown in its words with its code, as text and nothing else', async () => {
  const said = '<img src=x onerror=alert(1)> Not in your organisation (ACCESS_DENIED)';
  const window = await renderer.open(refusedWith(said, 'A second reason'));
  expect(await window.page.locator('dd').allInnerTexts()).toEqual(expect.arrayContaining([said, 'A second reason']));
  expect(await window.page.locator('img[src=x]').count()).toBe(0);
  expect(await axeViolations(window.page)).toEqual([]);
  expect(window.faults).toEqual([]);
  await window.show(viewNamed('actionRefused'));
  expect(await window.page.getByText('A second reason').count()).toBe(0);
  await window.close();
});
