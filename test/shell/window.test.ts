import type { BrowserWindowConstructorOptions, Session } from 'electron';
import { describe, expect, test } from 'vitest';
import { openWindow, type WindowHost, type PageContents } from '../../main/shell/window.ts';
import { httpPartition, partitionOptions, windowOptions, windowPartition } from '../../main/shell/window-options.ts';
import { fake, fakeEvents, fakeLog } from './fakes.ts';

const session = fake<Session>({});
const setUp = { session, preload: '/app/dist/preload/bridge.cjs', packaged: true };

describe('the preferences, whole', () => {
  const { session: given, preload, ...rest } = windowOptions(setUp).webPreferences ?? {};

  test('B2 no Node in page, worker or subframe', () => {
    expect(rest).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
    });
  });
  test('B3 context isolation is written out', () => expect(rest.contextIsolation).toBe(true));
  test('B4 the sandbox is written out, packaged or not', () => {
    expect(rest.sandbox).toBe(true);
    expect(windowOptions({ ...setUp, packaged: false }).webPreferences?.sandbox).toBe(true);
  });
  test('B5 B6 no other preference than these', () => {
    expect(given).toBe(session);
    expect(preload).toBe(setUp.preload);
    expect(rest).toEqual({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      devTools: false,
      plugins: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      disableDialogs: true,
      enableWebSQL: false,
      autoplayPolicy: 'document-user-activation-required',
      defaultEncoding: 'utf-8',
    });
  });
  test('B5 one window cannot change the preferences of the next', () => {
    const first = windowOptions(setUp);
    if (first.webPreferences) first.webPreferences.sandbox = false;
    expect(windowOptions(setUp).webPreferences?.sandbox).toBe(true);
  });
  test('B7 developer tools are closed when packaged, open otherwise', () => {
    expect(rest.devTools).toBe(false);
    expect(windowOptions({ ...setUp, packaged: false }).webPreferences?.devTools).toBe(true);
  });
});

test('B8 both partitions are in memory, named and without a cache', () => {
  expect([windowPartition, httpPartition]).toEqual(['cis2-window', 'cis2-http']);
  expect(partitionOptions).toEqual({ cache: false });
});

test('the window: hidden until painted, page-coloured, narrow enough for 400 % zoom', () => {
  const { webPreferences: _webPreferences, ...options } = windowOptions(setUp);
  expect(options).toEqual({
    title: 'CIS2 Desktop',
    width: 1024,
    height: 768,
    minWidth: 360,
    minHeight: 480,
    show: false,
    backgroundColor: '#f0f4f5',
    autoHideMenuBar: true,
  });
});

