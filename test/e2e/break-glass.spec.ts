import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { PERSONA_IDS, ROLE_IDS, type Simulator } from '../simulator/index.ts';
import { atHome, logInAt, press, screen, viewOf } from './support/clinician.ts';
import { expect, test } from './support/fixtures.ts';

/** Issue 5 lines 2, 3 and 6: a record that is closed is opened with a reason, at AAL3, and that is told on. */
test.use({ policy: { catalogue: 'whole' } });

const NHS_NUMBER = '9000000009';
const EXPLANATION = 'Synthetic explanation that stands nowhere else';

const alerts = ({ requests }: Simulator) => requests.filter(({ path: at }) => at.endsWith('/AuditEvent'));

/** Opens the form of an action; the caller fills in what it asks for beside the NHS number. */
async function openForm(page: Page, action: string): Promise<void> {
  await page.locator(`[data-action="${action}"]`).click();
  await page.getByLabel('NHS number').fill(NHS_NUMBER);
}

const submit = (page: Page) => page.locator('form button[type="submit"]').click();

async function viewSummary(page: Page) {
  await openForm(page, 'view-summary');
  await submit(page);
  return viewOf(page, 'actionDone');
}

async function breakGlass(page: Page): Promise<void> {
  await openForm(page, 'break-glass');
  await page.getByLabel('It is in the public interest').check();
  await page.getByLabel('Explain the reason').fill(EXPLANATION);
  await submit(page);
}

test('issue 5 line 6 break-glass: closed, then a reason at AAL3 and a confirm under her name, then open', async ({
  app,
  simulator,
}) => {
  const { page } = app;
  await atHome(app);
  expect(await viewSummary(page)).toMatchObject({ outcome: { kind: 'refused', problem: { code: 'API_REFUSED' } } });
  await press(page, 'Go back');
  // What was refused may be mended: its form is there again, as it was filled in.
  await expect(page.getByLabel('NHS number')).toHaveValue(NHS_NUMBER);
  await press(page, 'Go back');

  await breakGlass(page);
  expect(await viewOf(page, 'actionBlocked')).toMatchObject({ askedBy: 'policy', action: { id: 'break-glass' } });
  await press(page, 'Continue in browser');
  await logInAt(await app.systemBrowser.nextPage(), PERSONA_IDS.nurse, 'securityKey');

  await screen(page, 'confirmAction', '3');
  await expect(page.getByText('Owen Example').first()).toBeVisible();
  await expect(page.getByText('It is in the public interest')).toBeVisible();
  await expect(page.getByText(EXPLANATION)).toBeVisible();
  expect(alerts(simulator), 'nothing is sent before the confirm').toEqual([]);
  await press(page, 'Confirm');
  expect(await viewOf(page, 'actionDone')).toMatchObject({ outcome: { kind: 'ok' } });
  await press(page, 'Go back');

  expect(await viewSummary(page)).toMatchObject({ outcome: { kind: 'ok' } });
});

test('issue 5 line 5 the alert says who, for which organisation, about whom and why; our own audit says less', async ({
  app,
  simulator,
}) => {
  await atHome(app);
  await breakGlass(app.page);
  await screen(app.page, 'actionBlocked');
  await press(app.page, 'Continue in browser');
  await logInAt(await app.systemBrowser.nextPage(), PERSONA_IDS.nurse, 'securityKey');
  await screen(app.page, 'confirmAction', '3');
  await press(app.page, 'Confirm');
  await screen(app.page, 'actionDone');

  const [alert, ...others] = alerts(simulator);
  expect(others).toEqual([]);
  expect(alert?.headers).toMatchObject({ 'nhsd-session-urid': ROLE_IDS.nurseAtBrook });
  expect(JSON.parse(alert?.body ?? 'null')).toMatchObject({
    resourceType: 'AuditEvent',
    subtype: [{ code: '1' }],
    outcomeDesc: EXPLANATION,
    agent: [
      { who: { identifier: { value: NHS_NUMBER } } },
      { who: { identifier: { value: 'SIM01' } } },
      { who: { identifier: { value: PERSONA_IDS.nurse } } },
    ],
    entity: [{ what: { identifier: { value: alert?.headers['x-request-id'] } } }],
  });

  const folder = path.join(app.userDataDir, 'audit');
  const written = await Promise.all((await readdir(folder)).map((file) => readFile(path.join(folder, file), 'utf8')));
  const audit = written.join('\n');
  expect(audit).toContain('break-glass');
  expect(audit).not.toContain(NHS_NUMBER);
  expect(audit).not.toContain(EXPLANATION);
  expect(app.stderr()).not.toContain(NHS_NUMBER);
  expect(app.stderr()).not.toContain(EXPLANATION);
});

test('issue 5 line 2 without a reason nothing begins', async ({ app, simulator }) => {
  await atHome(app);
  await openForm(app.page, 'break-glass');
  await app.page.getByLabel('Explain the reason').fill(EXPLANATION);
  await submit(app.page);
  await screen(app.page, 'home', '2');
  await expect(app.page.getByLabel('Explain the reason')).toHaveValue(EXPLANATION);
  expect(alerts(simulator)).toEqual([]);
});
