import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { developmentPolicy } from '../simulator/development-policy.ts';
import { PERSONA_IDS, ROLE_IDS } from '../simulator/index.ts';
import { launchApp, type LaunchedApp } from './launch-app.ts';
import { logIn, logInAt, press, screen } from './support/clinician.ts';
import { expect, test } from './support/fixtures.ts';
import { makeScratch } from './support/scratch.ts';

/** Issue 5 line 1: roles, as a person meets them. */

const { generalPractitioner, locum, nurse, manyRoles } = PERSONA_IDS;
const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const radio = (page: Page, roleId: string) => page.locator(`input[type=radio][name=role][value="${roleId}"]`);

async function pick(page: Page, roleId: string): Promise<void> {
  await radio(page, roleId).check();
  await press(page, 'Continue');
  await screen(page, 'home');
}

/** Logs in in the tab that the app has opened, and picks a role on CIS2's own page. */
async function pickAtProvider(app: LaunchedApp, roleId: string): Promise<void> {
  const tab = await app.systemBrowser.nextPage();
  await logInAt(tab, generalPractitioner, 'microsoftAuthenticator');
  await radio(tab, roleId).check();
  await tab.locator('button[type=submit]').click();
}

test.describe('screen 9 has four faces', () => {
  test('no role: the Registration Authority, and the next person can log in', async ({ app }) => {
    await logIn(app, locum, 'nhsNetConnect');
    await screen(app.page, 'noUsableRole', '2');
    await expect(heading(app.page)).toHaveText('You have no role in your Care Identity');
    await expect(app.page.getByText('Your Registration Authority. They manage')).toBeVisible();
    await press(app.page, 'I am someone else');
    await logInAt(await app.systemBrowser.nextPage(), nurse, 'microsoftAuthenticator');
    await screen(app.page, 'home', '2');
  });

  test('a technical fault: code, correlation id, "Copy details", and a new log-in that gets over it', async ({
    app,
    simulator,
  }) => {
    simulator.setFaults({ userinfo: { nhsid_nrbac_roles: 'not a role' } });
    await logIn(app);
    await screen(app.page, 'noUsableRole', '2');
    await expect(heading(app.page)).toHaveText('We could not read your roles');
    await expect(app.page.getByText('USERINFO_MALFORMED')).toBeVisible();
    await press(app.page, 'Copy details');
    await expect(app.page.getByText('Details copied.')).toBeVisible();
    simulator.setFaults({});
    await press(app.page, 'Log in again');
    await logInAt(await app.systemBrowser.nextPage(), nurse, 'microsoftAuthenticator');
    await screen(app.page, 'home', '2');
  });

  test.describe('by policy', () => {
    test.use({ policy: { roles: { allowedRoleCodes: ['R8000'], allowedOrganisations: ['SIM01'] } } });

    test('role not allowed: its reason, and the codes that would do', async ({ app }) => {
      await logIn(app, nurse);
      await screen(app.page, 'noUsableRole', '2');
      await expect(heading(app.page)).toHaveText('Your role cannot be used here');
      await expect(app.page.getByText('Role codes R8000')).toBeVisible();
      await expect(app.page.getByText('This role is not allowed in CIS2 Desktop.')).toBeVisible();
    });

    test('organisation not set up: local IT', async ({ app }) => {
      await logIn(app, PERSONA_IDS.noAal3Authenticator);
      await screen(app.page, 'noUsableRole', '2');
      await expect(heading(app.page)).toHaveText('Your organisation is not set up here');
      await expect(app.page.getByText('Your local IT service desk. They set up organisations')).toBeVisible();
      await expect(app.page.getByRole('main').getByText('SIM03').first()).toBeVisible();
    });
  });
});

test.describe('a list with some that cannot be used', () => {
  test.use({ policy: { roles: { allowedOrganisations: ['SIM02', 'SIM03'] } } });

  test('HAZ-04 they are named with their reason, and there is nothing to pick them by', async ({ app }) => {
    await logIn(app, generalPractitioner);
    await screen(app.page, 'chooseRole', '2');
    await expect(app.page.getByRole('radio')).toHaveCount(3);
    await app.page.getByText('3 roles of yours cannot be used here').click();
    await expect(app.page.locator('details').getByText('This organisation is not set up')).toHaveCount(3);
    await expect(app.page.locator('details').getByText('SIM09', { exact: true })).toBeVisible();
  });
});

test('one of 500 roles is found by its ODS code', async ({ app }) => {
  await logIn(app, manyRoles);
  await screen(app.page, 'chooseRole', '2');
  await expect(app.page.getByRole('radio')).toHaveCount(500);
  await app.page.getByRole('searchbox').fill('simr321');
  await expect(app.page.getByText('Showing 1 of 500 roles')).toBeVisible();
  await pick(app.page, '999000077321');
  await expect(app.page.getByRole('banner').getByText('SIMR321')).toBeVisible();
});

