import { afterEach, expect, test, vi } from 'vitest';
import type { Narrator } from '../../build/scripts/demo/narrator.ts';
import { runSteps } from '../../build/scripts/demo/run-steps.ts';
import type { Step } from '../../build/scripts/demo/step.ts';
import { steps as demoSteps } from '../../build/scripts/demo/steps.ts';

afterEach(() => {
  vi.useRealTimers();
});

/** A stage on which steps only leave a mark. */
interface Marks {
  readonly done: string[];
}

const good = { name: 'it is so', look: () => ({ ok: true, detail: 'yes' }) };
const bad = { name: 'it is so', look: () => ({ ok: false, detail: 'expected 1, found 2' }) };

function step(name: string, more: Partial<Step<Marks>> = {}): Step<Marks> {
  return {
    name,
    title: `Does ${name}`,
    shows: 'app',
    act(stage) {
      stage.done.push(name);
      return Promise.resolve();
    },
    checks: [good],
    ...more,
  };
}

async function run(steps: readonly Step<Marks>[], options: { blind?: boolean; signal?: AbortSignal } = {}) {
  const stage: Marks = { done: [] };
  const pictures: string[] = [];
  const told: string[] = [];
  const narrator: Narrator = {
    begin: (title) => void told.push(`begin ${title}`),
    end: (title, { ok }, trouble) => {
      told.push(`${ok === null ? 'not shown' : ok ? 'ok' : 'failed'} ${title}`, ...trouble);
    },
    abandon: () => void told.push('abandoned'),
  };
  const reports = await runSteps(steps, {
    stage,
    narrator,
    camera: (side, file) => {
      pictures.push(`${side} ${file}`);
      return Promise.resolve(options.blind !== true);
    },
    describe: () => Promise.resolve(['The app shows: a page']),
    signal: options.signal ?? new AbortController().signal,
  });
  return { reports, pictures, told, done: stage.done };
}

test('steps run in order, each with its picture and its checks', async () => {
  const { reports, pictures, told } = await run([step('one'), step('two', { shows: 'browser' })]);
  expect(pictures).toEqual(['app 01-one.png', 'browser 02-two.png']);
  expect(told).toEqual(['begin Does one', 'ok Does one', 'begin Does two', 'ok Does two']);
  expect(reports).toEqual([
    {
      name: 'one',
      ok: true,
      ms: expect.any(Number),
      screenshot: '01-one.png',
      checks: [{ name: 'it is so', ok: true, detail: 'yes' }],
    },
    expect.objectContaining({ name: 'two', ok: true, screenshot: '02-two.png' }),
  ]);
});

test('a check that fails stops the run, after all checks of the step and a picture of both browsers', async () => {
  const { reports, pictures, told, done } = await run([step('one', { checks: [bad, good] }), step('two')]);
  expect(done).toEqual(['one']);
  expect(reports).toHaveLength(1);
  expect(reports[0]).toMatchObject({ ok: false, checks: [{ ok: false }, { ok: true }] });
  expect(pictures).toEqual(['app 01-one.png', 'browser 99-failed-browser.png']);
  expect(told.slice(1)).toEqual(['failed Does one', 'it is so: expected 1, found 2', 'The app shows: a page']);
});

test('a step that throws is told in plain words, also in its report, and its checks are not made', async () => {
  const message =
    '\u001B[2mexpect(\u001B[22mlocator) failed\n\nExpected: "home"\nReceived: "ended"\n\nCall log:\n  - waiting for it';
  const { reports, pictures, told } = await run([
    step('one', { shows: 'browser', act: () => Promise.reject(new Error(message)), checks: [bad] }),
  ]);
  const words = 'expect(locator) failed; Expected: "home"; Received: "ended"';
  expect(reports[0]).toMatchObject({ ok: false, checks: [{ name: 'the step was done', ok: false, detail: words }] });
  expect(pictures).toEqual(['browser 01-one.png', 'app 99-failed-app.png']);
  expect(told).toContain(words);
});

test('a check that throws is one that does not hold', async () => {
  const broken = { name: 'it is so', look: () => Promise.reject(new Error('the window is gone')) };
  const { reports } = await run([step('one', { checks: [broken] })]);
  expect(reports[0]?.checks).toEqual([{ name: 'it is so', ok: false, detail: 'the window is gone' }]);
});

test('no picture is a null in the report', async () => {
  const { reports } = await run([step('one')], { blind: true });
  expect(reports[0]).toMatchObject({ ok: true, screenshot: null });
});

test('a step that this computer cannot show is left out with its reason, is not ok, and the rest goes on', async () => {
  const { reports, pictures, told, done } = await run([
    step('one', { cannotBeShown: () => 'there is no keychain' }),
    step('two', { cannotBeShown: () => undefined }),
  ]);
  expect(done).toEqual(['two']);
  expect(pictures).toEqual(['app 02-two.png']);
  expect(told).toEqual(['not shown Does one', 'begin Does two', 'ok Does two']);
  expect(reports[0]).toEqual({
    name: 'one',
    ok: null,
    ms: 0,
    screenshot: null,
    checks: [],
    notShown: 'there is no keychain',
  });
});

test('a check that cannot be made here is no failure, and does not hide one', async () => {
  const unseen = { name: 'it is gone', look: () => ({ ok: null, detail: 'there is no keychain' }) };
  const { reports } = await run([step('one', { checks: [unseen, good] }), step('two', { checks: [unseen, bad] })]);
  expect(reports).toMatchObject([
    { ok: true, checks: [{ ok: null, detail: 'there is no keychain' }, { ok: true }] },
    { ok: false, checks: [{ ok: null }, { ok: false }] },
  ]);
});

test('an act that never ends is one that has failed', async () => {
  vi.useFakeTimers();
  const running = run([step('one', { act: () => new Promise(() => undefined) })]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect((await running).reports[0]?.checks).toEqual([
    { name: 'the step was done', ok: false, detail: 'There was no end to it in 60 s.' },
  ]);
});

test('when the person stops it, the step under way is neither told nor reported', async () => {
  const stop = new AbortController();
  const { reports, told, pictures } = await run(
    [
      step('one'),
      step('two', {
        act: () => {
          stop.abort();
          return Promise.reject(new Error('the browser was closed'));
        },
      }),
      step('three'),
    ],
    { signal: stop.signal },
  );
  expect(reports.map(({ name }) => name)).toEqual(['one']);
  expect(told.at(-1)).toBe('abandoned');
  expect(pictures).toEqual(['app 01-one.png']);
});

test('the steps of the demo have names of their own, and every one is checked', () => {
  const names = demoSteps.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { name, checks } of demoSteps) {
    expect(name).toMatch(/^[a-z0-9-]+$/);
    expect(checks.length, name).toBeGreaterThan(0);
    const checkNames = checks.map((check) => check.name);
    expect(new Set(checkNames).size, name).toBe(checkNames.length);
  }
});
