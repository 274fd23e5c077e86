import { describe, expect, test } from 'vitest';
import { PERSONA_IDS, type RecordedRequest } from '../simulator/index.ts';
import { journeys, untilSo } from './journey-world.ts';

/** B21: a computer that slept, in the whole session. Timers stood still, time did not, and nobody knows what the network is now. */
const world = journeys('gateway', { eventsHoldMs: 60_000 });
const { nurse } = PERSONA_IDS;
const minuteMs = 60_000;

async function atHome(profile: 'personal' | 'shared' = 'personal') {
  const { eventsUri } = world.simulator;
  const it = await world.begin({ session: { profile }, provider: { eventsUri } });
  await it.logIn(nurse, 'securityKey');
  await it.when('home');
  await untilSo(() => it.asked('/events').length > 0, 'the provider’s events are listened for');
  return it;
}

type Journey = Awaited<ReturnType<typeof atHome>>;

function sleep(it: Journey, ms: number): void {
  it.power.emit('suspended');
  expect(it.view()).toEqual({ kind: 'blanked' });
  world.time.sleep(ms);
}

/** What a request was for, in a word. */
function nameOf({ path, form, body }: RecordedRequest): string {
  const end = path.split('/').at(-1) ?? '';
  if (end !== 'events') return form['grant_type'] ?? end;
  return body.includes('"returnImmediately":true') ? 'events now' : 'events';
}

describe('B21 after sleep inside the idle limit', () => {
  test('the provider’s events are asked at once, then whether the network is there, and only then is the token used', async () => {
    const it = await atHome();
    sleep(it, 12 * minuteMs);
    const before = it.everythingAsked().length;
    it.power.emit('resumed');
    await untilSo(() => it.log.lines.some(({ code }) => code === 'SESSION_RENEWED'), 'renewed');
    const since = it.everythingAsked().slice(before).map(nameOf);
    expect(since.filter((name) => name !== 'events')).toEqual([
      'events now',
      'openid-configuration',
      'refresh_token',
      'jwk_uri',
      'userinfo',
    ]);
    expect(it.view()).toMatchObject({ kind: 'home', who: { standing: { degraded: null } } });
    expect(it.opened).toHaveLength(1);
  });

  test.each([
    ['access is past', 12],
    ['the token is still good, and falls due later', 5],
  ])('B19 no token is put at risk before discovery answers: %s', async (_name, minutes) => {
    const it = await atHome();
    sleep(it, minutes * minuteMs);
    // The token endpoint would answer, and take the token: it is the network that is not to be trusted yet.
    world.simulator.setFaults({ respond: { discovery: () => 'drop' } });
    const asked = it.asked('/openid-configuration').length;
    it.power.emit('resumed');
    await it.passUntil(() => it.asked('/openid-configuration').length > asked + 3, 10 * minuteMs);
    expect(it.refreshes()).toEqual([]);
    expect(it.view().kind).toBe('home');
    world.simulator.setFaults({});
    await it.passUntil(() => it.refreshes().length > 0, 2 * minuteMs);
    await untilSo(() => it.log.lines.some(({ code }) => code === 'SESSION_RENEWED'), 'renewed');
    expect(it.refreshes()).toHaveLength(1);
  });

  test('offline: the screen is there again, says what does not work, and mends itself', async () => {
    const it = await atHome();
    sleep(it, 12 * minuteMs);
    it.network.goDown();
    it.power.emit('resumed');
    const degraded = () => {
      const view = it.view();
      return view.kind === 'home' ? view.who.standing.degraded?.cause : undefined;
    };
    await it.passUntil(() => degraded() === 'unreachable', minuteMs);
    expect(it.gesture({ type: 'actionPrepared', actionId: 'view-patient', input: {} })).toBe(true);
    expect(it.view()).toMatchObject({ kind: 'actionBlocked', missing: [{ kind: 'access' }] });
    it.network.comeBack();
    await it.passUntil(() => it.view().kind === 'actionDone', 2 * minuteMs);
    expect(it.view()).toMatchObject({ outcome: { kind: 'ok' } });
  });

  test('the gate is closed until the look around is over, which waits for an answer for 5 s at the most', async () => {
    const it = await atHome();
    sleep(it, minuteMs);
    world.simulator.setFaults({ respond: { events: () => 'hang' } });
    const polls = it.asked('/events').length;
    it.power.emit('resumed');
    await untilSo(() => it.asked('/events').length > polls, 'asked at once');
    expect(it.view().kind, 'the screen is there already').toBe('home');
    const prepare = () => it.gesture({ type: 'actionPrepared', actionId: 'view-patient', input: {} });
    world.time.pass(4_000);
    await it.rest();
    expect(prepare()).toBe(false);
    world.time.pass(1_000);
    await it.rest();
    expect(prepare()).toBe(true);
    expect(await it.when('actionDone')).toMatchObject({ outcome: { kind: 'ok' } });
  });

  test('an end at the provider meanwhile is the first thing that is heard, before any token is used', async () => {
    const it = await atHome();
    // Whatever was connected when it fell asleep is not when it wakes.
    it.network.goDown();
    sleep(it, 9 * minuteMs);
    await world.simulator.endSession(nurse, { how: 'caep' });
    it.network.comeBack();
    it.power.emit('resumed');
    expect(await it.when('ended')).toMatchObject({ reason: 'providerEvent' });
    expect(it.refreshes()).toEqual([]);
  });
});

describe('B21 HAZ-02 time asleep is time without anybody', () => {
  test('past the idle limit it is locked on the way up, and nothing is renewed', async () => {
    const it = await atHome();
    sleep(it, 16 * minuteMs);
    it.power.emit('resumed');
    expect(it.view()).toMatchObject({ kind: 'locked', reason: 'idle' });
    await untilSo(() => it.asked('/token/revoke').length === 1, 'given back');
    expect(it.refreshes()).toEqual([]);
    expect(it.vault.current()).toBeUndefined();
  });

  test('past the absolute limit it is over', async () => {
    const it = await atHome();
    sleep(it, 13 * 3_600_000);
    it.power.emit('resumed');
    expect(it.view()).toMatchObject({ kind: 'ended', reason: 'absoluteLimit' });
  });

  test('a shared terminal that goes to sleep is logged out before it does', async () => {
    const it = await atHome('shared');
    it.power.emit('suspended');
    expect(it.view()).toMatchObject({ kind: 'ended', reason: 'sleep' });
    await untilSo(() => it.asked('/token/revoke').length === 1, 'given back');
  });
});
