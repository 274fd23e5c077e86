import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test, vi } from 'vitest';
import type { Handlers } from '../../main/ipc/commands.ts';
import { sendEvent } from '../../main/ipc/events.ts';
import { isSmallPlainData, largestInput, largestOutput } from '../../main/ipc/plain-data.ts';
import { senderRefusal, type SenderFrame } from '../../main/ipc/sender.ts';
import { commands, events, type EventPayload } from '../../preload/contract.ts';
import { fakeLog } from '../shell/fakes.ts';
import { validFor, withOneMoreKey } from './from-schema.ts';
import { commandNames, ourFrame, refusal, wired } from './wiring.ts';

/** Compiles only because a `Handlers` without a command is an error: the annotation below would be unused otherwise. */
const { login: _login, ...withoutLogin } = {} as Handlers;
// @ts-expect-error a handler is missing
const incomplete: Handlers = withoutLogin;
void incomplete;

test('B25 one handler a command, on the channels of the contract and no other, until removed', () => {
  const { listeners, registration } = wired();
  expect([...listeners.keys()].sort()).toEqual(
    Object.values(commands)
      .map(({ channel }) => channel)
      .sort(),
  );
  registration.remove();
  expect(listeners.size).toBe(0);
});

const disposed: SenderFrame = {
  url: 'app://cis2/index.html',
  get parent(): unknown {
    throw new Error('Render frame was disposed before WebFrameMain could be accessed');
  },
};

describe('B25 whom we answer', () => {
  const at = (url: string): SenderFrame => ({ url, parent: null });
  test.each([
    ['no frame', null, 'noFrame'],
    ['a frame that has gone', disposed, 'noFrame'],
    ['a subframe of our origin', { url: 'app://cis2/index.html', parent: ourFrame }, 'subframe'],
    ['the main frame of another window', at('app://cis2/index.html'), 'otherFrame'],
  ])('B25 %s is refused', (_what, frame, reason) => {
    expect(senderRefusal(frame, ourFrame)).toBe(reason);
  });

  test.each([
    '',
    'about:blank',
    'about:srcdoc',
    'data:text/html,x',
    'blob:app://cis2/1',
    'javascript:0',
    'https://cis2/index.html',
    'file:///app/index.html',
    'app://cis2.evil/index.html',
    'app://evil/index.html',
    'app://cis2:1/index.html',
    'app://user@cis2/index.html',
    'app://cis2@evil/',
    'apps://cis2/index.html',
    'app:cis2',
    'devtools://devtools/bundled/inspector.html',
    'chrome-error://chromewebdata/',
  ])('B25 our window, but the page is %s: refused', (url) => {
    const frame = at(url);
    expect(senderRefusal(frame, frame)).toBe('origin');
  });

  test('B25 our own page is answered', () => {
    expect(senderRefusal(ourFrame, ourFrame)).toBeUndefined();
  });

  test('B25 a refused sender reaches no handler, is counted and logged; every command checks', async () => {
    const handler = vi.fn();
    const { invokeFrom, registration, entries } = wired(
      Object.fromEntries(commandNames.map((name) => [name, handler])),
    );
    for (const name of commandNames) {
      expect(await invokeFrom(at('about:blank'), commands[name].channel)).toEqual(refusal('SENDER_REFUSED'));
    }
    expect(await invokeFrom(null, commands.login.channel)).toEqual(refusal('SENDER_REFUSED'));
    expect(handler).not.toHaveBeenCalled();
    expect(registration.refusedSenders()).toBe(commandNames.length + 1);
    expect(entries.at(-1)).toEqual({
      level: 'warn',
      code: 'SENDER_REFUSED',
      correlationId: 'an-id',
      reason: 'noFrame',
      detail: `login, number ${commandNames.length + 1}`,
    });
  });
});

