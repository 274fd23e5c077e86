import { atHome, press, screen } from './support/clinician.ts';
import { PERSONA_IDS } from '../simulator/index.ts';
import { expect, test } from './support/fixtures.ts';
import { host } from './support/host.ts';

// Electron does not say what a tray shows; the stand-in does.
test.skip(host === 'electron', 'Electron gives no way to read a tray or a notification back');

test.use({
  policy: async ({ simulator }, use) => {
    await use({ provider: { eventsUri: simulator.eventsUri } });
  },
});

interface StandInTray {
  readonly all: readonly {
    readonly toolTip: string;
    readonly menu: { getMenuItemById(id: string): { readonly enabled: boolean; click(): void } | null };
  }[];
}
interface StandInNotification {
  readonly shown: readonly { readonly title: string; readonly body: string; emit(name: string): void }[];
}

test('issue 6 line 7: the tray says how things stand, locks, leads to the check, and names nobody', async ({ app }) => {
  const { electronApp, page } = app;
  const toolTip = () =>
    electronApp.evaluate(({ Tray }) => (Tray as unknown as StandInTray).all[0]?.toolTip ?? 'no tray');
  const choose = (id: string) =>
    electronApp.evaluate(
      ({ Tray }, wanted) => (Tray as unknown as StandInTray).all[0]?.menu.getMenuItemById(wanted)?.click(),
      id,
    );
  await expect.poll(toolTip).toBe('CIS2 Desktop: Logged out');
  await screen(page, 'loggedOut');
  await choose('tray-diagnostics');
  await expect(page.getByRole('heading', { level: 1, name: 'Check connection' })).toBeVisible();
  await press(page, 'Go back');
  await atHome(app);
  await expect.poll(toolTip).toBe('CIS2 Desktop: Logged in with high confidence (AAL2)');
  await choose('tray-lock');
  await screen(page, 'locked', '');
  await expect.poll(toolTip).toBe('CIS2 Desktop: Locked');
  await choose('tray-log-out');
  await screen(page, 'ended');
  await expect.poll(toolTip).toBe('CIS2 Desktop: Logged out');
});

test('issue 6 line 7: a session that ends elsewhere is told by the system while nobody looks', async ({
  app,
  simulator,
}) => {
  const { electronApp, page } = app;
  await atHome(app);
  await electronApp.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.blur());
  await simulator.endSession(PERSONA_IDS.nurse, { how: 'caep', initiatingEntity: 'user' });
  await screen(page, 'ended');
  const shown = await electronApp.evaluate(({ Notification }) =>
    (Notification as unknown as StandInNotification).shown.map(({ title, body }) => `${title}. ${body}`),
  );
  expect(shown).toEqual([
    'You were logged out. Your session was ended from another place. Open CIS2 Desktop to see what happened.',
  ]);
});
