import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parsePolicy } from '../../main/policy/load.ts';
import type { Policy } from '../../main/policy/schema.ts';
import type { Gesture } from '../../main/session/events.ts';
import { createRenewableSession, type RenewableSession } from '../../main/session/renewable-session.ts';
import type { Session } from '../../main/session/session.ts';
import { unconfiguredSession } from '../../main/session/unconfigured.ts';
import type { SessionView } from '../../preload/session-view.ts';
import { developmentPolicy } from '../simulator/development-policy.ts';
import { PERSONA_IDS, startSimulator, type Simulator } from '../simulator/index.ts';
import { machine, policy } from './fixtures.ts';
import { wholeSession } from './whole-session.ts';

/** Issue 7 line 1: "changes apply without restart where safe, else after log-out"; `session.md`, "Races". */
const patience = { timeout: 15_000 };
const tooOld = { code: 'APP_TOO_OLD', detail: 'x', correlationId: 'synthetic', atMs: 0 } as const;

let here: Simulator;
let there: Simulator;
beforeAll(async () => {
  [here, there] = await Promise.all([startSimulator({ topology: 'gateway' }), startSimulator({ topology: 'gateway' })]);
});
afterAll(() => Promise.all([here.close(), there.close()]));

function policyFor(simulator: Simulator, over: object = {}): Policy {
  const loaded = parsePolicy(JSON.stringify({ ...developmentPolicy(simulator), ...over }), false);
  if (!loaded.ok) throw new Error(loaded.detail);
  return loaded.policy;
}

async function withPeople(next: () => Promise<{ readonly session: Session }>) {
  const first = await wholeSession(here);
  let made = 0;
  const session = createRenewableSession({
    first: first.session,
    make: async () => {
      made += 1;
      return (await next()).session;
    },
    failed: (error) => {
      throw error;
    },
  });
  session.start();
  const kind = () => session.view().kind;
  return { first, session, kind, made: () => made };
}

describe('issue 7 line 1: a policy that changes, over real sockets', () => {
  test('a limit reaches the session that is there; nothing else of it changes', async () => {
    const it = await withPeople(() => wholeSession(here));
    await it.first.logIn(PERSONA_IDS.nurse, 'microsoftAuthenticator');
    await expect.poll(it.kind, patience).toBe('home');
    const before = it.session.view();
    const session = { profile: 'personal', idleMinutes: 1 };
    it.session.policyChanged({ policy: policyFor(here, { session }), mayLogIn: true });
    const now = it.session.view();
    expect(now.kind).toBe('home');
    expect(standingOf(now)).not.toEqual(standingOf(before));
    expect(it.made(), 'somebody is logged in').toBe(0);
    it.session.gesture({ type: 'logOutRequested' });
    expect(it.kind()).toBe('ended');
    it.session.gesture({ type: 'wentBack' });
    await expect.poll(it.made, patience).toBe(1);
    await it.session.quit();
  });

  test('another provider ends the session with the reason, and the next log-in goes to that one', async () => {
    let second: Awaited<ReturnType<typeof wholeSession>> | undefined;
    const it = await withPeople(async () => (second = await wholeSession(there)));
    await it.first.logIn(PERSONA_IDS.nurse, 'microsoftAuthenticator');
    await expect.poll(it.kind, patience).toBe('home');
    it.session.policyChanged({ policy: policyFor(there), mayLogIn: true });
    expect(it.session.view()).toMatchObject({ kind: 'ended', reason: 'policy' });
    expect(it.made(), 'the reason has not been read').toBe(0);

    const opened = it.first.opened.length;
    expect(it.session.gesture({ type: 'loginRequested' })).toBe(true);
    await expect.poll(it.kind, patience).toBe('waitingForBrowser');
    await second?.inBrowser(PERSONA_IDS.nurse, 'microsoftAuthenticator');
    await expect.poll(it.kind, patience).toBe('home');
    expect(it.first.opened.length, 'the provider of before was not asked').toBe(opened);
    await it.session.quit();
  });

  test('without a policy the session ends, and then the screen says why; with one again, people can log in', async () => {
    const screens: { readonly session: Session }[] = [{ session: unconfiguredSession(tooOld) }];
    const it = await withPeople(async () => screens.shift() ?? (await wholeSession(here)));
    await it.first.logIn(PERSONA_IDS.nurse, 'microsoftAuthenticator');
    await expect.poll(it.kind, patience).toBe('home');
    it.session.policyChanged({ policy: undefined, mayLogIn: false });
    expect(it.session.view()).toMatchObject({ kind: 'ended', reason: 'policy' });
    it.session.gesture({ type: 'loginRequested' });
    await expect.poll(it.kind, patience).toBe('setupProblem');
    it.session.policyChanged({ policy: policyFor(here), mayLogIn: true });
    await expect.poll(it.kind, patience).toBe('loggedOut');
    await it.session.quit();
  });
});

