import { expect, test } from './sample.ts';

test('carries values to the main process and back by the rules of structured clone', async ({ app: { page } }) => {
  const result = await page.evaluate(async () => {
    const { sample } = window;
    const cycle: Record<string, unknown> = { n: 1 };
    cycle['self'] = cycle;
    const sent = {
      date: new Date(5),
      map: new Map([[1, { list: [1, 2, 3] }]]),
      set: new Set(['x']),
      nothing: undefined,
      nan: NaN,
      minusZero: -0,
      big: 10n,
      bytes: new Uint8Array([1, 2, 255]),
      buffer: new Uint8Array([7]).buffer,
      regexp: /x/gi,
      nil: null,
      error: new RangeError('kept'),
    };
    const back = (await sample.echo(sent)) as typeof sent;
    const round = (await sample.echo(cycle)) as typeof cycle;
    return {
      date: back.date instanceof Date && back.date.getTime(),
      map: back.map instanceof Map && back.map.get(1)?.list,
      set: back.set instanceof Set && back.set.has('x'),
      nothing: 'nothing' in back && back.nothing === undefined,
      nan: Number.isNaN(back.nan),
      minusZero: Object.is(back.minusZero, -0),
      big: back.big === 10n,
      bytes: [...back.bytes],
      buffer: back.buffer instanceof ArrayBuffer && back.buffer.byteLength,
      regexp: String(back.regexp),
      nil: back.nil,
      error: back.error instanceof Error && back.error.message,
      cycle: round['self'] === round,
    };
  });
  expect(result).toEqual({
    date: 5,
    map: [1, 2, 3],
    set: true,
    nothing: true,
    nan: true,
    minusZero: true,
    big: true,
    bytes: [1, 2, 255],
    buffer: 1,
    regexp: '/x/gi',
    nil: null,
    error: 'kept',
    cycle: true,
  });
});

test('refuses what cannot be cloned, and tells of failures as Electron does', async ({ app: { page } }) => {
  const result = await page.evaluate(async () => {
    const { sample } = window;
    const messageOf = (attempt: () => unknown) => Promise.resolve().then(attempt).then(String, String);
    return {
      element: await messageOf(() => sample.echo({ element: document.body })),
      functionInside: await messageOf(() => sample.echo({ call: () => 1 })),
      rejected: await messageOf(() => sample.fail()),
      thrown: await messageOf(() => sample.failHere()),
      here: sample.echoHere([1, { two: 2 }]),
    };
  });
  expect(result).toEqual({
    element: 'Error: An object could not be cloned.',
    functionInside: 'Error: An object could not be cloned.',
    rejected: "Error: Error invoking remote method 'fail': TypeError: nope",
    thrown: 'RangeError: not here',
    here: [1, { two: 2 }],
  });
});

test('tells the main process who calls, with the address of the app', async ({ app: { page } }) => {
  const caller = await page.evaluate(() => window.sample.whoAmI());
  expect(caller).toEqual({ url: 'app://bundle/index.html', origin: 'app://bundle', parent: null });
});

test('pushes events in order until the page unsubscribes', async ({ app: { page, electronApp } }) => {
  await page.evaluate(() => {
    const got: number[] = [];
    Object.assign(window, { got, off: window.sample.onCounter((counter) => got.push(counter)) });
  });
  const push = (numbers: number[]) =>
    electronApp.evaluate(({ BrowserWindow }, all) => {
      for (const number of all) BrowserWindow.getAllWindows()[0]?.webContents.send('counter', number);
    }, numbers);
  await push([10, 11, 12, 13, 14, 15]);
  await expect(page.getByTestId('counter')).toHaveText('15');
  await page.evaluate(() => (window as unknown as { off(): void }).off());
  await push([99]);
  await expect(page.getByTestId('counter')).toHaveText('99');
  expect(await page.evaluate(() => (window as unknown as { got: number[] }).got)).toEqual([10, 11, 12, 13, 14, 15]);
});

test('lets the contents answer a channel before the whole app does', async ({ app: { page, electronApp } }) => {
  await electronApp.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.ipc.handle('echo', () => 'from the contents');
  });
  expect(await page.evaluate(() => window.sample.echo(1))).toBe('from the contents');
});

test('keeps the preload apart from the page', async ({ app: { page } }) => {
  const result = await page.evaluate(async () => {
    // A turn of the page's own: what the tester evaluates may itself use eval.
    await new Promise((resolve) => setTimeout(resolve));
    const { sample } = window;
    const attempt = (run: () => unknown) => {
      try {
        return run();
      } catch (error) {
        return (error as Error).name;
      }
    };
    const forbidden = [
      'require',
      'process',
      'module',
      'Buffer',
      'global',
      'ipcRenderer',
      'electron',
      'standInSend',
      'standInDeliver',
    ];
    Object.assign(window, { leak: 1 });
    return {
      globals: forbidden.filter((name) => name in window),
      named: Object.getOwnPropertyNames(window).filter((name) => /standIn|electron|secret/i.test(name)),
      sees: sample.sees(),
      frozen: Object.isFrozen(sample),
      replaced: attempt(() => Object.assign(window, { sample: 1 })),
      throughConstructor: attempt(() =>
        (sample.counter.constructor as (code: string) => () => unknown)('return typeof process')(),
      ),
      leaked: [sample.typeOfGlobal('leak'), sample.typeOfGlobal('require')],
    };
  });
  expect(result).toEqual({
    globals: [],
    named: [],
    sees: { require: 'function', platform: process.platform, type: 'renderer', sandboxed: true },
    frozen: true,
    replaced: 'TypeError',
    throughConstructor: 'EvalError',
    leaked: ['undefined', 'undefined'],
  });
});

test('lets the page see nothing of the calls that cross', async ({ app: { page } }) => {
  const seen = await page.evaluate(async () => {
    const spied: string[] = [];
    const spy = (owner: object, name: string) => {
      const record = owner as Record<string, (...args: unknown[]) => unknown>;
      const original = record[name];
      record[name] = function (this: unknown, ...args: unknown[]) {
        spied.push(name);
        return original?.apply(this, args);
      };
    };
    for (const name of ['stopImmediatePropagation', 'preventDefault']) spy(Event.prototype, name);
    for (const name of ['dispatchEvent', 'addEventListener']) spy(EventTarget.prototype, name);
    spy(JSON, 'stringify');
    const result = await window.sample.echo(5);
    return { spied, result };
  });
  expect(seen).toEqual({ spied: [], result: 5 });
});
