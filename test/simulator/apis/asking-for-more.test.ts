import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { PERSONA_IDS, ROLE_IDS, startSimulator, type AuthenticatorKey, type Simulator } from '../index.ts';
import { createRelyingParty } from '../relying-party.ts';
import { asFault } from './answer.ts';
import { RELEASE_MAX_AGE_S } from './asking-for-more.ts';
import { callApi, platformOutcome, type Call } from './call-api.ts';
import { challenge } from './level.ts';

let simulator: Simulator;
let aal2Token: string;
let aal3Token: string;

const logIn = async (user: string, authenticator: AuthenticatorKey) =>
  (await createRelyingParty(simulator).logIn(user, authenticator, { acr_values: 'AAL2_OR_AAL3_ANY' })).accessToken;

beforeAll(async () => {
  simulator = await startSimulator({ topology: 'direct' });
  aal2Token = await logIn(PERSONA_IDS.nurse, 'microsoftAuthenticator');
  aal3Token = await logIn(PERSONA_IDS.nurse, 'securityKey');
});
afterAll(() => simulator.close());
afterEach(() => {
  vi.useRealTimers();
  simulator.setFaults({});
});

const PARAMETERS = { resourceType: 'Parameters' };

describe('issue 5 line 6 e-RS style', () => {
  const REFERRAL = '/referrals/FHIR/R4/ServiceRequest/000000070000';
  const OWN = { 'NHSD-eRS-Business-Function': 'SERVICE_PROVIDER_CLINICIAN', 'NHSD-End-User-Organisation-ODS': 'SIM01' };
  const read = (token: string, headers: Call['headers'] = OWN) =>
    callApi(simulator, 'GET', REFERRAL, { token, headers });
  const accept = (token: string, headers: Call['headers'] = OWN) =>
    callApi(simulator, 'POST', `${REFERRAL}/$ers.accept`, { token, headers, body: PARAMETERS });

  test('AAL2 reads; to accept it is 401 login ACCESS_DENIED, without a challenge, until AAL3', async () => {
    expect((await read(aal2Token)).body).toMatchObject({ id: '000000070000', meta: { tag: [{ code: 'HTEST' }] } });
    const refused = await accept(aal2Token);
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toBeNull();
    expect(refused.body).toMatchObject(platformOutcome('ACCESS_DENIED'));
    expect(refused.body).toMatchObject({ issue: [{ code: 'login' }] });
    expect((await accept(aal3Token)).status).toBe(200);
  });

  test('a low identity level is another refusal, which no log-in puts right: 401 forbidden', async () => {
    const token = await logIn(PERSONA_IDS.lowIdentityLevel, 'securityKey');
    const refused = await accept(token, { ...OWN, 'NHSD-End-User-Organisation-ODS': 'SIM02' });
    expect(refused.status).toBe(401);
    expect(refused.body).toMatchObject({ issue: [{ code: 'forbidden' }] });
  });

  test.each(Object.keys(OWN))('without %s: 400', async (missing) => {
    const headers = Object.fromEntries(Object.entries(OWN).filter(([name]) => name !== missing));
    const refused = await accept(aal3Token, headers);
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject(platformOutcome('MISSING_VALUE'));
  });

  test.each([
    ['NHSD-eRS-Business-Function', 'PORTER'],
    ['NHSD-End-User-Organisation-ODS', 'SIM02'],
  ])('HAZ-04 with a wrong %s (%s): 403', async (name, value) => {
    expect((await accept(aal3Token, { ...OWN, [name]: value })).status).toBe(403);
  });

  test('HAZ-04 the organisation must be that of the role of the request', async () => {
    const token = await logIn(PERSONA_IDS.generalPractitioner, 'securityKey');
    const asWard = { ...OWN, 'NHSD-Session-URID': ROLE_IDS.clinicalAtWard };
    expect((await accept(token, { ...asWard, 'NHSD-End-User-Organisation-ODS': 'SIM01' })).status).toBe(403);
    expect((await accept(token, { ...asWard, 'NHSD-End-User-Organisation-ODS': 'SIM03' })).status).toBe(200);
  });

  test('another referral: 404', async () => {
    const path = '/referrals/FHIR/R4/ServiceRequest/000000070001';
    expect((await callApi(simulator, 'GET', path, { token: aal3Token, headers: OWN })).status).toBe(404);
  });
});

