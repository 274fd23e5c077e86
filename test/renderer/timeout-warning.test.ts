import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SessionView, Standing, Who } from '../../preload/session-view.ts';
import { now, profileFor, quiet, sixRoles, withoutRole } from './fixtures.ts';
import { homeWith, idleWarning } from './limit-views.ts';
import { startRenderer, type OpenWindow, type Renderer } from './support/window.ts';
import { viewNamed } from './views.ts';

let renderer: Renderer;
beforeAll(async () => {
  renderer = await startRenderer();
}, 60_000);
afterAll(() => renderer?.close());

const dialogIn = ({ page }: OpenWindow) => page.getByRole('dialog');
const buttonsIn = (window: OpenWindow) => dialogIn(window).getByRole('button').allInnerTexts();
const press = (window: OpenWindow, name: string) => dialogIn(window).getByRole('button', { name, exact: true }).click();
const focusIn = ({ page }: OpenWindow) => page.evaluate(() => document.activeElement?.textContent);
const names = async (window: OpenWindow) => (await window.calls()).map(({ name }) => name);

/** The screen that has fields, with or without the warning over it. */
const chooseRole = (standing: Partial<Standing> = {}): SessionView => {
  const who: Who = { ...withoutRole, standing: { ...quiet, ...standing } };
  return { kind: 'chooseRole', who, roles: [...sixRoles], lastRoleId: null, unusable: [] };
};

