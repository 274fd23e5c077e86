import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InputProblem } from '../../preload/session-view.ts';
import { breakGlass } from './fixtures.ts';
import { axeViolations } from './support/axe.ts';
import { startRenderer, type OpenWindow, type Renderer } from './support/window.ts';
import { viewNamed } from './views.ts';

/** Issue 5 line 2: an entry of the catalogue with fields of every kind shows as a form, without code. */
let renderer: Renderer;
let window: OpenWindow;
beforeAll(async () => {
  renderer = await startRenderer();
}, 60_000);
afterAll(() => renderer?.close());

const screenId = `action-${breakGlass.id}`;
const home = viewNamed('homeUnresolved');

const find = (field: string) => window.page.getByLabel(field);
const press = (name: string) => window.page.getByRole('button', { name, exact: true }).click();

async function openForm(): Promise<void> {
  await press('Open a record in an emergency');
  await window.page.getByRole('heading', { level: 1, name: 'Open a record in an emergency' }).waitFor();
}

async function fillIn(): Promise<void> {
  await find('NHS number').fill('999 000 0009');
  await find('Reason').fill('First line\nSecond line');
  await find('Emergency').check();
  await find('Where you are').selectOption('Ambulance');
}

const filledIn = {
  nhsNumber: '999 000 0009',
  reason: 'First line\nSecond line',
  basis: 'emergency',
  place: 'ambulance',
};

async function mainAnswers(problems: readonly InputProblem[]): Promise<void> {
  await window.page.evaluate((answer) => {
    globalThis.window.fakeBridge.problems = answer;
  }, problems);
}

async function drafts(): Promise<unknown[]> {
  return (await window.calls()).filter(({ name }) => name === 'saveDraft').map(({ input }) => input);
}