/** `swaps`: whether Chromium gives the page a new process on its way through another site. */
/** `takesFocus`: whether the system lets the program have it. */
function opened({ contentProtection = false, loads = true, swaps = true, takesFocus = true } = {}) {
  const calls: string[] = [];
  const called = (name: string) => () => void calls.push(name);
  const state = { minimized: false, focused: false, destroyed: false, nowMs: 0, pid: 100 };
  const windowEvents = fakeEvents();
  const contentsEvents = fakeEvents();
  const created: BrowserWindowConstructorOptions[] = [];
  const contents = fake<PageContents>({
    on: contentsEvents.on,
    reload: called('reload'),
    forcefullyCrashRenderer: called('crash'),
    getOSProcessId: () => state.pid,
  });
  const host = fake<WindowHost<PageContents>>({
    on: windowEvents.on,
    once: windowEvents.once,
    webContents: contents,
    loadURL: (url: string) => {
      calls.push(`load ${url}`);
      if (swaps) state.pid += 1;
      return loads ? Promise.resolve() : Promise.reject(new Error('ERR_FAILED'));
    },
    show: called('show'),
    focus: () => {
      calls.push('focus');
      state.focused = takesFocus;
    },
    flashFrame: (on: boolean) => void calls.push(`flash ${on}`),
    restore: called('restore'),
    isMinimized: () => state.minimized,
    isFocused: () => {
      // As Electron does for a window that is gone.
      if (state.destroyed) throw new TypeError('Object has been destroyed');
      return state.focused;
    },
    isDestroyed: () => state.destroyed,
    setContentProtection: (on: boolean) => void calls.push(`protect ${on}`),
  });
  const { log, entries, codes } = fakeLog();
  const create = (options: BrowserWindowConstructorOptions) => {
    created.push(options);
    return host;
  };
  const window = openWindow({ ...setUp, create, contentProtection, clock: { wallMs: () => state.nowMs }, log });
  const gone = () => void contentsEvents.fire('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
  return { window, calls, state, windowEvents, contentsEvents, created, entries, codes, gone };
}

test('loads the start page and shows at the first paint, not before', async () => {
  const { window, calls, windowEvents, created } = opened();
  await window.load();
  expect(created).toHaveLength(1);
  expect(calls).toEqual(['load app://cis2/index.html']);
  windowEvents.fire('ready-to-show');
  expect(calls.slice(1)).toEqual(['show']);
});

test('a page that does not load is a coded log line, not a rejection', async () => {
  const { window, entries } = opened({ loads: false });
  await window.load();
  expect(entries).toEqual([{ level: 'error', code: 'WINDOW_LOAD_FAILED', reason: 'Error' }]);
});

test('B9 content protection is switched on when policy says so', () => {
  expect(opened({ contentProtection: true }).calls).toEqual(['protect true']);
  expect(opened().calls).toEqual([]);
});

test('the title of the window does not follow the page', () => {
  expect(opened().windowEvents.fire('page-title-updated', {}, 'Dr A. Nother')).toBe(true);
});

test('raise restores, shows and focuses; a closed window stays closed', async () => {
  const { window, calls, state } = opened();
  state.minimized = true;
  window.raise();
  expect(calls).toEqual(['restore', 'show', 'focus']);
  state.destroyed = true;
  window.raise();
  await window.replaceRenderer();
  expect(calls).toHaveLength(3);
});

test('issue 6 line 2: where the focus is not to be had, raise asks for a look, and stops once it gets one', () => {
  const { window, calls, state, windowEvents } = opened({ takesFocus: false });
  window.raise();
  expect(calls).toEqual(['show', 'focus', 'flash true']);
  state.focused = true;
  windowEvents.fire('focus');
  expect(calls.at(-1)).toBe('flash false');
  const inFront = opened();
  inFront.window.raise();
  expect(inFront.calls, 'a window that got the focus needs no flashing').toEqual(['show', 'focus']);
});

test('has the focus when its window has, and not when it is closed', () => {
  const { window, state } = opened();
  expect(window.isFocused()).toBe(false);
  state.focused = true;
  expect(window.isFocused()).toBe(true);
  state.destroyed = true;
  expect(window.isFocused()).toBe(false);
});

test('B54 the renderer is replaced by way of another site, which has a process of its own', async () => {
  const { window, calls, codes } = opened();
  await window.replaceRenderer();
  expect(calls).toEqual(['load app://cleared/', 'load app://cis2/index.html']);
  expect(codes()).toEqual([]);
});

test('B54 the page that goes is told nothing more, the page that comes is', async () => {
  const { window } = opened();
  expect(window.isLeaving()).toBe(false);
  const replaced = Promise.all([window.replaceRenderer(), window.replaceRenderer()]);
  expect(window.isLeaving()).toBe(true);
  await replaced;
  expect(window.isLeaving()).toBe(false);
});

test('B54 a process that Chromium kept is ended by force, which is not taken for a crash', async () => {
  const { window, calls, codes, gone } = opened({ swaps: false });
  await window.replaceRenderer();
  const change = ['load app://cleared/', 'load app://cis2/index.html'];
  expect(calls.splice(0, 4), 'tried twice before').toEqual([...change, ...change]);
  expect(calls.slice(2)).toEqual(['crash', 'reload']);
  gone();
  expect(codes()).toEqual(['RENDERER_KEPT']);
  gone();
  expect(calls.slice(2)).toEqual(['crash', 'reload', 'reload']);
  expect(codes()).toEqual(['RENDERER_KEPT', 'RENDERER_GONE']);
});

test('B54 after that, the next crash is a crash again', async () => {
  const { window, contentsEvents, codes, gone } = opened({ swaps: false });
  await window.replaceRenderer();
  contentsEvents.fire('did-finish-load');
  gone();
  expect(codes()).toEqual(['RENDERER_KEPT', 'RENDERER_GONE']);
});

test('B54 two at once come one after the other', async () => {
  const { window, calls } = opened();
  await Promise.all([window.replaceRenderer(), window.replaceRenderer()]);
  expect(calls).toEqual(Array.from({ length: 2 }, () => ['load app://cleared/', 'load app://cis2/index.html']).flat());
});

test('a crash is answered by a reload, a loop of them by a coded log line, and raise tries again', () => {
  const { window, calls, codes, gone } = opened();
  for (let crash = 0; crash < 4; crash += 1) gone();
  expect(calls).toEqual(['reload', 'reload', 'reload']);
  expect(codes()).toEqual(['RENDERER_GONE', 'RENDERER_GONE', 'RENDERER_GONE', 'RENDERER_CRASH_LOOP']);
  window.raise();
  expect(calls.slice(3)).toEqual(['reload', 'show', 'focus']);
});

test('crashes that are far apart are no loop', () => {
  const { state, codes, gone } = opened();
  for (let crash = 0; crash < 8; crash += 1) {
    gone();
    state.nowMs += 60_000;
  }
  expect(new Set(codes())).toEqual(new Set(['RENDERER_GONE']));
});
