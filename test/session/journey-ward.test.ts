import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { PERSONA_IDS } from '../simulator/index.ts';
import { computer, freePort, journeys, untilSo } from './journey-world.ts';
import { backToApp, logInPage } from './whole-session.ts';

/** The ward drill below the window: one terminal, one browser, two people. A was here; B is now. */
const world = journeys();
const a = PERSONA_IDS.nurse;
const b = PERSONA_IDS.generalPractitioner;

/** A shared terminal whose registered port is always the same, so that an old tab finds whoever listens there now. */
async function terminal() {
  const pc = computer(world);
  const order: string[] = [];
  const it = await world.begin(
    { session: { profile: 'shared' }, provider: { redirectPorts: [await freePort()] } },
    {
      vault: pc.vault('shared'),
      onSend: (url) => url.endsWith('/token/revoke') && order.push('revocation'),
      onOpen: () => order.push('browser'),
    },
  );
  const revoked = () => it.asked('/token/revoke').map(({ form }) => form['token']);
  const codes = () => it.asked('/access_token').filter(({ form }) => form['grant_type'] === 'authorization_code');
  return { ...it, pc, order, revoked, codes, apiCalls: () => it.sent.filter((url) => url.includes('/FHIR/')) };
}
type Terminal = Awaited<ReturnType<typeof terminal>>;

/** @returns the address that the browser came back to, for when the tab is loaded again */
async function logInAs(it: Terminal, user: string): Promise<string> {
  await it.when('waitingForBrowser');
  const page = await logInPage(it.browser, it.opened.at(-1) ?? '');
  const left = await it.browser.submit(page, { user, authenticator: 'microsoftAuthenticator' });
  if (left.kind !== 'left') throw new Error('still at the provider');
  expect(await backToApp(left)).toContain('You are logged in');
  return left.location.href;
}

async function withA(): Promise<{ readonly it: Terminal; readonly callback: string }> {
  const it = await terminal();
  it.gesture({ type: 'loginRequested' });
  const callback = await logInAs(it, a);
  await it.when('home');
  it.order.length = 0;
  return { it, callback };
}

async function bTakesOver(it: Terminal): Promise<void> {
  it.gesture({ type: 'switchRequested' });
  await logInAs(it, b);
  const { roles } = await it.when('chooseRole');
  it.gesture({ type: 'roleChosen', roleId: roles[0]?.id ?? '' });
  await it.when('home');
}

function expectNothingOf(person: string, where: unknown): void {
  const text = JSON.stringify(where);
  expect(text).not.toContain(person);
  expect(text).not.toContain(world.nameOf(person));
}

/** Everything in the app's folder, and the keychain. */
function keptOn({ pc }: Terminal): unknown {
  const folder = path.dirname(pc.journalFile);
  const files = readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]);
  return { files, entries: [...pc.store.entries], calls: pc.store.calls };
}

