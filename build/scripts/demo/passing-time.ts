import { subscribe } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';
import type { ElectronApplication, Page } from '@playwright/test';
import type { Bridge } from '../../../preload/contract.ts';

/**
 * Time that passes without being waited for: for the app, its window, and the simulator in this process, so that all of them
 * agree on what time it is. It goes forward only, since to an app a clock that is set back is trouble (HAZ-09).
 */
export interface PassingTime {
  /** Nobody touches the computer for so long; then the session is made to look at the clock. */
  leaveAlone(app: Clocked, forMs: number): Promise<void>;
  /** Somebody touches the computer again. */
  touch(app: Clocked): Promise<void>;
  /** For an app that was just started, and shows the time of the computer. */
  catchUp(app: Clocked): Promise<void>;
}

export interface Clocked {
  readonly electronApp: Pick<ElectronApplication, 'evaluate'>;
  readonly page: Pick<Page, 'evaluate' | 'addInitScript'>;
}

export function createPassingTime(): PassingTime {
  let passedMs = 0;
  let leftAtMs: number | undefined;
  tellServersTheTime();

  async function forward({ electronApp, page }: Clocked, byMs: number): Promise<void> {
    await electronApp.evaluate((_electron, ms) => {
      const before = Date.now;
      Date.now = () => before() + ms;
    }, byMs);
    // Also for the pages after this one: a lock gives the window a new process.
    await page.addInitScript(setForward, byMs);
    await page.evaluate(setForward, byMs);
  }

  return {
    async leaveAlone(app, forMs) {
      leftAtMs ??= Date.now();
      passedMs += forMs;
      setForward(forMs);
      await app.electronApp.evaluate(({ powerMonitor }, since) => {
        powerMonitor.getSystemIdleTime = () => Math.floor((Date.now() - since) / 1000);
      }, leftAtMs);
      await forward(app, forMs);
      await app.page.evaluate(wakeSession);
    },
    async touch({ electronApp }) {
      leftAtMs = undefined;
      await electronApp.evaluate(({ powerMonitor }) => {
        powerMonitor.getSystemIdleTime = () => 0;
      });
    },
    catchUp: (app) => (passedMs === 0 ? Promise.resolve() : forward(app, passedMs)),
  };
}

/** Node dates the answers of its servers by the computer's clock, and an app that sees another time in them distrusts the answer. */
function tellServersTheTime(): void {
  subscribe('http.server.request.start', (message) => {
    const { response } = message as { readonly response: ServerResponse };
    response.setHeader('Date', new Date(Date.now()).toUTCString());
  });
}

/** Runs here and in pages, and what it has done before is kept. */
function setForward(byMs: number): void {
  const before = Date.now;
  Date.now = () => before() + byMs;
}

/**
 * By itself the session looks at the clock every 15 s. It also looks when it hears of input; this one is older than any that it
 * knows, so it counts for nothing. The answer is not waited for: it may be a lock, which takes the page away.
 */
function wakeSession(): void {
  const { cis2 } = globalThis as unknown as { readonly cis2: Pick<Bridge, 'noteActivity'> };
  void cis2.noteActivity({ inputAtMs: 0 });
}
