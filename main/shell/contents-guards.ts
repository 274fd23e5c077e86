import type { WebContents } from 'electron';
import type { Log } from '../ports.ts';
import { isStartPage, schemeOf } from './app-url.ts';

export type GuardedContents = Pick<WebContents, 'on' | 'setWindowOpenHandler' | 'setWebRTCIPHandlingPolicy'>;

/** Where a frame of ours may go: the start page, in the main frame. There are no other frames (B1, B11). */
export function mayNavigate(url: string, isMainFrame: boolean): boolean {
  return isMainFrame && isStartPage(url);
}

/**
 * For every `webContents` at the moment of its making (`app.on('web-contents-created')`).
 * Codes: `WINDOW_OPEN_REFUSED`, `NAVIGATION_REFUSED`, `WEBVIEW_REFUSED`; of a URL only its scheme is told.
 */
export function guardContents(contents: GuardedContents, log: Pick<Log, 'warn'>): void {
  // B10: no second window, and no link leads out of the app; the one way to a browser is a command of main's.
  contents.setWindowOpenHandler(({ url }) => {
    log.warn('WINDOW_OPEN_REFUSED', { reason: schemeOf(url) });
    return { action: 'deny' };
  });
  const guard = (event: { readonly url: string; readonly isMainFrame: boolean; preventDefault(): void }) => {
    if (mayNavigate(event.url, event.isMainFrame)) return;
    event.preventDefault();
    log.warn('NAVIGATION_REFUSED', { reason: schemeOf(event.url) });
  };
  // B11: the first does not fire for subframes, the second does, the third is for what a server would answer.
  contents.on('will-navigate', guard);
  contents.on('will-frame-navigate', guard);
  contents.on('will-redirect', guard);
  contents.on('will-attach-webview', (event) => {
    event.preventDefault(); // B6
    log.warn('WEBVIEW_REFUSED');
  });
  contents.on('select-bluetooth-device', (event, _devices, callback) => {
    event.preventDefault(); // B20: otherwise the first device is taken
    callback('');
  });
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp'); // B21
}
