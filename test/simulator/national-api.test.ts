import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { ACCESS_TOKEN_LIFETIME_S, PERSONA_IDS, startSimulator, type Simulator } from './index.ts';
import { callApi, platformOutcome as outcome, REQUEST_ID, spineOutcome } from './apis/call-api.ts';
import { createRelyingParty, json } from './relying-party.ts';

let simulator: Simulator;
let aal1Token: string;
let aal2Token: string;
let aal3Token: string;

beforeAll(async () => {
  simulator = await startSimulator({ topology: 'direct' });
  const asked = { acr_values: 'AAL2_OR_AAL3_ANY' };
  const bearer = async (...logIn: Parameters<ReturnType<typeof createRelyingParty>['logIn']>) =>
    (await createRelyingParty(simulator).logIn(...logIn)).accessToken;
  aal1Token = await bearer(PERSONA_IDS.aal1, 'userPassword', asked);
  aal2Token = await bearer(PERSONA_IDS.nurse, 'microsoftAuthenticator', asked);
  aal3Token = await bearer(PERSONA_IDS.nurse, 'securityKey', asked);
});

afterAll(() => simulator.close());

afterEach(() => {
  vi.useRealTimers();
});

const BUNDLE = JSON.stringify({ resourceType: 'Bundle', type: 'message', entry: [] });

const readPatient = (id: string, headers: Record<string, string>) =>
  callApi(simulator, 'GET', `/personal-demographics/FHIR/R4/Patient/${id}`, {
    headers: { 'X-Request-ID': REQUEST_ID, ...headers },
  });

const sign = (token: string, body = BUNDLE, operation = '$process-message') =>
  callApi(simulator, 'POST', `/electronic-prescriptions/FHIR/R4/${operation}`, {
    token,
    headers: { 'content-type': 'application/fhir+json' },
    body,
  });

describe('the bearer', () => {
  test('missing: 401 ACCESS_TOKEN_MISSING', async () => {
    const { status, body } = await readPatient('9000000009', {});
    expect(status).toBe(401);
    expect(body).toMatchObject(outcome('ACCESS_TOKEN_MISSING'));
  });

  test('unknown: 401 ACCESS_TOKEN_INVALID', async () => {
    const { status, body } = await readPatient('9000000009', { authorization: 'Bearer invented' });
    expect(status).toBe(401);
    expect(body).toMatchObject(outcome('ACCESS_TOKEN_INVALID'));
  });

  test('revoked: 401 ACCESS_TOKEN_INVALID', async () => {
    const party = createRelyingParty(simulator);
    const { accessToken } = await party.logIn(PERSONA_IDS.nurse, 'securityKey');
    expect((await readPatient('9000000009', { authorization: `Bearer ${accessToken}` })).status).toBe(200);
    await party.post('/token/revoke', { token: accessToken });
    const { status, body } = await readPatient('9000000009', { authorization: `Bearer ${accessToken}` });
    expect(status).toBe(401);
    expect(body).toMatchObject(outcome('ACCESS_TOKEN_INVALID'));
  });

  test('expired: 401 ACCESS_TOKEN_EXPIRED', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + (ACCESS_TOKEN_LIFETIME_S.direct + 1) * 1000 });
    const { status, body } = await readPatient('9000000009', { authorization: `Bearer ${aal3Token}` });
    expect(status).toBe(401);
    expect(body).toMatchObject(outcome('ACCESS_TOKEN_EXPIRED'));
  });

  test('of another simulator: 401 ACCESS_TOKEN_INVALID', async () => {
    const other = await startSimulator({ topology: 'direct' });
    try {
      const { accessToken } = await createRelyingParty(other).logIn(PERSONA_IDS.nurse, 'securityKey');
      const { body } = await readPatient('9000000009', { authorization: `Bearer ${accessToken}` });
      expect(body).toMatchObject(outcome('ACCESS_TOKEN_INVALID'));
    } finally {
      await other.close();
    }
  });
});

describe('the level', () => {
  test.each([
    [1, 403, 403],
    [2, 200, 403],
    [3, 200, 200],
  ])('AAL%i: patient %i, prescription %i', async (level, patientStatus, prescriptionStatus) => {
    const token = [aal1Token, aal2Token, aal3Token][level - 1] ?? '';
    const patient = await readPatient('9000000009', { authorization: `Bearer ${token}` });
    const prescription = await sign(token);
    expect([patient.status, prescription.status]).toEqual([patientStatus, prescriptionStatus]);
    for (const { status, body } of [patient, prescription]) {
      if (status === 403) expect(body).toMatchObject(outcome('ACCESS_DENIED_LEVEL'));
    }
  });
});

describe('the answers', () => {
  test('a patient, with an ETag and the identifiers of the request', async () => {
    const { headers, body } = await readPatient('9000000009', {
      authorization: `Bearer ${aal2Token}`,
      'X-Request-ID': '60e0b220-8136-4ca5-ae46-1d97ef59d068',
      'X-Correlation-ID': 'correlation-1',
    });
    expect(body).toMatchObject({ resourceType: 'Patient', id: '9000000009', name: [{ family: 'Simulated' }] });
    expect(headers.get('etag')).toBe('W/"2"');
    expect(headers.get('content-type')).toMatch(/^application\/fhir\+json/);
    expect(headers.get('x-request-id')).toBe('60e0b220-8136-4ca5-ae46-1d97ef59d068');
    expect(headers.get('x-correlation-id')).toBe('correlation-1');
  });

  test.each([
    ['9111231130', 404, 'RESOURCE_NOT_FOUND'],
    ['9000000000', 400, 'INVALID_RESOURCE_ID'],
    ['12', 400, 'INVALID_RESOURCE_ID'],
  ])('patient %s: %i %s', async (id, expected, code) => {
    const { status, body } = await readPatient(id, { authorization: `Bearer ${aal2Token}` });
    expect(status).toBe(expected);
    expect(body).toMatchObject(spineOutcome(code));
  });

  test('a prescription gets a reference of its own each time, the path encoded or not', async () => {
    const first = await sign(aal3Token);
    const second = await sign(aal3Token, BUNDLE, '%24process-message');
    const reference = ({ body }: { body: Record<string, unknown> }) => (body['identifier'] as { value: string }).value;
    expect(first).toMatchObject({ status: 200, body: { resourceType: 'Bundle' } });
    expect(reference(first)).toMatch(/^[0-9A-F]{6}-SIM001-[0-9A-F]{6}$/);
    expect(reference(second)).not.toBe(reference(first));
  });

  test.each(['not json', '{"resourceType":"Patient"}', 'null'])(
    'a message that is no Bundle (%s): 400',
    async (body) => {
      const refused = await sign(aal3Token, body);
      expect(refused.status).toBe(400);
      expect(refused.body).toMatchObject(outcome('INVALID_MESSAGE'));
    },
  );

  test('any other address: 404', async () => {
    const response = await fetch(`${simulator.apiBase}/personal-demographics/FHIR/R4/Patient/9000000009`, {
      method: 'POST',
    });
    expect(response.status).toBe(404);
    expect(await json(response)).toMatchObject(outcome('RESOURCE_NOT_FOUND'));
  });
});
