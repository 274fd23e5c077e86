import { expect, type Page } from '@playwright/test';
import type { Bridge } from '../../../preload/contract.ts';
import type { SessionView } from '../../../preload/session-view.ts';
import { PERSONA_IDS, type AuthenticatorKey } from '../../simulator/index.ts';
import type { LaunchedApp } from '../launch-app.ts';

/** Waits until the app shows a screen, and at a level where it matters. */
export async function screen(page: Page, kind: SessionView['kind'], level?: '' | '2' | '3'): Promise<void> {
  const app = page.locator('#app');
  await expect(app).toHaveAttribute('data-view', kind, { timeout: 15_000 });
  if (level !== undefined) await expect(app).toHaveAttribute('data-aal', level);
}

export async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
}

/** Fills in the simulator's log-in page as a clinician would. */
export async function logInAt(
  tab: Page,
  userId: string,
  authenticator: AuthenticatorKey | 'userPassword',
): Promise<void> {
  await tab.locator('select[name=user]').selectOption(userId);
  await tab.locator(`input[type=radio][name=authenticator][value="${authenticator}"]`).check();
  await tab.locator('button[type=submit]').click();
}

/** Presses the log-in button and logs in in the browser; gives back the tab, on whatever page it ends. */
export async function logIn(
  app: Pick<LaunchedApp, 'page' | 'systemBrowser'>,
  userId: string = PERSONA_IDS.nurse,
  authenticator: AuthenticatorKey | 'userPassword' = 'microsoftAuthenticator',
): Promise<Page> {
  await press(app.page, 'Log in with my Care Identity');
  const tab = await app.systemBrowser.nextPage();
  await logInAt(tab, userId, authenticator);
  return tab;
}

/** The nurse, who has one role, at home at AAL2. */
export async function atHome(app: Pick<LaunchedApp, 'page' | 'systemBrowser'>): Promise<void> {
  await logIn(app);
  await screen(app.page, 'home', '2');
}

/** Asks for the AAL3 action and goes to the browser for it; gives back the tab, still at the provider. */
export async function stepUpTab({ page, systemBrowser }: Pick<LaunchedApp, 'page' | 'systemBrowser'>): Promise<Page> {
  await page.locator('[data-action="sign-prescription"]').click();
  await screen(page, 'actionBlocked');
  await press(page, 'Continue in browser');
  return systemBrowser.nextPage();
}

/** What main has the window show, in figures: the screen has it in words. */
export async function viewOf<Kind extends SessionView['kind']>(
  page: Page,
  kind: Kind,
): Promise<Extract<SessionView, { kind: Kind }>> {
  await screen(page, kind);
  const reply = await page.evaluate(() => {
    const bridge = Reflect.get(window, 'cis2') as Pick<Bridge, 'getView'>;
    return bridge.getView();
  });
  if (!reply.ok || reply.value.kind !== kind) throw new Error(`the view is not ${kind}`);
  return reply.value as Extract<SessionView, { kind: Kind }>;
}
