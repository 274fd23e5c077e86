import { createServer, type Server } from 'node:http';
import { connect, createServer as createSocketServer, type AddressInfo } from 'node:net';
import { expect, notes, test } from './sample.ts';

test('enforces the policy of the response header', async ({ app: { page } }) => {
  expect(await page.evaluate(() => window.inlineRan)).toBeUndefined();
  const result = await page.evaluate(async () => {
    await new Promise((resolve) => setTimeout(resolve));
    const attempt = (run: () => unknown) => {
      try {
        run();
        return 'ran';
      } catch (error) {
        return (error as Error).name;
      }
    };
    return {
      eval: attempt(() => (Reflect.get(window, 'eval') as (code: string) => unknown)('1')),
      trustedTypes: attempt(() => (document.body.innerHTML = '<b>x</b>')),
    };
  });
  expect(result).toEqual({ eval: 'EvalError', trustedTypes: 'TypeError' });
  await expect.poll(() => page.evaluate(() => window.violations)).toContain('require-trusted-types-for');
});

test('lets the app cancel every request of its window', async ({ app }) => {
  const { page } = app;
  const result = await page.evaluate(async () => {
    const outcome = (address: string) =>
      fetch(address).then(
        (response) => String(response.status),
        () => 'failed',
      );
    return {
      own: await outcome('style.css'),
      missing: await outcome('none'),
      network: await outcome('https://elsewhere.example/data'),
    };
  });
  expect(result).toEqual({ own: '200', missing: '404', network: 'failed' });
  await page.evaluate(() => {
    new Image().src = 'http://127.0.0.1:9/picture';
  });
  await expect.poll(() => notes(app)).toContain('blocked http://127.0.0.1:9/picture');
  expect(await notes(app)).toContain('blocked https://elsewhere.example/data');
});

test('asks the app before the page goes elsewhere or opens a window', async ({ app }) => {
  const { page, electronApp, systemBrowser } = app;
  await page.getByRole('link', { name: 'leave' }).click();
  await expect.poll(() => notes(app)).toContain('will-navigate https://elsewhere.example/page');
  await page.evaluate(() => {
    location.href = 'https://elsewhere.example/script';
  });
  await expect.poll(() => notes(app)).toContain('will-navigate https://elsewhere.example/script');
  expect(await page.evaluate(() => window.open('https://elsewhere.example/popup'))).toBeNull();
  await expect.poll(() => notes(app)).toContain('window-open https://elsewhere.example/popup');
  await page.getByRole('link', { name: 'docs' }).click();
  expect(await systemBrowser.nextUrl()).toBe('https://docs.example/help');
  await page.getByRole('link', { name: 'leave' }).click({ modifiers: ['Control'] });
  await expect.poll(() => notes(app)).toContain('window-open https://elsewhere.example/page');
  await page.getByRole('link', { name: 'here' }).click();
  await expect.poll(() => page.evaluate(() => location.hash)).toBe('#there');
  const addresses = await electronApp.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getURL()),
  );
  expect(addresses).toEqual(['app://bundle/index.html#there']);
  expect(electronApp.windows()).toHaveLength(1);
});

test('rejects a load that cannot succeed, and settles the one that replaces it', async ({ app: { electronApp } }) => {
  const outcome = await electronApp.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const refused = await window?.loadURL('http://127.0.0.1:9/').then(String, String);
    const loaded = await window?.loadURL('app://bundle/index.html').then(() => 'loaded', String);
    return { refused, loaded, at: window?.webContents.getURL() };
  });
  expect(outcome.refused).toMatch(/^Error: ERR_BLOCKED_BY_CLIENT \(-20\) loading/);
  expect(outcome).toMatchObject({ loaded: 'loaded', at: 'app://bundle/index.html' });
});

test('keeps partitions apart', async ({ app: { electronApp } }) => {
  const result = await electronApp.evaluate(({ session }) => {
    const [first, again, other] = ['sample-window', 'sample-window', 'another'].map((name) =>
      session.fromPartition(name, { cache: false }),
    );
    return {
      same: first === again,
      different: first !== other,
      handled: [first, other, session.defaultSession].map((each) => each?.protocol.isProtocolHandled('app')),
    };
  });
  expect(result).toEqual({ same: true, different: true, handled: [true, false, false] });
});

