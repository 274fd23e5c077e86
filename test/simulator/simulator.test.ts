import { createHash } from 'node:crypto';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parsePolicy } from '../../main/policy/load.ts';
import { developmentPolicy } from './development-policy.ts';
import { PERSONA_IDS, ROLE_IDS, startSimulator, type Simulator } from './index.ts';
import { createRelyingParty, json, REDIRECT_URI } from './relying-party.ts';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ topology: 'direct' });
});

afterAll(() => simulator.close());

const GP = PERSONA_IDS.generalPractitioner;

const aNumber: unknown = expect.any(Number);
const someText: unknown = expect.stringMatching(/.{10}/);

describe('discovery and keys', () => {
  test('the issuer has a path and an explicit port, and discovery repeats it to the letter', async () => {
    expect(simulator.issuer).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+\/openam\/oauth2\/realms\/root\/realms\/NHSIdentity\/realms\/Healthcare$/,
    );
    const document = await json(await fetch(`${simulator.issuer}/.well-known/openid-configuration`));
    expect(document).toMatchObject({
      issuer: simulator.issuer,
      authorization_endpoint: `${simulator.issuer}/authorize`,
      token_endpoint: `${simulator.issuer}/access_token`,
      userinfo_endpoint: `${simulator.issuer}/userinfo`,
      jwks_uri: `${simulator.issuer}/connect/jwk_uri`,
      end_session_endpoint: `${simulator.issuer}/connect/endSession`,
      revocation_endpoint: `${simulator.issuer}/token/revoke`,
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['none'],
    });
    expect(document['acr_values_supported']).toEqual(expect.arrayContaining(['AAL3_ANY', 'AAL2_OR_AAL3_ANY']));
    expect(document['scopes_supported']).toEqual(expect.arrayContaining(['selectedrole', 'changedrole']));
  });

  test('many signing algorithms are advertised, as CIS2 does, and RS256 is used', async () => {
    const document = await json(await fetch(`${simulator.issuer}/.well-known/openid-configuration`));
    expect(document['id_token_signing_alg_values_supported']).toEqual(expect.arrayContaining(['HS256', 'RS256']));
    const { header } = await createRelyingParty(simulator).logIn(GP, 'smartcard');
    expect(header).toMatchObject({ alg: 'RS256', typ: 'JWT' });
  });

  test('the kid holds a slash, a plus and an equals sign', async () => {
    const { header } = await createRelyingParty(simulator).logIn(GP, 'smartcard');
    expect(header.kid).toMatch(/(?=.*\/)(?=.*\+).*=/);
  });

  test('the JWKS holds keys that are not for signing, before the one that is, and nothing private', async () => {
    const { keys } = (await json(await fetch(`${simulator.issuer}/connect/jwk_uri`))) as {
      keys: Record<string, string>[];
    };
    expect(keys.map(({ kty, use }) => `${kty} ${use}`)).toEqual(['RSA enc', 'EC enc', 'RSA sig']);
    expect(keys.filter((key) => 'd' in key || 'p' in key)).toEqual([]);
  });
});

