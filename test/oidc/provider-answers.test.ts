import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OidcError } from '../../main/oidc/errors.ts';
import { createProviderDirectory } from '../../main/oidc/provider.ts';
import { renewTokens } from '../../main/oidc/renewal.ts';
import { exchangeCode, revoke, type Grant } from '../../main/oidc/tokens.ts';
import { count } from '../unit-support/counts.ts';
import { steppedClock, systemClock } from '../unit-support/system.ts';
import { inMemoryProvider, type Endpoint, type InMemoryOptions } from './in-memory-provider.ts';

/** What a provider may answer, and the code that each of it has: none of it may be `INTERNAL`. */
const issuer = 'https://am.nhsint.example:443/openam';

const answer = {
  redirectUri: 'http://127.0.0.1:50000/callback',
  query: new URLSearchParams({ code: 'c', state: 's', iss: issuer }).toString(),
  state: 's',
  nonce: 'n',
  verifier: 'v'.repeat(43),
};

function directory(over: Partial<InMemoryOptions>) {
  const provider = inMemoryProvider(issuer, { clientId: 'desktop', nonce: () => 'n', ...over });
  const settings = { issuer, clientId: 'desktop', allowLoopbackHttp: false };
  return {
    requests: (endpoint: string) => provider.asked.filter((url) => url.endsWith(endpoint)).length,
    directory: createProviderDirectory(settings, { http: provider.http, clock: systemClock }),
  };
}

async function logIn(over: Partial<InMemoryOptions>): Promise<Grant> {
  return exchangeCode(await directory(over).directory.current(), answer, systemClock);
}

const html = () => new Response('<p>Proxy</p>', { headers: { 'content-type': 'text/html' } });
const status = (code: number, body: unknown = {}) => Response.json(body, { status: code });

