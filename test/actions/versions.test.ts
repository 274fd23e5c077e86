import { describe, expect, test } from 'vitest';
import { createETags } from '../../main/actions/etags.ts';
import { sendAction } from '../../main/actions/send-action.ts';
import type { Http } from '../../main/ports.ts';
import { doctor } from '../session/fixtures.ts';
import { actionOf, bearer, establishedAt, intentOf, requestId, sendPorts } from './intents.ts';

/** Issue 5 line 5, ETag and If-Match, by the rules of PDS (`ux.md` section 7). A synthetic patient of the sandbox's range. */
const url = 'https://api.example/Patient/9000000009';
const read = actionOf({ method: 'GET', url });
const change = actionOf({ method: 'PATCH', url, body: [], contentType: 'application/json-patch+json', ifMatch: true });

function patient(over: { readonly etag?: string | null; readonly readStatus?: number } = {}) {
  const calls: string[] = [];
  const ids: (string | undefined)[] = [];
  const record = { version: 2, failing: false };
  const etag = () => (over.etag === undefined ? `W/"${record.version}"` : over.etag);
  const http: Http = async (_url, { method, headers }) => {
    const { 'if-match': ifMatch } = headers;
    calls.push(ifMatch === undefined ? method : `${method} ${ifMatch}`);
    ids.push(headers['x-request-id']);
    expect(headers['authorization']).toBe(`Bearer ${bearer}`);
    const tag = etag();
    if (method === 'GET') {
      return new Response('{"resourceType":"Patient"}', {
        status: over.readStatus ?? 200,
        headers: tag === null ? {} : { etag: tag },
      });
    }
    if (record.failing) throw new Error('net::ERR_CONNECTION_RESET');
    if (ifMatch === undefined) return new Response('{}', { status: 412 });
    if (ifMatch !== tag) return new Response('{}', { status: 409 });
    record.version += 1;
    return new Response('{}');
  };
  return { calls, ids, record, ports: sendPorts(http) };
}

describe('issue 5 line 5, HAZ-10: what is changed is what was seen', () => {
  test('the version that was shown goes along, and nothing is read again', async () => {
    const { calls, ports } = patient();
    await sendAction(intentOf(read), ports);
    expect(await sendAction(intentOf(change), ports)).toMatchObject({ kind: 'ok' });
    expect(calls).toEqual(['GET', 'PATCH W/"2"']);
  });

  test('somebody else was there in between: it is not done, and not until it has been looked at again', async () => {
    const { calls, record, ports } = patient();
    await sendAction(intentOf(read), ports);
    record.version = 3;
    const conflict = { kind: 'refused', problem: { code: 'API_VERSION_CONFLICT' } };
    expect(await sendAction(intentOf(change), ports)).toMatchObject(conflict);
    expect(await sendAction(intentOf(change), ports)).toMatchObject(conflict);
    await sendAction(intentOf(read), ports);
    expect(await sendAction(intentOf(change), ports)).toMatchObject({ kind: 'ok' });
    expect(calls).toEqual(['GET', 'PATCH W/"2"', 'PATCH W/"2"', 'GET', 'PATCH W/"3"']);
  });

  test('what nobody has been shown is read just before, with an id of its own', async () => {
    const { calls, ids, ports } = patient();
    expect(await sendAction(intentOf(change), ports)).toMatchObject({ kind: 'ok', reference: requestId });
    expect(calls).toEqual(['GET', 'PATCH W/"2"']);
    expect(ids[0]).not.toBe(requestId);
    expect(ids[1]).toBe(requestId);
  });

  test('after a change the version that was shown is history', async () => {
    const { calls, ports } = patient();
    await sendAction(intentOf(read), ports);
    await sendAction(intentOf(change), ports);
    expect(await sendAction(intentOf(change), ports)).toMatchObject({ kind: 'ok' });
    expect(calls).toEqual(['GET', 'PATCH W/"2"', 'GET', 'PATCH W/"3"']);
  });

  test('after a change that nobody knows the outcome of, too (HAZ-06)', async () => {
    const { calls, record, ports } = patient();
    await sendAction(intentOf(read), ports);
    record.failing = true;
    expect(await sendAction(intentOf(change), ports)).toMatchObject({ kind: 'unknown' });
    record.failing = false;
    await sendAction(intentOf(change), ports);
    expect(calls).toEqual(['GET', 'PATCH W/"2"', 'GET', 'PATCH W/"2"']);
  });

  test.each<[string, Parameters<typeof patient>[0], object]>([
    ['no version', { etag: null }, { kind: 'refused', problem: { code: 'API_BAD_ANSWER' } }],
    ['a version that is none', { etag: 'two' }, { kind: 'refused', problem: { code: 'API_BAD_ANSWER' } }],
    ['a refusal', { readStatus: 404 }, { kind: 'refused', problem: { code: 'API_REFUSED' } }],
    ['an error', { readStatus: 500 }, { kind: 'refused', problem: { code: 'API_REFUSED' } }],
  ])('where reading it gave %s, nothing is changed', async (_name, over, expected) => {
    const { calls, ports } = patient(over);
    expect(await sendAction(intentOf(change), ports)).toMatchObject(expected);
    expect(calls).toEqual(['GET']);
  });

  test('a read that failed shows no version', async () => {
    const { ports } = patient({ readStatus: 404 });
    await sendAction(intentOf(read), ports);
    expect(ports.etags.of(establishedAt(2), url)).toBeUndefined();
  });
});

describe('HAZ-01: versions belong to who was shown them', () => {
  const nurse = establishedAt(2);

  test.each<[string, ReturnType<typeof establishedAt>]>([
    ['another person', establishedAt(2, { person: doctor })],
    ['the same person after another log-in', establishedAt(2, { sids: ['sid-2'] })],
  ])('%s has been shown nothing', (_name, other) => {
    const etags = createETags();
    etags.shown(nurse, url, '"1"');
    expect(etags.of(nurse, url)).toBe('"1"');
    expect(etags.of(other, url)).toBeUndefined();
    expect(etags.of(nurse, url)).toBeUndefined();
  });

  test('a renewal or a step-up in between changes nothing', () => {
    const etags = createETags();
    etags.shown(nurse, url, '"1"');
    expect(etags.of(establishedAt(3, { sids: ['sid-1', 'sid-2'] }), url)).toBe('"1"');
  });

  test('at the end all is forgotten, and of many only the latest are kept', () => {
    const etags = createETags();
    etags.shown(nurse, url, '"1"');
    etags.forget();
    expect(etags.of(nurse, url)).toBeUndefined();
    for (let at = 0; at < 60; at += 1) etags.shown(nurse, `${url}/${at}`, '"1"');
    expect(etags.of(nurse, `${url}/9`)).toBeUndefined();
    expect(etags.of(nurse, `${url}/10`)).toBe('"1"');
  });
});