describe('the answer to a log-in', () => {
  test('the redirect carries code, state, client_id and iss', async () => {
    const party = createRelyingParty(simulator);
    const landing = await party.chooseOnPage(await party.authorize({ state: 'a/b+c' }), GP, 'securityKey');
    if (landing.kind !== 'left') throw new Error('no redirect');
    expect(landing.location.href.startsWith(REDIRECT_URI)).toBe(true);
    expect(Object.fromEntries(landing.location.searchParams)).toEqual({
      code: someText,
      state: 'a/b+c',
      client_id: simulator.clientId,
      iss: simulator.issuer,
    });
  });

  test('the token response has expires_in 3599, the nonce in its body and no refresh token', async () => {
    const { body } = await createRelyingParty(simulator).logIn(GP, 'securityKey', { nonce: 'n-42' });
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3599, nonce: 'n-42' });
    expect(body['scope']).toMatch(/^openid /);
    expect(body).not.toHaveProperty('refresh_token');
  });

  test('the ID token has levels as strings, both identity-level spellings and the ForgeRock extras', async () => {
    const party = createRelyingParty(simulator);
    const { idToken, accessToken } = await party.logIn(GP, 'securityKey', { nonce: 'n-7', state: 's-7' });
    const half = (value: string) => createHash('sha256').update(value).digest().subarray(0, 16).toString('base64url');
    const claims = await party.verify(idToken);
    expect(claims).toEqual({
      iss: simulator.issuer,
      aud: simulator.clientId,
      azp: simulator.clientId,
      sub: GP,
      subname: GP,
      iat: aNumber,
      exp: (claims.iat ?? 0) + 3600,
      auth_time: aNumber,
      acr: 'AAL3_ANY',
      amr: ['FIDO2'],
      authentication_assurance_level: '3',
      id_assurance_level: '3',
      idassurancelevel: '3',
      sid: someText,
      nonce: 'n-7',
      at_hash: half(accessToken),
      c_hash: someText,
      s_hash: half('s-7'),
      realm: '/NHSIdentity/Healthcare',
      tokenName: 'id_token',
      tokenType: 'JWTToken',
      auditTrackingId: someText,
      'org.forgerock.openidconnect.ops': someText,
    });
  });

  test('userinfo answers for each scope apart', async () => {
    const party = createRelyingParty(simulator);
    const claimsFor = async (scope: string) => {
      const landing = await party.authorize({ scope, acr_values: 'AAL2_OR_AAL3_ANY' });
      const answered = landing.kind === 'left' ? landing : await party.chooseOnPage(landing, GP, 'smartcard');
      return (await party.userinfo((await party.exchange(answered)).accessToken)).body;
    };
    expect(await claimsFor('openid')).toEqual({ sub: GP });
    expect(await claimsFor('openid profile')).toEqual({
      sub: GP,
      uid: GP,
      name: 'Priya Sample',
      given_name: 'Priya',
      family_name: 'Sample',
    });
    expect(Object.keys(await claimsFor('openid nationalrbacaccess'))).toEqual(['sub', 'nhsid_nrbac_roles']);
    expect(Object.keys(await claimsFor('openid associatedorgs'))).toEqual(['sub', 'nhsid_user_orgs']);
    expect(await claimsFor('openid nhsperson')).toMatchObject({ nhsid_useruid: GP, idassurancelevel: '3' });
    expect(await claimsFor('openid email')).toMatchObject({ email: 'priya.sample@simulator.example' });
    expect(await claimsFor('openid professionalmemberships')).toMatchObject({ gmc_id: '9990011' });
  });

  test('the roles and organisations of userinfo come apart in both directions', async () => {
    const party = createRelyingParty(simulator);
    const { accessToken } = await party.logIn(GP, 'smartcard');
    const { body } = await party.userinfo(accessToken);
    const roles = body['nhsid_nrbac_roles'] as Record<string, string>[];
    const organisations = body['nhsid_user_orgs'] as Record<string, string>[];
    const held = new Set(roles.map((role) => role['org_code']));
    const listed = new Set(organisations.map((organisation) => organisation['org_code']));
    expect(roles).toHaveLength(6);
    expect([...held].filter((code) => !listed.has(code))).toEqual(['SIM09']);
    expect([...listed].filter((code) => !held.has(code))).toEqual(['SIM04']);
    expect(roles.filter((role) => 'org_name' in role)).toEqual([]);
    for (const role of roles) {
      expect(role['role_name']).toMatch(/^"[^"]+":"[^"]+":"[^"]+"$/);
      expect(role['role_code']).toMatch(/^S\d+:G\d+:R\d+$/);
    }
    expect(roles[5]?.['person_roleid']).toBe(ROLE_IDS.clinicalAtUnlistedOrganisation);
  });

  test('PKCE with S256 is required, and the verifier is checked', async () => {
    const party = createRelyingParty(simulator);
    const without = await party.authorize({ code_challenge: undefined, code_challenge_method: undefined });
    expect(without.kind === 'left' && without.location.searchParams.get('error')).toBe('invalid_request');
    const landing = await party.chooseOnPage(await party.authorize(), GP, 'smartcard');
    const code = landing.kind === 'left' ? (landing.location.searchParams.get('code') ?? '') : '';
    const response = await party.post('/access_token', {
      grant_type: 'authorization_code',
      code,
      redirect_uri: REDIRECT_URI,
      code_verifier: 'x'.repeat(43),
    });
    expect([response.status, (await json(response))['error']]).toEqual([400, 'invalid_grant']);
  });

  test.each([
    ['http://127.0.0.1:1234/callback', 200],
    ['http://[::1]:4321/callback', 200],
    ['http://127.0.0.1:1234/elsewhere', 400],
    ['http://localhost:1234/callback', 400],
    ['https://simulator.example/callback', 400],
  ])('redirect address %s: %i', async (redirect_uri, status) => {
    const landing = await createRelyingParty(simulator).authorize({ redirect_uri });
    expect(landing).toMatchObject({ kind: 'page', status });
  });

  test('another loopback redirect address can be registered', async () => {
    const registered = await startSimulator({ topology: 'direct', redirectUris: ['http://localhost:18231/cis2'] });
    try {
      const party = createRelyingParty(registered);
      const listed = await party.authorize({ redirect_uri: 'http://localhost:18231/cis2' });
      const otherPath = await party.authorize({ redirect_uri: 'http://localhost:18231/callback' });
      expect([listed, otherPath]).toMatchObject([{ status: 200 }, { status: 400 }]);
    } finally {
      await registered.close();
    }
  });

  test('a client that checks everything (openid-client) accepts it', async () => {
    const party = createRelyingParty(simulator);
    const config = await client.discovery(new URL(simulator.issuer), simulator.clientId, {}, client.None(), {
      execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
    });
    const verifier = client.randomPKCECodeVerifier();
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: REDIRECT_URI,
      scope: 'openid profile',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state: 's',
      nonce: 'n',
      max_age: '240',
    });
    const landing = await party.chooseOnPage(await party.browser.open(url.href), GP, 'windowsHello');
    if (landing.kind !== 'left') throw new Error('no redirect');
    const tokens = await client.authorizationCodeGrant(config, landing.location, {
      pkceCodeVerifier: verifier,
      expectedState: 's',
      expectedNonce: 'n',
      maxAge: 240,
      idTokenExpected: true,
    });
    const userinfo = await client.fetchUserInfo(config, tokens.access_token, GP);
    expect(userinfo.name).toBe('Priya Sample');
  });
});