describe('each endpoint, each fault', () => {
  const faults: readonly [string, () => Response, Partial<Record<Endpoint, string>>, string][] = [
    ['HTML', html, {}, 'PROVIDER_BAD_ANSWER'],
    ['HTTP 500', () => status(500), {}, 'PROVIDER_FAILED'],
    ['HTTP 503 with an error in it', () => status(503, { error: 'temporarily_unavailable' }), {}, 'PROVIDER_FAILED'],
    ['HTTP 404', () => status(404), { token: 'TOKEN_REQUEST_REFUSED' }, 'PROVIDER_BAD_ANSWER'],
    ['HTTP 204', () => new Response(null, { status: 204 }), {}, 'PROVIDER_BAD_ANSWER'],
    [
      'half a JSON',
      () => new Response('{"a":', { headers: { 'content-type': 'application/json' } }),
      {},
      'PROVIDER_BAD_ANSWER',
    ],
    ['a JSON that is no object', () => Response.json([1]), {}, 'PROVIDER_BAD_ANSWER'],
    ['10 MB', () => Response.json({ a: 'x'.repeat(10_000_000) }), {}, 'PROVIDER_BAD_ANSWER'],
    ['a redirect', () => Response.redirect('https://evil.example', 302), {}, 'PROVIDER_REDIRECTED'],
    [
      'a challenge',
      () => new Response('', { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } }),
      { token: 'TOKEN_REQUEST_REFUSED' },
      'PROVIDER_BAD_ANSWER',
    ],
  ];
  const endpoints = ['discovery', 'token', 'jwks', 'userinfo'] as const;

  test.each(endpoints.flatMap((endpoint) => faults.map((fault) => [endpoint, ...fault] as const)))(
    '%s answers %s',
    async (endpoint, _name, respond, exceptions, code) => {
      await expect(logIn({ answer: { [endpoint]: respond } })).rejects.toMatchObject({
        name: 'OidcError',
        code: exceptions[endpoint] ?? code,
      });
    },
  );

  test.each<[string, Partial<InMemoryOptions>, string]>([
    [
      'token: an error by name',
      { answer: { token: () => status(400, { error: 'invalid_grant' }) } },
      'TOKEN_REQUEST_REFUSED',
    ],
    [
      'token: a type that is not bearer',
      { answer: { token: (usual) => ({ ...usual, token_type: 'DPoP' }) } },
      'PROVIDER_BAD_ANSWER',
    ],
    [
      'token: a type of its own',
      { answer: { token: (usual) => ({ ...usual, token_type: 'mac' }) } },
      'PROVIDER_BAD_ANSWER',
    ],
    [
      'ID token: encrypted',
      { answer: { token: (usual) => ({ ...usual, id_token: 'a.b.c.d.e' }) } },
      'ID_TOKEN_ALGORITHM',
    ],
    [
      'ID token: a signature that is not base64url',
      { answer: { token: bendIdToken((token) => `${token}!`) } },
      'ID_TOKEN_MALFORMED',
    ],
    [
      'ID token: no signature',
      { answer: { token: bendIdToken((token) => token.replace(/[^.]+$/, '')) } },
      'ID_TOKEN_SIGNATURE',
    ],
    ['ID token: two parts', { answer: { token: bendIdToken(() => 'a.b') } }, 'ID_TOKEN_MALFORMED'],
    ['ID token: not JSON', { answer: { token: bendIdToken(() => 'a.b.c') } }, 'ID_TOKEN_MALFORMED'],
    ['ID token: not before', { claims: { nbf: 9_999_999_999 } }, 'ID_TOKEN_CLOCK'],
    ['ID token: without aud', { claims: { aud: undefined } }, 'ID_TOKEN_MALFORMED'],
    ['ID token: further audiences', { claims: { aud: ['desktop', 'another'] } }, 'ID_TOKEN_AUDIENCE'],
    ['keys: key_ops of a wrong type', { answer: { jwks: bendKey({ key_ops: 5 }) } }, 'PROVIDER_BAD_ANSWER'],
    ['keys: a key too short for the algorithm', { answer: { jwks: bendKey({ n: 'x' }) } }, 'ID_TOKEN_ALGORITHM'],
    ['keys: a key without its modulus', { answer: { jwks: bendKey({ n: undefined }) } }, 'PROVIDER_BAD_ANSWER'],
    ['keys: one for encryption', { answer: { jwks: bendKey({ use: 'enc' }) } }, 'ID_TOKEN_SIGNATURE'],
    [
      'metadata: issuer that is no URL',
      { answer: { discovery: (usual) => ({ ...usual, issuer: 'cis2' }) } },
      'PROVIDER_BAD_ANSWER',
    ],
    [
      'metadata: endpoint that is no URL',
      { answer: { discovery: (usual) => ({ ...usual, authorization_endpoint: 'https://' }) } },
      'PROVIDER_BAD_ANSWER',
    ],
    [
      'metadata: endpoint of a wrong type',
      { answer: { discovery: (usual) => ({ ...usual, jwks_uri: 5 }) } },
      'PROVIDER_BAD_ANSWER',
    ],
    [
      'metadata: plain http for revocation',
      { answer: { discovery: (usual) => ({ ...usual, revocation_endpoint: 'http://a.example' }) } },
      'PROVIDER_INSECURE_ENDPOINT',
    ],
    [
      'userinfo: without sub',
      { answer: { userinfo: (usual) => ({ ...usual, sub: undefined }) } },
      'PROVIDER_BAD_ANSWER',
    ],
  ])('%s', async (_name, over, code) => {
    await expect(logIn(over)).rejects.toMatchObject({ name: 'OidcError', code });
  });

  test('revocation: a refusal has a code as well', async () => {
    const current = await directory({ answer: { revocation: html } }).directory.current();
    const tokens = { accessToken: 'a', accessEndsAtMs: 0, refreshToken: 'r', sid: undefined };
    expect(await revoke(current, tokens)).toBe('revoked');
    const failing = await directory({ answer: { revocation: () => status(503) } }).directory.current();
    await expect(revoke(failing, tokens)).rejects.toMatchObject({ code: 'PROVIDER_FAILED' });
  });

  const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('', 'x', 'https://', 'https://a b', -1, 1e300));

  test('whatever stands in an answer: a grant or a code, never INTERNAL', { timeout: 600_000 }, async () => {
    const place = fc.constantFrom(...places);
    await fc.assert(
      fc.asyncProperty(place, value, async (bendAt, odd) => {
        const error: unknown = await logIn(bendAt(odd)).then(
          () => undefined,
          (refused: unknown) => refused,
        );
        if (error === undefined) return;
        expect(error).toBeInstanceOf(OidcError);
        expect(error).not.toMatchObject({ code: 'INTERNAL' });
      }),
      { numRuns: count(1_000, 50_000) },
    );
  });

  test(
    'B20 whatever stands in the answer to a refresh: it is judged, and ends nothing',
    { timeout: 600_000 },
    async () => {
      const renewable = {
        refreshToken: 'r',
        sid: undefined,
        person: { issuer, subject: '999000000001', userId: '999000000001', name: 'Synthetic Nurse' },
      };
      const clock = { ...systemClock, after: (_delayMs: number, run: () => void) => systemClock.after(0, run) };
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...places), value, async (bendAt, odd) => {
          const provider = await directory(bendAt(odd))
            .directory.current()
            .catch(() => undefined);
          if (!provider) return;
          const answer = await renewTokens(provider, renewable, clock);
          expect(answer.kind).not.toBe('ended');
          expect(answer).not.toMatchObject({ code: 'INTERNAL' });
        }),
        { numRuns: count(1_000, 50_000) },
      );
    },
  );
});

