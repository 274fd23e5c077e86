/** The user's own browser: a Chromium of its own, with its own cookies, which opens what the app asked the system to open. */
import { chromium, expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { findChromium } from '../../electron-stand-in/chromium/find.ts';

const switches = ['--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update'];
const defaultWaitMs = 10_000;

export interface SystemBrowser {
  /** Every address so far that the app asked the system to open. */
  readonly opened: () => string[];
  /** Waits for the next one that no test has taken yet, and takes it. */
  readonly nextUrl: () => Promise<string>;
  /** The same, opened in the browser. */
  readonly nextPage: () => Promise<Page>;
  /** From now on the browser knows nobody: new cookies, no single sign-on. */
  readonly newProfile: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export function makeSystemBrowser(opened: () => string[]): SystemBrowser {
  let taken = 0;
  let browser: Promise<Browser> | undefined;
  let profile: Promise<BrowserContext> | undefined;

  const launch = () => chromium.launch({ executablePath: findChromium(), args: switches });
  const currentProfile = async () => {
    browser ??= launch();
    profile ??= browser.then((started) => started.newContext());
    return profile;
  };
  const nextUrl = async () => {
    const index = taken;
    taken += 1;
    await expect
      .poll(() => opened().length, {
        message: 'the app opens an address',
        timeout: defaultWaitMs,
        intervals: [10, 20, 50],
      })
      .toBeGreaterThan(index);
    const address = opened()[index];
    if (address === undefined) throw new Error('The spool of opened addresses was cut');
    return address;
  };

  return {
    opened,
    nextUrl,
    async nextPage() {
      const [url, context] = await Promise.all([nextUrl(), currentProfile()]);
      const page = await context.newPage();
      await page.goto(url);
      return page;
    },
    async newProfile() {
      await (await profile)?.close();
      profile = undefined;
    },
    async close() {
      await (await browser)?.close();
      browser = undefined;
      profile = undefined;
    },
  };
}
