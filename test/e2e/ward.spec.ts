import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { SecretSearch, type Trace } from '../security/secret-search.ts';
import { filesBelow } from '../security/system-traces.ts';
import { wholeTextsInHeapSnapshots, windowTraces } from '../security/window-traces.ts';
import { developmentPolicy } from '../simulator/development-policy.ts';
import { PERSONA_IDS, ROLE_IDS, type Simulator } from '../simulator/index.ts';
import { launchApp, type LaunchedApp } from './launch-app.ts';
import { passTime, secondMs } from './support/app-time.ts';
import { atHome, logIn, logInAt, press, screen, stepUpTab } from './support/clinician.ts';
import { keychainEntry } from './support/keychain-entry.ts';
import { authorizations, revocations, submissions, tokenRequests } from './support/provider-side.ts';
import { expect, test } from './support/restarts.ts';

/**
 * The ward drill: a terminal that many people use, one after the other, under one account of the operating system. A, a nurse,
 * walks away; B, a GP, takes over.
 */

const heading = (page: Page) => page.getByRole('heading', { level: 1 });

/** In a form that is left standing open. */
const typedByNurse = 'Synthetic half of an explanation';
/** What of a person could be left behind. No part of it is a part of the other's. */
const ofNurse = ['Owen', 'Nurse Access Role', PERSONA_IDS.nurse, ROLE_IDS.nurseAtBrook, typedByNurse];
const ofGp = ['Priya', 'General Medical Practitioner', PERSONA_IDS.generalPractitioner, 'SIMULATED HILL'];

/** Everywhere but in the audit trail, which is kept, and which nobody is shown. */
async function traces(app: LaunchedApp): Promise<Trace[]> {
  const audit = path.join('user-data', 'audit');
  const files = await filesBelow(app.folder);
  return [
    ...files.filter(({ where }) => !where.startsWith(`file ${audit}`)),
    ...(await windowTraces(app.electronApp, app.page)),
    { where: 'stderr', text: app.stderr() },
  ];
}

function foundOf(person: readonly string[], all: readonly Trace[]): string[] {
  return all.flatMap(({ where, text }) =>
    person.filter((part) => text.includes(part)).map((part) => `${part} in ${where}`),
  );
}

/** What the simulator hands out from now on: tokens as secrets to look for, and the addresses that browsers are sent back to. */
function watchAnswers(simulator: Simulator) {
  const secrets = new SecretSearch();
  const callbacks: string[] = [];
  let tokens = 0;
  simulator.setFaults({
    tokenResponse: (fields) => {
      for (const name of ['access_token', 'id_token', 'refresh_token']) {
        tokens += 1;
        secrets.add(`token ${tokens}`, String(fields[name]));
      }
      return fields;
    },
    redirect: (location) => {
      callbacks.push(location.href);
      return location;
    },
  });
  return { secrets, callbacks };
}

