import { PERSONA_IDS } from '../simulator/index.ts';
import { launchApp } from './launch-app.ts';
import { atHome, logIn, logInAt, press, screen, stepUpTab } from './support/clinician.ts';
import { expect, nobodysIssuer, test } from './support/fixtures.ts';

/** On screen in words and by code, in the log by the same id, and a way on: what the window adds to test/session/refusals. */
test('wrong state: told in the tab and in the app, and the log-in still works', async ({ app, simulator }) => {
  simulator.setFaults({
    redirect: (location) => {
      const wrong = new URL(location);
      wrong.searchParams.set('state', 'of-somebody-else');
      return wrong;
    },
  });
  const tab = await logIn(app);
  await expect(tab.getByText('CALLBACK_STATE_MISMATCH')).toBeVisible();
  await screen(app.page, 'waitingForBrowser');
  await expect(app.page.getByText('CALLBACK_STATE_MISMATCH')).toBeVisible();
  expect(app.stderr()).toContain('CALLBACK_STATE_MISMATCH');

  simulator.setFaults({});
  await press(app.page, 'Reopen browser');
  await app.systemBrowser.nextPage();
  await screen(app.page, 'home', '2');
});

for (const [name, claims, code] of [
  ['a wrong nonce', { nonce: 'another' }, 'ID_TOKEN_NONCE'],
  ['a level that cannot be read', { authentication_assurance_level: 'AAL3' }, 'LEVEL_UNKNOWN'],
  ['a stale authentication', { auth_time: Math.floor(Date.now() / 1000) - 3_600 }, 'AUTH_TIME_STALE'],
] as const) {
  test(`${name} is refused in words`, async ({ app, simulator }) => {
    simulator.setFaults({ idTokenClaims: claims });
    const tab = await logIn(app);
    await expect(tab.getByText(code)).toBeVisible();
    await screen(app.page, 'attemptFailed', '');
    await expect(app.page.getByText(code)).toBeVisible();
    await expect(app.page.getByText('Who can help').first()).toBeVisible();
    await press(app.page, 'Go back');
    await screen(app.page, 'loggedOut');
  });
}

test('cancelled at the provider', async ({ app }) => {
  await press(app.page, 'Log in with my Care Identity');
  const tab = await app.systemBrowser.nextPage();
  await tab.getByRole('link', { name: /cancel/i }).click();
  await screen(app.page, 'attemptFailed');
  await expect(app.page.getByText('AUTHORIZATION_DENIED')).toBeVisible();
});

test('B01 the tab is closed: "Cancel" works at once, and another log-in works', async ({ app }) => {
  await press(app.page, 'Log in with my Care Identity');
  const tab = await app.systemBrowser.nextPage();
  await tab.close();
  await press(app.page, 'Cancel');
  await screen(app.page, 'loggedOut');
  await atHome(app);
});

test.describe('without a provider', () => {
  test.use({ policy: { provider: { issuer: nobodysIssuer } } });

  test('the provider is down: said before any browser is opened', async ({ app }) => {
    await press(app.page, 'Log in with my Care Identity');
    await screen(app.page, 'attemptFailed');
    await expect(app.page.getByText('PROVIDER_UNREACHABLE')).toBeVisible();
    expect(app.systemBrowser.opened()).toEqual([]);
  });
});

test('B29 a redirect of the token endpoint is refused as one', async ({ app, simulator }) => {
  simulator.setFaults({
    respond: { token: () => ({ status: 302, headers: { location: 'https://evil.example/' } }) },
  });
  await logIn(app);
  await screen(app.page, 'attemptFailed');
  await expect(app.page.getByText('PROVIDER_REDIRECTED')).toBeVisible();
});

test('HAZ-01 another person answers the step-up: both names, nothing sent, the session stays', async ({
  app,
  simulator,
}) => {
  await atHome(app);
  await logInAt(await stepUpTab(app), PERSONA_IDS.generalPractitioner, 'securityKey');
  await screen(app.page, 'otherPerson', '2');
  await expect(app.page.getByText('Owen Example').first()).toBeVisible();
  await expect(app.page.getByText('Priya Sample').first()).toBeVisible();
  await press(app.page, 'Go back');
  await screen(app.page, 'home', '2');
  expect(simulator.requests.filter(({ path }) => path.includes('$process-message'))).toEqual([]);
});

test('HAZ-01 another person answers the step-up and takes over', async ({ app }) => {
  await atHome(app);
  await logInAt(await stepUpTab(app), PERSONA_IDS.generalPractitioner, 'securityKey');
  await screen(app.page, 'otherPerson');
  await app.page.getByRole('button', { name: /^Switch to / }).click();
  await logInAt(await app.systemBrowser.nextPage(), PERSONA_IDS.generalPractitioner, 'microsoftAuthenticator');
  await screen(app.page, 'chooseRole', '2');
  await expect(app.page.getByText('Owen Example')).toHaveCount(0);
});

test('a step-up that came back at AAL2 is not enough: screen 13, and a way back', async ({ app, simulator }) => {
  await atHome(app);
  const tab = await stepUpTab(app);
  simulator.setFaults({ idTokenClaims: { authentication_assurance_level: '2' } });
  await logInAt(tab, PERSONA_IDS.nurse, 'securityKey');
  await screen(app.page, 'insufficient', '2');
  await expect(app.page.getByText(/Registration Authority/).first()).toBeVisible();
  await press(app.page, 'Go back');
  await screen(app.page, 'home', '2');
});

for (const [name, policy, code] of [
  ['no policy', undefined, 'POLICY_MISSING'],
  [
    'a policy with an unknown key',
    { provider: { topology: 'gateway', issuer: 'https://p', clientId: 'c', secret: 's' } },
    'POLICY_INVALID',
  ],
  [
    'the live service',
    {
      provider: { topology: 'direct', issuer: 'https://am.nhsidentity.spineservices.nhs.uk:443/openam', clientId: 'c' },
    },
    'POLICY_LIVE_PROVIDER',
  ],
] as const) {
  test(`${name}: nobody can log in, and IT is told why`, async () => {
    const app = await launchApp(policy ? { policy } : {});
    try {
      await screen(app.page, 'setupProblem', '');
      await expect(app.page.getByText(code)).toBeVisible();
      await expect(app.page.getByRole('button', { name: 'Log in with my Care Identity' })).toHaveCount(0);
    } finally {
      await app.close();
    }
  });
}