describe('HAZ-01 HAZ-02 B28 invariant 7: the ward drill', () => {
  test('A logs in at AAL2 and walks away, B takes over, A’s tab is replayed, and A answers B’s step-up: refused', async () => {
    const { it, callback } = await withA();
    expect(it.gesture({ type: 'draftSaved', screenId: 'note', values: { text: 'A wrote this' } })).toBe(false);
    // A walks away: after a minute the screen says whose session it is.
    const waitedMs = await it.passUntil(() => {
      const view = it.view();
      return view.kind === 'home' && view.who.standing.showInUse;
    }, 120_000);
    expect(waitedMs).toBeGreaterThan(55_000);
    expect(waitedMs).toBeLessThan(65_000);
    expect(it.view()).toMatchObject({ who: { person: { name: world.nameOf(a) }, assurance: { level: 2 } } });

    // One gesture of B's.
    const from = it.seen.length;
    expect(it.gesture({ type: 'switchRequested' })).toBe(true);
    expect(it.view()).toEqual({ kind: 'openingBrowser', purpose: 'login', who: null });
    const waiting = await it.when('waitingForBrowser');
    expect(it.order, 'A’s session is being revoked before anything opens for B').toEqual(['revocation', 'browser']);
    await untilSo(() => it.revoked().length === 1, 'A’s tokens are given back');
    expect(it.pc.journal()).toMatchObject({ state: 'dead', session: 'over', reason: 'switchUser' });

    // A's tab is loaded again, while B is on the way.
    const spent = it.codes().length;
    const replayed = await fetch(callback);
    expect(replayed.status).toBe(409);
    expect(await replayed.text()).toContain('newer log-in');
    expect(it.view()).toEqual(waiting);
    expect(it.codes()).toHaveLength(spent);

    await logInAs(it, b);
    const { roles, who } = await it.when('chooseRole');
    expect(who.person.userId).toBe(b);
    it.gesture({ type: 'roleChosen', roleId: roles[0]?.id ?? '' });
    const home = await it.when('home');

    // And once more, when nobody listens there any more.
    await expect(fetch(callback)).rejects.toThrow('fetch failed');
    expect(it.view()).toEqual(home);

    // B steps up, and A answers, at AAL3.
    it.gesture({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
    it.gesture({ type: 'stepUpRequested', again: false });
    await it.when('waitingForBrowser');
    expectNothingOf(a, it.seen.slice(from));
    expect(await it.inBrowser(a, 'securityKey')).toContain('somebody else');
    expect(await it.when('otherPerson')).toMatchObject({ problem: { code: 'PERSON_MISMATCH' } });
    await untilSo(() => it.revoked().length === 2, 'what A answered with is given back');
    const backFrom = it.seen.length;
    it.gesture({ type: 'wentBack' });
    expect(it.view()).toMatchObject({ kind: 'home', who: { person: { userId: b }, assurance: { level: 2 } } });
    expectNothingOf(a, it.seen.slice(backFrom));

    expect(it.apiCalls(), 'nothing was sent').toEqual([]);
    expect(it.audited).toEqual([]);
    expect(it.asked('/authorize').map(({ query }) => query['prompt'])).toEqual(['login', 'login', undefined]);
    for (const person of [a, b]) {
      expectNothingOf(person, keptOn(it));
      expectNothingOf(person, it.log.lines);
    }
    expect(it.pc.store.calls.filter((call) => call.startsWith('set'))).toEqual([]);
  });

  test('a step-up that A left open in the browser ends with A’s session: its answer brings A nothing, and B no harm', async () => {
    const { it } = await withA();
    it.gesture({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
    it.gesture({ type: 'stepUpRequested', again: false });
    await it.when('waitingForBrowser');
    const left = await logInPage(it.browser, it.opened.at(-1) ?? '');
    // The worst case: the provider does not hear that A's session is over, so A may still answer there.
    world.simulator.setFaults({ respond: { revocation: () => 'drop' } });
    const from = it.seen.length;
    it.gesture({ type: 'switchRequested' });
    const waiting = await it.when('waitingForBrowser');
    const spent = it.codes().length;

    const answered = await it.browser.submit(left, { user: a, authenticator: 'securityKey' });
    expect(await backToApp(answered)).toContain('newer log-in');
    expect(it.view()).toEqual(waiting);
    expect(it.codes()).toHaveLength(spent);
    await logInAs(it, b);
    expect(await it.when('chooseRole')).toMatchObject({ who: { person: { userId: b } } });
    expectNothingOf(a, it.seen.slice(from));
    expect(it.audited).toMatchObject([{ event: 'tokens.revocation', outcome: 'unconfirmed' }]);
  });

  test('HAZ-06 the outcome of what A was sending goes to the audit log alone', async () => {
    const { it } = await withA();
    const gate = Promise.withResolvers<undefined>();
    world.simulator.setFaults({ respond: { api: () => gate.promise } });
    it.gesture({ type: 'actionPrepared', actionId: 'view-patient', input: {} });
    await untilSo(() => it.apiCalls().length === 1, 'sent');
    const from = it.seen.length;
    await bTakesOver(it);
    gate.resolve(undefined);
    await untilSo(() => it.audited.length === 2, 'audited');
    // Its bearer was revoked before the service looked at it, and the service said so.
    expect(it.audited[1]).toMatchObject({ event: 'action.finished', outcome: 'refused', userId: a });
    expect(it.view()).toMatchObject({ kind: 'home', who: { person: { userId: b } } });
    expect(it.seen.slice(from).map(({ kind }) => kind)).not.toContain('actionDone');
    expectNothingOf(a, it.seen.slice(from));
  });

  test('nobody takes over: it ends by itself, and the next start says nothing of anybody', async () => {
    const { it } = await withA();
    await it.passUntil(() => it.view().kind === 'ended', 6 * 60_000);
    expect(it.view()).toMatchObject({ reason: 'idle' });
    await untilSo(() => it.pc.journal()?.['reason'] === 'idle', 'on disk');
    const next = await world.begin({ session: { profile: 'shared' } }, { vault: it.pc.copy().vault('shared') });
    expect(next.view()).toMatchObject({ kind: 'ended', reason: 'idle' });
    expectNothingOf(a, next.seen);
    expectNothingOf(a, keptOn(it));
  });

  test('after B has logged out A is asked for, too: nobody gets in by what the browser knows', async () => {
    const { it } = await withA();
    await bTakesOver(it);
    it.gesture({ type: 'logOutRequested' });
    it.gesture({ type: 'loginRequested' });
    await it.when('waitingForBrowser');
    const page = await logInPage(it.browser, it.opened.at(-1) ?? '');
    expect(page.kind, 'the provider asks').toBe('page');
    expect(it.asked('/authorize').map(({ query }) => query['prompt'])).toEqual(['login', 'login', 'login']);
  });
});
