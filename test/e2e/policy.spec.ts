import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { developmentPolicy } from '../simulator/development-policy.ts';
import { launchApp } from './launch-app.ts';
import { atHome, press, screen, viewOf } from './support/clinician.ts';
import { expect, test } from './support/fixtures.ts';

/** Issue 7 lines 1 and 2: what a person meets when IT changes the policy while the app runs. */

test('issue 7: the policy changes while somebody works: a limit, the lowest version, the provider', async ({
  simulator,
}) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'cis2-policy-'));
  const file = path.join(folder, 'policy.json');
  const put = (over: object) => {
    writeFileSync(`${file}.new`, JSON.stringify({ ...developmentPolicy(simulator), ...over }));
    renameSync(`${file}.new`, file);
  };
  put({});
  const app = await launchApp({ policy: file });
  const { page } = app;
  const entry = (key: string) =>
    page.evaluate(async (wanted) => {
      const bridge = Reflect.get(window, 'cis2') as {
        readPolicy(): Promise<{ value: { entries: readonly { key: string; value: string; source: string | null }[] } }>;
      };
      return (await bridge.readPolicy()).value.entries.find(({ key }) => key === wanted);
    }, key);
  try {
    await atHome(app);
    put({ session: { profile: 'personal', idleMinutes: 7 } });
    await expect.poll(() => entry('session.idleMinutes')).toMatchObject({ value: '7', source: file });
    await screen(page, 'home', '2');

    // Below the lowest version whoever is logged in goes on, and nobody logs in after them.
    put({ minimumVersion: '99.0.0' });
    await expect.poll(() => entry('minimumVersion')).toMatchObject({ value: '"99.0.0"' });
    await screen(page, 'home', '2');
    await press(page, 'Log out');
    await screen(page, 'ended', '');
    await press(page, 'Log in with my Care Identity');
    await screen(page, 'setupProblem', '');
    await expect(page.getByText('APP_TOO_OLD')).toBeVisible();

    // With the policy as it was, people can log in without a restart.
    put({});
    await atHome(app);
    put({ provider: { ...developmentPolicy(simulator).provider, clientId: 'another' } });
    expect((await viewOf(page, 'ended')).reason).toBe('policy');
  } finally {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('issue 7 line 1: a computer that becomes a shared one is one at the next log-in, in the window, the menu and the settings', async ({
  simulator,
}) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'cis2-policy-'));
  const file = path.join(folder, 'policy.json');
  const put = (over: object) => {
    writeFileSync(`${file}.new`, JSON.stringify({ ...developmentPolicy(simulator), ...over }));
    renameSync(`${file}.new`, file);
  };
  put({ session: { profile: 'personal' } });
  const app = await launchApp({ policy: file });
  const { electronApp, page } = app;
  const menuHasLock = () =>
    electronApp.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('lock') !== null);
  try {
    await screen(page, 'loggedOut', '');
    await expect(page.getByText('Set up for one person')).toBeVisible();
    expect(await menuHasLock()).toBe(true);
    put({ session: { profile: 'shared' }, face: { language: 'cy' } });
    await expect(page.getByText('Wedi’i osod fel cyfrifiadur a rennir')).toBeVisible();
    await expect.poll(menuHasLock).toBe(false);
    await page.getByRole('contentinfo').getByRole('button', { name: 'Gosodiadau' }).click();
    await expect(page.getByText(file).first(), 'held by policy, which is named').toBeVisible();
  } finally {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
