import { describe, expect, onTestFinished, test } from 'vitest';
import { PERSONA_IDS, startSimulator, type Faults } from '../simulator/index.ts';
import { steppedClock } from '../unit-support/system.ts';
import { hostWith } from '../vault/fake-world.ts';
import { computer, journeys, untilSo } from './journey-world.ts';
import { redirectTarget, wholeSession } from './whole-session.ts';

/** Log-out, in the whole session: what is on disk before what is on the wire, and what before anything opens. */
const world = journeys();
const { nurse, generalPractitioner } = PERSONA_IDS;

/** Logged in on a real disk, with a note of each revocation and each opened page as it goes out, and of the journal then. */
async function atHome(provider: object = {}, profile: 'personal' | 'shared' = 'personal') {
  const pc = computer(world);
  const order: string[] = [];
  const journal = () => `${String(pc.journal()?.['state'])}, ${String(pc.journal()?.['session'])}`;
  const it = await world.begin(
    { provider: { ...provider }, session: { profile } },
    {
      vault: pc.vault(profile),
      onSend: (url) => {
        if (url.endsWith('/token/revoke')) order.push(`revocation (${journal()})`);
      },
      onOpen: () => order.push(`the browser opens (${journal()})`),
    },
  );
  await it.logIn(nurse, 'microsoftAuthenticator');
  await it.when('home');
  order.length = 0;
  return { ...it, pc, order };
}

const dead = '(dead, over)';

describe('first the journal on disk, then the revocation, then whatever opens', () => {
  test('log-out: nothing opens', async () => {
    const it = await atHome();
    const exchanges = it.asked('/access_token').length;
    expect(it.gesture({ type: 'logOutRequested' })).toBe(true);
    expect(it.view(), 'the screen waits for nothing').toMatchObject({ kind: 'ended', reason: 'user' });
    await untilSo(() => it.asked('/token/revoke').length === 1, 'revoked');
    await untilSo(() => it.pc.store.entries.size === 0, 'deleted');
    expect(it.order).toEqual([`revocation ${dead}`]);
    expect(it.asked('/access_token'), 'nothing is asked for').toHaveLength(exchanges);
    expect(it.opened).toHaveLength(1);
    expect(it.asked('/token/revoke')[0]?.form).toMatchObject({ token_type_hint: 'refresh_token' });
    expect(it.audited).toEqual([]);
  });

  test('HAZ-07 log-out with a page of the provider', async () => {
    const it = await atHome({ rpInitiatedLogout: true });
    it.gesture({ type: 'logOutRequested' });
    await untilSo(() => it.opened.length === 2, 'opened');
    expect(it.order).toEqual([`revocation ${dead}`, `the browser opens ${dead}`]);
    await untilSo(() => {
      const view = it.view();
      return view.kind === 'ended' && view.browserLogin === 'askedToEnd';
    }, 'issue 6 line 1: the screen says so');
  });

  test.each(['personal', 'shared'] as const)('HAZ-02 "I am someone else", %s', async (profile) => {
    const it = await atHome({}, profile);
    it.gesture({ type: 'switchRequested' });
    await it.when('waitingForBrowser');
    expect(it.order).toEqual([`revocation ${dead}`, `the browser opens ${dead}`]);
  });

  test('lock', async () => {
    const it = await atHome();
    it.gesture({ type: 'lockRequested' });
    await untilSo(() => it.order.length > 0, 'revoked');
    expect(it.order).toEqual(['revocation (dead, locked)']);
  });

  test('an end that nobody asked for: nothing opens', async () => {
    const it = await atHome();
    world.time.sleep(13 * 3_600_000);
    it.power.emit('computerUnlocked');
    expect(it.view()).toMatchObject({ kind: 'ended', reason: 'absoluteLimit' });
    await untilSo(() => it.order.length > 0, 'revoked');
    expect(it.order).toEqual([`revocation ${dead}`]);
    expect(it.opened).toHaveLength(1);
  });

  test('B27 a keychain that hangs holds up neither the revocation nor the next person', async () => {
    const pc = computer(world);
    let hangs = false;
    const never = new Promise<never>(() => undefined);
    const host = hostWith(pc.store, {
      delete: () => (hangs ? never : Promise.resolve({ kind: 'answered', value: true })),
    });
    // Its patience has a clock of its own, which stands still until it is told.
    const clock = steppedClock(Date.now());
    const it = await world.begin({}, { vault: pc.vault('personal', { host, clock }) });
    await it.logIn(nurse, 'microsoftAuthenticator');
    await it.when('home');
    hangs = true;
    it.gesture({ type: 'switchRequested' });
    await it.when('waitingForBrowser');
    await untilSo(() => it.asked('/token/revoke').length === 1, 'revoked');
    it.gesture({ type: 'cancelRequested' });
    clock.advance(3_000);
    await untilSo(() => {
      const view = it.view();
      return view.kind === 'ended' && view.unconfirmed;
    }, 'HAZ-07 said');
  });
});

