import { describe, expect, test } from 'vitest';
import { appSchemeRegistration } from '../../main/shell/app-scheme.ts';
import { beforeReady } from '../../main/shell/before-ready.ts';
import { fake, fakeEvents } from './fakes.ts';

type Parts = Parameters<typeof beforeReady>;

function run(first = true) {
  const calls: string[] = [];
  const schemes: unknown[] = [];
  const events = fakeEvents();
  let focused = 0;
  const app = fake<Parts[0]>({
    on: events.on,
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
  const isFirst = beforeReady(app, protocol, () => {
    focused += 1;
  });
  return { isFirst, calls, schemes, events, focused: () => focused };
}

test('B4 B15 B55 sandbox, scheme and lock come in this order, each once and synchronously', () => {
  const { calls, schemes } = run();
  expect(calls).toEqual(['sandbox', 'scheme', 'lock with 0 arguments, listening: second-instance']);
  expect(schemes).toEqual([appSchemeRegistration]);
});

test('B55 the second instance is told that it is the second', () => {
  expect([run(true).isFirst, run(false).isFirst]).toEqual([true, false]);
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
