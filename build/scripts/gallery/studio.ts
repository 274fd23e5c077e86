import type { Page } from '@playwright/test';
import { now } from '../../../test/renderer/fixtures.ts';
import { startRenderer, type Renderer } from '../../../test/renderer/support/window.ts';
import type { PageEntry, Entry, SceneEntry } from './entries.ts';
import { contextOf, settingsFor, type Look } from './looks.ts';
import { serveAnswers, type AnswerServer } from './serve-answers.ts';
import { showScene } from './show-scene.ts';

/** Called with each entry while it is on the page. `faults`: what went wrong in getting there, a line each. */
export type Visit = (entry: Entry, page: Page, faults: readonly string[]) => Promise<void>;

export interface Studio {
  /** Goes through the entries in one look, one after another, in as few windows as will do. */
  readonly visit: (look: Look, entries: readonly Entry[], visit: Visit) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** One renderer, built once, and one Chromium for all of it. */
export async function openStudio(): Promise<Studio> {
  const renderer = await startRenderer();
  const answers = await serveAnswers();
  return {
    async visit(look, entries, visit) {
      const scenes = entries.filter((entry) => entry.kind === 'scene');
      // What the window is told once, at its start, and of what it is made, is the same for all scenes of a group.
      const groups = Map.groupBy(scenes, ({ scene }) => JSON.stringify([scene.appInfo, scene.missing]));
      for (const group of groups.values()) await visitScenes(renderer, look, group, visit);
      const pages = entries.filter((entry) => entry.kind === 'page');
      if (pages.length > 0) await visitBrowserPages(renderer, answers, look, pages, visit);
    },
    async close() {
      await renderer.close();
      await answers.close();
    },
  };
}

async function visitScenes(renderer: Renderer, look: Look, group: readonly SceneEntry[], visit: Visit): Promise<void> {
  const { appInfo = {}, missing } = group[0]?.scene ?? {};
  const window = await renderer.open(
    { kind: 'starting' },
    { context: contextOf(look), settings: settingsFor(look), appInfo, missing: missing === undefined ? [] : [missing] },
  );
  window.page.setDefaultTimeout(10_000);
  // A countdown stands still, so that a picture is the same each time.
  await window.page.clock.setFixedTime(now);
  for (const entry of group) {
    const before = window.faults.length;
    const missed = await missedBy(() => showScene(window, entry.scene, settingsFor(look, entry.scene.settings)));
    // Where a script is missing, Chromium and the app have to say so.
    const faults = missing === undefined ? window.faults.slice(before) : [];
    await visit(entry, window.page, [...missed, ...faults]);
  }
  await window.close();
}

/** A scene that cannot be reached is a fault of its own, and no reason not to look at the others. */
async function missedBy(go: () => Promise<void>): Promise<readonly string[]> {
  try {
    await go();
    return [];
  } catch (error) {
    return [`not reached: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`];
  }
}

async function visitBrowserPages(
  { browser }: Pick<Renderer, 'browser'>,
  answers: AnswerServer,
  look: Look,
  pages: readonly PageEntry[],
  visit: Visit,
): Promise<void> {
  const context = await browser.newContext(contextOf(look));
  const page = await context.newPage();
  for (const entry of pages) {
    const address = answers.addressOf(entry.name, entry.answer(look));
    const faults: string[] = [];
    const note = (message: { type: () => string; text: () => string }) => {
      // Chromium says so of every answer that is no 2xx, which some of these are on purpose.
      if (!message.text().startsWith('Failed to load resource')) faults.push(`console: ${message.text()}`);
    };
    page.on('console', note);
    await page.goto(address);
    await visit(entry, page, faults);
    page.off('console', note);
  }
  await context.close();
}
