import type { OutgoingHttpHeaders, RequestListener } from 'node:http';
import { describe, expect, test } from 'vitest';
import { layerOf } from '../../main/diagnostics/layer.ts';
import { startSimulator, type Faults, type Simulator } from '../simulator/index.ts';
import { developmentPolicy } from '../simulator/development-policy.ts';
import { minimalPolicy, portsFor, told, untouched, type Ports } from './check-ports.ts';
import { closedAfterwards, closedPort, ofHost, serve } from './servers.ts';

/** Issue 7 line 3, R5, R6, HAZ-09: real servers that fail in each way that a network does. */

async function simulator(faults: Faults = {}): Promise<Simulator> {
  return closedAfterwards(await startSimulator({ topology: 'gateway', faults }));
}

test('issue 7 line 3: a good log-in service passes every check of the network', async () => {
  const policy = developmentPolicy(await simulator());
  const results = await told(portsFor(policy));
  expect(Object.entries(results).filter(([, { verdict }]) => verdict === 'fail' || verdict === 'warn')).toEqual([]);
  expect(results.discovery?.finding).toBe('DISCOVERY_GOOD');
  expect(results.signingKeys).toMatchObject({ finding: 'KEYS_USABLE', verdict: 'pass' });
  expect(results.tcp?.finding).toBe('TCP_CONNECTED');
  expect(results.clock?.finding).toBe('CLOCK_RIGHT');
  expect(results.allowList?.finding).toBe('ALLOW_LIST_OPEN');
});

describe('HAZ-09 the clock', () => {
  const withDate = async (offsetMs: number) => {
    const date = new Date(Date.now() + offsetMs).toUTCString();
    const port = await serve((_request, response) => response.writeHead(200, { date }).end('{}'));
    return (await told(portsFor(minimalPolicy(ofHost(port))), 'clock')).clock;
  };

  test.each([
    [-600_000, 'CLOCK_AHEAD', 'fail'],
    [600_000, 'CLOCK_BEHIND', 'fail'],
    [-22_000, 'CLOCK_DRIFTS_AHEAD', 'warn'],
    [22_000, 'CLOCK_DRIFTS_BEHIND', 'warn'],
    [0, 'CLOCK_RIGHT', 'pass'],
  ])('a server whose Date is %d ms off: %s', async (offsetMs, finding, verdict) => {
    const result = await withDate(offsetMs);
    expect(result).toMatchObject({ finding, verdict, fixer: verdict === 'pass' ? null : 'localIt' });
    if (offsetMs !== 0) expect(Math.abs(Number(result?.facts.seconds) - Math.abs(offsetMs) / 1000)).toBeLessThan(3);
  });

  test('an answer out of a cache is as old as the cache says (RFC 9111), and no wrong clock', async () => {
    const date = new Date(Date.now() - 600_000).toUTCString();
    const port = await serve((_request, response) => response.writeHead(200, { date, age: '600' }).end('{}'));
    expect((await told(portsFor(minimalPolicy(ofHost(port))), 'clock')).clock?.finding).toBe('CLOCK_RIGHT');
  });

  test('a server without a Date says nothing of the clock', async () => {
    const port = await serve((_request, response) => {
      response.sendDate = false;
      response.end('{}');
    });
    expect((await told(portsFor(minimalPolicy(ofHost(port))), 'clock')).clock?.finding).toBe('CLOCK_NOT_TOLD');
  });
});

