import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { startRecordedBrowser, type RecordedBrowser } from '../security/recorded-browser.ts';
import { SecretSearch, type Trace } from '../security/secret-search.ts';
import { filesBelow, processTraces } from '../security/system-traces.ts';
import { wholeTextsInHeapSnapshots, windowTraces } from '../security/window-traces.ts';
import { developmentPolicy } from '../simulator/development-policy.ts';
import { PERSONA_IDS, type Simulator } from '../simulator/index.ts';
import { host, launchApp, type LaunchedApp } from './launch-app.ts';
import { backToThePresent, passTime, secondMs } from './support/app-time.ts';
import { atHome, logInAt, press, screen } from './support/clinician.ts';
import { expect, test } from './support/restarts.ts';

/**
 * The canary (B30 of the pitfalls, invariant 1): every secret of a run is known to the test, which looks for it, and for
 * any part of it, in all places that another program, a colleague or a support engineer could look at.
 */

const isLinux = process.platform === 'linux';
const notOnThisSystem = 'Not looked at: command lines and environments of processes, which need /proc (Linux).';
const secretService = isLinux ? ('private' as const) : ('none' as const);
// Issue 7 line 6: in the most talkative mode that there is.
const args = [wholeTextsInHeapSnapshots, '--verbose'];

async function tracesOf(app: LaunchedApp): Promise<Trace[]> {
  if (!isLinux) console.log(notOnThisSystem);
  const traces = await Promise.all([
    // With home and temporary files: the stand-in's Chromium has its profile there.
    filesBelow(app.folder),
    app.userDataDir.startsWith(app.folder) ? [] : filesBelow(app.userDataDir),
    isLinux ? processTraces() : [],
    windowTraces(app.electronApp, app.page),
  ]);
  return [{ where: 'stderr', text: app.stderr() }, ...traces.flat()];
}

test('B30 invariant 1: each place that is looked at would show what is in it', async ({ simulator }) => {
  const canary = () => randomBytes(32).toString('base64url');
  const [inEnvironment, inArgument] = [canary(), canary()];
  const search = new SecretSearch();
  const plant = (name: string, value = canary()) => {
    search.add(name, value);
    return value;
  };
  plant('planted in an environment', inEnvironment);
  plant('planted in an argument', inArgument);
  const app = await launchApp({
    policy: developmentPolicy(simulator),
    env: { PLANTED: inEnvironment },
    args: [...args, `--planted=${inArgument}`],
  });
  try {
    await screen(app.page, 'loggedOut');
    const inFile = (name: string, bytes: Buffer) => writeFileSync(path.join(app.userDataDir, name), bytes);
    inFile('text', Buffer.from(`{"a":"${plant('planted in a file')}"}`));
    inFile('.binary', Buffer.concat([Buffer.of(0, 255, 1), Buffer.from(plant('planted as UTF-16'), 'utf16le')]));
    inFile('part', Buffer.from(plant('planted in part').slice(5, 32)));
    await app.electronApp.evaluate(
      ({ BrowserWindow }, [onStderr, inTitle]) => {
        process.stderr.write(`${onStderr}\n`);
        BrowserWindow.getAllWindows()[0]?.setTitle(`x ${inTitle}`);
      },
      [plant('planted on stderr'), plant('planted in a window title')],
    );
    await app.page.evaluate(
      (planted) => {
        Object.assign(window, { planted: { deep: [`${'x'.repeat(5000)} ${planted.heap}`] } });
        document.documentElement.dataset['planted'] = planted.dom;
        document.querySelector('h1')?.setAttribute('aria-label', planted.spoken);
        document.title = planted.title;
        localStorage.setItem('planted', planted.local);
        sessionStorage.setItem('planted', planted.session);
        document.cookie = `planted=${planted.cookie}`;
      },
      {
        heap: plant('planted in the heap'),
        dom: plant('planted in the DOM'),
        spoken: plant('planted in a label'),
        title: plant('planted in a document title'),
        local: plant('planted in local storage'),
        session: plant('planted in session storage'),
        cookie: plant('planted in a cookie'),
      },
    );
    const findings = search.findings(await tracesOf(app));
    expect(findings).toEqual(
      expect.arrayContaining(
        [
          'planted in a file in file user-data/text',
          'planted as UTF-16 in file user-data/.binary',
          'planted in part in file user-data/part',
          'planted on stderr in stderr',
          'planted in a window title in window title',
          'planted in the heap in renderer heap',
          'planted in the DOM in DOM',
          'planted in a label in accessibility tree',
          'planted in a document title in document title',
          'planted in local storage in local storage',
          'planted in session storage in session storage',
        ].map((place) => place.replaceAll('/', path.sep)),
      ),
    );
    // Electron keeps no cookies for a scheme like ours.
    if (host === 'stand-in') expect(findings).toContain('planted in a cookie in cookies');
    if (!isLinux) return;
    const main = app.electronApp.process().pid;
    expect(findings).toContain(`planted in an argument in command line of process ${main}`);
    expect(findings).toContain(`planted in an environment in environment of process ${main}`);
  } finally {
    await app.close();
  }
});

