import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { parsePolicy } from '../../main/policy/load.ts';
import { developmentPolicy } from './development-policy.ts';
import {
  ACCESS_TOKEN_LIFETIME_S,
  PERSONA_IDS,
  ROLE_IDS,
  startSimulator,
  type EventToQueue,
  type Simulator,
} from './index.ts';
import { createRelyingParty, json, type Tokens } from './relying-party.ts';
import {
  isRefresh,
  lostRefreshReplies,
  refreshForAnotherPerson,
  refreshRefused,
  refreshWithoutIdToken,
} from './renewal-faults.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ topology: 'gateway', eventsHoldMs: 200 });
});
afterAll(() => simulator.close());
afterEach(() => {
  vi.useRealTimers();
  simulator.setFaults({});
  simulator.setRoles(generalPractitioner, undefined);
});

const { generalPractitioner, nurse } = PERSONA_IDS;
const event: EventToQueue = { how: 'caep', about: 'session' };

async function poll({ accessToken }: Pick<Tokens, 'accessToken'>, body: object = { returnImmediately: true }) {
  const response = await fetch(simulator.eventsUri ?? '', {
    method: 'POST',
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, ...(await json(response)) } as {
    readonly status: number;
    readonly headers: Headers;
    readonly sets: Readonly<Record<string, string>>;
    readonly moreAvailable: boolean;
  };
}

async function loggedIn(user: string = nurse) {
  const party = createRelyingParty(simulator);
  const tokens = await party.logIn(user, 'securityKey');
  return { party, tokens, sid: String(tokens.claims['sid']) };
}

describe('/events (RFC 8936)', () => {
  test('a session has its own queue; an event is delivered until it was acknowledged or refused', async () => {
    const [one, other] = [await loggedIn(), await loggedIn()];
    const jti = await simulator.queueEvent(one.sid, event);
    const second = await simulator.queueEvent(one.sid, event);
    expect(Object.keys((await poll(one.tokens)).sets)).toEqual([jti, second]);
    expect(Object.keys((await poll(one.tokens)).sets)).toEqual([jti, second]);
    expect((await poll(other.tokens)).sets).toEqual({});
    const told = { ack: [jti], setErrs: { [second]: { err: 'invalid_request' } }, returnImmediately: true };
    expect(await poll(one.tokens, told)).toMatchObject({ status: 200, sets: {}, moreAvailable: false });
  });

  test('maxEvents, and moreAvailable', async () => {
    const it = await loggedIn();
    const first = await simulator.queueEvent(it.sid, event);
    await simulator.queueEvent(it.sid, event);
    const answer = await poll(it.tokens, { maxEvents: 1, returnImmediately: true });
    expect([Object.keys(answer.sets), answer.moreAvailable]).toEqual([[first], true]);
    expect(await poll(it.tokens, { maxEvents: 0 })).toMatchObject({ sets: {}, moreAvailable: true });
  });

  test('a poll is held until there is an event, or for as long as was said', async () => {
    const it = await loggedIn();
    const before = performance.now();
    expect((await poll(it.tokens, {})).sets).toEqual({});
    expect(performance.now() - before).toBeGreaterThan(150);
    const waiting = poll(it.tokens, {});
    const jti = await simulator.queueEvent(it.sid, event);
    expect(Object.keys((await waiting).sets)).toEqual([jti]);
  });

  test('a bearer that nobody gave, that has expired, or whose session its own client ended: 401', async () => {
    const it = await loggedIn();
    const refused = await poll({ accessToken: 'x' });
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer error="invalid_token"']);
    const { party, tokens } = await loggedIn();
    await party.post('/token/revoke', { token: tokens.refreshToken });
    expect((await poll(tokens)).status).toBe(401);
    expect((await poll(it.tokens)).status).toBe(200);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ACCESS_TOKEN_LIFETIME_S.gateway * 1000 + 1 });
    expect((await poll(it.tokens)).status).toBe(401);
  });

  test('what is no poll: 400', async () => {
    const { tokens } = await loggedIn();
    const headers = { authorization: `Bearer ${tokens.accessToken}` };
    for (const init of [{ method: 'GET' }, { method: 'POST', body: 'x' }, { method: 'POST', body: '[]' }]) {
      expect((await fetch(simulator.eventsUri ?? '', { headers, ...init })).status).toBe(400);
    }
  });

  test('direct topology has none', async () => {
    const direct = await startSimulator({ topology: 'direct' });
    try {
      expect(direct.eventsUri).toBeUndefined();
      expect((await fetch(`${direct.issuer}/events`, { method: 'POST', body: '{}' })).status).toBe(404);
    } finally {
      await direct.close();
    }
  });

  test('close ends a poll that is held', async () => {
    const other = await startSimulator({ topology: 'gateway' });
    const { accessToken } = await createRelyingParty(other).logIn(nurse, 'securityKey');
    const headers = { authorization: `Bearer ${accessToken}` };
    const held = fetch(other.eventsUri ?? '', { method: 'POST', headers, body: '{}' });
    await vi.waitFor(() => expect(other.requests.at(-1)?.path).toContain('/events'));
    await Promise.all([expect(held).rejects.toThrow('fetch failed'), other.close()]);
  });
});