describe('B26 what is let in', () => {
  test.each(commandNames)('B26 %s gets what its schema accepts', async (name) => {
    await fc.assert(
      fc.asyncProperty(validFor(commands[name].input), async (input) => {
        const handler = vi.fn().mockReturnValue({ ok: false, code: 'NOT_NOW' });
        expect(await wired({ [name]: handler }).invoke(commands[name].channel, input)).toEqual(refusal('NOT_NOW'));
        expect(handler.mock.calls).toEqual([[input]]);
      }),
      { numRuns: 20 },
    );
  });

  test.each(commandNames)('B26 %s never gets anything else', async (name) => {
    const { input: schema, channel } = commands[name];
    const handler = vi.fn();
    const { invoke } = wired({ [name]: handler });
    const bad = fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true });
    const almost = validFor(schema).chain((input) =>
      fc.constantFrom(...withOneMoreKey(input, 'extra', 'x'), null, [input], [], {}),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(bad, almost).filter((input) => !v.is(schema, input)),
        async (input) => {
          expect(await invoke(channel, input)).toEqual(refusal('INPUT_INVALID'));
        },
      ),
      { numRuns: 150 },
    );
    expect(handler).not.toHaveBeenCalled();
  });

  test('B26 a second argument is refused', async () => {
    const { invoke, entries } = wired();
    expect(await invoke(commands.login.channel, undefined, undefined)).toEqual(refusal('INPUT_INVALID'));
    expect(entries).toEqual([{ level: 'warn', code: 'INPUT_INVALID', correlationId: 'an-id', detail: 'login' }]);
  });

  test('B26 an input that the schema alone would take is still refused when it is not plain data', async () => {
    const { listeners } = wired();
    const input = Object.assign(new Map(), { roleId: 'x' });
    expect(v.is(commands.chooseRole.input, input)).toBe(true);
    const reply = await listeners.get(commands.chooseRole.channel)?.({ senderFrame: ourFrame }, input);
    expect(reply).toEqual(refusal('INPUT_INVALID'));
  });

  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  const deep = Array.from({ length: 40 }).reduce((inner) => [inner], null);
  test.each([
    ['a string of the limit', 'x'.repeat(largestInput - 2), true],
    ['one more', 'x'.repeat(largestInput - 1), false],
    ['many small strings', Array.from({ length: 10_000 }, () => 'xxxxx'), false],
    ['a long key', { ['x'.repeat(largestInput)]: 1 }, false],
    ['a sparse array', Array(2 ** 31), false],
    ['a cycle', cycle, false],
    ['depth', deep, false],
    ['a buffer', new Uint8Array(8), false],
    ['a map', new Map(), false],
    ['a date', new Date(0), false],
    ['a big integer', 1n, false],
    ['a function', () => 1, false],
    ['a class instance', new (class Person {})(), false],
    ['plain data', { a: [1, 'b', null, undefined, true, { c: {} }] }, true],
    ['an object without a prototype', Object.assign(Object.create(null) as object, { a: 1 }), true],
  ])('B26 B28 size and kind: %s', (_what, value, expected) => {
    expect(isSmallPlainData(value, largestInput)).toBe(expected);
  });
});

