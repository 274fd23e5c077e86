import { describe, expect, test } from 'vitest';
import { sendAction } from '../../main/actions/send-action.ts';
import type { Http, HttpRequest } from '../../main/ports.ts';
import { wardRole } from '../session/fixtures.ts';
import { actionOf, bearer, establishedAt, intentOf, requestId, sendPorts } from './intents.ts';

/** Issue 5 line 5: what goes out with an action, and what each answer to it is taken for. Synthetic data only. */
const reading = actionOf({ method: 'GET', url: 'https://api.example/Patient/9000000009' });
const changing = actionOf({ method: 'POST', url: 'https://api.example/$process-message', body: { a: 1 } });

const answering =
  (status: number, body: unknown, headers: Record<string, string> = {}): Http =>
  async () =>
    new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers });
const failing =
  (message: string): Http =>
  () =>
    Promise.reject(new Error(message));

const issue = (code: string, over: object = {}) => ({
  resourceType: 'OperationOutcome',
  issue: [
    { severity: 'error', code: 'forbidden', details: { coding: [{ code }] }, diagnostics: 'Synthetic words', ...over },
  ],
});

function noting(answer: Http = answering(200, {})) {
  const seen: (HttpRequest & { readonly url: string })[] = [];
  const http: Http = (url, request) => {
    seen.push({ url, ...request });
    return answer(url, request);
  };
  return { http, seen };
}

describe('issue 5 line 5: what is sent', () => {
  test('the bearer of the intent, one id under both names, the role and its organisation', async () => {
    const { http, seen } = noting();
    await sendAction(intentOf(changing), sendPorts(http));
    expect(seen).toMatchObject([{ method: 'POST', url: 'https://api.example/$process-message', body: '{"a":1}' }]);
    expect(seen[0]?.headers).toEqual({
      accept: 'application/fhir+json',
      authorization: `Bearer ${bearer}`,
      'content-type': 'application/fhir+json',
      'x-request-id': requestId,
      'x-correlation-id': requestId,
      'nhsd-session-urid': wardRole.id,
      'nhsd-end-user-organisation-ods': wardRole.organisationCode,
    });
  });

  test('what was filled in, each value in its place', async () => {
    const action = actionOf(
      {
        method: 'PATCH',
        url: 'https://api.example/Patient/{number}?by={userId}',
        headers: { 'NHSD-Reason': '{reason}' },
        contentType: 'application/json-patch+json',
        body: [{ op: 'replace', path: '/note', value: '{note}' }],
      },
      [{ name: 'number', kind: 'nhsNumber' }, { name: 'reason' }, { name: 'note', kind: 'longText', sensitive: true }],
    );
    const { http, seen } = noting();
    const input = { number: '900 000 0009', reason: 'Synthetic', note: '"},{"op":"remove"\n{reason}' };
    await sendAction(intentOf(action, input), sendPorts(http));
    expect(seen[0]).toMatchObject({
      url: 'https://api.example/Patient/9000000009?by=999000000001',
      headers: { 'content-type': 'application/json-patch+json', 'nhsd-reason': 'Synthetic' },
      body: JSON.stringify([{ op: 'replace', path: '/note', value: input.note }]),
    });
  });

  test('a request without a body says nothing of its kind', async () => {
    const { http, seen } = noting();
    await sendAction(intentOf(actionOf({ method: 'DELETE', url: 'https://api.example/x' })), sendPorts(http));
    expect(seen[0]?.headers).not.toHaveProperty('content-type');
    expect(seen[0]).not.toHaveProperty('body');
  });
});

