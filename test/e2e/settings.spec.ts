import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { pageBackgrounds } from '../../main/shell/window-options.ts';
import { developmentPolicy } from '../simulator/development-policy.ts';
import { PERSONA_IDS } from '../simulator/index.ts';
import { launchApp, type LaunchedApp } from './launch-app.ts';
import { minuteMs, passTime } from './support/app-time.ts';
import { atHome, logInAt, press, screen } from './support/clinician.ts';
import { expect, test } from './support/fixtures.ts';
import { host } from './support/host.ts';
import { test as onOneComputer } from './support/restarts.ts';

/** Settings as a person meets them, main process and window together; every rule of theirs is in test/settings. */

interface StandInTray {
  readonly all: readonly { readonly toolTip: string }[];
}

const title = (page: Page) => page.getByRole('heading', { level: 1 });
const root = (page: Page) => page.locator('html');
/** Not by `check()`: the choice is main's to make, and it is shown once main has answered. */
const choose = (page: Page, group: string, label: string) =>
  page.getByRole('group', { name: group }).getByRole('radio', { name: label, exact: true }).click();
const chosen = (page: Page, group: string) => page.getByRole('group', { name: group }).locator(':checked + label');

/** Presses an item of the application menu by its id. */
const chooseInMenu = ({ electronApp }: Pick<LaunchedApp, 'electronApp'>, id: string) =>
  electronApp.evaluate(({ Menu }, wanted) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(wanted);
    if (!item) throw new Error(`the menu has no ${wanted}`);
    (item as unknown as { click(): void }).click();
  }, id);
