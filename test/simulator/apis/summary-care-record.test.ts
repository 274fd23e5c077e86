import { afterAll, beforeAll, expect, test } from 'vitest';
import { PERSONA_IDS, ROLE_IDS, startSimulator, type Simulator } from '../index.ts';
import { createRelyingParty } from '../relying-party.ts';
import { callApi, platformOutcome } from './call-api.ts';
import { NHS_NUMBER_SYSTEM } from './nhs-number.ts';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ topology: 'direct' });
});
afterAll(() => simulator.close());

/** A session of its own for each test, so that none finds what another has opened. */
const logIn = async (user: string = PERSONA_IDS.nurse, authenticator: 'securityKey' | 'userPassword' = 'securityKey') =>
  (await createRelyingParty(simulator).logIn(user, authenticator, { acr_values: 'AAL2_OR_AAL3_ANY' })).accessToken;

const BASE = '/summary-care-record/FHIR/R4';

const find = (token: string, nhsNumber = '9000000009', role?: string) =>
  callApi(
    simulator,
    'GET',
    `${BASE}/DocumentReference?${new URLSearchParams({ patient: `${NHS_NUMBER_SYSTEM}|${nhsNumber}` })}`,
    { token, headers: role === undefined ? {} : { 'NHSD-Session-URID': role } },
  );

const post = (token: string, operation: 'AuditEvent' | '$setPermission', body: unknown, role?: string) =>
  callApi(simulator, 'POST', `${BASE}/${operation}`, {
    token,
    headers: { 'Content-Type': 'application/fhir+json', ...(role !== undefined && { 'NHSD-Session-URID': role }) },
    body,
  });

const agent = (system: string, value: string) => ({ who: { identifier: { system, value } }, requestor: false });

interface Alert {
  readonly type?: string;
  readonly reason?: string;
  readonly recorded?: string;
  readonly nhsNumber?: string;
  readonly organisation?: string;
  readonly user?: string;
}

function alert({
  type = '2',
  reason = '1',
  recorded = '2026-01-01T00:00:00Z',
  nhsNumber = '9000000009',
  organisation = 'SIM01',
  user = PERSONA_IDS.nurse,
}: Alert = {}) {
  return {
    resourceType: 'AuditEvent',
    type: { code: type },
    subtype: [{ system: 'https://fhir.nhs.uk/CodeSystem/SCR-AlertReason', code: reason }],
    recorded,
    agent: [
      agent(NHS_NUMBER_SYSTEM, nhsNumber),
      agent('https://fhir.nhs.uk/Id/ods-organization-code', organisation),
      agent('https://fhir.nhs.uk/Id/sds-user-id', user),
    ],
  };
}

function permission(code: string, nhsNumber = '9000000009') {
  return {
    resourceType: 'Parameters',
    parameter: [
      {
        name: 'setPermissions',
        part: [
          { name: 'nhsNumber', valueString: nhsNumber },
          { name: 'permissionCode', valueCoding: { code } },
        ],
      },
    ],
  };
}

test('issue 5 line 6 SCR: a record is closed until a privacy alert opens it, and is marked as synthetic', async () => {
  const token = await logIn();
  const before = await find(token);
  expect(before.status).toBe(403);
  expect(before.body).toMatchObject(platformOutcome('ACCESS_DENIED'));

  const alerted = await post(token, 'AuditEvent', alert());
  expect(alerted.status).toBe(201);
  expect(alerted.headers.get('location')).toMatch(/\/AuditEvent\/[0-9a-f-]{36}$/);

  const after = await find(token);
  expect(after.status).toBe(200);
  expect(after.body).toMatchObject({
    resourceType: 'Bundle',
    meta: { tag: [{ code: 'HTEST' }] },
    entry: [{ resource: { resourceType: 'DocumentReference', meta: { tag: [{ code: 'HTEST' }] } } }],
  });
});

