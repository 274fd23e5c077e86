import { describe, expect, test } from 'vitest';
import { largestInput } from '../../main/ipc/plain-data.ts';
import { sessionHandlers } from '../../main/ipc/session-handlers.ts';
import type { Gesture } from '../../main/session/events.ts';
import type { Session } from '../../main/session/session.ts';
import { commands, type AppInfo, type CommandName, type DraftValues } from '../../preload/contract.ts';
import type { InputProblem, SessionView } from '../../preload/session-view.ts';
import { problem } from '../renderer/fixtures.ts';
import { viewNamed } from '../renderer/views.ts';
import { fake, fakeLog } from '../shell/fakes.ts';
import { commandNames, refusal, wired } from './wiring.ts';

const info: AppInfo = {
  name: 'CIS2 Desktop',
  version: '0.1.0',
  environment: null,
  profile: 'personal',
  versions: { electron: '45.4.1', chromium: '150.0.0.0', node: '24.0.0', commit: null },
  browser: null,
  remoteSession: null,
  support: { continuity: null, localIt: null, registrationAuthority: null },
};

/** The handlers of the app over a session that takes every gesture, or none, behind the checks that every call passes. */
interface SessionDouble {
  readonly view?: SessionView;
  /** Whether the system takes what is put on the clipboard. */
  readonly copies?: boolean;
  readonly takes?: boolean;
  readonly drafts?: Record<string, DraftValues>;
  readonly problems?: readonly InputProblem[];
}

function connected(over: SessionDouble = {}) {
  const { takes = true, drafts = {}, problems = [], copies = true, view = { kind: 'loggedOut' } } = over;
  const gestures: Gesture[] = [];
  const { log, entries: noted } = fakeLog();
  const copied: string[] = [];
  const session = fake<Session>({
    view: () => view,
    gesture(made: Gesture) {
      gestures.push(made);
      return takes;
    },
    linkCopied: () => Promise.resolve(copies),
    inputProblems: () => problems,
    readDraft: (screenId: string) => drafts[screenId] ?? null,
  });
  const handlers = sessionHandlers(
    session,
    () => info,
    (text) => {
      if (copies) copied.push(text);
      return Promise.resolve(copies);
    },
    fake({}),
    log,
  );
  const { invoke, entries } = wired(handlers as Parameters<typeof wired>[0]);
  const call = (name: CommandName, input?: unknown) => invoke(commands[name].channel, input);
  return { call, gestures, copied, entries, noted };
}

/** Each command that is a gesture, with an input and what the session is told. */
const gestureOf: readonly (readonly [name: CommandName, input: object | undefined, gesture: Gesture])[] = [
  ['login', undefined, { type: 'loginRequested' }],
  ['reopenBrowser', undefined, { type: 'reopenRequested' }],
  ['copyStartLink', undefined, { type: 'startLinkRequested' }],
  ['cancelAttempt', undefined, { type: 'cancelRequested' }],
  ['chooseRole', { roleId: 'r1' }, { type: 'roleChosen', roleId: 'r1' }],
  ['changeRole', undefined, { type: 'changeRoleRequested' }],
  [
    'prepareAction',
    { actionId: 'sign', input: { reason: 'x' } },
    { type: 'actionPrepared', actionId: 'sign', input: { reason: 'x' } },
  ],
  ['dismissUnresolved', { requestId: 'r-1' }, { type: 'unresolvedDismissed', requestId: 'r-1' }],
  ['stepUp', { again: true }, { type: 'stepUpRequested', again: true }],
  ['confirmAction', { confirmationId: 'c1' }, { type: 'actionConfirmed', confirmationId: 'c1' }],
  ['goBack', undefined, { type: 'wentBack' }],
  ['lock', undefined, { type: 'lockRequested' }],
  ['unlock', undefined, { type: 'unlockRequested' }],
  ['switchPerson', undefined, { type: 'switchRequested' }],
  ['logOut', undefined, { type: 'logOutRequested' }],
  ['continueSession', undefined, { type: 'continueRequested' }],
  ['renewLogin', undefined, { type: 'renewRequested' }],
  ['noteActivity', { inputAtMs: 5 }, { type: 'activityNoted', inputAtMs: 5 }],
  ['stayLoggedIn', { inputAtMs: 6 }, { type: 'stayRequested', inputAtMs: 6 }],
  ['dismissEndNotice', undefined, { type: 'endNoticeDismissed' }],
  [
    'saveDraft',
    { screenId: 'note', values: { text: 'x', urgent: true } },
    { type: 'draftSaved', screenId: 'note', values: { text: 'x', urgent: true } },
  ],
];
const questions: readonly CommandName[] = [
  'appInfo',
  'getView',
  'readDraft',
  'readActivity',
  'checkAudit',
  'copyProblem',
];

