/** The sample app, launched once for each test that asks for it. */
import path from 'node:path';
import { test as base, type JSHandle } from '@playwright/test';
import type { BrowserWindow } from 'electron';
import { host, launchApp, type LaunchedApp } from '../../e2e/launch-app.ts';

export { expect } from '@playwright/test';

export const sampleFolder: string = path.join(import.meta.dirname, '..', 'sample-app');

interface Sample {
  readonly version: number;
  preloadRuns(): number;
  counter(): Promise<number>;
  increment(): void;
  echo(value: unknown): Promise<unknown>;
  echoHere(value: unknown): unknown;
  fail(): Promise<never>;
  failHere(): never;
  whoAmI(): Promise<unknown>;
  typeOfGlobal(name: string): string;
  sees(): unknown;
  onCounter(listener: (counter: number) => void): () => void;
}

declare global {
  interface Window {
    sample: Sample;
    violations: string[];
    inlineRan?: boolean;
  }
}

export const test = base.extend<{ app: LaunchedApp; appArguments: string[] }>({
  /** More for the sample's command line. */
  appArguments: [[], { option: true }],
  // The sample's sources are TypeScript, which only the stand-in runs as they are.
  app: async ({ appArguments }, use, info) => {
    info.skip(host === 'electron', 'tests of the stand-in itself');
    const app = await launchApp({ appFolder: sampleFolder, args: appArguments });
    await app.page.getByTestId('counter').filter({ hasText: /\d/ }).waitFor();
    await use(app);
    await app.close();
  },
});

/** The window behind the page. */
export async function windowOf({ electronApp, page }: LaunchedApp): Promise<JSHandle<BrowserWindow>> {
  return (await electronApp.browserWindow(page)) as JSHandle<BrowserWindow>;
}

/** What the sample app noted so far. */
export function notes({ electronApp }: LaunchedApp): Promise<string[]> {
  return electronApp.evaluate(() => (globalThis as unknown as { sampleEvents: string[] }).sampleEvents);
}
