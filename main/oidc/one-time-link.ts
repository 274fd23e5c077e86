import type { Language } from '../../preload/settings.ts';
import type { Clock, Random } from '../ports.ts';
import { listenOnLoopback } from './listen.ts';
import { closeServer, createLoopbackServer } from './loopback-server.ts';
import { resultPage } from './result-page.ts';

export interface OneTimeLink {
  /** All that the system's opener is told: other programs see its argv (invariant 1). */
  readonly startUrl: string;
  /** Resolves once the port is free again: after the browser has been sent on, or after half a minute without it. */
  readonly closed: Promise<void>;
}

const limitMs = 30_000;

/**
 * A loopback address that sends the first browser that asks for it on to `target`, and is gone then: for an address that
 * says something about a session, where no answer comes back.
 *
 * @throws OidcError `RECEIVER_NO_PORT`
 */
export async function openOneTimeLink(
  target: string,
  {
    clock,
    random,
    language,
  }: {
    readonly clock: Pick<Clock, 'after'>;
    readonly random: Pick<Random, 'base64url'>;
    readonly language: () => Language;
  },
): Promise<OneTimeLink> {
  const host = '127.0.0.1';
  const { port, servers } = await listenOnLoopback(() => createLoopbackServer(clock, language), host, [], clock);
  const authority = `${host}:${port}`;
  const path = `/start/${random.base64url(16)}`;
  const over = Promise.withResolvers<void>();
  const stopTimer = clock.after(limitMs, over.resolve);
  for (const server of servers) {
    server.on('request', (request, response) => {
      const isOurs = request.method === 'GET' && request.headers.host === authority && request.url === path;
      const page = resultPage({ kind: isOurs ? 'finished' : 'nothingHere' }, language());
      if (!isOurs) {
        response.writeHead(page.status, page.headers).end(page.body);
        return;
      }
      response.once('finish', over.resolve);
      response.writeHead(302, { ...page.headers, location: target }).end();
    });
  }
  return { startUrl: `http://${authority}${path}`, closed: over.promise.then(free) };

  async function free(): Promise<void> {
    stopTimer();
    await Promise.all(servers.map((server) => closeServer(server, clock)));
  }
}
