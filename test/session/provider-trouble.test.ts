import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { PERSONA_IDS, startSimulator, type FaultResponse, type Simulator } from '../simulator/index.ts';
import { expectRefused } from './expect-refused.ts';
import { wholeSession } from './whole-session.ts';

/** The real bounds are 10 s and 1 MB; a provider that keeps us waiting is tested with less. */
const bounds = vi.hoisted(() => ({ timeoutMs: 10_000, maxBytes: 1_048_576 }));
vi.mock(import('../../main/oidc/provider.ts'), async (importOriginal) => {
  const real = await importOriginal();
  return {
    ...real,
    createProviderDirectory: (settings, ports) => real.createProviderDirectory(settings, ports, bounds),
  };
});

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ topology: 'gateway' });
});
afterAll(() => simulator.close());
afterEach(() => {
  simulator.setFaults({});
  bounds.timeoutMs = 10_000;
});

const endpoints = ['discovery', 'jwks', 'token', 'userinfo'] as const;
const json = { 'content-type': 'application/json' };

/** The whole way: what the person sees, what the tab says, what is kept, and that the next log-in works. */
async function refusedAt(endpoint: (typeof endpoints)[number], answer: FaultResponse, code: string) {
  simulator.setFaults({ respond: { [endpoint]: () => answer } });
  const it = await wholeSession(simulator);
  if (endpoint === 'discovery') {
    it.gesture({ type: 'loginRequested' });
    await it.when('attemptFailed');
    expect(it.opened, 'said before any browser is opened').toEqual([]);
  } else {
    expect(await it.logIn(PERSONA_IDS.nurse, 'microsoftAuthenticator')).toContain(code);
  }
  expectRefused(it, code);
  simulator.setFaults({});
  bounds.timeoutMs = 10_000;
  await it.logIn(PERSONA_IDS.nurse, 'microsoftAuthenticator');
  await it.when('home');
}

const everyEndpoint = <Row extends readonly unknown[]>(rows: readonly Row[]) =>
  endpoints.flatMap((endpoint) => rows.map((row) => [endpoint, ...row] as const));

describe('a provider that answers wrongly', () => {
  test.each(
    everyEndpoint<readonly [string, FaultResponse, string]>([
      ['HTML', { status: 200, headers: { 'content-type': 'text/html' }, body: '<p>Proxy</p>' }, 'PROVIDER_BAD_ANSWER'],
      ['HTTP 500', { status: 500, body: 'oops' }, 'PROVIDER_FAILED'],
      ['half a JSON', { status: 200, headers: json, body: '{"a":' }, 'PROVIDER_BAD_ANSWER'],
      ['10 MB of JSON', { status: 200, body: { a: 'x'.repeat(10_000_000) } }, 'PROVIDER_BAD_ANSWER'],
      ['B29 a redirect', { status: 302, headers: { location: 'https://evil.example' } }, 'PROVIDER_REDIRECTED'],
      ['a closed connection', 'drop', 'PROVIDER_UNREACHABLE'],
    ]),
  )('%s: %s', (endpoint, _name, answer, code) => refusedAt(endpoint, answer, code));
});

describe('a provider that keeps us waiting', () => {
  test.each(
    everyEndpoint<readonly [string, FaultResponse]>([
      ['never answers', 'hang'],
      ['stalls in the middle', { status: 200, headers: { ...json, 'content-length': '1000' }, body: '{"a":' }],
    ]),
  )('%s: %s', (endpoint, _name, answer) => {
    bounds.timeoutMs = 250;
    return refusedAt(endpoint, answer, 'PROVIDER_TIMED_OUT');
  });

  test('may be cancelled at once, and its late answer changes nothing', async () => {
    const release = Promise.withResolvers<undefined>();
    const asked = Promise.withResolvers<void>();
    simulator.setFaults({
      respond: {
        token: () => {
          asked.resolve();
          return release.promise;
        },
      },
    });
    const it = await wholeSession(simulator);
    const page = it.logIn(PERSONA_IDS.nurse, 'microsoftAuthenticator');
    await asked.promise;
    expect(it.view().kind).toBe('checkingLogin');
    expect(it.gesture({ type: 'cancelRequested' })).toBe(true);
    expect(it.view().kind).toBe('loggedOut');
    expect(await page).toContain('This log-in was cancelled');
    release.resolve(undefined);
    // The late tokens are revoked.
    await expect.poll(() => it.log.lines.map(({ code }) => code)).toContain('TOKENS_REVOKED');
    expect(it.view().kind).toBe('loggedOut');
    expect(it.vault.current()).toBeUndefined();
  });
});

describe('O4 the keys of the provider', () => {
  test('one that appeared since the last log-in is found by one refetch; one that never does is refused after one', async () => {
    const it = await wholeSession(simulator);
    const keyRequests = () => simulator.requests.filter(({ path }) => path.endsWith('/connect/jwk_uri')).length;
    const before = keyRequests();
    await it.logIn(PERSONA_IDS.nurse, 'microsoftAuthenticator');
    await it.when('home');
    expect(keyRequests() - before).toBe(1);
    it.gesture({ type: 'logOutRequested' });

    let published: Readonly<Record<string, unknown>> = {};
    simulator.setFaults({
      idToken: (_token, tools) => {
        published = { ...tools.unpublishedPublicJwk, kid: tools.unpublishedKid, use: 'sig', alg: 'RS256' };
        return tools.signWithUnpublishedKey(tools.claims, { kid: tools.unpublishedKid });
      },
      respond: { jwks: () => ({ status: 200, body: { keys: [published] } }) },
    });
    await it.logIn(PERSONA_IDS.nurse, 'microsoftAuthenticator');
    await it.when('home');
    expect(keyRequests() - before).toBe(2);
    it.gesture({ type: 'logOutRequested' });
    await expect.poll(() => it.vault.current()).toBeUndefined();

    simulator.setFaults({ idToken: (_token, tools) => tools.sign(tools.claims, { kid: 'never published' }) });
    expect(await it.logIn(PERSONA_IDS.nurse, 'microsoftAuthenticator')).toContain('ID_TOKEN_SIGNATURE');
    expect(keyRequests() - before).toBe(3);
    it.gesture({ type: 'wentBack' });
    expect(it.view().kind).not.toBe('home');
  });
});