const labelInMenu = (electronApp: ElectronApplication, id: string) =>
  electronApp.evaluate(({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.label, id);
/** Electron does not say what a tray shows; the stand-in does. */
const toolTip = (electronApp: ElectronApplication) =>
  electronApp.evaluate(({ Tray }) => (Tray as unknown as StandInTray).all[0]?.toolTip ?? 'no tray');

async function kept(userDataDir: string): Promise<unknown> {
  return JSON.parse(await readFile(path.join(userDataDir, 'settings.json'), 'utf8'));
}

test('issue 6 line 6: Cymraeg, chosen, is spoken by the screen, the menu, the tray and the page in the browser', async ({
  app,
}) => {
  const { page, electronApp } = app;
  await screen(page, 'loggedOut');
  await expect(root(page)).toHaveAttribute('lang', 'en');
  await page.getByRole('contentinfo').getByRole('button', { name: 'Settings', exact: true }).click();
  await expect(title(page)).toHaveText('Settings');
  await choose(page, 'Language', 'Cymraeg');
  await expect(title(page)).toHaveText('Gosodiadau');
  await expect(root(page)).toHaveAttribute('lang', 'cy');
  await expect.poll(() => labelInMenu(electronApp, 'page-settings')).toBe('Gosodiadau…');
  expect(await labelInMenu(electronApp, 'log-out')).toBe('Allgofnodi');
  if (host === 'stand-in') expect(await toolTip(electronApp)).toBe('CIS2 Desktop: Wedi allgofnodi');

  await press(page, 'Mynd yn ôl');
  await press(page, 'Mewngofnodi gyda fy Care Identity');
  const tab = await app.systemBrowser.nextPage();
  await logInAt(tab, PERSONA_IDS.nurse, 'microsoftAuthenticator');
  await screen(page, 'home', '2');
  await expect(tab.locator('html')).toHaveAttribute('lang', 'cy');
  await expect(title(tab)).toHaveText('Rydych wedi mewngofnodi');
  if (host === 'stand-in') {
    await expect.poll(() => toolTip(electronApp)).toBe('CIS2 Desktop: Wedi mewngofnodi gyda hyder uchel (AAL2)');
  }
});

test('issue 6 line 8: the menu opens the settings over a session, which is there still behind them', async ({
  app,
}) => {
  const { page } = app;
  await atHome(app);
  await chooseInMenu(app, 'page-settings');
  await expect(title(page)).toHaveText('Settings');
  await screen(page, 'home', '2');
  await press(page, 'Go back');
  await expect(page.locator('[data-action="sign-prescription"]')).toBeVisible();
});

onOneComputer(
  'issue 6 lines 5 and 8: what was chosen is kept over a restart, and the first thing painted has it',
  async ({ start, userDataDir }) => {
    const before = await start();
    await screen(before.page, 'loggedOut');
    await chooseInMenu(before, 'page-settings');
    await choose(before.page, 'Colours', 'Dark');
    await expect(root(before.page)).toHaveAttribute('data-theme', 'dark');
    await choose(before.page, 'Language', 'Cymraeg');
    await expect(title(before.page)).toHaveText('Gosodiadau');
    await before.close();
    expect(await kept(userDataDir)).toEqual({ welcomed: true, theme: 'dark', language: 'cy' });

    const { page } = await start();
    await screen(page, 'loggedOut');
    await expect(root(page)).toHaveAttribute('data-theme', 'dark');
    await expect(title(page)).toHaveText('Mewngofnodi i CIS2 Desktop');
    const painted = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(hexOf(painted), 'the page has the colour that main gives its window').toBe(pageBackgrounds.dark);

    // The same start once more, for a page that is watched from its first moment.
    await page.addInitScript(watchFirstPaint);
    await page.reload();
    await screen(page, 'loggedOut');
    const seen = await page.evaluate(() => (window as unknown as { seen: Seen }).seen);
    expect(seen.themes).toEqual(['dark']);
    expect(seen.languages).toEqual(['cy']);
    expect(seen.headings.at(-1)).toBe('Mewngofnodi i CIS2 Desktop');
  },
);

interface Seen {
  readonly themes: string[];
  /** Of the page while a heading was there. */
  readonly languages: string[];
  readonly headings: string[];
}

/** Runs inside the page, before all else of it: each theme, language and heading that anybody could have seen. */
function watchFirstPaint(): void {
  const seen: Seen = { themes: [], languages: [], headings: [] };
  Object.assign(window, { seen });
  const note = (list: string[], value: string | null | undefined) => {
    if (value && !list.includes(value)) list.push(value);
  };
  new MutationObserver(() => {
    note(seen.themes, document.documentElement.dataset['theme']);
    const heading = document.querySelector('h1')?.textContent;
    note(seen.headings, heading);
    if (heading) note(seen.languages, document.documentElement.lang);
  }).observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
}

/** `rgb(18, 25, 31)` as `#12191f`. */
function hexOf(rgb: string): string {
  const channels = (rgb.match(/\d+/g) ?? []).map((channel) => Number(channel).toString(16).padStart(2, '0'));
  return `#${channels.join('')}`;
}

test.describe('with a policy that holds the colours', () => {
  test.use({ policy: { face: { theme: 'highContrast' } } });

  test('issue 6 line 8: what policy holds is told with its source, and neither the page nor its bridge can change it', async ({
    app,
  }) => {
    const { page } = app;
    await screen(page, 'loggedOut');
    await chooseInMenu(app, 'page-settings');
    await expect(root(page)).toHaveAttribute('data-theme', 'highContrast');
    await expect(page.getByRole('group', { name: 'Colours' })).toHaveCount(0);
    const held = page.locator('.app-setting', { has: page.getByRole('heading', { name: 'Colours', exact: true }) });
    await expect(held).toContainText('High contrast');
    await expect(held).toContainText(/Set by your organisation \(.*policy\.json\)\. It cannot be changed here\./);
    const answered = await page.evaluate(async () => {
      const bridge = Reflect.get(window, 'cis2') as {
        changeSettings(change: unknown): Promise<{ value: { theme: { value: string } } }>;
      };
      return (await bridge.changeSettings({ theme: 'light' })).value.theme.value;
    });
    expect(answered).toBe('highContrast');
    await expect(root(page)).toHaveAttribute('data-theme', 'highContrast');
    expect(await kept(app.userDataDir)).toEqual({ welcomed: true });
  });
});

test.describe('on a shared terminal', () => {
  test.use({ policy: { session: { profile: 'shared' } } });

  test('invariant 7: what one person chose goes back at the end of their session, and is never written', async ({
    app,
  }) => {
    const { page, electronApp } = app;
    await atHome(app);
    await chooseInMenu(app, 'page-settings');
    await choose(page, 'Size of text', 'Largest (200%)');
    await choose(page, 'Language', 'Cymraeg');
    await expect(root(page)).toHaveAttribute('lang', 'cy');
    await expect(root(page)).toHaveAttribute('data-text-size', 'largest');
    await chooseInMenu(app, 'log-out');
    await screen(page, 'ended');
    await expect(root(page)).toHaveAttribute('lang', 'en');
    await expect(root(page)).toHaveAttribute('data-text-size', 'normal');
    await expect.poll(() => labelInMenu(electronApp, 'log-out')).toBe('Log out');
    expect(await kept(app.userDataDir)).toEqual({ welcomed: true });
  });
});

onOneComputer(
  'issue 6 line 1: the first run welcomes, once, and its language counts at once',
  async ({ simulator, userDataDir }) => {
    const run = () => launchApp({ policy: developmentPolicy(simulator), userDataDir, firstRun: true });
    const logInButton = ({ page }: LaunchedApp) => page.getByRole('button', { name: 'Log in with my Care Identity' });
    const first = await run();
    try {
      await screen(first.page, 'loggedOut');
      await expect(title(first.page)).toHaveText('Welcome to CIS2 Desktop');
      await expect(logInButton(first)).toHaveCount(0);
      await choose(first.page, 'Language', 'Cymraeg');
      await expect(root(first.page)).toHaveAttribute('lang', 'cy');
      await choose(first.page, 'Iaith', 'English');
      await press(first.page, 'Go on to log in');
      await expect(logInButton(first)).toBeVisible();
    } finally {
      await first.close();
    }
    expect(await kept(userDataDir)).toEqual({ welcomed: true, language: 'en' });

    const second = await run();
    try {
      await screen(second.page, 'loggedOut');
      await expect(logInButton(second)).toBeVisible();
    } finally {
      await second.close();
    }
  },
);

test.describe('without a refresh token', () => {
  // A renewal on its way while the clocks are moved would come back from another time (B23).
  test.use({ topology: 'direct' });

  test('R24 HAZ-02: a shorter limit without activity counts at once, and locks earlier', async ({ app }) => {
    const { page } = app;
    await atHome(app);
    await chooseInMenu(app, 'page-settings');
    await choose(page, 'Time without activity', '5 minutes');
    await expect(chosen(page, 'Time without activity')).toHaveText('5 minutes');
    await press(page, 'Go back');
    await passTime(app, 2 * minuteMs);
    await screen(page, 'home', '2');
    await passTime(app, 3.1 * minuteMs);
    await screen(page, 'locked', '');
  });
});
