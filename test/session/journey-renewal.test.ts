import { describe, expect, test } from 'vitest';
import { ACCESS_TOKEN_LIFETIME_S, PERSONA_IDS } from '../simulator/index.ts';
import { isRefresh, refreshRefused } from '../simulator/renewal-faults.ts';
import { systemRandom } from '../unit-support/system.ts';
import { turn } from './busy.ts';
import { journeys, untilSo, type Journey } from './journey-world.ts';
import type { World } from './whole-session.ts';

/** Renewal at a gateway, in the whole session: when, how often, and what the person sees of it. */
const world = journeys();
const lifeMs = ACCESS_TOKEN_LIFETIME_S.gateway * 1000;
const { nurse, generalPractitioner } = PERSONA_IDS;

async function atHome(over: Partial<Pick<World<never>, 'random'>> = {}) {
  const it = await world.begin({}, over);
  await it.logIn(nurse, 'securityKey');
  await it.when('home');
  return { ...it, loggedInAtMs: loggedInAt(it) };
}

const loggedInAt = (it: Pick<Journey, 'asked'>) => it.asked('/access_token')[0]?.at ?? Number.NaN;
const soonest = { ...systemRandom, fraction: () => 0 };

/** Holds every answer to a refresh back until it is let go. */
function holdRefreshes(): { letGo(): void; arrived(): number } {
  const gate = Promise.withResolvers<undefined>();
  let arrived = 0;
  world.simulator.setFaults({
    respond: {
      token: (request) => {
        if (!isRefresh(request)) return undefined;
        arrived += 1;
        return gate.promise;
      },
    },
  });
  return { letGo: () => gate.resolve(undefined), arrived: () => arrived };
}

