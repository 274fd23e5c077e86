import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PERSONA_IDS, startSimulator, type Simulator } from '../index.ts';
import { createRelyingParty } from '../relying-party.ts';
import { firstTimes, tooManyRequests, unavailable } from './busy.ts';
import { callApi, platformOutcome, REQUEST_ID, spineOutcome, type Call } from './call-api.ts';

let simulator: Simulator;
let token: string;

beforeAll(async () => {
  simulator = await startSimulator({ topology: 'direct' });
  ({ accessToken: token } = await createRelyingParty(simulator).logIn(PERSONA_IDS.nurse, 'securityKey'));
});
afterAll(() => simulator.close());
beforeEach(() => simulator.setFaults({}));

const PATCH_JSON = 'application/json-patch+json';
const NEW_ADDRESS = [{ op: 'replace', path: '/address/0/text', value: '2 Synthetic Street' }];

const pathOf = (id: string) => `/personal-demographics/FHIR/R4/Patient/${id}`;

const read = (id = '9000000009', at: Simulator = simulator, bearer = token) =>
  callApi(at, 'GET', pathOf(id), { token: bearer, headers: { 'X-Request-ID': REQUEST_ID } });

const patch = (headers: Call['headers'], body: unknown, id = '9000000009') =>
  callApi(simulator, 'PATCH', pathOf(id), {
    token,
    headers: { 'X-Request-ID': REQUEST_ID, 'Content-Type': PATCH_JSON, ...headers },
    body,
  });

const newest = async (id?: string) => ({ 'If-Match': (await read(id)).headers.get('etag') ?? '' });

describe('issue 5 line 6 PDS: reading', () => {
  test('a restricted patient says so, and not where they live', async () => {
    const { status, body } = await read('9000000025');
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: '9000000025', meta: { security: [{ code: 'R' }] } });
    expect(body).not.toHaveProperty('address');
    expect((await read()).body).toHaveProperty('address');
  });

  test('a minimal patient has a name and nothing more', async () => {
    const { body } = await read('9000000033');
    expect(Object.keys(body).toSorted()).toEqual(['id', 'identifier', 'meta', 'name', 'resourceType']);
  });

  test.each(['9000000009', '9000000025', '9000000033'])('%s is marked as synthetic', async (id) => {
    expect((await read(id)).body).toMatchObject({ meta: { tag: [{ code: 'HTEST' }] } });
  });
});

