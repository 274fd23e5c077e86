import { createServer, STATUS_CODES, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Language } from '../../preload/settings.ts';
import type { Clock } from '../ports.ts';
import { resultPage } from './result-page.ts';

/** A code of 8 kB beside 16 kB of other programs' loopback cookies must fit (B12); Node counts the URL in. */
const maxHeaderBytes = 64 * 1024;

/** How long (ms) a connection may be silent, as a browser's preconnect is, or take over its request (B10). */
const headersLimitMs = 5_000;
const requestLimitMs = 10_000;

/** How often (ms) Node looks; its own 30 s would make the limits above something else. */
const checkEveryMs = 1_000;

/** How long (ms) the sender of something unreadable has to read our answer. */
const unreadableLimitMs = 1_000;

/** How long (ms) a closing server waits for what is being delivered. */
const graceMs = 100;

/** A server that nobody can hang: what it cannot read is answered, in `language`, and what stays silent is dropped. */
export function createLoopbackServer(clock: Pick<Clock, 'after'>, language: () => Language): Server {
  const server = createServer({
    maxHeaderSize: maxHeaderBytes,
    headersTimeout: headersLimitMs,
    requestTimeout: requestLimitMs,
    connectionsCheckingInterval: checkEveryMs,
  });
  // What goes wrong while a connection is accepted costs that connection; without a listener it would cost the app.
  server.on('error', () => undefined);
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') {
      socket.destroy();
      return;
    }
    if (!socket.writable) return;
    // Not destroyed at once: a reset would take the answer away from a browser that is still sending.
    socket.end(error.code === 'HPE_HEADER_OVERFLOW' ? tooLarge(language()) : badRequest);
    destroyAfter(socket, unreadableLimitMs, clock);
  });
  return server;
}

/** Frees the port at once, and resolves when every socket is closed. */
export function closeServer(server: Server, clock: Pick<Clock, 'after'>): Promise<void> {
  return new Promise((resolve) => {
    const cleanup = clock.after(graceMs, () => {
      server.closeAllConnections();
    });
    server.close(() => {
      cleanup();
      resolve();
    });
    server.closeIdleConnections();
  });
}

const badRequest = 'HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n';

function tooLarge(language: Language): string {
  const { status, headers, body } = resultPage({ kind: 'tooLarge' }, language);
  const lines = Object.entries({ ...headers, 'content-length': Buffer.byteLength(body) });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head}\r\n${body}`;
}

function destroyAfter(socket: Duplex, limitMs: number, clock: Pick<Clock, 'after'>): void {
  const cleanup = clock.after(limitMs, () => {
    socket.destroy();
  });
  socket.once('close', cleanup);
}
