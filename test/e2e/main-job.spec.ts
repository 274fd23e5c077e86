import { PERSONA_IDS, ROLE_IDS } from '../simulator/index.ts';
import { atHome, logIn, logInAt, press, screen, stepUpTab } from './support/clinician.ts';
import { expect, test } from './support/fixtures.ts';

test('log in at AAL2, choose a role, act, step up to AAL3, confirm, see the result, log out, see the reason', async ({
  app,
}) => {
  const { page } = app;
  await screen(page, 'loggedOut', '');
  const tab = await logIn(app, PERSONA_IDS.generalPractitioner);
  await expect(tab.getByRole('heading', { level: 1 })).toHaveText('You are logged in');
  expect(new URL(tab.url()).search, 'no code stays in the address bar').toBe('');

  await screen(page, 'chooseRole', '2');
  await page.locator(`input[type=radio][value="${ROLE_IDS.generalPractitionerAtHill}"]`).check();
  await press(page, 'Continue');
  await screen(page, 'home', '2');

  await page.locator('[data-action="view-patient"]').click();
  await screen(page, 'actionDone', '2');
  await expect(page.getByText('900 000 0009')).toBeVisible();
  await press(page, 'Go back');

  const stepUp = await stepUpTab(app);
  await logInAt(stepUp, PERSONA_IDS.generalPractitioner, 'securityKey');
  await expect(stepUp.getByRole('heading', { level: 1 })).toHaveText('You are logged in');

  await screen(page, 'confirmAction', '3');
  await press(page, 'Confirm');
  await screen(page, 'actionDone', '3');
  await press(page, 'Go back');
  await screen(page, 'home', '3');

  await press(page, 'Log out');
  await screen(page, 'ended', '');
  await expect(page.getByRole('button', { name: 'Log in with my Care Identity' })).toBeVisible();
});

test('the requests: PKCE, state and nonce always; step-up by AAL3_ANY without prompt', async ({ app, simulator }) => {
  await atHome(app);
  await logInAt(await stepUpTab(app), PERSONA_IDS.nurse, 'securityKey');
  await screen(app.page, 'confirmAction', '3');

  const authorize = simulator.requests
    .filter(({ path, query }) => path.endsWith('/authorize') && query['state'] !== undefined)
    .map(({ query }) => query);
  expect(authorize).toHaveLength(2);
  for (const query of authorize) {
    expect(query).toMatchObject({ response_type: 'code', code_challenge_method: 'S256' });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(query[name]).toMatch(/^[\w-]{43}$/);
  }
  expect(authorize[0]).toMatchObject({ acr_values: 'AAL2_OR_AAL3_ANY', max_age: '240' });
  expect(authorize[1]).toMatchObject({ acr_values: 'AAL3_ANY', max_age: '900' });
  expect(authorize[1]).not.toHaveProperty('prompt');
});

test.describe('with a form that something is typed in', () => {
  test.use({ policy: { catalogue: 'whole' } });

  test('R14 HAZ-10 a change of role keeps what was typed, in its form and in main', async ({ app }) => {
    const { page } = app;
    const choose = async (roleId: string) => {
      await screen(page, 'chooseRole', '2');
      await page.locator(`input[type=radio][value="${roleId}"]`).check();
      await press(page, 'Continue');
      await screen(page, 'home', '2');
    };
    const explanation = page.getByLabel('Explain the reason');
    await logIn(app, PERSONA_IDS.generalPractitioner);
    await choose(ROLE_IDS.generalPractitionerAtHill);
    await page.locator('[data-action="break-glass"]').click();
    await explanation.fill('Half an explanation');
    await press(page, 'Change role');
    const tab = await app.systemBrowser.nextPage();
    await expect(page.getByText('What you typed is kept.')).toBeVisible();
    await logInAt(tab, PERSONA_IDS.generalPractitioner, 'microsoftAuthenticator');
    await choose(ROLE_IDS.clinicalAtWard);
    await expect(explanation).toHaveValue('Half an explanation');
    // The window forgets it here, so what comes back is main's.
    await press(page, 'Go back');
    await press(page, 'Continue with: Open a summary care record without permission');
    await expect(explanation).toHaveValue('Half an explanation');
  });
});

test('"Change role" asks for a new log-in, and this app asks for the role', async ({ app, simulator }) => {
  await logIn(app, PERSONA_IDS.generalPractitioner);
  await screen(app.page, 'chooseRole');
  await app.page.locator(`input[type=radio][value="${ROLE_IDS.generalPractitionerAtHill}"]`).check();
  await press(app.page, 'Continue');
  await screen(app.page, 'home');
  await press(app.page, 'Change role');
  const tab = await app.systemBrowser.nextPage();
  await logInAt(tab, PERSONA_IDS.generalPractitioner, 'microsoftAuthenticator');
  await screen(app.page, 'chooseRole', '2');
  await app.page.locator(`input[type=radio][value="${ROLE_IDS.clinicalAtWard}"]`).check();
  await press(app.page, 'Continue');
  await screen(app.page, 'home', '2');
  await expect(app.page.getByText('SIM03').first()).toBeVisible();
  const last = simulator.requests.findLast(({ path, query }) => path.endsWith('/authorize') && 'state' in query);
  expect(last?.query).toMatchObject({ prompt: 'login', scope: expect.not.stringContaining('changedrole') });
});

test('a locum without a role is told who can help, and can log out', async ({ app }) => {
  await logIn(app, PERSONA_IDS.locum, 'nhsNetConnect');
  await screen(app.page, 'noUsableRole', '2');
  await expect(app.page.getByText(/ask your Registration Authority/i).first()).toBeVisible();
  await press(app.page, 'Log out');
  await screen(app.page, 'ended', '');
});

test('a user who logged in at AAL3 is not asked again', async ({ app }) => {
  await logIn(app, PERSONA_IDS.nurse, 'securityKey');
  await screen(app.page, 'home', '3');
  await app.page.locator('[data-action="sign-prescription"]').click();
  await screen(app.page, 'confirmAction', '3');
});

test('the next log-in after a log-out asks who it is', async ({ app, simulator }) => {
  await atHome(app);
  await press(app.page, 'Log out');
  await screen(app.page, 'ended');
  await logIn(app, PERSONA_IDS.generalPractitioner);
  await screen(app.page, 'chooseRole');
  const last = simulator.requests.findLast(({ path, query }) => path.endsWith('/authorize') && 'state' in query);
  expect(last?.query['prompt']).toBe('login');
});
