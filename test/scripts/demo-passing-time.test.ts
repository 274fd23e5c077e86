import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createContext, runInContext } from 'node:vm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPassingTime, type Clocked } from '../../build/scripts/demo/passing-time.ts';

/** The main process and the window of an app, as two worlds with clocks of their own. */

const minuteMs = 60_000;
const realNow = Date.now;
/** What this takes itself, on a busy computer. */
const clockNoiseMs = 5000;

beforeEach(() => {
  Date.now = realNow;
});
afterEach(() => {
  Date.now = realNow;
});

function startApp() {
  const power = { getSystemIdleTime: () => 0 };
  const main = createContext({ power });
  const heard: unknown[] = [];
  const initScripts: string[] = [];
  const newPage = () => createContext({ cis2: { noteActivity: (input: unknown) => void heard.push(input) } });
  let page = newPage();
  const source = (script: unknown, ...args: readonly string[]) => `(${String(script)})(${args.join(', ')})`;
  const json = (value: unknown) => JSON.stringify(value) ?? 'undefined';
  const app = {
    electronApp: {
      evaluate: (script: unknown, arg?: unknown) =>
        Promise.resolve(runInContext(source(script, '{ powerMonitor: power }', json(arg)), main) as unknown),
    },
    page: {
      evaluate: (script: unknown, arg?: unknown) =>
        Promise.resolve(runInContext(source(script, json(arg)), page) as unknown),
      addInitScript: (script: unknown, arg?: unknown) => {
        initScripts.push(source(script, json(arg)));
        return Promise.resolve();
      },
    },
  };
  return {
    app: app as unknown as Clocked,
    heard,
    idleSeconds: () => power.getSystemIdleTime(),
    /** A lock gives the window a new process. */
    replacePage: () => {
      page = newPage();
      for (const script of initScripts) runInContext(script, page);
    },
    aheadMs: () => ({
      main: (runInContext('Date.now()', main) as number) - realNow(),
      page: (runInContext('Date.now()', page) as number) - realNow(),
      here: Date.now() - realNow(),
    }),
  };
}

type App = ReturnType<typeof startApp>;

function expectAhead(app: App, ms: number): void {
  for (const [where, aheadMs] of Object.entries(app.aheadMs())) {
    expect(Math.abs(aheadMs - ms), `${where}: ${aheadMs} ms`).toBeLessThan(clockNoiseMs);
  }
}

function expectIdle(app: App, seconds: number): void {
  expect(app.idleSeconds()).toBeGreaterThanOrEqual(seconds);
  expect(app.idleSeconds()).toBeLessThan(seconds + 5);
}

test('time passes for the app, its window and the simulator alike, each time a bit more, also for the next page', async () => {
  const time = createPassingTime();
  const app = startApp();
  await time.leaveAlone(app.app, 13 * minuteMs);
  expectAhead(app, 13 * minuteMs);
  await time.leaveAlone(app.app, 2 * minuteMs);
  expectAhead(app, 15 * minuteMs);
  app.replacePage();
  expectAhead(app, 15 * minuteMs);
});

test('an app that is started later catches up, and one that is started before does nothing', async () => {
  const time = createPassingTime();
  const first = startApp();
  await time.catchUp(first.app);
  expectAhead(first, 0);
  await time.leaveAlone(first.app, 13 * minuteMs);
  await time.leaveAlone(first.app, 2 * minuteMs);
  const second = startApp();
  await time.catchUp(second.app);
  expectAhead(second, 15 * minuteMs);
  second.replacePage();
  expectAhead(second, 15 * minuteMs);
});

test('the computer says for how long it was not touched: since it was left, until somebody touches it', async () => {
  const time = createPassingTime();
  const app = startApp();
  await time.leaveAlone(app.app, 13 * minuteMs);
  expectIdle(app, 13 * 60);
  await time.leaveAlone(app.app, 2 * minuteMs);
  expectIdle(app, 15 * 60);
  await time.touch(app.app);
  expect(app.idleSeconds()).toBe(0);
  await time.leaveAlone(app.app, minuteMs);
  expectIdle(app, 60);
});

test('the session is made to look at the clock by input that is too old to count (HAZ-02)', async () => {
  const time = createPassingTime();
  const app = startApp();
  await time.leaveAlone(app.app, minuteMs);
  expect(app.heard).toEqual([{ inputAtMs: 0 }]);
});

test('servers in this process date their answers by the time that has passed (B23)', async () => {
  const time = createPassingTime();
  await time.leaveAlone(startApp().app, 13 * minuteMs);
  const server = createServer((_request, response) => response.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const { headers } = await fetch(`http://127.0.0.1:${port}/`);
    const aheadMs = Date.parse(headers.get('date') ?? '') - realNow();
    expect(Math.abs(aheadMs - 13 * minuteMs)).toBeLessThan(2 * clockNoiseMs);
  } finally {
    server.close();
  }
});