describe('issue 5: nothing is sent that should not be', () => {
  const withField = (request: object) => actionOf(request, [{ name: 'it' }]);
  const path = withField({ method: 'GET', url: 'https://api.example/{it}/x' });
  const header = withField({ method: 'GET', url: 'https://api.example/x', headers: { 'nhsd-x': '{it}' } });
  test.each<[string, Parameters<typeof intentOf>, string]>([
    ['input that was never checked', [path, { it: 'a\nb' }], 'ACTION_INPUT_INVALID'],
    ['input for a field that is none', [reading, { it: 'a' }], 'ACTION_INPUT_INVALID'],
    ['a step up in the path', [path, { it: '..' }], 'ACTION_ADDRESS_REFUSED'],
    ['a header beyond ASCII', [header, { it: 'é' }], 'ACTION_INPUT_INVALID'],
    ['another host', [actionOf({ method: 'GET', url: 'https://api.example.evil/x' })], 'ACTION_ADDRESS_REFUSED'],
    ['another port', [actionOf({ method: 'GET', url: 'https://api.example:8443/x' })], 'ACTION_ADDRESS_REFUSED'],
    ['another scheme', [actionOf({ method: 'GET', url: 'http://api.example/x' })], 'ACTION_ADDRESS_REFUSED'],
    [
      'HAZ-04 a role whose id is not of digits',
      [reading, {}, { role: { ...wardRole, id: '1\r\nx: y' } }],
      'API_ROLE_REFUSED',
    ],
    [
      'HAZ-04 a role without an organisation',
      [reading, {}, { role: { ...wardRole, organisationCode: '' } }],
      'API_ROLE_REFUSED',
    ],
  ])('%s', async (_name, given, code) => {
    const { http, seen } = noting();
    expect(await sendAction(intentOf(...given), sendPorts(http))).toMatchObject({ kind: 'refused', problem: { code } });
    expect(seen).toEqual([]);
  });
});