describe('HAZ-08 the time-out warning', () => {
  it('is a modal dialog with one simple way to stay, which has the focus', async () => {
    const window = await renderer.open(viewNamed('idleWarning'));
    const dialog = dialogIn(window);
    expect(await dialog.evaluate((element) => element.matches('dialog:modal'))).toBe(true);
    expect(await dialog.getAttribute('aria-labelledby')).not.toBeNull();
    expect(await focusIn(window)).toBe('Stay logged in');
    for (let step = 0; step < 6; step += 1) {
      await window.page.keyboard.press('Tab');
      const outside = await window.page.evaluate(() => document.activeElement?.closest('.app-masthead, main, footer'));
      expect(outside, 'what is beneath cannot be reached').toBeNull();
    }
    await window.close();
  });

  it('keeps what is typed beneath, and gives the focus back', async () => {
    const window = await renderer.open(chooseRole());
    const { page } = window;
    await page.getByRole('radio', { name: /Practice Manager/ }).check();
    await page.getByRole('searchbox').pressSequentially('manag');
    await window.show(chooseRole(idleWarning(60_000)));
    await press(window, 'Stay logged in');
    await window.show(chooseRole());
    expect(await dialogIn(window).count()).toBe(0);
    expect(await page.getByRole('searchbox').inputValue()).toBe('manag');
    expect(await page.getByRole('radio', { name: /Practice Manager/ }).isChecked()).toBe(true);
    await page.keyboard.type('er');
    expect(await page.getByRole('searchbox').inputValue(), 'typing goes on where it was').toBe('manager');
    expect(await names(window)).toEqual(['stayLoggedIn']);
    await window.close();
  });

  it.each(['shared', 'personal'] as const)(
    'issue 6 line 3: keeps each field of an action that is being filled in, kept by main or not: %s',
    async (profile) => {
      const home = viewNamed('homeUnresolved');
      if (home.kind !== 'home') throw new Error('the fixture has changed');
      const standing: Standing = { ...home.who.standing, ...idleWarning(60_000) };
      const window = await renderer.open(home, { appInfo: { profile } });
      const { page } = window;
      await page.locator('[data-action="open-record"]').click();
      const reason = page.getByRole('textbox', { name: 'Reason' });
      const answer = page.getByRole('radio', { name: 'Emergency' });
      await reason.fill('synthetic words');
      await answer.check();
      await window.show({ ...home, who: { ...home.who, standing } });
      await press(window, 'Stay logged in');
      await window.show(home);
      expect(await dialogIn(window).count()).toBe(0);
      expect(await reason.inputValue()).toBe('synthetic words');
      expect(await answer.isChecked()).toBe(true);
      await window.close();
    },
  );

  it('can be answered with "Stay logged in" 12 times in a row (WCAG 2.2.1 asks for 10)', async () => {
    const window = await renderer.open(homeWith({}));
    for (let time = 1; time <= 12; time += 1) {
      await window.page.clock.fastForward(240_000);
      const leftMs = 60_000 + time * 240_000;
      await window.show(homeWith(idleWarning(leftMs)));
      await press(window, 'Stay logged in');
      await window.show(homeWith({}));
      expect(await dialogIn(window).count()).toBe(0);
      expect(await names(window)).toHaveLength(time);
    }
    await window.close();
  });

  it('sends the moment of the press itself with "Stay logged in"', async () => {
    const window = await renderer.open(viewNamed('idleWarning'));
    await window.page.clock.pauseAt(now + 20_000);
    await press(window, 'Stay logged in');
    expect(await window.calls()).toEqual([{ name: 'stayLoggedIn', input: { inputAtMs: now + 20_000 } }]);
    await window.close();
  });

  it('takes Esc for "Stay logged in", as often as it is pressed and wherever the focus is', async () => {
    const window = await renderer.open(viewNamed('idleWarning'));
    await window.page.clock.pauseAt(now + 20_000);
    for (const wherever of ['on the button', 'again', 'and again']) {
      await window.page.keyboard.press('Escape');
      expect(await dialogIn(window).isVisible(), wherever).toBe(true);
    }
    await window.page.mouse.click(5, 700);
    await window.page.keyboard.press('Escape');
    expect(await dialogIn(window).isVisible(), 'beside the dialog').toBe(true);
    const stayed = { name: 'stayLoggedIn', input: { inputAtMs: now + 20_000 } };
    expect(await window.calls()).toEqual([stayed, stayed, stayed, stayed]);
    await window.close();
  });

  it('tells inside the dialog that staying was refused', async () => {
    const window = await renderer.open(viewNamed('idleWarning'));
    await window.refuseCalls('NOT_NOW');
    await press(window, 'Stay logged in');
    await dialogIn(window).getByText('That was not possible now.').waitFor();
    await window.close();
  });

  it('tells a screen reader that the session goes on, and shows that to nobody', async () => {
    const window = await renderer.open(viewNamed('idleWarning'));
    await press(window, 'Stay logged in');
    await window.show(homeWith({}));
    const told = window.page.getByRole('status').getByText('You are still logged in.');
    expect(await told.count()).toBe(1);
    expect((await told.boundingBox())?.height).toBeLessThanOrEqual(1);
    await window.close();
  });

  it('closes by itself when the warning is gone, and a new screen beneath gets the focus', async () => {
    const window = await renderer.open(viewNamed('idleWarning'));
    await window.show(viewNamed('endedBySwitch'));
    expect(await dialogIn(window).count()).toBe(0);
    expect(await window.page.evaluate(() => document.activeElement?.tagName)).toBe('H1');

    await window.show(chooseRole());
    await window.page.getByRole('searchbox').focus();
    await window.show(chooseRole(idleWarning(60_000)));
    await window.show(homeWith(idleWarning(60_000)));
    expect(await dialogIn(window).isVisible(), 'over whatever screen').toBe(true);
    await window.show(homeWith({}));
    expect(await window.page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    expect(window.faults).toEqual([]);
    await window.close();
  });

  it('issue 6 line 1: closed over a page that came up beneath it, it leaves the focus at the heading in sight', async () => {
    const window = await renderer.open(homeWith({}));
    await window.page.getByRole('button', { name: 'Sign a prescription' }).focus();
    await window.show(homeWith(idleWarning(60_000)));
    await window.page.evaluate(() => globalThis.window.fakeBridge.showPage('settings'));
    await window.page.locator('h1', { hasText: 'Settings' }).waitFor();
    await window.show(homeWith({}));
    expect(await window.page.evaluate(() => document.activeElement?.textContent)).toBe('Settings');
    expect(window.faults).toEqual([]);
    await window.close();
  });
});

describe('what it says', () => {
  it('names who it is for, and what will happen to what is typed', async () => {
    const window = await renderer.open(viewNamed('idleWarning'));
    const text = await dialogIn(window).innerText();
    for (const part of ['You are about to be logged out', 'Sam SYNTHETIC, Nurse', 'typed and not sent will be lost'])
      expect(text).toContain(part);
    await window.close();
  });

  it('says "locked" where it will be locked', async () => {
    const view = viewNamed('idleWarningBeforeLock');
    const window = await renderer.open(view, { appInfo: profileFor(view) });
    const text = await dialogIn(window).innerText();
    expect(text).toContain('CIS2 Desktop is about to be locked');
    expect(text).toMatch(/It will be locked in 1 minute \d+ seconds?\./);
    expect(text).not.toMatch(/logged out/i);
    expect(await buttonsIn(window)).toEqual(['Stay logged in', 'Log out now']);
    await window.close();
  });

  it('HAZ-01 offers a shared terminal to someone else as well', async () => {
    const window = await renderer.open(viewNamed('idleWarning'));
    expect(await buttonsIn(window)).toEqual(['Stay logged in', 'Log out now', 'I am someone else']);
    await press(window, 'I am someone else');
    expect(await names(window)).toEqual(['switchPerson']);
    await window.close();
  });

  it('logs out at once on "Log out now"', async () => {
    const window = await renderer.open(viewNamed('idleWarning'));
    await press(window, 'Log out now');
    expect(await names(window)).toEqual(['logOut']);
    await window.close();
  });
});

describe('the countdown', () => {
  it('shows each second to the eye', async () => {
    const window = await renderer.open(homeWith(idleWarning(81_000)));
    const { clock } = window.page;
    await clock.pauseAt(now + 20_000);
    for (const left of ['1 minute 1 second', '1 minute', '59 seconds', '58 seconds']) {
      await dialogIn(window).getByText(`You will be logged out in ${left}.`).waitFor();
      await clock.runFor(1000);
    }
    await window.close();
  });

  it('HAZ-09 is right at once after sleep, and when the time has passed meanwhile', async () => {
    const window = await renderer.open(homeWith(idleWarning(120_000)));
    const { clock } = window.page;
    await clock.pauseAt(now + 20_000);
    await clock.fastForward(81_000);
    await dialogIn(window).getByText('You will be logged out in 19 seconds.').waitFor();
    await clock.fastForward(3_600_000);
    await dialogIn(window).getByText('You are being logged out now.').first().waitFor();
    await window.close();
  });

  it('issue 6 line 3: is spoken each 15 seconds, then at 20, 15, 10 and 5, and the ticking text is not read', async () => {
    const atMs = now + 138_000;
    const window = await renderer.open(homeWith({ warning: { cause: 'idle', atMs, leadsTo: 'loggedOut' } }));
    const { page } = window;
    await page.clock.pauseAt(now + 20_000);
    const spoken = dialogIn(window).locator('[aria-live="assertive"]');
    const heard = await spoken.evaluateHandle((region, endMs) => {
      const changes: [secondsLeft: number, text: string | null][] = [];
      const listen = () => changes.push([Math.round((endMs - Date.now()) / 1000), region.textContent]);
      listen();
      new MutationObserver(listen).observe(region, { characterData: true, childList: true, subtree: true });
      return changes;
    }, atMs);
    expect(await dialogIn(window).getByText('in 1 minute 58 seconds').getAttribute('aria-hidden')).toBe('true');
    await page.clock.runFor(120_000);
    expect(await heard.jsonValue()).toEqual([
      [118, 'You will be logged out within 2 minutes.'],
      [105, 'You will be logged out within 1 minute 45 seconds.'],
      [90, 'You will be logged out within 1 minute 30 seconds.'],
      [75, 'You will be logged out within 1 minute 15 seconds.'],
      [60, 'You will be logged out within 1 minute.'],
      [45, 'You will be logged out within 45 seconds.'],
      [30, 'You will be logged out within 30 seconds.'],
      [20, 'You will be logged out within 20 seconds.'],
      [15, 'You will be logged out within 15 seconds.'],
      [10, 'You will be logged out within 10 seconds.'],
      [5, 'You will be logged out within 5 seconds.'],
      [0, 'You are being logged out now.'],
    ]);
    const described = await dialogIn(window).getAttribute('aria-describedby');
    expect(await page.locator(`[id="${described}"]`).locator('[aria-live="assertive"]').count()).toBe(1);
    await window.close();
  });
});

describe('an end that cannot be put off', () => {
  it('offers no "Stay logged in", and says why', async () => {
    const window = await renderer.open(viewNamed('policyWarning'));
    expect(await buttonsIn(window)).toEqual(['Finish my work', 'Log out now', 'I am someone else']);
    expect(await dialogIn(window).innerText()).toContain('Your organisation changed how long a session may last');
    await window.close();
  });

  it.each(['"Finish my work"', 'Esc'])('HAZ-08 lets the person finish by %s, and goes on counting', async (way) => {
    const policy = { warning: { cause: 'policy', atMs: now + 60_000, leadsTo: 'loggedOut' } } as const;
    const window = await renderer.open(chooseRole());
    const { page } = window;
    await page.getByRole('searchbox').pressSequentially('nur');
    await window.show(chooseRole(policy));
    await page.clock.pauseAt(now + 20_000);
    if (way === 'Esc') await page.keyboard.press('Escape');
    else await press(window, 'Finish my work');
    expect(await dialogIn(window).count()).toBe(0);
    await page.keyboard.type('se');
    expect(await page.getByRole('searchbox').inputValue()).toBe('nurse');
    await page.getByText('You will be logged out in 40 seconds.').waitFor();
    await page.clock.runFor(10_000);
    await page.getByText('You will be logged out in 30 seconds.').waitFor();
    await window.show(chooseRole(policy));
    expect(await dialogIn(window).count(), 'not opened anew by the next view').toBe(0);
    expect(await window.calls()).toEqual([]);
    await window.close();
  });
});