describe('R5 host and layer are named', () => {
  test('a closed port: connection', async () => {
    const port = await closedPort();
    const { tcp, discovery } = await told(portsFor(minimalPolicy(ofHost(port))), 'tcp', 'discovery');
    expect(tcp).toMatchObject({ finding: 'TCP_REFUSED', verdict: 'fail', fixer: 'localIt' });
    expect(tcp?.facts).toMatchObject({ host: '127.0.0.1', port: String(port), error: 'ECONNREFUSED' });
    expect(discovery).toMatchObject({ finding: 'DISCOVERY_UNREACHABLE', fixer: 'localIt' });
    expect(discovery?.facts).toMatchObject({ host: '127.0.0.1', layer: 'connection' });
  });

  test('a name that does not resolve: name', async () => {
    const { dns, tcp, discovery, tls } = await told(
      portsFor(minimalPolicy('https://log-in.invalid/realm')),
      'dns',
      'tcp',
      'tls',
      'discovery',
    );
    expect(dns).toMatchObject({ finding: 'DNS_NOT_FOUND', verdict: 'fail', facts: { host: 'log-in.invalid' } });
    expect(dns?.facts.error).toMatch(/^(ENOTFOUND|EAI_AGAIN)$/);
    expect([tcp?.finding, tls?.finding]).toEqual(['TCP_NO_ADDRESS', 'TLS_NO_CONNECTION']);
    expect(discovery?.facts).toMatchObject({ host: 'log-in.invalid', layer: 'name' });
  });

  test('of the services that policy names the one that is blocked', async () => {
    const policy = minimalPolicy((await simulator()).issuer, { apiOrigins: [ofHost(await closedPort())] });
    const { allowList } = await told(portsFor(policy), 'allowList');
    expect(allowList).toMatchObject({ finding: 'ALLOW_LIST_BLOCKED', verdict: 'fail', fixer: 'localIt' });
    expect(allowList?.facts).toMatchObject({ host: '127.0.0.1', layer: 'connection', count: '1' });
  });

  test('a packaged app asks for the national hosts; HSCN alone may be missing', async () => {
    const asked: string[] = [];
    const ports = portsFor(minimalPolicy('https://gateway.example/realm'), {
      packaged: true,
      http: (url) => {
        asked.push(new URL(url).hostname);
        if (url.includes('gas.national')) return Promise.reject(new Error('net::ERR_NAME_NOT_RESOLVED'));
        return Promise.resolve(new Response(null, { status: 404 }));
      },
    });
    const { allowList } = await told(ports, 'allowList');
    expect(allowList).toMatchObject({ finding: 'ALLOW_LIST_NO_HSCN', verdict: 'pass' });
    expect(asked.sort()).toEqual([
      'am.nhsidentity.spineservices.nhs.uk',
      'gas.national.ncrs.nhs.uk',
      'manage-care-identities.care-identity-service2.nhs.uk',
      'trustedurl.national.ncrs.nhs.uk',
    ]);
  });

  const allowListWith = async (origin: string, changes: Partial<Ports> = {}) =>
    (
      await told(
        portsFor(minimalPolicy('https://gateway.example/realm', { apiOrigins: [origin] }), changes),
        'allowList',
      )
    ).allowList;
  const allowListOf = async (answer: RequestListener) => allowListWith(ofHost(await serve(answer)));
  const answers =
    (status: number, headers: OutgoingHttpHeaders = {}): RequestListener =>
    (_request, response) =>
      response.writeHead(status, headers).end();

  test.each([403, 451, 511])('R5 HTTP %d may be the page of a web filter: no pass', async (status) => {
    expect(await allowListOf(answers(status))).toMatchObject({
      finding: 'ALLOW_LIST_REFUSED',
      verdict: 'warn',
      fixer: 'localIt',
      facts: { host: '127.0.0.1', status: String(status), count: '1' },
    });
  });
  test('R5 a redirect to a host of somebody else may be one as well', async () => {
    expect(await allowListOf(answers(302, { location: 'https://filter.example/blocked?x=1' }))).toMatchObject({
      finding: 'ALLOW_LIST_REDIRECTED',
      verdict: 'warn',
      facts: { host: '127.0.0.1', actual: 'filter.example' },
    });
  });
  test('R5 where Electron rejects a redirect without saying where to, that is told', async () => {
    const http = () => Promise.reject(new Error('Redirect was cancelled'));
    const result = await allowListWith('https://api.example', { http });
    expect(result).toMatchObject({ finding: 'ALLOW_LIST_REDIRECTED', verdict: 'warn' });
    expect(result?.facts).not.toHaveProperty('actual');
  });
  test('R5 a proxy that wants a log-in lets nobody through', async () => {
    // Node's own fetch, which the other tests ask with, takes 407 for no answer.
    const http = () => Promise.resolve(new Response(null, { status: 407 }));
    expect(await allowListWith('https://api.example', { http })).toMatchObject({
      finding: 'ALLOW_LIST_BLOCKED',
      verdict: 'fail',
      facts: { layer: 'proxy', error: 'PROVIDER_PROXY_LOGIN' },
    });
  });
  test.each([
    ['that is not there', 404],
    ['that wants a log-in of its own', 401],
    ['with a fault', 503],
  ])('R5 a root %s is an answer', async (_what, status) => {
    expect(await allowListOf(answers(status))).toMatchObject({ finding: 'ALLOW_LIST_OPEN', verdict: 'pass' });
  });
  test('R5 a redirect within the host is an answer; so is a root that refuses, on a host that says what it has not got', async () => {
    expect((await allowListOf(answers(302, { location: '/login' })))?.finding).toBe('ALLOW_LIST_OPEN');
    const refusing: RequestListener = ({ url }, response) => response.writeHead(url === '/' ? 403 : 404).end();
    expect((await allowListOf(refusing))?.finding).toBe('ALLOW_LIST_OPEN');
  });
  test.each([
    ['https://api.trust.example', 'https://login.trust.example/', 'ALLOW_LIST_OPEN'],
    ['https://api.service.nhs.uk', 'https://login.service.nhs.uk/', 'ALLOW_LIST_OPEN'],
    ['https://api.service.nhs.uk', 'https://proxy.trust.nhs.uk/', 'ALLOW_LIST_REDIRECTED'],
    ['https://one.nhs.uk', 'https://two.nhs.uk/', 'ALLOW_LIST_REDIRECTED'],
    ['https://service.example', 'https://filter.example/', 'ALLOW_LIST_REDIRECTED'],
  ])('R5 %s that sends to %s: %s', async (origin, location, finding) => {
    const http = () => Promise.resolve(new Response(null, { status: 302, headers: { location } }));
    expect((await allowListWith(origin, { http }))?.finding).toBe(finding);
  });

  test('a build that is not packaged never asks the live service', async () => {
    const asked: string[] = [];
    const http = (url: string) => (asked.push(url), Promise.resolve(new Response(null)));
    await told(portsFor(undefined, { http }));
    expect(asked).toEqual([]);
  });
});

