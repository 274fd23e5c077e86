import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { PERSONA_IDS } from '../simulator/index.ts';
import { atHome, logIn, press, screen } from './support/clinician.ts';
import { expect, test } from './support/fixtures.ts';

interface WrittenLine {
  readonly event: string;
  readonly outcome: string;
  readonly userId: string | null;
  readonly correlationId: string | null;
}

const recordIn = (userData: string) => path.join(userData, 'audit', 'audit.jsonl');
async function linesIn(userData: string): Promise<readonly WrittenLine[]> {
  const text = await readFile(recordIn(userData), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as WrittenLine);
}

async function viewPatient(page: Page): Promise<void> {
  await page.locator('[data-action="view-patient"]').click();
  await screen(page, 'actionDone');
  await press(page, 'Go back');
  await screen(page, 'home');
}

const table = (page: Page) => page.getByRole('table', { name: 'What you did' });

test('issue 5 line 7 HAZ-02 "My activity" shows a person’s own lines, and nobody those of another who came before', async ({
  app,
}) => {
  const { page, userDataDir } = app;
  await atHome(app);
  await viewPatient(page);
  await press(page, 'My activity');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('My activity');
  await expect(table(page).getByRole('row')).toHaveCount(1 + 3);
  await expect(table(page)).toContainText(/Answer: View patient.*About to send: View patient.*Logged in/s);
  const written = await linesIn(userDataDir);
  expect(written.map(({ event }) => event)).toEqual(['session.started', 'action.intended', 'action.finished']);
  const ids = written.flatMap(({ correlationId }) => correlationId ?? []);
  for (const id of ids) await expect(table(page)).toContainText(id);

  await press(page, 'Log out');
  await screen(page, 'ended');
  await logIn(app, PERSONA_IDS.generalPractitioner);
  await screen(page, 'chooseRole');
  await page.locator('input[type=radio]').first().check();
  await press(page, 'Continue');
  await screen(page, 'home');
  await press(page, 'My activity');
  await expect(table(page).getByRole('row')).toHaveCount(1 + 2);
  await expect(table(page)).toContainText(/Chose a role.*Logged in/s);
  for (const id of ids) await expect(page.locator('body')).not.toContainText(id);
  await expect(page.locator('body')).not.toContainText('View patient');

  await press(page, 'Back to your session');
  await expect(page.locator('[data-action="view-patient"]')).toBeVisible();
});

test('issue 5 line 7 a record that somebody changed on disk between two looks is found, by line', async ({ app }) => {
  const { page, userDataDir } = app;
  await atHome(app);
  await viewPatient(page);
  await press(page, 'My activity');
  const verdict = (words: string | RegExp) => page.getByRole('status').getByText(words);
  await press(page, 'Check that the record is whole');
  await expect(verdict(/^The record is whole: 3 lines/)).toBeVisible();

  const file = recordIn(userDataDir);
  const text = await readFile(file, 'utf8');
  const changed = text.replace('"event":"action.intended"', '"event":"action.finished"');
  expect(changed).not.toBe(text);
  await writeFile(file, changed);
  await press(page, 'Check that the record is whole');
  await expect(verdict(/^The record has been changed\. Line 3 of audit\.jsonl/)).toBeVisible();

  await writeFile(file, text);
  await press(page, 'Check that the record is whole');
  await expect(verdict(/^The record is whole: 3 lines/)).toBeVisible();
});

test('issue 5 line 7 the menu checks the record as well, also while nobody is logged in', async ({ app }) => {
  const { electronApp, page, userDataDir } = app;
  await atHome(app);
  await press(page, 'Log out');
  await screen(page, 'ended');
  const shown = () =>
    electronApp.evaluate(
      ({ dialog, Menu }) =>
        new Promise<string>((resolve) => {
          // Nobody would be there to close the box.
          dialog.showMessageBox = ((options: { readonly message: string }) => {
            resolve(options.message);
            return Promise.resolve({ response: 0, checkboxChecked: false });
          }) as typeof dialog.showMessageBox;
          Menu.getApplicationMenu()?.getMenuItemById('check-audit')?.click();
        }),
    );
  await expect.poll(async () => (await linesIn(userDataDir)).map(({ event }) => event)).toContain('session.ended');
  expect(await shown()).toMatch(/^The audit record is whole: 2 lines/);
  const text = await readFile(recordIn(userDataDir), 'utf8');
  await writeFile(recordIn(userDataDir), text.replace('session.started', 'session.stArted'));
  expect(await shown()).toBe(
    'The audit record has been changed. Line 2 of audit.jsonl is the first that does not fit.',
  );
});
