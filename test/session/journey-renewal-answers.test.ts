import { describe, expect, test } from 'vitest';
import { ACCESS_TOKEN_LIFETIME_S, PERSONA_IDS, type Faults } from '../simulator/index.ts';
import { isRefresh, lostRefreshReplies, refreshForAnotherPerson, refreshRefused } from '../simulator/renewal-faults.ts';
import { journeys, untilSo } from './journey-world.ts';

/** The rows of `session.md`, "Tokens", end to end: what each answer to a refresh does to the session and to its tokens. */
const world = journeys();
const lifeMs = ACCESS_TOKEN_LIFETIME_S.gateway * 1000;
const { nurse, generalPractitioner } = PERSONA_IDS;
const html = '<!doctype html><h1>Sign in to the proxy</h1>';

async function atHome(profile: 'personal' | 'shared' = 'personal') {
  const it = await world.begin({ session: { profile } });
  await it.logIn(nurse, 'securityKey');
  await it.when('home');
  const noted = (code: string) => it.log.lines.some((line) => line.code === code);
  return { ...it, noted, record: it.vault.current() };
}

/** As on a ward: the app is touched all the while, or the idle limit would come first. */
function touch(it: Awaited<ReturnType<typeof atHome>>): boolean {
  return it.gesture({ type: 'activityNoted', inputAtMs: world.time.wallMs() });
}

describe('B20 try later: the session stays as it is, and the same token is good once the provider is', () => {
  test.each<[string, Faults, string]>([
    ['500', refreshRefused(500), 'PROVIDER_FAILED'],
    ['502 with a page', refreshRefused(502, html, { 'content-type': 'text/html' }), 'PROVIDER_FAILED'],
    ['200 with a page', refreshRefused(200, html, { 'content-type': 'text/html' }), 'PROVIDER_BAD_ANSWER'],
    ['408', refreshRefused(408), 'PROVIDER_FAILED'],
    [
      'a connection that breaks',
      { respond: { token: (request) => (isRefresh(request) ? 'drop' : undefined) } },
      'PROVIDER_UNREACHABLE',
    ],
  ])('%s', async (_name, faults, code) => {
    const it = await atHome();
    const before = it.view();
    world.simulator.setFaults(faults);
    await it.passUntil(() => it.noted(code), lifeMs);
    expect(it.view()).toEqual(before);
    expect(it.vault.current()).toEqual(it.record);
    world.simulator.setFaults({});
    const waitedMs = await it.passUntil(() => it.noted('SESSION_RENEWED'), lifeMs);
    expect(waitedMs, 'about 5 s').toBeLessThan(15_000);
    const used = it.refreshes().map(({ form }) => form['refresh_token']);
    expect(used).toEqual([it.record?.refreshToken, it.record?.refreshToken]);
    // B19: whether the network is there at all is asked before the token is put at risk again.
    const paths = it.everythingAsked().map((request) => request.path.split('/').at(-1));
    const [first, second] = [paths.indexOf('access_token', 1), paths.lastIndexOf('access_token')];
    expect(paths.slice(first + 1, second)).toContain('openid-configuration');
    expect(it.opened).toHaveLength(1);
  });

  test('429 is asked again no sooner than its Retry-After says', async () => {
    const it = await atHome();
    world.simulator.setFaults(refreshRefused(429, {}, { 'retry-after': '120' }));
    await it.passUntil(() => it.noted('PROVIDER_FAILED'), lifeMs);
    world.simulator.setFaults({});
    await it.passUntil(() => it.refreshes().length > 1, lifeMs);
    const [refused, taken] = it.refreshes().map(({ at }) => at);
    expect((taken ?? 0) - (refused ?? 0)).toBeGreaterThanOrEqual(120_000);
    expect((taken ?? 0) - (refused ?? 0)).toBeLessThan(135_000);
    await untilSo(() => it.noted('SESSION_RENEWED'));
  });
});

test('B20 invalid_client: it is not asked again, IT is told, and the session lasts as long as its token', async () => {
  const it = await atHome();
  world.simulator.setFaults(refreshRefused(401, { error: 'invalid_client' }));
  await it.passUntil(() => it.noted('TOKEN_REQUEST_REFUSED'), lifeMs);
  world.simulator.setFaults({});
  expect(it.view()).toMatchObject({ kind: 'home', who: { standing: { degraded: null } } });
  await it.passUntil(() => {
    const view = it.view();
    return view.kind === 'home' && view.who.standing.degraded !== null;
  }, lifeMs);
  expect(it.view()).toMatchObject({ who: { standing: { degraded: { cause: 'cannotRenew', retryAtMs: null } } } });
  await it.passUntil(() => world.time.wallMs() > (it.refreshes()[0]?.at ?? Infinity) + lifeMs, lifeMs);
  expect(it.refreshes()).toHaveLength(1);

  expect(it.gesture({ type: 'renewRequested' }), 'a log-in is the way on').toBe(true);
  await it.inBrowser(nurse, 'securityKey');
  expect(await it.when('home')).toMatchObject({ who: { standing: { degraded: null } } });
});

