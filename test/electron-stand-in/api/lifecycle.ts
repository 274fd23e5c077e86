/** Where the app is between start and end, for those modules that must not know the `app` object. */
import type { Chromium } from '../chromium/launch.ts';

interface Lifecycle {
  /** True once `ready` was emitted, whatever Playwright's loader makes of `app.isReady`. */
  ready: boolean;
  /** The Chromium behind the windows: there from just before `ready` on. */
  chromium: Chromium | undefined;
}

export const lifecycle: Lifecycle = { ready: false, chromium: undefined };

/** The running Chromium; a caller before `ready` is told as Electron tells it. */
export function runningChromium(what: string): Chromium {
  if (!lifecycle.ready || lifecycle.chromium === undefined)
    throw new Error(`Cannot create ${what} before app is ready`);
  return lifecycle.chromium;
}
