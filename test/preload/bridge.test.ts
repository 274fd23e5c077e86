import fc from 'fast-check';
import { parseSync } from 'vite';
import { beforeAll, expect, test, vi } from 'vitest';
import { bridgeName, commands, events, type CommandName } from '../../preload/contract.ts';
import { validFor, withOneMoreKey } from '../ipc/from-schema.ts';
import { commandNames, wired } from '../ipc/wiring.ts';
import { buildBridge, runBridge } from './sandbox.ts';

let code = '';
beforeAll(async () => {
  code = await buildBridge();
}, 60_000);

const never = () => Promise.reject(new Error('not asked'));
const answering = (reply: unknown) => () => Promise.resolve(reply);

/** A bridge method as the page sees it, whatever its input. */
function method(bridge: object, name: string): (...args: readonly unknown[]) => Promise<unknown> {
  return bridge[name as keyof typeof bridge];
}

interface Node {
  readonly type: string;
  readonly callee?: { readonly type: string; readonly name?: string };
  readonly arguments?: ReadonlyArray<{ readonly value?: unknown }>;
}
function nodes(part: unknown): readonly Node[] {
  if (typeof part !== 'object' || part === null) return [];
  const inner = Object.values(part).flatMap(nodes);
  return 'type' in part && typeof part.type === 'string' ? [part as Node, ...inner] : inner;
}

test('B22 the built preload is one script that requires electron and nothing else', () => {
  const all = nodes(parseSync('bridge.cjs', code).program);
  const asked = all.filter(({ type, callee }) => type === 'CallExpression' && callee?.name === 'require');
  expect(asked.map((call) => call.arguments?.[0]?.value)).toEqual(['electron']);
  const modules = ['ImportDeclaration', 'ImportExpression', 'ExportNamedDeclaration', 'ExportDefaultDeclaration'];
  expect(all.filter(({ type }) => modules.includes(type))).toEqual([]);
  expect(runBridge(code, never).required).toEqual(['electron']);
});

test('B22 it stays small: at most 24 KiB', () => {
  // Small enough to be read whole by whoever assures it. Nearly all of it is the contract's schemas, which grow with each page
  // that the window may ask something for; without a limit a library could come in unseen.
  expect(Buffer.byteLength(code)).toBeLessThanOrEqual(24 * 1024);
});

test('B22 B29 it touches five members of electron in all its life, none of them synchronous', async () => {
  const { bridge, touched } = runBridge(code, answering({ ok: true, value: undefined }));
  await bridge.login();
  bridge.onSession(() => undefined)();
  expect([...touched].sort()).toEqual([
    'contextBridge',
    'contextBridge.exposeInMainWorld',
    'ipcRenderer',
    'ipcRenderer.invoke',
    'ipcRenderer.on',
    'ipcRenderer.removeListener',
  ]);
});

test('B23 one global, frozen, of functions alone, named as the contract says', () => {
  const { exposed, bridge } = runBridge(code, never);
  expect(Object.keys(exposed)).toEqual([bridgeName]);
  expect(Object.isFrozen(bridge)).toBe(true);
  const shape = Object.entries(Object.getOwnPropertyDescriptors(bridge)).map(([name, { value }]) => [
    name,
    typeof value,
  ]);
  expect(Object.fromEntries(shape)).toEqual(
    Object.fromEntries(
      [
        'appInfo',
        'cancelAttempt',
        'changeRole',
        'changeSettings',
        'checkAudit',
        'chooseRole',
        'confirmAction',
        'continueSession',
        'copyDiagnostics',
        'copyProblem',
        'copyStartLink',
        'dismissEndNotice',
        'dismissUnresolved',
        'getView',
        'goBack',
        'lock',
        'login',
        'logOut',
        'noteActivity',
        'onDiagnostics',
        'onSession',
        'onSettings',
        'onShowPage',
        'openHelp',
        'prepareAction',
        'previewBundle',
        'readActivity',
        'readDiagnostics',
        'readDraft',
        'readPolicy',
        'readSettings',
        'renewLogin',
        'reopenBrowser',
        'runDiagnostics',
        'saveBundle',
        'saveDraft',
        'stayLoggedIn',
        'stepUp',
        'switchPerson',
        'unlock',
      ].map((name) => [name, 'function']),
    ),
  );
});

test('contract: its commands, the handlers of main and the methods of the bridge are the same', async () => {
  const reached: string[] = [];
  const note = (name: CommandName) => () => {
    reached.push(name);
    return { ok: false, code: 'NOT_NOW' };
  };
  const main = wired(Object.fromEntries(commandNames.map((name) => [name, note(name)])));
  const { bridge } = runBridge(code, main.invoke);
  const subscriptions = Object.keys(events).map((name) => `on${name[0]?.toUpperCase()}${name.slice(1)}`);
  expect(Object.keys(bridge).sort()).toEqual([...commandNames, ...subscriptions].sort());
  expect(main.listeners.size).toBe(commandNames.length);
  for (const name of commandNames) {
    const input = fc.sample(validFor(commands[name].input), 1)[0];
    expect(await method(bridge, name)(input)).toEqual({
      ok: false,
      error: { code: 'NOT_NOW', correlationId: 'an-id' },
    });
  }
  expect(reached).toEqual(commandNames);
});

