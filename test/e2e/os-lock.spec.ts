import { once } from 'node:events';
import type { Page } from '@playwright/test';
import { accessibilityTree } from '../security/window-traces.ts';
import type { LaunchedApp } from './launch-app.ts';
import { emitPower, minuteMs, moveClocks } from './support/app-time.ts';
import { atHome, press, screen } from './support/clinician.ts';
import { expect, journal, test } from './support/restarts.ts';

/** What the computer does to a session, as its person sees it. How each system tells of it is in test/shell/power.test.ts. */

const ofThePerson = ['Owen', 'Nurse', 'SIMULATED BROOK'];

/** All that whoever stands in front of the computer could see or hear of the window. */
async function shown({ electronApp, page }: Pick<LaunchedApp, 'electronApp' | 'page'>): Promise<string> {
  const titles = await electronApp.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.getTitle()),
  );
  const seen = await page.evaluate(() => [document.title, document.documentElement.outerHTML]);
  return [...titles, ...seen, await accessibilityTree(page)].join('\n');
}

async function expectNobodyShown(app: LaunchedApp): Promise<void> {
  const text = await shown(app);
  expect(ofThePerson.filter((part) => text.includes(part))).toEqual([]);
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 });

const processId = ({ electronApp }: LaunchedApp) =>
  electronApp.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0);

test.describe('on a personal desktop', () => {
  test('B56 HAZ-02 a locked computer hides the screen at once and names nobody; unlocked, the very screen is back', async ({
    app,
  }) => {
    const { page } = app;
    await atHome(app);
    await page.locator('[data-action="sign-prescription"]').click();
    await screen(page, 'actionBlocked', '2');
    const before = await shown(app);
    for (const part of ofThePerson) expect(before).toContain(part);

    await emitPower(app, 'lock-screen');
    await screen(page, 'blanked', '');
    await expectNobodyShown(app);
    await moveClocks(app, 10 * minuteMs);
    await emitPower(app, 'unlock-screen');
    await screen(page, 'actionBlocked', '2');
    await expect(page.getByText('Owen Example').first()).toBeVisible();
    expect(app.systemBrowser.opened()).toHaveLength(1);
  });

  test('B56 HAZ-02 asleep inside the idle limit: hidden, and back; over it: locked, with the reason', async ({
    app,
  }) => {
    const { page } = app;
    await atHome(app);
    await emitPower(app, 'suspend');
    await screen(page, 'blanked', '');
    await expectNobodyShown(app);
    await moveClocks(app, 5 * minuteMs);
    await emitPower(app, 'resume');
    await screen(page, 'home', '2');

    await emitPower(app, 'suspend');
    await screen(page, 'blanked', '');
    await moveClocks(app, 16 * minuteMs);
    await emitPower(app, 'resume');
    await screen(page, 'locked', '');
    await expect(page.getByText(/It locked at \d\d:\d\d( on \d+ \w+)?, because there was no activity\./)).toBeVisible();
  });

  test('B54 B56 HAZ-02 another user at the computer: locked, in a new renderer process', async ({ app }) => {
    const { page } = app;
    await atHome(app);
    await page.evaluate(() => Object.assign(window, { leftBehind: 'by the person before' }));
    const before = await processId(app);
    await emitPower(app, 'user-did-resign-active');
    await screen(page, 'locked', '');
    await expect.poll(() => processId(app)).not.toBe(before);
    expect(await page.evaluate(() => 'leftBehind' in window)).toBe(false);
    await expect(page.getByText(/because the computer was switched to another user/)).toBeVisible();
    const titles = await app.electronApp.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());
    expect(`${titles} ${await page.title()}`, 'a locked window names its person inside alone').not.toContain('Owen');
  });

  test.describe('where policy says so', () => {
    test.use({ policy: { session: { onComputerLock: 'lock' } } });
    test('B56 the lock of the computer locks the app', async ({ app }) => {
      await atHome(app);
      await emitPower(app, 'lock-screen');
      await screen(app.page, 'locked', '');
      await expect(
        app.page.getByText(/It locked at \d\d:\d\d( on \d+ \w+)?, together with the computer\./),
      ).toBeVisible();
      await emitPower(app, 'unlock-screen');
      await screen(app.page, 'locked', '');
    });
  });
});

test.describe('on a shared terminal', () => {
  test.use({ policy: { session: { profile: 'shared' } } });
  for (const [event, title] of [
    ['lock-screen', 'Logged out because the computer was locked'],
    ['suspend', 'Logged out because the computer went to sleep'],
    ['user-did-resign-active', 'Logged out because the computer was handed to another user'],
  ] as const) {
    test(`B54 B56 HAZ-02 ${event}: logged out, with the reason, in a new renderer process`, async ({
      app,
      simulator,
    }) => {
      await atHome(app);
      const before = await processId(app);
      await emitPower(app, event);
      await screen(app.page, 'ended', '');
      await expect(heading(app.page)).toHaveText(title);
      await expect.poll(() => processId(app)).not.toBe(before);
      await expectNobodyShown(app);
      const revoked = () => simulator.requests.filter(({ path }) => path.endsWith('/token/revoke'));
      await expect.poll(revoked).toHaveLength(1);
    });
  }
});

/** The two ways in which a system says that the user's session ends, and the way in which the user does. */
const ends = {
  'the end of the OS session': (app: LaunchedApp) => emitPower(app, 'shutdown'),
  'the end of the Windows session': ({ electronApp }: LaunchedApp) =>
    electronApp.evaluate(({ BrowserWindow }) => {
      (BrowserWindow.getAllWindows()[0] as NodeJS.EventEmitter | undefined)?.emit('session-end', {});
    }),
  'a quit': ({ electronApp }: LaunchedApp) => electronApp.evaluate(({ app }) => app.quit()),
};

async function goneBy(app: LaunchedApp, end: (app: LaunchedApp) => Promise<void>): Promise<void> {
  const child = app.electronApp.process();
  const gone = once(child, 'exit');
  await end(app);
  expect(await gone, 'ended in order').toEqual([0, null]);
}

for (const [name, end] of Object.entries(ends)) {
  test(`B57 ${name}: a personal session may be continued, and nothing is told to the provider`, async ({
    start,
    userDataDir,
    simulator,
  }) => {
    const app = await start();
    await atHome(app);
    const before = simulator.requests.length;
    await goneBy(app, end);
    expect(journal(userDataDir)).toMatchObject({ state: 'live', session: 'open', entryGone: false });
    expect(simulator.requests.slice(before).filter(({ path }) => !path.endsWith('/userinfo'))).toEqual([]);
  });
}

test('B57 HAZ-02 the end of the OS session while locked: it is over', async ({ start, userDataDir }) => {
  const app = await start();
  await atHome(app);
  await press(app.page, 'Lock');
  await screen(app.page, 'locked');
  await goneBy(app, ends['the end of the OS session']);
  expect(journal(userDataDir)).toMatchObject({ state: 'dead', session: 'over', reason: 'quit', told: true });
});

test('B57 HAZ-02 the end of the OS session on a shared terminal: over, and the provider is told', async ({
  start,
  userDataDir,
  simulator,
}) => {
  const app = await start({ session: { profile: 'shared' } });
  await atHome(app);
  expect(journal(userDataDir)).toMatchObject({ state: 'dead', session: 'open' });
  await goneBy(app, ends['the end of the OS session']);
  expect(journal(userDataDir)).toMatchObject({ state: 'dead', session: 'over', reason: 'quit' });
  expect(simulator.requests.filter(({ path }) => path.endsWith('/token/revoke'))).toHaveLength(1);
});
