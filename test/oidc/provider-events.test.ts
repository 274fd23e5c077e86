import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { watchProviderEvents, type ProviderEvents } from '../../main/oidc/provider-events.ts';
import type { WatchedSession } from '../../main/oidc/security-event.ts';
import { PERSONA_IDS, startSimulator, type EventToQueue, type Faults, type Simulator } from '../simulator/index.ts';
import { nodeHttp, recordedLog, systemClock, systemRandom } from '../unit-support/system.ts';
import { directoryOf, loggedIn } from './logged-in.ts';

/** Events over real sockets, signed with the simulator's own keys. What they say: `security-event.test.ts`. */
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ topology: 'gateway' });
});
afterAll(() => simulator.close());

const watched: ProviderEvents[] = [];
afterEach(() => {
  for (const events of watched.splice(0)) events.stop();
  simulator.setFaults({});
});

const { generalPractitioner, nurse } = PERSONA_IDS;

/** Somebody who is logged in and watched. */
async function watching({ faults = {}, over = {} }: { faults?: Faults; over?: Partial<WatchedSession> } = {}) {
  const { tokens, sid, renewable, party } = await loggedIn(simulator, nurse);
  const ended: string[] = [];
  const unauthorized: string[] = [];
  const log = recordedLog();
  let accessToken: string | undefined = tokens.accessToken;
  let session: WatchedSession = {
    person: renewable.person,
    startedAtMs: Date.now(),
    authTimeSeconds: Number(tokens.claims['auth_time']),
    sids: [sid],
    ...over,
  };
  const since = simulator.requests.length;
  simulator.setFaults(faults);
  const events = watchProviderEvents(
    {
      eventsUri: simulator.eventsUri ?? '',
      directory: directoryOf(simulator),
      accessToken: () => accessToken,
      session: () => session,
      onEnded: (reason) => ended.push(reason),
      onUnauthorized: () => unauthorized.push(accessToken ?? ''),
    },
    { http: nodeHttp, clock: systemClock, random: systemRandom, log },
  );
  watched.push(events);
  const polls = () =>
    simulator.requests
      .slice(since)
      .filter(({ path }) => path.endsWith('/events'))
      .map(({ method, headers, body }) => ({ method, headers, body: JSON.parse(body) as Report }));
  return {
    events,
    ended,
    unauthorized,
    log,
    sid,
    tokens,
    party,
    polls,
    use: (token: string | undefined) => (accessToken = token),
    change: (change: Partial<WatchedSession>) => (session = { ...session, ...change }),
    /** What was reported of an event, once it was. */
    reported: (jti: string) =>
      vi.waitFor(() => {
        const told = polls().map(({ body }) => body.setErrs[jti]?.err ?? (body.ack.includes(jti) ? 'ack' : undefined));
        const found = told.find((one) => one !== undefined);
        if (found === undefined) throw new Error(`nothing was reported of ${jti}`);
        return found;
      }, 5_000),
  };
}

interface Report {
  readonly ack: readonly string[];
  readonly setErrs: Readonly<Record<string, { readonly err: string; readonly description: string }>>;
  readonly maxEvents: number;
  readonly returnImmediately: boolean;
}

const session: EventToQueue = { how: 'caep', about: 'session' };

