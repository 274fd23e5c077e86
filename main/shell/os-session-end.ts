import type { App, PowerMonitor } from 'electron';
import type { Cleanup } from '../ports.ts';

/** @param hold asks the system to wait until the app has quit, which it then must do within seconds */
export type OsSessionEndListener = (hold: () => void) => void;

export interface OsSessionEnd {
  subscribe(listener: OsSessionEndListener): Cleanup;
}

interface Preventable {
  preventDefault(): void;
}

/**
 * The end of the user's session at the operating system: a log-out there, a shutdown, a restart (B57). Call it after ready,
 * which `powerMonitor` needs, and before a window is made.
 *
 * - Linux, macOS: `shutdown`, which may be held. macOS also says it when somebody quits the app from the Dock
 *   (electron#24105), which comes to the same.
 * - Windows: `session-end` of a window, which nothing can hold; `before-quit` does not come then. An installer that wants
 *   the app gone says it, too (`close-app`). Nothing hangs on `query-session-end`: after it another program may still refuse
 *   and the session goes on, so Windows' own guidelines clean up at the second message, not at the question.
 */
export function watchOsSessionEnd(monitor: Pick<PowerMonitor, 'on'>, app: Pick<App, 'on'>): OsSessionEnd {
  const listeners = new Set<OsSessionEndListener>();
  const tell = (hold: () => void) => {
    for (const listener of listeners) listener(hold);
  };
  // Electron's types know nothing of the event that its documentation has for this.
  monitor.on('shutdown', (event?: Preventable) => tell(() => event?.preventDefault()));
  app.on('browser-window-created', (_event, window) => {
    window.on('session-end', () => tell(() => {}));
  });
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