describe('issue 5 line 6 RFC 9470 style', () => {
  const release = (token: string, body: unknown = PARAMETERS) =>
    callApi(simulator, 'POST', '/laboratory/FHIR/R4/$release-result', { token, body });

  test('AAL2: 401 with a challenge that names level and age', async () => {
    const refused = await release(aal2Token);
    expect(refused.status).toBe(401);
    const header = refused.headers.get('www-authenticate') ?? '';
    expect(header).toMatch(/^Bearer error="insufficient_user_authentication"/);
    expect(header).toContain('acr_values="AAL3_ANY", max_age=300');
    expect(refused.body).toMatchObject({ resourceType: 'OperationOutcome' });
  });

  test('HAZ-05 AAL3 is taken as long as it is fresh, and challenged a second later', async () => {
    const { accessToken, claims } = await createRelyingParty(simulator).logIn(PERSONA_IDS.nurse, 'securityKey');
    const authTimeMs = Number(claims['auth_time']) * 1000;
    vi.useFakeTimers({ toFake: ['Date'], now: authTimeMs + RELEASE_MAX_AGE_S * 1000 });
    expect((await release(accessToken)).body).toMatchObject({ meta: { tag: [{ code: 'HTEST' }] } });
    vi.setSystemTime(authTimeMs + (RELEASE_MAX_AGE_S + 1) * 1000);
    const refused = await release(accessToken);
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toContain('insufficient_user_authentication');
  });

  test('what is no Parameters resource: 400', async () => {
    expect((await release(aal3Token, { resourceType: 'Bundle' })).status).toBe(400);
  });

  test('as a fault it challenges whatever is sent, so that a loop would show', async () => {
    simulator.setFaults({ respond: { api: () => asFault(challenge(60)) } });
    const refused = await release(aal3Token);
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toContain('max_age=60');
    expect(refused.headers.get('content-type')).toMatch(/^application\/fhir\+json/);
  });
});

describe('issue 5 line 6 a relayed token exchange', () => {
  const read = (token: string) =>
    callApi(simulator, 'GET', '/gateway/immunisation-history/FHIR/R4/Immunization', { token });

  test('AAL2: 401 unauthorized_client in OAuth’s own shape; AAL3: the answer', async () => {
    const refused = await read(aal2Token);
    expect(refused.status).toBe(401);
    expect(refused.headers.get('content-type')).toBe('application/json');
    expect(refused.body).toMatchObject({ error: 'unauthorized_client' });
    expect((await read(aal3Token)).body).toMatchObject({ resourceType: 'Bundle', meta: { tag: [{ code: 'HTEST' }] } });
  });

  test('a bearer that is none is told so, not that it is too weak', async () => {
    expect((await read('invented')).body).toMatchObject(platformOutcome('ACCESS_TOKEN_INVALID'));
  });
});

describe('issue 5 line 6 the page that an action opens', () => {
  const open = async (search: string, headers: Readonly<Record<string, string>> = {}) => {
    const response = await fetch(`${simulator.apiBase}/opened/guidance?${search}`, { headers });
    return { response, html: await response.text() };
  };

  test('shows what it was given, as text', async () => {
    const { response, html } = await open(
      new URLSearchParams({ topic: '<b>dose</b>', organisation: 'SIM01' }).toString(),
    );
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html).toContain('<dd data-given="organisation">SIM01</dd>');
    expect(html).toContain('<dd data-given="topic">&#60;b&#62;dose&#60;/b&#62;</dd>');
    expect(html).not.toContain('<b>dose');
    expect(html).toContain('No bearer came with it.');
  });

  test('says so when a bearer came with it', async () => {
    const { html } = await open('', { authorization: 'Bearer of-somebody' });
    expect(html).toContain('A bearer came with it.');
    expect(html).not.toContain('of-somebody');
  });
});
