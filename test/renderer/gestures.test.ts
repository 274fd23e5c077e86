import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FailureCode } from '../../preload/failures.ts';
import { problem } from './fixtures.ts';
import { startRenderer, type Renderer } from './support/window.ts';
import { viewNamed } from './views.ts';

let renderer: Renderer;
beforeAll(async () => {
  renderer = await startRenderer();
}, 60_000);
afterAll(() => renderer?.close());

const copied = (code: FailureCode) => {
  const { detail: _ofMain, ...rest } = problem(code);
  return rest;
};

describe('each button asks main for one thing', () => {
  it.each([
    ['loggedOut', 'Log in with my Care Identity', 'login', undefined],
    ['endedByUser', 'Log in with my Care Identity', 'login', undefined],
    ['unreachable', 'Log in with my Care Identity', 'login', undefined],
    ['unreachable', 'Go back', 'goBack', undefined],
    ['unreachable', 'Copy details', 'copyProblem', copied('PROVIDER_UNREACHABLE')],
    ['setupProblem', 'Copy details', 'copyProblem', copied('POLICY_INVALID')],
    ['waitingToLogIn', 'Reopen browser', 'reopenBrowser', undefined],
    ['waitingToLogIn', 'Copy link', 'copyStartLink', undefined],
    ['waitingToLogIn', 'Cancel', 'cancelAttempt', undefined],
    ['openingBrowser', 'Cancel', 'cancelAttempt', undefined],
    ['checkingLogin', 'Cancel', 'cancelAttempt', undefined],
    ['waitingToStepUp', 'Cancel', 'cancelAttempt', undefined],
    ['stepUpFailed', 'Go back', 'goBack', undefined],
    ['homeAal2', 'Change role', 'changeRole', undefined],
    ['homeAal2', 'Log out', 'logOut', undefined],
    ['noUsableRole', 'Log out', 'logOut', undefined],
    ['noUsableRole', 'Log out now', 'logOut', undefined],
    ['noUsableRole', 'Log in again', 'changeRole', undefined],
    ['roleNotAllowed', 'Log in again', 'changeRole', undefined],
    ['organisationNotSetUp', 'Log out now', 'logOut', undefined],
    ['rolesUnreadable', 'Log in again', 'changeRole', undefined],
    ['rolesUnreadable', 'Copy details', 'copyProblem', copied('USERINFO_MALFORMED')],
    ['chooseFewRoles', 'Log in again', 'changeRole', undefined],
    ['locked', 'Unlock as Sam SYNTHETIC', 'unlock', undefined],
    ['locked', 'I am someone else', 'switchPerson', undefined],
    ['locked', 'Log out', 'logOut', undefined],
    ['restorable', 'Continue as Sam SYNTHETIC', 'continueSession', undefined],
    ['restorable', 'I am someone else', 'switchPerson', undefined],
    ['continuing', 'I am someone else', 'switchPerson', undefined],
    ['notDecided', 'Continue as Sam SYNTHETIC', 'continueSession', undefined],
    ['notDecided', 'Copy details', 'copyProblem', copied('PROVIDER_UNREACHABLE')],
    ['endedWithWorkLost', 'Log in with my Care Identity', 'login', undefined],
    ['endIsNear', 'Hide this message', 'dismissEndNotice', undefined],
    ['unreachableNow', 'Log in again', 'renewLogin', undefined],
    ['loginOffered', 'Log in again', 'renewLogin', undefined],
    ['inUse', 'I am someone else Logs out Sam SYNTHETIC', 'switchPerson', undefined],
    ['homeAal2', 'I am someone else Logs out Sam SYNTHETIC', 'switchPerson', undefined],
    ['waitingToRenew', 'Cancel', 'cancelAttempt', undefined],
    ['renewFailed', 'Go back', 'goBack', undefined],
    ['otherPersonAtUnlock', 'Switch to Robin PRETEND', 'switchPerson', undefined],
    ['homeAal2', 'Sign a prescription', 'prepareAction', { actionId: 'sign-prescription', input: {} }],
    ['homeUnresolved', 'I have checked', 'dismissUnresolved', { requestId: '5e57c0de-0000-4000-8000-000000000008' }],
    ['blockedWithOthers', 'Add: Sign a discharge letter', 'prepareAction', { actionId: 'discharge', input: {} }],
    ['blockedByLevel', 'Continue in browser', 'stepUp', { again: false }],
    ['blockedByLevel', 'Go back', 'goBack', undefined],
    ['insufficientLevel', 'Try again in browser', 'stepUp', { again: true }],
    ['insufficientLevel', 'Go back', 'goBack', undefined],
    ['otherPerson', 'Switch to Robin PRETEND', 'switchPerson', undefined],
    ['otherPerson', 'Go back', 'goBack', undefined],
    ['confirmAal3', 'Confirm', 'confirmAction', { confirmationId: 'synthetic-confirmation-1' }],
    ['confirmAal3', 'Go back', 'goBack', undefined],
    ['actionOk', 'Go back', 'goBack', undefined],
    ['actionRefused', 'Go back', 'goBack', undefined],
    ['actionUnknown', 'Go back', 'goBack', undefined],
  ])('%s: "%s" calls %s', async (view, button, name, input) => {
    const window = await renderer.open(viewNamed(view));
    await window.page.getByRole('button', { name: button, exact: true }).click();
    expect(await window.calls()).toEqual([{ name, input }]);
    expect(window.faults).toEqual([]);
    await window.close();
  });
});