describe('issue 5 line 6 PDS: changing', () => {
  test('raises the version, and the next read shows the change', async () => {
    const before = await read();
    const version = Number(/\d+/.exec(before.headers.get('etag') ?? '')?.[0]);
    const changed = await patch({ 'If-Match': before.headers.get('etag') ?? '' }, NEW_ADDRESS);
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).toBe(`W/"${version + 1}"`);
    const after = await read();
    expect(after.headers.get('etag')).toBe(`W/"${version + 1}"`);
    expect(after.body).toMatchObject({
      address: [{ text: '2 Synthetic Street' }],
      meta: { versionId: String(version + 1) },
    });
  });

  test('without If-Match: 412, and nothing is changed', async () => {
    const before = await read();
    const { status, body } = await patch({}, NEW_ADDRESS);
    expect(status).toBe(412);
    expect(body).toMatchObject(spineOutcome('PRECONDITION_FAILED'));
    expect((await read()).headers.get('etag')).toBe(before.headers.get('etag'));
  });

  test('with an older version, after a change from elsewhere: 409, and nothing is changed', async () => {
    const old = await newest();
    simulator.patientChangedElsewhere('9000000009');
    const { status, body } = await patch(old, [{ op: 'replace', path: '/gender', value: 'other' }]);
    expect(status).toBe(409);
    expect(body).toMatchObject(spineOutcome('RESOURCE_VERSION_MISMATCH'));
    expect((await read()).body).toMatchObject({ gender: 'unknown' });
  });

  test('as any other type than a JSON Patch: 415', async () => {
    const { status, body } = await patch({ ...(await newest()), 'Content-Type': 'application/fhir+json' }, NEW_ADDRESS);
    expect(status).toBe(415);
    expect(body).toMatchObject(spineOutcome('UNSUPPORTED_MEDIA_TYPE'));
  });

  test.each([
    ['no list', '{}'],
    ['no JSON', '[{'],
    ['an operation that there is not', [{ op: 'swap', path: '/gender', value: 'other' }]],
    ['something to replace that is not there', [{ op: 'replace', path: '/telecom/0/value', value: '1' }]],
    ['a place behind the end of a list', [{ op: 'add', path: '/address/5', value: {} }]],
    ['a test that fails', [{ op: 'test', path: '/gender', value: 'female' }, ...NEW_ADDRESS]],
    ['a good one before a bad one', [...NEW_ADDRESS, { op: 'remove', path: '/telecom' }]],
  ])('with %s: 400, and nothing at all is changed', async (_name, body) => {
    const before = await read();
    const refused = await patch(await newest(), body);
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject(spineOutcome('INVALID_UPDATE'));
    expect((await read()).body).toEqual(before.body);
  });

  test('the address of a restricted patient is not there to be changed', async () => {
    expect((await patch(await newest('9000000025'), NEW_ADDRESS, '9000000025')).status).toBe(400);
  });

  test.each(['/id', '/meta/versionId', '/identifier/0/value', '/resourceType'])('%s: 403', async (path) => {
    const { status, body } = await patch(await newest(), [{ op: 'replace', path, value: '9000000033' }]);
    expect(status).toBe(403);
    expect(body).toMatchObject(spineOutcome('FORBIDDEN_UPDATE'));
  });

  test('adds and removes, in PDS’s own envelope', async () => {
    const added = await patch(
      await newest('9000000033'),
      {
        patches: [
          { op: 'add', path: '/address', value: [] },
          { op: 'add', path: '/address/-', value: { text: 'second' } },
          { op: 'add', path: '/address/0', value: { text: 'first' } },
        ],
      },
      '9000000033',
    );
    expect(added.body).toMatchObject({ address: [{ text: 'first' }, { text: 'second' }] });
    const removed = await patch(
      await newest('9000000033'),
      [
        { op: 'test', path: '/address/0/text', value: 'first' },
        { op: 'remove', path: '/address/0' },
      ],
      '9000000033',
    );
    expect(removed.body).toMatchObject({ address: [{ text: 'second' }] });
  });

  test('another simulator knows nothing of it', async () => {
    await patch(await newest(), NEW_ADDRESS);
    const other = await startSimulator({ topology: 'direct' });
    try {
      const { accessToken } = await createRelyingParty(other).logIn(PERSONA_IDS.nurse, 'securityKey');
      const { headers, body } = await read('9000000009', other, accessToken);
      expect(headers.get('etag')).toBe('W/"2"');
      expect(body).toMatchObject({ address: [{ text: '1 Synthetic Street, Sampletown, ZZ99 3VZ' }] });
    } finally {
      await other.close();
    }
  });
});

describe('issue 5 line 6 faults of the APIs', () => {
  test('429 with Retry-After as often as asked, and then the real answer', async () => {
    simulator.setFaults({ respond: { api: firstTimes(2, tooManyRequests(1)) } });
    const busy = await read();
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '1']);
    expect(busy.body).toMatchObject(spineOutcome('TOO_MANY_REQUESTS'));
    expect(busy.headers.get('content-type')).toMatch(/^application\/fhir\+json/);
    expect((await read()).status).toBe(429);
    expect((await read()).status).toBe(200);
  });

  test('503, also without Retry-After', async () => {
    simulator.setFaults({ respond: { api: () => unavailable() } });
    const down = await read();
    expect([down.status, down.headers.get('retry-after')]).toEqual([503, null]);
    expect(down.body).toMatchObject(platformOutcome('SERVICE_UNAVAILABLE'));
  });

  test.each(['drop', 'cut'] as const)('HAZ-06 the answer is lost (%s) after it was done', async (loss) => {
    const before = await newest();
    simulator.setFaults({ lose: { api: () => loss } });
    await expect(patch(before, NEW_ADDRESS)).rejects.toThrow(/fetch failed|terminated/);
    simulator.setFaults({});
    expect(await newest(), 'done all the same').not.toEqual(before);
  });

  test('HAZ-06 the answer never comes', async () => {
    const before = await newest();
    simulator.setFaults({ lose: { api: () => 'hang' } });
    const seen = simulator.requests.length;
    const gaveUp = new AbortController();
    const call = fetch(`${simulator.apiBase}${pathOf('9000000009')}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${token}`, 'X-Request-ID': REQUEST_ID, 'Content-Type': PATCH_JSON, ...before },
      body: JSON.stringify(NEW_ADDRESS),
      signal: gaveUp.signal,
    });
    await expect.poll(() => simulator.requests.length).toBe(seen + 1);
    gaveUp.abort();
    await expect(call).rejects.toThrow('aborted');
    simulator.setFaults({});
    expect(await newest(), 'done all the same').not.toEqual(before);
  });
});
