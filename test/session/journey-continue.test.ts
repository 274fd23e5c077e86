import { describe, expect, test } from 'vitest';
import { PERSONA_IDS, type Faults } from '../simulator/index.ts';
import {
  isRefresh,
  lostRefreshReplies,
  refreshForAnotherPerson,
  refreshRefused,
  refreshWithoutIdToken,
} from '../simulator/renewal-faults.ts';
import { computer, journeys, untilSo, type Computer } from './journey-world.ts';

/** Continue after restart: two runs of the whole app on one computer, with a real disk and a keychain that outlive the first. */
const world = journeys();
const { nurse, generalPractitioner } = PERSONA_IDS;
const minuteMs = 60_000;

type Authenticator = 'microsoftAuthenticator' | 'securityKey';

async function running(authenticator: Authenticator = 'microsoftAuthenticator', session: object = {}) {
  const pc = computer(world);
  const it = await world.begin({ session: { ...session } }, { vault: pc.vault('personal') });
  await it.logIn(nurse, authenticator);
  const home = await it.when('home');
  expect(home.memoryOnly).toBeNull();
  expect(pc.journal()).toMatchObject({ state: 'live', session: 'open' });
  return { it, pc, home };
}

/** Somebody worked, and closed the app. */
async function quit(authenticator?: Authenticator) {
  const { it, pc, home } = await running(authenticator);
  await it.session.quit();
  return { pc, home };
}

const start = (pc: Computer, session: object = {}, deviceId?: string) =>
  world.begin({ session: { ...session } }, { vault: pc.vault('personal', { ...(deviceId && { deviceId }) }) });

type Run = Awaited<ReturnType<typeof start>>;

/** Out, for this reason, with nothing left that any start could use. */
async function expectOut(run: Run, pc: Computer, reason: string) {
  expect(await run.when('ended')).toMatchObject({ reason, unconfirmed: false });
  await untilSo(() => pc.store.entries.size === 0, 'the record is deleted');
  await untilSo(() => pc.journal()?.['state'] === 'dead', 'the journal says so');
  expect(run.opened).toEqual([]);
  const next = await start(pc.copy());
  expect(next.view().kind).not.toBe('restorable');
}

describe('what a start offers', () => {
  test('name and role, and nothing is asked of the network before the click', async () => {
    const { pc, home } = await quit();
    const run = await start(pc);
    expect(run.view()).toMatchObject({
      kind: 'restorable',
      name: world.nameOf(nurse),
      role: home.who.role,
      loggedInAtMs: home.who.assurance.confirmedAtMs,
      endsAtMs: home.who.standing.endsAtMs,
      continuing: false,
      problem: null,
    });
    world.time.pass(5 * minuteMs);
    await run.rest();
    expect(run.sent).toEqual([]);
    expect(JSON.stringify(run.view())).not.toContain(nurse);
  });

  test('a run that died, rather than being quit, may be continued just so', async () => {
    const { pc } = await running();
    const run = await start(pc.copy());
    expect(run.view()).toMatchObject({ kind: 'restorable' });
  });
});

