import { decodeJwt, decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { PERSONA_IDS, startSimulator, type FaultRoute, type Faults, type Simulator } from './index.ts';
import { createRelyingParty, json } from './relying-party.ts';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ topology: 'gateway' });
});

afterAll(() => simulator.close());

afterEach(() => simulator.setFaults({}));

const NURSE = PERSONA_IDS.nurse;

async function logInWith(faults: Faults) {
  simulator.setFaults(faults);
  const party = createRelyingParty(simulator);
  return { party, tokens: await party.logIn(NURSE, 'securityKey') };
}

describe('idTokenClaims', () => {
  test('a record is merged, undefined deletes, and the right key signs the result', async () => {
    const { party, tokens } = await logInWith({
      idTokenClaims: { id_assurance_level: 3, nonce: 'wrong', acr: undefined },
    });
    const claims = await party.verify(tokens.idToken);
    expect(claims).toMatchObject({ id_assurance_level: 3, nonce: 'wrong', sub: NURSE });
    expect(claims).not.toHaveProperty('acr');
  });

  test('a function replaces the claims and sees the request', async () => {
    const { party, tokens } = await logInWith({
      idTokenClaims: (claims, request) =>
        request.form['grant_type'] === 'refresh_token' ? { ...claims, sub: 'another' } : claims,
    });
    expect(tokens.claims.sub).toBe(NURSE);
    expect((await party.refresh(tokens.refreshToken)).claims.sub).toBe('another');
  });
});

describe('idToken', () => {
  test('signed with a key that is not published', async () => {
    const { party, tokens } = await logInWith({
      idToken: (_token, tools) => tools.signWithUnpublishedKey(tools.claims),
    });
    await expect(party.verify(tokens.idToken)).rejects.toThrow('signature verification failed');
    expect(tokens.claims.sub).toBe(NURSE);
  });

  test('signed with the key that is published for encryption', async () => {
    const { party, tokens } = await logInWith({
      idToken: (_token, tools) => tools.signWithEncryptionKey(tools.claims),
    });
    const { keys } = (await json(await fetch(`${simulator.issuer}/connect/jwk_uri`))) as {
      keys: { kid: string; use: string; kty: string }[];
    };
    const published = keys.find(({ kid }) => kid === tokens.header.kid);
    expect(published).toMatchObject({ use: 'enc', kty: 'RSA' });
    const asIfForSigning = await importJWK({ ...published, use: 'sig', alg: 'RS256' });
    await expect(jwtVerify(tokens.idToken, asIfForSigning)).resolves.toBeDefined();
    await expect(party.verify(tokens.idToken)).rejects.toThrow();
  });

  test('signed rightly under an unknown kid', async () => {
    const { party, tokens } = await logInWith({
      idToken: (_token, tools) => tools.sign(tools.claims, { kid: 'unknown' }),
    });
    expect(tokens.header).toMatchObject({ kid: 'unknown', alg: 'RS256' });
    await expect(party.verify(tokens.idToken)).rejects.toThrow('no applicable key');
  });

  test('forged with its own key in the header', async () => {
    const { party, tokens } = await logInWith({
      idToken: (_token, tools) => tools.signWithUnpublishedKey(tools.claims, { jwk: tools.unpublishedPublicJwk }),
    });
    const embedded = decodeProtectedHeader(tokens.idToken).jwk;
    if (embedded === undefined) throw new Error('no key in the header');
    await expect(jwtVerify(tokens.idToken, await importJWK(embedded, 'RS256'))).resolves.toBeDefined();
    await expect(party.verify(tokens.idToken)).rejects.toThrow();
  });

  test('HS256 with the public key as the secret, and alg none', async () => {
    const hs256 = await logInWith({ idToken: (_token, tools) => tools.signWithHs256(tools.claims) });
    expect(hs256.tokens.header.alg).toBe('HS256');
    await expect(hs256.party.verify(hs256.tokens.idToken)).rejects.toThrow();
    const secret = await logInWith({ idToken: (_token, tools) => tools.signWithHs256(tools.claims, {}, 'a secret') });
    await expect(jwtVerify(secret.tokens.idToken, new TextEncoder().encode('a secret'))).resolves.toBeDefined();
    const none = await logInWith({ idToken: (_token, tools) => tools.unsecured(tools.claims) });
    expect(none.tokens.header.alg).toBe('none');
    expect(none.tokens.idToken.endsWith('.')).toBe(true);
  });

  test('gets the token that would have been sent, claims bent already', async () => {
    let seen = '';
    const { tokens } = await logInWith({
      idTokenClaims: { acr: 'bent' },
      idToken: (token) => {
        seen = token;
        return 'not.a.token';
      },
    });
    expect(decodeJwt(seen)['acr']).toBe('bent');
    expect(tokens.idToken).toBe('not.a.token');
  });
});

