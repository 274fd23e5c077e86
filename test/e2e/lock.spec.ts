import { PERSONA_IDS } from '../simulator/index.ts';
import { atHome, logInAt, press, screen } from './support/clinician.ts';
import { expect, test } from './support/fixtures.ts';

test('lock by the button, unlock by the same person, in the same role', async ({ app }) => {
  await atHome(app);
  await press(app.page, 'Lock');
  await screen(app.page, 'locked', '');
  await expect(app.page.getByText('Owen Example').first()).toBeVisible();
  expect(await app.page.title(), 'no name in the task bar').not.toContain('Owen');
  await press(app.page, 'Unlock as Owen Example');
  await logInAt(await app.systemBrowser.nextPage(), PERSONA_IDS.nurse, 'microsoftAuthenticator');
  await screen(app.page, 'home', '2');
});

test('lock by Ctrl+Shift+L', async ({ app }) => {
  await atHome(app);
  await app.page.keyboard.press('Control+Shift+L');
  await screen(app.page, 'locked', '');
});

test('HAZ-01 another person does not unlock: back stays locked, switch logs in afresh', async ({ app }) => {
  await atHome(app);
  await press(app.page, 'Lock');
  await screen(app.page, 'locked');
  await press(app.page, 'Unlock as Owen Example');
  await logInAt(await app.systemBrowser.nextPage(), PERSONA_IDS.generalPractitioner, 'securityKey');
  await screen(app.page, 'otherPerson', '');
  await press(app.page, 'Go back');
  await screen(app.page, 'locked', '');
  await press(app.page, 'I am someone else');
  await logInAt(await app.systemBrowser.nextPage(), PERSONA_IDS.generalPractitioner, 'microsoftAuthenticator');
  await screen(app.page, 'chooseRole', '2');
  await expect(app.page.getByText('Owen Example')).toHaveCount(0);
});

test('B54 lock and log-out give the page a new renderer process', async ({ app }) => {
  const processId = () =>
    app.electronApp.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0,
    );
  await atHome(app);
  await app.page.evaluate(() => Object.assign(window, { leftBehind: 'by the person before' }));
  const first = await processId();
  await press(app.page, 'Lock');
  await screen(app.page, 'locked');
  await expect.poll(processId).not.toBe(first);
  expect(await app.page.evaluate(() => 'leftBehind' in window)).toBe(false);
  const second = await processId();
  await press(app.page, 'Log out');
  await screen(app.page, 'ended');
  await expect.poll(processId).not.toBe(second);
  expect(app.stderr(), 'by a change of site, not by force').not.toContain('RENDERER_KEPT');
});

test('B54 another site is another process, on the way there and on the way back', async ({ app }) => {
  await screen(app.page, 'loggedOut');
  const processes = await app.electronApp.evaluate(async ({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0];
    const seen = [window?.webContents.getOSProcessId() ?? 0];
    for (let round = 0; round < 5; round += 1) {
      for (const page of ['app://cleared/', 'app://cis2/index.html']) {
        await window?.loadURL(page);
        seen.push(window?.webContents.getOSProcessId() ?? 0);
      }
    }
    return seen;
  });
  for (const [load, pid] of processes.entries()) expect(pid, `load ${load}`).not.toBe(processes[load - 1]);
});

test.describe('on a shared terminal', () => {
  test.use({ policy: { session: { profile: 'shared' } } });
  test('the lock keys log out', async ({ app }) => {
    await atHome(app);
    await expect(app.page.getByRole('button', { name: 'Lock', exact: true })).toHaveCount(0);
    await app.page.keyboard.press('Control+Shift+L');
    await screen(app.page, 'ended', '');
  });
});
