import { createServer, type AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createProviderDirectory } from '../../main/oidc/provider.ts';
import { renewTokens, type RenewalAnswer } from '../../main/oidc/renewal.ts';
import type { Http } from '../../main/ports.ts';
import type { FailureCode } from '../../preload/failures.ts';
import { PERSONA_IDS, startSimulator, type Faults, type Simulator } from '../simulator/index.ts';
import { refreshRefused, refreshWithoutIdToken } from '../simulator/renewal-faults.ts';
import { nodeHttp, systemClock } from '../unit-support/system.ts';
import { expectKind, loggedIn, type LoggedIn } from './logged-in.ts';

/** A refresh that the network, a proxy or the provider's trouble comes between. */
let simulator: Simulator;
let closedPort = 0;
beforeAll(async () => {
  simulator = await startSimulator({ topology: 'gateway' });
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closedPort = (server.address() as AddressInfo).port;
  await new Promise((resolve) => server.close(resolve));
});
afterAll(() => simulator.close());
afterEach(() => simulator.setFaults({}));

const { nurse } = PERSONA_IDS;

/** Whether the refresh token that `it` logged in with is as good as ever. */
async function isUnspent({ party, renewable }: LoggedIn): Promise<boolean> {
  simulator.setFaults({});
  return (await party.refresh(renewable.refreshToken)).status === 200;
}

async function renew(faults: Faults = {}, it?: LoggedIn): Promise<{ answer: RenewalAnswer; it: LoggedIn }> {
  const who = it ?? (await loggedIn(simulator, nurse));
  simulator.setFaults(faults);
  return { answer: await renewTokens(who.provider, who.renewable, systemClock), it: who };
}

describe('B20 whatever is no refusal by the provider is tried later, and ends nothing (invariant 5)', () => {
  const html = { 'content-type': 'text/html' };
  test.each<[string, Faults, string, 'no' | 'unknown']>([
    ['HTTP 408', refreshRefused(408), 'PROVIDER_FAILED', 'no'],
    ['HTTP 425', refreshRefused(425), 'PROVIDER_FAILED', 'no'],
    ['HTTP 429', refreshRefused(429), 'PROVIDER_FAILED', 'no'],
    ['HTTP 500', refreshRefused(500), 'PROVIDER_FAILED', 'unknown'],
    ['HTTP 500 that says invalid_grant', refreshRefused(500, { error: 'invalid_grant' }), 'PROVIDER_FAILED', 'unknown'],
    [
      'HTTP 502 in HTML',
      { respond: { token: () => ({ status: 502, headers: html, body: '<p>' }) } },
      'PROVIDER_FAILED',
      'unknown',
    ],
    ['HTTP 503', refreshRefused(503), 'PROVIDER_FAILED', 'no'],
    ['HTTP 504', refreshRefused(504), 'PROVIDER_FAILED', 'unknown'],
    [
      'HTML with status 200',
      { respond: { token: () => ({ status: 200, headers: html, body: '<p>' }) } },
      'PROVIDER_BAD_ANSWER',
      'unknown',
    ],
    [
      'half a JSON',
      {
        respond: { token: () => ({ status: 200, headers: { 'content-type': 'application/json' }, body: '{"access_' }) },
      },
      'PROVIDER_BAD_ANSWER',
      'unknown',
    ],
    [
      'a JSON without tokens',
      { respond: { token: () => ({ status: 200, body: {} }) } },
      'PROVIDER_BAD_ANSWER',
      'unknown',
    ],
    ['a token that is no bearer token', { tokenResponse: { token_type: 'DPoP' } }, 'PROVIDER_BAD_ANSWER', 'unknown'],
    [
      'a redirect',
      { respond: { token: () => ({ status: 302, headers: { location: 'http://127.0.0.1:1/' } }) } },
      'PROVIDER_REDIRECTED',
      'unknown',
    ],
    ['no answer at all', { respond: { token: () => 'drop' } }, 'PROVIDER_UNREACHABLE', 'unknown'],
  ])('%s', async (_name, faults, code, spent) => {
    const { answer, it } = await renew(faults);
    expect(answer).toMatchObject({ kind: 'tryLater', code, spent });
    if (spent === 'no') expect(await isUnspent(it)).toBe(true);
  });

  test('a provider that does not answer in time', async () => {
    const it = await loggedIn(simulator, nurse);
    const settings = { issuer: simulator.issuer, clientId: simulator.clientId, allowLoopbackHttp: true };
    const ports = { http: nodeHttp, clock: systemClock };
    const provider = await createProviderDirectory(settings, ports, { timeoutMs: 300, maxBytes: 1_000_000 }).current();
    simulator.setFaults({ respond: { token: () => 'hang' } });
    const answer = await renewTokens(provider, it.renewable, systemClock);
    expect(answer).toMatchObject({ kind: 'tryLater', code: 'PROVIDER_TIMED_OUT', spent: 'unknown' });
  });

  const failing =
    (...names: readonly string[]): Http =>
    () => {
      const [message = '', code] = names;
      return Promise.reject(new TypeError(message, { cause: Object.assign(new Error(message), { code }) }));
    };
  const elsewhere =
    (url: string): Http =>
    (_url, request) =>
      nodeHttp(url, request);

  /** By Node over real sockets, and by the names that Chromium has for the same. */
  test.each<[string, Http, 'no' | 'unknown', FailureCode]>([
    ['DNS', elsewhere('http://provider.invalid/'), 'no', 'PROVIDER_NAME_UNKNOWN'],
    [
      'a port where nobody listens',
      (_url, request) => nodeHttp(`http://127.0.0.1:${closedPort}/`, request),
      'no',
      'PROVIDER_UNREACHABLE',
    ],
    ['DNS, by Chromium', failing('net::ERR_NAME_NOT_RESOLVED'), 'no', 'PROVIDER_NAME_UNKNOWN'],
    ['no network, by Chromium', failing('net::ERR_INTERNET_DISCONNECTED'), 'no', 'PROVIDER_OFFLINE'],
    ['a certificate, by Chromium', failing('net::ERR_CERT_AUTHORITY_INVALID'), 'no', 'PROVIDER_CERTIFICATE'],
    ['a certificate, by Node', failing('fetch failed', 'SELF_SIGNED_CERT_IN_CHAIN'), 'no', 'PROVIDER_CERTIFICATE'],
    ['a clock, by Chromium', failing('net::ERR_CERT_DATE_INVALID'), 'no', 'PROVIDER_CERTIFICATE_DATE'],
    ['a proxy that is down, by Chromium', failing('net::ERR_PROXY_CONNECTION_FAILED'), 'no', 'PROVIDER_PROXY_FAILED'],
    [
      'a proxy that asks who we are',
      () => Promise.resolve(new Response('', { status: 407 })),
      'no',
      'PROVIDER_PROXY_LOGIN',
    ],
    ['a reset, by Chromium', failing('net::ERR_CONNECTION_RESET'), 'unknown', 'PROVIDER_UNREACHABLE'],
    ['a change of network, by Chromium', failing('net::ERR_NETWORK_CHANGED'), 'unknown', 'PROVIDER_OFFLINE'],
    ['trouble without a name', failing('fetch failed'), 'unknown', 'PROVIDER_UNREACHABLE'],
  ])('%s', async (_name, http, spent, code) => {
    let isDown = false;
    const network: Http = (url, request) => (isDown ? http(url, request) : nodeHttp(url, request));
    const it = await loggedIn(simulator, nurse, 'securityKey', {}, network);
    isDown = true;
    const { answer } = await renew({}, it);
    expect(answer).toMatchObject({ kind: 'tryLater', code, spent });
    expect(await isUnspent(it)).toBe(true);
  });

  test('TLS: a server that speaks none', async () => {
    const tls: Http = (_url, request) => nodeHttp(simulator.issuer.replace('http:', 'https:'), request);
    let isDown = false;
    const network: Http = (url, request) => (isDown ? tls(url, request) : nodeHttp(url, request));
    const it = await loggedIn(simulator, nurse, 'securityKey', {}, network);
    isDown = true;
    expect((await renew({}, it)).answer).toMatchObject({ kind: 'tryLater', code: 'PROVIDER_UNREACHABLE' });
  });

  test.each([
    ['seconds', () => '7', 7_000],
    ['a date', () => new Date(Date.now() + 90_000).toUTCString(), 90_000],
    ['an hour', () => '3600', 300_000],
    ['now', () => '0', 1_000],
    ['a date that is past', () => new Date(Date.now() - 90_000).toUTCString(), 1_000],
    ['words', () => 'soon', undefined],
  ])('Retry-After with 429 and 503: %s', async (_name, value, waitMs) => {
    for (const status of [429, 503]) {
      const answer = expectKind(
        (await renew(refreshRefused(status, {}, { 'retry-after': value() }))).answer,
        'tryLater',
      );
      if (waitMs === undefined) expect(answer.retryAfterMs).toBeUndefined();
      else expect(Math.abs((answer.retryAfterMs ?? Number.NaN) - waitMs)).toBeLessThanOrEqual(2_000);
    }
  });
});