describe('issue 5 line 5: what an answer is taken for', () => {
  const lost = 'net::ERR_CONNECTION_RESET';
  test.each<[string, typeof reading, Http, object]>([
    ['200', reading, answering(200, {}), { kind: 'ok', reference: requestId }],
    ['204 to a change', changing, async () => new Response(null, { status: 204 }), { kind: 'ok', rows: [] }],
    ['nothing at all to a read', reading, answering(200, ''), { kind: 'refused', problem: { code: 'API_BAD_ANSWER' } }],
    [
      'HTML to a read',
      reading,
      answering(200, '<p>Proxy</p>'),
      { kind: 'refused', problem: { code: 'API_BAD_ANSWER', detail: 'HTTP 200, not JSON' } },
    ],
    [
      'HAZ-06 HTML to a change: the service may never have heard of it',
      changing,
      answering(200, '<p>Proxy</p>'),
      { kind: 'unknown', problem: { code: 'API_OUTCOME_UNKNOWN' } },
    ],
    ['JSON that was cut off', reading, answering(200, '{"a":'), { problem: { code: 'API_BAD_ANSWER' } }],
    ['HAZ-06 JSON that was cut off, to a change', changing, answering(200, '{"a":'), { kind: 'unknown' }],
    ['10 MB to a read', reading, answering(200, 'x'.repeat(10_000_000)), { problem: { code: 'API_BAD_ANSWER' } }],
    ['HAZ-06 10 MB to a change', changing, answering(200, 'x'.repeat(10_000_000)), { kind: 'unknown' }],
    [
      'a redirect of a read',
      reading,
      answering(302, '', { location: 'https://evil.example' }),
      { kind: 'refused', problem: { code: 'API_REDIRECTED' } },
    ],
    [
      'HAZ-06 a redirect of a change',
      changing,
      answering(307, '', { location: 'https://evil.example' }),
      { kind: 'unknown', problem: { code: 'API_REDIRECTED' } },
    ],
    ['no answer to a read', reading, failing(lost), { kind: 'refused', problem: { code: 'API_UNREACHABLE' } }],
    [
      'HAZ-06 no answer to a change',
      changing,
      failing(lost),
      { kind: 'unknown', problem: { code: 'API_OUTCOME_UNKNOWN' } },
    ],
    [
      'a change that never left this computer',
      changing,
      failing('net::ERR_INTERNET_DISCONNECTED'),
      { kind: 'refused', problem: { code: 'API_UNREACHABLE' } },
    ],
    ['500 to a read', reading, answering(500, 'oops'), { kind: 'refused', problem: { code: 'API_REFUSED' } }],
    [
      'HAZ-06 500 to a change',
      changing,
      answering(500, 'oops'),
      { kind: 'unknown', problem: { code: 'API_OUTCOME_UNKNOWN' } },
    ],
    ['HAZ-06 408 to a change', changing, answering(408, ''), { kind: 'unknown' }],
    [
      'HAZ-06 503 to a change that does not say when to come back',
      changing,
      answering(503, ''),
      { kind: 'unknown', problem: { code: 'API_OUTCOME_UNKNOWN' } },
    ],
    [
      'a denial',
      changing,
      answering(403, issue('ACCESS_DENIED')),
      { kind: 'refused', problem: { code: 'API_REFUSED', detail: 'HTTP 403, ACCESS_DENIED' } },
    ],
    [
      'HAZ-05 a level too low',
      changing,
      answering(403, issue('ACCESS_DENIED_LEVEL')),
      {
        kind: 'challenged',
        challenge: { lowestLevel: 3 },
        problem: { code: 'API_LEVEL_TOO_LOW', correlationId: requestId },
      },
    ],
    [
      'a token that is over',
      reading,
      answering(401, issue('ACCESS_TOKEN_EXPIRED', { code: 'login' })),
      { kind: 'refused', problem: { code: 'API_ACCESS_EXPIRED' } },
    ],
    [
      'an identity level too low',
      reading,
      answering(401, issue('ACCESS_DENIED')),
      { problem: { code: 'API_REFUSED' } },
    ],
    [
      'HAZ-04 a role that is not accepted',
      reading,
      answering(400, issue('INVALID_VALUE', { diagnostics: "Invalid value in header 'NHSD-Session-URID'" })),
      { kind: 'refused', problem: { code: 'API_ROLE_REFUSED' } },
    ],
    ['a duplicate', changing, answering(409, issue('DUPLICATE')), { problem: { code: 'API_REFUSED' } }],
    ['a code that is no code', reading, answering(403, issue('<script>')), { problem: { detail: 'HTTP 403' } }],
  ])('%s', async (_name, action, http, expected) => {
    const clock = { wallMs: () => 1, monotonicMs: () => 1, after: () => () => undefined };
    const ports = sendPorts(http, { clock });
    expect(await sendAction(intentOf(action), ports, { ...limitsOfOneTry })).toMatchObject(expected);
  });

  test('unauthorized_client at level 3 is refused, and asks for nothing', async () => {
    const http = answering(401, { error: 'unauthorized_client' });
    const at = (level: 2 | 3) =>
      sendAction(intentOf(reading, {}, { established: establishedAt(level) }), sendPorts(http));
    expect(await at(2)).toMatchObject({ kind: 'challenged', challenge: { lowestLevel: 3 } });
    expect(await at(3)).toMatchObject({ problem: { code: 'API_REFUSED', detail: 'HTTP 401, unauthorized_client' } });
  });

  test('an error of our own after something may have been sent is unknown, never an exception (HAZ-06)', async () => {
    const log = {
      info: () => {
        throw new TypeError('broken');
      },
    };
    const broken = { ...sendPorts(answering(200, {})), log };
    expect(await sendAction(intentOf(changing), broken)).toMatchObject({
      kind: 'unknown',
      problem: { detail: 'TypeError' },
    });
    expect(await sendAction(intentOf(reading), broken)).toMatchObject({
      kind: 'refused',
      problem: { code: 'INTERNAL' },
    });
  });
});

const limitsOfOneTry = { perTryMs: 1_000, totalMs: 10_000, moreTries: 0, shortestTryMs: 1, maxBytes: 1_048_576 };

