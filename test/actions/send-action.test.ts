import { describe, expect, test } from 'vitest';
import { sendAction } from '../../main/actions/send-action.ts';
import type { Http } from '../../main/ports.ts';
import type { Intent } from '../../main/session/events.ts';
import { machine } from '../session/fixtures.ts';

const clock = { wallMs: () => 1 };

function intent(actionId: 'view-patient' | 'sign-prescription'): Intent {
  const it = machine();
  it.logIn({ level: 3 });
  it.put({ type: 'actionPrepared', actionId });
  if (it.view.kind === 'confirmAction') it.put({ type: 'actionConfirmed', confirmationId: it.view.confirmationId });
  const recorded = it.effects.findLast((effect) => effect.type === 'recordIntent');
  if (!recorded) throw new Error('not recorded');
  return recorded.intent;
}

const answering =
  (status: number, body: unknown): Http =>
  async () =>
    new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });

const operationOutcome = (code: string) => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: 'forbidden', details: { coding: [{ code }] }, diagnostics: 'Not allowed' }],
});

describe('sending an action', () => {
  test('carries the bearer of its intent and one id under both names', async () => {
    let seen: Parameters<Http>[1] | undefined;
    const sent = intent('sign-prescription');
    await sendAction(sent, {
      clock,
      http: async (_url, request) => {
        seen = request;
        return Response.json({});
      },
    });
    expect(seen).toMatchObject({
      method: 'POST',
      body: '{}',
      headers: { authorization: 'Bearer access-1', 'x-request-id': sent.requestId, 'x-correlation-id': sent.requestId },
    });
  });

  const reading = 'view-patient';
  const changing = 'sign-prescription';
  test.each<[string, typeof reading | typeof changing, Http, object]>([
    ['200', reading, answering(200, {}), { kind: 'ok' }],
    [
      'a level too low',
      changing,
      answering(403, operationOutcome('ACCESS_DENIED_LEVEL')),
      { kind: 'refused', problem: { code: 'API_LEVEL_TOO_LOW' } },
    ],
    [
      'forbidden',
      changing,
      answering(403, operationOutcome('ACCESS_DENIED')),
      { kind: 'refused', problem: { code: 'API_REFUSED', detail: 'HTTP 403, ACCESS_DENIED' } },
    ],
    [
      '401',
      reading,
      answering(401, operationOutcome('ACCESS_TOKEN_EXPIRED')),
      { kind: 'refused', problem: { code: 'API_ACCESS_EXPIRED' } },
    ],
    [
      'a code that is no code',
      reading,
      answering(403, operationOutcome('<script>')),
      { kind: 'refused', problem: { detail: 'HTTP 403' } },
    ],
    ['500 while reading', reading, answering(500, 'oops'), { kind: 'refused', problem: { code: 'API_REFUSED' } }],
    [
      'HAZ-06 500 while changing',
      changing,
      answering(500, 'oops'),
      { kind: 'unknown', problem: { code: 'API_OUTCOME_UNKNOWN' } },
    ],
    [
      'no answer while reading',
      reading,
      () => Promise.reject(new Error('net::ERR_CONNECTION_RESET')),
      { kind: 'refused', problem: { code: 'API_UNREACHABLE' } },
    ],
    [
      'HAZ-06 no answer while changing',
      changing,
      () => Promise.reject(new Error('net::ERR_CONNECTION_RESET')),
      { kind: 'unknown', problem: { code: 'API_OUTCOME_UNKNOWN' } },
    ],
    [
      'HTML while reading',
      reading,
      answering(200, '<p>Proxy</p>'),
      { kind: 'refused', problem: { code: 'API_BAD_ANSWER' } },
    ],
    ['a redirect', reading, answering(302, ''), { kind: 'refused', problem: { code: 'API_UNREACHABLE' } }],
    ['10 MB', reading, answering(200, 'x'.repeat(10_000_000)), { kind: 'refused' }],
  ])('%s', async (_name, actionId, http, expected) => {
    expect(await sendAction(intent(actionId), { http, clock })).toMatchObject(expected);
  });

  test('a patient is shown in rows, the NHS number in groups', async () => {
    const patient = {
      resourceType: 'Patient',
      id: '9000000009',
      name: [{ given: ['Jane', 'Marie'], family: 'Synthetic' }],
      birthDate: '2010-10-22',
      gender: 'female',
    };
    const outcome = await sendAction(intent(reading), { clock, http: answering(200, patient) });
    expect(outcome).toMatchObject({
      kind: 'ok',
      rows: [
        { name: 'patientName', value: 'Jane Marie Synthetic' },
        { name: 'nhsNumber', value: '900 000 0009' },
        { name: 'dateOfBirth', value: '2010-10-22' },
        { name: 'gender', value: 'female' },
      ],
    });
  });
});
