import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { homeWith } from './limit-views.ts';
import { startRenderer, type OpenWindow, type Renderer } from './support/window.ts';
import { viewNamed } from './views.ts';
import { withLongNames } from './fixtures.ts';

let renderer: Renderer;
beforeAll(async () => {
  renderer = await startRenderer();
}, 60_000);
afterAll(() => renderer?.close());

const strip = ({ page }: OpenWindow) => page.locator('.app-in-use');
const takeOver = ({ page }: OpenWindow) => page.getByRole('button', { name: 'I am someone else Logs out' });
const names = async (window: OpenWindow) => (await window.calls()).map(({ name }) => name);
/** Main takes any touch for use, and then asks for the strip no more. */
const usedAgain = homeWith({ showInUse: false });

describe('HAZ-02 a session that stands open at a shared terminal', () => {
  it('says whose it is, and tells a screen reader', async () => {
    const window = await renderer.open(viewNamed('homeAal2'));
    const region = window.page.locator('[role="status"]:empty').first();
    await region.waitFor({ state: 'attached' });
    await window.show(viewNamed('inUse'));
    expect(await strip(window).innerText()).toContain(
      'In use by Sam SYNTHETIC, Nurse\nSynthetic Park Surgery (Z99901)',
    );
    expect(await window.page.locator('.app-header').innerText(), 'said once').not.toContain('Sam SYNTHETIC');
    expect(await strip(window).locator('xpath=..').getAttribute('role')).toBe('status');
    await window.close();
  });

  it('is taken over in one action, whose effect is said', async () => {
    const window = await renderer.open(viewNamed('inUse'));
    expect(await takeOver(window).count(), 'offered once').toBe(1);
    const name = 'I am someone else Logs out Sam SYNTHETIC';
    expect((await takeOver(window).innerText()).replaceAll(/\s+/g, ' '), 'all that is seen').toBe(name);
    const named = window.page.getByRole('button', { name, exact: true });
    expect(await named.count(), 'and all of it can be said to it (WCAG 2.5.3)').toBe(1);
    await takeOver(window).click();
    expect(await names(window)).toEqual(['switchPerson']);
    await window.close();
  });

  it('can still be taken over when the mouse was moved on the way there', async () => {
    const window = await renderer.open(viewNamed('inUse'));
    await window.page.mouse.move(500, 500, { steps: 3 });
    await window.show(usedAgain);
    expect(await strip(window).isVisible()).toBe(true);
    await strip(window).getByRole('button', { name: 'I am someone else' }).click();
    expect(await names(window)).toEqual(['switchPerson']);
    await window.close();
  });

  it('can be taken over by the keyboard alone', async () => {
    const window = await renderer.open(viewNamed('inUse'));
    const button = strip(window).getByRole('button');
    for (let step = 0; step < 9; step += 1) {
      await window.page.keyboard.press('Shift+Tab');
      if (step === 0) await window.show(usedAgain);
      if (await button.evaluate((element) => element === document.activeElement)) break;
    }
    await window.page.keyboard.press('Enter');
    expect(await names(window)).toEqual(['switchPerson']);
    await window.close();
  });

  it.each<[string, (window: OpenWindow) => Promise<void>]>([
    ['a click', ({ page }) => page.getByRole('button', { name: 'Show CIS2 user ID' }).click()],
    ['a key', ({ page }) => page.keyboard.press('a')],
  ])('is used on by %s elsewhere: the strip goes, and comes back after the next minute', async (_what, act) => {
    const window = await renderer.open(viewNamed('inUse'));
    await act(window);
    expect(await strip(window).count()).toBe(0);
    expect(await takeOver(window).count(), 'still offered in the masthead').toBe(1);
    await window.show(usedAgain);
    await window.show(viewNamed('inUse'));
    expect(await strip(window).count()).toBe(1);
    await window.close();
  });

  it('does not move the page away under a click', async () => {
    const window = await renderer.open(viewNamed('inUse'));
    await window.page.getByRole('button', { name: 'Find a patient' }).click();
    expect(await names(window)).toEqual(['prepareAction']);
    await window.close();
  });

  it('leaves no name behind when it ends', async () => {
    const window = await renderer.open(viewNamed('inUse'));
    await window.show(viewNamed('endedBySwitch'));
    expect(await window.page.content()).not.toContain('SYNTHETIC');
    await window.show(homeWith({}, withLongNames));
    expect(await strip(window).count(), 'nor a strip for the next person').toBe(0);
    await window.show(viewNamed('loggedOut'));
    await window.show(usedAgain);
    expect(await strip(window).count(), 'nor for the same person in a new session').toBe(0);
    await window.close();
  });
});

it.each(['home', 'chooseRole', 'actionBlocked', 'confirmAction', 'waitingForBrowser', 'actionDone'] as const)(
  'HAZ-01 a shared terminal can be taken over from the masthead at any time: %s',
  async (kind) => {
    const byKind = {
      home: 'homeAal2',
      chooseRole: 'chooseFewRoles',
      actionBlocked: 'blockedByLevel',
      confirmAction: 'confirmAal3',
      waitingForBrowser: 'waitingToStepUp',
      actionDone: 'actionOk',
    } as const;
    const window = await renderer.open(viewNamed(byKind[kind]));
    await takeOver(window).click();
    expect(await names(window)).toEqual(['switchPerson']);
    await window.close();
  },
);

it('is not offered on a personal desktop while its person is logged in', async () => {
  const window = await renderer.open(viewNamed('homeAal2'), { appInfo: { profile: 'personal' } });
  expect(await takeOver(window).count()).toBe(0);
  await window.close();
});

it('keeps what has the focus clear of the masthead, however high a long name and the strip make it', async () => {
  const window = await renderer.open(viewNamed('inUseLongNames'));
  const { page } = window;
  const heights = () =>
    page.evaluate(() => ({
      masthead: document.querySelector('.app-masthead')?.clientHeight ?? 0,
      clear: Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop),
    }));
  /** Once the style sheet has been told: then there is a little room between the two, and not more than that. */
  const told = async () => {
    await expect
      .poll(async () => {
        const { masthead, clear } = await heights();
        return clear - masthead;
      })
      .toSatisfy((room: number) => room > 0 && room < 20);
    return heights();
  };
  const withStrip = await told();
  expect(withStrip.masthead).toBeGreaterThan(150);
  await page.keyboard.press('a');
  await strip(window).waitFor({ state: 'detached' });
  const without = await told();
  expect(without.masthead).toBeLessThan(withStrip.masthead);
  await window.close();
});