test('HAZ-05 a renewal is no authentication: it makes the level no higher and the log-in no later', async () => {
  const it = await world.begin();
  await it.logIn(nurse, 'microsoftAuthenticator');
  const home = await it.when('home');
  world.simulator.setFaults({
    idTokenClaims: (claims, request) =>
      isRefresh(request)
        ? { ...claims, authentication_assurance_level: '3', auth_time: Math.floor(Date.now() / 1000) }
        : claims,
  });
  await it.passUntil(() => it.log.lines.some(({ code }) => code === 'SESSION_RENEWED'), lifeMs);
  const view = it.view();
  expect(view.kind === 'home' && view.who).toEqual(home.who);
  expect(it.gesture({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} })).toBe(true);
  expect(it.view()).toMatchObject({ kind: 'actionBlocked', missing: [{ kind: 'level', required: 3, actual: 2 }] });
});

describe('what ends the session', () => {
  test('B20 invalid_grant, and nothing but it', async () => {
    const it = await atHome();
    const [sid] = await world.simulator.endSession(nurse, { how: 'caep' });
    expect(sid).toBe(it.record?.facts.sid);
    await it.passUntil(() => it.view().kind === 'ended', lifeMs);
    expect(it.view()).toMatchObject({ reason: 'revoked', workLost: false });
    expect(it.vault.current()).toBeUndefined();
  });

  test('HAZ-01 B28 tokens of another person: never adopted, and given back', async () => {
    const it = await atHome();
    world.simulator.setFaults(refreshForAnotherPerson(generalPractitioner));
    await it.passUntil(() => it.view().kind === 'ended', lifeMs);
    expect(it.view()).toMatchObject({ reason: 'error' });
    expect(it.vault.current()).toBeUndefined();
    expect(JSON.stringify(it.seen)).not.toContain(generalPractitioner);
    await untilSo(() => it.asked('/token/revoke').length === 2);
    const revoked = it.asked('/token/revoke').map(({ form }) => form['token']);
    expect(revoked).toContain(it.record?.refreshToken);
    expect(new Set(revoked).size, 'the other person’s, too').toBe(2);
  });

  test('HAZ-04 a role that was withdrawn: the tokens that said so are revoked', async () => {
    const it = await atHome();
    world.simulator.setRoles(nurse, []);
    // Userinfo would say so within a minute; here the renewal is what says it.
    world.simulator.setFaults({
      respond: { userinfo: () => (it.refreshes().length > 0 ? undefined : { status: 503 }) },
    });
    await it.passUntil(() => it.view().kind === 'ended', lifeMs);
    expect(it.view()).toMatchObject({ reason: 'roleWithdrawn' });
    expect(it.refreshes()).toHaveLength(1);
    await untilSo(() => it.asked('/token/revoke').length === 1);
    expect(it.asked('/token/revoke')[0]?.form['token']).not.toBe(it.record?.refreshToken);
  });
});

describe('B18 B19 the reply to a rotation is lost, and the token is refused when it is used again', () => {
  test('HAZ-08 personal: locked, nobody is blamed, and what was typed comes back to the same person', async () => {
    const it = await atHome();
    const values = { note: 'half a sentence' };
    it.gesture({ type: 'draftSaved', screenId: 'consultation', values });
    world.simulator.setFaults(lostRefreshReplies);
    await it.passUntil(() => it.noted('PROVIDER_UNREACHABLE'), lifeMs);
    expect(it.view()).toMatchObject({ kind: 'home' });
    world.simulator.setFaults({});
    await it.passUntil(() => it.view().kind === 'locked', lifeMs);
    expect(it.view()).toMatchObject({ reason: 'renewalLost', workKept: true, name: world.nameOf(nurse) });
    expect(it.vault.current()).toBeUndefined();
    expect(it.refreshes(), 'one try after it was known that the network is there').toHaveLength(2);
    expect(it.session.readDraft('consultation'), 'not while it is locked').toBeNull();
    expect(it.opened).toHaveLength(1);

    it.gesture({ type: 'unlockRequested' });
    await it.inBrowser(nurse, 'securityKey');
    expect(await it.when('home')).toMatchObject({ who: { person: { userId: nurse } } });
    expect(it.session.readDraft('consultation')).toEqual(values);
  });

  test('shared: ended as interrupted, and the next person begins from nothing', async () => {
    const it = await atHome('shared');
    world.simulator.setFaults(lostRefreshReplies);
    await it.passUntil(() => touch(it) && it.noted('PROVIDER_UNREACHABLE'), lifeMs);
    world.simulator.setFaults({});
    await it.passUntil(() => touch(it) && it.view().kind === 'ended', lifeMs);
    expect(it.view()).toMatchObject({ reason: 'interrupted' });
    expect(it.vault.current()).toBeUndefined();
  });
});
