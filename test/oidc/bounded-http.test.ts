import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { boundedFetch } from '../../main/oidc/bounded-http.ts';
import { nodeHttp } from '../unit-support/system.ts';

/** What a provider, a proxy or the network can do to one request, over a real socket; short bounds in place of the real ones. */
const bounds = { timeoutMs: 300, maxBytes: 10_000 };
const request = { method: 'GET', headers: {} };

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function serverThat(answers: (response: ServerResponse) => void) {
  const hungUp = Promise.withResolvers<void>();
  const server = createServer((_request, response) => {
    response.once('close', hungUp.resolve);
    answers(response);
  });
  closers.push(() => server.close().closeAllConnections());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, hungUp: hungUp.promise };
}

describe('a provider that takes its time', () => {
  test.each<[string, (response: ServerResponse) => void]>([
    ['hangs', () => undefined],
    ['sends its headers, and then nothing', (response) => response.writeHead(200).flushHeaders()],
    [
      'stalls in the middle of the body',
      (response) => response.writeHead(200, { 'content-length': 100 }).write('{"a":'),
    ],
    [
      'trickles, so that something always comes',
      (response) => {
        const drops = setInterval(() => response.write(' '), 20);
        response.once('close', () => clearInterval(drops));
      },
    ],
  ])('%s: given up within the bound, and the connection with it', async (_name, answers) => {
    const { url, hungUp } = await serverThat(answers);
    const before = performance.now();
    await expect(boundedFetch(nodeHttp, url, request, bounds)).rejects.toMatchObject({
      code: 'PROVIDER_TIMED_OUT',
      message: expect.stringContaining('no complete answer in 300 ms'),
    });
    expect(performance.now() - before).toBeLessThan(1_500);
    await hungUp;
  });

  test('a fetch that does not heed its signal: the bound holds all the same', async () => {
    const deaf = () => new Promise<Response>(() => undefined);
    await expect(boundedFetch(deaf, 'https://idp.example/', request, bounds)).rejects.toMatchObject({
      code: 'PROVIDER_TIMED_OUT',
    });
    const stuck = async () => new Response(new ReadableStream());
    await expect(boundedFetch(stuck, 'https://idp.example/', request, bounds)).rejects.toMatchObject({
      code: 'PROVIDER_TIMED_OUT',
    });
  });
});

describe('a provider that answers with something else', () => {
  test.each<[string, (response: ServerResponse) => void, string]>([
    ['more than the bound, announced', (response) => response.end('x'.repeat(10_001)), 'PROVIDER_BAD_ANSWER'],
    ['a flood without an end', flood, 'PROVIDER_BAD_ANSWER'],
    ['a redirect', (response) => response.writeHead(302, { location: '/x' }).end(), 'PROVIDER_REDIRECTED'],
    ['a redirect whose body has no end', (response) => flood(response, 307), 'PROVIDER_REDIRECTED'],
    ['a status that does not exist', (response) => response.writeHead(999).end(), 'PROVIDER_BAD_ANSWER'],
    ['a closed connection', (response) => response.destroy(), 'PROVIDER_UNREACHABLE'],
    [
      'a connection closed in the middle of the body',
      (response) => response.writeHead(200, { 'content-length': 100 }).write('x', () => response.destroy()),
      'PROVIDER_UNREACHABLE',
    ],
    ['no HTTP at all', (response) => response.socket?.end('SSH-2.0-x\r\n'), 'PROVIDER_UNREACHABLE'],
  ])('%s: told at once, and the connection given up', async (_name, answers, code) => {
    const { url, hungUp } = await serverThat(answers);
    const patient = { ...bounds, timeoutMs: 60_000 };
    await expect(boundedFetch(nodeHttp, url, request, patient)).rejects.toMatchObject({ code });
    await hungUp;
  });

  test.each([302, 999])('a body behind HTTP %i is let go of, unread', async (status) => {
    const letGo = Promise.withResolvers<void>();
    const body = new ReadableStream({ cancel: () => letGo.resolve() });
    const http = async () => withStatus(new Response(body), status);
    await expect(boundedFetch(http, 'https://idp.example/', request, bounds)).rejects.toMatchObject({
      name: 'OidcError',
    });
    await letGo.promise;
  });

  test('exactly the bound is read', async () => {
    const { url } = await serverThat((response) => response.end('x'.repeat(10_000)));
    const response = await boundedFetch(nodeHttp, url, request, bounds);
    expect(await response.text()).toHaveLength(10_000);
  });
});

/** `Response` itself takes no status that does not exist; what comes off the wire may have one. */
function withStatus(response: Response, status: number): Response {
  return Object.defineProperty(response, 'status', { value: status });
}

function flood(response: ServerResponse, status = 200): void {
  response.writeHead(status, { location: '/x' });
  const pour = () => {
    while (!response.destroyed && response.write('x'.repeat(1_000)));
  };
  response.on('drain', pour);
  pour();
}
