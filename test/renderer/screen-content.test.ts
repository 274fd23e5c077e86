import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureCodes } from '../../preload/failures.ts';
import { helperFor } from '../../renderer/components/contact.tsx';
import { enFailures } from '../../renderer/i18n/en-failures.ts';
import { atAal2, minute, now, quiet } from './fixtures.ts';
import { homeWith } from './limit-views.ts';
import { scenes, support } from './scenes.ts';
import { openScene } from './support/open-scene.ts';
import { startRenderer, type OpenWindow, type Renderer } from './support/window.ts';
import { viewNamed } from './views.ts';

/** Issue 6 line 1: what the rows of the table of screens ask for beside the state itself. */
let renderer: Renderer;
beforeAll(async () => {
  renderer = await startRenderer();
}, 60_000);
afterAll(() => renderer?.close());

const mainText = ({ page }: OpenWindow) => page.getByRole('main').innerText();
const names = async (window: OpenWindow) => (await window.calls()).map(({ name }) => name);
const heading = ({ page }: OpenWindow) => page.getByRole('heading', { level: 1 });

function scene(name: string) {
  const found = scenes[name];
  if (!found) throw new Error(`there is no scene called ${name}`);
  return found;
}

describe('issue 6 line 1: the session bar', () => {
  it('R2 says on every screen of a session how much of it is left, in words: hours, and minutes from an hour down', async () => {
    const window = await renderer.open(viewNamed('homeAal2'));
    const bar = window.page.locator('.app-session-bar');
    for (const [leftMs, text] of [
      [11.5 * 60 * minute, 'About 11 hours left'],
      [3 * 60 * minute + 1, 'About 3 hours left'],
      [61 * minute, 'About 1 hour left'],
      [60 * minute + 30_000, '60 minutes left'],
      [90_000, '1 minute left'],
      [50_000, 'Less than a minute left'],
    ] as const) {
      // Its clock goes on: what is left is never rounded up.
      const at = await window.page.evaluate(() => Date.now());
      await window.show(homeWith({ endsAtMs: at + leftMs }));
      expect(await bar.innerText(), String(leftMs)).toContain(text);
    }
    await window.close();
  });

  it('counts down by itself, without a word to a screen reader', async () => {
    const window = await renderer.open(homeWith({ endsAtMs: now + 175_000 }));
    // Ahead of the time that opening took, also on a busy machine.
    await window.page.clock.pauseAt(now + 51_000);
    await window.page.getByText('2 minutes left').waitFor();
    await window.page.clock.runFor(61_000);
    const left = window.page.getByText('1 minute left');
    await left.waitFor();
    expect(await left.evaluate((element) => element.closest('[role="status"], [aria-live]'))).toBeNull();
    await window.close();
  });
});