it('marks the button of each action with its id, and the sensitive ones in words', async () => {
  const window = await renderer.open(viewNamed('homeAal2'));
  const sign = window.page.locator('[data-action="sign-prescription"]');
  expect(await sign.evaluate((button) => button.tagName)).toBe('BUTTON');
  const hint = window.page.locator(`[id="${await sign.getAttribute('aria-describedby')}"]`);
  expect(await hint.innerText()).toBe('Needs very high confidence (AAL3)');
  expect(await window.page.locator('[data-action="find-patient"]').getAttribute('aria-describedby')).toBeNull();
  await window.close();
});

it('offers "Change role" on the home screen alone', async () => {
  const window = await renderer.open(viewNamed('confirmAal3'));
  expect(await window.page.getByRole('button', { name: 'Change role' }).count()).toBe(0);
  await window.close();
});

it('tells that a call was refused, with its code, and drops it at the next screen', async () => {
  const window = await renderer.open(viewNamed('homeAal2'));
  await window.refuseCalls('NOT_NOW');
  await window.page.getByRole('button', { name: 'Change role' }).click();
  const line = window.page.getByText('That was not possible now.');
  await line.waitFor();
  expect(await line.innerText()).toContain('synthetic-correlation');
  expect(await line.locator('xpath=..').getAttribute('role')).toBe('status');
  await window.show(viewNamed('confirmAal3'));
  expect(await line.count()).toBe(0);
  await window.close();
});

it('says that the link was copied', async () => {
  const window = await renderer.open(viewNamed('waitingToLogIn'));
  await window.page.getByRole('button', { name: 'Copy link' }).click();
  await window.page.getByText('Link copied').waitFor();
  await window.close();
});

it('counts down in words, and only at marks worth hearing', async () => {
  const window = await renderer.open(viewNamed('waitingToLogIn'));
  const { page } = window;
  await page.getByText('You have about 4 minutes left.').waitFor();
  await page.clock.fastForward(181_000);
  await page.getByText('You have less than 60 seconds left.').waitFor();
  await page.clock.fastForward(45_000);
  await page.getByText('You have less than 20 seconds left.').waitFor();
  await page.clock.fastForward(20_000);
  await page.getByText('The time has run out.').waitFor();
  await window.close();
});

it('hides the user id until it is asked for', async () => {
  const window = await renderer.open(viewNamed('homeAal2'));
  const { page } = window;
  expect(await page.content()).not.toContain('999000000104');
  await page.getByRole('button', { name: 'Show CIS2 user ID' }).click();
  await page.getByText('999000000104').waitFor();
  await page.getByRole('button', { name: 'Hide CIS2 user ID' }).click();
  expect(await page.content()).not.toContain('999000000104');
  await window.close();
});