test('B30 invariant 1: no secret of the main job is anywhere but where it must be', async ({ simulator }) => {
  test.slow();
  const secrets = collectSecrets(simulator);
  const app = await launchApp({ policy: developmentPolicy(simulator), secretService, args });
  const browser = await startRecordedBrowser();
  const { page } = app;
  const openTab = async () => browser.open(await app.systemBrowser.nextUrl());
  const answer = async (tab: Page, authenticator: 'microsoftAuthenticator' | 'securityKey') => {
    await logInAt(tab, PERSONA_IDS.nurse, authenticator);
    await expect(tab.getByRole('heading', { level: 1 })).toHaveText('You are logged in');
    expect(secrets().search.namesIn(await tab.content()), 'on the result page').toEqual([]);
  };
  const lookNow = async (moment: string) => expect(secrets().search.findings(await tracesOf(app)), moment).toEqual([]);
  try {
    await press(page, 'Log in with my Care Identity');
    await answer(await openTab(), 'microsoftAuthenticator');
    await screen(page, 'home', '2');
    await page.locator('[data-action="view-patient"]').click();
    await screen(page, 'actionDone', '2');
    await press(page, 'Go back');
    await page.locator('[data-action="sign-prescription"]').click();
    await press(page, 'Continue in browser');
    const stepUp = await openTab();
    await screen(page, 'waitingForBrowser', '2');
    await lookNow('while the step-up waits for its answer');
    await answer(stepUp, 'securityKey');
    await screen(page, 'confirmAction', '3');
    await press(page, 'Confirm');
    await screen(page, 'actionDone', '3');
    await lookNow('at AAL3, after the action');

    await press(page, 'Go back');
    await press(page, 'Lock');
    await screen(page, 'locked', '');
    await lookNow('locked');

    await press(page, 'Unlock as Owen Example');
    await answer(await openTab(), 'microsoftAuthenticator');
    await screen(page, 'home', '2');
    await press(page, 'Log out');
    await screen(page, 'ended', '');
    await lookNow('logged out');

    const { search, counts } = secrets();
    expect(counts, 'three log-ins').toEqual({ state: 3, nonce: 3, code: 3, verifier: 3, token: 9 });
    expect(search.findings(elsewhereAtTheProvider(simulator)), 'in requests').toEqual([]);
    for (const url of app.systemBrowser.opened()) expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/start\/[\w-]{22}$/);
    await browserSawOnlyItsRoundTrip(browser, search);
  } finally {
    await browser.close();
    await app.close();
  }
});

