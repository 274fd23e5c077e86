import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openViewer } from './fixtures.ts';
import { startRenderer, type OpenWindow, type Renderer } from './support/window.ts';
import { viewNamed } from './views.ts';

/** Issue 6 line 1: an action that opens a page in the browser sends nothing, and no screen says that it did. */
let renderer: Renderer;
let window: OpenWindow;
beforeAll(async () => {
  renderer = await startRenderer();
}, 60_000);
afterAll(() => renderer?.close());
afterEach(() => window?.close());

const inEnglish = {
  confirmOpening: ['Nothing has been opened yet.', 'a page opens in your browser'],
  openingPage: ['Opening: Open the record viewer'],
  pageOpened: ['Open the record viewer: opened in your browser'],
} as const;
const inWelsh = {
  confirmOpening: ['Nid oes dim wedi’i agor eto.', 'bydd tudalen yn agor yn eich porwr'],
  openingPage: ['Yn agor: Open the record viewer'],
  pageOpened: ['Open the record viewer: wedi’i agor yn eich porwr'],
} as const;

for (const [language, told] of [
  ['en', inEnglish],
  ['cy', inWelsh],
] as const) {
  it.each(Object.keys(told) as (keyof typeof told)[])(
    `${language}: %s says that it opens, not that it is sent`,
    async (name) => {
      window = await renderer.open(viewNamed(name), { settings: { language: { value: language, heldBy: null } } });
      await window.page.locator(`html[lang="${language}"]`).waitFor({ state: 'attached' });
      // What is announced, too: a screen reader says no less and no more.
      const text = (await window.page.locator('main, #app > [role="status"]').allTextContents()).join('\n');
      for (const part of told[name]) expect(text).toContain(part);
      expect(text).not.toMatch(/\bsen[dt]|Sending|national service|: done|was done|anfon|gwasanaeth cenedlaethol/i);
    },
  );
}

it.each([
  ['en', 'Needs very high confidence (AAL3). Opens in your browser'],
  ['cy', 'Angen hyder uchel iawn (AAL3). Yn agor yn eich porwr'],
] as const)(
  '%s: its button on the home screen is described by it, beside the level that it needs',
  async (language, said) => {
    window = await renderer.open(viewNamed('homeUnsent'), {
      settings: { language: { value: language, heldBy: null } },
    });
    await window.page.locator(`html[lang="${language}"]`).waitFor({ state: 'attached' });
    const button = window.page.locator(`[data-action="${openViewer.id}"]`);
    const hint = window.page.locator(`[id="${await button.getAttribute('aria-describedby')}"]`);
    expect(await hint.innerText()).toBe(said);
  },
);

it('an action that is sent says so, as before', async () => {
  window = await renderer.open(viewNamed('confirmAal2'));
  expect(await window.page.getByRole('main').innerText()).toContain('Nothing has been sent yet.');
  await window.show(viewNamed('sendingAction'));
  expect(await window.page.getByRole('main').innerText()).toContain('We are waiting for the national service.');
  await window.show(viewNamed('actionOk'));
  expect(await window.page.getByRole('main').innerText()).toContain('Find a patient: done');
});
