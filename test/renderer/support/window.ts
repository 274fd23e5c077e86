import { chromium, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import {
  commands,
  type AppInfo,
  type CallErrorCode,
  type CommandInput,
  type CommandName,
} from '../../../preload/contract.ts';
import type { SessionView } from '../../../preload/session-view.ts';
import type { SettingsView } from '../../../preload/settings.ts';
import { appInfo, settings } from '../fixtures.ts';
import { buildRenderer, type BuildOptions } from './build.ts';
import type { RecordedCall } from './fake-bridge.ts';
import { emptyPath, servePages } from './serve.ts';
import { keepWarmPages, type WarmPages } from './warm-pages.ts';

export interface OpenOptions {
  readonly context?: BrowserContextOptions;
  readonly appInfo?: Partial<AppInfo>;
  readonly settings?: Partial<SettingsView>;
  /** Commands that main never answers. */
  readonly silent?: readonly CommandName[];
  /** Scripts that are missing from the installation, by the name before their hash. */
  readonly missing?: readonly string[];
  /** Done to the page before anything is loaded into it. */
  readonly onPage?: (page: Page) => Promise<unknown>;
  /** What main answers to the questions of a page. */
  readonly answers?: Partial<Record<CommandName, unknown>>;
}

/** One window of the app with a fake bridge in it, and everything in it that should never happen. */
export interface OpenWindow {
  readonly page: Page;
  readonly show: (view: SessionView) => Promise<void>;
  /** The gestures that were asked for, in order. */
  readonly calls: () => Promise<RecordedCall[]>;
  /** The times (ms since the epoch) of the activity that was reported, in order. */
  readonly activity: () => Promise<number[]>;
  readonly refuseCalls: (code: CallErrorCode | null) => Promise<void>;
  /** Console errors, page errors, broken content security policy, requests to other origins. */
  readonly faults: readonly string[];
  readonly close: () => Promise<void>;
}

export interface Renderer {
  readonly folder: string;
  /** For pages that are not the window's. */
  readonly browser: Browser;
  readonly open: (view: SessionView, options?: OpenOptions) => Promise<OpenWindow>;
  readonly close: () => Promise<void>;
}

/** Builds and serves the renderer once, and starts one Chromium for all windows of a test file. */
export async function startRenderer(options: BuildOptions = {}): Promise<Renderer> {
  const built = await buildRenderer(options);
  const server = await servePages(built.folder);
  const browser = await chromium.launch({
    executablePath: process.env['CIS2_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const pages = keepWarmPages(browser, server.origin + emptyPath);
  return {
    folder: built.folder,
    browser,
    open: (view, options) => openWindow(pages, server.origin, view, options),
    async close() {
      await browser.close();
      await server.close();
      await built.remove();
    },
  };
}

async function openWindow(
  pages: WarmPages,
  origin: string,
  view: SessionView,
  options: OpenOptions = {},
): Promise<OpenWindow> {
  const warm = await pages.take({
    viewport: { width: 1024, height: 768 },
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    reducedMotion: 'reduce',
    ...options.context,
  });
  const { page } = warm;
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`page: ${error.message}`));
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) faults.push(`request: ${request.url()}`);
  });
  page.on('requestfailed', (request) => faults.push(`failed request: ${request.url()}`));
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
  });
  warm.tellViolationsTo((violation) => faults.push(`policy: ${violation}`));
  await warm.bridge({
    view,
    appInfo: { ...appInfo, ...options.appInfo },
    settings: { ...settings, ...options.settings },
    commandNames: Object.keys(commands) as CommandName[],
    silent: options.silent ?? [],
    answers: options.answers ?? {},
  });
  await options.onPage?.(page);
  for (const name of options.missing ?? []) await page.route(`**/${name}-*.js`, (route) => route.abort());
  await page.goto(`${origin}/index.html`);
  await shown(page, view);

  // What a test has done with the page itself is not known here.
  const isAsItCame = !options.onPage && !options.missing;
  let isOpen = true;
  const recorded = () => page.evaluate(() => window.fakeBridge.calls);
  return {
    page,
    faults,
    async show(next) {
      // Nearly always it is there at once, and each further question to the page takes as long as the view itself.
      if (!(await page.evaluate(showNow, next))) await shown(page, next);
    },
    calls: async () => (await recorded()).filter(({ name }) => name !== 'noteActivity'),
    activity: async () =>
      (await recorded())
        .filter(({ name }) => name === 'noteActivity')
        .map(({ input }) => (input as CommandInput<'noteActivity'>).inputAtMs),
    refuseCalls: (code) =>
      page.evaluate((refusal) => {
        window.fakeBridge.refusal = refusal;
      }, code),
    async close() {
      if (!isOpen) return;
      isOpen = false;
      await (isAsItCame ? warm.giveBack() : warm.throwAway());
    },
  };
}

/** Whether the view is there as soon as React has had its turn. Runs inside the page, so it may use nothing but its argument. */
async function showNow(view: SessionView): Promise<boolean> {
  window.fakeBridge.show(view);
  await new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    port2.postMessage(null);
  });
  const app = document.getElementById('app');
  return app?.dataset['view'] === view.kind && document.querySelector('[data-pending]') === null;
}

/** The view is on screen, with the words of its failure if it tells of one. */
async function shown(page: Page, view: SessionView): Promise<void> {
  await page.locator(`#app[data-view="${view.kind}"]`).waitFor();
  await page.locator('[data-pending]').waitFor({ state: 'detached' });
}