describe('endSession', () => {
  test.each(['caep', 'logoutToken'] as const)('%s: tokens, browser session and event', async (how) => {
    const [it, other] = [await loggedIn(), await loggedIn(generalPractitioner)];
    expect(await simulator.endSession(it.sid, { how })).toEqual([it.sid]);
    expect((await it.party.refresh(it.tokens.refreshToken)).body['error']).toBe('invalid_grant');
    expect((await it.party.userinfo(it.tokens.accessToken)).status).toBe(401);
    expect((await it.party.authorize()).kind, 'the browser is asked to log in').toBe('page');
    const [set = ''] = Object.values((await poll(it.tokens)).sets);
    expect(await it.party.verify(set)).toMatchObject(
      how === 'caep' ? { sub_id: { session: { format: 'opaque', id: it.sid } } } : { sid: it.sid, sub: nurse },
    );
    expect((await other.party.userinfo(other.tokens.accessToken)).status).toBe(200);
    expect(await simulator.endSession(it.sid, { how }), 'it is over already').toEqual([]);
  });

  test('by user id: all sessions of the person, and the event names no session', async () => {
    const [one, two] = [await loggedIn(), await loggedIn()];
    const ended = await simulator.endSession(nurse, { how: 'caep', initiatingEntity: 'user' });
    expect(ended).toEqual(expect.arrayContaining([one.sid, two.sid]));
    for (const { party, tokens } of [one, two]) {
      const [set = ''] = Object.values((await poll(tokens)).sets);
      expect(await party.verify(set)).toMatchObject({
        sub_id: { format: 'iss_sub', iss: simulator.issuer, sub: nurse },
        events: {
          'https://schemas.openid.net/secevent/caep/event-type/session-revoked': { initiating_entity: 'user' },
        },
      });
    }
    expect((await loggedIn()).tokens.status, 'a new log-in works').toBe(200);
  });
});

describe('what a test may do to a renewal', () => {
  test('setRoles: userinfo names only those that are held', async () => {
    const { party, tokens } = await loggedIn(generalPractitioner);
    const roles = async () =>
      ((await party.userinfo(tokens.accessToken)).body['nhsid_nrbac_roles'] as { person_roleid: string }[]).length;
    expect(await roles()).toBe(6);
    simulator.setRoles(generalPractitioner, [ROLE_IDS.clinicalAtWard]);
    expect(await roles()).toBe(1);
    simulator.setRoles(generalPractitioner, undefined);
    expect(await roles()).toBe(6);
  });

  test('B19 a lost reply: the token is used up, and its reuse ends the family', async () => {
    const { party, tokens } = await loggedIn();
    simulator.setFaults(lostRefreshReplies);
    await expect(party.refresh(tokens.refreshToken)).rejects.toThrow('fetch failed');
    simulator.setFaults({});
    expect((await party.userinfo(tokens.accessToken)).status).toBe(200);
    expect((await party.refresh(tokens.refreshToken)).body['error']).toBe('invalid_grant');
    expect((await party.userinfo(tokens.accessToken)).status).toBe(401);
  });

  test('the answers to userinfo and revocation can be lost as well', async () => {
    const { party, tokens } = await loggedIn();
    simulator.setFaults({ lose: { userinfo: () => 'drop', revocation: () => 'drop' } });
    await expect(party.userinfo(tokens.accessToken)).rejects.toThrow('fetch failed');
    await expect(party.post('/token/revoke', { token: tokens.refreshToken })).rejects.toThrow('fetch failed');
    simulator.setFaults({});
    expect((await party.userinfo(tokens.accessToken)).status).toBe(401);
  });

  test('a refusal uses nothing up, and log-ins go on', async () => {
    const { party, tokens } = await loggedIn();
    simulator.setFaults(refreshRefused(429, {}, { 'retry-after': '7' }));
    expect((await party.refresh(tokens.refreshToken)).status).toBe(429);
    expect((await loggedIn()).tokens.status).toBe(200);
    simulator.setFaults({});
    expect((await party.refresh(tokens.refreshToken)).status).toBe(200);
  });

  test('no ID token on refresh alone', async () => {
    simulator.setFaults(refreshWithoutIdToken);
    const { party, tokens } = await loggedIn();
    expect(tokens.idToken).not.toBe('');
    expect((await party.refresh(tokens.refreshToken)).body).not.toHaveProperty('id_token');
  });

  test('another person from the first refresh on', async () => {
    simulator.setFaults(refreshForAnotherPerson(generalPractitioner));
    const { party, tokens } = await loggedIn();
    expect([tokens.claims.sub, (await party.userinfo(tokens.accessToken)).body['sub']]).toEqual([nurse, nurse]);
    const refreshed = await party.refresh(tokens.refreshToken);
    expect(refreshed.claims.sub).toBe(generalPractitioner);
    expect((await party.userinfo(refreshed.accessToken)).body).toMatchObject({
      sub: generalPractitioner,
      name: 'Priya Sample',
    });
  });

  test('the ID token of log-in and refresh holds nhsid_useruid (gateway contract, b)', async () => {
    const { party, tokens } = await loggedIn();
    const refreshed = await party.refresh(tokens.refreshToken);
    expect([tokens, refreshed].map(({ claims }) => claims['nhsid_useruid'])).toEqual([nurse, nurse]);
    expect(simulator.requests.filter(isRefresh).length).toBeGreaterThan(0);
  });
});

test('the application takes a policy with the address of the events', () => {
  const policy = developmentPolicy(simulator, {
    provider: { eventsUri: simulator.eventsUri, rpInitiatedLogout: true },
  });
  const loaded = parsePolicy(JSON.stringify(policy), false);
  expect(loaded).toMatchObject({ ok: true, policy: { provider: { eventsUri: `${simulator.issuer}/events` } } });
});
