import { readFile } from 'node:fs/promises';
import http from 'node:http';
import net from 'node:net';
import { networkInterfaces } from 'node:os';
import { openReceiver, type Receiver, type ReceiverOptions } from '../../main/oidc/receiver.ts';
import type { FailureCode } from '../../preload/failures.ts';
import { systemClock } from '../unit-support/system.ts';

/** `::1` as Linux' socket table has it. */
export const loopback6 = '00000000000000000000000001000000';

/** Where it is false, the tests about `[::1]` say so and check what is left. */
export const hasIPv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));
if (!hasIPv6) console.info('This machine has no ::1: what needs it is not tested.');

export const state = 'the-state-of-this-attempt';

/** Receivers of one test file, which `closeAll` ends as tabs do that fetch their result. */
export function receivers() {
  const opened: Receiver[] = [];
  return {
    open: async (over: Partial<ReceiverOptions> = {}) => {
      const refusals: FailureCode[] = [];
      const made = await openReceiver(
        {
          redirect: { host: '127.0.0.1', ports: [], path: '/callback' },
          state,
          startId: 'start-id',
          resultId: 'result-id',
          formerStateHashes: [],
          authorizationUrl: (redirectUri) => `https://provider.example/authorize?redirect_uri=${redirectUri}`,
          onRefused: (code) => refusals.push(code),
          language: () => 'en',
          ...over,
        },
        systemClock,
      );
      opened.push(made);
      return { ...made, refusals, base: `http://127.0.0.1:${made.port}` };
    },
    closeAll: async () => {
      const ending = opened.splice(0);
      const finished = ending.map((receiver) => receiver.finish({ kind: 'cancelled' }));
      // A tab that fetches its result lets the receiver go at once; one that is gone already has nothing to fetch.
      const fetched = ending.map(({ redirectUri }) =>
        ask(new URL('/result/result-id', redirectUri).href).catch(() => undefined),
      );
      await Promise.all([...finished, ...fetched]);
    },
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export function ask(url: string, options: http.RequestOptions = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { agent: false, ...options }, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    request.on('error', reject).end();
  });
}

/** A connection that has said `text` and goes no further; `closed` gives all that was answered, once it is over. */
export async function silentConnection(port: number, text: string, host = '127.0.0.1') {
  const socket = net.connect({ port, host, allowHalfOpen: true });
  let answered = '';
  socket.on('data', (chunk) => (answered += chunk.toString()));
  socket.on('error', () => undefined);
  const closed = new Promise<string>((resolve) => {
    socket.once('close', () => resolve(answered));
    socket.once('end', () => socket.end());
  });
  await new Promise((resolve) => socket.once('connect', resolve));
  if (text !== '') await new Promise((resolve) => socket.write(text, resolve));
  return { socket, closed };
}

export function connects(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, host);
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

/** The rows of the system's socket table whose local end is this port: their addresses, as the table has them. */
export async function socketTable(port: number, kind: 'listening' | 'established'): Promise<readonly string[]> {
  const code = kind === 'listening' ? '0A' : '01';
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'utf8').catch(() => '')),
  );
  return tables
    .join('\n')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(`:${hexPort}`) && state === code)
    .map(([, local = '']) => local.slice(0, -hexPort.length - 1));
}
