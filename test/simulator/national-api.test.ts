import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { ACCESS_TOKEN_LIFETIME_S, PERSONA_IDS, ROLE_IDS, startSimulator, type Simulator } from './index.ts';
import { callApi, platformOutcome as outcome, REQUEST_ID, spineOutcome } from './apis/call-api.ts';
import { createRelyingParty, json } from './relying-party.ts';

let simulator: Simulator;
let aal1Token: string;
let aal2Token: string;
let aal3Token: string;
let manyRolesToken: string;

beforeAll(async () => {
  simulator = await startSimulator({ topology: 'direct' });
  const asked = { acr_values: 'AAL2_OR_AAL3_ANY' };
  const bearer = async (...logIn: Parameters<ReturnType<typeof createRelyingParty>['logIn']>) =>
    (await createRelyingParty(simulator).logIn(...logIn)).accessToken;
  aal1Token = await bearer(PERSONA_IDS.aal1, 'userPassword', asked);
  aal2Token = await bearer(PERSONA_IDS.nurse, 'microsoftAuthenticator', asked);
  aal3Token = await bearer(PERSONA_IDS.nurse, 'securityKey', asked);
  manyRolesToken = await bearer(PERSONA_IDS.generalPractitioner, 'securityKey', asked);
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

describe('issue 5 line 6 the role', () => {
  const read = (token: string, role?: string) =>
    readPatient('9000000009', {
      authorization: `Bearer ${token}`,
      ...(role !== undefined && { 'NHSD-Session-URID': role }),
    });

  test('a person with several must say which one', async () => {
    const without = await read(manyRolesToken);
    expect(without.status).toBe(400);
    expect(without.body).toMatchObject(outcome('INVALID_VALUE'));
    expect((await read(manyRolesToken, ROLE_IDS.clinicalAtWard)).status).toBe(200);
  });

  test.each([
    ['of somebody else', ROLE_IDS.nurseAtBrook],
    ['not of digits', 'S8000:G8000:R0260'],
    ['empty', ''],
  ])('%s: 400 INVALID_VALUE', async (_name, role) => {
    const { status, body } = await read(manyRolesToken, role);
    expect(status).toBe(400);
    expect(body).toMatchObject(outcome('INVALID_VALUE'));
  });

  test('HAZ-04 one role needs no header, and a wrong header is not put right', async () => {
    expect((await read(aal3Token)).status).toBe(200);
    expect((await read(aal3Token, ROLE_IDS.generalPractitionerAtBrook)).status).toBe(400);
  });

  test('selected at the log-in, it needs no header', async () => {
    const party = createRelyingParty(simulator);
    const scope = 'openid nationalrbacaccess selectedrole';
    const logInPage = await party.authorize({ scope, prompt: 'login' });
    const rolePage = await party.chooseOnPage(logInPage, PERSONA_IDS.generalPractitioner, 'securityKey');
    const { accessToken } = await party.exchange(
      await party.browser.submit(rolePage, { role: ROLE_IDS.clinicalAtWard }),
    );
    expect((await read(accessToken)).status).toBe(200);
  });

  test('withdrawn since the log-in: 400 INVALID_VALUE; with none left: 401', async () => {
    try {
      simulator.setRoles(PERSONA_IDS.generalPractitioner, [ROLE_IDS.adminAtHill]);
      expect((await read(manyRolesToken, ROLE_IDS.clinicalAtWard)).body).toMatchObject(outcome('INVALID_VALUE'));
      expect((await read(manyRolesToken, ROLE_IDS.adminAtHill)).status).toBe(200);
      simulator.setRoles(PERSONA_IDS.generalPractitioner, []);
      const { status, body } = await read(manyRolesToken);
      expect(status).toBe(401);
      expect(body).toMatchObject(outcome('ACCESS_DENIED'));
    } finally {
      simulator.setRoles(PERSONA_IDS.generalPractitioner, undefined);
    }
  });
});

describe('issue 5 line 6 the request’s own ids', () => {
  const PATIENT = '/personal-demographics/FHIR/R4/Patient/9000000009';

  test('PDS wants an X-Request-ID: 412 without', async () => {
    const { status, body } = await callApi(simulator, 'GET', PATIENT, { token: aal3Token });
    expect(status).toBe(412);
    expect(body).toMatchObject(outcome('PRECONDITION_FAILED'));
  });

  test('EPS does not want one, but nobody takes one that is no UUID', async () => {
    expect((await sign(aal3Token)).status).toBe(200);
    const headers = { 'X-Request-ID': 'request-1' };
    const refused = [
      await callApi(simulator, 'GET', PATIENT, { token: aal3Token, headers }),
      await callApi(simulator, 'POST', '/electronic-prescriptions/FHIR/R4/$process-message', {
        token: aal3Token,
        headers,
        body: BUNDLE,
      }),
    ];
    for (const { status, body } of refused) {
      expect(status).toBe(400);
      expect(body).toMatchObject(outcome('INVALID_VALUE'));
    }
  });

  test('both are echoed by a refusal, too', async () => {
    const headers = { 'X-Request-ID': REQUEST_ID, 'X-Correlation-ID': 'correlation-2' };
    const refused = await callApi(simulator, 'GET', PATIENT, { headers });
    expect(refused.status).toBe(401);
    expect(refused.headers.get('x-request-id')).toBe(REQUEST_ID);
    expect(refused.headers.get('x-correlation-id')).toBe('correlation-2');
  });

  test('what was sent is recorded with its headers and its body', async () => {
    await sign(aal3Token);
    expect(simulator.requests.at(-1)).toMatchObject({
      method: 'POST',
      path: '/electronic-prescriptions/FHIR/R4/$process-message',
      query: {},
      form: {},
      headers: { authorization: `Bearer ${aal3Token}`, 'content-type': 'application/fhir+json' },
      body: BUNDLE,
    });
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

  test('issue 5 line 6 $prepare says what is to be signed, and only at AAL3', async () => {
    const { status, body } = await sign(aal3Token, BUNDLE, '$prepare');
    expect(status).toBe(200);
    expect(body).toMatchObject({ resourceType: 'Parameters', parameter: [{ name: 'digest' }, { name: 'timestamp' }] });
    expect((await sign(aal2Token, BUNDLE, '$prepare')).body).toMatchObject(outcome('ACCESS_DENIED_LEVEL'));
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
