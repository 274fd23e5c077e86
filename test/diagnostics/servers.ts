import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { afterEach } from 'vitest';
import type { ServerCertificate } from './certificates.ts';

const toClose: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of toClose.splice(0)) await one.close();
});

/** Closed again after the test that asked for it. */
export function closedAfterwards<Closable extends { close(): unknown }>(one: Closable): Closable {
  toClose.push(one);
  return one;
}

export async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closedAfterwards(server);
  return (server.address() as AddressInfo).port;
}

export const serve = (answer: RequestListener) => listening(createServer(answer));
export const serveTls = ({ key, chain }: ServerCertificate, options: TlsOptions = {}) =>
  listening(createTlsServer({ key, cert: chain, ...options }, (_request, response) => response.end('{}')));

/** A port that nobody listens on: it was ours a moment ago. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  server.close();
  await once(server, 'close');
  return port;
}

export const ofHost = (port: number) => `http://127.0.0.1:${port}`;
