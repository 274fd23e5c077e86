import type { Browser, BrowserContextOptions, Disposable, Page } from '@playwright/test';
import { now } from '../fixtures.ts';
import { installFakeBridge, type FakeBridgeOptions } from './fake-bridge.ts';

/** A page that is nobody's at the moment, or one window's alone. */
export interface WarmPage {
  readonly page: Page;
  /** Where the page tells of what its content security policy has forbidden. */
  readonly tellViolationsTo: (listener: (violation: string) => void) => void;
  /** The bridge of what is loaded from now on, until the page is given back. */
  readonly bridge: (options: FakeBridgeOptions) => Promise<void>;
  /** The next window has it. Nothing may be done with it after that. */
  readonly giveBack: () => Promise<void>;
  /** For a page on which a test has done what cannot be taken back. */
  readonly throwAway: () => Promise<void>;
}

export interface WarmPages {
  readonly take: (options: BrowserContextOptions) => Promise<WarmPage>;
}

/**
 * Pages for the windows of a test file, used again and again: a new context, with its process, costs more than all that a test
 * does in it. Each window has a document of its own, so nothing that a script keeps goes on into the next; what belongs to a
 * page or its context is set back here: clock, routes, listeners, mouse, viewport and emulated media. The app has no cookies and
 * stores nothing in its page. `emptyPage` is an address of the app's own origin with nothing in it.
 */
export function keepWarmPages(browser: Browser, emptyPage: string): WarmPages {
  const free = new Map<string, WarmPage[]>();
  const freeFor = (key: string) => {
    const pages = free.get(key) ?? [];
    free.set(key, pages);
    return pages;
  };
  return {
    async take(options) {
      const pages = freeFor(JSON.stringify(options));
      const warm = pages.pop() ?? (await newPage(browser, options, emptyPage, (page) => pages.push(page)));
      await warm.page.clock.install({ time: now });
      return warm;
    },
  };
}

async function newPage(
  browser: Browser,
  options: BrowserContextOptions,
  emptyPage: string,
  isFree: (page: WarmPage) => void,
): Promise<WarmPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const devTools = await context.newCDPSession(page);
  const violations = { listener: (_violation: string): void => {} };
  await page.exposeFunction('reportViolation', (violation: string) => violations.listener(violation));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      (window as unknown as { reportViolation: (violation: string) => void }).reportViolation(
        `${event.violatedDirective} ${event.blockedURI} ${event.sample}`,
      );
    });
  });
  const scripts: Disposable[] = [];
  const warm: WarmPage = {
    page,
    tellViolationsTo(listener) {
      violations.listener = listener;
    },
    async bridge(given) {
      scripts.push(await page.addInitScript(installFakeBridge, given));
    },
    async giveBack() {
      page.removeAllListeners();
      violations.listener = () => {};
      await page.unrouteAll();
      await Promise.all(scripts.splice(0).map((script) => script.dispose()));
      // What the last document still had under way ends with it, and is nobody's fault.
      await page.goto(emptyPage);
      // As on a page that no mouse has come to yet: Playwright would begin at the corner, and Chromium has it nowhere.
      await page.mouse.move(0, 0);
      await devTools.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x: -1, y: -1 });
      if (options.viewport) await page.setViewportSize(options.viewport);
      const { colorScheme = 'light', reducedMotion = 'no-preference', forcedColors = 'none', contrast } = options;
      await page.emulateMedia({
        media: 'screen',
        colorScheme,
        reducedMotion,
        forcedColors,
        contrast: contrast ?? 'no-preference',
      });
      // A test may have stopped it.
      await page.clock.resume();
      isFree(warm);
    },
    throwAway: () => context.close(),
  };
  return warm;
}
