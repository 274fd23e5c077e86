import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { breakGlass } from './fixtures.ts';
import { homeWith, idleWarning } from './limit-views.ts';
import { chooseFrom, fiveHundredRoles } from './role-views.ts';
import { focusStop, goTo } from './support/keyboard.ts';
import { startRenderer, type OpenOptions, type OpenWindow, type Renderer } from './support/window.ts';
import { viewNamed } from './views.ts';

/** Issue 6 line 4: each main task from its beginning to its end, with Tab, Shift+Tab, Enter, Space, Escape and arrows alone. */

let renderer: Renderer;
beforeAll(async () => {
  renderer = await startRenderer();
}, 60_000);
afterAll(() => renderer?.close());

const personal: OpenOptions = { appInfo: { profile: 'personal' } };

/** Runs a task, and afterwards sees that nothing went wrong behind its back. */
async function task(
  view: Parameters<Renderer['open']>[0],
  work: (window: OpenWindow) => Promise<void>,
  options?: OpenOptions,
): Promise<void> {
  const window = await renderer.open(view, options);
  await work(window);
  expect(window.faults).toEqual([]);
  await window.close();
}

async function press(window: OpenWindow, name: string | RegExp, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await goTo(window.page, name);
  await window.page.keyboard.press(key);
}

const asked = async (window: OpenWindow) => (await window.calls()).map(({ name }) => name);