describe('issue 7 line 2: below minimumVersion', () => {
  test('whoever is logged in goes on; nobody logs in after them', async () => {
    const it = await withPeople(async () => ({ session: unconfiguredSession(tooOld) }));
    await it.first.logIn(PERSONA_IDS.nurse, 'microsoftAuthenticator');
    await expect.poll(it.kind, patience).toBe('home');
    it.session.policyChanged({ policy: policyFor(here), mayLogIn: false });
    expect(it.kind()).toBe('home');
    // For another person's log-in the first half is done, and the second is not.
    it.session.gesture({ type: 'switchRequested' });
    expect(it.session.view()).toMatchObject({ kind: 'ended' });
    const opened = it.first.opened.length;
    it.session.gesture({ type: 'loginRequested' });
    await expect.poll(it.kind, patience).toBe('setupProblem');
    expect(it.first.opened.length).toBe(opened);
  });

  test('a log-in that has begun is given up', async () => {
    const it = await withPeople(async () => ({ session: unconfiguredSession(tooOld) }));
    it.session.gesture({ type: 'loginRequested' });
    await expect.poll(it.kind, patience).toBe('waitingForBrowser');
    it.session.policyChanged({ policy: policyFor(here), mayLogIn: false });
    await expect.poll(it.kind, patience).toBe('setupProblem');
  });
});

describe('the hand-over from one session to the next', () => {
  function doubled(kind: SessionView['kind']) {
    const order: string[] = [];
    const quit = Promise.withResolvers<void>();
    const gestures: Gesture[] = [];
    const first: Session = {
      ...unconfiguredSession(tooOld),
      view: () => ({ kind }) as SessionView,
      gesture: (gesture) => gestures.push(gesture) > 0,
      quit: async () => {
        order.push('quit');
        await quit.promise;
      },
    };
    const session: RenewableSession = createRenewableSession({
      first,
      make: async () => {
        order.push('made');
        return { ...unconfiguredSession(tooOld), start: (how) => void order.push(`started ${JSON.stringify(how)}`) };
      },
      failed: () => order.push('failed'),
    });
    return { order, quit, gestures, session };
  }

  test('the one before is done with the journal first; whoever comes next logs in anew', async () => {
    const it = doubled('loggedOut');
    it.session.start();
    it.session.policyChanged({ policy: policy(), mayLogIn: true });
    expect(it.order).toEqual(['quit']);
    expect(it.session.gesture({ type: 'continueRequested' }), 'nothing is taken meanwhile').toBe(false);
    it.quit.resolve();
    await expect.poll(() => it.order).toEqual(['quit', 'made', 'started {"forceLogin":true}']);
  });

  test.each<SessionView['kind']>([
    'home',
    'locked',
    'ended',
    'confirmAction',
    'waitingForBrowser',
    'starting',
    'blanked',
  ])('not while there is something to lose or to read: %s', (kind) => {
    const it = doubled(kind);
    it.session.start();
    it.session.policyChanged({ policy: policy(), mayLogIn: true });
    expect(it.order).toEqual([]);
  });

  test('a change that comes before the start is not lost', () => {
    const it = doubled('loggedOut');
    it.session.policyChanged({ policy: policy(), mayLogIn: true });
    expect(it.order).toEqual([]);
    it.session.start();
    expect(it.order).toEqual(['quit']);
  });
});

describe('the machine', () => {
  test('after a hand-over the first log-in is a new one, whatever the browser remembers', () => {
    const it = machine();
    it.put({ type: 'started', forceLogin: true });
    it.put({ type: 'vaultOpened', opened: { kind: 'nothing' } });
    const effects = it.put({ type: 'loginRequested' });
    expect(effects).toMatchObject([{ type: 'beginAttempt', request: { prompt: 'login' } }]);
  });

  test('a policy that is withdrawn ends a session, and gives up an attempt of nobody yet', () => {
    const active = machine();
    active.logIn();
    active.put({ type: 'policyWithdrawn' });
    expect(active.where).toBe('out policy');
    const out = machine();
    out.start();
    out.put({ type: 'loginRequested' });
    const attemptId = out.attemptId();
    expect(out.put({ type: 'policyWithdrawn' })).toEqual([
      { type: 'endAttempt', attemptId, page: { kind: 'cancelled' } },
    ]);
  });
});

function standingOf(view: SessionView): unknown {
  return 'who' in view ? view.who?.standing : undefined;
}
