import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parsePolicy } from '../../main/policy/load.ts';
import type { Action } from '../../main/policy/action-schema.ts';
import { callApi } from './apis/call-api.ts';
import { developmentPolicy } from './development-policy.ts';
import { PERSONA_IDS, ROLE_IDS, startSimulator, type AuthenticatorKey, type Simulator } from './index.ts';
import { createRelyingParty } from './relying-party.ts';

let simulator: Simulator;
let actions: readonly Action[];

beforeAll(async () => {
  simulator = await startSimulator({ topology: 'direct' });
  const loaded = parsePolicy(JSON.stringify(developmentPolicy(simulator, { catalogue: 'whole' })), false);
  if (!loaded.ok) throw new Error(`${loaded.code}: ${loaded.detail}`);
  ({ actions } = loaded.policy);
});
afterAll(() => simulator.close());

const logIn = async (authenticator: AuthenticatorKey) =>
  (await createRelyingParty(simulator).logIn(PERSONA_IDS.nurse, authenticator, { acr_values: 'AAL2_OR_AAL3_ANY' }))
    .accessToken;

const actionNamed = (id: string): Action => {
  const found = actions.find((action) => action.id === id);
  if (found === undefined) throw new Error(`no action ${id}`);
  return found;
};

/** Fills a template as plainly as can be: no escaping, since nothing here would need it. */
function filled(template: unknown, words: Readonly<Record<string, string>>): string {
  const text = typeof template === 'string' ? template : JSON.stringify(template);
  return text.replace(/\{([a-zA-Z]+)\}/g, (whole, name: string) => words[name] ?? whole);
}

/** Does what the catalogue says, as the nurse. */
async function perform(id: string, token: string, input: Readonly<Record<string, string>> = {}, ifMatch?: string) {
  const { request } = actionNamed(id);
  if ('open' in request || request.method === 'PUT' || request.method === 'DELETE') throw new Error(`not sent: ${id}`);
  const requestId = randomUUID();
  const words = {
    requestId,
    uuid: randomUUID(),
    now: new Date().toISOString(),
    userId: PERSONA_IDS.nurse,
    roleId: ROLE_IDS.nurseAtBrook,
    odsCode: 'SIM01',
    ...input,
  };
  const sends = request.method === 'GET' ? undefined : request;
  return callApi(simulator, request.method, filled(request.url, words).slice(simulator.apiBase.length), {
    token,
    headers: {
      'X-Request-ID': requestId,
      'NHSD-Session-URID': ROLE_IDS.nurseAtBrook,
      'NHSD-End-User-Organisation-ODS': 'SIM01',
      ...request.headers,
      ...(sends !== undefined && { 'Content-Type': sends.contentType }),
      ...(ifMatch !== undefined && { 'If-Match': ifMatch }),
    },
    ...(sends?.body !== undefined && { body: filled(sends.body, words) }),
  });
}

const PATIENT = { nhsNumber: '9000000009' };
const ALERT = { ...PATIENT, reason: '1', explanation: 'Synthetic explanation' };

describe('issue 5 line 6 the development policy', () => {
  test('has the same two actions as ever unless it is asked for more', () => {
    const ids = (policy: ReturnType<typeof developmentPolicy>) => policy.actions.map(({ id }) => id);
    expect(ids(developmentPolicy(simulator))).toEqual(['view-patient', 'sign-prescription']);
    expect(ids(developmentPolicy(simulator, { catalogue: 'whole' })).slice(0, 2)).toEqual([
      'view-patient',
      'sign-prescription',
    ]);
    expect(developmentPolicy(simulator, { catalogue: 'whole' }), 'no key of a policy').not.toHaveProperty('catalogue');
    expect(developmentPolicy(simulator, { catalogue: 'whole', actions: [] }).actions).toEqual([]);
  });

  test('is a policy that the app takes', () => {
    expect(actions.map(({ id }) => id)).toEqual([
      'view-patient',
      'sign-prescription',
      'find-patient',
      'change-address',
      'view-summary',
      'break-glass',
      'set-permission',
      'accept-referral',
      'release-result',
      'view-immunisations',
      'open-guidance',
    ]);
  });

  test('nothing sensitive is in an address, and every word of a template is known', () => {
    const words = ['requestId', 'userId', 'roleId', 'odsCode', 'now', 'uuid'];
    for (const { id, input, request } of actions) {
      const known = [...words, ...input.map(({ name }) => name)];
      const used = [...JSON.stringify(request).matchAll(/\{([a-zA-Z]+)\}/g)].map(([, name]) => name);
      expect(known, id).toEqual(expect.arrayContaining(used));
      const url = 'open' in request ? request.open : request.url;
      for (const field of input.filter(({ sensitive }) => sensitive)) expect(url, id).not.toContain(`{${field.name}}`);
    }
  });
});

describe('issue 5 line 6 each action of the catalogue is one that the APIs take', () => {
  test('a patient is found by number, and the address changed in the version that was read', async () => {
    const token = await logIn('securityKey');
    const found = await perform('find-patient', token, PATIENT);
    expect(found.status).toBe(200);
    const ifMatch = found.headers.get('etag') ?? '';
    const changed = await perform('change-address', token, { ...PATIENT, address: '3 Synthetic Street' }, ifMatch);
    expect(changed.status).toBe(200);
    expect((await perform('find-patient', token, PATIENT)).body).toMatchObject({
      address: [{ text: '3 Synthetic Street' }],
    });
  });

  test('break-glass opens the summary that was closed', async () => {
    const token = await logIn('securityKey');
    expect((await perform('view-summary', token, PATIENT)).status).toBe(403);
    expect((await perform('break-glass', token, ALERT)).status).toBe(201);
    expect((await perform('view-summary', token, PATIENT)).status).toBe(200);
  });

  test('so does the patient’s permission, at AAL2', async () => {
    const token = await logIn('microsoftAuthenticator');
    expect((await perform('set-permission', token, { ...PATIENT, permission: 'Yes' })).status).toBe(201);
    expect((await perform('view-summary', token, PATIENT)).status).toBe(200);
  });

  test.each(['accept-referral', 'release-result', 'view-immunisations'])(
    '%s: the policy says AAL2 or AAL3, the service wants AAL3',
    async (id) => {
      expect(actionNamed(id).requirement.levels).toEqual([2, 3]);
      expect((await perform(id, await logIn('microsoftAuthenticator'))).status).toBe(401);
      expect((await perform(id, await logIn('securityKey'))).status).toBe(200);
    },
  );

  test('a choice has a meaning to the API in each of its values', async () => {
    for (const [id, field] of [
      ['break-glass', 'reason'],
      ['set-permission', 'permission'],
    ] as const) {
      const choices = actionNamed(id).input.find(({ name }) => name === field)?.choices ?? [];
      expect(choices.length).toBe(3);
      for (const { value } of choices) {
        const { status } = await perform(id, await logIn('securityKey'), { ...ALERT, [field]: value });
        expect(status, `${id} ${value}`).toBe(201);
      }
    }
  });

  test('the page opens with what was filled in', async () => {
    const { request } = actionNamed('open-guidance');
    if (!('open' in request)) throw new Error('not a page');
    const html = await (await fetch(filled(request.open, { topic: 'sepsis', odsCode: 'SIM01' }))).text();
    expect(html).toContain('<dd data-given="topic">sepsis</dd>');
    expect(html).toContain('<dd data-given="organisation">SIM01</dd>');
  });
});
