import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { developmentPolicy } from '../simulator/development-policy.ts';
import { PERSONA_IDS } from '../simulator/index.ts';
import { refreshRefused } from '../simulator/renewal-faults.ts';
import { launchApp, type LaunchedApp } from './launch-app.ts';
import { backToThePresent, minuteMs, passTime, secondMs } from './support/app-time.ts';
import { atHome, logIn, logInAt, press, screen, viewOf } from './support/clinician.ts';
import { keychainEntry } from './support/keychain-entry.ts';
import { killApp } from './support/kill.ts';
import { authorizations, refreshes, tokenRequests } from './support/provider-side.ts';
import { expect, journal, test } from './support/restarts.ts';

/** "Continue as NAME" after the app was closed and started again, with a real keychain. What counts one by one is in test/vault. */

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const offer = (page: Page) => page.getByRole('button', { name: 'Continue as Owen Example', exact: true });

/** A session so long ago (ms), left by closing the app. */
async function leftAgo(start: () => Promise<LaunchedApp>, agoMs: number): Promise<void> {
  const app = await start();
  await screen(app.page, 'loggedOut');
  await passTime(app, -agoMs);
  await atHome(app);
  await app.close();
  backToThePresent();
}

test('invariant 2 invariant 6 continued by a click, as it was: log-in time, level, role and limit; nothing was asked before', async ({
  start,
  simulator,
  userDataDir,
}) => {
  const before = await start();
  await screen(before.page, 'loggedOut');
  await passTime(before, -10 * minuteMs);
  await logIn(before, PERSONA_IDS.nurse, 'securityKey');
  const was = (await viewOf(before.page, 'home')).who;
  await before.close();
  backToThePresent();
  const asked = simulator.requests.length;

  const { page, systemBrowser } = await start();
  const offered = await viewOf(page, 'restorable');
  expect(offered).toMatchObject({
    name: 'Owen Example',
    role: was.role,
    loggedInAtMs: was.assurance.confirmedAtMs,
    endsAtMs: was.standing.endsAtMs,
  });
  await expect(heading(page)).toHaveText('Continue your session');
  await expect(page.getByText(/Logged in at \d\d:\d\d( on \d+ \w+)?\. The session ends /)).toBeVisible();
  expect(await page.title(), 'no name in the task bar').not.toContain('Owen');
  expect(simulator.requests.slice(asked), 'before the click').toEqual([]);
  expect(journal(userDataDir)).toMatchObject({ state: 'live' });

  await offer(page).click();
  await screen(page, 'home', '3');
  const now = (await viewOf(page, 'home')).who;
  expect(now).toMatchObject({
    person: was.person,
    role: was.role,
    assurance: was.assurance,
    standing: { endsAtMs: was.standing.endsAtMs },
  });
  expect(refreshes(simulator)).toHaveLength(1);
  expect(authorizations(simulator), 'the one of the log-in').toHaveLength(1);
  expect(systemBrowser.opened()).toEqual([]);
  expect(journal(userDataDir)).toMatchObject({ state: 'live', session: 'open' });
  await page.locator('[data-action="view-patient"]').click();
  await screen(page, 'actionDone', '3');
});

for (const [name, leave, kind] of [
  ['a lock', 'Lock', 'locked'],
  ['a log-out', 'Log out', 'ended'],
] as const) {
  test(`B26 HAZ-02 after ${name} nothing is offered`, async ({ start, keyring, userDataDir, simulator }) => {
    const app = await start();
    await atHome(app);
    await press(app.page, leave);
    await screen(app.page, kind);
    await app.close();
    expect(journal(userDataDir)).toMatchObject({ state: 'dead', session: 'over' });
    const { page } = await start();
    await screen(page, 'loggedOut', '');
    await expect(page.getByText('Owen')).toHaveCount(0);
    expect(await keychainEntry(keyring)).toBeNull();
    expect(refreshes(simulator)).toEqual([]);
  });
}

test('HAZ-02 over the idle limit while the app was closed: ended, with the reason, and deleted', async ({
  start,
  keyring,
  simulator,
}) => {
  await leftAgo(start, 20 * minuteMs);
  const { page } = await start();
  await screen(page, 'ended', '');
  await expect(heading(page)).toHaveText('Logged out because there was no activity');
  await expect.poll(() => keychainEntry(keyring)).toBeNull();
  expect(refreshes(simulator)).toEqual([]);
});

