import { describe, expect, test, vi } from 'vitest';
import { watchOsSessionEnd } from '../../main/shell/os-session-end.ts';
import { holdQuit, type QuitParts } from '../../main/shell/quit.ts';
import { fake, fakeClock, fakeEvents, fakeLog } from './fakes.ts';

/** Whatever waits for promises alone has run. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

/**
 * An app that quits as Electron's does: `before-quit` may be prevented; after it the windows close, which one that hangs
 * does not, and `will-quit` is the end. `exit` asks nobody.
 */
function running(prepare: () => Promise<void>, { windowHangs = false } = {}) {
  const calls: string[] = [];
  let hasEnded = false;
  const appEvents = fakeEvents();
  const systemEvents = fakeEvents();
  const windowEvents = fakeEvents();
  const app = fake<QuitParts['app'] & Parameters<typeof watchOsSessionEnd>[1]>({
    on: appEvents.on,
    quit() {
      if (appEvents.fire('before-quit')) return;
      calls.push(windowHangs ? 'window hangs' : 'will-quit');
      hasEnded = !windowHangs;
    },
    exit: (code: number) => hasEnded || calls.push(`exit ${code}`),
  });
  const osSessionEnd = watchOsSessionEnd(fake({ on: systemEvents.on }), app);
  appEvents.fire('browser-window-created', {}, fake({ on: windowEvents.on }));
  const clock = fakeClock();
  const { log, entries, codes } = fakeLog();
  holdQuit({
    app,
    osSessionEnd,
    prepare: () => {
      calls.push('prepare');
      return prepare();
    },
    clock,
    log,
  });
  return { app, calls, clock, entries, codes, appEvents, systemEvents, windowEvents };
}

const never = () => new Promise<void>(() => {});

test('a quit waits until the session is prepared, and then is one', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const it = running(() => promise);
  it.app.quit();
  await settled();
  it.clock.advance(2999);
  expect(it.calls).toEqual(['prepare']);
  resolve();
  await settled();
  expect(it.calls).toEqual(['prepare', 'will-quit']);
  expect(it.codes()).toEqual(['QUIT']);
});

test('the session is asked to prepare within the call, before anything is awaited', () => {
  const it = running(never);
  it.app.quit();
  expect(it.calls).toEqual(['prepare']);
});

test('a second quit meanwhile, and a third, prepare nothing again and end nothing early', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const it = running(() => promise);
  it.app.quit();
  it.app.quit();
  it.systemEvents.fire('shutdown');
  await settled();
  expect(it.calls).toEqual(['prepare']);
  resolve();
  await settled();
  expect(it.calls).toEqual(['prepare', 'will-quit']);
});

describe('no path can hang the app', () => {
  test.each<[what: string, prepare: () => Promise<void>, reason: string, afterMs: number]>([
    ['never ends', never, 'too slow', 3000],
    ['rejects', () => Promise.reject(new TypeError('SECRET')), 'TypeError', 0],
    [
      'throws at once',
      () => {
        throw new RangeError('SECRET');
      },
      'RangeError',
      0,
    ],
  ])('a session that %s is left as it is, and the log says so', async (_what, prepare, reason, afterMs) => {
    const it = running(prepare);
    it.app.quit();
    await settled();
    it.clock.advance(afterMs);
    expect(it.calls).toEqual(['prepare', 'will-quit']);
    expect(it.entries).toEqual([{ level: 'warn', code: 'QUIT_UNPREPARED', reason }]);
  });

  test('one that is ready after all, too late, changes nothing more', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const it = running(() => promise);
    it.app.quit();
    it.clock.advance(3000);
    resolve();
    await settled();
    expect(it.calls).toEqual(['prepare', 'will-quit']);
    expect(it.codes()).toEqual(['QUIT_UNPREPARED']);
  });

  test('a window that does not close is not waited for longer than 2 s', async () => {
    const it = running(() => Promise.resolve(), { windowHangs: true });
    it.app.quit();
    await settled();
    it.clock.advance(1999);
    expect(it.calls).toEqual(['prepare', 'window hangs']);
    it.clock.advance(1);
    expect(it.calls).toEqual(['prepare', 'window hangs', 'exit 0']);
    expect(it.codes()).toEqual(['QUIT', 'QUIT_FORCED']);
  });
});

describe('the end of the OS session is a quit', () => {
  test('B57 Linux and macOS: the shutdown is held until the app has quit', async () => {
    const it = running(() => Promise.resolve());
    expect(it.systemEvents.fire('shutdown'), 'the default is prevented, which holds it').toBe(true);
    expect(it.calls).toEqual(['prepare']);
    await settled();
    expect(it.calls).toEqual(['prepare', 'will-quit']);
  });

  test('B57 a second word of it is held as the first', () => {
    const it = running(never);
    it.systemEvents.fire('shutdown');
    expect(it.systemEvents.fire('shutdown')).toBe(true);
    expect(it.calls).toEqual(['prepare']);
  });

  test('B57 Windows: nothing is held, and what must not be lost has been started when the message returns', async () => {
    const it = running(() => Promise.resolve());
    expect(it.windowEvents.fire('session-end', { reasons: ['shutdown'] })).toBe(false);
    expect(it.calls).toEqual(['prepare']);
    await settled();
    expect(it.calls).toEqual(['prepare', 'will-quit']);
  });

  test('B57 Windows: the question whether it may end is no end, since another program may refuse', async () => {
    const it = running(() => Promise.resolve());
    expect(it.windowEvents.fire('query-session-end', { reasons: ['logoff'] })).toBe(false);
    await settled();
    expect(it.calls).toEqual([]);
  });

  test('B57 a system without an event to prevent does not stop it', async () => {
    const it = running(() => Promise.resolve());
    it.systemEvents.emit('shutdown');
    await settled();
    expect(it.calls).toEqual(['prepare', 'will-quit']);
  });
});

test('the shutdown of a computer without anybody who subscribed changes nothing', () => {
  const system = fakeEvents();
  const end = watchOsSessionEnd(fake({ on: system.on }), fake({ on: fakeEvents().on }));
  const heard = vi.fn();
  const stop = end.subscribe(heard);
  stop();
  expect(system.fire('shutdown')).toBe(false);
  expect(heard).not.toHaveBeenCalled();
});
