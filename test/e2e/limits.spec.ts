import type { Page } from '@playwright/test';
import type { Bridge } from '../../preload/contract.ts';
import { PERSONA_IDS } from '../simulator/index.ts';
import { minuteMs, passTime, secondMs, workFor } from './support/app-time.ts';
import { atHome, logInAt, press, screen } from './support/clinician.ts';
import { expect, test } from './support/fixtures.ts';

/** Idle and absolute limits as a person meets them; their arithmetic is in test/session. */

const aboutToLock = (page: Page) => page.getByRole('dialog', { name: 'CIS2 Desktop is about to be locked' });
const aboutToLogOut = (page: Page) => page.getByRole('dialog', { name: 'You are about to be logged out' });
const stay = (page: Page) => page.getByRole('button', { name: 'Stay logged in', exact: true });

/** What is typed into a form as a person does it, and what is in that form by now. */
const typedWork = {
  async type(page: Page, text: string) {
    await page.locator('[data-action="break-glass"]').click();
    await page.getByLabel('Explain the reason').fill(text);
  },
  inForm: (page: Page) => page.getByLabel('Explain the reason'),
};

/** What main gives to whoever asks from the window. */
async function readDraft(page: Page, screenId: string): Promise<unknown> {
  const reply = await page.evaluate((id) => {
    const bridge = Reflect.get(window, 'cis2') as Pick<Bridge, 'readDraft'>;
    return bridge.readDraft({ screenId: id });
  }, screenId);
  if (!reply.ok) throw new Error(`readDraft was refused: ${reply.error.code}`);
  return reply.value;
}
// No refresh token, and so no renewal on its way while the clocks are moved: its answer would come from another time, and be
// refused as one (B23).
test.use({ topology: 'direct' });

test.describe('on a personal desktop', () => {
  test('HAZ-08 the idle warning stands over the screen with the focus on "Stay logged in", and Esc stays, too', async ({
    app,
  }) => {
    const { page } = app;
    await atHome(app);
    await passTime(app, 12 * minuteMs);
    await expect(aboutToLock(page)).toHaveCount(0);
    await passTime(app, minuteMs);
    await expect(aboutToLock(page)).toBeVisible();
    await expect(stay(page)).toBeFocused();
    await screen(page, 'home', '2');
    await expect(aboutToLock(page)).toContainText('Owen Example, Nurse Access Role');
    await expect(aboutToLock(page)).toContainText(
      /It will be locked in (2 minutes|1 minute( \d+ seconds?)?|\d+ seconds?)\./,
    );
    await expect(aboutToLock(page)).toContainText('There has been no activity for a while.');

    await page.mouse.move(100, 100);
    await page.mouse.move(200, 150);
    await page.keyboard.press('Shift');
    await expect(aboutToLock(page), 'it does not go from under the pointer').toBeVisible();

    await page.keyboard.press('Escape');
    await expect(aboutToLock(page)).toHaveCount(0);
    await passTime(app, 12 * minuteMs);
    await expect(aboutToLock(page), 'Esc has put the limit off in full').toHaveCount(0);
    await passTime(app, minuteMs);
    await stay(page).click();
    await expect(aboutToLock(page)).toHaveCount(0);
    await passTime(app, 12 * minuteMs);
    await screen(page, 'home', '2');
    await expect(aboutToLock(page), 'and so has the button').toHaveCount(0);
  });

  test.describe('with a form that something is typed in', () => {
    test.use({ policy: { catalogue: 'whole' } });
    const action = 'Open a summary care record without permission';
    const waits = (page: Page) => page.getByText(`You have typed work waiting: ${action}`);

    test('HAZ-02 HAZ-08 a warning that nobody heeds: locked, with the reason, and typed work comes back to its person', async ({
      app,
    }) => {
      const { page } = app;
      await atHome(app);
      await typedWork.type(page, 'Half an explanation');
      await passTime(app, 13 * minuteMs);
      await expect(aboutToLock(page)).toBeVisible();
      await passTime(app, 2 * minuteMs);
      await screen(page, 'locked', '');
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Locked');
      await expect(
        page.getByText(/It locked at \d\d:\d\d( on \d+ \w+)?, because there was no activity\./),
      ).toBeVisible();
      await expect(page.getByText('What you typed and did not send is kept for you.')).toBeVisible();
      await expect(page.getByText('Half an explanation'), 'nobody reads it while it is locked').toHaveCount(0);
      expect(await readDraft(page, 'action-break-glass')).toBeNull();
      expect(app.systemBrowser.opened(), 'no browser was opened by itself').toHaveLength(1);

      await press(page, 'Unlock as Owen Example');
      await logInAt(await app.systemBrowser.nextPage(), PERSONA_IDS.nurse, 'microsoftAuthenticator');
      await screen(page, 'home', '2');
      await expect(waits(page), 'where it is').toBeVisible();
      await press(page, `Continue with: ${action}`);
      await expect(typedWork.inForm(page)).toHaveValue('Half an explanation');
    });

    test('HAZ-01 HAZ-08 typed work is lost to another person, who is told nothing of it', async ({ app }) => {
      const { page } = app;
      await atHome(app);
      await typedWork.type(page, 'Half an explanation');
      await passTime(app, 16 * minuteMs);
      await screen(page, 'locked', '');
      await expect(page.getByText('What Owen Example typed and did not send will then be lost.')).toBeVisible();
      await press(page, 'I am someone else');
      await logInAt(await app.systemBrowser.nextPage(), PERSONA_IDS.noAal3Authenticator, 'microsoftAuthenticator');
      await screen(page, 'home', '2');
      await expect(page.getByText('Grace Placeholder').first()).toBeVisible();
      await expect(waits(page)).toHaveCount(0);
      await page.locator('[data-action="break-glass"]').click();
      await expect(typedWork.inForm(page)).toHaveValue('');
      expect(await readDraft(page, 'action-break-glass')).toBeNull();
    });
  });

  test.describe('with an absolute limit of two hours', () => {
    test.use({ policy: { session: { absoluteHours: 2 } } });

    test('HAZ-02 HAZ-08 the absolute limit: notices at 60, 10 and 2 minutes, then the end with its reason, however busy', async ({
      app,
    }) => {
      const { page } = app;
      const notice = page
        .getByText(/You will be logged out at \d\d:\d\d( on \d+ \w+)?, in .*, whatever you do\./)
        .first();
      const hide = () => press(page, 'Hide this message');
      await atHome(app);
      await expect(notice).toHaveCount(0);
      await workFor(app, 61 * minuteMs);
      await expect(notice).toContainText(/in (60|59|58) minutes/);
      await hide();
      await expect(notice).toHaveCount(0);
      await workFor(app, 44 * minuteMs);
      await expect(notice).toHaveCount(0);
      await workFor(app, 6 * minuteMs);
      await expect(notice).toContainText(/in [89] minutes/);
      await hide();
      await workFor(app, 5 * minuteMs);
      await expect(notice).toHaveCount(0);
      await workFor(app, 2.5 * minuteMs);
      await expect(notice).toContainText(/in (2 minutes|less than a minute)/);
      await workFor(app, 2 * minuteMs);
      await screen(page, 'ended', '');
      const title = 'Logged out because the session had reached its longest time';
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
      await expect(page.getByText(/This one ended at \d\d:\d\d( on \d+ \w+)?\./)).toBeVisible();
      await expect(page.getByText('Nothing that was typed is lost.')).toBeVisible();
      await expect(page.getByText('Owen')).toHaveCount(0);
      expect(app.systemBrowser.opened()).toHaveLength(1);
    });
  });

  test('HAZ-09 a clock that is set back ends the session, and says so', async ({ app }) => {
    await atHome(app);
    await passTime(app, -20 * secondMs);
    await screen(app.page, 'home', '2');
    await passTime(app, -40 * secondMs);
    await screen(app.page, 'ended', '');
    await expect(app.page.getByRole('heading', { level: 1 })).toHaveText(
      'Logged out because the clock of the computer changed',
    );
    await expect(app.page.getByText('Check the date and time of the computer')).toBeVisible();
  });
});