it.each([
  ['homeAal2', ['High confidence (AAL2)', 'Microsoft Authenticator', 'Synthetic Park Surgery (Z99901)', '09:12']],
  ['homeAal3', ['Very high confidence (AAL3)', 'Windows Hello or security key', '05:30 on 22 November']],
  [
    'blockedByLevel',
    ['You are logged in with high confidence (AAL2)', 'Security key', 'Nothing is done until you come back'],
  ],
  ['blockedByAge', ['22 minutes ago', '5 minutes ago']],
  ['blockedByService', ['did not accept the log-in that you have now', 'has not allowed it, and will be told']],
  ['blockedWithOthers', ['wait for the same log-in', 'Stop a prescription', 'add another action to this log-in']],
  ['blockedByRole', ['(R8000, R0260)', '(B0401)', 'needs level 3', 'select “Change role”', 'Registration Authority']],
  ['blockedByExactLevel', ['only to a log-in with high confidence (AAL2)', 'log out', 'Microsoft Authenticator']],
  ['confirmAal3', ['NHS number', '9990000009', 'After this one we ask you about: Stop a prescription']],
  ['homeUnresolved', ['We do not know if this was done', 'Check before you repeat it', 'at 08:15', '000000000008']],
  ['homeAal3', ['Confirmed at 09:29, asked again after 09:34']],
  ['confirmAal3', ['You are now logged in with very high confidence (AAL3)', 'Sam SYNTHETIC', 'Sign a prescription']],
  ['otherPerson', ['Sam SYNTHETIC', 'Robin PRETEND', 'Nothing was submitted']],
  ['actionUnknown', ['We do not know if this was done', 'Check before you repeat it.', 'quote this request ID']],
  ['waitingToLogIn', ['for this log-in only', 'smartcard']],
  ['waitingWithNotice', ['An answer came that we could not accept', 'CALLBACK_STATE_MISMATCH']],
  ['homeAal2', ['Logged out after 5 minutes', 'Ends at\n21:00', 'press Ctrl+Shift+L']],
  ['endedByUser', ['Your browser may still be logged in to CIS2', 'at 09:28']],
  ['endedBySwitch', ['at 09:30 on 20 November']],
  ['insufficientAge', ['Choosing took too long']],
])('%s says what matters', async (view, sentences) => {
  const window = await renderer.open(viewNamed(view));
  const text = await window.page.locator('#app').innerText();
  for (const sentence of sentences) expect(text).toContain(sentence);
  await window.close();
});

describe('lock', () => {
  it('is a button on a personal desktop, and not on a shared terminal', async () => {
    const personal = await renderer.open(viewNamed('homeAal2'), { appInfo: { profile: 'personal' } });
    await personal.page.getByRole('button', { name: 'Lock', exact: true }).click();
    expect(await personal.calls()).toEqual([{ name: 'lock', input: undefined }]);
    await personal.close();
    const shared = await renderer.open(viewNamed('homeAal2'), { appInfo: { profile: 'shared' } });
    expect(await shared.page.getByRole('button', { name: 'Lock', exact: true }).count()).toBe(0);
    await shared.close();
  });

  it('has the keys that the policy gave it, and says which', async () => {
    const window = await renderer.open(viewNamed('homeAal2'), {
      settings: { lockShortcut: { value: 'CommandOrControl+Alt+K', heldBy: null } },
    });
    await window.page.getByText('press Ctrl+Alt+K').waitFor();
    await window.page.keyboard.press('Control+Shift+L');
    expect(await window.calls()).toEqual([]);
    await window.page.keyboard.press('Control+Alt+K');
    expect(await window.calls()).toEqual([{ name: 'lock', input: undefined }]);
    await window.close();
  });

  it.each(['Control+Shift+L', 'Meta+Shift+L'])('is %s, on a shared terminal too', async (keys) => {
    const window = await renderer.open(viewNamed('confirmAal3'), { appInfo: { profile: 'shared' } });
    await window.page.keyboard.press(keys);
    expect(await window.calls()).toEqual([{ name: 'lock', input: undefined }]);
    await window.close();
  });

  it.each([
    ['loggedOut', 'Control+Shift+L'],
    ['locked', 'Control+Shift+L'],
    ['homeAal2', 'Control+L'],
    ['homeAal2', 'Shift+L'],
    ['homeAal2', 'Control+Alt+Shift+L'],
  ])('%s: %s does nothing', async (view, keys) => {
    const window = await renderer.open(viewNamed(view));
    await window.page.keyboard.press(keys);
    expect(await window.calls()).toEqual([]);
    await window.close();
  });
});
