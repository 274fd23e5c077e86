import type { Locator } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckResult, CheckVerdict, DiagnosticsView } from '../../preload/diagnostics.ts';
import type { SessionView } from '../../preload/session-view.ts';
import { atAal2, incident, now, sixRoles } from './fixtures.ts';
import { homeWith } from './limit-views.ts';
import { chooseFrom } from './role-views.ts';
import { startRenderer, type OpenWindow, type Renderer } from './support/window.ts';
import { viewNamed } from './views.ts';

/** Issue 6 line 4, WCAG 1.4.1: nothing by colour alone. All that is drawn is black and all that is filled is white. */

let renderer: Renderer;
beforeAll(async () => {
  renderer = await startRenderer();
}, 60_000);
afterAll(() => renderer?.close());

/** Runs inside the page. Every colour is one of the custom properties, so none is left. */
function takeColoursAway(): void {
  const isDrawn = /^--app-(on-|.*text$|.*line$|.*border$|error$|success$|link|focus$|brand)/;
  const names = [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .flatMap((rule) => (rule instanceof CSSStyleRule ? [...rule.style] : []))
    .filter((name) => name.startsWith('--app-'));
  for (const name of new Set(names)) {
    const isColour = CSS.supports('color', getComputedStyle(document.documentElement).getPropertyValue(name).trim());
    if (isColour) document.documentElement.style.setProperty(name, isDrawn.test(name) ? '#000' : '#fff');
  }
}

async function colourless(view: SessionView): Promise<OpenWindow> {
  const window = await renderer.open(view);
  await window.page.getByRole('heading', { level: 1 }).waitFor();
  await window.page.evaluate(takeColoursAway);
  return window;
}

/** On a spot of its own, whole pixels from the edge: what differs is its shape or its text, and not where it stands. */
async function imageOf(element: Locator): Promise<string> {
  await element.evaluate((each) => {
    if (each instanceof HTMLElement)
      Object.assign(each.style, { position: 'fixed', top: '0', left: '0', zIndex: '9', margin: '0' });
  });
  const image = await element.screenshot({ animations: 'disabled' });
  await element.evaluate((each) => {
    if (each instanceof HTMLElement)
      Object.assign(each.style, { position: '', top: '', left: '', zIndex: '', margin: '' });
  });
  return image.toString('base64');
}

function alike(images: ReadonlyMap<string, string>): readonly string[] {
  const all = [...images];
  return all.flatMap(([name, image], index) =>
    all.slice(index + 1).flatMap(([other, otherImage]) => (image === otherImage ? [`${name} and ${other}`] : [])),
  );
}

const verdicts: readonly CheckVerdict[] = ['fail', 'warn', 'pass', 'notRun'];

describe('issue 6 line 4: with all colours alike', () => {
  it('each verdict of a check is told by the shape of its sign, and by a word', async () => {
    const window = await colourless(viewNamed('loggedOut'));
    const { page } = window;
    const check: CheckResult = {
      id: 'tls',
      verdict: 'pass',
      finding: 'TLS_GOOD',
      facts: [],
      fixer: null,
      durationMs: 1,
    };
    const view: DiagnosticsView = {
      kind: 'finished',
      atMs: now,
      results: verdicts.map((verdict) => ({ ...check, verdict })),
    };
    await page.evaluate(() => globalThis.window.fakeBridge.showPage('diagnostics'));
    await page.getByRole('heading', { level: 1, name: 'Check connection' }).waitFor();
    await page.evaluate((told) => globalThis.window.fakeBridge.send('diagnostics', told), view);
    const signs = new Map<string, string>();
    const words: string[] = [];
    for (const verdict of verdicts) {
      const item = page.locator(`.app-check--${verdict}`);
      words.push(await item.locator('.app-check__verdict').innerText());
      signs.set(verdict, await imageOf(item.locator('.app-check__sign')));
    }
    expect(alike(signs)).toEqual([]);
    expect(new Set(words).size).toBe(verdicts.length);
    await window.close();
  });

  it.each<[string, string, Readonly<Record<string, SessionView>>]>([
    [
      'each level',
      '.nhsuk-tag--blue, .nhsuk-tag--green',
      { aal2: viewNamed('homeAal2'), aal3: viewNamed('sendingAction') },
    ],
    [
      'each notice',
      '.app-notice',
      {
        end: homeWith({ endNoticeMinutes: 10 }),
        degraded: homeWith({
          degraded: { incident: incident('PROVIDER_TIMED_OUT'), sinceMs: now, retryAtMs: null, cause: 'unreachable' },
        }),
        cannotRenew: homeWith({
          degraded: { incident: incident('PROVIDER_TIMED_OUT'), sinceMs: now, retryAtMs: null, cause: 'cannotRenew' },
        }),
        loginOffered: homeWith({ loginOfferedUntilMs: atAal2.standing.endsAtMs }),
      },
    ],
    [
      'each outcome of an action',
      'h1',
      { ok: viewNamed('actionOk'), refused: viewNamed('actionRefused'), unknown: viewNamed('actionUnknown') },
    ],
  ])('%s looks different', async (_what, selector, states) => {
    const images = new Map<string, string>();
    for (const [name, view] of Object.entries(states)) {
      const window = await colourless(view);
      images.set(name, await imageOf(window.page.locator(selector).first()));
      await window.close();
    }
    expect(alike(images)).toEqual([]);
  });

  it('a role that is chosen, and a choice that is missing, look different from one that is not', async () => {
    const window = await colourless(chooseFrom(sixRoles));
    const { page } = window;
    const group = page.locator('fieldset');
    const first = page.locator('.nhsuk-radios__item').first();
    const images = new Map([['as it comes', await imageOf(group)]]);
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    await page.locator('#role-error').waitFor();
    // The ring of the focus is not what tells it.
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    images.set('missing', await imageOf(group));
    const card = new Map([['not chosen', await imageOf(first)]]);
    await first.getByRole('radio').check();
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    card.set('chosen', await imageOf(first));
    expect([...alike(images), ...alike(card)]).toEqual([]);
    await window.close();
  });
});
