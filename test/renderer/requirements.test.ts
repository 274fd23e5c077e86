import { afterAll, beforeAll, expect, it } from 'vitest';
import { appInfo } from './fixtures.ts';
import { homeWith } from './limit-views.ts';
import { startRenderer, type Renderer } from './support/window.ts';
import { viewNamed } from './views.ts';

/** Requirements of docs/requirements.md that are a matter of what stands on a screen, and that no other test names. */

let renderer: Renderer;
beforeAll(async () => {
  renderer = await startRenderer();
}, 60_000);
afterAll(() => renderer?.close());

it.each([
  ['waitingToLogIn', 'If you use a smartcard, insert it before you continue.'],
  ['waitingToLogIn', 'NHS software will ask for your passcode. CIS2 Desktop never asks for it.'],
  ['waitingToStepUp', 'If you use a smartcard, insert it before you continue.'],
  ['homeAal2', 'Removing your smartcard does not log you out.'],
])('R4 %s says of the smartcard: %s', async (view, sentence) => {
  const { page, close } = await renderer.open(viewNamed(view));
  expect(await page.getByRole('main').innerText()).toContain(sentence);
  await close();
});

it.each(['homeAal2', 'homeAal3', 'homeLongNames'])('R14 “Change role” stands in the masthead of %s', async (view) => {
  const { page, close } = await renderer.open(viewNamed(view));
  expect(await page.locator('.app-masthead').getByRole('button', { name: 'Change role' }).isVisible()).toBe(true);
  await close();
});

it('R17 logged out, a person is told that a smartcard is not the only way', async () => {
  const { page, close } = await renderer.open(viewNamed('loggedOut'));
  expect(await page.getByRole('main').innerText()).toContain('You do not need a smartcard to log in.');
  await close();
});

it.each(['loggedOut', 'endedByUser', 'cancelled'])(
  'R16 %s leads to the unlock of a smartcard, by a gesture',
  async (view) => {
    const window = await renderer.open(viewNamed(view));
    const folded = window.page.locator('summary', { hasText: 'If you cannot log in' });
    if (view === 'endedByUser') await folded.click();
    await window.page.getByRole('button', { name: /^Unlock a smartcard/ }).click();
    expect(await window.calls()).toEqual([{ name: 'openHelp', input: { topic: 'smartcardUnlock' } }]);
    await window.close();
  },
);

it('R10 the screen that waits names the browser that opens, and has the link for another one', async () => {
  const { page, close } = await renderer.open(viewNamed('waitingToLogIn'), { appInfo: { browser: 'Microsoft Edge' } });
  expect(await page.getByRole('main').innerText()).toContain('The page opens in Microsoft Edge.');
  expect(await page.getByRole('button', { name: 'Copy link' }).isVisible()).toBe(true);
  await close();
});

it('R18 the organisation’s own words for it stand in the place of ours', async () => {
  const own = 'Use the paper forms in the red folder (synthetic).';
  const { page, close } = await renderer.open(viewNamed('unreachableNow'), {
    appInfo: { support: { ...appInfo.support, continuity: { en: own } } },
  });
  expect(await page.locator('#app').innerText()).toContain(own);
  await close();
});

it('R18 while national services are away, the screen leads to the local plan and to no way round the log-in', async () => {
  const { page, close } = await renderer.open(viewNamed('unreachableNow'));
  expect(await page.locator('#app').innerText()).toContain('follow your local business continuity plan');
  const names = await page.getByRole('button').allInnerTexts();
  expect(names.filter((name) => /offline|without|emergency|bypass|skip/i.test(name))).toEqual([]);
  await close();
});

it('R2 whose session it is can be read on every screen that has one, with role and organisation', async () => {
  const window = await renderer.open(homeWith({}));
  for (const name of [
    'waitingToStepUp',
    'blockedByLevel',
    'confirmAal3',
    'actionOk',
    'insufficientLevel',
    'otherPerson',
  ]) {
    await window.show(viewNamed(name));
    const masthead = await window.page.locator('.app-masthead').innerText();
    for (const part of ['Sam SYNTHETIC', 'Nurse', 'Synthetic Park Surgery', 'Z99901']) {
      expect(masthead, name).toContain(part);
    }
  }
  await window.close();
});
