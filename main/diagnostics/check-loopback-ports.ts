import { createServer, type Server } from 'node:net';
import { OidcError } from '../oidc/errors.ts';
import { listenOnLoopback, portsOfOthers } from '../oidc/listen.ts';
import { fail, pass, warn, type Check } from './check.ts';
import { codeOf } from './layer.ts';

/** Whether the browser could come back to us: a port of this computer is bound, called, and given back. */
export const checkLoopbackPorts: Check = {
  id: 'loopbackPorts',
  async run({ probe: { policy }, raw, clock }) {
    const { redirectPorts = [], redirectHost = '127.0.0.1' } = policy?.provider ?? {};
    const reserved = redirectPorts.find((port) => portsOfOthers.has(port));
    if (reserved !== undefined) return fail('PORTS_RESERVED', { port: reserved }, 'localIt');
    const facts = redirectPorts.length === 0 ? {} : { port: redirectPorts.join(', ') };
    let servers: readonly Server[] = [];
    try {
      const listening = await listenOnLoopback(
        () => createServer((socket) => socket.end()),
        redirectHost,
        redirectPorts,
        clock,
      );
      servers = listening.servers;
      try {
        await raw.connect(redirectHost.replace(/[[\]]/g, ''), listening.port);
      } catch (error) {
        return fail('PORTS_NOT_CALLABLE', { port: listening.port, error: codeOf(error) }, 'localIt');
      }
      const wanted = redirectPorts[0];
      if (wanted !== undefined && listening.port !== wanted) {
        return warn('PORTS_SOME_TAKEN', { ...facts, actual: listening.port }, 'localIt');
      }
      return redirectPorts.length === 0 ? pass('PORTS_FREE') : pass('PORTS_LISTED_FREE', facts);
    } catch (error) {
      if (!(error instanceof OidcError)) throw error;
      return fail('PORTS_NONE_FREE', facts, 'localIt');
    } finally {
      for (const server of servers) server.close();
    }
  },
};
