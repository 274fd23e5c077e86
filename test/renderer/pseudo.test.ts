import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pages } from '../../preload/pages.ts';
import type { SessionView } from '../../preload/session-view.ts';
import { appInfo, now, settings } from './fixtures.ts';
import { reasonViews } from './limit-views.ts';
import { close, open, wrapped } from './support/pseudo.ts';
import { textsOf } from './support/texts.ts';
import { startRenderer, type OpenWindow, type Renderer } from './support/window.ts';
import { scenes } from './scenes.ts';
import { viewNamed, views } from './views.ts';

/**
 * What a screen shows that is nobody's words: names, codes and texts of people, roles, actions and services, as they stand in
 * these fields of a view. All else on screen has to come from a catalogue.
 */
const dataFields = [
  'activityCodes',
  'code',
  'correlationId',
  'cy',
  'key',
  'source',
  'why',
  'detail',
  'en',
  'environment',
  'name',
  'neededRoleCodes',
  'organisationCode',
  'organisationName',
  'otherMethods',
  'otherName',
  'presentName',
  'reference',
  'requestId',
  'roleCodes',
  'roleId',
  'reason',
  'text',
  'actionId',
  'value',
  'version',
];

/** The data in a view or an answer, longest first, so that no part of one is taken for another. */
function dataIn(value: unknown, field = ''): readonly string[] {
  if (typeof value === 'string') return dataFields.includes(field) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((one) => dataIn(one, field));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => dataIn(one, name));
}

/** The outermost brackets of the pseudo catalogue, and what is in them. */
function withoutBrackets(text: string): string {
  let depth = 0;
  let rest = '';
  for (let at = 0; at < text.length;) {
    if (text.startsWith(open, at)) {
      depth += 1;
      at += open.length;
    } else if (depth > 0 && text[at] === close) {
      depth -= 1;
      at += 1;
    } else {
      if (depth === 0) rest += text[at];
      at += 1;
    }
  }
  return rest;
}

/** What stands on screen outside the catalogues and is no data: text that somebody has written into the code. */
async function hardCoded({ page }: OpenWindow, ...shown: readonly unknown[]): Promise<readonly string[]> {
  const data = [...shown, appInfo].flatMap((one) => dataIn(one)).sort((a, b) => b.length - a.length);
  const rest = (await textsOf(page)).map((text) =>
    data.reduce((left, one) => left.replaceAll(one, ' '), withoutBrackets(text)),
  );
  // A code is the same in all languages, and stands by itself.
  return rest.filter((text) => /\p{L}/u.test(text.replaceAll(/\b[A-Z]+(?:_[A-Z]+)+\b/g, '')));
}

const inPseudo = { settings: { language: { value: 'cy', heldBy: null } } } as const;
let renderer: Renderer;
beforeAll(async () => {
  renderer = await startRenderer({ pseudo: true });
}, 300_000);
afterAll(() => renderer?.close());

it('wraps, and sees what is not wrapped', () => {
  expect(wrapped('Log in')).toBe('[ŵ Log in~~~]');
  expect(withoutBrackets(`${wrapped(`a ${wrapped('b')} c`)}: Hard-coded`)).toBe(': Hard-coded');
});

