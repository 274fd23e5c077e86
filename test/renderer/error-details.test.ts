/** Issue 6 line 1 and `ux.md` section 4: no error is without code, time, correlation id and "Copy details". */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandName } from '../../preload/contract.ts';
import { incidentCodes, type CallErrorCode, type Incident } from '../../preload/incident.ts';
import type { PageName } from '../../preload/pages.ts';
import type { EndReason, SessionView } from '../../preload/session-view.ts';
import { en } from '../../renderer/i18n/en.ts';
import { exactMoment, moment } from '../../renderer/i18n/format.ts';
import type { Questions } from '../../renderer/session-store.ts';
import { minute, now } from './fixtures.ts';
import { homeWith } from './limit-views.ts';
import { scenes } from './scenes.ts';
import { openScene, openWithin } from './support/open-scene.ts';
import { startRenderer, type OpenOptions, type OpenWindow, type Renderer } from './support/window.ts';
import { viewNamed } from './views.ts';

let renderer: Renderer;
beforeAll(async () => {
  renderer = await startRenderer();
}, 60_000);
afterAll(() => renderer?.close());

/** Ends that nobody meant, and that somebody may have to look into; a new reason does not compile until it is one or the other. */
const isFault: Readonly<Record<EndReason, boolean>> = {
  user: false,
  switchUser: false,
  idle: false,
  absoluteLimit: false,
  computerLocked: false,
  sleep: false,
  userSwitch: false,
  providerEvent: false,
  usedElsewhere: false,
  roleWithdrawn: false,
  policy: false,
  quit: false,
  revoked: true,
  clock: true,
  interrupted: true,
  error: true,
};

/** Whatever in a view has the form of something that went wrong, wherever it stands: so a new screen's is among them. */
function incidentsIn(part: unknown): readonly Incident[] {
  if (typeof part !== 'object' || part === null) return [];
  const { code, atMs, correlationId } = part as Partial<Incident>;
  const own = code !== undefined && atMs !== undefined && correlationId !== undefined;
  return own ? [{ code, atMs, correlationId }] : Object.values(part).flatMap(incidentsIn);
}

const places = '.app-support-line, section:has(> #support-details)';
type Told = Pick<Incident, 'code' | 'correlationId'> & { readonly atMs?: number };

function errorsIn(view: SessionView): readonly Incident[] {
  if (view.kind !== 'ended') return incidentsIn(view);
  const { reason, atMs, correlationId } = view;
  return isFault[reason] ? [{ code: 'SESSION_ENDED', atMs, correlationId }] : [];
}

/** All four, in one place, and the button beside them copies this very error. `atMs` is not known of what the page noticed. */
async function expectDetails(window: OpenWindow, { code, atMs, correlationId }: Told): Promise<void> {
  const details = window.page.locator(places).filter({ hasText: correlationId }).filter({ hasText: code });
  expect(await details.count(), `${code} is told once with its id`).toBe(1);
  const text = await details.innerText();
  const before = (await window.calls()).length;
  await details.getByRole('button', { name: en.actions.copyDetails, exact: true }).click();
  await expect.poll(async () => (await window.calls()).length, { timeout: 10_000 }).toBe(before + 1);
  const copied = (await window.calls()).at(-1);
  const { atMs: at } = { ...(copied?.input as Incident), ...(atMs !== undefined && { atMs }) };
  expect(copied).toEqual({ name: 'copyProblem', input: { code, atMs: at, correlationId } });
  expect(at).toBeLessThan(now + 10 * minute);
  expect(
    [exactMoment(at), moment(at, now)].some((time) => text.includes(time)),
    `the time is in: ${text}`,
  ).toBe(true);
}

/** The other way round: a code that is on screen has its details there. */
async function expectNoBareCode({ page }: OpenWindow): Promise<void> {
  const words: readonly string[] = await page.evaluate((kept) => {
    const details = [...document.querySelectorAll<HTMLElement>(kept)];
    for (const part of details) part.style.display = 'none';
    const found = document.body.innerText.match(/\b[A-Z][A-Z_]+\b/g) ?? [];
    for (const part of details) part.style.removeProperty('display');
    return found;
  }, places);
  expect(incidentCodes.filter((code) => words.includes(code))).toEqual([]);
}

const failing = Object.entries(scenes).filter(([, { view, page }]) => !page && errorsIn(view).length > 0);

describe('issue 6 line 1: every scene that shows an error', () => {
  it('is there for each kind of view that can tell one', () => {
    const kinds = new Set(failing.map(([, { view }]) => view.kind));
    expect([...kinds].sort()).toEqual([
      'actionDone',
      'attemptFailed',
      'ended',
      'home',
      'insufficient',
      'noUsableRole',
      'otherPerson',
      'restorable',
      'setupProblem',
      'waitingForBrowser',
    ]);
    expect(failing.filter(([, { view }]) => view.kind === 'ended').length).toBeGreaterThanOrEqual(4);
  });

  it.each(failing)('%s has its code, time, correlation id and a button that copies them', async (_name, scene) => {
    const window = await openScene(renderer, scene);
    await expectNoBareCode(window);
    for (const error of errorsIn(scene.view)) await expectDetails(window, error);
    expect(window.faults).toEqual([]);
    await window.close();
  });

  it('and an end that somebody meant has none', async () => {
    const window = await renderer.open(viewNamed('endedByUser'));
    expect(await window.page.getByRole('button', { name: en.actions.copyDetails }).count()).toBe(0);
    await window.close();
  });
});

