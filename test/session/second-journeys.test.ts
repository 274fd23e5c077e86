import net, { type AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { PERSONA_IDS, startSimulator, type Simulator } from '../simulator/index.ts';
import { backToApp, logInPage, wholeSession, type WholeSession } from './whole-session.ts';

/** What happens to a session when the browser comes back a second time: step-up, unlock, and old answers played again. */
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ topology: 'gateway' });
});
afterAll(() => simulator.close());
afterEach(() => simulator.setFaults({}));

const requestsTo = (path: string) => simulator.requests.filter((request) => request.path.endsWith(path));

/** The code, the id that screen and log have in common, and its line in the log. */
function expectProblem(it: WholeSession, code: string) {
  const view = it.view();
  if (!('problem' in view) || view.problem === null) throw new Error(`no problem: ${JSON.stringify(view)}`);
  expect(view.problem.code).toBe(code);
  const { correlationId } = view.problem;
  expect(it.log.lines).toContainEqual(
    expect.objectContaining({ code, fields: expect.objectContaining({ correlationId }) }),
  );
}

describe('a step-up is refused, and the session stays what it was', () => {
  async function steppingUp() {
    const it = await wholeSession(simulator);
    await it.logIn(PERSONA_IDS.nurse, 'microsoftAuthenticator');
    await it.when('home');
    const before = it.vault.current();
    it.gesture({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
    it.gesture({ type: 'stepUpRequested', again: false });
    return { ...it, before };
  }

  test('HAZ-01 another person answers', async () => {
    const it = await steppingUp();
    expect(await it.inBrowser(PERSONA_IDS.generalPractitioner, 'securityKey')).toContain('somebody else');
    await it.when('otherPerson');
    expectProblem(it, 'PERSON_MISMATCH');
    expect(it.vault.current()).toEqual(it.before);
    it.gesture({ type: 'wentBack' });
    expect(it.view()).toMatchObject({ kind: 'home', who: { person: { userId: PERSONA_IDS.nurse } } });
    expect(it.audited).toEqual([]);
  });

  test('AAL2 after asking for AAL3 is not enough', async () => {
    const it = await steppingUp();
    simulator.setFaults({ idTokenClaims: { authentication_assurance_level: '2' } });
    expect(await it.inBrowser(PERSONA_IDS.nurse, 'securityKey')).toContain('not strong enough');
    await it.when('insufficient');
    expectProblem(it, 'LEVEL_TOO_LOW');
    expect(it.vault.current()).toEqual(it.before);
    it.gesture({ type: 'wentBack' });
    expect(it.view()).toMatchObject({ kind: 'home', who: { assurance: { level: 2 } } });
  });

  test('AAL3 from long ago is not enough; a new log-in, asked for by the person, is', async () => {
    const it = await steppingUp();
    const longAgo = Math.floor(Date.now() / 1000) - 901;
    simulator.setFaults({ idTokenClaims: { auth_time: longAgo } });
    await it.inBrowser(PERSONA_IDS.nurse, 'securityKey');
    await it.when('insufficient');
    expectProblem(it, 'AUTH_TIME_STALE');
    expect(requestsTo('/authorize').at(-1)?.query).not.toHaveProperty('prompt');
    simulator.setFaults({});
    expect(it.gesture({ type: 'stepUpRequested', again: true })).toBe(true);
    await it.inBrowser(PERSONA_IDS.nurse, 'securityKey');
    expect(requestsTo('/authorize').at(-1)?.query['prompt']).toBe('login');
    expect(await it.when('confirmAction')).toMatchObject({ who: { assurance: { level: 3 } } });
    expect(it.audited, 'nothing has been sent').toEqual([]);
  });
});

describe('an unlock', () => {
  test('HAZ-01 by another person is refused: it stays locked, nothing is stored, and the person it was can unlock', async () => {
    const it = await wholeSession(simulator);
    await it.logIn(PERSONA_IDS.nurse, 'microsoftAuthenticator');
    await it.when('home');
    it.gesture({ type: 'lockRequested' });
    await expect.poll(() => it.vault.current()).toBeUndefined();
    it.gesture({ type: 'unlockRequested' });
    expect(await it.inBrowser(PERSONA_IDS.generalPractitioner, 'microsoftAuthenticator')).toContain('somebody else');
    await it.when('otherPerson');
    expectProblem(it, 'PERSON_MISMATCH');
    expect(it.vault.current()).toBeUndefined();
    it.gesture({ type: 'wentBack' });
    const { name } = await it.when('locked');
    expect(name).toBe(simulator.personas.find(({ id }) => id === PERSONA_IDS.nurse)?.name);
    it.gesture({ type: 'unlockRequested' });
    await it.inBrowser(PERSONA_IDS.nurse, 'microsoftAuthenticator');
    expect(await it.when('home')).toMatchObject({ who: { person: { userId: PERSONA_IDS.nurse } } });
  });

  test('with the provider failing stays locked, says so, and can be tried again', async () => {
    const it = await wholeSession(simulator);
    await it.logIn(PERSONA_IDS.nurse, 'microsoftAuthenticator');
    await it.when('home');
    it.gesture({ type: 'lockRequested' });
    simulator.setFaults({ respond: { token: () => ({ status: 500 }) } });
    it.gesture({ type: 'unlockRequested' });
    await it.inBrowser(PERSONA_IDS.nurse, 'microsoftAuthenticator');
    await it.when('attemptFailed');
    expectProblem(it, 'PROVIDER_FAILED');
    it.gesture({ type: 'wentBack' });
    await it.when('locked');
    simulator.setFaults({});
    it.gesture({ type: 'unlockRequested' });
    await it.inBrowser(PERSONA_IDS.nurse, 'microsoftAuthenticator');
    await it.when('home');
  });
});

describe('B15 an old callback is played again: no token call, no change', () => {
  const codesSpent = () =>
    requestsTo('/access_token').filter(({ form }) => form['grant_type'] === 'authorization_code');

  /** The registered port is what makes a replay reach a later attempt at all. */
  async function loggedIn() {
    const port = await freePort();
    const fixed = { provider: { redirectPorts: [port] } };
    const it = await wholeSession(simulator, fixed);
    it.gesture({ type: 'loginRequested' });
    await it.when('waitingForBrowser');
    const page = await logInPage(it.browser, it.opened.at(-1) ?? '');
    const left = await it.browser.submit(page, { user: PERSONA_IDS.nurse, authenticator: 'microsoftAuthenticator' });
    if (left.kind !== 'left') throw new Error('still at the provider');
    expect(await backToApp(left)).toContain('You are logged in');
    await it.when('home');
    return { it, callback: left.location.href, fixed };
  }

  test('after the end: nobody listens', async () => {
    const { it, callback } = await loggedIn();
    const [view, spent] = [it.view(), codesSpent().length];
    await expect
      .poll(() =>
        fetch(callback).then(
          () => 'open',
          () => 'closed',
        ),
      )
      .toBe('closed');
    expect(it.view()).toEqual(view);
    expect(codesSpent()).toHaveLength(spent);
  });

  test('into a step-up on the same port, and after a restart: polite pages', async () => {
    const { it, callback, fixed } = await loggedIn();
    it.gesture({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
    it.gesture({ type: 'stepUpRequested', again: false });
    const waiting = await it.when('waitingForBrowser');
    const spent = codesSpent().length;
    const replayed = await fetch(callback);
    expect(replayed.status).toBe(409);
    expect(await replayed.text()).toContain('newer log-in');
    expect(it.view()).toEqual(waiting);
    it.gesture({ type: 'cancelRequested' });

    const restarted = await wholeSession(simulator, fixed);
    restarted.gesture({ type: 'loginRequested' });
    await restarted.when('waitingForBrowser');
    const unknown = await fetch(callback);
    expect(unknown.status).toBe(400);
    expect(restarted.view()).toMatchObject({
      kind: 'waitingForBrowser',
      notice: { code: 'CALLBACK_STATE_MISMATCH' },
    });
    expect(codesSpent()).toHaveLength(spent);
    restarted.gesture({ type: 'cancelRequested' });
  });
});

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
