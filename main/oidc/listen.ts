import type { AddressInfo } from 'node:net';
import type { Clock } from '../ports.ts';
import { OidcError } from './errors.ts';

/** Where the redirect comes back: a loopback literal, or the name where a registered redirect URI needs it. */
export type RedirectHost = '127.0.0.1' | '[::1]' | 'localhost';

/** As much of a server as it takes to get a port. */
export interface Listener {
  listen(where: { readonly host: string; readonly port: number; readonly exclusive: true }): unknown;
  address(): AddressInfo | string | null;
  close(): unknown;
  once(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown;
  once(event: 'listening', listener: () => void): unknown;
  off(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown;
  off(event: 'listening', listener: () => void): unknown;
}

export interface Listening<Server> {
  readonly port: number;
  /** One for each loopback address of the host, all on the one port. */
  readonly servers: readonly Server[];
}

/** A browser may take the name for either address, and a stranger may not have the other one (B05). */
const addressesOf: Readonly<Record<RedirectHost, readonly string[]>> = {
  '127.0.0.1': ['127.0.0.1'],
  '[::1]': ['::1'],
  localhost: ['127.0.0.1', '::1'],
};

/**
 * Those of NHS software for smartcards (R9): on a computer that has it, but where it does not run yet, it would find its port
 * taken, and the next log-in by card would fail.
 */
export const portsOfOthers: ReadonlySet<number> = new Set([43485, 55000]);

/** The machine has no such address: IPv6, or more rarely IPv4, is switched off. */
const addressMissing: ReadonlySet<string> = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT']);

/** A system that picks the port knows nothing of the other address, where it may be taken. */
const anyPort: readonly number[] = [0, 0, 0];

/** The attempt before may hold a registered port for up to a second, while its tab fetches the result (B03). */
const tries = 6;
const pauseMs = 250;

/**
 * Listens on loopback and nothing else (B08), on the first free port of the list, or on one that the system picks where
 * the list is empty. A port is passed over for whatever reason: something else holds it, or Windows keeps it in an excluded
 * range, where nothing listens (B06, smallstep/cli#703). Node reports that as an event, not as a throw (B07).
 *
 * @throws OidcError `RECEIVER_NO_PORT`
 */
export async function listenOnLoopback<Server extends Listener>(
  createServer: () => Server,
  host: RedirectHost,
  ports: readonly number[],
  clock: Pick<Clock, 'after'>,
): Promise<Listening<Server>> {
  for (let left = tries - 1; ; left -= 1) {
    const troubles = new Set<string>();
    const held: Server[] = [];
    try {
      for (const port of ports.length > 0 ? ports : anyPort) {
        const result = await tryPort(createServer, host, port, held);
        if (typeof result !== 'string') return result;
        troubles.add(result);
      }
    } finally {
      for (const server of held) server.close();
    }
    if (left === 0 || !troubles.has('EADDRINUSE')) throw noPort(host, ports, [...troubles]);
    await new Promise<void>((resolve) => {
      clock.after(pauseMs, resolve);
    });
  }
}

function noPort(host: RedirectHost, ports: readonly number[], troubles: readonly string[]): OidcError {
  const wanted = ports.length > 0 ? `ports ${ports.join(', ')} (policy provider.redirectPorts)` : 'any port';
  return new OidcError('RECEIVER_NO_PORT', `cannot listen on ${host}, ${wanted}: ${troubles.join(', ')}`);
}

/**
 * @param held gets what listens on a port of others, to be closed once there is another: a port that is given back is the next
 *   that the system picks
 * @returns what trouble there was, if any
 */
async function tryPort<Server extends Listener>(
  createServer: () => Server,
  host: RedirectHost,
  wanted: number,
  held: Server[],
): Promise<Listening<Server> | string> {
  const servers: Server[] = [];
  if (portsOfOthers.has(wanted)) return 'RESERVED';
  let port = wanted;
  let missing = '';
  for (const address of addressesOf[host]) {
    const server = createServer();
    const trouble = await listen(server, address, port);
    if (trouble === undefined) {
      servers.push(server);
      port = portOf(server);
    } else if (addressMissing.has(trouble)) {
      missing = trouble;
    } else {
      for (const bound of servers) bound.close();
      return trouble;
    }
  }
  if (portsOfOthers.has(port)) {
    held.push(...servers);
    return 'RESERVED';
  }
  return servers.length > 0 ? { port, servers } : missing;
}

function portOf(server: Listener): number {
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new OidcError('INTERNAL', 'the receiver has no port');
  return bound.port;
}

function listen(server: Listener, host: string, port: number): Promise<string | undefined> {
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
    server.listen({ host, port, exclusive: true });
  });
}