describe('the rest', () => {
  test('requests of both servers are recorded in order, with query and form, the last of duplicates', async () => {
    const before = simulator.requests.length;
    const startedAt = Date.now();
    await fetch(`${simulator.issuer}/userinfo?a=1&a=2`);
    await createRelyingParty(simulator).post('/access_token', { grant_type: 'refresh_token', refresh_token: 'x' });
    await fetch(`${simulator.apiBase}/nowhere`, { headers: { 'X-Request-ID': 'r-1' } });
    const recorded = simulator.requests.slice(before);
    const issuerPath = new URL(simulator.issuer).pathname;
    expect(recorded).toMatchObject([
      { method: 'GET', path: `${issuerPath}/userinfo`, query: { a: '2' }, form: {} },
      { method: 'POST', path: `${issuerPath}/access_token`, form: { refresh_token: 'x' } },
      { method: 'GET', path: '/nowhere', headers: { 'x-request-id': 'r-1' } },
    ]);
    expect(recorded.filter(({ at }) => at < startedAt || at > Date.now())).toEqual([]);
  });

  test('the personas are listed with the authenticators they have', () => {
    expect(simulator.personas.map(({ id }) => id).toSorted()).toEqual(Object.values(PERSONA_IDS).toSorted());
    expect(simulator.personas.find(({ id }) => id === PERSONA_IDS.nurse)).toEqual({
      id: PERSONA_IDS.nurse,
      name: 'Owen Example',
      authenticators: ['microsoftAuthenticator', 'securityKey'],
    });
    expect(simulator.personas[0]?.authenticators).toHaveLength(8);
  });

  test('the application accepts the development policy', () => {
    const policy = developmentPolicy(simulator, { session: { profile: 'shared' } });
    const parsed = parsePolicy(JSON.stringify(policy), false);
    expect(parsed).toMatchObject({
      ok: true,
      policy: {
        environment: 'Simulator',
        provider: { topology: 'direct', issuer: simulator.issuer, clientId: simulator.clientId },
        session: { profile: 'shared' },
        actions: [
          { id: 'view-patient', requirement: { levels: [2, 3] } },
          { id: 'sign-prescription', requirement: { levels: [3], maxAgeSeconds: 900 } },
        ],
      },
    });
  });
});
