import { describe, expect, test } from 'vitest';
import { sendAction, type SendPorts } from '../../main/actions/send-action.ts';
import type { Http, HttpRequest } from '../../main/ports.ts';
import { actionOf, establishedAt, intentOf, requestId, sendPorts } from './intents.ts';

/** Issue 5 line 5: what is tried again, when, and for how long. Time is a double: a wait is over at once, and is counted. */
const reading = actionOf({ method: 'GET', url: 'https://api.example/x' });
const changing = actionOf({ method: 'POST', url: 'https://api.example/x', body: {} });
const startMs = Date.UTC(2026, 10, 21, 9);

type Reply = { readonly status: number; readonly headers?: Record<string, string>; readonly takesMs?: number } | Error;
const busy = (retryAfter?: string): Reply => ({
  status: 429,
  ...(retryAfter !== undefined && { headers: { 'retry-after': retryAfter } }),
});

function world(replies: readonly Reply[], over: { readonly fraction?: number; readonly sleepsMs?: number } = {}) {
  let wallMs = startMs;
  let monotonicMs = 0;
  const waits: number[] = [];
  const seen: HttpRequest[] = [];
  const http: Http = async (_url, request) => {
    const reply = replies[seen.length];
    seen.push(request);
    if (reply === undefined) throw new Error('not expected');
    if (reply instanceof Error) throw reply;
    wallMs += reply.takesMs ?? 0;
    monotonicMs += reply.takesMs ?? 0;
    return new Response('{}', { status: reply.status, headers: reply.headers ?? {} });
  };
  const clock: SendPorts['clock'] = {
    wallMs: () => wallMs,
    monotonicMs: () => monotonicMs,
    after(delayMs, run) {
      waits.push(delayMs);
      // Asleep, the wall clock goes on and the other stands still.
      wallMs += delayMs + (over.sleepsMs ?? 0);
      monotonicMs += delayMs;
      queueMicrotask(run);
      return () => undefined;
    },
  };
  const random = { uuid: () => 'a-uuid', fraction: () => over.fraction ?? 0 };
  return { waits, seen, ports: sendPorts(http, { clock, random }) };
}