describe('when the access token has lived about 80 % of its life', () => {
  test.each([
    ['at the soonest', 0, 0.75],
    ['at the latest', 0.999_999, 0.85],
  ])('B14 it is renewed once, %s: the tokens rotate, the view stays, no browser opens', async (_, chance, share) => {
    const it = await atHome({ random: { ...systemRandom, fraction: () => chance } });
    const [before, record] = [it.view(), it.vault.current()];
    const views = it.seen.length;
    await it.passUntil(() => it.refreshes().length > 0, lifeMs);
    const [refresh] = it.refreshes();
    const aliveMs = (refresh?.at ?? 0) - it.loggedInAtMs;
    expect(aliveMs).toBeGreaterThan(share * lifeMs - 2_000);
    // The clock is real underneath: on a slow machine some of it passes beside the steps.
    expect(aliveMs).toBeLessThan(share * lifeMs + 10_000);

    await untilSo(() => it.vault.current()?.generation === (record?.generation ?? 0) + 1);
    await untilSo(() => it.log.lines.some(({ code }) => code === 'SESSION_RENEWED'));
    expect(refresh?.form['refresh_token']).toBe(record?.refreshToken);
    expect(it.vault.current()?.refreshToken).not.toBe(record?.refreshToken);
    expect(it.vault.current()?.facts).toEqual(record?.facts);
    const after = it.view();
    expect(after, 'nothing of it is to be seen').toEqual(before);
    expect(it.seen.slice(views)).toEqual([]);
    expect(it.opened).toHaveLength(1);
    expect(it.refreshes()).toHaveLength(1);
  });

  test('B18 while a refresh is under way none is begun, whatever falls due', async () => {
    const it = await atHome();
    const held = holdRefreshes();
    await it.passUntil(() => held.arrived() > 0, lifeMs);
    for (let minute = 0; minute < 12; minute += 1) {
      world.time.pass(60_000);
      await turn();
      it.gesture({ type: 'actionPrepared', actionId: 'view-patient', input: {} });
      it.gesture({ type: 'wentBack' });
    }
    expect(it.refreshes()).toHaveLength(1);
    held.letGo();
    await untilSo(() => it.log.lines.some(({ code }) => code === 'SESSION_RENEWED'));
    expect(it.refreshes()).toHaveLength(1);
    expect(it.opened).toHaveLength(1);
  });

  test('B18 the code of a step-up waits until a running refresh is over, and both count', async () => {
    const it = await world.begin();
    await it.logIn(nurse, 'microsoftAuthenticator');
    await it.when('home');
    const generation = it.vault.current()?.generation ?? 0;
    it.gesture({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
    const held = holdRefreshes();
    await it.passUntil(() => held.arrived() > 0, lifeMs);
    it.gesture({ type: 'stepUpRequested', again: false });
    const page = it.inBrowser(nurse, 'securityKey');
    await it.when('checkingLogin');
    const codes = () => it.asked('/access_token').filter((request) => !isRefresh(request));
    for (let turns = 0; turns < 50; turns += 1) await turn();
    expect(codes(), 'the log-in alone').toHaveLength(1);
    held.letGo();
    expect(await it.when('confirmAction')).toMatchObject({ who: { assurance: { level: 3 } } });
    expect(await page).toContain('Nothing has been sent yet');
    expect(codes()).toHaveLength(2);
    const [renewed, steppedUp] = [it.refreshes()[0]?.at ?? Infinity, codes()[1]?.at ?? 0];
    expect(renewed).toBeLessThanOrEqual(steppedUp);
    expect(it.vault.current()?.generation).toBe(generation + 2);
  });

  test('B18 no refresh is begun while a step-up is being checked, although it falls due', async () => {
    const it = await world.begin({}, { random: soonest });
    await it.logIn(nurse, 'microsoftAuthenticator');
    await it.when('home');
    await it.passUntil(() => world.time.wallMs() > loggedInAt(it) + 0.75 * lifeMs - 10_000, lifeMs);
    it.gesture({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
    it.gesture({ type: 'stepUpRequested', again: false });
    const gate = Promise.withResolvers<undefined>();
    world.simulator.setFaults({ respond: { token: (request) => (isRefresh(request) ? undefined : gate.promise) } });
    const page = it.inBrowser(nurse, 'securityKey');
    await it.when('checkingLogin');
    world.time.pass(20_000);
    for (let turns = 0; turns < 50; turns += 1) await turn();
    expect(it.refreshes(), 'it has been due for 10 s').toEqual([]);
    gate.resolve(undefined);
    await it.when('confirmAction');
    expect(await page).toContain('Nothing has been sent yet');
    expect(it.refreshes(), 'the tokens are new').toEqual([]);
  });
});

describe('while access is past and cannot be renewed', () => {
  test('B14 the session is degraded, an action waits for access and goes on by itself up to its confirmation', async () => {
    const it = await atHome();
    world.simulator.setFaults(refreshRefused(500));
    const isDegraded = () => {
      const view = it.view();
      return view.kind === 'home' && view.who.standing.degraded !== null;
    };
    await it.passUntil(isDegraded, lifeMs + 60_000);
    expect(it.view()).toMatchObject({ who: { standing: { degraded: { cause: 'unreachable' } } } });

    expect(it.gesture({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} })).toBe(true);
    expect(it.view()).toMatchObject({ kind: 'actionBlocked', missing: [{ kind: 'access' }] });
    world.simulator.setFaults({});
    await it.passUntil(() => it.view().kind === 'confirmAction', 120_000);
    const confirmed = it.view();
    expect(confirmed).toMatchObject({ who: { standing: { degraded: null } } });
    expect(it.audited, 'a confirmation is the person’s alone').toEqual([]);
    if (confirmed.kind !== 'confirmAction') throw new Error('not there');
    it.gesture({ type: 'actionConfirmed', confirmationId: confirmed.confirmationId });
    expect(await it.when('actionDone')).toMatchObject({ outcome: { kind: 'ok' } });
    expect(it.opened).toHaveLength(1);
  });

  test('B14 for hours: one retry a minute at the most, not one tab, and the person is told once', async () => {
    const it = await atHome();
    world.simulator.setFaults(refreshRefused(500));
    const from = it.seen.length;
    await it.passUntil(() => world.time.wallMs() - it.loggedInAtMs > 2 * 3_600_000, 3 * 3_600_000, 10_000);
    expect(it.view()).toMatchObject({ kind: 'home', who: { standing: { degraded: { cause: 'unreachable' } } } });
    expect(it.opened).toHaveLength(1);
    const told = it.seen
      .slice(from)
      .map((view) => view.kind === 'home' && view.who.standing.degraded !== null)
      .filter((isTold, at, all) => isTold !== all[at - 1]);
    expect(told).toEqual([true]);
    expect(it.refreshes().length).toBeGreaterThan(70);
    expect(it.refreshes().length).toBeLessThan(2 * 60 * 1.3);
  });

  test('a limit ends it all the same, and what was blocked is gone with it', async () => {
    const it = await world.begin({ session: { absoluteHours: 1 } });
    await it.logIn(generalPractitioner, 'securityKey');
    const { roles } = await it.when('chooseRole');
    it.gesture({ type: 'roleChosen', roleId: roles[0]?.id ?? '' });
    world.simulator.setFaults(refreshRefused(500));
    await it.passUntil(() => it.view().kind === 'ended', 3_700_000, 5_000);
    expect(it.view()).toMatchObject({ kind: 'ended', reason: 'absoluteLimit' });
    expect(it.vault.current()).toBeUndefined();
  });
});

test('a session is renewed until its idle limit and never past it, and no attention is asked for meanwhile', async () => {
  const it = await atHome();
  it.power.touched(undefined);
  await it.passUntil(() => it.view().kind === 'locked', 16 * 60_000);
  expect(it.view()).toMatchObject({ reason: 'idle' });
  expect(it.refreshes()).toHaveLength(1);
  const asked = it.everythingAsked().length;
  await untilSo(() => it.asked('/token/revoke').length === 1);
  await it.passUntil(() => world.time.wallMs() - it.loggedInAtMs > 3_600_000, 3_600_000, 15_000);
  expect(it.everythingAsked().length, 'the revocation alone').toBeLessThanOrEqual(asked + 1);
  expect(it.opened).toHaveLength(1);
});
