import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageName } from '../../preload/pages.ts';
import type { SettingsView } from '../../preload/settings.ts';
import { settings } from './fixtures.ts';
import { policyView } from './policy-views.ts';
import { startRenderer, type OpenOptions, type OpenWindow, type Renderer } from './support/window.ts';

let renderer: Renderer;
beforeAll(async () => {
  renderer = await startRenderer();
}, 60_000);
afterAll(() => renderer?.close());

const held: Partial<SettingsView> = {
  language: { value: 'cy', heldBy: 'HKLM' },
  theme: { value: 'dark', heldBy: '/etc/cis2-desktop/policy.json' },
  textSize: { value: 'large', heldBy: 'HKLM' },
  notifications: { value: false, heldBy: 'HKLM' },
  lockShortcut: { value: 'CommandOrControl+Shift+X', heldBy: 'HKLM' },
  longestIdleMinutes: 1,
};

async function open(options: OpenOptions = {}): Promise<OpenWindow> {
  const window = await renderer.open({ kind: 'loggedOut' }, options);
  window.page.setDefaultTimeout(5_000);
  await window.page.evaluate((readPolicy) => {
    globalThis.window.fakeBridge.answers = { readPolicy };
  }, policyView);
  return window;
}

async function openPage(name: PageName, options: OpenOptions = {}): Promise<OpenWindow> {
  const window = await open(options);
  await window.page.evaluate((shown) => globalThis.window.fakeBridge.showPage(shown), name);
  await window.page
    .locator('#app h1')
    .filter({ hasNotText: /Log in|Welcome/ })
    .waitFor();
  return window;
}

/** What main says after a change. */
function tell(page: Page, change: Partial<SettingsView>): Promise<void> {
  return page.evaluate((view) => globalThis.window.fakeBridge.send('settings', view), { ...settings, ...change });
}