describe('the revoker', () => {
  test.each<[string, Faults]>([
    ['a provider that fails', { respond: { revocation: () => ({ status: 500 }) } }],
    ['a connection that breaks', { respond: { revocation: () => 'drop' } }],
  ])('tries twice and then says in the audit log that it is not confirmed: %s', async (_name, faults) => {
    const it = await atHome();
    world.simulator.setFaults(faults);
    it.gesture({ type: 'logOutRequested' });
    await untilSo(() => it.audited.length > 0, 'audited');
    expect(it.audited).toMatchObject([{ event: 'tokens.revocation', outcome: 'unconfirmed' }]);
    expect(it.asked('/token/revoke')).toHaveLength(2);
    expect(it.view(), 'that is for IT; the person is logged out here').toMatchObject({ kind: 'ended', reason: 'user' });
    await it.rest();
    expect(it.asked('/token/revoke'), 'and then it is dropped').toHaveLength(2);
  });

  test('one failure is made good by the second try', async () => {
    const it = await atHome();
    let tries = 0;
    world.simulator.setFaults({ respond: { revocation: () => (++tries === 1 ? { status: 503 } : undefined) } });
    it.gesture({ type: 'logOutRequested' });
    await untilSo(() => it.log.lines.some(({ code }) => code === 'TOKENS_REVOKED'), 'revoked');
    expect(it.audited).toEqual([]);
  });

  test('offline, too, and the person is logged out all the same', async () => {
    const it = await atHome();
    it.network.goDown();
    it.gesture({ type: 'logOutRequested' });
    await untilSo(() => it.audited.length > 0, 'audited');
    expect(it.pc.journal()).toMatchObject({ state: 'dead', session: 'over', reason: 'user' });
  });
});

describe('RP-initiated log-out', () => {
  test('HAZ-07 the address names the client, the session and nobody: no token is in it', async () => {
    const it = await atHome({ rpInitiatedLogout: true });
    const record = it.pc.store.entries.get('session');
    it.gesture({ type: 'logOutRequested' });
    await untilSo(() => it.opened.length === 2, 'opened');
    const link = it.opened[1] ?? '';
    expect(link, 'invariant 1: what stands in argv names nobody').toMatch(/^http:\/\/127\.0\.0\.1:\d+\/start\/[\w-]+$/);
    const url = new URL(await redirectTarget(link));
    expect(url.href.startsWith(`${world.simulator.issuer}/connect/endSession?`)).toBe(true);
    const query = Object.fromEntries(url.searchParams);
    expect(Object.keys(query).toSorted()).toEqual(['client_id', 'logout_hint', 'state']);
    expect(query['client_id']).toBe(world.simulator.clientId);
    expect(query['state']).toMatch(/^[\w-]{20,}$/);
    expect(record, 'its sid').toContain(JSON.stringify(query['logout_hint']));
    expect(url.href).not.toContain(nurse);
  });

  test('not where policy does not want it', async () => {
    const it = await atHome();
    it.gesture({ type: 'logOutRequested' });
    await untilSo(() => it.asked('/token/revoke').length === 1, 'revoked');
    await it.rest();
    expect(it.opened).toHaveLength(1);
  });

  test('not where the provider does not offer it', async () => {
    const without = await startSimulator({ topology: 'gateway', offersEndSession: false });
    onTestFinished(() => without.close());
    const { time } = world;
    const it = await wholeSession(without, { provider: { rpInitiatedLogout: true } }, { clock: time, http: time.http });
    await it.logIn(nurse, 'microsoftAuthenticator');
    await it.when('home');
    it.gesture({ type: 'logOutRequested' });
    await untilSo(() => it.log.lines.some(({ code }) => code === 'BROWSER_SESSION_NOT_ENDED'), 'said');
    expect(it.opened).toHaveLength(1);
    expect(it.view(), 'nothing is claimed that was not done').toMatchObject({ browserLogin: 'mayGoOn' });
    await it.session.quit();
  });

  test('B14 not at an end that nobody asked for', async () => {
    const it = await atHome({ rpInitiatedLogout: true });
    world.time.sleep(13 * 3_600_000);
    it.power.emit('computerUnlocked');
    expect(it.view()).toMatchObject({ kind: 'ended' });
    await untilSo(() => it.asked('/token/revoke').length === 1, 'revoked');
    await it.rest();
    expect(it.opened).toHaveLength(1);
  });
});

test('B28 the log-in after a log-out asks for a person, although the browser may still know one', async () => {
  const it = await atHome();
  expect(it.asked('/authorize')[0]?.query).not.toHaveProperty('prompt');
  it.gesture({ type: 'logOutRequested' });
  await it.logIn(generalPractitioner, 'securityKey');
  expect(await it.when('chooseRole')).toMatchObject({ who: { person: { userId: generalPractitioner } } });
  expect(it.asked('/authorize').at(-1)?.query['prompt']).toBe('login');
});