test.describe('on a shared terminal', () => {
  test.use({ policy: { session: { profile: 'shared' } } });

  test('HAZ-02 HAZ-08 a warning that nobody heeds: logged out, with the reason and without a name', async ({
    app,
    simulator,
  }) => {
    const { page } = app;
    await atHome(app);
    await passTime(app, 3 * minuteMs);
    await expect(aboutToLogOut(page)).toHaveCount(0);
    await passTime(app, minuteMs);
    await expect(aboutToLogOut(page)).toBeVisible();
    await expect(stay(page)).toBeFocused();
    await expect(aboutToLogOut(page)).toContainText('Anything that is typed and not sent will be lost.');
    await expect(aboutToLogOut(page).getByRole('button', { name: 'I am someone else' })).toBeVisible();
    await passTime(app, minuteMs);
    await screen(page, 'ended', '');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Logged out because there was no activity');
    await expect(
      page.getByText(/It logged out at \d\d:\d\d( on \d+ \w+)?, to protect patient information\./),
    ).toBeVisible();
    await expect(page.getByText('Owen')).toHaveCount(0);
    const revoked = () => simulator.requests.filter(({ path }) => path.endsWith('/token/revoke'));
    await expect.poll(revoked).toHaveLength(1);
  });

  test('HAZ-08 staying logged in works ten times and more (WCAG 2.2.1)', async ({ app }) => {
    const { page } = app;
    await atHome(app);
    for (let extension = 1; extension <= 11; extension += 1) {
      await passTime(app, 4 * minuteMs);
      await expect(aboutToLogOut(page), `extension ${extension}`).toBeVisible();
      if (extension % 2 === 0) await page.keyboard.press('Escape');
      else await page.keyboard.press('Enter');
      await expect(aboutToLogOut(page), `extension ${extension}`).toHaveCount(0);
    }
    await screen(page, 'home', '2');
  });

  test('a touch of the app counts, as long as the warning is not there yet', async ({ app }) => {
    const { page } = app;
    await atHome(app);
    await passTime(app, 3 * minuteMs);
    await page.mouse.move(200, 100);
    await passTime(app, 3 * minuteMs);
    await screen(page, 'home', '2');
    await expect(aboutToLogOut(page)).toHaveCount(0);
    await passTime(app, minuteMs);
    await expect(aboutToLogOut(page)).toBeVisible();
  });
});