describe('issue 5 line 5: an OperationOutcome in words', () => {
  test('is shown with its code, without what would deceive a reader, and at no great length', async () => {
    const body = {
      ...issue('INVALID_VALUE', { diagnostics: `Wrong\u0000 \u202evalue\n${'x'.repeat(2_000)}` }),
      other: 'ignored',
    };
    const refused = await sendAction(intentOf(reading), sendPorts(answering(400, body)));
    const [row] = (refused.kind === 'refused' && refused.rows) || [];
    expect(row?.value).toMatch(/^Wrong {1,3}value x+ \(INVALID_VALUE\)$/);
    expect(row?.value.length).toBeLessThanOrEqual(500);
  });

  test('its words are on screen only: neither the line for IT nor the log has them', async () => {
    const ports = sendPorts(answering(403, issue('ACCESS_DENIED', { diagnostics: 'Robin Synthetic 9000000009' })));
    const refused = await sendAction(intentOf(reading), ports);
    expect(refused).toMatchObject({ rows: [{ name: 'message', value: 'Robin Synthetic 9000000009 (ACCESS_DENIED)' }] });
    expect(JSON.stringify([refused.kind === 'refused' && refused.problem, ports.log.lines])).not.toMatch(/Robin/);
  });

  test('of very many issues a screen shows the first fifty', async () => {
    const body = {
      resourceType: 'OperationOutcome',
      issue: Array.from({ length: 9_000 }, () => ({ diagnostics: 'x' })),
    };
    const refused = await sendAction(intentOf(reading), sendPorts(answering(400, body)));
    expect(refused.kind === 'refused' && refused.rows).toHaveLength(50);
  });

  test('one without a code or without words is shown as far as it goes', async () => {
    const body = {
      resourceType: 'OperationOutcome',
      issue: [{ diagnostics: 'Words' }, { details: { coding: [{ code: 'A_CODE' }] } }, {}],
    };
    expect(await sendAction(intentOf(reading), sendPorts(answering(404, body)))).toMatchObject({
      rows: [{ value: 'Words' }, { value: 'A_CODE' }],
    });
  });
});

test('issue 5 line 5: a log line has the template of an address and never the address', async () => {
  const action = actionOf({ method: 'GET', url: 'https://api.example/Patient/{number}' }, [
    { name: 'number', kind: 'nhsNumber' },
  ]);
  const ports = sendPorts(answering(404, issue('NOT_FOUND')));
  await sendAction(intentOf(action, { number: '9000000009' }), ports);
  await sendAction(intentOf(action, { number: '9000000009' }), {
    ...ports,
    http: failing('net::ERR_FAILED https://api.example/Patient/9000000009'),
  });
  expect(ports.log.lines).toMatchObject([
    {
      code: 'API_CALLED',
      fields: { status: 404, detail: 'GET https://api.example/Patient/{number}', correlationId: requestId },
    },
    {
      code: 'API_CALLED',
      fields: { reason: 'PROVIDER_UNREACHABLE', detail: 'GET https://api.example/Patient/{number}' },
    },
  ]);
  expect(JSON.stringify(ports.log.lines)).not.toMatch(/9000000009|the-bearer/);
});

test('a patient is shown in rows, the NHS number in groups', async () => {
  const patient = {
    resourceType: 'Patient',
    id: '9000000009',
    name: [{ given: ['Jane', 'Marie'], family: 'Synthetic' }],
    birthDate: '2010-10-22',
    gender: 'female',
  };
  expect(await sendAction(intentOf(reading), sendPorts(answering(200, patient)))).toMatchObject({
    kind: 'ok',
    rows: [
      { name: 'patientName', value: 'Jane Marie Synthetic' },
      { name: 'nhsNumber', value: '900 000 0009' },
      { name: 'dateOfBirth', value: '2010-10-22' },
      { name: 'gender', value: 'female' },
    ],
  });
});