describe('issue 6 line 6: no text is written into the code', () => {
  it('of any screen', { timeout: 600_000 }, async () => {
    const opened = await renderer.open(viewNamed('starting'), inPseudo);
    const found: Record<string, readonly string[]> = {};
    for (const [name, view] of Object.entries({ ...views, ...reasonViews })) {
      await opened.show(view);
      const texts = await hardCoded(opened, view);
      if (texts.length > 0) found[name] = texts;
    }
    expect(found).toEqual({});
    expect(opened.faults).toEqual([]);
    await opened.close();
  });

  it.each(pages)('of the page "%s"', { timeout: 120_000 }, async (name) => {
    const answers = { readDiagnostics: { kind: 'notRun' }, ...scenes[name]?.answers };
    const opened = await renderer.open(viewNamed('loggedOut'), { ...inPseudo, answers });
    await opened.page.evaluate((page) => window.fakeBridge.showPage(page), name);
    await opened.page.locator('h1', { hasText: open }).and(opened.page.locator(':focus')).waitFor();
    // The licences of others are texts of others.
    await opened.page.locator('.app-licences').evaluateAll((lists) => lists.forEach((list) => list.remove()));
    // Names of languages in themselves, of keys and of programs: the same in all languages.
    const names = /^(?:English|Cymraeg|Electron|Chromium|Node\.js|Ctrl\+(?:Alt|Shift)\+[A-Z])$/;
    expect((await hardCoded(opened, answers)).filter((text) => !names.test(text.trim()))).toEqual([]);
    await opened.close();
  });

  it('of the form of an action with everything wrong in it', { timeout: 120_000 }, async () => {
    const view = viewNamed('homeUnresolved');
    const opened = await renderer.open(view, inPseudo);
    await opened.page.getByRole('button', { name: 'Open a record in an emergency' }).click();
    await opened.page.locator('form').waitFor();
    expect(await hardCoded(opened, view)).toEqual([]);
    await opened.page.evaluate(() => {
      window.fakeBridge.problems = [
        { field: 'nhsNumber', fault: 'malformed' },
        { field: 'ward', fault: 'tooLong' },
        { field: 'reason', fault: 'missing' },
        { field: 'basis', fault: 'notAChoice' },
      ];
    });
    await opened.page.locator('button[type=submit]').click();
    await opened.page.getByRole('alert').waitFor();
    expect(await hardCoded(opened, view)).toEqual([]);
    await opened.close();
  });

  it('of a person’s own activity', { timeout: 120_000 }, async () => {
    const view = viewNamed('homeAal2');
    const opened = await renderer.open(view, inPseudo);
    const lines = [
      {
        atMs: now,
        event: 'session.started',
        outcome: 'ok',
        actionId: null,
        roleId: null,
        organisationCode: null,
        level: 2,
        correlationId: 'synthetic-1',
      },
    ];
    await opened.page.evaluate((answer) => {
      window.fakeBridge.answers = { readActivity: answer, checkAudit: { kind: 'whole', lines: 3, healed: 1 } };
    }, lines);
    await opened.page.getByRole('button', { name: wrapped('My activity') }).click();
    await opened.page.getByRole('heading', { level: 2 }).first().waitFor();
    expect(await hardCoded(opened, view, lines)).toEqual([]);
    await opened.close();
  });
});

it('issue 6 line 6: the language changes on the screen that is open; what was typed and the focus stay', async () => {
  const view = viewNamed('homeUnresolved');
  const opened = await renderer.open(view);
  const { page } = opened;
  await page.getByRole('button', { name: 'Open a record in an emergency' }).click();
  const field = page.getByLabel('Reason');
  const typed = 'Typed and not sent';
  await field.fill(typed);
  await page.evaluate((changed) => window.fakeBridge.send('settings', changed), { ...settings, ...inPseudo.settings });
  await page.locator('html[lang=cy]').waitFor();
  await page.getByText(wrapped('Continue'), { exact: true }).waitFor();
  expect(await hardCoded(opened, view, { value: typed })).toEqual([]);
  expect(await field.inputValue()).toBe(typed);
  expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.evaluate((changed) => window.fakeBridge.send('settings', changed), settings);
  await page.locator('html[lang=en]').waitFor();
  await page.getByText('Continue', { exact: true }).waitFor();
  expect((await textsOf(page)).filter((text) => text.includes(open))).toEqual([]);
  await opened.close();
}, 120_000);

it('issue 6 line 6: five hundred roles change their words with the language too, though they are kept from rendering', async () => {
  const view = viewNamed('chooseManyRoles') as Extract<SessionView, { kind: 'chooseRole' }>;
  const opened = await renderer.open(view);
  await opened.page.evaluate((changed) => window.fakeBridge.send('settings', changed), {
    ...settings,
    ...inPseudo.settings,
  });
  await opened.page.locator('html[lang=cy]').waitFor();
  await opened.page.getByText(wrapped('Choose your role'), { exact: true }).first().waitFor();
  expect(await hardCoded(opened, view)).toEqual([]);
  await opened.close();
}, 120_000);
