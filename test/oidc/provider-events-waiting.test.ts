import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createProviderDirectory } from '../../main/oidc/provider.ts';
import { watchProviderEvents, type EventWatch, type ProviderEvents } from '../../main/oidc/provider-events.ts';
import type { Http, HttpRequest } from '../../main/ports.ts';
import { nodeHttp, recordedLog, steppedClock, systemClock, systemRandom } from '../unit-support/system.ts';
import { inMemoryProvider } from './in-memory-provider.ts';

/** How long is waited, and for what. Time is stepped; a provider that hangs does so over a real socket. */
const issuer = 'https://am.nhsint.example:443/openam';
const eventsUri = 'https://gateway.example/events';
const person = { issuer, subject: '999000000001', userId: '999000000001', name: 'Synthetic Nurse' };

/** The time limits of a poll, which tell its timer from that of a wait. */
const [longPollMs, pollNowMs] = [50_000, 5_000];

const watched: ProviderEvents[] = [];
const closers: (() => void)[] = [];
afterEach(() => {
  for (const events of watched.splice(0)) events.stop();
  for (const close of closers.splice(0)) close();
});

/** Chance that is always the same: the shortest wait there is, so that each wait is known. */
const leastRandom = { fraction: () => 0 };
const mostRandom = { fraction: () => 1 - 2 ** -32 };

function watching(answer: Http, over: Partial<EventWatch> = {}, random = leastRandom) {
  const clock = steppedClock(Date.now());
  const running = new Set<{ readonly ms: number }>();
  const log = recordedLog();
  const polls: HttpRequest[] = [];
  const { http } = inMemoryProvider(issuer, { clientId: 'desktop', nonce: () => 'n' });
  /** The clock, with a list of the timers that run. */
  const after = (ms: number, run: () => void) => {
    const timer = { ms };
    running.add(timer);
    const stopTimer = clock.after(ms, () => {
      running.delete(timer);
      run();
    });
    return () => {
      running.delete(timer);
      stopTimer();
    };
  };
  const waitsFor = (isMeant: (ms: number) => boolean) =>
    vi.waitFor(() => expect([...running].map(({ ms }) => isMeant(ms))).toEqual([true]), {
      interval: 1,
      timeout: 2_000,
    });
  const network: Http = (url, request) => {
    if (url !== eventsUri) return http(url, request);
    polls.push(request);
    return answer(url, request);
  };
  const settings = { issuer, clientId: 'desktop', allowLoopbackHttp: false };
  const events = watchProviderEvents(
    {
      eventsUri,
      directory: createProviderDirectory(settings, { http: network, clock }),
      accessToken: () => 'a-token',
      session: () => ({ person, startedAtMs: 0, authTimeSeconds: 0, sids: [] }),
      onEnded: () => expect.unreachable('nothing ends it'),
      onUnauthorized: () => undefined,
      ...over,
    },
    { http: network, clock: { ...clock, after }, random, log },
  );
  watched.push(events);
  return {
    events,
    clock,
    log,
    polls,
    asked: (times: number) => vi.waitFor(() => expect(polls.length).toBe(times), { interval: 1, timeout: 2_000 }),
    /** Until a round is over, and only the wait for the next one runs. */
    pausing: () => waitsFor((ms) => ![longPollMs, pollNowMs].includes(ms)),
    /** Until a poll that must be answered at once is on its way. */
    asking: () => waitsFor((ms) => ms === pollNowMs),
  };
}
type Watching = ReturnType<typeof watching>;

/** The next poll comes after exactly this long (ms), and not before. */
async function expectNextAfter(it: Watching, ms: number) {
  await it.pausing();
  const before = it.polls.length;
  it.clock.advance(ms - 1);
  await new Promise(setImmediate);
  expect(it.polls.length, `asked before ${ms} ms`).toBe(before);
  it.clock.advance(1);
  await it.asked(before + 1);
}

interface Report {
  readonly returnImmediately: boolean;
  readonly setErrs: Readonly<Record<string, unknown>>;
}
const body = ({ body: text = '' }: HttpRequest) => JSON.parse(text) as Report;

/** After a turn of the loop, as over any network: a watch that asks without end then fails a test instead of hanging it. */
const nothing = () => new Promise<Response>((resolve) => setImmediate(() => resolve(Response.json({ sets: {} }))));
const status =
  (code: number, headers = {}) =>
  () =>
    Promise.resolve(new Response('', { status: code, headers }));
/** A long poll that nothing comes of, until it is given up. */
const held: Http = (_url, { signal }) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')), { once: true });
  });

