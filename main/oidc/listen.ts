import type { Server } from 'node:http';
import { OidcError } from './errors.ts';

/** Where the redirect comes back: a loopback literal, or the name where a registered redirect URI needs it. */
export type RedirectHost = '127.0.0.1' | '[::1]' | 'localhost';

/** Something else holds the port, or Windows keeps it in an excluded range, where nothing listens (B06, smallstep/cli#703). */
const portTaken: ReadonlySet<string> = new Set(['EADDRINUSE', 'EACCES']);

/**
 * Binds the server to loopback and nothing else (B08), on the first free port of the list, or on one that the system
 * picks where the list is empty. Node reports a taken port as an event, not as a throw (B07).
 *
 * @returns the port
 * @throws OidcError `RECEIVER_NO_PORT`
 */
export async function listenOnLoopback(server: Server, host: RedirectHost, ports: readonly number[]): Promise<number> {
  const address = host === '[::1]' ? '::1' : '127.0.0.1';
  for (const port of ports.length > 0 ? ports : [0]) {
    const trouble = await tryPort(server, address, port);
    if (trouble === undefined) {
      const bound = server.address();
      if (bound === null || typeof bound === 'string') throw new OidcError('INTERNAL', 'the receiver has no port');
      return bound.port;
    }
    if (!portTaken.has(trouble)) throw new OidcError('RECEIVER_NO_PORT', `cannot listen on ${address}: ${trouble}`);
  }
  const tried = ports.length > 0 ? `ports ${ports.join(', ')} (policy provider.redirectPorts)` : 'no free port';
  throw new OidcError('RECEIVER_NO_PORT', `cannot listen on ${address}: ${tried} taken or not allowed`);
}

function tryPort(server: Server, address: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const onError = (error: NodeJS.ErrnoException) => {
      server.off('listening', onListening);
      resolve(error.code ?? error.name);
    };
    const onListening = () => {
      server.off('error', onError);
      resolve(undefined);
    };
    server.once('error', onError);
    server.once('listening', onListening);
    server.listen({ host: address, port, exclusive: true });
  });
}
