import { expect, test } from 'vitest';
import { ACCESS_TOKEN_LIFETIME_S, PERSONA_IDS } from '../simulator/index.ts';
import { journeys, untilSo } from './journey-world.ts';

/** Direct topology: there is no refresh token, so only a log-in by the person prolongs access, and it is theirs to begin. */
const world = journeys('direct');
const lifeMs = ACCESS_TOKEN_LIFETIME_S.direct * 1000;
const { nurse, generalPractitioner } = PERSONA_IDS;

async function atHome(provider: Readonly<Record<string, unknown>> = {}) {
  const it = await world.begin({ provider });
  await it.logIn(nurse, 'securityKey');
  await it.when('home');
  const standing = () => {
    const view = it.view();
    return 'who' in view ? (view.who?.standing ?? null) : null;
  };
  const offered = () => standing()?.loginOfferedUntilMs ?? null;
  return { ...it, standing, offered, record: it.vault.current() };
}

test('B14 a log-in is offered in the last 5 minutes; nothing opens by itself, then or after', async () => {
  const it = await atHome();
  const first = world.time.wallMs() + lifeMs;
  const waitedMs = await it.passUntil(() => it.offered() !== null, lifeMs, 20_000);
  expect(waitedMs).toBeGreaterThan(lifeMs - 330_000);
  expect(waitedMs).toBeLessThan(lifeMs - 270_000);
  expect(Math.abs((it.offered() ?? 0) - first)).toBeLessThan(5_000);
  expect(it.standing()?.degraded).toBeNull();

  await it.passUntil(() => it.standing()?.degraded !== null, lifeMs, 20_000);
  expect(it.standing()).toMatchObject({
    loginOfferedUntilMs: null,
    degraded: { cause: 'notRenewable', retryAtMs: null },
  });
  for (let tries = 0; tries < 5; tries += 1) {
    expect(it.gesture({ type: 'actionPrepared', actionId: 'view-patient', input: {} })).toBe(true);
    expect(it.view()).toMatchObject({ kind: 'actionBlocked', missing: [{ kind: 'access' }] });
    expect(it.gesture({ type: 'wentBack' })).toBe(true);
  }
  await it.passUntil(() => world.time.wallMs() > first + 600_000, lifeMs, 20_000);
  expect(it.refreshes()).toEqual([]);
  expect(it.opened).toHaveLength(1);
  expect(it.view().kind, 'inside its limits the session is still there').toBe('home');
});

test('B28 HAZ-01 a log-in by the same person prolongs access, and the person proved themselves for it', async () => {
  const it = await atHome();
  await it.passUntil(() => it.offered() !== null, lifeMs, 20_000);
  const before = it.standing()?.endsAtMs ?? Infinity;
  expect(it.gesture({ type: 'renewRequested' })).toBe(true);
  await it.inBrowser(nurse, 'securityKey');
  await it.when('home');
  expect(it.asked('/authorize').at(-1)?.query).toMatchObject({ prompt: 'login' });
  expect(it.offered()).toBeNull();
  expect(it.standing()?.endsAtMs, 'a new authentication has limits of its own').toBeGreaterThan(before);
  expect(it.vault.current()?.facts.authTimeSeconds).toBeGreaterThan(it.record?.facts.authTimeSeconds ?? Infinity);
  expect(it.vault.current()?.facts.person).toEqual(it.record?.facts.person);
  it.gesture({ type: 'actionPrepared', actionId: 'view-patient', input: {} });
  expect(await it.when('actionDone')).toMatchObject({ outcome: { kind: 'ok' } });
});

test('B28 a provider that answers from the browser’s session, although it was asked for a log-in, prolongs nothing', async () => {
  const it = await atHome();
  await it.passUntil(() => it.offered() !== null, lifeMs, 20_000);
  it.gesture({ type: 'renewRequested' });
  world.simulator.setFaults({ idTokenClaims: { auth_time: it.record?.facts.authTimeSeconds } });
  await it.inBrowser(nurse, 'securityKey');
  expect(await it.when('attemptFailed')).toMatchObject({ problem: { code: 'AUTH_TIME_STALE' } });
  expect(it.gesture({ type: 'wentBack' })).toBe(true);
  expect(it.vault.current()).toEqual(it.record);
  expect(it.offered()).not.toBeNull();
});

test('where policy lets the browser’s session answer, the same person needs no hand, and no limit moves', async () => {
  const it = await atHome({ renewPrompt: 'omit' });
  await it.passUntil(() => it.offered() !== null, lifeMs, 20_000);
  const endsAtMs = it.standing()?.endsAtMs;
  expect(it.gesture({ type: 'renewRequested' })).toBe(true);
  await it.inBrowser(nurse, 'securityKey');
  await it.when('home');
  expect(it.asked('/authorize').at(-1)?.query).not.toHaveProperty('prompt');
  expect(it.offered()).toBeNull();
  expect(it.standing()?.endsAtMs).toBe(endsAtMs);
  expect(it.vault.current()?.facts.authTimeSeconds).toBe(it.record?.facts.authTimeSeconds);
});

test('B28 HAZ-01 a log-in by another person is refused: their tokens are given back, and the session is what it was', async () => {
  const it = await atHome();
  await it.passUntil(() => it.offered() !== null, lifeMs, 20_000);
  const offered = it.offered();
  it.gesture({ type: 'renewRequested' });
  expect(await it.inBrowser(generalPractitioner, 'securityKey')).toContain('somebody else');
  const { problem } = await it.when('otherPerson');
  expect(problem.code).toBe('PERSON_MISMATCH');
  expect(it.log.lines.map(({ code }) => code)).toContain('PERSON_MISMATCH');
  await untilSo(() => it.asked('/token/revoke').length === 1, 'given back');
  expect(it.gesture({ type: 'wentBack' })).toBe(true);
  expect(it.view()).toMatchObject({ kind: 'home', who: { person: { userId: nurse } } });
  expect(it.offered()).toBe(offered);
  expect(it.vault.current()).toEqual(it.record);
  it.gesture({ type: 'actionPrepared', actionId: 'view-patient', input: {} });
  expect(await it.when('actionDone'), 'the tokens of the session were not harmed').toMatchObject({
    outcome: { kind: 'ok' },
  });
});

test('the provider takes the token no more before its time: access is past, and that is all', async () => {
  const it = await atHome();
  world.simulator.setFaults({ respond: { userinfo: () => ({ status: 401 }) } });
  await it.passUntil(() => it.standing()?.degraded !== null, 5 * 60_000);
  expect(it.view()).toMatchObject({ kind: 'home', who: { standing: { degraded: { cause: 'notRenewable' } } } });
  expect(it.opened).toHaveLength(1);
});
