import { PERSONA_IDS } from '../simulator/index.ts';
import { developmentPolicy } from '../simulator/development-policy.ts';
import { launchApp, type LaunchedApp } from './launch-app.ts';
import { atHome, logInAt, press, screen, viewOf } from './support/clinician.ts';
import { expect, test as base } from './support/fixtures.ts';

/** Issue 5 lines 2 and 3: actions of the catalogue, from their form to what became of them. All data is synthetic. */
const input = [
  { name: 'nhsNumber', label: { en: 'NHS number' }, kind: 'nhsNumber' },
  { name: 'reason', label: { en: 'Reason' }, hint: { en: 'In one sentence.' }, kind: 'longText', maxLength: 200 },
  {
    name: 'basis',
    label: { en: 'Why you may' },
    kind: 'choice',
    choices: [
      { value: 'emergency', label: { en: 'Emergency' } },
      { value: 'law', label: { en: 'The law' } },
    ],
  },
];

const test = base.extend<{ app: LaunchedApp }>({
  app: async ({ simulator, policy }, use) => {
    const [view = {}, sign = {}] = developmentPolicy(simulator).actions;
    const why = { en: 'It is your signature.' };
    const actions = [
      view,
      { ...sign, why, input },
      { ...sign, id: 'stop-prescription', label: { en: 'Stop prescription' } },
    ];
    const app = await launchApp({ policy: developmentPolicy(simulator, { ...policy, actions }) });
    await use(app);
    await app.close();
  },
});

test('a form is filled in, mended, kept over a log-in that was given up, and confirmed by who is named', async ({
  app,
}) => {
  const { page, systemBrowser } = app;
  await atHome(app);
  await page.locator('[data-action="sign-prescription"]').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign prescription');
  await page.getByLabel('NHS number').fill('900 000 0008');
  await page.getByLabel('Reason').fill('Synthetic reason');
  await press(page, 'Continue');
  const summary = page.getByRole('alert', { name: 'There is a problem' });
  await expect(summary).toBeFocused();
  await expect(summary.getByRole('link')).toHaveText([
    'NHS number: enter a valid NHS number, which has 10 digits',
    'Select an answer: Why you may',
  ]);
  await page.getByLabel('NHS number').fill('900 000 0009');
  await page.getByLabel('Emergency').check();
  await press(page, 'Continue');

  await screen(page, 'actionBlocked', '2');
  await expect(page.getByText('It is your signature.')).toBeVisible();
  await press(page, 'Go back');
  await expect(page.getByLabel('Reason'), 'HAZ-08 nothing that was typed is lost').toHaveValue('Synthetic reason');
  await press(page, 'Continue');
  await screen(page, 'actionBlocked');
  await press(page, 'Continue in browser');
  await logInAt(await systemBrowser.nextPage(), PERSONA_IDS.nurse, 'securityKey');

  await screen(page, 'confirmAction', '3');
  const { who } = await viewOf(page, 'confirmAction');
  const list = page.locator('main dl');
  await expect(list, 'HAZ-01 the actor is named').toContainText(who.person.name);
  await expect(list).toContainText(who.role?.name ?? 'no role');
  for (const shown of ['9000000009', 'Synthetic reason', 'Emergency']) await expect(list).toContainText(shown);
  await press(page, 'Confirm');
  await screen(page, 'actionDone', '3');
  await press(page, 'Go back');
  await screen(page, 'home', '3');
  await expect(page.getByText(/asked again after \d\d:\d\d/)).toBeVisible();
});

test('HAZ-10 two actions wait for one log-in, and are confirmed one by one', async ({ app, simulator }) => {
  const { page, systemBrowser } = app;
  await atHome(app);
  await page.locator('[data-action="stop-prescription"]').click();
  await screen(page, 'actionBlocked', '2');
  await expect(page.getByText('add another action to this log-in'), 'the other is not filled in').toHaveCount(0);
  await press(page, 'Go back');

  await page.locator('[data-action="sign-prescription"]').click();
  await page.getByLabel('NHS number').fill('900 000 0009');
  await page.getByLabel('Reason').fill('Synthetic reason');
  await page.getByLabel('The law').check();
  await press(page, 'Continue');
  await screen(page, 'actionBlocked', '2');
  await press(page, 'Add: Stop prescription');
  await expect(page.getByText('These wait for the same log-in:')).toBeVisible();
  await press(page, 'Continue in browser');
  await logInAt(await systemBrowser.nextPage(), PERSONA_IDS.nurse, 'securityKey');

  for (const title of ['Check and confirm: Sign prescription', 'Check and confirm: Stop prescription']) {
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    await press(page, 'Confirm');
    await screen(page, 'actionDone', '3');
    await press(page, 'Go back');
  }
  await screen(page, 'home', '3');
  const stepUps = simulator.requests.filter(
    ({ path, query }) => path.endsWith('/authorize') && query['acr_values'] === 'AAL3_ANY' && 'state' in query,
  );
  expect(stepUps).toHaveLength(1);
});

test.describe('on a shared terminal', () => {
  test.use({ policy: { session: { profile: 'shared' } } });

  test('HAZ-08 invariant 7 what is typed outlives a log-in that was given up, as the screens say, and not the session', async ({
    app,
  }) => {
    const { page, systemBrowser } = app;
    const openForm = () => page.locator('[data-action="sign-prescription"]').click();
    await atHome(app);
    await openForm();
    await page.getByLabel('NHS number').fill('900 000 0009');
    await page.getByLabel('Reason').fill('Synthetic reason');
    await page.getByLabel('Emergency').check();
    await press(page, 'Continue');
    await screen(page, 'actionBlocked', '2');
    await expect(page.getByText('What you typed is kept.')).toBeVisible();
    await press(page, 'Continue in browser');
    await systemBrowser.nextPage();
    await screen(page, 'waitingForBrowser');
    await expect(page.getByText('What you typed is kept.')).toBeVisible();
    await press(page, 'Cancel');
    await screen(page, 'actionBlocked', '2');
    await press(page, 'Go back');
    await expect(page.getByLabel('Reason')).toHaveValue('Synthetic reason');
    await expect(page.getByLabel('Emergency')).toBeChecked();

    await press(page, 'Log out');
    await screen(page, 'ended', '');
    await atHome(app);
    await expect(page.getByText('typed work waiting')).toHaveCount(0);
    await openForm();
    await expect(page.getByLabel('Reason'), 'main was never given it').toHaveValue('');
  });
});