describe('tokenResponse, userinfo, redirect', () => {
  test('tokenResponse: merged, deleted, replaced', async () => {
    const merged = await logInWith({ tokenResponse: { expires_in: '3599', id_token: undefined } });
    expect(merged.tokens.body).toMatchObject({ expires_in: '3599' });
    expect(merged.tokens.body).not.toHaveProperty('id_token');
    const replaced = await logInWith({ tokenResponse: () => ({ strange: true }) });
    expect(replaced.tokens.body).toEqual({ strange: true });
  });

  test('tokenResponse leaves an error alone', async () => {
    simulator.setFaults({ tokenResponse: { strange: true } });
    const refused = await createRelyingParty(simulator).refresh('unknown');
    expect([refused.status, refused.body['error'], refused.body['strange']]).toEqual([400, 'invalid_grant', undefined]);
  });

  test('userinfo: merged and replaced', async () => {
    const { party, tokens } = await logInWith({ userinfo: { sub: 'another', nhsid_nrbac_roles: { one: 'object' } } });
    const merged = await party.userinfo(tokens.accessToken);
    expect(merged.body).toMatchObject({ sub: 'another', nhsid_nrbac_roles: { one: 'object' }, name: 'Owen Example' });
    simulator.setFaults({ userinfo: ({ sub }) => ({ sub }) });
    expect((await party.userinfo(tokens.accessToken)).body).toEqual({ sub: NURSE });
  });

  test('redirect: success and error alike', async () => {
    simulator.setFaults({
      redirect: (location) => {
        location.searchParams.set('state', 'forged');
        location.searchParams.delete('iss');
        return location;
      },
    });
    const party = createRelyingParty(simulator);
    const success = await party.chooseOnPage(await party.authorize(), NURSE, 'securityKey');
    const failure = await createRelyingParty(simulator).authorize({ prompt: 'none' });
    if (success.kind !== 'left' || failure.kind !== 'left') throw new Error('no redirect');
    expect([...success.location.searchParams.keys()].toSorted()).toEqual(['client_id', 'code', 'state']);
    expect(failure.location.searchParams.get('error')).toBe('login_required');
    expect([success, failure].map(({ location }) => location.searchParams.get('state'))).toEqual(['forged', 'forged']);
  });

  test('redirect to anywhere', async () => {
    simulator.setFaults({ redirect: () => 'http://127.0.0.1:1/elsewhere' });
    const landing = await createRelyingParty(simulator).authorize({ prompt: 'none' });
    expect(landing.kind === 'left' && landing.location.href).toBe('http://127.0.0.1:1/elsewhere');
  });
});

describe('respond', () => {
  const reach: Readonly<Record<FaultRoute, () => Promise<Response>>> = {
    discovery: () => fetch(`${simulator.issuer}/.well-known/openid-configuration`),
    jwks: () => fetch(`${simulator.issuer}/connect/jwk_uri`),
    authorize: () => fetch(`${simulator.issuer}/authorize?state=s`),
    token: () => fetch(`${simulator.issuer}/access_token`, { method: 'POST', body: new URLSearchParams({ a: 'b' }) }),
    userinfo: () => fetch(`${simulator.issuer}/userinfo`),
    revocation: () => fetch(`${simulator.issuer}/token/revoke`, { method: 'POST', body: new URLSearchParams() }),
    events: () => fetch(`${simulator.issuer}/events`, { method: 'POST', body: '{}' }),
    api: () => fetch(`${simulator.apiBase}/anything`),
  };
  const routes = Object.keys(reach) as FaultRoute[];

  test.each(routes)('%s: answered in the place of the real one', async (route) => {
    simulator.setFaults({
      respond: { [route]: () => ({ status: 503, headers: { 'retry-after': '7' }, body: { error: 'busy' } }) },
    });
    const response = await reach[route]();
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '7']);
    expect(await json(response)).toEqual({ error: 'busy' });
  });

  test.each(routes)('%s: dropped', async (route) => {
    simulator.setFaults({ respond: { [route]: () => 'drop' } });
    await expect(reach[route]()).rejects.toThrow('fetch failed');
  });

  test('undefined answers normally, and the function sees the request', async () => {
    const seen: unknown[] = [];
    simulator.setFaults({
      respond: {
        token: async (request) => {
          seen.push(request.form);
          return undefined;
        },
      },
    });
    expect((await reach.token()).status).toBe(400);
    expect(seen).toEqual([{ a: 'b' }]);
  });

  test('text goes out as it is', async () => {
    simulator.setFaults({
      respond: { discovery: () => ({ status: 200, headers: { 'content-type': 'text/html' }, body: '<p>portal</p>' }) },
    });
    const response = await reach.discovery();
    expect([response.headers.get('content-type'), await response.text()]).toEqual(['text/html', '<p>portal</p>']);
  });

  test('a fault that throws is answered with 500 and ends no simulator', async () => {
    simulator.setFaults({
      respond: {
        discovery: () => {
          throw new Error('a mistake in a test');
        },
      },
    });
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect((await reach.discovery()).status).toBe(500);
    expect(log).toHaveBeenCalledWith('simulator:', expect.objectContaining({ message: 'a mistake in a test' }));
    log.mockRestore();
    simulator.setFaults({});
    expect((await reach.discovery()).status).toBe(200);
  });

  test('faults given at the start apply from the start', async () => {
    const other = await startSimulator({ topology: 'direct', faults: { respond: { jwks: () => ({ status: 418 }) } } });
    try {
      expect((await fetch(`${other.issuer}/connect/jwk_uri`)).status).toBe(418);
    } finally {
      await other.close();
    }
  });
});

describe('close', () => {
  test('ends requests that hang on both servers, at once and for good', async () => {
    const reached = Promise.withResolvers<void>();
    let hanging = 0;
    const hang = () => {
      hanging += 1;
      if (hanging === 2) reached.resolve();
      return 'hang' as const;
    };
    const other = await startSimulator({ topology: 'direct', faults: { respond: { userinfo: hang, api: hang } } });
    const answers = Promise.allSettled([fetch(`${other.issuer}/userinfo`), fetch(`${other.apiBase}/anything`)]);
    await reached.promise;
    const startedAt = performance.now();
    await other.close();
    expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(performance.now() - startedAt).toBeLessThan(1000);
    await expect(fetch(`${other.issuer}/userinfo`)).rejects.toThrow('fetch failed');
    await other.close();
  });
});
