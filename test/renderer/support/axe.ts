import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** WCAG 2.2 AA, which takes in the levels and versions below it. */
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

export interface AxeRules {
  /** These and no others, in place of those of WCAG. */
  readonly only?: readonly string[];
}

/** What axe finds: a line for each element. */
export async function axeViolations(page: Page, { only }: AxeRules = {}): Promise<readonly string[]> {
  // Once for each document: to read it takes about as long as all its rules together.
  const isLoaded = await page.evaluate(() => 'axe' in globalThis);
  const { violations } = await new AxeBuilder({ page, ...(isLoaded && { axeSource: 'undefined' }) })
    // In the page itself, without a second one to gather the results of frames, of which there are none.
    .setLegacyMode(true)
    .options({
      runOnly: only ? { type: 'rule', values: [...only] } : { type: 'tag', values: wcag },
      // What is in order is not told element by element.
      resultTypes: ['violations'],
    })
    .analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `axe ${id}: ${html.slice(0, 200)}`));
}
