import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { callLimits } from '../../main/actions/call.ts';
import { sendAction } from '../../main/actions/send-action.ts';
import { nodeHttp } from '../unit-support/system.ts';
import { actionOf, bearer, intentOf, requestId, sendPorts } from './intents.ts';

/** Issue 5 line 5 over real sockets: what a service, a proxy or the network can do to the request of an action. */
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function serverThat(answers: (response: ServerResponse, request: IncomingMessage) => void) {
  const requests: { readonly method: string; readonly headers: IncomingMessage['headers']; readonly body: string }[] =
    [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      requests.push({
        method: request.method ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      });
      answers(response, request);
    });
  });
  closers.push(() => server.close().closeAllConnections());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, requests };
}

function sent(origin: string, method: 'GET' | 'POST', limits: Partial<typeof callLimits> = {}) {
  const action = actionOf({ method, url: `${origin}/x`, ...(method === 'POST' && { body: { a: 'é"' } }) });
  const ports = sendPorts(nodeHttp, { allowedOrigins: new Set([origin]) });
  return sendAction(intentOf(action), ports, { ...callLimits, ...limits });
}

describe('issue 5 line 5: over a real socket', () => {
  test('the request arrives as it was made', async () => {
    const { origin, requests } = await serverThat((response) => response.end('{"resourceType":"Bundle"}'));
    expect(await sent(origin, 'POST')).toMatchObject({ kind: 'ok', reference: requestId });
    expect(requests).toMatchObject([
      {
        method: 'POST',
        body: '{"a":"é\\""}',
        headers: {
          authorization: `Bearer ${bearer}`,
          'x-request-id': requestId,
          'content-type': 'application/fhir+json',
        },
      },
    ]);
  });

  const both = ['GET', 'POST'] as const;
  const kinds = { GET: 'refused', POST: 'unknown' } as const;
  test.each(both)('a redirect of a %s to another origin is not followed, and the bearer stays here', async (method) => {
    const elsewhere = await serverThat((response) => response.end('{}'));
    const { origin } = await serverThat((response) => response.writeHead(307, { location: elsewhere.origin }).end());
    expect(await sent(origin, method)).toMatchObject({ kind: kinds[method], problem: { code: 'API_REDIRECTED' } });
    expect(elsewhere.requests).toEqual([]);
  });

  test.each(both)('HAZ-06 no answer in time to a %s', async (method) => {
    const { origin, requests } = await serverThat(() => undefined);
    expect(await sent(origin, method, { perTryMs: 200 })).toMatchObject({ kind: kinds[method] });
    expect(requests).toHaveLength(1);
  });

  test.each(both)('HAZ-06 the connection of a %s breaks in the middle of the answer', async (method) => {
    const { origin } = await serverThat((response) => {
      response.writeHead(200, { 'content-length': 100 }).write('{"a":', () => response.destroy());
    });
    expect(await sent(origin, method)).toMatchObject({ kind: kinds[method] });
  });

  test.each(both)('HAZ-06 ten megabytes to a %s', async (method) => {
    const { origin } = await serverThat((response) => response.end(`"${'x'.repeat(10_000_000)}"`));
    const code = { GET: 'API_BAD_ANSWER', POST: 'API_OUTCOME_UNKNOWN' }[method];
    expect(await sent(origin, method)).toMatchObject({ kind: kinds[method], problem: { code } });
  });

  test.each(both)('nobody listens: a %s was not done', async (method) => {
    const { origin } = await serverThat((response) => response.end());
    closers.splice(0).forEach((close) => close());
    expect(await sent(origin, method)).toMatchObject({ kind: 'refused', problem: { code: 'API_UNREACHABLE' } });
  });

  test('a header of several lines is read as one (issue 5 line 4)', async () => {
    const { origin } = await serverThat((response) =>
      response
        .writeHead(401, {
          'www-authenticate': ['Basic realm="x"', 'Bearer error="insufficient_user_authentication", max_age=60'],
        })
        .end(),
    );
    expect(await sent(origin, 'POST')).toMatchObject({
      kind: 'challenged',
      challenge: { lowestLevel: 2, maxAgeSeconds: 60 },
      problem: { code: 'API_LEVEL_TOO_LOW', detail: 'HTTP 401, insufficient_user_authentication' },
    });
  });
});