test('keeps what it cannot honour, so that a test can call it', async ({ app: { electronApp } }) => {
  const answers = await electronApp.evaluate(({ session }) => {
    const given = session.fromPartition('kept', { cache: false });
    given.setPermissionRequestHandler((_contents, permission, answer) => answer(permission === 'fullscreen'));
    const { kept } = given as unknown as { kept: { permissionRequestHandler: (...args: unknown[]) => void } };
    const answered: boolean[] = [];
    for (const permission of ['fullscreen', 'media'])
      kept.permissionRequestHandler(null, permission, (granted: boolean) => answered.push(granted));
    return answered;
  });
  expect(answers).toEqual([true, false]);
});

test.describe('session.fetch', () => {
  let server: Server;
  let address: string;

  test.beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url === '/redirect') response.writeHead(302, { location: '/end' }).end();
      else if (request.url === '/break')
        response.writeHead(200, { 'content-length': '100' }).write('part', () => response.destroy());
      else if (request.url === '/silent') return;
      else response.writeHead(200, { 'x-agent': request.headers['user-agent'] ?? '' }).end('end');
    });
    server.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  test.afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  test('answers and fails as that of Electron', async ({ app: { electronApp } }) => {
    const hangUp = createSocketServer((socket) => socket.once('data', () => socket.destroy()));
    const reset = createSocketServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    const ports = await Promise.all(
      [hangUp, reset].map(
        (listener) =>
          new Promise<number>((resolve) =>
            listener.listen(0, '127.0.0.1', () => resolve((listener.address() as AddressInfo).port)),
          ),
      ),
    );
    const closedPort = await unusedPort();
    const result = await electronApp.evaluate(
      async ({ session }, { base, hangUpPort, resetPort, refusedPort }) => {
        const network = session.fromPartition('sample-network', { cache: false });
        const outcome = (url: string, init?: RequestInit) =>
          network
            .fetch(url, init)
            .then(async (response) => `${response.status} ${await response.text().catch(String)}`, String);
        return {
          fine: await outcome(`${base}/`),
          agent: (await network.fetch(`${base}/`)).headers.get('x-agent'),
          followed: await outcome(`${base}/redirect`),
          manual: await outcome(`${base}/redirect`, { redirect: 'manual' }),
          error: await outcome(`${base}/redirect`, { redirect: 'error' }),
          broken: await outcome(`${base}/break`),
          refused: await outcome(`http://127.0.0.1:${refusedPort}/`),
          name: await outcome('http://no-such-host.invalid/'),
          hungUp: await outcome(`http://127.0.0.1:${hangUpPort}/`),
          reset: await outcome(`http://127.0.0.1:${resetPort}/`),
          unsafe: await outcome('http://127.0.0.1:1/'),
          aborted: await outcome(`${base}/silent`, { signal: AbortSignal.timeout(50) }),
        };
      },
      { base: address, hangUpPort: ports[0], resetPort: ports[1], refusedPort: closedPort },
    );
    for (const listener of [hangUp, reset]) listener.close();
    expect(result).toEqual({
      fine: '200 end',
      agent: expect.stringContaining('Electron/'),
      followed: '200 end',
      manual: 'Error: Redirect was cancelled',
      error: "Error: Attempted to redirect, but redirect policy was 'error'",
      broken: expect.stringMatching(/^200 Error: net::ERR_/),
      refused: 'Error: net::ERR_CONNECTION_REFUSED',
      name: 'Error: net::ERR_NAME_NOT_RESOLVED',
      hungUp: 'Error: net::ERR_EMPTY_RESPONSE',
      reset: 'Error: net::ERR_CONNECTION_RESET',
      unsafe: 'Error: net::ERR_UNSAFE_PORT',
      aborted: expect.stringMatching(/^TimeoutError: /),
    });
  });

  test('obeys the request listener of its session', async ({ app: { electronApp } }) => {
    const result = await electronApp.evaluate(async ({ session }, base) => {
      const guarded = session.fromPartition('guarded', { cache: false });
      guarded.webRequest.onBeforeRequest({ urls: ['*://*/end*'] }, (_details, answer) => answer({ cancel: true }));
      const outcome = (url: string) => guarded.fetch(url).then(({ status }) => String(status), String);
      return { cancelled: await outcome(`${base}/end`), other: await outcome(`${base}/other`) };
    }, address);
    expect(result).toEqual({ cancelled: 'Error: net::ERR_BLOCKED_BY_CLIENT', other: '200' });
  });
});

/** A port that refuses connections: it was free a moment ago. */
async function unusedPort(): Promise<number> {
  const listener = createSocketServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => listener.once('listening', resolve));
  const { port } = listener.address() as AddressInfo;
  await new Promise((resolve) => listener.close(resolve));
  await new Promise((resolve) => connect(port, '127.0.0.1').once('error', resolve));
  return port;
}