/** So that an old address of A's leads to the attempt of B. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test('B15 B28 HAZ-01 HAZ-02 invariant 4 invariant 7 the ward drill: A walks away, B takes over, and nothing of A is left', async ({
  simulator,
  keyring,
}) => {
  test.slow();
  const { secrets, callbacks } = watchAnswers(simulator);
  const port = await freePort();
  const policy = developmentPolicy(simulator, {
    provider: { redirectPorts: [port] },
    session: { profile: 'shared' },
    catalogue: 'whole',
  });
  const app = await launchApp({ policy, secretService: keyring, args: [wholeTextsInHeapSnapshots] });
  const { page } = app;
  const lookForNurse = async (moment: string) => {
    const all = await traces(app);
    expect(foundOf(ofNurse, all), moment).toEqual([]);
    expect(secrets.findings(all), moment).toEqual([]);
    expect(await keychainEntry(keyring), moment).toBeNull();
  };
  try {
    // A works.
    const tabOfA = await logIn(app);
    await screen(page, 'home', '2');
    await page.locator('[data-action="view-patient"]').click();
    await screen(page, 'actionDone', '2');
    const whileThere = foundOf(ofNurse, await traces(app)).map((found) => found.replace(/^.* in /, ''));
    expect(whileThere).toEqual(expect.arrayContaining(['DOM', 'accessibility tree', 'renderer heap']));
    await press(page, 'Go back');
    await page.locator('[data-action="break-glass"]').click();
    await page.getByLabel('Explain the reason').fill(typedByNurse);
    expect(foundOf([typedByNurse], await windowTraces(app.electronApp, page))).not.toEqual([]);

    // A walks away.
    await expect(page.getByText('In use by')).toHaveCount(0);
    await passTime(app, 65 * secondMs);
    const strip = page.locator('.app-in-use');
    await expect(strip).toContainText('In use by Owen Example, Nurse Access Role');
    await expect(strip).toContainText('Logs out Owen Example');

    // B takes over: one action.
    const before = simulator.requests.length;
    await page.getByRole('button', { name: 'I am someone else' }).click();
    const tab = await app.systemBrowser.nextPage();
    await expect(tab.locator('select[name=user]'), 'the provider asks who it is').toBeVisible();
    const since = simulator.requests.slice(before).map(({ path: at }) => at.split('/').at(-1));
    expect(since.indexOf('revoke')).toBeGreaterThanOrEqual(0);
    expect(since.indexOf('revoke'), 'A was ended before B was sent to the provider').toBeLessThan(
      since.indexOf('authorize'),
    );
    expect(authorizations(simulator).at(-1)?.query['prompt']).toBe('login');
    await screen(page, 'waitingForBrowser', '');
    await lookForNurse('while B is at the provider');

    // A's tab is loaded once more, into B's attempt.
    const [callbackOfA = ''] = callbacks;
    const asked = tokenRequests(simulator).length;
    expect(new URL(callbackOfA).port).toBe(String(port));
    await tabOfA.goto(callbackOfA);
    await expect(heading(tabOfA)).toHaveText('A newer log-in has taken the place of this one');
    await screen(page, 'waitingForBrowser', '');
    expect(tokenRequests(simulator)).toHaveLength(asked);

    // B works.
    await logInAt(tab, PERSONA_IDS.generalPractitioner, 'microsoftAuthenticator');
    await screen(page, 'chooseRole', '2');
    await page.locator(`input[type=radio][value="${ROLE_IDS.generalPractitionerAtHill}"]`).check();
    await press(page, 'Continue');
    await screen(page, 'home', '2');
    await lookForNurse('while B is logged in');
    expect(revocations(simulator)).toHaveLength(1);

    // A answers B's step-up.
    await logInAt(await stepUpTab(app), PERSONA_IDS.nurse, 'securityKey');
    await screen(page, 'otherPerson', '2');
    expect(app.stderr()).toContain('PERSON_MISMATCH');
    await press(page, 'Go back');
    await screen(page, 'home', '2');
    await expect(page.getByText('Priya Sample').first()).toBeVisible();
    await expect(page.getByText('Owen')).toHaveCount(0);
    expect(submissions(simulator), 'nothing was sent').toEqual([]);
    await expect.poll(() => revocations(simulator), 'what came of A is given back').toHaveLength(2);

    // B goes.
    await press(page, 'Log out');
    await screen(page, 'ended', '');
    await lookForNurse('after B');
    expect(foundOf(ofGp, await traces(app))).toEqual([]);
  } finally {
    await app.close();
  }
});

test.describe('at the strip', () => {
  test.use({ policy: { session: { profile: 'shared' } } });

  test('HAZ-01 HAZ-02 it stays while somebody moves the pointer to it, and goes when its person works on', async ({
    app,
  }) => {
    const { page } = app;
    await atHome(app);
    await passTime(app, 65 * secondMs);
    const strip = page.locator('.app-in-use');
    await expect(strip).toBeVisible();
    await page.mouse.move(10, 400);
    await page.mouse.move(20, 300);
    await expect(strip).toBeVisible();
    await page.locator('[data-action="view-patient"]').click();
    await screen(page, 'actionDone', '2');
    await expect(strip).toHaveCount(0);
  });
});