describe('what is let out', () => {
  const viewOf = (name: string) => ({
    kind: 'noUsableRole',
    cause: 'noRoles',
    unusable: [],
    neededRoleCodes: [],
    problem: null,
    who: {
      person: { name, userId: '1' },
      role: null,
      assurance: { level: 2, authenticators: [], otherMethods: [], confirmedAtMs: 0, askedAgainAtMs: null },
      standing: {
        loggedInAtMs: null,
        endsAtMs: 0,
        idleLimitMinutes: 15,
        warning: null,
        endNoticeMinutes: null,
        degraded: null,
        loginOfferedUntilMs: null,
        showInUse: false,
      },
    },
  });
  const id = fc.constantFrom('access_token', 'idToken', 'authorizationCode', 'state', 'nonce', 'verifier', 'url');

  test.each(commandNames)('B26 B28 the value of %s arrives as it was', async (name) => {
    await fc.assert(
      fc.asyncProperty(validFor(commands[name].output), async (value) => {
        const { invoke } = wired({ [name]: () => Promise.resolve({ ok: true, value }) });
        const input = fc.sample(validFor(commands[name].input), 1)[0];
        expect(await invoke(commands[name].channel, input)).toEqual({ ok: true, value });
      }),
      { numRuns: 30 },
    );
  });

  // A draft is whatever somebody typed, under names that the page chose: there is no field of ours to put a secret in.
  const withFieldsOfOurs = commandNames.filter((name) => name !== 'readDraft');
  test.each(withFieldsOfOurs)('B27 no secret leaves by the reply of %s, wherever it is put', async (name) => {
    await fc.assert(
      fc.asyncProperty(validFor(commands[name].output), id, async (valid, key) => {
        for (const value of [...withOneMoreKey(valid, key, 'SECRET'), 'SECRET', ['SECRET']]) {
          const { invoke, entries } = wired({ [name]: () => ({ ok: true, value, SECRET: 'SECRET' }) });
          const reply = await invoke(commands[name].channel, fc.sample(validFor(commands[name].input), 1)[0]);
          expect(reply).toEqual(refusal('OUTPUT_INVALID'));
          expect(JSON.stringify(entries)).not.toContain('SECRET');
        }
      }),
      { numRuns: 30 },
    );
  });

  test('B27 no schema of the contract has a place named after a secret', () => {
    const named = new Set<string>();
    const walk = (part: unknown): void => {
      if (typeof part !== 'object' || part === null) return;
      for (const [name, inner] of Object.entries(part)) {
        if (name === 'entries' && typeof inner === 'object')
          Object.keys(inner as object).forEach((key) => named.add(key));
        walk(inner);
      }
    };
    walk([Object.values(commands), Object.values(events)]);
    expect(named).toContain('problem');
    const secrets = /token|secret|verifier|nonce|^state$|^code_|password|url$|uri$|link$/i;
    expect([...named].filter((name) => secrets.test(name))).toEqual([]);
  });

  test.each([
    ['nothing', undefined],
    ['a bare value', { kind: 'loggedOut' }],
    ['an invented code', { ok: false, code: 'SENDER_REFUSED' }],
    ['a function', { ok: true, value: () => 1 }],
    ['an instance', { ok: true, value: new Date(0) }],
    ['more than 1 MB', { ok: true, value: viewOf('x'.repeat(largestOutput)) }],
  ])('B26 B28 a handler that answers %s is an invalid output', async (_what, result) => {
    const { invoke, entries } = wired({ getView: () => result });
    expect(await invoke(commands.getView.channel)).toEqual(refusal('OUTPUT_INVALID'));
    expect(entries).toEqual([{ level: 'error', code: 'OUTPUT_INVALID', correlationId: 'an-id', detail: 'getView' }]);
  });

  test('B26 the same view with a name of a common length is let out', async () => {
    const { invoke } = wired({ getView: () => ({ ok: true, value: viewOf('x') }) });
    expect(await invoke(commands.getView.channel)).toEqual({ ok: true, value: viewOf('x') });
  });

  test.each([
    [
      'throws',
      () => {
        throw new TypeError('SECRET');
      },
    ],
    ['rejects', () => Promise.reject(new TypeError('SECRET'))],
  ])('a handler that %s is INTERNAL, in the reply and in the log, without its message', async (_how, handler) => {
    const { invoke, entries } = wired({ login: handler });
    expect(await invoke(commands.login.channel)).toEqual(refusal('INTERNAL'));
    expect(entries).toMatchObject([{ level: 'error', code: 'INTERNAL', correlationId: 'an-id', reason: 'TypeError' }]);
    expect(entries[0]?.detail).toMatch(/^login: commands\.test\.ts:\d/);
    expect(JSON.stringify(entries)).not.toContain('SECRET');
  });
});

describe('events', () => {
  function page({ destroyed = false, crashed = false } = {}) {
    const sent: unknown[] = [];
    const contents = {
      isDestroyed: () => destroyed,
      isCrashed: () => crashed,
      send: (...message: readonly unknown[]) => void sent.push(structuredClone(message)),
    };
    return { contents, sent, ...fakeLog() };
  }

  test('B26 B28 a session view is sent as it is', () => {
    fc.assert(
      fc.property(validFor(events.session.payload), (view) => {
        const { contents, sent, log } = page();
        sendEvent(contents, 'session', view as EventPayload<'session'>, log);
        expect(sent).toEqual([['cis2:session', view]]);
      }),
    );
  });

  test('B27 a session view with a secret put anywhere in it is not sent', () => {
    fc.assert(
      fc.property(validFor(events.session.payload), (valid) => {
        for (const view of withOneMoreKey(valid, 'accessToken', 'SECRET')) {
          const { contents, sent, log, entries } = page();
          sendEvent(contents, 'session', view as EventPayload<'session'>, log);
          expect(sent).toEqual([]);
          expect(entries).toEqual([{ level: 'error', code: 'OUTPUT_INVALID', detail: 'session' }]);
        }
      }),
    );
  });

  test.each([{ destroyed: true }, { crashed: true }])('nothing is sent to a page that is gone: %j', (state) => {
    const { contents, sent, log, entries } = page(state);
    sendEvent(contents, 'session', { kind: 'loggedOut' }, log);
    expect([sent, entries]).toEqual([[], []]);
  });
});