describe('on a personal desktop', () => {
  beforeEach(async () => {
    window = await renderer.open(home, { appInfo: { profile: 'personal' } });
    await openForm();
  });
  afterEach(async () => {
    expect(window.faults).toEqual([]);
    await window.close();
  });

  it('has a field for each of the action’s, with its label, hint and kind, and takes the focus at its heading', async () => {
    expect(await window.page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await window.page.getByText('The person has not allowed it, and will be told.').waitFor();
    const kinds = await window.page
      .locator('form input, form textarea, form select')
      .evaluateAll((fields) => fields.map((field) => field.getAttribute('type') ?? field.tagName.toLowerCase()));
    expect(kinds).toEqual(['text', 'text', 'textarea', 'radio', 'radio', 'select']);
    const ward = find('Ward (optional)');
    const hint = window.page.locator(`[id="${await ward.getAttribute('aria-describedby')}"]`);
    expect(await hint.innerText()).toBe('As it is written on the door.');
  });

  it('asks for the action with what was filled in', async () => {
    await fillIn();
    await press('Continue');
    expect((await window.calls()).at(-1)).toEqual({
      name: 'prepareAction',
      input: { actionId: breakGlass.id, input: filledIn },
    });
  });

  it('shows what main finds wrong: a summary that takes the focus and leads to the fields, and words at each', async () => {
    await mainAnswers([
      { field: 'nhsNumber', fault: 'malformed' },
      { field: 'reason', fault: 'tooLong' },
      { field: 'basis', fault: 'missing' },
      { field: 'place', fault: 'notAChoice' },
    ]);
    await press('Continue');
    const summary = window.page.getByRole('alert', { name: 'There is a problem' });
    await summary.waitFor();
    expect(await summary.evaluate((box) => box === document.activeElement)).toBe(true);
    expect(await summary.getByRole('link').allInnerTexts()).toEqual([
      'NHS number: enter a valid NHS number, which has 10 digits',
      'Reason: use 500 characters or fewer',
      'Select an answer: Why you may',
      'Select one of the answers: Where you are',
    ]);
    expect(await window.page.title()).toBe('Error: Open a record in an emergency – CIS2 Desktop');
    await summary.getByRole('link').nth(1).click();
    const reason = find('Reason');
    expect(await reason.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await reason.getAttribute('aria-invalid')).toBe('true');
    expect(await axeViolations(window.page)).toEqual([]);
  });

  it('takes the focus to the summary once more when the same is wrong again', async () => {
    await mainAnswers([{ field: 'reason', fault: 'missing' }]);
    await press('Continue');
    const summary = window.page.getByRole('alert', { name: 'There is a problem' });
    await summary.waitFor();
    await find('Reason').focus();
    await press('Continue');
    await expect.poll(() => summary.evaluate((box) => box === document.activeElement)).toBe(true);
  });

  it('HAZ-08 keeps each key in main, and nothing else has to happen for that', async () => {
    await find('Reason').pressSequentially('Be');
    expect(await drafts()).toEqual([
      { screenId, values: { reason: 'B' } },
      { screenId, values: { reason: 'Be' } },
    ]);
  });

  it('HAZ-08 comes back with what was typed, from a step-up that was given up', async () => {
    await fillIn();
    await window.page.evaluate(
      ([id, values]) => {
        globalThis.window.fakeBridge.drafts = { [id]: values };
      },
      [screenId, filledIn] as const,
    );
    await window.show(viewNamed('blockedByService'));
    await window.show(home);
    await window.page.getByRole('heading', { level: 1, name: 'Open a record in an emergency' }).waitFor();
    await expect.poll(() => find('Reason').inputValue()).toBe(filledIn.reason);
    expect(await find('Emergency').isChecked()).toBe(true);
    expect(await find('Where you are').inputValue()).toBe('ambulance');
  });

  it('HAZ-06 does not come back once it was done, or once nobody knows whether it was', async () => {
    for (const outcome of ['actionOk', 'actionUnknown']) {
      const done = viewNamed(outcome);
      if (done.kind !== 'actionDone') throw new Error(`${outcome} is another view`);
      await window.show({ ...done, action: breakGlass });
      await window.show(home);
      await window.page.getByRole('heading', { level: 1, name: 'Your session' }).waitFor();
      await openForm();
    }
  });

  it('comes back after a refusal, to be mended', async () => {
    await window.show(viewNamed('actionRefused'));
    await window.show(home);
    await window.page.getByRole('heading', { level: 1, name: 'Open a record in an emergency' }).waitFor();
  });

  it('is left by "Go back"', async () => {
    await press('Go back');
    await window.page.getByRole('heading', { level: 1, name: 'Your session' }).waitFor();
  });

  it('has no accessibility violation (WCAG 2.2 AA), no low target, and reflows at 320 px', async () => {
    expect(await axeViolations(window.page)).toEqual([]);
    const low = await window.page
      .locator('form button, form input, form select, form textarea')
      .evaluateAll((controls) => controls.filter((control) => control.getBoundingClientRect().height < 44).length);
    expect(low).toBe(0);
    await window.page.setViewportSize({ width: 320, height: 640 });
    expect(await window.page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });
});

it('invariant 7 keeps nothing of what is typed on a shared terminal, and says so', async () => {
  window = await renderer.open(home, { appInfo: { profile: 'shared' } });
  await openForm();
  await fillIn();
  expect(await window.calls()).toEqual([]);
  await window.page.getByText('this is a shared computer').waitFor();
  await window.close();
});

it('adds to the log-in that is waited for what was filled in before', async () => {
  window = await renderer.open(viewNamed('blockedWithOthers'), { appInfo: { profile: 'personal' } });
  await window.page.evaluate(
    ([id, values]) => {
      globalThis.window.fakeBridge.drafts = { [id]: values };
    },
    [screenId, filledIn] as const,
  );
  await press('Add: Open a record in an emergency');
  await expect
    .poll(() => window.calls())
    .toEqual([{ name: 'prepareAction', input: { actionId: breakGlass.id, input: filledIn } }]);
  await mainAnswers([{ field: 'reason', fault: 'missing' }]);
  await press('Add: Open a record in an emergency');
  await window.page.getByText('That action is not filled in yet').waitFor();
  await window.close();
});
