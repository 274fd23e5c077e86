import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { atAal2, breakGlass, lookUp, otherName } from './fixtures.ts';
import { startRenderer, type OpenWindow, type Renderer } from './support/window.ts';
import { viewNamed } from './views.ts';

/** Issue 6 line 1, HAZ-08: what the screens say of typed work holds on a shared terminal, too, where main keeps nothing. */
let renderer: Renderer;
let window: OpenWindow;
beforeAll(async () => {
  renderer = await startRenderer();
}, 60_000);
afterAll(() => renderer?.close());
afterEach(async () => {
  expect(window.faults).toEqual([]);
  await window.close();
});

const home = viewNamed('homeUnresolved');
const reason = () => window.page.getByLabel('Reason');
const title = (name: string) => window.page.getByRole('heading', { level: 1, name }).waitFor();
const main = () => window.page.getByRole('main').innerText();

async function typeInForm(profile: 'personal' | 'shared', text = 'Typed once'): Promise<void> {
  window = await renderer.open(home, { appInfo: { profile } });
  await window.page.locator(`[data-action="${breakGlass.id}"]`).click();
  await title('Open a record in an emergency');
  await reason().fill(text);
}

describe.each(['personal', 'shared'] as const)('in the form of an action, %s', (profile) => {
  it.each(['blockedByLevel', 'blockedByRole', 'waitingToStepUp', 'waitingToRenew', 'stepUpFailed', 'renewFailed'])(
    'HAZ-08 %s says that what was typed is kept, and it is',
    async (name) => {
      await typeInForm(profile);
      await window.show(viewNamed(name));
      expect(await main()).toContain('What you typed is kept.');
      await window.show(home);
      await title('Open a record in an emergency');
      expect(await reason().inputValue()).toBe('Typed once');
    },
  );

  it('HAZ-08 a screen that was come to without anything typed says nothing of it', async () => {
    await typeInForm(profile, '');
    for (const name of ['blockedByLevel', 'blockedByRole', 'waitingToStepUp', 'waitingToRenew', 'renewFailed']) {
      await window.show(viewNamed(name));
      expect(await main(), name).not.toMatch(/kept\. What you typed|What you typed is kept|work is kept/);
    }
  });
});

describe('on a shared terminal', () => {
  it('HAZ-10 what was typed outlives another action that waited for the same log-in', async () => {
    await typeInForm('shared');
    await window.show({ ...viewNamed('actionOk') });
    await window.show(home);
    await title('Open a record in an emergency');
    expect(await reason().inputValue()).toBe('Typed once');
  });

  it('HAZ-06 once its own action is done, or nobody knows whether it is, nothing of it is left', async () => {
    for (const name of ['actionOk', 'actionUnknown']) {
      await typeInForm('shared');
      const done = viewNamed(name);
      if (done.kind !== 'actionDone') throw new Error('another view');
      await window.show({ ...done, action: breakGlass });
      await window.show(home);
      await title('Your session');
      await window.page.locator(`[data-action="${breakGlass.id}"]`).click();
      await title('Open a record in an emergency');
      expect(await reason().inputValue(), name).toBe('');
      if (name === 'actionOk') await window.close();
    }
  });

  it('is dropped by "Go back", as the form says', async () => {
    await typeInForm('shared');
    expect(await main()).toContain('not kept when you go back or log out');
    await window.page.getByRole('button', { name: 'Go back', exact: true }).click();
    await window.show(viewNamed('blockedByLevel'));
    expect(await main()).not.toContain('What you typed is kept');
    await window.show(home);
    await title('Your session');
    await window.page.locator(`[data-action="${breakGlass.id}"]`).click();
    await title('Open a record in an emergency');
    expect(await reason().inputValue()).toBe('');
  });

  it.each([
    ['an end', [viewNamed('endedByUser')]],
    ['a lock', [viewNamed('locked')]],
    ['a take-over', [viewNamed('waitingToLogIn')]],
    ['a screen of another person', [{ ...home, who: { ...atAal2, person: { name: otherName, userId: '1' } } }]],
  ] as const)('HAZ-01 invariant 7 nothing of it is left after %s, whoever comes', async (_what, between) => {
    await typeInForm('shared');
    for (const view of between) await window.show(view);
    await window.show(home);
    await title('Your session');
    await window.page.locator(`[data-action="${breakGlass.id}"]`).click();
    await title('Open a record in an emergency');
    expect(await reason().inputValue()).toBe('');
  });
});

describe('after an unlock (R25)', () => {
  it('HAZ-08 the home screen says what typed work waits, first of all, and leads to its form', async () => {
    const view = viewNamed('homeUnsent');
    window = await renderer.open(view, { appInfo: { profile: 'personal' } });
    const text = await main();
    expect(text).toContain('You have typed work waiting: Open a record in an emergency');
    expect(text.indexOf('typed work waiting')).toBeLessThan(text.indexOf('What you can do'));
    await window.page.evaluate((id) => {
      globalThis.window.fakeBridge.drafts = { [`action-${id}`]: { reason: 'Typed before the lock' } };
    }, breakGlass.id);
    await window.page.getByRole('button', { name: 'Continue with: Open a record in an emergency' }).click();
    await title('Open a record in an emergency');
    await expect.poll(() => reason().inputValue()).toBe('Typed before the lock');
    await window.show(viewNamed('waitingToRenew'));
    expect(await main(), 'also what was not touched since').toContain('What you typed is kept.');
  });

  it('says nothing where nothing waits', async () => {
    window = await renderer.open({ ...viewNamed('homeUnsent'), unsent: [] } as never, {
      appInfo: { profile: 'personal' },
    });
    expect(await main()).not.toContain('typed work waiting');
  });

  it('names no action that the policy no longer has', async () => {
    window = await renderer.open({ ...viewNamed('homeUnsent'), actions: [lookUp] } as never, {
      appInfo: { profile: 'personal' },
    });
    expect(await main()).not.toContain('typed work waiting');
  });
});