/** What a refusal by the fake bridge is told by. */
const refusal = (code: CallErrorCode): Told => ({ code, correlationId: 'synthetic-correlation' });

/** How a person comes to ask each question; one that is new does not compile until it is here. */
type Question = Exclude<keyof Questions, 'onDiagnostics'>;
const asking: Readonly<Record<Question, (window: OpenWindow) => Promise<void>>> = {
  readActivity: (window) => openWithin(window, { opens: 'activity' }),
  async checkAudit(window) {
    await window.refuseCalls(null);
    await window.page.evaluate(() => Object.assign(globalThis.window.fakeBridge.answers, { readActivity: [] }));
    await openWithin(window, { opens: 'activity' });
    await window.refuseCalls('INTERNAL');
    await window.page.getByRole('button', { name: 'Check that the record is whole' }).click();
  },
  readPolicy: (window) => openWithin(window, { page: 'policy' }),
  readDiagnostics: (window) => openWithin(window, { page: 'diagnostics' }),
  previewBundle: (window) => openWithin(window, { page: 'supportBundle' }),
  async saveBundle(window) {
    await window.refuseCalls(null);
    await window.page.evaluate(() =>
      Object.assign(globalThis.window.fakeBridge.answers, { previewBundle: { files: [] } }),
    );
    await openWithin(window, { page: 'supportBundle' });
    await window.refuseCalls('BUNDLE_NOT_WRITTEN');
    await window.page.getByRole('button', { name: 'Save the zip file' }).click();
  },
};

describe('issue 6 line 1: a question of a page that is refused', () => {
  it.each(Object.keys(asking) as readonly Question[])('%s', async (question) => {
    const window = await renderer.open(viewNamed('homeAal2'));
    await window.refuseCalls('INTERNAL');
    await asking[question](window);
    await window.page.locator('main .app-support-line').first().waitFor();
    await expectNoBareCode(window);
    await window.refuseCalls(null);
    await expectDetails(window, refusal(question === 'saveBundle' ? 'BUNDLE_NOT_WRITTEN' : 'INTERNAL'));
    expect(await window.page.getByText(en.feedback.detailsCopied).isVisible()).toBe(true);
    await window.close();
  });
});

describe('issue 6 line 1: a gesture that is refused', () => {
  it.each<[view: string, button: string, name: CommandName, code: CallErrorCode, words: RegExp]>([
    ['homeAal2', 'Change role', 'changeRole', 'NOT_NOW', /not possible now/],
    ['waitingToLogIn', 'Copy link', 'copyStartLink', 'LINK_NOT_COPIED', /link could not be copied/],
    [
      'loggedOut',
      'Unlock a smartcard (opens in your browser)',
      'openHelp',
      'HELP_NOT_OPENED',
      /could not open your browser/,
    ],
  ])('%s: "%s" (%s) tells %s', async (view, button, _name, code, said) => {
    const window = await renderer.open(viewNamed(view));
    await window.refuseCalls(code);
    await window.page
      .locator('summary')
      .evaluateAll((all) => all.forEach((one) => ((one.parentElement as HTMLDetailsElement).open = true)));
    await window.page.getByRole('button', { name: button, exact: true }).click();
    const line = window.page.locator('.app-feedback__text');
    await line.waitFor();
    expect(await line.innerText()).toMatch(said);
    expect(await window.page.getByText(en.feedback.linkCopied).count(), 'nothing is said to be copied').toBe(0);
    await window.refuseCalls(null);
    await expectDetails(window, refusal(code));
    await window.page.getByText(en.feedback.detailsCopied).waitFor();
    await expectDetails(window, refusal(code));
    expect(await window.page.evaluate(() => document.activeElement?.textContent)).toBe(en.actions.copyDetails);
    await window.close();
  });

  it('among them the copy itself: the details stay on screen, to be copied by hand', async () => {
    const view = viewNamed('unreachable');
    const window = await renderer.open(view);
    await window.refuseCalls('DETAILS_NOT_COPIED');
    await window.page.getByRole('button', { name: en.actions.copyDetails }).click();
    await window.page.getByText('could not be copied. Select them on the screen').waitFor();
    expect(await window.page.getByText(en.feedback.detailsCopied).count()).toBe(0);
    for (const error of errorsIn(view)) await expectDetails(window, error);
    await expectDetails(window, refusal('DETAILS_NOT_COPIED'));
    await window.close();
  });

  it('and keeps what was refused before while its details cannot be copied', async () => {
    const window = await renderer.open(viewNamed('homeAal2'));
    await window.refuseCalls('NOT_NOW');
    await window.page.getByRole('button', { name: 'Change role' }).click();
    await window.page.getByText('NOT_NOW').waitFor();
    await window.refuseCalls('DETAILS_NOT_COPIED');
    await window.page.getByRole('button', { name: en.actions.copyDetails }).click();
    await window.page.getByText('DETAILS_NOT_COPIED').waitFor();
    await window.refuseCalls(null);
    await expectDetails(window, refusal('NOT_NOW'));
    await window.page.getByText(en.feedback.detailsCopied).waitFor();
    expect(await window.page.getByText('DETAILS_NOT_COPIED').count()).toBe(0);
    await window.close();
  });

  it('also in the time-out dialog, which hides all else', async () => {
    const window = await renderer.open(
      homeWith({ warning: { cause: 'idle', atMs: now + 3 * minute, leadsTo: 'locked' } }),
    );
    await window.refuseCalls('NOT_NOW');
    const dialog = window.page.getByRole('dialog');
    await dialog.getByRole('button', { name: en.actions.stayLoggedIn }).click();
    const line = dialog.locator('.app-support-line');
    await line.waitFor();
    await window.refuseCalls(null);
    await line.getByRole('button').click();
    await dialog.getByText(en.feedback.detailsCopied).waitFor();
    expect((await window.calls()).at(-1)).toEqual({
      name: 'copyProblem',
      input: expect.objectContaining(refusal('NOT_NOW')),
    });
    await window.close();
  });
});

