import type { Page } from '@playwright/test';
import { layoutProblems } from '../../../test/renderer/support/layout.ts';
import type { Entry } from './entries.ts';
import type { Look } from './looks.ts';

/** What is wrong with a page as it stands, a line each: its layout, its language, its heading and its title. */
export async function problemsOf(page: Page, { language }: Look, entry: Entry): Promise<readonly string[]> {
  // The simulator's own pages are no part of the app.
  const isOurs = entry.kind === 'scene' || entry.isOurs;
  const layout = isOurs ? await layoutProblems(page) : [];
  const { lang, headings, title } = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    // The screen beneath a page is there still, and hidden.
    headings: [...document.querySelectorAll('h1')].filter((heading) => heading.checkVisibility()).length,
    title: document.title,
  }));
  const expected = isOurs ? language : 'en';
  return [
    ...layout.map(({ kind, element, measured }) => `${kind}: ${element}, ${measured}`),
    ...(lang === expected ? [] : [`language: the page says ${lang}, and not ${expected}`]),
    ...(headings === 1 ? [] : [`headings: ${headings} of the first rank`]),
    ...(title === '' ? ['title: none'] : []),
  ];
}
