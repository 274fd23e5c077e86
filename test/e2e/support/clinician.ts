import { expect, type Page } from '@playwright/test';
import type { SessionView } from '../../../preload/session-view.ts';
import type { AuthenticatorKey } from '../../simulator/index.ts';

/** Waits until the app shows a screen, and at a level where it matters. */
export async function screen(page: Page, kind: SessionView['kind'], level?: '' | '2' | '3'): Promise<void> {
  const app = page.locator('#app');
  await expect(app).toHaveAttribute('data-view', kind, { timeout: 15_000 });
  if (level !== undefined) await expect(app).toHaveAttribute('data-aal', level);
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