describe('issue 6 line 1: bad news that is no refusal', () => {
  it.each(['endedUnconfirmed', 'lockedWithWorkKept'])(
    'a deletion that the keychain did not show has its details: %s',
    async (name) => {
      const window = await renderer.open(viewNamed(name));
      const line = window.page.locator(places).filter({ hasText: 'DELETION_UNCONFIRMED' });
      expect(await line.innerText()).toMatch(/at \d\d:\d\d.*[0-9a-f]{8}-[0-9a-f-]{27}/);
      await line.getByRole('button', { name: en.actions.copyDetails }).click();
      const input = expect.objectContaining({ code: 'DELETION_UNCONFIRMED' });
      await expect.poll(window.calls, { timeout: 10_000 }).toEqual([{ name: 'copyProblem', input }]);
      await window.close();
    },
  );

  it.each([
    ['RECORD_BROKEN', { kind: 'broken', file: 'audit-1.jsonl', line: 7, why: 'chain' }],
    ['RECORD_UNREADABLE', { kind: 'unreadable' }],
  ])('an audit record that does not prove itself has its details: %s', async (code, checkAudit) => {
    const window = await renderer.open(viewNamed('homeAal2'));
    await window.page.evaluate((answer) => {
      globalThis.window.fakeBridge.answers = { readActivity: [], checkAudit: answer };
    }, checkAudit);
    await window.page.getByRole('button', { name: 'My activity' }).click();
    await window.page.getByRole('button', { name: 'Check that the record is whole' }).click();
    const line = window.page.locator(places).filter({ hasText: code });
    await line.getByRole('button', { name: en.actions.copyDetails }).waitFor();
    expect(await line.innerText()).toMatch(/at \d\d:\d\d.*[0-9a-f]{8}-[0-9a-f-]{27}/);
    await window.close();
  });
});

describe('issue 6 line 1: a part of the page that is missing', () => {
  it.each(['settings', 'policy', 'about', 'diagnostics', 'support-bundle'])(
    'the page whose script is missing is said to be so, with its details and a way back: %s',
    async (script) => {
      const window = await renderer.open(viewNamed('loggedOut'), { missing: [script] });
      const page = script === 'support-bundle' ? 'supportBundle' : (script as PageName);
      await window.page.evaluate((name) => globalThis.window.fakeBridge.showPage(name), page);
      await window.page.getByText('PART_MISSING').waitFor();
      await window.page.getByRole('button', { name: 'Copy details' }).waitFor();
      await window.page.getByRole('button', { name: 'Go back' }).click();
      await window.page.getByRole('button', { name: 'Log in with my Care Identity' }).waitFor();
      await window.close();
    },
  );

  const cases: readonly (readonly [code: Incident['code'], missing: string, how: OpenOptions & { page?: PageName }])[] =
    [
      ['PART_MISSING', 'at-work', {}],
      ['LICENCES_MISSING', '*licences', { page: 'about' }],
    ];
  it.each(cases)('%s has its details', async (code, missing, { page }) => {
    const window = await renderer.open(viewNamed(page ? 'loggedOut' : 'confirmAal3'), { missing: [missing] });
    if (page) await openWithin(window, { page });
    const details = window.page.locator(places);
    await details.waitFor();
    expect(await details.innerText()).toMatch(new RegExp(`${code}[^]*[0-9a-f]{8}-[0-9a-f-]{27}`));
    await details.getByRole('button', { name: en.actions.copyDetails }).click();
    await expect
      .poll(window.calls, { timeout: 10_000 })
      .toEqual([{ name: 'copyProblem', input: expect.objectContaining({ code }) }]);
    await window.close();
  });
});
