/** A system browser that writes down every request it makes and every address that it shows. */
import { chromium, type Page, type Request } from '@playwright/test';
import { findChromium } from '../electron-stand-in/chromium/find.ts';
import type { Trace } from './secret-search.ts';

export interface BrowserRequest {
  readonly url: URL;
  /** Headers and body: where a secret would have to be a leak whatever the address. */
  readonly rest: Trace;
}

export interface RecordedBrowser {
  open(url: string): Promise<Page>;
  requests(): Promise<BrowserRequest[]>;
  /** Addresses that stood in an address bar, and so in the history. */
  shown(): string[];
  close(): Promise<void>;
}

export async function startRecordedBrowser(): Promise<RecordedBrowser> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--disable-gpu', '--disable-quic'] });
  const context = await browser.newContext();
  const requests: Request[] = [];
  const shown: string[] = [];
  context.on('request', (request) => void requests.push(request));
  return {
    async open(url) {
      const page = await context.newPage();
      page.on('framenavigated', (frame) => void shown.push(frame.url()));
      await page.goto(url);
      return page;
    },
    requests: () =>
      Promise.all(
        requests.map(async (request) => {
          const url = new URL(request.url());
          const headers = JSON.stringify(await request.allHeaders());
          return {
            url,
            rest: { where: `headers and body of ${url.pathname}`, text: `${headers}\n${request.postData() ?? ''}` },
          };
        }),
      ),
    shown: () => shown,
    close: () => browser.close(),
  };
}