/** Those that have nothing to do with the session. */
const others: readonly CommandName[] = [
  'readSettings',
  'changeSettings',
  'readPolicy',
  'openHelp',
  'readDiagnostics',
  'runDiagnostics',
  'copyDiagnostics',
  'previewBundle',
  'saveBundle',
];

test('every command of the contract is a gesture of this table, a question, or not of the session', () => {
  expect([...gestureOf.map(([name]) => name), ...questions, ...others].sort()).toEqual([...commandNames].sort());
});

describe('gestures', () => {
  test.each(gestureOf)('%s tells the session of it, with what the page said and nothing else', async (...row) => {
    const [name, input, gesture] = row;
    const { call, gestures } = connected();
    expect(await call(name, input)).toEqual({ ok: true, value: name === 'prepareAction' ? [] : undefined });
    expect(gestures).toEqual([gesture]);
  });

  const refusable = gestureOf.filter(([name]) => name !== 'noteActivity');
  test.each(refusable)('%s answers NOT_NOW when the session refuses it', async (name, input) => {
    expect(await connected({ takes: false }).call(name, input)).toEqual(refusal('NOT_NOW'));
  });

  test('activity is never refused, whatever the session makes of it', async () => {
    const { call, gestures } = connected({ takes: false });
    expect(await call('noteActivity', { inputAtMs: 1 })).toEqual({ ok: true, value: undefined });
    expect(gestures).toHaveLength(1);
  });

  test.each([NaN, Infinity, -Infinity, '5', null, undefined])(
    'B26 an input time of %s reaches no session',
    async (ms) => {
      const { call, gestures } = connected();
      for (const name of ['noteActivity', 'stayLoggedIn'] as const) {
        expect(await call(name, { inputAtMs: ms })).toEqual(refusal('INPUT_INVALID'));
      }
      expect(gestures).toEqual([]);
    },
  );
});

describe('what is filled in for an action (issue 5 line 2)', () => {
  const problems: readonly InputProblem[] = [{ field: 'reason', fault: 'missing' }];

  test('is answered by what is wrong with it, and then nothing begins', async () => {
    const { call, gestures } = connected({ problems });
    expect(await call('prepareAction', { actionId: 'sign', input: {} })).toEqual({ ok: true, value: problems });
    expect(gestures).toEqual([]);
  });

  test('may be nothing at all', async () => {
    const { call, gestures } = connected();
    await call('prepareAction', { actionId: 'sign' });
    expect(gestures).toEqual([{ type: 'actionPrepared', actionId: 'sign', input: {} }]);
  });

  test('B26 a value that is no text, or longer than any field, reaches no session', async () => {
    const { call, gestures } = connected();
    for (const reason of [true, 5, null, ['x'], 'x'.repeat(4001)]) {
      expect(await call('prepareAction', { actionId: 'sign', input: { reason } })).toEqual(refusal('INPUT_INVALID'));
    }
    expect(gestures).toEqual([]);
  });

  test('has its draft under the id of the action, however long that is', async () => {
    const { call, gestures } = connected();
    const screenId = `action-a${'-'.repeat(60)}`;
    expect(await call('saveDraft', { screenId, values: {} })).toEqual({ ok: true, value: undefined });
    expect(gestures).toHaveLength(1);
  });
});

describe('drafts', () => {
  /** A draft whose JSON is exactly as long. */
  const draftOf = (jsonLength: number): DraftValues => ({ text: 'x'.repeat(jsonLength - '{"text":""}'.length) });
  const limit = 64 * 1024;
  const longestScreenId = `a${'-'.repeat(70)}`;

  test('HAZ-08 what was saved for a screen is read for that screen', async () => {
    const { call } = connected({ drafts: { note: { text: 'typed' } } });
    expect(await call('readDraft', { screenId: 'note' })).toEqual({ ok: true, value: { text: 'typed' } });
    expect(await call('readDraft', { screenId: 'other' })).toEqual({ ok: true, value: null });
  });

  test('HAZ-08 a draft of 64 kB is saved and read whole', async () => {
    const values = draftOf(limit);
    const { call, gestures } = connected({ drafts: { [longestScreenId]: values } });
    expect(await call('saveDraft', { screenId: longestScreenId, values })).toEqual({ ok: true, value: undefined });
    expect(gestures).toEqual([{ type: 'draftSaved', screenId: longestScreenId, values }]);
    expect(await call('readDraft', { screenId: longestScreenId })).toEqual({ ok: true, value: values });
  });

  test.each<[what: string, input: unknown]>([
    ['more than 64 kB', { screenId: 'note', values: draftOf(limit + 1) }],
    ['far more than 64 kB, of many small fields', { screenId: 'note', values: manyFields(largestInput) }],
    ['more than 64 kB once it is written as JSON', { screenId: 'note', values: { text: '\n'.repeat(40_000) } }],
    ['a value that is an object', { screenId: 'note', values: { text: { nested: 'x' } } }],
    ['a name of a field that is too long', { screenId: 'note', values: { ['x'.repeat(101)]: 'x' } }],
    ['a screen that is a path', { screenId: '../note', values: {} }],
    ['a screen whose name is too long', { screenId: `${longestScreenId}a`, values: {} }],
    ['no values', { screenId: 'note' }],
  ])('B26 %s is refused', async (_what, input) => {
    const { call, gestures } = connected();
    expect(await call('saveDraft', input)).toEqual(refusal('INPUT_INVALID'));
    expect(gestures).toEqual([]);
  });

  test('B26 a field named after a prototype does not arrive', async () => {
    const { call, gestures } = connected();
    const values: unknown = JSON.parse('{"__proto__":"x","constructor":"x","prototype":"x","text":"kept"}');
    expect(await call('saveDraft', { screenId: 'note', values })).toEqual({ ok: true, value: undefined });
    expect(gestures).toEqual([{ type: 'draftSaved', screenId: 'note', values: { text: 'kept' } }]);
  });
});