test('B30 invariant 1: nor is one of a renewal, or of a session that goes on after a restart', async ({
  simulator,
  keyring,
  userDataDir,
}) => {
  test.slow();
  const secrets = collectSecrets(simulator, { expires_in: 60 });
  const start = () => launchApp({ policy: developmentPolicy(simulator), secretService: keyring, userDataDir, args });
  const lookNow = async (app: LaunchedApp, moment: string) =>
    expect(secrets().search.findings(await tracesOf(app)), moment).toEqual([]);

  const before = await start();
  try {
    await atHome(before);
    await passTime(before, 55 * secondMs);
    await expect.poll(() => before.stderr()).toContain('SESSION_RENEWED');
    await lookNow(before, 'after a renewal');
  } finally {
    await before.close();
  }
  backToThePresent();

  const after = await start();
  try {
    await screen(after.page, 'restorable', '');
    await lookNow(after, 'before anybody continues');
    await press(after.page, 'Continue as Owen Example');
    await screen(after.page, 'home', '2');
    await lookNow(after, 'continued');
    await press(after.page, 'Log out');
    await screen(after.page, 'ended', '');
    await lookNow(after, 'logged out');
    const { search, counts } = secrets();
    expect(counts, 'one log-in, a renewal and a continue').toEqual({
      state: 1,
      nonce: 1,
      code: 1,
      verifier: 1,
      token: 9,
    });
    expect(search.findings(elsewhereAtTheProvider(simulator)), 'in requests').toEqual([]);
  } finally {
    await after.close();
  }
});

/** The secrets so far. Tokens are taken where they are issued, everything else where it arrives. */
function collectSecrets(simulator: Simulator, change = {}) {
  const tokens: string[] = [];
  simulator.setFaults({
    tokenResponse: (fields) => {
      for (const name of ['access_token', 'id_token', 'refresh_token']) tokens.push(String(fields[name]));
      return { ...fields, ...change };
    },
  });
  return () => {
    const search = new SecretSearch();
    const counts: Record<string, number> = {};
    const add = (name: string, secret: string | undefined) => {
      if (secret === undefined) return;
      counts[name] = (counts[name] ?? 0) + 1;
      search.add(`${name} ${counts[name]}`, secret);
    };
    for (const token of tokens) add('token', token);
    for (const { query, form } of simulator.requests) {
      add('state', query['state']);
      add('nonce', query['nonce']);
      add('code', form['code']);
      add('verifier', form['code_verifier']);
    }
    return { search, counts };
  };
}

/** All that reached the two servers, without the one place each of them has for a secret. */
function elsewhereAtTheProvider({ requests }: Simulator): Trace[] {
  return requests.map(({ path: at, query, headers, form, body }) => {
    const isAuthorize = at.endsWith('/authorize');
    const takesForm = at.endsWith('/access_token') || at.endsWith('/revoke');
    const takesBearer = !isAuthorize && !takesForm;
    const { state: _state, nonce: _nonce, ...otherQuery } = query;
    const { authorization: _bearer, ...otherHeaders } = headers;
    const { code: _code, code_verifier: _verifier, token: _token, refresh_token: _refresh, ...otherForm } = form;
    const shown = [
      isAuthorize ? otherQuery : query,
      takesBearer ? otherHeaders : headers,
      takesForm ? otherForm : body,
    ];
    return { where: `a request to ${at}`, text: `${at}\n${JSON.stringify(shown)}` };
  });
}

async function browserSawOnlyItsRoundTrip(browser: RecordedBrowser, search: SecretSearch): Promise<void> {
  const requests = await browser.requests();
  const kinds = (pathname: RegExp) =>
    requests
      .filter(({ url }) => pathname.test(url.pathname))
      .map(({ url }) => search.namesIn(url.href).map((name) => name.replace(/ \d+$/, '')));
  expect(kinds(/\/authorize$/), 'authorization requests').toEqual(Array(3).fill(['state', 'nonce']));
  expect(
    kinds(/^\/callback$/).map((names) => names.toSorted()),
    'callbacks',
  ).toEqual(Array(3).fill(['code', 'state']));
  const others = requests.filter(({ url }) => !/\/authorize$|^\/callback$/.test(url.pathname));
  expect(others.length).toBeGreaterThan(6);
  expect(search.findings(others.map(({ url }) => ({ where: url.pathname, text: url.href })))).toEqual([]);
  expect(search.findings(requests.map(({ rest }) => rest)), 'headers and bodies').toEqual([]);
  expect(search.namesIn(browser.shown().join('\n')), 'in an address bar').toEqual([]);
}
