/** What a window and its renderer hold, as far as a debugger can see it. */
import type { ElectronApplication, Page } from '@playwright/test';
import type { Trace } from './secret-search.ts';

/** A heap snapshot cuts each text after 1,024 characters by default; give this to the app so that it does not. */
export const wholeTextsInHeapSnapshots = '--js-flags=--heap-snapshot-string-limit=10000000';

export async function windowTraces(electronApp: ElectronApplication, page: Page): Promise<Trace[]> {
  const titles = await electronApp.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.getTitle()),
  );
  const seen = await page.evaluate(() => ({
    'document title': document.title,
    DOM: document.documentElement.outerHTML,
    'local storage': JSON.stringify(Object.entries(localStorage)),
    'session storage': JSON.stringify(Object.entries(sessionStorage)),
    address: location.href,
    state: JSON.stringify(history.state),
  }));
  return [
    { where: 'window title', text: titles.join('\n') },
    ...Object.entries(seen).map(([where, text]) => ({ where, text })),
    { where: 'accessibility tree', text: await accessibilityTree(page) },
    ...(await debuggerTraces(page)),
  ];
}

/** What a screen reader, or any other program with the rights of one, is told of the page. */
export async function accessibilityTree(page: Page): Promise<string> {
  const cdp = await page.context().newCDPSession(page);
  const tree = await cdp.send('Accessibility.getFullAXTree');
  await cdp.detach();
  return JSON.stringify(tree);
}

async function debuggerTraces(page: Page): Promise<Trace[]> {
  const cdp = await page.context().newCDPSession(page);
  try {
    const { cookies } = await cdp.send('Network.getCookies');
    const chunks: string[] = [];
    cdp.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => void chunks.push(chunk));
    await cdp.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
    return [
      { where: 'cookies', text: JSON.stringify(cookies) },
      { where: 'renderer heap', text: chunks.join('') },
    ];
  } finally {
    // The renderer holds the snapshot until it is told, and is busy for a while letting go of it. Were it still at that when
    // the app replaces it (B54), Chromium would keep it and the app would end it by force, which Playwright cannot follow.
    await cdp.send('HeapProfiler.disable');
    await cdp.detach();
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
  }
}