describe('a session that is ended at the provider', () => {
  test.each([
    ['caep', undefined, 'providerEvent'],
    ['caep', 'admin', 'providerEvent'],
    ['caep', 'user', 'usedElsewhere'],
    ['logoutToken', undefined, 'providerEvent'],
  ] as const)('%s by %s: ends here as %s, within 2 s', async (how, entity, reason) => {
    for (const whose of ['sid', 'user'] as const) {
      const it = await watching();
      await vi.waitFor(() => expect(it.polls().length).toBe(1));
      const before = performance.now();
      const end = { how, ...(entity !== undefined && { initiatingEntity: entity }) };
      const sids = await simulator.endSession(whose === 'sid' ? it.sid : nurse, end);
      expect(sids).toContain(it.sid);
      await vi.waitFor(() => expect(it.ended).toEqual([reason]), 2_000);
      expect(performance.now() - before).toBeLessThan(2_000);
      expect((await it.party.refresh(it.tokens.refreshToken)).body['error']).toBe('invalid_grant');
    }
  });

  test('is told once, and nobody is asked any more', async () => {
    const it = await watching();
    await simulator.queueEvent(it.sid, session);
    await simulator.queueEvent(it.sid, { ...session, how: 'logoutToken' });
    await vi.waitFor(() => expect(it.ended).toEqual(['providerEvent']), 5_000);
    const asked = it.polls().length;
    expect(await it.events.pollNow()).toBe('trouble');
    expect([it.ended.length, it.polls().length]).toEqual([1, asked]);
  });

  test('HAZ-02 an event that waited while the computer slept is found at the first poll', async () => {
    const { sid } = await loggedIn(simulator, nurse);
    const it = await watching({ over: { sids: [sid] } });
    await simulator.queueEvent(it.sid, {
      ...session,
      claims: (claims) => ({ ...claims, sub_id: { format: 'opaque', id: sid } }),
    });
    await vi.waitFor(() => expect(it.ended).toEqual(['providerEvent']), 5_000);
  });
});

test('the request: POST, JSON, this session’s access token as it is now, long poll', async () => {
  const it = await watching();
  const foreign = { ...session, claims: { sub_id: { format: 'opaque', id: 'another' } } };
  await it.reported(await simulator.queueEvent(it.sid, foreign));
  const renewed = await it.party.refresh(it.tokens.refreshToken);
  it.use(renewed.accessToken);
  await it.reported(await simulator.queueEvent(it.sid, foreign));
  const [first, ...others] = it.polls();
  expect(first).toMatchObject({
    method: 'POST',
    headers: {
      authorization: `Bearer ${it.tokens.accessToken}`,
      'content-type': 'application/json',
      accept: 'application/json',
    },
    body: { ack: [], setErrs: {}, maxEvents: 20, returnImmediately: false },
  });
  expect(others.at(-1)?.headers['authorization']).toBe(`Bearer ${renewed.accessToken}`);
});

describe('foreign events are acknowledged and ignored', () => {
  test.each<[string, EventToQueue]>([
    ['another session', { ...session, claims: { sub_id: { format: 'opaque', id: 'another' } } }],
    ['another person', { how: 'logoutToken', about: 'person', claims: { sub: generalPractitioner } }],
    [
      'another kind',
      { ...session, claims: { events: { 'https://schemas.openid.net/secevent/ssf/event-type/verification': {} } } },
    ],
    ['before this session', { ...session, claims: { iat: Math.floor(Date.now() / 1000) - 600 } }],
  ])('%s', async (_name, event) => {
    const it = await watching();
    expect(await it.reported(await simulator.queueEvent(it.sid, event))).toBe('ack');
    expect(it.ended).toEqual([]);
    expect(it.log.lines.map(({ code }) => code)).toEqual(['EVENT_IGNORED']);
  });
});