describe('after the click', () => {
  test.each([
    ['microsoftAuthenticator', 2],
    ['securityKey', 3],
  ] as const)('the session goes on with the auth_time and level of its log-in: %s', async (authenticator, level) => {
    const { pc, home } = await quit(authenticator);
    world.time.pass(10 * minuteMs);
    const run = await start(pc);
    expect(run.gesture({ type: 'continueRequested' })).toBe(true);
    expect(run.gesture({ type: 'continueRequested' }), 'one is enough').toBe(false);
    const { who } = await run.when('home');
    expect(who.assurance).toEqual({ ...home.who.assurance, level });
    expect(who.standing.endsAtMs).toBe(home.who.standing.endsAtMs);
    expect(who.role).toEqual(home.who.role);
    expect(run.refreshes()).toHaveLength(1);
    expect(run.opened).toEqual([]);
    expect(pc.journal()).toMatchObject({ state: 'live', session: 'open' });

    run.gesture({ type: 'actionPrepared', actionId: 'view-patient', input: {} });
    expect(await run.when('actionDone')).toMatchObject({ outcome: { kind: 'ok' } });
  });

  test('HAZ-05 a level that nobody vouches for any more is the lower one', async () => {
    const { pc } = await quit('securityKey');
    world.simulator.setFaults(refreshWithoutIdToken);
    const run = await start(pc);
    run.gesture({ type: 'continueRequested' });
    expect(await run.when('home')).toMatchObject({ who: { assurance: { level: 2 } } });
  });

  test('offline it stays as it is and says why, and works once there is a network', async () => {
    const { pc } = await quit();
    const run = await start(pc);
    run.network.goDown();
    run.gesture({ type: 'continueRequested' });
    await untilSo(() => {
      const view = run.view();
      return view.kind === 'restorable' && view.problem !== null;
    });
    expect(run.view()).toMatchObject({ continuing: false, problem: { code: 'PROVIDER_NAME_UNKNOWN' } });
    expect(pc.journal(), 'nothing was spent').toMatchObject({ state: 'live' });
    run.network.comeBack();
    run.gesture({ type: 'continueRequested' });
    await run.when('home');
  });

  test('an ID token that claims a later log-in does not make it later', async () => {
    const { pc, home } = await quit();
    world.simulator.setFaults({
      idTokenClaims: (claims) => ({ ...claims, auth_time: Math.floor(Date.now() / 1000) }),
    });
    world.time.pass(10 * minuteMs);
    const run = await start(pc);
    run.gesture({ type: 'continueRequested' });
    const { who } = await run.when('home');
    expect(who.assurance.confirmedAtMs).toBe(home.who.assurance.confirmedAtMs);
    expect(who.standing.endsAtMs).toBe(home.who.standing.endsAtMs);
  });

  test('a provider that was too busy to look has taken nothing: it may be tried again, also after another restart', async () => {
    const { pc } = await quit();
    world.simulator.setFaults(refreshRefused(503));
    const run = await start(pc);
    run.gesture({ type: 'continueRequested' });
    await untilSo(() => {
      const view = run.view();
      return view.kind === 'restorable' && view.problem !== null;
    });
    expect(pc.journal()).toMatchObject({ state: 'live' });
    await run.session.quit();
    world.simulator.setFaults({});
    const next = await start(pc);
    expect(next.view().kind).toBe('restorable');
    next.gesture({ type: 'continueRequested' });
    await next.when('home');
  });

  test('B19 a lost reply is followed by one more try, and then by a calm log-in', async () => {
    const { pc } = await quit();
    world.simulator.setFaults(lostRefreshReplies);
    const run = await start(pc);
    run.gesture({ type: 'continueRequested' });
    await untilSo(() => {
      const view = run.view();
      return view.kind === 'restorable' && view.problem !== null;
    });
    world.simulator.setFaults({});
    run.gesture({ type: 'continueRequested' });
    await expectOut(run, pc, 'interrupted');
    expect(run.refreshes()).toHaveLength(2);
  });

  test('B28 whoever says "I am someone else" while it is being continued is not logged in by what arrives late', async () => {
    const { pc } = await quit();
    const gate = Promise.withResolvers<undefined>();
    world.simulator.setFaults({ respond: { token: () => gate.promise } });
    const run = await start(pc);
    run.gesture({ type: 'continueRequested' });
    await untilSo(() => run.refreshes().length === 1, 'asked');
    expect(run.gesture({ type: 'switchRequested' })).toBe(true);
    await run.when('waitingForBrowser');
    gate.resolve(undefined);
    await untilSo(() => run.asked('/token/revoke').length === 1, 'the late tokens are given back');
    expect(run.view().kind).toBe('waitingForBrowser');
    await untilSo(() => pc.store.entries.size === 0, 'deleted');
    expect(pc.journal()).toMatchObject({ state: 'dead', session: 'over' });
  });
});

