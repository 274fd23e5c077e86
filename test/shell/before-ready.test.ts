import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { appSchemeRegistration } from '../../main/shell/app-scheme.ts';
import { beforeReady } from '../../main/shell/before-ready.ts';
import { fake, fakeEvents } from './fakes.ts';

type Parts = Parameters<typeof beforeReady>;

const usualOrder = ['sandbox', 'scheme', 'lock with 0 arguments, listening: second-instance'];

interface Start {
  readonly first?: boolean;
  readonly packaged?: boolean;
  readonly switches?: readonly string[];
  /** Whether it has a window to bring to the front. */
  readonly window?: boolean;
}

function run({ first = true, packaged = false, switches = [], window = true }: Start = {}) {
  const calls: string[] = [];
  const schemes: unknown[] = [];
  const events = fakeEvents();
  let focused = 0;
  const app = fake<Parts[0]>({
    on: events.on,
    isPackaged: packaged,
    commandLine: { hasSwitch: (name: string) => switches.includes(name) },
    exit: (code?: number) => void calls.push(`exit ${code}`),
    enableSandbox: () => void calls.push('sandbox'),
    requestSingleInstanceLock: (...data: readonly unknown[]) => {
      calls.push(`lock with ${data.length} arguments, listening: ${events.names().join()}`);
      return first;
    },
  });
  const protocol: Parts[1] = {
    registerSchemesAsPrivileged(list) {
      calls.push('scheme');
      schemes.push(...list);
    },
  };
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const focus = () => {
    focused += 1;
  };
  const goesOn = beforeReady(app, protocol, window ? focus : undefined);
  const stderr = said.mock.calls.map(([text]) => String(text));
  said.mockRestore();
  return { goesOn, calls, schemes, stderr, events, focused: () => focused };
}

test('B4 B15 B55 sandbox, scheme and lock come in this order, each once and synchronously', () => {
  const { calls, schemes } = run();
  expect(calls).toEqual(usualOrder);
  expect(schemes).toEqual([appSchemeRegistration]);
});

test('B4 B15 B55 the entry calls it before anything is awaited, and imports nothing dynamically before ready', () => {
  const entry = readFileSync(new URL('../../main/index.ts', import.meta.url), 'utf8');
  const before = entry.slice(0, entry.indexOf('beforeReady(app'));
  expect(before).toContain("from './shell/before-ready.ts'");
  expect(entry.indexOf('.whenReady()')).toBeGreaterThan(before.length);
  expect(before.replaceAll(/^\s*\/\/.*$/gm, '')).not.toMatch(/\bawait\b/);
  // What is loaded later is loaded by functions, which nothing calls but ready.
  const topLevel = entry.slice(0, entry.indexOf('\nasync function '));
  expect(topLevel).toContain('.whenReady()');
  expect(topLevel).not.toMatch(/\bimport\(|\bawait\b(?!`)/);
});

test('B55 the folder of this user, in which the lock stands, is chosen before the lock is asked for', () => {
  const entry = readFileSync(new URL('../../main/index.ts', import.meta.url), 'utf8');
  const chosen = entry.indexOf("app.setPath('userData'");
  expect(chosen).toBeGreaterThan(0);
  expect(chosen).toBeLessThan(entry.indexOf('beforeReady(app'));
});

describe('B59 switches that open the app', () => {
  test('B59 packaged: one line on stderr, exit code 1, and nothing else is done', () => {
    const start = run({ packaged: true, switches: ['remote-debugging-port', 'lang', 'log-net-log'] });
    expect(start.goesOn).toBe(false);
    expect(start.calls).toEqual(['exit 1']);
    expect(start.stderr).toEqual(['START_REFUSED --remote-debugging-port --log-net-log\n']);
    expect(start.events.names()).toEqual([]);
  });

  test('B59 packaged, with none of them: as ever', () => {
    const start = run({ packaged: true, switches: ['proxy-server', 'user-data-dir'] });
    expect([start.goesOn, start.calls, start.stderr]).toEqual([true, usualOrder, []]);
  });

  test('B59 not packaged: nothing is refused, since tests and developers need them', () => {
    const start = run({ switches: ['remote-debugging-port', 'inspect', 'no-sandbox'] });
    expect([start.goesOn, start.calls, start.stderr]).toEqual([true, usualOrder, []]);
  });
});

test('B55 the second instance is told that it is the second', () => {
  expect([run({ first: true }).goesOn, run({ first: false }).goesOn]).toEqual([true, false]);
});

describe('B55 whatever a second instance says, it only focuses', () => {
  test.each([
    [['cis2', '--remote-debugging-port=9222'], '/', null],
    [['cis2', 'javascript:alert(1)'], '\\\\server\\share', { command: 'logOut' }],
    [[], '', 'x'.repeat(1_000_000)],
    [null, null, undefined],
  ])('B55 %j', (argv, folder, data) => {
    const { events, focused } = run();
    const traps = [argv, folder, data].map((value) =>
      value !== null && typeof value === 'object'
        ? new Proxy(value, { get: () => expect.unreachable('read what a second instance said') })
        : value,
    );
    events.fire('second-instance', {}, ...traps);
    expect(focused()).toBe(1);
  });
});

test('issue 7 line 3 a run without a window takes no lock and goes on beside the first instance, but refuses what opens the app', () => {
  const beside = run({ first: false, window: false });
  expect(beside.goesOn).toBe(true);
  expect(beside.calls).toEqual(['sandbox', 'scheme']);
  expect(beside.events.names()).toEqual([]);
  const refused = run({ window: false, packaged: true, switches: ['log-net-log'] });
  expect([refused.goesOn, refused.calls]).toEqual([false, ['exit 1']]);
});
