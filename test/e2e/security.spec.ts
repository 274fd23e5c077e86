import { createServer } from 'node:http';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { PERSONA_IDS } from '../simulator/index.ts';
import { atHome, logIn, logInAt, press, screen, stepUpTab } from './support/clinician.ts';
import { expect, test } from './support/fixtures.ts';
import { host } from './launch-app.ts';

/** The rows of the security checklist (electron.md B) that only a window can show; the others are unit tests. */

test('B3 B22 B23 the page has the bridge and nothing else of Electron or Node', async ({ app }) => {
  await screen(app.page, 'loggedOut');
  const seen = await app.page.evaluate(() => ({
    globals: ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron', 'contextBridge'].filter(
      (name) => name in window,
    ),
    frozen: Object.isFrozen(Reflect.get(window, 'cis2')),
    kinds: [...new Set(Object.values(Reflect.get(window, 'cis2') as object).map((value) => typeof value))],
  }));
  expect(seen).toEqual({ globals: [], frozen: true, kinds: ['function'] });
});

test('B1 B19 nothing of the page reaches a network', async ({ app }) => {
  await screen(app.page, 'loggedOut');
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`;
  const outcome = await app.page.evaluate(
    (target) =>
      fetch(target, { mode: 'no-cors' }).then(
        () => 'sent',
        () => 'refused',
      ),
    url,
  );
  expect(outcome).toBe('refused');
  expect(asked).toEqual([]);
  server.close();
});

test('B10 B11 the page leads nowhere else, and opens nothing', async ({ app }) => {
  await screen(app.page, 'loggedOut');
  await app.page.evaluate(() => {
    location.href = 'https://evil.example/';
  });
  await expect.poll(() => app.stderr()).toContain('NAVIGATION_REFUSED');
  expect(await app.page.evaluate(() => window.open('https://evil.example/'))).toBeNull();
  await expect.poll(() => app.stderr()).toContain('WINDOW_OPEN_REFUSED');
  expect(app.electronApp.windows()).toHaveLength(1);
  await screen(app.page, 'loggedOut');
});

test('B17 the CSP is enforced: no inline script, no eval, no HTML from strings; and normal use breaks none of it', async ({
  app,
}) => {
  const { page } = app;
  await screen(page, 'loggedOut');
  await page.evaluate(() => {
    const violations: string[] = [];
    Object.assign(window, { violations });
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
      violations.push(effectiveDirective);
    });
  });
  const violations = () => page.evaluate<string[]>(() => Reflect.get(window, 'violations'));
  await atHome(app);
  expect(await violations(), 'normal use').toEqual([]);

  const outcome = await page.evaluate(async () => {
    // What a debugger evaluates is exempt from the eval rule in the task in which it runs.
    await new Promise((resolve) => setTimeout(resolve));
    const refused = (attempt: () => unknown) => {
      try {
        attempt();
        return 'ran';
      } catch (error) {
        return error instanceof Error ? error.name : 'threw';
      }
    };
    const script = document.createElement('script');
    return {
      eval: refused(() => Reflect.apply(Reflect.get(window, 'eval'), undefined, ['1'])),
      html: refused(() => {
        document.body.innerHTML = '<b>x</b>';
      }),
      script: refused(() => {
        script.textContent = 'window.inlineRan = true';
        document.body.append(script);
      }),
      inlineRan: 'inlineRan' in window,
    };
  });
  expect(outcome).toMatchObject({ eval: 'EvalError', html: 'TypeError', inlineRan: false });
  await expect.poll(violations).toContain('require-trusted-types-for');
});

test('B25 B29 a page of another site may call nothing', async ({ app }) => {
  await screen(app.page, 'loggedOut');
  await app.electronApp.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.loadURL('app://cleared/'));
  await expect(app.page.locator('#app')).toHaveCount(0);
  const reply = await app.page.evaluate(() => (Reflect.get(window, 'cis2') as { login(): unknown }).login());
  expect(reply).toMatchObject({ ok: false, error: { code: 'SENDER_REFUSED' } });
  expect(app.stderr()).toContain('SENDER_REFUSED');
});

test('B8 B30 after the main job no token is on disk, in a log or on the command line', async ({ app, simulator }) => {
  const tokens: string[] = [];
  simulator.setFaults({
    tokenResponse: (fields) => {
      for (const name of ['access_token', 'id_token', 'refresh_token']) tokens.push(String(fields[name]));
      return fields;
    },
  });
  await atHome(app);
  await app.page.locator('[data-action="view-patient"]').click();
  await screen(app.page, 'actionDone');
  await press(app.page, 'Go back');
  await logInAt(await stepUpTab(app), PERSONA_IDS.nurse, 'securityKey');
  await screen(app.page, 'confirmAction');
  await press(app.page, 'Confirm');
  await screen(app.page, 'actionDone');
  expect(tokens).toHaveLength(6);

  const callback = simulator.requests.flatMap(({ query, form }) => [
    query['state'],
    query['nonce'],
    form['code'],
    form['code_verifier'],
  ]);
  const secrets = [...tokens, ...callback.filter((value) => value !== undefined)];
  expect(secrets.length).toBeGreaterThan(10);
  const texts = [app.stderr(), ...(await filesBelow(app.userDataDir))];
  for (const secret of secrets) {
    for (const text of texts) expect(text.includes(secret), 'a secret was written').toBe(false);
  }
  const log = await stat(path.join(app.userDataDir, 'log', 'cis2-desktop.log'));
  if (process.platform !== 'win32') expect((log.mode & 0o777).toString(8)).toBe('600');
});

test('B55 a second start with a hostile command line only raises the first', async ({ app }) => {
  await atHome(app);
  const isVisible = () =>
    app.electronApp.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);
  await app.electronApp.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  expect(await isVisible()).toBe(false);
  const again = await app.startAgain('--inspect=0', 'cis2://evil', 'https://evil.example/', '--logout');
  expect(again.exitCode).toBe(0);
  await expect.poll(isVisible).toBe(true);
  await screen(app.page, 'home', '2');
  expect(app.systemBrowser.opened()).toHaveLength(1);
  expect(app.electronApp.windows()).toHaveLength(1);
});

test('the stand-in says so at the front of the title', async ({ app }) => {
  test.skip(host !== 'stand-in', 'real Electron has nothing to confess');
  await screen(app.page, 'loggedOut');
  expect(await app.page.title()).toMatch(/^\[stand-in\] /);
  expect(app.stderr().split('\n')[0]).toMatch(/stand-in/i);
});

test('a log-in works after the renderer crashed', async ({ app }) => {
  await screen(app.page, 'loggedOut');
  await logIn(app);
  await screen(app.page, 'home', '2');
  await app.electronApp.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  // Playwright gives a crashed page up; main is asked instead.
  const view = () =>
    app.electronApp.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]
        ?.webContents.executeJavaScript('document.querySelector("#app")?.dataset.view')
        .catch(() => 'not yet'),
    );
  await expect.poll(view, { timeout: 15_000 }).toBe('home');
  expect(app.stderr()).toContain('RENDERER_GONE');
});

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  // Latin-1 keeps every byte, so that a token shows in a binary file, too.
  return Promise.all(files.map((file) => readFile(file, 'latin1')));
}