describe('out, with the reason', () => {
  test('it was ended at the provider meanwhile', async () => {
    const { pc } = await quit();
    await world.simulator.endSession(nurse, { how: 'caep' });
    const run = await start(pc);
    run.gesture({ type: 'continueRequested' });
    await expectOut(run, pc, 'revoked');
  });

  const level = (value: string): Faults => ({
    idTokenClaims: (claims, request) =>
      isRefresh(request) ? { ...claims, authentication_assurance_level: value } : claims,
  });
  test.each<[string, Authenticator, Faults]>([
    ['HAZ-01 B28 another person', 'microsoftAuthenticator', refreshForAnotherPerson(generalPractitioner)],
    ['HAZ-05 a higher level than that of the log-in', 'microsoftAuthenticator', level('3')],
    ['HAZ-05 a lower level', 'securityKey', level('2')],
    [
      'a lower identity level',
      'securityKey',
      {
        idTokenClaims: (claims, request) =>
          isRefresh(request) ? { ...claims, id_assurance_level: '2', idassurancelevel: '2' } : claims,
      },
    ],
  ])('%s: the tokens are given back', async (_name, authenticator, faults) => {
    const { pc } = await quit(authenticator);
    world.simulator.setFaults(faults);
    const run = await start(pc);
    run.gesture({ type: 'continueRequested' });
    await expectOut(run, pc, 'error');
    await untilSo(() => run.asked('/token/revoke').length === 1, 'given back');
    expect(JSON.stringify(run.seen)).not.toContain(generalPractitioner);
  });

  test('HAZ-04 the role was withdrawn meanwhile', async () => {
    const { pc } = await quit();
    world.simulator.setRoles(nurse, []);
    const run = await start(pc);
    run.gesture({ type: 'continueRequested' });
    await expectOut(run, pc, 'roleWithdrawn');
    await untilSo(() => run.asked('/token/revoke').length === 1, 'given back');
  });

  test('HAZ-02 the idle limit was over before the start: nothing is offered', async () => {
    const { pc } = await quit();
    world.time.pass(16 * minuteMs);
    const run = await start(pc);
    await expectOut(run, pc, 'idle');
    expect(run.sent).toEqual([]);
  });

  test('HAZ-02 the idle limit is over while it is offered', async () => {
    const { pc } = await quit();
    const run = await start(pc);
    expect(run.view().kind).toBe('restorable');
    world.time.pass(16 * minuteMs);
    await expectOut(run, pc, 'idle');
  });

  test('the absolute limit is over, however busy its person was', async () => {
    const { it, pc } = await running('microsoftAuthenticator', { absoluteHours: 1 });
    const endsAtMs = Number(pc.journal()?.['endsAtMs']);
    await it.passUntil(() => endsAtMs - world.time.wallMs() < 5 * minuteMs, 3_600_000, minuteMs);
    await it.session.quit();
    world.time.pass(6 * minuteMs);
    const run = await start(pc, { absoluteHours: 1 });
    await expectOut(run, pc, 'absoluteLimit');
  });

  test('B23 HAZ-09 the clock was set back', async () => {
    const { pc } = await quit();
    world.time.setWall(-60 * minuteMs);
    try {
      const run = await start(pc);
      await expectOut(run, pc, 'clock');
      expect(run.sent).toEqual([]);
    } finally {
      world.time.setWall(60 * minuteMs);
    }
  });

  test('B26 a record of another device that roamed here is deleted, and nothing is said of it', async () => {
    const { pc } = await quit();
    const elsewhere = computer(world, pc.store);
    const run = await start(elsewhere, {}, 'another-device');
    expect(run.view()).toEqual({ kind: 'loggedOut' });
    await untilSo(() => pc.store.entries.size === 0, 'deleted');
    expect(run.sent).toEqual([]);
    expect((await start(pc)).view(), 'the session of the first device is gone with it').toMatchObject({
      kind: 'ended',
      reason: 'interrupted',
    });
  });

  test('a record of another device with this journal is none either', async () => {
    const { pc } = await quit();
    const run = await start(pc, {}, 'another-device');
    await expectOut(run, pc, 'interrupted');
  });

  test('B18 a start that finds a token being spent does not use it', async () => {
    const { it, pc } = await running();
    const gate = Promise.withResolvers<undefined>();
    world.simulator.setFaults({ respond: { token: () => gate.promise } });
    await it.passUntil(() => it.refreshes().length > 0, 10 * minuteMs);
    expect(pc.journal()).toMatchObject({ state: 'spending' });
    const after = pc.copy();
    gate.resolve(undefined);
    const run = await start(after);
    await expectOut(run, after, 'interrupted');
    expect(run.sent).toEqual([]);
  });

  test('B28 "I am someone else": the record is deleted, and the log-in asks for a person', async () => {
    const { pc } = await quit();
    const run = await start(pc);
    expect(run.gesture({ type: 'switchRequested' })).toBe(true);
    expect(run.view()).toMatchObject({ kind: 'openingBrowser', purpose: 'login', who: null });
    await run.when('waitingForBrowser');
    await untilSo(() => pc.store.entries.size === 0, 'deleted');
    expect(pc.journal()).toMatchObject({ state: 'dead', session: 'over', reason: 'switchUser' });
    await run.inBrowser(generalPractitioner, 'securityKey');
    await run.when('chooseRole');
    expect(run.asked('/authorize').map(({ query }) => query['prompt'])).toEqual(['login']);
  });
});

describe('never offered, whenever the app dies', () => {
  test('a session that was locked', async () => {
    const { it, pc } = await running();
    it.gesture({ type: 'lockRequested' });
    await untilSo(() => pc.journal()?.['session'] === 'locked' && pc.store.entries.size === 0, 'on disk');
    const run = await start(pc.copy());
    expect(run.view()).toMatchObject({ kind: 'ended', reason: 'interrupted' });
    expect(JSON.stringify(run.seen)).not.toContain(world.nameOf(nurse));
  });

  test('a session that was locked when the app was quit', async () => {
    const { it, pc } = await running();
    it.gesture({ type: 'lockRequested' });
    await it.session.quit();
    expect((await start(pc)).view()).toEqual({ kind: 'loggedOut' });
  });

  test('a session that was logged out', async () => {
    const { it, pc } = await running();
    it.gesture({ type: 'logOutRequested' });
    await untilSo(() => pc.journal()?.['session'] === 'over' && pc.store.entries.size === 0, 'on disk');
    expect((await start(pc.copy())).view()).toEqual({ kind: 'loggedOut' });
  });

  test('a session whose person had not chosen a role', async () => {
    const pc = computer(world);
    const it = await world.begin({}, { vault: pc.vault('personal') });
    await it.logIn(generalPractitioner, 'securityKey');
    await it.when('chooseRole');
    const run = await start(pc.copy());
    expect(run.view()).toMatchObject({ kind: 'ended', reason: 'interrupted' });
    await it.session.quit();
    expect((await start(pc)).view()).toEqual({ kind: 'loggedOut' });
  });
});