describe('discovery and keys', () => {
  const discoveryOf = async (faults: Faults) =>
    told(portsFor(minimalPolicy((await simulator(faults)).issuer)), 'discovery', 'signingKeys');
  const answer = (status: number, body: string | object, headers: Record<string, string> = {}) => ({
    respond: { discovery: () => ({ status, headers, body: body as string }) },
  });

  test.each([
    [
      'HTML in its place',
      answer(200, '<html>Blocked by your organisation</html>', { 'content-type': 'text/html' }),
      'DISCOVERY_BAD_ANSWER',
    ],
    ['a redirect to a portal', answer(302, '', { location: 'https://portal.example/' }), 'DISCOVERY_REDIRECTED'],
    ['a server error', answer(503, 'down'), 'DISCOVERY_SERVICE_FAILED'],
    ['another issuer', answer(200, { issuer: 'https://somebody.else/' }), 'DISCOVERY_OTHER_ISSUER'],
  ])('%s', async (_what, faults, finding) => {
    const { discovery, signingKeys } = await discoveryOf(faults);
    expect(discovery).toMatchObject({ finding, verdict: 'fail', facts: { host: '127.0.0.1' } });
    expect(signingKeys?.finding).toBe('KEYS_NO_DISCOVERY');
  });

  /** The metadata as the simulator really has it, with changes. */
  async function bent(change: (metadata: Record<string, unknown>) => Record<string, unknown>) {
    const { issuer } = await simulator();
    const real = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as Record<string, unknown>;
    const http = (url: string, request: RequestInit) =>
      url.endsWith('openid-configuration')
        ? Promise.resolve(Response.json(change(real)))
        : fetch(url, { ...request, redirect: 'manual' });
    return told(portsFor(minimalPolicy(issuer), { http }), 'discovery', 'signingKeys');
  }

  test('an endpoint that is not https', async () => {
    const { discovery } = await bent((real) => ({ ...real, token_endpoint: 'http://plain.example/token' }));
    expect(discovery).toMatchObject({ finding: 'DISCOVERY_NOT_HTTPS', fixer: 'localIt' });
  });
  test('no RS256, no S256', async () => {
    const weak = await bent((real) => ({ ...real, id_token_signing_alg_values_supported: ['HS256'] }));
    expect(weak.discovery?.finding).toBe('DISCOVERY_NO_ALGORITHM');
    const plain = await bent((real) => ({ ...real, code_challenge_methods_supported: ['plain'] }));
    expect(plain.discovery?.finding).toBe('DISCOVERY_NO_PKCE');
  });

  test.each([
    ['an empty set', { keys: [] }, 'KEYS_NONE_USABLE'],
    ['a key for another use', { keys: [{ kty: 'RSA', use: 'enc', n: 'AQAB', e: 'AQAB' }] }, 'KEYS_NONE_USABLE'],
    ['a key that is no key', { keys: [{ kty: 'RSA', n: 'AQAB', e: 'AQAB' }, 'text', null] }, 'KEYS_NONE_USABLE'],
    ['no set at all', '<html></html>', 'KEYS_NOT_READ'],
  ])('keys: %s', async (_what, body, finding) => {
    const { signingKeys } = await discoveryOf({ respond: { jwks: () => ({ status: 200, body }) } });
    expect(signingKeys).toMatchObject({ finding, verdict: 'fail' });
  });

  test('keys on a host that the network does not let through: the host and the layer are named', async () => {
    const { issuer } = await simulator();
    const real = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as Record<string, unknown>;
    const http = (url: string) =>
      url.endsWith('openid-configuration')
        ? Promise.resolve(Response.json({ ...real, jwks_uri: 'https://keys.example/jwks' }))
        : Promise.reject(new Error('net::ERR_TUNNEL_CONNECTION_FAILED'));
    expect((await told(portsFor(minimalPolicy(issuer), { http }), 'signingKeys')).signingKeys).toMatchObject({
      finding: 'KEYS_NOT_REACHED',
      verdict: 'fail',
      fixer: 'localIt',
      facts: { host: 'keys.example', layer: 'proxy', error: 'net::ERR_TUNNEL_CONNECTION_FAILED' },
    });
  });

  test('who runs the service decides who is named: NHS England for the direct topology', async () => {
    const policy = minimalPolicy((await simulator(answer(503, 'down'))).issuer);
    const direct = { ...policy, provider: { ...policy.provider, topology: 'direct' } };
    expect((await told(portsFor(direct), 'discovery')).discovery?.fixer).toBe('nationalServiceDesk');
  });
});

