import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enFailures } from '../../renderer/i18n/en-failures.ts';
import { startRenderer, type OpenWindow, type Renderer } from './support/window.ts';
import { profileFor } from './fixtures.ts';
import { everyFailure, viewNamed, views } from './views.ts';

let renderer: Renderer;
beforeAll(async () => {
  renderer = await startRenderer();
}, 60_000);
afterAll(() => renderer?.close());

/** Everything on the page that can be clicked or filled in, but is lower than the house minimum of 44 px. */
function lowTargets({ page }: OpenWindow): Promise<string[]> {
  return page
    .locator('button, input')
    .evaluateAll((controls) =>
      controls
        .filter((control) => control.getBoundingClientRect().height < 44)
        .map((control) => control.textContent || control.id),
    );
}

describe.each(Object.entries(views))('screen %s', (_name, view) => {
  const who = 'who' in view ? view.who : null;
  const aal = who ? String(who.assurance.level) : '';
  const appInfo = profileFor(view);

  it('says what it is, takes the focus, and breaks nothing', async () => {
    const window = await renderer.open(view, { appInfo });
    const app = window.page.locator('#app');
    expect(await app.getAttribute('data-view')).toBe(view.kind);
    expect(await app.getAttribute('data-aal')).toBe(aal);

    const headings = window.page.getByRole('heading', { level: 1 });
    expect(await headings.count()).toBe(1);
    const heading = await headings.innerText();
    expect(await window.page.title()).toBe(`${heading} – CIS2 Desktop`);
    const focused = await window.page.evaluate(() => document.activeElement?.tagName);
    expect(focused).toBe(who?.standing.warning ? 'BUTTON' : 'H1');
    const canLogOut = aal !== '' || view.kind === 'locked';
    expect(await window.page.getByRole('button', { name: 'Log out', exact: true }).count()).toBe(canLogOut ? 1 : 0);
    expect(await lowTargets(window)).toEqual([]);
    expect(window.faults).toEqual([]);
    await window.close();
  });
});

it('gives each kind of screen a title of its own, without the name of a person', async () => {
  const window = await renderer.open(viewNamed('starting'));
  const kindOfTitle = new Map<string, string>();
  for (const view of Object.values(views)) {
    await window.show(view);
    const title = await window.page.title();
    // An action that failed and an attempt that failed may share a failure, and so its words.
    const group = 'problem' in view || view.kind === 'actionDone' ? 'failure' : view.kind;
    expect(kindOfTitle.get(title) ?? group, title).toBe(group);
    kindOfTitle.set(title, group);
    expect(title).not.toMatch(/SYNTHETIC|PRETEND|TESTPATIENT/);
  }
  await window.close();
});

it('moves the focus to the heading when the screen changes, and leaves it alone when only a detail does', async () => {
  const window = await renderer.open(viewNamed('loggedOut'));
  await window.show(viewNamed('waitingToLogIn'));
  expect(await window.page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
  await window.page.getByRole('button', { name: 'Copy link' }).focus();
  await window.show(viewNamed('waitingWithNotice'));
  expect(await window.page.evaluate(() => document.activeElement?.textContent)).toBe('Copy link');
  await window.close();
});

it('shows words for every failure code, with code, time and correlation id', async () => {
  const window = await renderer.open(viewNamed('starting'));
  for (const [code, view] of everyFailure) {
    await window.show(view);
    const main = window.page.getByRole('main');
    await main.getByText(code, { exact: true }).waitFor();
    const text = await main.innerText();
    const words = enFailures[code];
    for (const part of [words.title, words.happened, words.whatToDo, words.whoCanHelp]) expect(text).toContain(part);
    expect(text).toContain('21 November 2026 at 09:29:00');
    expect(text).toContain('00000000-5e57-4000-8000-000000000042');
  }
  expect(window.faults).toEqual([]);
  await window.close();
});

it('shows patient and actor nowhere once the session has ended (HAZ-02)', async () => {
  const window = await renderer.open(viewNamed('actionOk'));
  await window.show(viewNamed('endedByUser'));
  expect(await window.page.content()).not.toMatch(/SYNTHETIC|TESTPATIENT|999 000 0009/);
  await window.close();
});
