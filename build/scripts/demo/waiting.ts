import type { SessionView } from '../../../preload/session-view.ts';
import { screen } from '../../../test/e2e/support/clinician.ts';
import type { Stage } from './stage.ts';

/** Waits for what a person would wait for before going on. */

export async function appShows({ page }: Stage, kind: SessionView['kind'], level: '' | '2' | '3'): Promise<void> {
  try {
    await screen(page, kind, level);
  } catch (error) {
    const where = level === '' ? '' : ` at AAL${level}`;
    throw new Error(`The app has not come to its screen “${kind}”${where} in time.`, { cause: error });
  }
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
