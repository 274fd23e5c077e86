import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkIds, type CheckId, type CheckVerdict } from '../../../../preload/diagnostics.ts';
import type { Language, Theme } from '../../../../preload/settings.ts';
import { same } from '../finding.ts';
import type { Stage } from '../stage.ts';
import type { Check } from '../step.ts';
import { withoutOwnKeychain } from './saved-session.ts';

/** Looks at the pages beside the session: the check of the connection, the settings, what the organisation manages. */

type PageCheck = Check<Stage>;

export const everyCheckHasAnswered: PageCheck = {
  name: `each of the ${checkIds.length} checks has its verdict, and none has found a problem`,
  async look({ page }) {
    const problems = await page
      .locator('.app-check--fail')
      .evaluateAll((found) => found.map((one) => one.getAttribute('data-finding')));
    if (problems.length > 0) return { ok: false, detail: `it has found ${problems.join(', ')}` };
    return same(await page.locator('[data-check]').count(), checkIds.length);
  },
};

/** By its own code, since words say it more kindly. */
export function verdictIs(what: string, id: CheckId, verdict: CheckVerdict, finding: string): PageCheck {
  return {
    name: what,
    async look({ page }) {
      const row = page.locator(`[data-check="${id}"].app-check--${verdict}`);
      return same((await row.count()) === 0 ? null : await row.getAttribute('data-finding'), finding);
    },
  };
}

/** An entry of its own is written, read and deleted; without a keychain of the demo's own that would be the person's. */
export const keychainWasTried: PageCheck = {
  name: 'the keychain took an entry and gave it back',
  look(stage) {
    const unseen = withoutOwnKeychain(stage);
    if (unseen !== undefined) return { ok: null, detail: unseen };
    return verdictIs('', 'keychain', 'pass', 'KEYCHAIN_GOOD').look(stage);
  },
};

/** As the page is drawn, and not only as it is told to be. */
export const isDark: PageCheck = {
  name: 'the page is dark, with light text',
  async look({ page }) {
    const [back, ink] = await page.locator('body').evaluate((body) => {
      const { backgroundColor, color } = getComputedStyle(body);
      return [backgroundColor, color];
    });
    const ok = brightness(back) < 80 && brightness(ink) > 180;
    return { ok, detail: ok ? 'as it is drawn' : `text ${ink ?? 'unknown'} on ${back ?? 'unknown'}` };
  },
};

/** 0 to 255, of `rgb(r, g, b)`; what is anything else is neither dark nor light. */
function brightness(colour: string | undefined): number {
  const [red, green, blue] = (/^rgb\((\d+), (\d+), (\d+)\)$/.exec(colour ?? '') ?? []).slice(1).map(Number);
  return red === undefined || green === undefined || blue === undefined ? NaN : (red + green + blue) / 3;
}

export function pageLanguage(language: Language): PageCheck {
  return {
    name: `the language of the page is “${language}”`,
    look: async ({ page }) => same(await page.locator('html').getAttribute('lang'), language),
  };
}

/** What the next start reads. */
export function settingsAreKept(chosen: { readonly language: Language; readonly theme: Theme }): PageCheck {
  return {
    name: 'the choice is on the disk, for the next start',
    look({ userData }) {
      const kept = JSON.parse(readFileSync(path.join(userData, 'settings.json'), 'utf8')) as Partial<typeof chosen>;
      return same(`${kept.language ?? 'none'} ${kept.theme ?? 'none'}`, `${chosen.language} ${chosen.theme}`);
    },
  };
}

/** A row of "Managed by your organisation"; the source as the file's name, or the words for our own default. */
export function policyRow(key: string, value: string, source: string): PageCheck {
  return {
    name: `${key} is ${value}, from ${source}`,
    async look({ page }) {
      const row = page.getByRole('row').filter({ has: page.locator('code').getByText(key, { exact: true }) });
      // Each cell brings its heading along, for windows without room for a table.
      const told = await row
        .locator('td')
        .first()
        .evaluate((cell) => cell.lastChild?.textContent);
      const table = page.getByRole('table').filter({ has: row });
      const from = await table.evaluate((element) => element.ariaLabelledByElements?.[0]?.textContent);
      return same(`${told ?? 'nothing'} from ${path.basename(from ?? 'nowhere')}`, `${value} from ${source}`);
    },
  };
}
