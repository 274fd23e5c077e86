import type { Shell } from 'electron';
import type { Log, OpenBrowser } from '../ports.ts';
import { isLoopbackHttp } from './app-url.ts';

const startPath = /^\/start\/[\w-]{1,128}$/;
const maxLength = 2000;

interface Opened {
  /** Whether pages on this very machine may be opened too: those of the simulator, in a build that is not packaged. */
  readonly loopbackPages: boolean;
  /** In place of the system's own, where policy names one. */
  readonly chosenBrowser?: OpenBrowser | undefined;
}

/**
 * The URL that may go to the browser, as we write it, or `undefined`. Either an attempt's own start link on the loopback
 * (explicit port, no query, nothing else), or https; credentials in neither. What is handed on is the parsed URL written
 * anew, so that no oddity of the text given reaches the operating system (B12).
 */
export function openableUrl(
  url: string,
  { loopbackPages }: Pick<Opened, 'loopbackPages'> = { loopbackPages: false },
): string | undefined {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.username !== '' || parsed.password !== '' || parsed.href.length > maxLength)
    return undefined;
  const startLink =
    isLoopbackHttp(parsed) &&
    parsed.port !== '' &&
    startPath.test(parsed.pathname) &&
    parsed.search === '' &&
    parsed.hash === '';
  const page = parsed.protocol === 'https:' || (loopbackPages && isLoopbackHttp(parsed) && parsed.port !== '');
  return startLink || page ? parsed.href : undefined;
}

/**
 * The only place that opens anything outside the app (B12, B13), by the system or by the browser that policy chose. Rejects for a
 * URL that is not ours: `OPEN_REFUSED`.
 */
export function createOpener(
  shell: Pick<Shell, 'openExternal'>,
  log: Pick<Log, 'error'>,
  opened?: Opened,
): OpenBrowser {
  return async (url) => {
    const openable = openableUrl(url, opened);
    if (openable === undefined) {
      log.error('OPEN_REFUSED');
      throw new Error('OPEN_REFUSED');
    }
    await (opened?.chosenBrowser ? opened.chosenBrowser(openable) : shell.openExternal(openable));
  };
}
