import { expect, test, type Page } from '@playwright/test';
import { developmentPolicy } from '../simulator/development-policy.ts';
import { PERSONA_IDS, ROLE_IDS, startSimulator } from '../simulator/index.ts';
import { launchApp } from './launch-app.ts';
import { logInAt, screen } from './support/clinician.ts';

test('log in at AAL2, choose a role, act, step up to AAL3, confirm, see the result, log out, see the reason', async () => {
  const simulator = await startSimulator({ topology: 'gateway' });
  const app = await launchApp({ policy: developmentPolicy(simulator) });
  try {
    const { page, systemBrowser } = app;
    await screen(page, 'loggedOut');
    await page.getByRole('button', { name: 'Log in with my Care Identity' }).click();
    await screen(page, 'waitingForBrowser');

    const tab = await systemBrowser.nextPage();
    await logInAt(tab, PERSONA_IDS.generalPractitioner, 'microsoftAuthenticator');
    await expect(tab.getByRole('heading', { level: 1 })).toHaveText('You are logged in');
    expect(new URL(tab.url()).search, 'no code stays in the address bar').toBe('');

    await screen(page, 'chooseRole');
    await page.locator(`input[type=radio][value="${ROLE_IDS.generalPractitionerAtHill}"]`).check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await screen(page, 'home', '2');

    await page.locator('[data-action="view-patient"]').click();
    await screen(page, 'actionDone', '2');
    await expect(page.getByText('900 000 0009')).toBeVisible();
    await page.getByRole('button', { name: 'Go back' }).click();

    await page.locator('[data-action="sign-prescription"]').click();
    await screen(page, 'actionBlocked', '2');
    await page.getByRole('button', { name: 'Continue in browser' }).click();
    const stepUp = await systemBrowser.nextPage();
    await logInAt(stepUp, PERSONA_IDS.generalPractitioner, 'securityKey');
    await expect(stepUp.getByRole('heading', { level: 1 })).toHaveText('You are logged in');

    await screen(page, 'confirmAction', '3');
    await page.getByRole('button', { name: 'Confirm' }).click();
    await screen(page, 'actionDone', '3');
    await page.getByRole('button', { name: 'Go back' }).click();
    await screen(page, 'home', '3');

    await page.getByRole('button', { name: 'Log out' }).click();
    await screen(page, 'ended', '');
    await expect(page.getByRole('button', { name: 'Log in with my Care Identity' })).toBeVisible();
  } finally {
    await app.close();
    await simulator.close();
  }
});

/** What the provider was asked for, by what it saw. */
test('the requests: PKCE, state and nonce always; step-up by AAL3_ANY without prompt', async () => {
  const simulator = await startSimulator({ topology: 'gateway' });
  const app = await launchApp({ policy: developmentPolicy(simulator) });
  try {
    await logIn(app.page, app.systemBrowser);
    await app.page.locator('[data-action="sign-prescription"]').click();
    await app.page.getByRole('button', { name: 'Continue in browser' }).click();
    await logInAt(await app.systemBrowser.nextPage(), PERSONA_IDS.nurse, 'securityKey');
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
  } finally {
    await app.close();
    await simulator.close();
  }
});

async function logIn(page: Page, systemBrowser: { nextPage(): Promise<Page> }): Promise<void> {
  await page.getByRole('button', { name: 'Log in with my Care Identity' }).click();
  await logInAt(await systemBrowser.nextPage(), PERSONA_IDS.nurse, 'microsoftAuthenticator');
  await screen(page, 'home', '2');
}