test('HAZ-01 "I am someone else" deletes it unused, and asks who it is', async ({ start, keyring, simulator }) => {
  await leftAgo(start, minuteMs);
  const app = await start();
  await screen(app.page, 'restorable');
  await press(app.page, 'I am someone else');
  await logInAt(await app.systemBrowser.nextPage(), PERSONA_IDS.noAal3Authenticator, 'microsoftAuthenticator');
  await screen(app.page, 'home', '2');
  await expect(app.page.getByText('Owen')).toHaveCount(0);
  expect(authorizations(simulator).at(-1)?.query['prompt']).toBe('login');
  expect(refreshes(simulator)).toEqual([]);
  expect(await keychainEntry(keyring)).not.toContain(PERSONA_IDS.nurse);
});

test('HAZ-03 the provider is down at the click: said, nothing is lost, and the next click continues', async ({
  start,
  simulator,
}) => {
  await leftAgo(start, minuteMs);
  const { page } = await start();
  await screen(page, 'restorable');
  simulator.setFaults(refreshRefused(503));
  await offer(page).click();
  await expect(page.getByRole('heading', { name: 'We could not find out whether you can continue' })).toBeVisible();
  await expect(page.getByText('Your session is still here, and you can try again.')).toBeVisible();
  simulator.setFaults({});
  await offer(page).click();
  await screen(page, 'home', '2');
});

test('invariant 2 HAZ-04 the role was withdrawn meanwhile: not continued, and said', async ({ start, simulator }) => {
  await leftAgo(start, minuteMs);
  simulator.setRoles(PERSONA_IDS.nurse, []);
  const { page } = await start();
  await screen(page, 'restorable');
  await offer(page).click();
  await screen(page, 'ended', '');
  await expect(heading(page)).toHaveText('Logged out because the role is no longer held');
});

test('B19 killed in the middle of a renewal: calm words, and the token is never used again', async ({
  start,
  simulator,
  keyring,
  userDataDir,
}) => {
  simulator.setFaults({
    tokenResponse: { expires_in: 60 },
    respond: { token: ({ form }) => (form['grant_type'] === 'refresh_token' ? 'hang' : undefined) },
  });
  const app = await start();
  await atHome(app);
  await passTime(app, 55 * secondMs);
  await expect.poll(() => refreshes(simulator)).toHaveLength(1);
  await killApp(app);
  expect(journal(userDataDir)).toMatchObject({ state: 'spending', session: 'open' });
  backToThePresent();
  simulator.setFaults({});

  const { page } = await start();
  await screen(page, 'ended', '');
  await expect(heading(page)).toHaveText('Log in again to go on');
  await expect(page.getByText('Nothing is wrong with your Care Identity.')).toBeVisible();
  await expect(page.getByText('Owen')).toHaveCount(0);
  await expect.poll(() => keychainEntry(keyring)).toBeNull();
  expect(refreshes(simulator)).toHaveLength(1);
});

test('B26 B50 a profile that roamed to another computer: the record is deleted, not used', async ({
  start,
  simulator,
  keyring,
  userDataDir,
}) => {
  await leftAgo(start, minuteMs);
  const deviceId = path.join(userDataDir, 'vault', 'device-id');
  const own = readFileSync(deviceId, 'utf8').trim();
  writeFileSync(deviceId, `${own.split('').reverse().join('')}\n`);
  const asked = simulator.requests.length;
  const { page, stderr } = await start();
  await screen(page, 'ended', '');
  await expect(heading(page)).toHaveText('Log in again to go on');
  expect(stderr()).toContain('RECORD_OF_OTHER_DEVICE');
  await expect.poll(() => keychainEntry(keyring)).toBeNull();
  expect(simulator.requests.slice(asked)).toEqual([]);
});

test('B50 invariant 11 a keychain that roamed without the rest: the record is deleted, not used', async ({
  start,
  simulator,
  keyring,
}) => {
  await leftAgo(start, minuteMs);
  const asked = simulator.requests.length;
  const userDataDir = mkdtempSync(path.join(os.tmpdir(), 'cis2-other-computer-'));
  const app = await launchApp({ policy: developmentPolicy(simulator), secretService: keyring, userDataDir });
  try {
    await screen(app.page, 'loggedOut', '');
    await expect.poll(() => keychainEntry(keyring)).toBeNull();
    expect(simulator.requests.slice(asked)).toEqual([]);
  } finally {
    await app.close();
    rmSync(userDataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
});

test('B27 HAZ-07 the keychain is locked at the start: logged out, and said that it could not be confirmed', async ({
  start,
  simulator,
  keyring,
  userDataDir,
}) => {
  await leftAgo(start, minuteMs);
  await keyring.lock();
  const { page } = await start();
  await screen(page, 'ended', '');
  await expect(heading(page)).toHaveText('Log in again to go on');
  await expect(page.getByText('We could not confirm that your saved session is deleted')).toBeVisible();
  expect(journal(userDataDir)).toMatchObject({ state: 'dead', session: 'over' });
  expect(tokenRequests(simulator), 'the one of the log-in').toHaveLength(1);
});
