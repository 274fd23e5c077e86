import { afterAll, beforeAll, expect, it } from 'vitest';
import { commands, type CommandName } from '../../preload/contract.ts';
import { cy } from '../../renderer/i18n/cy.ts';
import { enFailures } from '../../renderer/i18n/en-failures.ts';
import { en } from '../../renderer/i18n/en.ts';
import { problem } from './fixtures.ts';
import { startRenderer, type Renderer } from './support/window.ts';
import { viewNamed } from './views.ts';

const welsh = { settings: { language: { value: 'cy', heldBy: null } } } as const;
const failed = viewNamed('unreachable');
let renderer: Renderer;
beforeAll(async () => {
  renderer = await startRenderer();
}, 300_000);
afterAll(() => renderer?.close());

it('issue 6 line 10: frame and starting screen are painted before the session is known', async () => {
  const { page, faults, close } = await renderer.open(viewNamed('starting'), { silent: ['getView'] });
  await page.getByRole('heading', { level: 1, name: en.starting.title }).waitFor();
  expect(await page.getByRole('banner').isVisible()).toBe(true);
  expect(await page.getByRole('contentinfo').innerText()).toContain(en.chrome.disclaimer);
  // Main has answered the rest, and it is shown without the session.
  expect(await page.getByRole('contentinfo').innerText()).toContain('0.1.0');
  expect(faults, 'nothing comes from elsewhere').toEqual([]);
  await close();
}, 60_000);

it('issue 6 line 10: they are painted in English where main answers nothing at all', async () => {
  const silent = Object.keys(commands) as CommandName[];
  const { page, close } = await renderer.open(viewNamed('starting'), { silent });
  await page.getByRole('heading', { level: 1, name: en.starting.title }).waitFor();
  expect(await page.getByRole('contentinfo').isVisible()).toBe(true);
  await close();
}, 60_000);

it('issue 6 line 6: the first words on screen are Welsh where that is the language; none was English before', async () => {
  const window = await renderer.open(viewNamed('starting'), {
    ...welsh,
    silent: ['getView'],
    onPage: (page) =>
      page.addInitScript(() => {
        const seen: string[] = [];
        Object.assign(window, { headingsSeen: seen });
        new MutationObserver(() => {
          const heading = document.querySelector('h1')?.textContent;
          if (heading && !seen.includes(heading)) seen.push(heading);
        }).observe(document, { childList: true, subtree: true, characterData: true });
      }),
  });
  const { page } = window;
  await page.getByRole('heading', { level: 1, name: cy.words.starting.title }).waitFor();
  const seen = await page.evaluate(() => (window as unknown as { headingsSeen: string[] }).headingsSeen);
  expect(seen).toEqual([cy.words.starting.title]);
  expect(await page.locator('html').getAttribute('lang')).toBe('cy');
  expect(await page.title()).toBe(cy.words.title(cy.words.starting.title));
  await window.close();
}, 60_000);

it('issue 6 line 6: without its Welsh the app speaks English, says so of the document, and is whole', async () => {
  const { page, close } = await renderer.open(viewNamed('loggedOut'), { ...welsh, missing: ['cy'] });
  await page.getByRole('heading', { level: 1, name: en.loggedOut.title }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  await close();
}, 60_000);

it('issue 6 line 10: until the words of a failure are there, its code, time and correlation id are', async () => {
  const held = Promise.withResolvers<void>();
  const { page, faults, close } = await renderer.open(viewNamed('loggedOut'), {
    onPage: (opened) =>
      opened.route('**/en-failures-*.js', async (route) => {
        await held.promise;
        await route.continue();
      }),
  });
  await page.evaluate((view) => window.fakeBridge.show(view), failed);
  await page.getByText(en.problem.loading).waitFor();
  const shown = await page.locator('main').innerText();
  for (const text of ['PROVIDER_UNREACHABLE', '21 November 2026 at 09:29:00', problem('INTERNAL').correlationId]) {
    expect(shown).toContain(text);
  }
  held.resolve();
  const heading = page.getByRole('heading', { level: 1, name: enFailures.PROVIDER_UNREACHABLE.title });
  await heading.waitFor();
  expect(await heading.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(faults).toEqual([]);
  await close();
}, 60_000);

it('issue 6 line 10: where the words of failures are missing, that is said, with the code', async () => {
  const { page, close } = await renderer.open(failed, { missing: ['en-failures'] });
  const { title, happened, whatToDo, whoCanHelp } = en.problem.unexplained('PROVIDER_UNREACHABLE');
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  const shown = await page.locator('main').innerText();
  for (const text of [happened, whatToDo, whoCanHelp, problem('INTERNAL').correlationId]) expect(shown).toContain(text);
  await close();
}, 60_000);

it('issue 6 line 10: the words of failures, and the screens of somebody at work, are there before anybody needs them', async () => {
  const fetched: string[] = [];
  const { close } = await renderer.open(viewNamed('loggedOut'), {
    onPage: (page) => Promise.resolve(page.on('requestfinished', (request) => fetched.push(request.url()))),
  });
  await expect.poll(() => fetched.join(' '), { timeout: 30_000 }).toContain('/en-failures-');
  await expect.poll(() => fetched.join(' '), { timeout: 30_000 }).toContain('/at-work-');
  await close();
}, 90_000);

it('issue 6 line 10: a screen whose script is missing is said to be so, and the way out stays', async () => {
  const { page, close } = await renderer.open(viewNamed('confirmAal3'), { missing: ['at-work'] });
  await page.getByRole('heading', { level: 1, name: en.partMissing.title }).waitFor();
  await page.getByText(en.partMissing.whatToDo).waitFor();
  expect(await page.getByRole('button', { name: en.chrome.logOut }).isVisible()).toBe(true);
  await close();
}, 60_000);
