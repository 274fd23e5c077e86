import type { Session } from 'electron';
import type { Http } from '../ports.ts';

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