const violations = async (page: Page) =>
  (await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()).violations.map(
    ({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`,
  );

describe('issue 6 line 8: screen 26, settings', () => {
  it('has a title of its own, the focus on its heading, and every setting as a group of radios with a name', async () => {
    const window = await openPage('settings', { appInfo: { profile: 'personal' } });
    const { page } = window;
    expect(await page.title()).toBe('Settings – CIS2 Desktop');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    expect(
      await page.getByRole('group').evaluateAll((all) => all.map((each) => each.querySelector('h2')?.innerText)),
    ).toEqual([
      'Language',
      'Colours',
      'Size of text',
      'Notifications of this computer',
      'Keys to lock',
      'Time without activity',
    ]);
    await page.getByText('It is kept on this computer').waitFor();
    expect(window.faults).toEqual([]);
    await window.close();
  });

  it.each<[group: string, option: string, change: object]>([
    ['Language', 'Cymraeg', { language: 'cy' }],
    ['Colours', 'High contrast', { theme: 'highContrast' }],
    ['Size of text', 'Largest (200%)', { textSize: 'largest' }],
    ['Notifications of this computer', 'Do not show them', { notifications: false }],
    ['Keys to log out', 'Ctrl+Shift+K', { lockShortcut: 'CommandOrControl+Shift+K' }],
    ['Time without activity', '3 minutes', { idleMinutes: 3 }],
  ])('%s: %s asks for that change and no other', async (group, option, change) => {
    const window = await openPage('settings');
    await window.page.getByRole('group', { name: group }).getByRole('radio', { name: option }).click();
    expect(await window.calls()).toEqual([{ name: 'changeSettings', input: change }]);
    await window.close();
  });

  it('R24 offers shorter times than policy’s only, and the way back to it', async () => {
    const window = await openPage('settings', {
      settings: { longestIdleMinutes: 5, idleMinutes: { value: 2, heldBy: null } },
    });
    const group = window.page.getByRole('group', { name: 'Time without activity' });
    expect(
      await group.getByRole('radio').evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value)),
    ).toEqual(['asSet', '3', '2', '1']);
    expect(await group.getByRole('radio', { checked: true }).getAttribute('value')).toBe('2');
    await group.getByRole('radio', { name: 'As it is set here: 5 minutes' }).click();
    expect(await window.calls()).toEqual([{ name: 'changeSettings', input: { idleMinutes: null } }]);
    await window.close();
  });

  it('WCAG 4.1.3: says politely what a change came to, once main has said so, and moves no focus', async () => {
    const window = await openPage('settings');
    const { page } = window;
    const radio = page.getByRole('radio', { name: 'Dark' });
    await radio.focus();
    await tell(page, { theme: { value: 'dark', heldBy: null } });
    await page.getByRole('status').filter({ hasText: 'Changed. Colours: Dark.' }).waitFor({ state: 'attached' });
    expect(await radio.isChecked()).toBe(true);
    expect(await radio.evaluate((it) => it === document.activeElement)).toBe(true);
    await tell(page, { theme: { value: 'dark', heldBy: null }, idleMinutes: { value: 1, heldBy: null } });
    await page
      .getByRole('status')
      .filter({ hasText: 'Changed. Time without activity: 1 minute.' })
      .waitFor({ state: 'attached' });
    await window.close();
  });

  it('issue 6 line 4: by keyboard alone, and no press of an arrow key is lost', async () => {
    const window = await openPage('settings');
    const { page } = window;
    await page.getByRole('radio', { name: 'Light', exact: true }).focus();
    await page.evaluate(() => {
      for (const name of ['dark', 'highContrast']) document.querySelector<HTMLElement>(`input[value=${name}]`)?.click();
    });
    expect((await window.calls()).map(({ input }) => input)).toEqual([{ theme: 'dark' }, { theme: 'highContrast' }]);
    await page.getByRole('radio', { name: 'Light', exact: true }).press('ArrowDown');
    expect((await window.calls()).at(-1)).toEqual({ name: 'changeSettings', input: { theme: 'dark' } });
    await window.close();
  });

  it('what policy holds is text with its source, and no control', async () => {
    const window = await openPage('settings', { settings: { ...held, language: settings.language } });
    const { page } = window;
    expect(await page.getByRole('group').count()).toBe(1);
    const texts = await page.locator('div.app-setting').allInnerTexts();
    expect(texts.map((text) => text.split(/\n+/))).toEqual([
      ['Colours', 'Dark', 'Set by your organisation (/etc/cis2-desktop/policy.json). It cannot be changed here.'],
      ['Size of text', 'Large (150%)', 'Set by your organisation (HKLM). It cannot be changed here.'],
      [
        'Notifications of this computer',
        'Do not show them',
        'Set by your organisation (HKLM). It cannot be changed here.',
      ],
      ['Keys to log out', 'Ctrl+Shift+X', 'Set by your organisation (HKLM). It cannot be changed here.'],
    ]);
    expect(await page.locator(':disabled').count()).toBe(0);
    await window.close();
  });

  it('invariant 7: says on a shared computer that a change ends with the session', async () => {
    const window = await openPage('settings', { appInfo: { profile: 'shared' } });
    await window.page.getByText('until your session ends. It is not kept for the next person.').waitFor();
    await window.close();
  });

  it('says what could not be kept, what to do, and who can help', async () => {
    const window = await openPage('settings');
    await tell(window.page, { kept: false, theme: { value: 'dark', heldBy: null } });
    await window.page.getByText('Your last change could not be kept', { exact: true }).waitFor();
    await window.page.getByText('Ask your local IT service desk', { exact: false }).first().waitFor();
    await window.close();
  });

  it('shows a refused change, and nothing as changed', async () => {
    const window = await openPage('settings');
    await window.refuseCalls('INTERNAL');
    await window.page.getByRole('radio', { name: 'Dark' }).click();
    await window.page.getByText('That was not possible now.').waitFor();
    expect(await window.page.getByRole('radio', { name: 'Light', exact: true }).isChecked()).toBe(true);
    await window.close();
  });

  it('each language is named in itself, with its own lang', async () => {
    const window = await openPage('settings');
    const labels = window.page.getByRole('group', { name: 'Language' }).locator('label');
    expect(await labels.evaluateAll((all) => all.map((each) => [each.getAttribute('lang'), each.textContent]))).toEqual(
      [
        ['en', 'English'],
        ['cy', 'Cymraeg'],
      ],
    );
    await window.close();
  });

  it('issue 6 line 6: is in the language that was chosen, at once', async () => {
    const window = await openPage('settings');
    await tell(window.page, { language: { value: 'cy', heldBy: null } });
    await window.page.getByRole('group', { name: 'Maint y testun' }).waitFor();
    await window.close();
  });

  it('issue 7 line 1: leads to what the organisation has set', async () => {
    const window = await openPage('settings');
    await window.page.getByRole('button', { name: 'See everything that your organisation has set' }).click();
    await window.page.getByRole('heading', { level: 1, name: 'Managed by your organisation' }).waitFor();
    await window.close();
  });
});

describe('issue 6 line 8: screen 28, about', () => {
  it('says what it is made of, what it is not, who to tell, and what it keeps', async () => {
    const window = await openPage('about', {
      appInfo: {
        versions: { electron: '45.4.1', chromium: '150.0.0.0', node: '24.0.0', commit: '0123456789ab' },
        browser: 'Synthetic Browser',
        support: { continuity: null, localIt: 'IT desk, 00000 000000', registrationAuthority: null },
      },
    });
    const { page } = window;
    const main = page.locator('main');
    for (const text of [
      'CIS2 Desktop is not an NHS England product',
      'without warranty of any kind',
      '0123456789ab',
      '45.4.1',
      '150.0.0.0',
      '24.0.0',
      'Synthetic Browser',
      'IT desk, 00000 000000',
      'Your organisation has not put its contact in here.',
      'docs/privacy.md',
      'docs/accessibility.md',
      'HAZ-01 to HAZ-10',
      'MIT licence',
    ]) {
      expect(await main.getByText(text, { exact: false }).count(), text).toBeGreaterThan(0);
    }
    expect(window.faults).toEqual([]);
    await window.close();
  });

  it.each([
    ['personal', 'in the keychain of your computer account'],
    ['shared', 'it keeps nothing of your session once it has ended'],
  ] as const)('has the privacy notice of a %s computer', async (profile, text) => {
    const window = await openPage('about', { appInfo: { profile } });
    await window.page.getByText(text).waitFor();
    await window.close();
  });

  it('has the licence of every part, with its text, from a script that is loaded for it alone', async () => {
    const window = await openPage('about');
    const { page } = window;
    const react = page.getByText(/^react-dom \d+\.\d+\.\d+ \(MIT\)$/);
    await react.click();
    await page.locator('details[open]').getByText('Copyright (c) Meta Platforms').waitFor();
    const names = await page.locator('.app-licences summary').allInnerTexts();
    for (const name of ['nhsuk-frontend', 'electron', '@github/keytar', 'Chromium and Node.js']) {
      expect(
        names.filter((each) => each.startsWith(`${name} `)),
        name,
      ).toHaveLength(1);
    }
    await window.close();
  });
});

describe('issue 6 line 1: screen 1, welcome', () => {
  const firstRun = { settings: { welcomed: false } } as const;

  it('stands in place of the log-in until it has been read', async () => {
    const window = await open(firstRun);
    const { page } = window;
    await page.getByRole('heading', { level: 1, name: 'Welcome to CIS2 Desktop' }).waitFor();
    expect(await page.title()).toBe('Welcome to CIS2 Desktop – CIS2 Desktop');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await page.getByText('Nothing about patients is stored here.').waitFor();
    expect(await page.getByRole('button', { name: /Log in/ }).count()).toBe(0);
    await page.getByRole('button', { name: 'Go on to log in' }).click();
    expect(await window.calls()).toEqual([{ name: 'changeSettings', input: { welcomed: true } }]);
    await tell(page, { welcomed: true });
    await page.getByRole('heading', { level: 1, name: 'Log in to CIS2 Desktop' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    expect(window.faults).toEqual([]);
    await window.close();
  });

  it.each([
    ['personal', 'set up for one person'],
    ['shared', 'set up to be shared'],
  ] as const)('says in words what a %s computer is', async (profile, text) => {
    const window = await open({ ...firstRun, appInfo: { profile } });
    await window.page.getByText(`This computer is ${text}`).waitFor();
    await window.close();
  });

  it('lets somebody choose the language there and then', async () => {
    const window = await open(firstRun);
    await window.page.getByRole('radio', { name: 'Cymraeg' }).click();
    expect(await window.calls()).toEqual([{ name: 'changeSettings', input: { language: 'cy' } }]);
    await tell(window.page, { welcomed: false, language: { value: 'cy', heldBy: null } });
    await window.page.getByRole('heading', { level: 1, name: 'Croeso i CIS2 Desktop' }).waitFor();
    await window.close();
  });
});

describe('issue 6 line 4: each of these pages', () => {
  const cases: readonly (readonly [string, () => Promise<OpenWindow>])[] = [
    ['settings', () => openPage('settings', { appInfo: { profile: 'personal' } })],
    ['settings held', () => openPage('settings', { settings: { ...held, language: settings.language } })],
    ['policy', () => openPage('policy')],
    ['about', () => openPage('about')],
    ['welcome', () => open({ settings: { welcomed: false } })],
  ];
  it.each(cases)('%s: passes axe, fits 320 px, and every target is 44 px', async (_name, start) => {
    const window = await start();
    const { page } = window;
    await page.locator('h1:visible').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    const small = await page.locator('main :is(button, input, summary):visible').evaluateAll((all) =>
      all
        .map((each) => ({ box: each.getBoundingClientRect(), what: each.outerHTML.slice(0, 120) }))
        .filter(({ box }) => box.height < 44 || box.width < 44)
        .map(({ what }) => what),
    );
    expect(small).toEqual([]);
    await window.close();
  });
});