describe('B22 nonsense lifetimes', () => {
  test.each<[string, unknown, number]>([
    ['60 days', 60 * 24 * 60 * 60, 24 * 60 * 60],
    ['beyond every timer', 1e300, 24 * 60 * 60],
    ['0', 0, 60],
    ['absent', undefined, 60],
    ['a number as a string', '599', 599],
  ])('%s: %j is %i s', async (_name, expiresIn, seconds) => {
    const current = await directory({
      answer: { token: (usual) => ({ ...usual, expires_in: expiresIn }) },
    }).directory.current();
    const { tokens } = await exchangeCode(current, answer, steppedClock(Date.now()));
    const lifeSeconds = (tokens.accessEndsAtMs - Date.now()) / 1000;
    expect(Math.abs(lifeSeconds - seconds)).toBeLessThan(5);
  });

  test.each([-1, 'soon', null, {}])('%j is refused', async (expiresIn) => {
    const over = { answer: { token: (usual: object) => ({ ...usual, expires_in: expiresIn }) } };
    await expect(logIn(over)).rejects.toMatchObject({ code: 'PROVIDER_BAD_ANSWER' });
  });
});

describe('O4 signing keys', () => {
  /** Exchanges one after the other, each with keys and a `kid` of its own; how often keys were asked for after each. */
  async function exchanges(...rounds: readonly { readonly published: string; readonly signedBy: string }[]) {
    let round = rounds[0];
    const it = directory({
      header: {
        get kid() {
          return round?.signedBy;
        },
      },
      answer: { jwks: (usual) => bendKey({ kid: round?.published })(usual) },
    });
    const outcomes: [string, number][] = [];
    for (round of rounds) {
      const outcome = await exchangeCode(await it.directory.current(), answer, systemClock).then(
        () => 'accepted',
        (error: unknown) => (error instanceof OidcError ? error.code : 'another error'),
      );
      outcomes.push([outcome, it.requests('/connect/jwk_uri')]);
    }
    return outcomes;
  }

  test('are asked for once, and known keys not again', async () => {
    const known = { published: 'one', signedBy: 'one' };
    expect(await exchanges(known, known, known)).toEqual([
      ['accepted', 1],
      ['accepted', 1],
      ['accepted', 1],
    ]);
  });

  test('a key that appeared since the last exchange, seconds ago: one refetch finds it', async () => {
    expect(await exchanges({ published: 'one', signedBy: 'one' }, { published: 'two', signedBy: 'two' })).toEqual([
      ['accepted', 1],
      ['accepted', 2],
    ]);
  });

  test('a key that never appears: refused after one refetch, each time, and a good one is still good', async () => {
    const good = { published: 'one', signedBy: 'one' };
    const unknown = { published: 'one', signedBy: 'two' };
    expect(await exchanges(good, unknown, unknown, good)).toEqual([
      ['accepted', 1],
      ['ID_TOKEN_SIGNATURE', 2],
      ['ID_TOKEN_SIGNATURE', 3],
      ['accepted', 3],
    ]);
  });

  test('the very first set of keys is as new as can be: no second request', async () => {
    expect(await exchanges({ published: 'one', signedBy: 'two' })).toEqual([['ID_TOKEN_SIGNATURE', 1]]);
  });

  test('a refetch that fails is told as what it is, and the next exchange asks again', async () => {
    let isDown = false;
    const it = directory({
      header: {
        get kid() {
          return isDown ? 'two' : 'one';
        },
      },
      answer: { jwks: (usual) => (isDown ? status(503) : bendKey({ kid: 'one' })(usual)) },
    });
    const exchange = async () => exchangeCode(await it.directory.current(), answer, systemClock);
    await exchange();
    isDown = true;
    await expect(exchange()).rejects.toMatchObject({ code: 'PROVIDER_FAILED', message: 'signing keys: HTTP 503' });
    isDown = false;
    await exchange();
    expect(it.requests('/connect/jwk_uri')).toBe(3);
  });
});