describe('B20 trouble is waited out, longer each time, and ends nothing (invariant 5)', () => {
  test.each<[string, Http]>([
    ['no network', () => Promise.reject(new Error('net::ERR_INTERNET_DISCONNECTED'))],
    ['HTTP 500', status(500)],
    ['HTTP 404', status(404)],
    ['a redirect', status(302, { location: 'https://evil.example/' })],
    ['HTML', () => Promise.resolve(new Response('<p>Proxy</p>'))],
    ['a list', () => Promise.resolve(Response.json([]))],
    ['sets that are a list', () => Promise.resolve(Response.json({ sets: ['x'] }))],
    ['2 MB', () => Promise.resolve(Response.json({ sets: {}, x: 'x'.repeat(2_000_000) }))],
  ])('%s', async (_name, answer) => {
    const it = watching(answer);
    await it.asked(1);
    for (const ms of [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) await expectNextAfter(it, ms);
    expect(
      it.log.lines.map(({ code }) => code),
      'said once',
    ).toEqual(['EVENTS_TROUBLE']);
  });

  test('jitter: up to twice as long, as chance has it', async () => {
    const it = watching(status(500), {}, mostRandom);
    await it.asked(1);
    for (const ms of [1_000, 2_000, 4_000]) await expectNextAfter(it, ms);
  });

  test('Retry-After is kept', async () => {
    const it = watching(status(429, { 'retry-after': '40' }));
    await it.asked(1);
    await expectNextAfter(it, 40_000);
  });

  test('a provider that cannot be discovered', async () => {
    const it = watching(nothing, { directory: { current: () => Promise.reject(new Error('down')) } });
    await it.pausing();
    expect(it.polls).toEqual([]);
    expect(it.log.lines).toMatchObject([{ code: 'EVENTS_TROUBLE' }]);
  });

  test('after trouble that is over, the waits begin anew', async () => {
    let isDown = true;
    const it = watching(() => (isDown ? status(500)() : nothing()));
    await it.asked(1);
    await expectNextAfter(it, 500);
    isDown = false;
    await expectNextAfter(it, 1_000);
    await expectNextAfter(it, 10_000);
    isDown = true;
    await expectNextAfter(it, 10_000);
    await expectNextAfter(it, 500);
  });
});

describe('a provider that does not hold its answers', () => {
  test('is asked every 10 s and no more often', async () => {
    const it = watching(nothing);
    await it.asked(1);
    for (let round = 0; round < 3; round += 1) await expectNextAfter(it, 10_000);
  });

  test('the same where it delivers one event again and again, which is reported each time and looked at once', async () => {
    const it = watching(() => Promise.resolve(Response.json({ sets: { j: 'x' } })));
    // The report of the first goes out at once.
    await it.asked(2);
    for (let round = 0; round < 3; round += 1) await expectNextAfter(it, 10_000);
    const refused = { j: { err: 'invalid_request', description: 'It is not a signed JWT' } };
    expect(it.polls.map((poll) => body(poll).setErrs)).toEqual([{}, refused, refused, refused, refused]);
    expect(it.log.lines.map(({ code }) => code)).toEqual(['EVENT_REFUSED']);
  });

  test('401 is asked again after 10 s', async () => {
    const it = watching(status(401));
    await it.asked(1);
    await expectNextAfter(it, 10_000);
  });

  test('without an access token nobody is asked', async () => {
    const it = watching(nothing, { accessToken: () => undefined });
    for (let round = 0; round < 3; round += 1) {
      await it.pausing();
      it.clock.advance(10_000);
    }
    expect(it.polls).toEqual([]);
  });
});

describe('a long poll', () => {
  test('is given up after 50 s, and another begins at once', async () => {
    const it = watching(held);
    await it.asked(1);
    it.clock.advance(49_999);
    await new Promise(setImmediate);
    expect(it.polls.length).toBe(1);
    it.clock.advance(1);
    await it.asked(2);
    expect(it.polls.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    expect(it.log.lines).toEqual([]);
  });

  test('that was held for a while is followed by another at once', async () => {
    let answer: (response: Response) => void = () => undefined;
    const it = watching(() => new Promise((resolve) => (answer = resolve)));
    await it.asked(1);
    it.clock.advance(20_000);
    answer(Response.json({ sets: {} }));
    await it.asked(2);
  });
});

describe('pollNow', () => {
  test('takes the place of a long poll, and asks for an answer at once', async () => {
    const it = watching((url, request) => (body(request).returnImmediately ? nothing() : held(url, request)));
    await it.asked(1);
    expect(await it.events.pollNow()).toBe('nothing');
    expect(it.polls.map((poll) => [body(poll).returnImmediately, poll.signal.aborted])).toEqual([
      [false, true],
      [true, false],
    ]);
    await expectNextAfter(it, 10_000);
    expect(it.polls.slice(2).map((poll) => body(poll).returnImmediately)).toEqual([false]);
  });

  test('does not wait for the end of a wait after trouble', async () => {
    let isDown = true;
    const it = watching(() => (isDown ? status(500)() : nothing()));
    await it.asked(1);
    await it.pausing();
    isDown = false;
    expect(await it.events.pollNow()).toBe('nothing');
  });

  test('two at a time are one', async () => {
    const it = watching((url, request) => (body(request).returnImmediately ? nothing() : held(url, request)));
    await it.asked(1);
    expect(await Promise.all([it.events.pollNow(), it.events.pollNow()])).toEqual(['nothing', 'nothing']);
    expect(it.polls.length).toBe(2);
  });

  test.each<[string, Http]>([
    ['the network hangs', held],
    ['the network hangs and heeds no signal', () => new Promise(() => undefined)],
  ])('%s: over after 5 s', async (_name, answer) => {
    const it = watching(answer);
    await it.asked(1);
    const result = it.events.pollNow();
    await it.asking();
    it.clock.advance(5_000);
    expect(await result).toBe('trouble');
  });

  test('discovery hangs: over after 5 s, too', async () => {
    const it = watching(nothing, { directory: { current: () => new Promise(() => undefined) } });
    const result = it.events.pollNow();
    await it.asking();
    it.clock.advance(5_000);
    expect(await result).toBe('trouble');
  });
});

describe('stop', () => {
  test('in a poll, in a wait, in an immediate poll: no timer is left, and nobody is asked any more', async () => {
    for (const answer of [held, status(500)]) {
      const it = watching(answer);
      await it.asked(1);
      if (answer !== held) await it.pausing();
      const urgent = answer === held ? it.events.pollNow() : Promise.resolve('trouble');
      it.events.stop();
      expect(await urgent).toBe('trouble');
      await vi.waitFor(() => expect(it.clock.pending()).toBe(0));
      expect(await it.events.pollNow()).toBe('trouble');
      const asked = it.polls.length;
      it.clock.advance(600_000);
      await new Promise(setImmediate);
      expect(it.polls.length).toBe(asked);
    }
  });

  test('an event that arrives all the same is not heard', async () => {
    let answer: (response: Response) => void = () => undefined;
    const it = watching(() => new Promise((resolve) => (answer = resolve)));
    await it.asked(1);
    it.events.stop();
    answer(Response.json({ sets: { j: 'x' } }));
    await new Promise(setImmediate);
    expect(it.log.lines).toEqual([]);
  });

  test('over a real socket: the connection is closed', async () => {
    const connected = Promise.withResolvers<IncomingMessage>();
    const closed = Promise.withResolvers<void>();
    const server = createServer((request: IncomingMessage, response: ServerResponse) => {
      response.once('close', closed.resolve);
      connected.resolve(request);
    });
    closers.push(() => server.close().closeAllConnections());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const it = watching((_url, request) => nodeHttp(`http://127.0.0.1:${port}/`, request));
    await connected.promise;
    it.events.stop();
    await closed.promise;
  });
});

test('a session that fails to hear does not end the watch', async () => {
  const it = watching(status(401), {
    onUnauthorized: () => {
      throw new Error('a mistake in the session');
    },
  });
  await it.asked(1);
  await expectNextAfter(it, 10_000);
  expect(it.log.lines.map(({ code }) => code)).toContain('EVENTS_NOT_HEARD');
});

test('the system’s own random makes waits between half and whole', async () => {
  const waits: number[] = [];
  const clock = {
    ...systemClock,
    after: (ms: number, run: () => void) => {
      if (ms !== 50_000) waits.push(ms);
      return systemClock.after(0, ms === 50_000 ? () => undefined : run);
    },
  };
  const settings = { issuer, clientId: 'desktop', allowLoopbackHttp: false };
  const { http } = inMemoryProvider(issuer, { clientId: 'desktop', nonce: () => 'n' });
  const events = watchProviderEvents(
    {
      eventsUri,
      directory: createProviderDirectory(settings, { http, clock }),
      accessToken: () => 'a-token',
      session: () => ({ person, startedAtMs: 0, authTimeSeconds: 0, sids: [] }),
      onEnded: () => undefined,
      onUnauthorized: () => undefined,
    },
    { http: status(500), clock, random: systemRandom, log: recordedLog() },
  );
  watched.push(events);
  await vi.waitFor(() => expect(waits.length).toBeGreaterThan(50), { interval: 1, timeout: 5_000 });
  const long = waits.slice(8);
  expect(Math.min(...long)).toBeGreaterThanOrEqual(30_000);
  expect(Math.max(...long)).toBeLessThanOrEqual(60_000);
  expect(new Set(long).size).toBeGreaterThan(40);
});