test('app info and view are what they are', async () => {
  const { call } = connected();
  expect(await call('appInfo')).toEqual({ ok: true, value: info });
  expect(await call('getView')).toEqual({ ok: true, value: { kind: 'loggedOut' } });
});

describe('issue 6 line 1: "Copy details"', () => {
  const view = viewNamed('unreachable');
  const shown = problem('PROVIDER_UNREACHABLE');
  const { detail, ...incident } = shown;

  test('puts code, time and id on the clipboard, with the line for IT that main has of it', async () => {
    const { call, copied } = connected({ view });
    expect(await call('copyProblem', incident)).toEqual({ ok: true, value: undefined });
    expect(copied).toEqual([
      `CIS2 Desktop 0.1.0\nCode: PROVIDER_UNREACHABLE\nTime: 2026-11-21T09:29:00.000Z\nCorrelation ID: ${shown.correlationId}\nDetail: ${detail}`,
    ]);
  });

  test('of an end says its reason, and of anything else than what is on screen no more than the page does', async () => {
    const ended = viewNamed('endedByUser');
    if (ended.kind !== 'ended') throw new Error('not an end');
    const { call, copied } = connected({ view: ended });
    await call('copyProblem', { ...incident, code: 'SESSION_ENDED', correlationId: ended.correlationId });
    await call('copyProblem', { ...incident, code: 'NOT_NOW', correlationId: 'another' });
    expect(copied.map((text) => text.split('\n').at(-1))).toEqual(['Detail: user', 'Correlation ID: another']);
  });

  test('leaves the id in the log: whoever has the details finds the moment', async () => {
    const { call, noted } = connected({ view });
    await call('copyProblem', incident);
    expect(noted).toEqual([
      { level: 'info', code: 'DETAILS_COPIED', correlationId: shown.correlationId, reason: 'PROVIDER_UNREACHABLE' },
    ]);
  });

  test('says that it failed when the system did not take it, and so does "Copy link"', async () => {
    const { call, entries, noted } = connected({ view, copies: false });
    expect(await call('copyProblem', incident)).toEqual(refusal('DETAILS_NOT_COPIED'));
    expect(await call('copyStartLink')).toEqual(refusal('LINK_NOT_COPIED'));
    expect(noted).toEqual([]);
    expect(entries).toEqual([
      { level: 'warn', code: 'DETAILS_NOT_COPIED', correlationId: 'an-id', detail: 'copyProblem' },
      { level: 'warn', code: 'LINK_NOT_COPIED', correlationId: 'an-id', detail: 'copyStartLink' },
    ]);
  });

  test.each([
    ['a code that is none of ours', { ...incident, code: 'https://evil.invalid' }],
    ['an id that is a text', { ...incident, correlationId: 'ring 01632 960 000' }],
    ['a time that no calendar has', { ...incident, atMs: 1e300 }],
    ['a line of its own', { ...incident, detail: 'x' }],
  ])('B26 copies nothing for a page that gives %s', async (_what, input) => {
    const { call, copied } = connected({ view });
    expect(await call('copyProblem', input)).toEqual(refusal('INPUT_INVALID'));
    expect(copied).toEqual([]);
  });
});

test('issue 6 line 1: a refused gesture is in the log by the id that the screen shows', async () => {
  const { call, entries } = connected({ takes: false });
  await call('changeRole');
  expect(entries).toEqual([{ level: 'info', code: 'NOT_NOW', correlationId: 'an-id', detail: 'changeRole' }]);
});

function manyFields(count: number): DraftValues {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, true]));
}
