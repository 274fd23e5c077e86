import type { BrowserWindow, BrowserWindowConstructorOptions, WebContents } from 'electron';
import type { Clock, Log } from '../ports.ts';
import { clearedPage, startPage } from './app-url.ts';
import { windowOptions, type WindowSetUp } from './window-options.ts';

/** What we use of a page's `webContents`. */
export type PageContents = Pick<WebContents, 'on' | 'reload' | 'forcefullyCrashRenderer' | 'getOSProcessId'>;
/** What we use of a window. */
export type WindowHost<Contents extends PageContents> = Pick<
  BrowserWindow,
  | 'on'
  | 'once'
  | 'loadURL'
  | 'show'
  | 'focus'
  | 'restore'
  | 'isMinimized'
  | 'isFocused'
  | 'isDestroyed'
  | 'flashFrame'
  | 'setContentProtection'
  | 'setBackgroundColor'
> & { readonly webContents: Contents };

/** What the window and its page have to know of the looks before the page runs. */
export interface Dress {
  /** `#rrggbb` or `#rgb` */
  readonly backgroundColor: string;
  /** `#theme=dark&textSize=large`; a fragment is no part of what is asked for, so the page stays the start page (B11). */
  readonly fragment: string;
}

export interface AppWindow<Contents extends PageContents> {
  readonly contents: Contents;
  /** At once for the window; for the page with its next load. */
  wear(dress: Dress): void;
  /** Loads the start page. Resolves also when that failed: the log says so, under `WINDOW_LOAD_FAILED`. */
  load(): Promise<void>;
  /**
   * Brings the window before the user; after a crash loop it is also the user's way to try again. Windows and some desktops of
   * Linux do not let a program take the focus from another, as from the browser in which somebody has just logged in: there the
   * window's button in the task bar flashes until the window is looked at, and on macOS `flashFrame` has the Dock's icon bounce.
   */
  raise(): void;
  /**
   * Starts the page in a new renderer process, so that nothing of before is left in the one on screen (B54). Resolves also
   * when that failed: the log says so.
   */
  replaceRenderer(): Promise<void>;
  /** Whether the window is the one that the user's keys go to; input there is what counts as using the app. */
  isFocused(): boolean;
  /** Whether the page on screen is about to go: what is meant for the next one is not shown by it any more. */
  isLeaving(): boolean;
}

export interface WindowParts<Contents extends PageContents> extends WindowSetUp {
  /** `(options) => new BrowserWindow(options)` */
  readonly create: (options: BrowserWindowConstructorOptions) => WindowHost<Contents>;
  /** Keeps the window out of screenshots and screen sharing (B9). */
  readonly contentProtection: boolean;
  /** Called at the first paint. */
  readonly painted?: () => void;
  readonly clock: Pick<Clock, 'wallMs'>;
  readonly log: Pick<Log, 'warn' | 'error'>;
}

/** So many crashes inside so many ms are a loop: starting again would only burn the machine. */
const crashLimit = 3;
const crashSpanMs = 60_000;

/** How often the page is led to another site and back before its process is ended by force. */
const siteChanges = 3;

/**
 * Makes the window, hidden; it shows itself at its first paint. Register the commands on `contents` before `load()`.
 * Codes: `RENDERER_GONE` for a crash that is answered by a reload, `RENDERER_CRASH_LOOP` for the one that is not.
 */
export function openWindow<Contents extends PageContents>(parts: WindowParts<Contents>): AppWindow<Contents> {
  const { clock, log } = parts;
  const window = parts.create(windowOptions(parts));
  const contents = window.webContents;
  let crashesMs: readonly number[] = [];
  let stopped = false;
  /** The next `render-process-gone` is the one that `replaceRenderer` asked for. */
  let replacing = false;

  if (parts.contentProtection) window.setContentProtection(true);
  // The page's title is for screen readers; the window's never changes, so that it cannot name anyone (invariant 7).
  window.on('page-title-updated', (event) => event.preventDefault());
  window.once('ready-to-show', () => {
    parts.painted?.();
    window.show();
  });
  // Windows goes on flashing by itself until it is told to stop.
  window.on('focus', () => window.flashFrame(false));
  contents.on('did-finish-load', () => {
    replacing = false;
  });
  contents.on('render-process-gone', (_event, details) => {
    if (replacing || window.isDestroyed()) {
      replacing = false;
      return;
    }
    const nowMs = clock.wallMs();
    crashesMs = [...crashesMs.filter((atMs) => Math.abs(nowMs - atMs) < crashSpanMs), nowMs];
    stopped = crashesMs.length > crashLimit;
    if (stopped) {
      log.error('RENDERER_CRASH_LOOP', { reason: details.reason, status: details.exitCode });
      return;
    }
    log.warn('RENDERER_GONE', { reason: details.reason, status: details.exitCode });
    contents.reload();
  });

  let replacement: Promise<void> = Promise.resolve();
  let leaving = 0;
  let fragment = '';

  async function load(page: string): Promise<void> {
    try {
      await window.loadURL(page === startPage ? page + fragment : page);
    } catch (error) {
      log.error('WINDOW_LOAD_FAILED', { reason: error instanceof Error ? error.name : 'unknown' });
    }
  }

  /**
   * By way of an empty page of another site: Chromium gives each site a process of its own, and lets go of one that no page
   * is in. Tried more than once before the last resort: a process that stays is ended by force, which tools that watch the
   * page take for a crash.
   */
  async function replaceOnce(): Promise<void> {
    if (window.isDestroyed()) return;
    const before = contents.getOSProcessId();
    for (let change = 1; change <= siteChanges; change += 1) {
      if (change > 1) leaving += 1;
      await load(clearedPage);
      leaving -= 1;
      if (window.isDestroyed()) return;
      await load(startPage);
      if (window.isDestroyed() || contents.getOSProcessId() !== before) return;
    }
    log.warn('RENDERER_KEPT');
    replacing = true;
    contents.forcefullyCrashRenderer();
    // Called at once, as Electron's documentation has it: only then is a new process certain.
    contents.reload();
  }

  return {
    contents,
    wear(dress) {
      if (window.isDestroyed()) return;
      fragment = dress.fragment;
      window.setBackgroundColor(dress.backgroundColor);
    },
    load: () => load(startPage),
    raise() {
      if (window.isDestroyed()) return;
      if (stopped) {
        stopped = false;
        crashesMs = [];
        contents.reload();
      }
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
      if (!window.isFocused()) window.flashFrame(true);
    },
    isFocused: () => !window.isDestroyed() && window.isFocused(),
    isLeaving: () => leaving > 0,
    replaceRenderer() {
      leaving += 1;
      replacement = replacement.then(replaceOnce);
      return replacement;
    },
  };
}