test.each(commandNames)(
  'B23 %s asks on its own channel, with one input or none, whatever it is called with',
  async (name) => {
    const invoke = vi.fn().mockResolvedValue(undefined);
    const { bridge } = runBridge(code, invoke);
    const input = fc.sample(validFor(commands[name].input), 1)[0];
    await method(bridge, name)(input, 'cis2:login', 'more');
    expect(invoke.mock.calls).toEqual([[commands[name].channel, ...(input === undefined ? [] : [input])]]);
  },
);

test.each(commandNames)('B26 B28 %s: a reply of the contract reaches the page as it is', async (name) => {
  await fc.assert(
    fc.asyncProperty(validFor(commands[name].output), async (value) => {
      const { bridge, errors } = runBridge(code, answering({ ok: true, value }));
      expect(await method(bridge, name)()).toEqual({ ok: true, value });
      expect(errors).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

test.each(commandNames)('B26 %s: any other reply is refused, and nothing of it reaches the page', async (name) => {
  const refused = { ok: false, error: { code: 'OUTPUT_INVALID', correlationId: 'bridge' } };
  const almost = validFor(commands[name].output).map((value) =>
    withOneMoreKey({ ok: true, value }, 'accessToken', 'SECRET'),
  );
  const wrong = [
    undefined,
    null,
    'text',
    [],
    {},
    { ok: true },
    { ok: true, value: { kind: ['invented'] } },
    { ok: false },
    { ok: false, error: { code: 'INVENTED', correlationId: 'x' } },
    { ok: false, error: { code: 'NOT_NOW', correlationId: 'x', stack: 'x' } },
  ];
  // A draft has the fields that the page gave it, so only beside it is one too many.
  const refusable = fc
    .sample(almost, 10)
    .flat()
    .filter((reply) => name !== 'readDraft' || 'accessToken' in (reply as object));
  const invented = name === 'readDraft' ? [] : [{ ok: true, value: { kind: 'invented' } }];
  for (const reply of [...wrong, ...invented, ...refusable]) {
    const { bridge, errors } = runBridge(code, answering(reply));
    expect(await method(bridge, name)()).toEqual(refused);
    expect(errors).toEqual([['OUTPUT_INVALID', commands[name].channel]]);
  }
});

test('nothing is thrown across: not by main, not by an input that cannot be cloned', async () => {
  const internal = { ok: false, error: { code: 'INTERNAL', correlationId: 'bridge' } };
  const failing = runBridge(code, () => Promise.reject(new Error('SECRET')));
  expect(await failing.bridge.login()).toEqual(internal);
  expect(failing.errors).toEqual([['INTERNAL', 'cis2:login']]);
  const { bridge } = runBridge(code, never);
  expect(await method(bridge, 'chooseRole')(() => 1)).toEqual(internal);
});

test('B23 a listener gets the view alone, no event of Electron', () => {
  const { bridge, send } = runBridge(code, never);
  const listener = vi.fn();
  bridge.onSession(listener);
  send('cis2:session', { kind: 'loggedOut' });
  expect(listener.mock.calls).toEqual([[{ kind: 'loggedOut' }]]);
});

test('B26 an event that is not of the contract is dropped and reported', () => {
  const { bridge, send, errors } = runBridge(code, never);
  const listener = vi.fn();
  bridge.onSession(listener);
  for (const view of [undefined, null, {}, { kind: 'loggedOut', accessToken: 'SECRET' }, { kind: 'invented' }]) {
    send('cis2:session', view);
  }
  expect(listener).not.toHaveBeenCalled();
  expect(errors).toEqual(Array(5).fill(['OUTPUT_INVALID', 'cis2:session']));
});

test('the remover removes what was added, and only that: the count of listeners goes back to zero', () => {
  const { bridge, emitter, send } = runBridge(code, never);
  const first = vi.fn();
  const second = vi.fn();
  const removers = [bridge.onSession(first), bridge.onSession(second), bridge.onSession(first)];
  expect(emitter.listenerCount('cis2:session')).toBe(3);
  removers[0]?.();
  removers[0]?.();
  expect(emitter.listenerCount('cis2:session')).toBe(2);
  send('cis2:session', { kind: 'loggedOut' });
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1]);
  removers[1]?.();
  removers[2]?.();
  expect(emitter.listenerCount('cis2:session')).toBe(0);
});