describe('no ID token, and userinfo that does not answer', () => {
  const asked = () => simulator.requests.filter(({ path }) => path.endsWith('/userinfo')).length;

  test('three questions with a wait between them, then unproved with the new tokens', async () => {
    const it = await loggedIn(simulator, nurse);
    simulator.setFaults({ ...refreshWithoutIdToken, respond: { userinfo: () => ({ status: 503 }) } });
    const waits: number[] = [];
    const clock = {
      wallMs: () => Date.now(),
      after: (delayMs: number, run: () => void) => {
        waits.push(delayMs);
        queueMicrotask(run);
        return () => undefined;
      },
    };
    const before = asked();
    const answer = expectKind(await renewTokens(it.provider, it.renewable, clock), 'unproved');
    expect(answer).toMatchObject({ code: 'PROVIDER_FAILED', tokens: { sid: it.sid } });
    expect(asked() - before).toBe(3);
    expect(waits).toEqual([500, 1_500]);
  });

  test('an answer to the second is taken', async () => {
    let first = true;
    const { answer } = await renew({
      ...refreshWithoutIdToken,
      respond: {
        userinfo: () => {
          const answered = first ? ('drop' as const) : undefined;
          first = false;
          return answered;
        },
      },
    });
    expectKind(answer, 'renewed');
  });

  test('401 for a token that has just come', async () => {
    const it = await loggedIn(simulator, nurse);
    simulator.setFaults({ ...refreshWithoutIdToken, respond: { userinfo: () => ({ status: 401 }) } });
    const clock = { wallMs: () => Date.now(), after: (_ms: number, run: () => void) => (run(), () => undefined) };
    expectKind(await renewTokens(it.provider, it.renewable, clock), 'unproved');
  });
});
