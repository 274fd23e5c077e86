import { describe, expect, test } from 'vitest';
import { createProviderDirectory } from '../../main/oidc/provider.ts';
import { exchangeCode } from '../../main/oidc/tokens.ts';
import { systemClock } from '../unit-support/system.ts';
import { inMemoryProvider } from './in-memory-provider.ts';

/** O1, O13: CIS2's issuer holds `:443`, which `new URL()` drops; it is a string, and compared as one. */
const issuer = 'https://am.nhsint.example:443/openam/oauth2/realms/root/realms/NHSIdentity/realms/Healthcare';
const clientId = 'desktop';

function directory(policyIssuer: string, provider = inMemoryProvider(issuer, { clientId, nonce: () => 'n' })) {
  const settings = { issuer: policyIssuer, clientId, allowLoopbackHttp: false };
  return createProviderDirectory(settings, { http: provider.http, clock: systemClock });
}

async function exchange(options: { tokenIssuer?: string; responseIssuer?: string }) {
  const provider = inMemoryProvider(issuer, {
    clientId,
    nonce: () => 'n',
    ...(options.tokenIssuer !== undefined && { claims: { iss: options.tokenIssuer } }),
  });
  const current = await directory(issuer, provider).current();
  const query = new URLSearchParams({ code: 'c', state: 's', iss: options.responseIssuer ?? issuer }).toString();
  const answer = {
    redirectUri: 'http://127.0.0.1:50000/callback',
    query,
    state: 's',
    nonce: 'n',
    verifier: 'v'.repeat(43),
  };
  return exchangeCode(current, answer, systemClock);
}

const without443 = issuer.replace(':443', '');

describe('the issuer with :443', () => {
  test('is accepted in discovery, ID token and iss when it is the same string', async () => {
    const grant = await exchange({});
    expect(grant.person).toMatchObject({ issuer, subject: '999000000001' });
  });

  test('discovery: a policy without :443 is refused', async () => {
    await expect(directory(without443).current()).rejects.toMatchObject({ code: 'PROVIDER_ISSUER_MISMATCH' });
  });

  test('ID token: iss without :443 is refused', async () => {
    await expect(exchange({ tokenIssuer: without443 })).rejects.toMatchObject({ code: 'ID_TOKEN_ISSUER' });
  });

  test('authorization response: iss without :443 is refused (RFC 9207)', async () => {
    await expect(exchange({ responseIssuer: without443 })).rejects.toMatchObject({ code: 'CALLBACK_ISSUER_MISMATCH' });
  });

  test('a slash at the end makes another issuer', async () => {
    await expect(directory(`${issuer}/`).current()).rejects.toMatchObject({ code: 'PROVIDER_ISSUER_MISMATCH' });
  });
});

describe('discovery', () => {
  test('is asked once an hour, however many ask, and again after a failure', async () => {
    let nowMs = 0;
    let down = true;
    const provider = inMemoryProvider(issuer, { clientId, nonce: () => 'n' });
    let requests = 0;
    const cached = createProviderDirectory(
      { issuer, clientId, allowLoopbackHttp: false },
      {
        clock: { wallMs: () => nowMs },
        http: (url, request) => {
          requests += 1;
          return down ? Promise.reject(new Error('net::ERR_CONNECTION_REFUSED')) : provider.http(url, request);
        },
      },
    );
    await expect(cached.current()).rejects.toMatchObject({
      code: 'PROVIDER_UNREACHABLE',
      message: expect.stringContaining('net::ERR_CONNECTION_REFUSED'),
    });
    down = false;
    await Promise.all([cached.current(), cached.current()]);
    expect(requests).toBe(2);
    nowMs = 60 * 60 * 1000 - 1;
    await cached.current();
    expect(requests).toBe(2);
    nowMs += 1;
    await cached.current();
    expect(requests).toBe(3);
  });

  test('a plain http endpoint is refused, though the issuer is https', async () => {
    const provider = inMemoryProvider(issuer, { clientId, nonce: () => 'n' });
    const http: typeof provider.http = async (url, request) => {
      const metadata: Record<string, unknown> = await (await provider.http(url, request)).json();
      return Response.json({ ...metadata, token_endpoint: 'http://am.nhsint.example/token' });
    };
    const cached = createProviderDirectory({ issuer, clientId, allowLoopbackHttp: true }, { http, clock: systemClock });
    await expect(cached.current()).rejects.toMatchObject({ code: 'PROVIDER_INSECURE_ENDPOINT' });
  });

  test('a plain http issuer is refused unless it is loopback and allowed', async () => {
    const never = () => Promise.reject(new Error('must not be asked'));
    for (const [plain, allowLoopbackHttp] of [
      ['http://am.nhsint.example/openam', true],
      ['http://127.0.0.1:4000/openam', false],
    ] as const) {
      const cached = createProviderDirectory(
        { issuer: plain, clientId, allowLoopbackHttp },
        { http: never, clock: systemClock },
      );
      await expect(cached.current()).rejects.toMatchObject({ code: 'PROVIDER_INSECURE_ENDPOINT' });
    }
  });
});
