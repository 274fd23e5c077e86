import { PERSONA_IDS, type Simulator } from '../simulator/index.ts';
import { isRefresh } from '../simulator/renewal-faults.ts';
import { minuteMs, passTime, secondMs } from './support/app-time.ts';
import { atHome, logInAt, press, screen, viewOf } from './support/clinician.ts';
import { keychainEntry } from './support/keychain-entry.ts';
import { authorizations, refreshes } from './support/provider-side.ts';
import { expect, journal, test } from './support/restarts.ts';

/** Access that is renewed, or cannot be, as a person sees it. The answers one by one are in test/oidc and test/session. */

const minute = { expires_in: 60 };

/** The refresh tokens as they were issued. */
function issued(simulator: Simulator): string[] {
  const tokens: string[] = [];
  simulator.setFaults({
    tokenResponse: (fields) => {
      tokens.push(String(fields['refresh_token']));
      return { ...fields, ...minute };
    },
  });
  return tokens;
}

test('B18 a renewal: new tokens, in the keychain too, and neither a browser nor a word', async ({
  start,
  simulator,
  keyring,
  userDataDir,
}) => {
  const [app, tokens] = [await start(), issued(simulator)];
  await atHome(app);
  const first = await keychainEntry(keyring);
  const was = (await viewOf(app.page, 'home')).who;
  expect(first).toContain(tokens[0] ?? 'none');

  await passTime(app, 55 * secondMs);
  await expect.poll(() => app.stderr()).toContain('SESSION_RENEWED');
  expect(refreshes(simulator).map(({ form }) => form['refresh_token'])).toEqual([tokens[0]]);
  const second = await keychainEntry(keyring);
  expect(second).toContain(tokens[1] ?? 'none');
  expect(second).not.toContain(tokens[0] ?? 'none');
  expect(journal(userDataDir)).toMatchObject({ state: 'live', session: 'open', generation: 2 });
  const now = (await viewOf(app.page, 'home')).who;
  expect({ ...now, standing: now.standing.endsAtMs }).toEqual({ ...was, standing: was.standing.endsAtMs });
  expect(app.systemBrowser.opened()).toHaveLength(1);

  await app.page.locator('[data-action="view-patient"]').click();
  await screen(app.page, 'actionDone', '2');
});

test('B20 HAZ-03 the provider is down: said over the screen, no action runs, and it recovers by itself', async ({
  app,
  simulator,
}) => {
  const { page } = app;
  const down = { status: 503 };
  simulator.setFaults({ tokenResponse: minute });
  await atHome(app);
  simulator.setFaults({
    tokenResponse: minute,
    respond: { token: () => down, discovery: () => down, userinfo: () => down },
  });
  await passTime(app, 70 * secondMs);
  await expect.poll(() => refreshes(simulator).length).toBeGreaterThan(0);
  const banner = page.locator('.app-notice');
  await expect(banner).toContainText('National services cannot be reached');
  await expect(banner).toContainText('Your card, passcode or authenticator is not the cause.');
  await expect(banner).toContainText('If a patient cannot wait, follow your local business continuity plan.');
  await screen(page, 'home', '2');
  await page.locator('[data-action="view-patient"]').click();
  await screen(page, 'actionBlocked', '2');
  await expect(page.getByText('Your access to national services has run out.')).toBeVisible();
  const api = () => simulator.requests.filter(({ path }) => path.includes('/Patient/'));
  expect(api()).toEqual([]);

  simulator.setFaults({ tokenResponse: minute });
  await passTime(app, 60 * secondMs, { idle: 0 });
  await expect(banner).toHaveCount(0);
  expect(app.stderr()).toContain('SESSION_RENEWED');
  await screen(page, 'actionDone', '2');
  expect(api(), 'what was asked for goes on, once').toHaveLength(1);
  expect(app.systemBrowser.opened()).toHaveLength(1);
});

test.describe('in the direct topology', () => {
  test.use({ topology: 'direct' });

  test('B14 invariant 6 a log-in is offered before access ends, never opened; the same person goes on', async ({
    app,
    simulator,
  }) => {
    const { page } = app;
    simulator.setFaults({ tokenResponse: { expires_in: 400 } });
    await atHome(app);
    const was = (await viewOf(page, 'home')).who;
    await expect(page.locator('.app-notice')).toHaveCount(0);
    await passTime(app, 110 * secondMs, { idle: 0 });
    await expect(page.locator('.app-notice')).toContainText(
      /Your access to national services ends at \d\d:\d\d( on \d+ \w+)?\./,
    );
    await expect(page.locator('.app-notice')).toContainText('Log in again to go on.');
    await passTime(app, 300 * secondMs, { idle: 0 });
    await expect(page.locator('.app-notice')).toContainText('Your access to national services has ended');
    expect(app.systemBrowser.opened(), 'nothing but the log-in').toHaveLength(1);
    await page.locator('[data-action="view-patient"]').click();
    await screen(page, 'actionBlocked', '2');
    await press(page, 'Go back');

    simulator.setFaults({});
    await press(page, 'Log in again');
    const tab = await app.systemBrowser.nextPage();
    await screen(page, 'waitingForBrowser', '2');
    await expect(page.getByText('Your session is kept.')).toBeVisible();
    await logInAt(tab, PERSONA_IDS.nurse, 'microsoftAuthenticator');
    await screen(page, 'home', '2');
    await expect(page.locator('.app-notice')).toHaveCount(0);
    const now = (await viewOf(page, 'home')).who;
    expect(now).toMatchObject({ person: was.person, role: was.role });
    const { confirmedAtMs } = now.assurance;
    expect(confirmedAtMs - was.assurance.confirmedAtMs).toBeGreaterThanOrEqual(400 * secondMs);
    expect(now.standing.endsAtMs, 'counted from the proof').toBe(confirmedAtMs + 12 * 60 * minuteMs);
    expect(authorizations(simulator)).toHaveLength(2);
    expect(simulator.requests.filter(isRefresh)).toEqual([]);
    await page.locator('[data-action="view-patient"]').click();
    await screen(page, 'actionDone', '2');
  });
});