describe('issue 6 line 4: by keyboard alone', () => {
  it('log in', () =>
    task(viewNamed('loggedOut'), async (window) => {
      await press(window, 'Log in with my Care Identity');
      expect(await asked(window)).toEqual(['login']);
    }));

  it('the way to the content is one key and Enter, past all that stands above it', () =>
    task(viewNamed('homeAal2'), async (window) => {
      await goTo(window.page, 'Skip to main content', 'Shift+Tab');
      await window.page.keyboard.press('Enter');
      expect(await window.page.evaluate(() => document.activeElement?.id)).toBe('main-content');
      await window.page.keyboard.press('Tab');
      expect((await focusStop(window.page))?.name).toBe('Find a patient');
    }));

  it('waiting: reopen the browser, copy the link, cancel', () =>
    task(viewNamed('waitingToLogIn'), async (window) => {
      await press(window, 'Cancel', 'Space');
      await press(window, 'Reopen browser');
      await press(window, 'Copy link', 'Space');
      expect(await asked(window)).toEqual(['cancelAttempt', 'reopenBrowser', 'copyStartLink']);
      expect((await focusStop(window.page))?.name).toBe('Copy link');
    }));

  it('choose a role among five hundred: search, arrows, Continue', () =>
    task(chooseFrom(fiveHundredRoles), async (window) => {
      const { page } = window;
      await goTo(page, 'Search your roles');
      await page.keyboard.type('nurse q7q');
      await page.getByText('Showing 2 of 500 roles', { exact: true }).waitFor();
      await goTo(page, /^Nurse/);
      await page.keyboard.press('ArrowDown');
      const picked = await page.getByRole('radio', { checked: true }).inputValue();
      await press(window, 'Continue');
      expect(await window.calls()).toEqual([{ name: 'chooseRole', input: { roleId: picked } }]);
    }));

  it('choose a role among five hundred: all of them are one stop, and what is chosen stays in sight', () =>
    task(chooseFrom(fiveHundredRoles), async (window) => {
      const { page } = window;
      await goTo(page, 'Search your roles');
      await page.keyboard.press('Tab');
      for (let step = 0; step < 12; step += 1) {
        await page.keyboard.press('ArrowDown');
        expect(await focusStop(page)).toMatchObject({ isHidden: false });
      }
      await page.keyboard.press('Tab');
      expect((await focusStop(page))?.name).toBe('Continue');
    }));

  it('a choice that was forgotten: the focus goes to the first role, with the reason', () =>
    task(chooseFrom(fiveHundredRoles.slice(0, 3)), async (window) => {
      await press(window, 'Continue');
      expect((await focusStop(window.page))?.tag).toBe('INPUT');
      await window.page.keyboard.press('Space');
      await press(window, 'Continue');
      expect(await asked(window)).toEqual(['chooseRole']);
    }));

  it('begin an action', () =>
    task(viewNamed('homeAal2'), async (window) => {
      await press(window, 'Sign a prescription');
      expect(await window.calls()).toEqual([
        { name: 'prepareAction', input: { actionId: 'sign-prescription', input: {} } },
      ]);
    }));

  it('fill in the form of an action, and mend what was wrong with it', () =>
    task(viewNamed('homeUnresolved'), async (window) => {
      const { page } = window;
      await press(window, 'Open a record in an emergency');
      await page.getByRole('heading', { level: 1, name: 'Open a record in an emergency' }).waitFor();
      expect((await focusStop(page))?.tag).toBe('H1');
      await page.evaluate(() => {
        globalThis.window.fakeBridge.problems = [{ field: 'nhsNumber', fault: 'malformed' }];
      });
      await press(window, 'Continue');
      await page.getByRole('alert').first().waitFor();
      expect((await focusStop(page))?.name).toMatch(/^There is a problem/);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(await focusStop(page)).toMatchObject({ tag: 'INPUT', isHidden: false });
      await page.keyboard.type('9990000009');
      await goTo(page, /^Reason/);
      await page.keyboard.type('Synthetic reason');
      await goTo(page, /^Emergency/);
      await page.keyboard.press('ArrowDown');
      await goTo(page, 'Where you are');
      await page.keyboard.press('ArrowDown');
      await page.evaluate(() => {
        globalThis.window.fakeBridge.problems = [];
      });
      await press(window, 'Continue');
      const sent = (await window.calls()).at(-1);
      expect(sent?.name).toBe('prepareAction');
      expect(sent?.input).toMatchObject({
        actionId: breakGlass.id,
        input: { nhsNumber: '9990000009', reason: 'Synthetic reason', basis: 'the law' },
      });
    }));

  it('leave the form of an action: back on the home screen, at its heading', () =>
    task(viewNamed('homeUnresolved'), async (window) => {
      await press(window, 'Open a record in an emergency');
      await window.page.getByRole('heading', { level: 1, name: 'Open a record in an emergency' }).waitFor();
      await press(window, 'Go back');
      expect(await focusStop(window.page)).toMatchObject({ tag: 'H1', name: 'Your session' });
    }));

  it('confirm, or go back', () =>
    task(viewNamed('confirmAal3'), async (window) => {
      await press(window, 'Confirm');
      await press(window, 'Go back', 'Space');
      expect(await asked(window)).toEqual(['confirmAction', 'goBack']);
    }));

  it('Enter on the screen to confirm does nothing by itself: the focus is on its heading', () =>
    task(viewNamed('confirmAal3'), async (window) => {
      await window.page.keyboard.press('Enter');
      await window.page.keyboard.press('Space');
      expect(await asked(window)).toEqual([]);
    }));

  it('stopped until proved: go on in the browser, or go back', () =>
    task(viewNamed('blockedByLevel'), async (window) => {
      await press(window, 'Continue in browser');
      await press(window, 'Go back', 'Space');
      expect(await asked(window)).toEqual(['stepUp', 'goBack']);
    }));

  it('another person came back: go back, or switch', () =>
    task(viewNamed('otherPerson'), async (window) => {
      await press(window, 'Go back');
      await press(window, 'Switch to Robin PRETEND');
      expect(await asked(window)).toEqual(['goBack', 'switchPerson']);
    }));

  it.each(['Enter', 'Space', 'Escape'])('time-out dialog: %s stays logged in', (key) =>
    task(homeWith(idleWarning(56_000)), async (window) => {
      expect((await focusStop(window.page))?.name).toBe('Stay logged in');
      await window.page.keyboard.press(key);
      expect(await asked(window)).toEqual(['stayLoggedIn']);
    }),
  );

  it('time-out dialog: the focus stays in it, and goes back to where it was', () =>
    task(homeWith({}), async (window) => {
      const { page } = window;
      await goTo(page, 'Sign a prescription');
      await window.show(homeWith(idleWarning(56_000)));
      const names: (string | undefined)[] = [];
      for (let step = 0; step < 6; step += 1) {
        names.push((await focusStop(page))?.name);
        await page.keyboard.press('Tab');
      }
      // Between the last and the first is the window's own frame, which is no part of the page.
      const inPage = names.filter((name) => name !== undefined);
      expect(new Set(inPage)).toEqual(new Set(['Stay logged in', 'Log out now', 'I am someone else']));
      expect(names.slice(0, 3)).toEqual(['Stay logged in', 'Log out now', 'I am someone else']);
      await window.show(homeWith({}));
      expect((await focusStop(page))?.name).toBe('Sign a prescription');
    }));

  it('lock by its button and by its keys, and unlock', () =>
    task(
      viewNamed('homeAal2'),
      async (window) => {
        await goTo(window.page, 'Lock', 'Shift+Tab');
        await window.page.keyboard.press('Enter');
        await window.page.keyboard.press('Control+Shift+KeyL');
        expect(await asked(window)).toEqual(['lock', 'lock']);
        await window.show(viewNamed('locked'));
        expect((await focusStop(window.page))?.tag).toBe('H1');
        await press(window, 'Unlock as Sam SYNTHETIC');
        await press(window, 'I am someone else');
        await press(window, 'Log out', 'Space');
        expect((await asked(window)).slice(2)).toEqual(['unlock', 'switchPerson', 'logOut']);
      },
      personal,
    ));

  it('R1 take over a shared computer that is in use', () =>
    task(homeWith({ showInUse: true }), async (window) => {
      await goTo(window.page, /^I am someone else Logs out/, 'Shift+Tab');
      await window.page.keyboard.press('Enter');
      expect(await asked(window)).toEqual(['switchPerson']);
    }));

  it('change role, log out', () =>
    task(viewNamed('homeAal2'), async (window) => {
      const { page } = window;
      await goTo(page, 'Log out', 'Shift+Tab');
      await page.keyboard.press('Enter');
      await goTo(page, 'Change role', 'Shift+Tab');
      await page.keyboard.press('Space');
      expect(await asked(window)).toEqual(['logOut', 'changeRole']);
    }));

  it.each([
    ['Check connection', 'loggedOut'],
    ['Settings', 'loggedOut'],
    ['About CIS2 Desktop', 'homeAal2'],
  ])('open "%s" and come back, with the focus on the heading each time', (name, view) =>
    task(viewNamed(view), async (window) => {
      const { page } = window;
      const heading = await page.getByRole('heading', { level: 1 }).innerText();
      await press(window, name);
      await page.getByRole('heading', { level: 1, name }).waitFor();
      expect(await focusStop(page)).toMatchObject({ tag: 'H1', name });
      await press(window, 'Go back');
      expect(await focusStop(page)).toMatchObject({ tag: 'H1', name: heading });
    }),
  );

  it('a page gives way when the session asks for something: the focus is on what it asks, and the page does not come back', () =>
    task(viewNamed('homeAal2'), async (window) => {
      const { page } = window;
      await press(window, 'Settings');
      await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
      await goTo(page, /^Light/);
      await window.show(viewNamed('confirmAal3'));
      expect(await focusStop(page)).toMatchObject({ tag: 'H1', name: 'Check and confirm: Sign a prescription' });
      expect(await page.getByText('Settings').and(page.locator('h1')).count()).toBe(0);
      await window.show(viewNamed('homeAal2'));
      expect(await focusStop(page)).toMatchObject({ tag: 'H1', name: 'Your session' });
    }));

  it('my activity, and back', () =>
    task({ ...viewNamed('homeAal2') }, async (window) => {
      const { page } = window;
      await page.evaluate(() => {
        globalThis.window.fakeBridge.answers = { readActivity: [] };
      });
      await press(window, 'My activity');
      await page.getByRole('heading', { level: 1, name: 'My activity' }).waitFor();
      expect((await focusStop(page))?.tag).toBe('H1');
      await press(window, 'Back to your session');
      expect(await focusStop(page)).toMatchObject({ tag: 'H1', name: 'Your session' });
    }));

  it('a screen that comes by itself takes the focus to its heading, never to nothing', () =>
    task(viewNamed('confirmAal3'), async (window) => {
      await goTo(window.page, 'Confirm');
      for (const name of ['sendingAction', 'actionOk', 'homeAal2', 'locked', 'endedByUser', 'loggedOut']) {
        await window.show(viewNamed(name));
        expect(await focusStop(window.page), name).toMatchObject({ tag: 'H1', isHidden: false });
      }
    }));
});