test('issue 5 line 6 SCR: the document that the reference names can be read, by the same rule', async () => {
  const token = await logIn();
  await post(token, 'AuditEvent', alert());
  const url = /"url":"([^"]+)"/.exec(JSON.stringify((await find(token)).body))?.[1] ?? '';
  expect((await callApi(simulator, 'GET', url, { token })).body).toMatchObject({
    entry: [{ resource: { resourceType: 'Composition', meta: { tag: [{ code: 'HTEST' }] } } }],
  });
  expect((await callApi(simulator, 'GET', url, { token: await logIn() })).status).toBe(403);
});

test('issue 5 line 6 HAZ-01 SCR: an alert opens one patient, to one person, in one session', async () => {
  const token = await logIn();
  await post(token, 'AuditEvent', alert());
  expect((await find(token, '9000000033')).status, 'another patient').toBe(403);
  expect((await find(await logIn())).status, 'another session').toBe(403);
  const other = await logIn(PERSONA_IDS.generalPractitioner);
  expect((await find(other, '9000000009', ROLE_IDS.clinicalAtWard)).status, 'another person').toBe(403);
});

test('issue 5 line 6 SCR: the permission of the patient opens it, and is taken back', async () => {
  const token = await logIn();
  expect((await post(token, '$setPermission', permission('Yes'))).status).toBe(201);
  expect((await find(token)).status).toBe(200);
  expect((await post(token, '$setPermission', permission('No'))).status).toBe(201);
  expect((await find(token)).status).toBe(403);
});

test.each<[string, unknown]>([
  ['type 3', alert({ type: '3' })],
  ['no reason', { ...alert(), subtype: [] }],
  ['two reasons', { ...alert(), subtype: [{ code: '1' }, { code: '2' }] }],
  ['reason 7', alert({ reason: '7' })],
  ['no time', alert({ recorded: 'today' })],
  ['a wrong NHS number', alert({ nhsNumber: '9000000000' })],
  ['no patient', { ...alert(), agent: alert().agent.slice(1) }],
  ['two patients', { ...alert(), agent: [...alert().agent, agent(NHS_NUMBER_SYSTEM, '9000000033')] }],
  ['an organisation that is not that of the role', alert({ organisation: 'SIM02' })],
  ['somebody else as the person', alert({ user: PERSONA_IDS.generalPractitioner })],
  ['no AuditEvent', { ...alert(), resourceType: 'Parameters' }],
])('issue 5 line 6 SCR: an alert with %s is refused and opens nothing', async (_name, body) => {
  const token = await logIn();
  const refused = await post(token, 'AuditEvent', body);
  expect(refused.status).toBe(400);
  expect(refused.body).toMatchObject(platformOutcome('INVALID_VALUE'));
  expect((await find(token)).status).toBe(403);
});

test.each([
  ['an unknown code', permission('Perhaps')],
  ['a wrong NHS number', permission('Yes', '12')],
  ['nothing', {}],
])('issue 5 line 6 SCR: a permission with %s is refused', async (_name, body) => {
  expect((await post(await logIn(), '$setPermission', body)).status).toBe(400);
});

test('issue 5 line 6 HAZ-04 SCR: the organisation of an alert is that of the role that is worked in', async () => {
  const token = await logIn(PERSONA_IDS.generalPractitioner);
  const atWard = alert({ user: PERSONA_IDS.generalPractitioner, organisation: 'SIM03' });
  expect((await post(token, 'AuditEvent', atWard, ROLE_IDS.adminAtHill)).status).toBe(400);
  expect((await post(token, 'AuditEvent', atWard, ROLE_IDS.clinicalAtWard)).status).toBe(201);
});

test('issue 5 line 6 SCR: below AAL2 nothing can be done', async () => {
  const token = await logIn(PERSONA_IDS.aal1, 'userPassword');
  const tried = [
    await find(token),
    await post(token, 'AuditEvent', alert({ user: PERSONA_IDS.aal1 })),
    await post(token, '$setPermission', permission('Yes')),
  ];
  for (const { status, body } of tried) {
    expect(status).toBe(403);
    expect(body).toMatchObject(platformOutcome('ACCESS_DENIED_LEVEL'));
  }
});