describe('issue 5 line 5: a service that is busy', () => {
  test.each([
    ['a read', reading],
    ['a change', changing],
  ])('%s is tried again as often as three times in all, each time under the same id', async (_name, action) => {
    const { ports, seen, waits } = world([busy('2'), busy('3'), { status: 200 }]);
    expect(await sendAction(intentOf(action), ports)).toMatchObject({ kind: 'ok' });
    expect(waits).toEqual([2_000, 3_000]);
    expect(seen.map(({ headers }) => headers['x-request-id'])).toEqual([requestId, requestId, requestId]);
    expect(new Set(seen.map(({ headers, body, method }) => JSON.stringify([headers, body, method]))).size).toBe(1);
  });

  test('after three times it is said, and nothing was done', async () => {
    const { ports, seen } = world([busy(), busy(), busy(), { status: 200 }]);
    expect(await sendAction(intentOf(changing), ports)).toMatchObject({
      kind: 'refused',
      problem: { code: 'API_BUSY' },
    });
    expect(seen).toHaveLength(3);
  });

  test('without a word of when, the waits grow, and no two clients wait alike', async () => {
    const early = world([busy(), busy(), { status: 200 }], { fraction: 0 });
    const late = world([busy(), busy(), { status: 200 }], { fraction: 0.5 });
    await sendAction(intentOf(reading), early.ports);
    await sendAction(intentOf(reading), late.ports);
    expect(early.waits).toEqual([500, 1_000]);
    expect(late.waits).toEqual([1_000, 2_000]);
  });

  test('a date is held against the clock of the service', async () => {
    const at = (ms: number) => new Date(ms).toUTCString();
    const headers = { 'retry-after': at(startMs + 3_600_000 + 4_000), date: at(startMs + 3_600_000) };
    const { ports, waits } = world([{ status: 503, headers }, { status: 200 }], { fraction: 0.25 });
    expect(await sendAction(intentOf(changing), ports)).toMatchObject({ kind: 'ok' });
    expect(waits).toEqual([4_250]);
  });

  test('a longer wait than there is time for is not begun', async () => {
    const { ports, waits } = world([busy('56'), { status: 200 }]);
    expect(await sendAction(intentOf(reading), ports)).toMatchObject({
      kind: 'refused',
      problem: { code: 'API_BUSY' },
    });
    expect(waits).toEqual([]);
  });

  test('all tries and waits together stay within a minute', async () => {
    const slow: Reply = { status: 429, headers: { 'retry-after': '20' }, takesMs: 19_000 };
    const { ports, seen, waits } = world([slow, slow, { status: 200 }]);
    expect(await sendAction(intentOf(reading), ports)).toMatchObject({
      kind: 'refused',
      problem: { code: 'API_BUSY' },
    });
    expect(seen).toHaveLength(2);
    expect(waits).toEqual([20_000]);
  });

  test('a computer that slept meanwhile does not send it hours later', async () => {
    const { ports, seen } = world([busy('1'), { status: 200 }], { sleepsMs: 3_600_000 });
    expect(await sendAction(intentOf(changing), ports)).toMatchObject({ problem: { code: 'API_BUSY' } });
    expect(seen).toHaveLength(1);
  });

  test('HAZ-06 a change is not begun with too little time left to hear its answer', async () => {
    const change = actionOf({ method: 'PATCH', url: 'https://api.example/x', body: [], ifMatch: true });
    const read: Reply = { status: 200, headers: { etag: '"1"' }, takesMs: 56_000 };
    const { ports, seen } = world([read, { status: 200 }]);
    expect(await sendAction(intentOf(change), ports)).toMatchObject({ kind: 'refused', problem: { code: 'API_BUSY' } });
    expect(seen.map(({ method }) => method)).toEqual(['GET']);
  });

  test('a bearer that ends meanwhile is not sent again', async () => {
    const { ports, seen } = world([busy('10'), { status: 200 }]);
    const established = establishedAt(2);
    const tokens = { ...established.tokens, accessEndsAtMs: startMs + 9_000 };
    const intent = intentOf(reading, {}, { established: { ...established, tokens } });
    expect(await sendAction(intent, ports)).toMatchObject({ problem: { code: 'API_BUSY' } });
    expect(seen).toHaveLength(1);
  });
});

describe('HAZ-06, issue 5 line 5: what may have been done is not sent again', () => {
  test.each<[string, Reply, string]>([
    ['no answer', new Error('net::ERR_CONNECTION_RESET'), 'API_OUTCOME_UNKNOWN'],
    ['503 that does not say when to come back', { status: 503 }, 'API_OUTCOME_UNKNOWN'],
    ['502', { status: 502, headers: { 'retry-after': '1' } }, 'API_OUTCOME_UNKNOWN'],
    ['a redirect', { status: 302 }, 'API_REDIRECTED'],
  ])('a change after %s', async (_name, reply, code) => {
    const { ports, seen } = world([reply, { status: 200 }]);
    expect(await sendAction(intentOf(changing), ports)).toMatchObject({ kind: 'unknown', problem: { code } });
    expect(seen).toHaveLength(1);
  });

  test('a change after a try that was refused for being busy, and one without an answer: unknown', async () => {
    const { ports, seen } = world([busy('1'), new Error('net::ERR_TIMED_OUT'), { status: 200 }]);
    expect(await sendAction(intentOf(changing), ports)).toMatchObject({ kind: 'unknown' });
    expect(seen).toHaveLength(2);
  });

  test('a read after 503 is, since it does nothing', async () => {
    const { ports } = world([{ status: 503 }, { status: 200 }]);
    expect(await sendAction(intentOf(reading), ports)).toMatchObject({ kind: 'ok' });
  });

  test.each([403, 404, 409, 500])('a read after %i is not, since nothing would be otherwise', async (status) => {
    const { ports, seen } = world([{ status }, { status: 200 }]);
    await sendAction(intentOf(reading), ports);
    expect(seen).toHaveLength(1);
  });
});
