import path from 'node:path';
import type { Page } from '@playwright/test';
import type { Camera } from './run-steps.ts';
import type { Stage } from './stage.ts';

/** Takes pictures of the window and of the browser's tab into a folder. */
export function cameraFor(stage: Stage, folder: string): Camera {
  return async (side, file) => {
    const page = stage.side(side);
    if (page === undefined) return false;
    try {
      await page.screenshot({ path: path.join(folder, file), animations: 'disabled' });
      return true;
    } catch {
      // A window that has crashed has no picture; that it has crashed is told elsewhere.
      return false;
    }
  };
}

/** What both sides show at this moment, for the person who wonders why a step has failed. */
export async function describe(stage: Stage): Promise<readonly string[]> {
  const [app, tab] = [stage.side('app'), stage.side('browser')];
  return [
    app === undefined || app.isClosed()
      ? 'The app has no window.'
      : `The app shows: ${(await viewOf(app)) ?? ''} ${await wordsIn(app, '#main-content')}`,
    ...(tab === undefined ? [] : [`The browser shows: ${await wordsIn(tab, 'main')}`]),
    ...stage.lastWords().map((line) => `The app says: ${line}`),
  ];
}

const aMomentMs = 1000;
const enough = 600;

async function viewOf(page: Page): Promise<string | undefined> {
  try {
    return `(${await page.locator('#app').getAttribute('data-view', { timeout: aMomentMs })})`;
  } catch {
    return undefined;
  }
}

/** What a person would read there, on one line. */
async function wordsIn(page: Page, part: string): Promise<string> {
  try {
    return (await page.locator(part).innerText({ timeout: aMomentMs })).replaceAll(/\s+/g, ' ').trim().slice(0, enough);
  } catch {
    return 'nothing that can be read';
  }
}
