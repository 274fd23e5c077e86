import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Gesture } from '../../main/session/events.ts';
import { turn } from './busy.ts';
import { freePort, untilSo } from './journey-world.ts';
import { providerInMemory } from './provider-in-memory.ts';
import { wholeSession } from './whole-session.ts';

/** B07: gestures that come at once, or without end. Whatever they do, one attempt is alive, and nothing goes uncaught. */

const uncaught: unknown[] = [];
const note = (error: unknown) => void uncaught.push(error);
beforeEach(() => {
  process.on('uncaughtException', note).on('unhandledRejection', note);
});
afterEach(() => {
  process.off('uncaughtException', note).off('unhandledRejection', note);
  expect(uncaught.splice(0)).toEqual([]);
});

/** How many ports this process listens on; the provider is in memory and has none. */
const listening = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length;

async function begun(provider: object = {}) {
  const memory = providerInMemory();
  const it = await wholeSession(memory.settings, { provider: { ...provider } }, { http: memory.http });
  return { ...it, memory, logIn: () => it.gesture({ type: 'loginRequested' }) };
}

type Begun = Awaited<ReturnType<typeof begun>>;

/** The one that is alive leads home, and nothing is left of any. */
async function expectOneThatWorks(it: Begun) {
  await it.when('waitingForBrowser');
  await untilSo(() => listening() === 1, 'one port');
  expect(await it.memory.inBrowser(it.opened.at(-1) ?? '')).toContain('You are logged in');
  await it.when('home');
  expect(it.memory.taken).toMatchObject({ codes: 1 });
  await untilSo(() => listening() === 0, 'no port');
  it.gesture({ type: 'logOutRequested' });
  await it.session.quit();
}

describe('issue 6 line 2, R20: a browser that does not open', () => {
  test('the attempt stays, says so, and is completed by the link that somebody opens by hand', async () => {
    const memory = providerInMemory();
    const links: string[] = [];
    const onOpen = (url: string) => {
      links.push(url);
      throw new Error('no browser');
    };
    const it = await wholeSession(memory.settings, {}, { http: memory.http, onOpen });
    it.gesture({ type: 'loginRequested' });
    await untilSo(() => {
      const view = it.view();
      return view.kind === 'waitingForBrowser' && view.notice?.code === 'BROWSER_NOT_OPENED';
    }, 'said');
    expect(it.gesture({ type: 'startLinkRequested' }), 'the link can be copied').toBe(true);
    expect(await memory.inBrowser(links[0] ?? '')).toContain('You are logged in');
    await it.when('home');
    await it.session.quit();
  });
});

describe('two log-ins at once', () => {
  test('in one moment: one browser opens, and its answer counts', async () => {
    const it = await begun();
    expect([it.logIn(), it.logIn()]).toEqual([true, true]);
    await it.when('waitingForBrowser');
    expect(it.opened).toHaveLength(1);
    await expectOneThatWorks(it);
  });

  test('one after the other: the first is replaced, and its tab brings nothing any more', async () => {
    const it = await begun();
    it.logIn();
    await it.when('waitingForBrowser');
    const [first] = it.opened;
    it.logIn();
    await untilSo(() => it.opened.length === 2, 'the second opens');
    await expect(fetch(first ?? '')).rejects.toThrow('fetch failed');
    await expectOneThatWorks(it);
  });

  test('on the one registered port: the second waits for it', async () => {
    const it = await begun({ redirectPorts: [await freePort()] });
    it.logIn();
    await it.when('waitingForBrowser');
    it.logIn();
    it.logIn();
    await untilSo(() => it.opened.length === 2, 'the last opens');
    await expectOneThatWorks(it);
  });

  test('at whatever moment of its beginning a log-in is overtaken, it leaves no port behind', async () => {
    const it = await begun();
    for (let steps = 0; steps < 60; steps += 1) {
      it.logIn();
      // As far as it gets without anything happening outside.
      for (let step = 0; step < steps; step += 1) await Promise.resolve();
    }
    await untilSo(() => listening() === 1, 'one port');
    await expectOneThatWorks(it);
  });

  test('while the answer to the first is being checked: the second wins, and the tokens of the first are given back', async () => {
    const it = await begun();
    it.logIn();
    await it.when('waitingForBrowser');
    const page = it.memory.inBrowser(it.opened[0] ?? '');
    await it.when('checkingLogin');
    it.logIn();
    expect(await page).not.toContain('You are logged in');
    await untilSo(() => it.memory.taken.revocations === 1, 'given back');
    await it.when('waitingForBrowser');
    expect(it.vault.current()).toBeUndefined();
    await it.memory.inBrowser(it.opened.at(-1) ?? '');
    await it.when('home');
    await it.session.quit();
  });
});

/** Everything that a person can do, some of it more often, since that is what a person does. */
const all: readonly Gesture[] = [
  ...Array.from({ length: 6 }, () => ({ type: 'loginRequested' }) as const),
  { type: 'reopenRequested' },
  { type: 'startLinkRequested' },
  { type: 'cancelRequested' },
  { type: 'roleChosen', roleId: 'none' },
  { type: 'changeRoleRequested' },
  { type: 'actionPrepared', actionId: 'view-patient', input: {} },
  { type: 'actionPrepared', actionId: 'sign-prescription', input: {} },
  { type: 'stepUpRequested', again: false },
  { type: 'stepUpRequested', again: true },
  { type: 'actionConfirmed', confirmationId: 'none' },
  { type: 'wentBack' },
  { type: 'lockRequested' },
  { type: 'unlockRequested' },
  { type: 'switchRequested' },
  { type: 'logOutRequested' },
  { type: 'continueRequested' },
  { type: 'renewRequested' },
  { type: 'activityNoted', inputAtMs: 0 },
  { type: 'stayRequested', inputAtMs: Number.MAX_VALUE },
  { type: 'endNoticeDismissed' },
  { type: 'draftSaved', screenId: 'note', values: { text: 'x' } },
];

/** Numbers in [0, 1) that are the same each time (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test.each([1, 2, 3])('a storm of gestures, with answers of the browser in between: %i', async (seed) => {
  const it = await begun();
  const next = chance(seed);
  let answers = 0;
  for (let gestures = 0; gestures < 300; gestures += 1) {
    const gesture = all[Math.floor(next() * all.length)];
    if (gesture) it.gesture(gesture);
    if (next() < 0.3) await turn();
    if (next() < 0.1 && it.view().kind === 'waitingForBrowser') {
      answers += 1;
      // A tab that is overtaken finds nobody; that is its own affair.
      await it.memory.inBrowser(it.opened.at(-1) ?? '').catch(() => undefined);
    }
  }
  expect(answers).toBeGreaterThan(0);
  it.gesture({ type: 'cancelRequested' });
  it.gesture({ type: 'logOutRequested' });
  await untilSo(() => listening() === 0, 'no port is held');
  const { codes } = it.memory.taken;
  it.gesture({ type: 'loginRequested' });
  await it.when('waitingForBrowser');
  await untilSo(() => listening() === 1, 'one port');
  expect(await it.memory.inBrowser(it.opened.at(-1) ?? '')).toContain('You are logged in');
  await it.when('home');
  expect(it.memory.taken.codes).toBe(codes + 1);
  await it.session.quit();
});