describe('issue 6 line 1: every error', () => {
  it.each([
    'setupProblem',
    'unreachable',
    'stepUpFailed',
    'rolesUnreadable',
    'insufficientLevel',
    'actionRefused',
    'actionUnknown',
    'notDecided',
  ])('%s leads to the check of the connection, and back to where it was', async (name) => {
    const window = await openScene(renderer, scene(name));
    const { page } = window;
    const title = await heading(window).innerText();
    await page.getByRole('main').getByRole('button', { name: 'Check connection', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Check connection' }).waitFor();
    expect(await page.title()).toBe('Check connection – CIS2 Desktop');
    expect(await heading(window).count(), 'what is beneath is not there for anybody').toBe(1);
    await page.getByRole('button', { name: 'Go back', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    expect(await page.title()).toBe(`${title} – CIS2 Desktop`);
    await window.close();
  });

  it('HAZ-01 the screen of another person stays in sight', async () => {
    const window = await openScene(renderer, scene('otherPerson'));
    expect(await window.page.getByRole('button', { name: 'Check connection' }).count()).toBe(0);
    await window.close();
  });

  it.each(failureCodes)('%s sends to the people that its words name', (code) => {
    const named = enFailures[code].whoCanHelp.startsWith('Your Registration Authority')
      ? 'registrationAuthority'
      : 'localIt';
    expect(helperFor(code)).toBe(named);
  });

  it('gives the organisation’s own way to reach them, where it has one', async () => {
    const window = await openScene(renderer, scene('unreachableOwnWords'));
    expect(await mainText(window)).toContain(`Your local IT service desk: ${support.localIt ?? ''}`);
    const footer = window.page.getByRole('contentinfo');
    for (const own of [support.localIt, support.registrationAuthority]) {
      // In few lines: in a column too narrow each letter would have one.
      const box = await footer.getByText(own ?? 'missing', { exact: true }).boundingBox();
      expect(box?.height).toBeLessThan(100);
    }
    await window.close();
    const without = await openScene(renderer, scene('unreachable'));
    expect(await without.page.locator('.app-contact').count()).toBe(0);
    await without.close();
  });

  it.each([
    ['waitingToUnlock', 'unlock', 'unlock'],
    ['renewFailed', 'renew', 'renewLogin'],
    ['stepUpFailed', 'stepUp', 'stepUp'],
    ['changeRoleFailed', 'changeRole', 'changeRole'],
  ] as const)('R22 one that ended %s has one way to try again, which resumes it', async (_name, purpose, gesture) => {
    const failed = viewNamed('stepUpFailed');
    if (failed.kind !== 'attemptFailed') throw new Error('the fixture has changed');
    const window = await renderer.open({ ...failed, purpose, who: purpose === 'unlock' ? null : atAal2 });
    await window.page.getByRole('button', { name: 'Try again in browser' }).click();
    expect(await names(window)).toEqual([gesture]);
    await window.close();
  });
});

describe('issue 6 line 1: screen 2', () => {
  it('has one primary button, and version and profile at its foot', async () => {
    const window = await openScene(renderer, scene('loggedOutPersonal'));
    const primary = window.page.locator('.nhsuk-button:not(.nhsuk-button--secondary-solid)');
    expect(await primary.allInnerTexts()).toEqual(['Log in with my Care Identity']);
    expect(await window.page.locator('footer').innerText()).toContain(
      'CIS2 Desktop version 0.1.0. Set up for one person.',
    );
    await window.close();
  });

  it('R17 says that other ways than a card exist, and R16 opens the help to unlock one', async () => {
    const window = await openScene(renderer, scene('loggedOut'));
    const text = await mainText(window);
    expect(text).toContain('You do not need a smartcard to log in.');
    for (const way of ['Microsoft Authenticator', 'NHS.net Connect', 'Passkey', 'Windows Hello', 'Security key'])
      expect(text).toContain(way);
    await window.page.getByRole('button', { name: 'Unlock a smartcard (opens in your browser)' }).click();
    expect(await window.calls()).toEqual([{ name: 'openHelp', input: { topic: 'smartcardUnlock' } }]);
    await window.close();
  });

  it('says of the connection what the last check found, and nothing where there was none', async () => {
    const unchecked = await openScene(renderer, scene('loggedOut'));
    await unchecked.page.getByText('has not been checked since CIS2 Desktop was started.').waitFor();
    await unchecked.page.evaluate(() =>
      globalThis.window.fakeBridge.send('diagnostics', { kind: 'running', results: [], total: 16 }),
    );
    await unchecked.page.getByText('is being checked now.').waitFor();
    await unchecked.close();
    const checked = await openScene(renderer, scene('loggedOutChecked'));
    await checked.page.getByText('was checked at 09:12. There are 2 findings.').waitFor();
    await checked.close();
  });

  it('R19 tells that a log-in was cancelled, and that nothing has changed', async () => {
    const window = await renderer.open(viewNamed('waitingToLogIn'));
    await window.page.getByRole('button', { name: 'Cancel' }).click();
    await window.page.getByRole('status').getByText('You cancelled. Nothing has been changed.').waitFor();
    await window.close();
  });
});

describe('issue 6 line 2: waiting for the browser', () => {
  it('R10 names the browser where it is known, and offers the link to any other', async () => {
    const window = await openScene(renderer, scene('waitingInNamedBrowser'));
    const text = await mainText(window);
    for (const part of [
      'The page opens in Microsoft Edge.',
      'try the link in another browser',
      'whether we or you open the link: the log-in comes back to this window',
      'The link is for this log-in only',
      'NHS software will ask for your passcode. CIS2 Desktop never asks for it.',
    ])
      expect(text).toContain(part);
    expect(text).not.toContain('remote session');
    await window.close();
  });

  it('R20 does not claim to have opened a browser that did not open, and says how to go on by hand', async () => {
    const window = await renderer.open(viewNamed('waitingToLogIn'));
    await window.show(viewNamed('waitingNotOpened'));
    const text = await mainText(window);
    expect(text).toContain('We could not open your browser. Your log-in goes on all the same');
    expect(text).toContain('BROWSER_NOT_OPENED');
    expect(text).not.toMatch(/We have opened|could not accept/);
    await window.page.getByRole('status').getByText('We could not open your browser.').waitFor({ state: 'attached' });
    await window.page.getByRole('button', { name: 'Copy link' }).click();
    expect(await names(window)).toEqual(['copyStartLink']);
    await window.close();
  });

  it('says in a remote session what redirection does, where to open the link, and who can change that', async () => {
    const window = await openScene(renderer, scene('waitingInRemoteSession'));
    const text = await mainText(window);
    for (const part of [
      'You are working on another computer by Citrix.',
      'host-to-client URL redirection',
      'cannot come back to CIS2 Desktop',
      'paste the link into a browser in the remote session',
      'http://127.0.0.1',
      support.localIt ?? '',
    ])
      expect(text).toContain(part);
    await window.close();
  });

  it('the result of a step-up is told, the focus is on what it was for, and nothing is sent by itself', async () => {
    const window = await renderer.open(viewNamed('waitingToStepUp'));
    await window.show({ kind: 'checkingLogin', purpose: 'stepUp', who: atAal2 });
    await window.show(viewNamed('confirmAal3'));
    const { page } = window;
    await page.getByRole('status').getByText('You are now logged in with very high confidence (AAL3).').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(
      'Check and confirm: Sign a prescription',
    );
    expect(await window.calls()).toEqual([]);
    await window.close();
  });
});

describe('issue 6 line 1: screens 14, 16, 17 and 18', () => {
  it('the lock lists what is typed and not sent, by action, and no word of it', async () => {
    const window = await openScene(renderer, scene('switchFromLocked'));
    const text = await mainText(window);
    expect(text).toContain('Sam SYNTHETIC has typed something and not sent it, for:');
    expect(await window.page.getByRole('listitem').allInnerTexts()).toEqual(
      expect.arrayContaining(['Open a record in an emergency', 'Sign a prescription']),
    );
    await window.close();
  });

  it.each([
    ['personal', 'Sam SYNTHETIC has nothing typed that waits to be sent.'],
    ['shared', 'On a shared computer, what is typed and not sent is lost when another person takes over.'],
  ] as const)('who switches to another person reads that there is none: %s', async (profile, told) => {
    const window = await renderer.open(viewNamed('otherPerson'), { appInfo: { profile } });
    expect(await mainText(window)).toContain(told);
    await window.close();
  });

  it('HAZ-08 the strip of a shared terminal names the form that is open, since a switch loses it', async () => {
    const window = await openScene(renderer, { ...scene('actionForm'), appInfo: { profile: 'shared' } });
    const { page } = window;
    const view = viewNamed('homeUnresolved');
    if (view.kind !== 'home') throw new Error('the fixture has changed');
    await window.show({ ...view, who: { ...view.who, standing: { ...quiet, showInUse: true } } });
    await page
      .locator('.app-in-use')
      .getByText('What is typed for “Open a record in an emergency” will be lost.')
      .waitFor();
    await window.close();
  });
});

describe('issue 6 line 1: screen 19', () => {
  it.each([
    ['endedAndBrowserAsked', 'We opened a page in the browser that asks CIS2 to log out there as well.'],
    ['endedInPrivateWindow', 'Close that window now.'],
  ])('HAZ-07 %s says of the browser what is true, and not what may be', async (name, told) => {
    const window = await openScene(renderer, scene(name));
    const text = await mainText(window);
    expect(text).toContain(told);
    expect(text).not.toContain('Your browser may still be logged in to CIS2.');
    await window.close();
  });

  it('HAZ-07 says nothing of it where the provider itself ended the log-in', async () => {
    const view = viewNamed('endedInPrivateWindow');
    if (view.kind !== 'ended') throw new Error('the fixture has changed');
    const window = await renderer.open({ ...view, reason: 'providerEvent' });
    expect(await mainText(window)).not.toContain('private window');
    await window.close();
  });
});

describe('issue 6 line 1: screen 21', () => {
  it('R18 has the organisation’s own words and contact, since when, the next try, and the check of the connection', async () => {
    const window = await openScene(renderer, scene('offlineOwnWords'));
    const notice = window.page.locator('.app-notice');
    const text = await notice.innerText();
    for (const part of [
      'This began at 09:18.',
      'We try again in about 40 seconds.',
      'Your organisation says: Use the paper forms',
      support.localIt ?? '',
      'National Service Desk',
    ])
      expect(text).toContain(part);
    expect(text, 'ours stands in for theirs').not.toContain('local business continuity plan');
    await notice.getByRole('button', { name: 'Check connection' }).click();
    await window.page.getByRole('heading', { level: 1, name: 'Check connection' }).waitFor();
    await window.close();
  });

  it('R18 HAZ-03 has them too where nobody can log in or unlock', async () => {
    const window = await openScene(renderer, scene('unreachableOwnWords'));
    expect(await mainText(window)).toContain('Your organisation says: Use the paper forms');
    await window.close();
  });
});

describe('issue 6 line 1: help in the same place', () => {
  it('has who can help at the foot of every screen but the empty one, with the organisation’s own contacts', async () => {
    const window = await renderer.open(viewNamed('loggedOut'), { appInfo: { support } });
    for (const { view } of Object.values(scenes)) {
      await window.show(view);
      const footer = window.page.locator('footer');
      if (view.kind === 'blanked') expect(await footer.count()).toBe(0);
      else expect(await footer.innerText(), view.kind).toContain(support.registrationAuthority);
    }
    await window.close();
  }, 60_000);
});

it('HAZ-08 what is typed into a form outlives a page that is opened over it, on a shared terminal too', async () => {
  const window = await openScene(renderer, { ...scene('actionForm'), appInfo: { profile: 'shared' } });
  const { page } = window;
  const reason = page.getByRole('textbox', { name: 'Reason' });
  await reason.fill('synthetic words');
  await page.locator('footer').getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
  await page.getByRole('button', { name: 'Go back', exact: true }).click();
  expect(await reason.inputValue()).toBe('synthetic words');
  expect(window.faults).toEqual([]);
  await window.close();
});

it('HAZ-02 nothing of a session is left beneath a page that stays open when it ends', async () => {
  const window = await openScene(renderer, { ...scene('settings'), view: viewNamed('homeAal2') });
  expect(await window.page.content(), 'beneath the page').toContain('Synthetic Park Surgery');
  await window.show(viewNamed('endedByUser'));
  expect(await window.page.content()).not.toMatch(/SYNTHETIC|Synthetic Park Surgery/);
  await window.close();
});
