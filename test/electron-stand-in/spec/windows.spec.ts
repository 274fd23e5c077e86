import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, notes, test, windowOf } from './sample.ts';

test('says on stderr, in the window title and in the page title that it is not Electron', async ({ app }) => {
  const { page, stderr } = app;
  expect(stderr()).toMatch(/^Running in the Electron stand-in \(Node 24\..*Chromium.*not Electron\./);
  await expect(page).toHaveTitle('[stand-in] Sample page');
  const window = await windowOf(app);
  await expect.poll(() => window.evaluate((opened) => opened.getTitle())).toBe('[stand-in] Sample page');
  for (const title of ['Second', '[stand-in] Third', 'Fourth']) {
    await page.evaluate((changed) => (document.title = changed), title);
    const expected = `[stand-in] ${title.replace('[stand-in] ', '')}`;
    await expect(page).toHaveTitle(expected);
    await expect.poll(() => window.evaluate((opened) => opened.getTitle())).toBe(expected);
  }
  await page.evaluate(() => document.querySelector('title')?.replaceWith(document.createElement('title')));
  await page.evaluate(() => (document.title = 'Fifth'));
  await expect(page).toHaveTitle('[stand-in] Fifth');
});

test('lets the app keep its own window title', async ({ app }) => {
  const { page } = app;
  const window = await windowOf(app);
  await window.evaluate((opened) => {
    opened.on('page-title-updated', (event) => event.preventDefault());
    opened.setTitle('Mine');
  });
  await page.evaluate(() => (document.title = 'Theirs'));
  await expect(page).toHaveTitle('[stand-in] Theirs');
  expect(await window.evaluate((opened) => opened.getTitle())).toBe('[stand-in] Mine');
});

test('opens a window of the size asked for, shown when it was painted', async ({ app }) => {
  const { page } = app;
  expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([900, 600]);
  await expect(page.locator('body')).toHaveCSS('color', 'rgb(10, 20, 30)');
  const window = await windowOf(app);
  await expect.poll(() => window.evaluate((opened) => opened.isVisible())).toBe(true);
  expect(await window.evaluate((opened) => opened.webContents.getURL())).toBe('app://bundle/index.html');
  expect(await page.evaluate(() => isSecureContext)).toBe(true);
  expect(await notes(app)).toContain('ready-to-show');
});

test('shows the versions of Electron and of the Chromium behind it', async ({ app: { page, electronApp } }) => {
  const versions = await electronApp.evaluate(({ app }) => ({
    ...process.versions,
    app: app.getVersion(),
    name: app.getName(),
  }));
  expect(versions).toMatchObject({
    electron: /^\d+\.\d+\.\d+$/.exec(versions['electron'] ?? '')?.[0],
    app: '1.2.3',
    name: 'Stand-in Sample',
  });
  const major = versions['chrome']?.split('.')[0];
  expect(await page.evaluate(() => navigator.userAgent)).toContain(`Chrome/${major}.`);
});

test('runs the preload again on each reload and keeps the state of the main process', async ({ app }) => {
  const { page } = app;
  const runs = () => page.evaluate(() => window.sample.preloadRuns()).catch(() => 0);
  await page.getByRole('button', { name: 'Increment' }).click();
  await expect(page.getByTestId('counter')).toHaveText('1');
  expect(await runs()).toBe(1);
  await page.reload();
  await expect(page.getByTestId('counter')).toHaveText('1');
  expect(await runs()).toBe(2);
  await (await windowOf(app)).evaluate((opened) => opened.webContents.reload());
  await expect.poll(runs).toBe(3);
  await page.evaluate(() => location.reload());
  await expect.poll(runs).toBe(4);
});

test('gives a window its own process anew after its renderer was killed', async ({ app }) => {
  const { electronApp } = app;
  const pid = () =>
    electronApp.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0);
  const before = await pid();
  expect(before).toBeGreaterThan(0);
  await electronApp.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  await expect.poll(() => notes(app)).toContain('render-process-gone crashed');
  expect(
    await electronApp.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.isCrashed()),
  ).toBe(true);
  await electronApp.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.reload());
  // Playwright's page stays crashed, in Electron as here: main is asked instead.
  const heading = () =>
    electronApp.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
        'document.querySelector("[data-testid=counter]")?.textContent',
      ),
    );
  await expect.poll(heading).toBe('0');
  await expect.poll(pid).toBeGreaterThan(0);
  expect(await pid()).not.toBe(before);
  const title = () =>
    electronApp.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.title'),
    );
  await expect.poll(title).toBe('[stand-in] Sample page');
});

test('names the process of the page itself, also when that of a frame of another site is newer', async ({ app }) => {
  const server = createServer(({ url, headers }, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(url === '/' ? `<iframe src="http://${headers.host?.replace('127.0.0.1', 'localhost')}/frame">` : '');
  }).listen(0, '127.0.0.1');
  try {
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const window = await app.electronApp.evaluateHandle(async ({ BrowserWindow }, address) => {
      const opened = new BrowserWindow({ show: false });
      await opened.loadURL(address);
      process.kill(opened.webContents.getOSProcessId(), 'SIGKILL');
      return opened;
    }, `http://127.0.0.1:${port}/`);
    await expect.poll(() => window.evaluate((opened) => opened.webContents.isCrashed())).toBe(true);
  } finally {
    server.close();
  }
});

test('quits when the last window was closed', async ({ app }) => {
  const child = app.electronApp.process();
  await app.page.close();
  await expect.poll(() => child.exitCode).toBe(0);
  expect(app.stderr()).toMatch(/APP closed[\s\S]*APP window-all-closed[\s\S]*APP will-quit/);
  await app.close();
  await app.close();
});

test('keeps a window whose close was prevented, and then does not quit', async ({ app: { electronApp } }) => {
  const states = await electronApp.evaluate(({ app, BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.once('close', (event) => event.preventDefault());
    app.quit();
    const afterQuit = BrowserWindow.getAllWindows().length;
    const child = new BrowserWindow({ show: false });
    child.destroy();
    return { afterQuit, destroyed: child.isDestroyed(), left: BrowserWindow.getAllWindows().length };
  });
  expect(states).toEqual({ afterQuit: 1, destroyed: true, left: 1 });
});

test('throws for what it lacks instead of leaving it undefined', async ({ app: { electronApp } }) => {
  const messages = await electronApp.evaluate(({ app, BrowserWindow, safeStorage, screen }) => {
    const attempts = [
      () => app.showEmojiPanel(),
      () => safeStorage.isEncryptionAvailable(),
      () => screen.getAllDisplays(),
      () => BrowserWindow.getAllWindows()[0]?.setVibrancy('window'),
      () => BrowserWindow.getAllWindows()[0]?.webContents.print(),
    ];
    return attempts.map((attempt) => {
      try {
        return `did not throw: ${String(attempt())}`;
      } catch (error) {
        return (error as Error).message;
      }
    });
  });
  for (const message of messages) expect(message).toMatch(/^Electron stand-in: .* is not part of it/);
});