type Fields = Readonly<Record<string, unknown>>;

function bendIdToken(change: (token: string) => string) {
  return (usual: Fields) => ({ ...usual, id_token: change(String(usual['id_token'])) });
}

function bendKey(change: Fields) {
  return (usual: Fields) => ({
    keys: Array.isArray(usual['keys']) ? usual['keys'].map((key: Fields) => ({ ...key, ...change })) : [],
  });
}

/** Every field that is read of any answer. */
const places: readonly ((odd: unknown) => Partial<InMemoryOptions>)[] = [
  ...fieldsOf(
    'discovery',
    'issuer',
    'authorization_endpoint',
    'token_endpoint',
    'userinfo_endpoint',
    'jwks_uri',
    'revocation_endpoint',
    'end_session_endpoint',
    'authorization_response_iss_parameter_supported',
    'id_token_signing_alg_values_supported',
    'mtls_endpoint_aliases',
  ),
  ...fieldsOf('token', 'access_token', 'token_type', 'expires_in', 'id_token', 'refresh_token', 'scope', 'error'),
  ...fieldsOf('userinfo', 'sub', 'name', 'uid', 'nhsid_useruid', 'nhsid_nrbac_roles'),
  ...fieldsOf('jwks', 'keys'),
  ...['kty', 'n', 'e', 'kid', 'alg', 'use', 'key_ops', 'x5c', 'ext'].map((name) => (odd: unknown) => ({
    answer: { jwks: bendKey({ [name]: odd }) },
  })),
  ...[
    'iss',
    'sub',
    'aud',
    'azp',
    'nonce',
    'iat',
    'exp',
    'nbf',
    'auth_time',
    'at_hash',
    'acr',
    'amr',
    'sid',
    'authentication_assurance_level',
    'id_assurance_level',
    'idassurancelevel',
    'nhsid_useruid',
    'uid',
    'selected_roleid',
  ].map((name) => (odd: unknown) => ({ claims: { [name]: odd } })),
  ...['kid', 'typ', 'jwk', 'jku'].map((name) => (odd: unknown) => ({ header: { [name]: odd } })),
  ...(['discovery', 'token', 'userinfo', 'jwks'] as const).map((endpoint) => (odd: unknown) => ({
    answer: { [endpoint]: () => Response.json(odd) },
  })),
];

function fieldsOf(endpoint: Endpoint, ...names: readonly string[]) {
  return names.map((name) => (odd: unknown) => ({
    answer: { [endpoint]: (usual: Fields) => ({ ...usual, [name]: odd }) },
  }));
}
