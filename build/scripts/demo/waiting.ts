import type { SessionView } from '../../../preload/session-view.ts';
import { screen } from '../../../test/e2e/support/clinician.ts';
import { becomes } from './becomes.ts';
import type { Stage } from './stage.ts';

/** Waits for what a person would wait for before going on. */

export async function appShows({ page }: Stage, kind: SessionView['kind'], level: '' | '2' | '3'): Promise<void> {
  try {
    await screen(page, kind, level);
  } catch (error) {
    const where = level === '' ? '' : ` at AAL${level}`;
    throw new Error(`The app has not come to its screen “${kind}”${where} in time.`, { cause: error });
  }
  // What lies now where the last click was would look as if somebody was about to press it.
  await page.mouse.move(0, 0);
}

/** Some words come a moment after their screen. */
export async function appSays({ page }: Stage, text: string): Promise<void> {
  try {
    await page.getByText(text).waitFor();
  } catch (error) {
    throw new Error(`The app has not said “${text}” in time.`, { cause: error });
  }
}

export async function tabShows({ tab }: Stage, heading: string): Promise<void> {
  try {
    await tab.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
  } catch (error) {
    throw new Error(`The browser has not come to the page “${heading}” in time.`, { cause: error });
  }
}

const renewalLimitMs = 10_000;

/** Does something after which the access token has run out, and waits until the app has a new one and has kept it. */
export async function untilRenewed({ app }: Stage, act: () => Promise<void>): Promise<void> {
  const renewals = () => app.stderr().split('SESSION_RENEWED').length - 1;
  const before = renewals();
  await act();
  if (!(await becomes(() => renewals() > before, renewalLimitMs))) {
    throw new Error('The app has not renewed its access in time.');
  }
}