describe('invalid events are refused by the codes of RFC 8935, and end nothing (invariant 5)', () => {
  test.each<[string, Partial<EventToQueue>, string]>([
    [
      'O4 a key that is not published',
      { token: (_token, tools) => tools.signWithUnpublishedKey(tools.claims, { typ: 'secevent+jwt' }) },
      'authentication_failed',
    ],
    [
      'O4 a key that is published for encryption',
      { token: (_token, tools) => tools.signWithEncryptionKey(tools.claims, { typ: 'secevent+jwt' }) },
      'invalid_key',
    ],
    ['O4 a kid that nobody published', { header: { kid: 'unknown' } }, 'invalid_key'],
    [
      'O4 its own key in the header',
      {
        token: (_token, tools) =>
          tools.signWithUnpublishedKey(tools.claims, {
            typ: 'secevent+jwt',
            kid: tools.unpublishedKid,
            jwk: tools.unpublishedPublicJwk,
          }),
      },
      'invalid_key',
    ],
    [
      'O4 HS256 with the public key as its secret',
      { token: (_token, tools) => tools.signWithHs256(tools.claims, { typ: 'secevent+jwt' }) },
      'authentication_failed',
    ],
    [
      'O4 not signed',
      { token: (_token, tools) => tools.unsecured(tools.claims, { typ: 'secevent+jwt' }) },
      'authentication_failed',
    ],
    [
      'changed after it was signed',
      { token: (token) => token.replace(/\.[^.]+\./, (part) => `${part.slice(0, -2)}A.`) },
      'authentication_failed',
    ],
    ['no token', { token: () => 'x' }, 'invalid_request'],
    ['another issuer', { claims: { iss: 'https://evil.example' } }, 'invalid_issuer'],
    ['another client', { claims: { aud: 'another' } }, 'invalid_audience'],
    ['delivered under another name', { deliveredAs: 'another-jti' }, 'invalid_request'],
    [
      'an ID token',
      { token: (_token, tools) => tools.sign({ ...tools.claims, events: undefined, nonce: 'n' }) },
      'invalid_request',
    ],
  ])('%s', async (_name, change, err) => {
    const it = await watching();
    expect(await it.reported(await simulator.queueEvent(it.sid, { ...session, ...change }))).toBe(err);
    expect(it.ended).toEqual([]);
    expect(it.log.lines).toMatchObject([{ level: 'warn', code: 'EVENT_REFUSED', fields: { reason: err } }]);
  });

  test('a good one beside them counts', async () => {
    const it = await watching({
      faults: { respond: { events: () => ({ status: 503, headers: { 'retry-after': '1' } }) } },
    });
    await simulator.queueEvent(it.sid, { ...session, claims: { aud: 'another' } });
    await simulator.queueEvent(it.sid, session);
    await simulator.queueEvent(it.sid, { ...session, token: () => 'x' });
    simulator.setFaults({});
    expect(await it.events.pollNow()).toBe('ended');
    expect(it.ended).toEqual(['providerEvent']);
  });
});

test('an event whose keys are out of reach is neither taken nor refused: it counts once they are back', async () => {
  const it = await watching({ faults: { respond: { jwks: () => ({ status: 503 }) } } });
  const jti = await simulator.queueEvent(it.sid, session);
  await vi.waitFor(() => expect(it.log.lines.map(({ code }) => code)).toContain('EVENTS_TROUBLE'), 5_000);
  expect(it.ended).toEqual([]);
  simulator.setFaults({});
  expect(await it.events.pollNow()).toBe('ended');
  expect(it.polls().flatMap(({ body }) => [...body.ack, ...Object.keys(body.setErrs)])).not.toContain(jti);
});

describe('401: the bearer is not taken', () => {
  test('is told once for each access token, ends nothing, and the next token is tried', async () => {
    const it = await watching();
    await vi.waitFor(() => expect(it.polls().length).toBe(1));
    it.use('a token that nobody gave');
    expect(await it.events.pollNow()).toBe('unauthorized');
    expect(await it.events.pollNow()).toBe('unauthorized');
    expect(it.unauthorized).toEqual(['a token that nobody gave']);
    it.use('another');
    expect(await it.events.pollNow()).toBe('unauthorized');
    expect(it.unauthorized.length).toBe(2);
    it.use(it.tokens.accessToken);
    expect(await it.events.pollNow()).toBe('nothing');
    expect(it.ended).toEqual([]);
  });

  test('after a log-out of its own, the queue of a session is shut', async () => {
    const it = await watching();
    await vi.waitFor(() => expect(it.polls().length).toBe(1));
    await it.party.post('/token/revoke', { token: it.tokens.refreshToken });
    expect(await it.events.pollNow()).toBe('unauthorized');
  });
});

test('what counts is the session as it is when the event comes: a step-up brought a sid', async () => {
  const it = await watching();
  it.change({ sids: [it.sid, 'sid-of-step-up'] });
  await simulator.queueEvent(it.sid, { ...session, claims: { sub_id: { format: 'opaque', id: 'sid-of-step-up' } } });
  await vi.waitFor(() => expect(it.ended).toEqual(['providerEvent']), 5_000);
});