describe('B29 the proxy', () => {
  const behind = (rule: string, changes: Parameters<typeof portsFor>[1] = {}) =>
    portsFor(minimalPolicy('https://log-in.example/realm'), {
      resolveProxy: (url) => Promise.resolve(url.startsWith('http://127.') ? 'DIRECT' : rule),
      raw: untouched,
      ...changes,
    });
  const failing = (message: string) => () => Promise.reject(new Error(message));

  test('which one was chosen is told, and no socket of our own goes past it', async () => {
    const http = () => Promise.resolve(new Response('{}'));
    const results = await told(
      behind('PROXY proxy.trust.example:8080; DIRECT', { http }),
      'proxy',
      'dns',
      'tcp',
      'tls',
    );
    expect(results.proxy).toMatchObject({ finding: 'PROXY_USED', verdict: 'pass' });
    expect(results.proxy?.facts).toMatchObject({ proxy: 'PROXY proxy.trust.example:8080', host: 'log-in.example' });
    expect([results.dns, results.tcp, results.tls].map((one) => one?.finding)).toEqual([
      'DNS_BY_PROXY',
      'TCP_BY_PROXY',
      'TLS_BY_PROXY',
    ]);
  });

  test.each([
    ['net::ERR_PROXY_AUTH_REQUESTED', 'PROXY_WANTS_LOG_IN'],
    // What Chromium says behind a real squid that wants a password (test/network).
    ['net::ERR_INVALID_AUTH_CREDENTIALS', 'PROXY_WANTS_LOG_IN'],
    ['net::ERR_TUNNEL_CONNECTION_FAILED', 'PROXY_REFUSED_HOST'],
    ['net::ERR_PROXY_CONNECTION_FAILED', 'PROXY_NOT_REACHED'],
    ['net::ERR_MANDATORY_PROXY_CONFIGURATION_FAILED', 'PROXY_SCRIPT_FAILED'],
  ])('%s: %s', async (error, finding) => {
    const { proxy } = await told(behind('PROXY proxy.example:8080', { http: failing(error) }), 'proxy');
    expect(proxy).toMatchObject({ finding, verdict: 'fail', fixer: 'localIt', facts: { error } });
  });

  test('a proxy that answers by HTTP that it wants a log-in', async () => {
    const http = () => Promise.resolve(new Response('', { status: 407 }));
    const { proxy, discovery } = await told(behind('PROXY proxy.example:8080', { http }), 'proxy', 'discovery');
    expect(proxy).toMatchObject({ finding: 'PROXY_WANTS_LOG_IN', verdict: 'fail', fixer: 'localIt' });
    expect(discovery).toMatchObject({ finding: 'DISCOVERY_UNREACHABLE', facts: { layer: 'proxy' } });
  });

  test('R5 a layer has one name, whoever tells of it', () => {
    for (const reason of ['net::ERR_INVALID_AUTH_CREDENTIALS', 'net::ERR_PROXY_CONNECTION_FAILED']) {
      expect(layerOf(reason), reason).toBe('proxy');
    }
    expect(layerOf('net::ERR_CERT_DATE_INVALID')).toBe('certificate');
    expect(layerOf('EPROTO')).toBe('certificate');
    expect(layerOf('ECONNREFUSED')).toBe('connection');
    expect(layerOf('something new')).toBe('unknown');
  });

  test('where nobody knows whether there is a proxy, nothing is said of one, and no socket is opened', async () => {
    const resolveProxy = () => Promise.reject(new Error('not told'));
    const results = await told(
      behind('', { resolveProxy, http: failing('net::ERR_FAILED') }),
      'proxy',
      'dns',
      'tcp',
      'tls',
    );
    expect(Object.values(results).map(({ finding, verdict }) => [finding, verdict])).toEqual(
      expect.arrayContaining([
        ['PROXY_UNKNOWN', 'warn'],
        ['DNS_WAY_UNKNOWN', 'notRun'],
        ['TCP_WAY_UNKNOWN', 'notRun'],
        ['TLS_WAY_UNKNOWN', 'notRun'],
      ]),
    );
  });

  test('R5 a proxy’s own page of refusal is not the log-in service', async () => {
    const http = () => Promise.resolve(new Response('<html>Blocked</html>', { status: 403 }));
    expect((await told(behind('PROXY proxy.example:8080', { http }), 'proxy')).proxy).toMatchObject({
      finding: 'PROXY_NO_ANSWER',
      verdict: 'warn',
      facts: { error: 'HTTP 403', status: '403' },
    });
  });

  test('a name that is a number is not looked up, and no pass', async () => {
    const { dns } = await told(portsFor(minimalPolicy('https://192.0.2.1/realm'), { raw: untouched }), 'dns');
    expect(dns).toMatchObject({ finding: 'DNS_NOT_NEEDED', verdict: 'notRun' });
  });

  test('a proxy for loopback keeps the browser’s answer from us', async () => {
    const ports = behind('DIRECT', { resolveProxy: () => Promise.resolve('PROXY proxy.example:8080') });
    expect((await told(ports, 'proxy')).proxy).toMatchObject({ finding: 'PROXY_FOR_LOOPBACK', verdict: 'fail' });
  });

  test('name and password in what a PAC file answered are told to nobody', async () => {
    const http = () => Promise.resolve(new Response('{}'));
    const { proxy } = await told(behind('PROXY somebody:hunter2@proxy.example:8080', { http }), 'proxy');
    expect(JSON.stringify(proxy)).not.toMatch(/hunter2|somebody/);
  });
});