test.describe('the last role', () => {
  const chosen = ROLE_IDS.adminAtHill;

  test('is chosen beforehand at the next start of a personal desktop', async ({ simulator }) => {
    const scratch = makeScratch();
    const userDataDir = scratch.folder('user-data');
    const file = path.join(userDataDir, 'roles', 'last-roles.json');
    const options = { policy: developmentPolicy(simulator), userDataDir };
    const first = await launchApp(options);
    try {
      await logIn(first, generalPractitioner);
      await screen(first.page, 'chooseRole');
      await pick(first.page, chosen);
      await expect.poll(() => (existsSync(file) ? readFileSync(file, 'utf8') : '')).toContain(chosen);
    } finally {
      await first.close();
    }
    expect(readFileSync(file, 'utf8')).not.toContain(generalPractitioner);
    const next = await launchApp(options);
    try {
      await logIn(next, generalPractitioner);
      await screen(next.page, 'chooseRole');
      await expect(radio(next.page, chosen)).toBeChecked();
      await expect(next.page.getByText('Your last role here')).toBeVisible();
      await press(next.page, 'Continue');
      await screen(next.page, 'home', '2');
    } finally {
      await next.close();
      scratch.remove();
    }
  });

  test.describe('on a shared terminal', () => {
    test.use({ policy: { session: { profile: 'shared' } } });

    test('HAZ-04 is marked within a session alone, and never chosen beforehand', async ({ app }) => {
      await logIn(app, generalPractitioner);
      await screen(app.page, 'chooseRole');
      await expect(app.page.getByText('Your last role here')).toHaveCount(0);
      await pick(app.page, chosen);
      await press(app.page, 'Change role');
      await logInAt(await app.systemBrowser.nextPage(), generalPractitioner, 'microsoftAuthenticator');
      await screen(app.page, 'chooseRole');
      await expect(app.page.getByText('Your last role here')).toHaveCount(1);
      await expect(app.page.getByRole('radio', { checked: true })).toHaveCount(0);
      await press(app.page, 'Log out');
      await screen(app.page, 'ended');
      await logIn(app, generalPractitioner);
      await screen(app.page, 'chooseRole');
      await expect(app.page.getByText('Your last role here')).toHaveCount(0);
      expect(() => readFileSync(path.join(app.userDataDir, 'roles', 'last-roles.json'))).toThrow('ENOENT');
    });
  });
});

test.describe('CIS2 has the person pick', () => {
  test.use({ policy: { roles: { picking: 'provider' } } });

  test('at the log-in, and to change', async ({ app, simulator }) => {
    await press(app.page, 'Log in with my Care Identity');
    await pickAtProvider(app, ROLE_IDS.clinicalAtWard);
    await screen(app.page, 'home', '2');
    await expect(app.page.getByRole('banner').getByText('SIM03')).toBeVisible();
    await press(app.page, 'Change role');
    await pickAtProvider(app, ROLE_IDS.practiceManagerAtBrook);
    await expect(app.page.getByRole('banner').getByText('Practice Manager')).toBeVisible();
    await screen(app.page, 'home', '2');
    const scopes = simulator.requests
      .filter(({ path: asked, query }) => asked.endsWith('/authorize') && 'client_id' in query)
      .map(({ query }) => [query['prompt'], query['scope']?.split(' ').at(-1)]);
    expect(scopes).toEqual([
      ['login', 'selectedrole'],
      ['login', 'changedrole'],
    ]);
  });

  test('HAZ-04 a role that nobody holds logs nobody in', async ({ app, simulator }) => {
    simulator.setFaults({ idTokenClaims: { selected_roleid: '999000009999' } });
    await press(app.page, 'Log in with my Care Identity');
    await pickAtProvider(app, ROLE_IDS.clinicalAtWard);
    await screen(app.page, 'attemptFailed', '');
    await expect(app.page.getByText('ROLE_UNKNOWN')).toBeVisible();
    await expect(heading(app.page)).toHaveText('The log-in service named a role that you do not hold');
  });

  test('HAZ-04 another role after a step-up: the action is not sent, and the person chooses', async ({
    app,
    simulator,
  }) => {
    await press(app.page, 'Log in with my Care Identity');
    await pickAtProvider(app, ROLE_IDS.clinicalAtWard);
    await screen(app.page, 'home', '2');
    await app.page.locator('[data-action="sign-prescription"]').click();
    await screen(app.page, 'actionBlocked');
    simulator.setFaults({ idTokenClaims: { selected_roleid: ROLE_IDS.adminAtHill } });
    await press(app.page, 'Continue in browser');
    await logInAt(await app.systemBrowser.nextPage(), generalPractitioner, 'securityKey');
    await screen(app.page, 'actionDone', '3');
    await expect(heading(app.page)).toHaveText('Your role changed, so we did not do it');
    await press(app.page, 'Go back');
    await screen(app.page, 'chooseRole', '3');
    await pick(app.page, ROLE_IDS.adminAtHill);
    expect(simulator.requests.filter(({ path: asked }) => asked.includes('process-message'))).toEqual([]);
  });
});
