import type { Session } from 'electron';
import type { Clock, Http, Log } from '../ports.ts';
import { errorFields } from './log-line.ts';

/**
 * Main's way to the network: Chromium's stack (system proxy, trust store of the operating system) in a session of its own,
 * shared with no page (B44). Guard the session first, then `allowProviders`. Where Electron gets a redirect it rejects
 * (`Redirect was cancelled`) instead of answering 3xx, which is a refusal too.
 */
export function createHttp(session: Pick<Session, 'fetch'>): Http {
  return (url, { method, headers, body, signal }) =>
    session.fetch(url, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      signal,
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
      bypassCustomProtocolHandlers: true,
    });
}

/** Each answer in the log, for who asked for it (`--verbose`): to which host, how it ended and after how long. No path, no query. */
export function loggedHttp(http: Http, clock: Pick<Clock, 'monotonicMs'>, log: Pick<Log, 'debug'>): Http {
  return async (url, request) => {
    const startedMs = clock.monotonicMs();
    const host = URL.parse(url)?.host ?? 'unparseable';
    const facts = () => ({ host, detail: request.method, durationMs: Math.round(clock.monotonicMs() - startedMs) });
    try {
      const response = await http(url, request);
      log.debug('HTTP_ANSWERED', { ...facts(), status: response.status });
      return response;
    } catch (error) {
      log.debug('HTTP_FAILED', { ...facts(), reason: errorFields(error).reason ?? 'unknown' });
      throw error;
    }
  };
}
