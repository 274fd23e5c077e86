import { describe, expect, test } from 'vitest';
import {
  clinicRole,
  hourMs,
  machine,
  minuteMs,
  policy,
  secondMs,
  signPrescription,
  startMs,
  types,
  viewPatient,
  wardRole,
} from './fixtures.ts';

/** Both rows of `session.md`, "Races", that speak of a policy; design section 5, "Policy keys". */
type Machine = ReturnType<typeof machine>;
type Over = Parameters<typeof policy>[0];

function active(over: Over = {}): Machine {
  const it = machine(policy(over));
  it.logIn({ lifeSeconds: 86_400 });
  return it;
}

const grounds: readonly (readonly [string, Over])[] = [
  ['issuer', { provider: { issuer: 'https://q' } }],
  ['clientId', { provider: { clientId: 'other' } }],
  ['scopes', { scopes: ['openid'] }],
  ['redirectPorts', { provider: { redirectPorts: [4_000] } }],
  ['redirectPath', { provider: { redirectPath: '/other' } }],
  ['eventsUri', { provider: { eventsUri: 'https://p/events' } }],
  ['profile', { profile: 'shared' }],
];

describe('Policy change during an attempt', () => {
  test.each(grounds)('`provider`, `profile`, `redirect*` changed: cancel and end: %s', (_name, over) => {
    const it = active();
    it.stepUp();
    const attemptId = it.attemptId();
    const effects = it.changePolicy(policy(over));
    expect(effects).toContainEqual({ type: 'endAttempt', attemptId, page: { kind: 'cancelled' } });
    expect([it.where, it.state.attempt.kind]).toEqual(['out policy', 'none']);
  });

  test.each(grounds)('a log-in of nobody yet is cancelled, and no session has ended: %s', (_name, over) => {
    const it = machine();
    it.start();
    it.put({ type: 'loginRequested' });
    const attemptId = it.attemptId();
    expect(it.changePolicy(policy(over))).toEqual([{ type: 'endAttempt', attemptId, page: { kind: 'cancelled' } }]);
    expect([it.where, it.state.attempt.kind]).toEqual(['out', 'none']);
  });

  test.each<[string, () => Machine]>([
    ['locked', () => lockedMachine()],
    ['restorable', () => offered()],
    ['choosingRole', () => choosing()],
  ])('with or without an attempt: %s', (_name, begin) => {
    const it = begin();
    it.changePolicy(policy({ profile: 'shared' }));
    expect(it.where).toBe('out policy');
  });

  test('others: the request is what it was', () => {
    const it = active();
    it.stepUp();
    const { attempt } = it.state;
    it.changePolicy(policy({ assurance: { maxAgeSeconds: 60 }, session: { idleMinutes: 5 } }));
    expect(it.state.attempt).toEqual(attempt);
  });

  test('others: the stricter at adoption', () => {
    const it = active();
    it.stepUp();
    it.changePolicy(policy({ assurance: { minimumIdentityLevel: 4 } }));
    it.answer({ level: 3 });
    const effects = it.saved();
    expect(it.view).toMatchObject({ kind: 'attemptFailed', problem: { code: 'IDENTITY_LEVEL_TOO_LOW' } });
    expect(types(effects), 'the record of before takes the place of the one that was written').toEqual([
      'endAttempt',
      'raiseWindow',
      'saveRecord',
    ]);
    expect(effects).toContainEqual(expect.objectContaining({ type: 'note', code: 'IDENTITY_LEVEL_TOO_LOW' }));
  });

  const stricterAction = (requirement: object) =>
    policy({ actions: [viewPatient, { ...signPrescription, requirement }] });

  test('HAZ-05 others: the stricter at the gate: a shorter maxAge counts for an action that waits', () => {
    const it = machine();
    it.logIn({ level: 3 });
    it.put({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
    const { view } = it;
    if (view.kind !== 'confirmAction') throw new Error(view.kind);
    it.changePolicy(stricterAction({ levels: [3], maxAgeSeconds: 60 }));
    it.advance(61 * secondMs);
    it.put({ type: 'actionConfirmed', confirmationId: view.confirmationId });
    expect(it.view).toMatchObject({ kind: 'actionBlocked', missing: [{ kind: 'freshness', maxAgeSeconds: 60 }] });
  });

  test('a longer one does not', () => {
    const it = machine(stricterAction({ levels: [3], maxAgeSeconds: 60 }));
    it.logIn({ level: 3 });
    it.put({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
    const { view } = it;
    if (view.kind !== 'confirmAction') throw new Error(view.kind);
    it.changePolicy(policy());
    it.advance(61 * secondMs);
    it.put({ type: 'actionConfirmed', confirmationId: view.confirmationId });
    expect(it.view.kind).toBe('actionBlocked');
  });

  test('an action that has become sensitive while it was recorded is not sent at level 2', () => {
    const it = active();
    it.put({ type: 'actionPrepared', actionId: 'view-patient', input: {} });
    const { requestId } = it.lastEffect('recordIntent').intent;
    it.changePolicy(policy({ actions: [{ ...viewPatient, requirement: { levels: [3] } }, signPrescription] }));
    expect(types(it.put({ type: 'intentRecorded', requestId }))).toEqual([]);
    expect(it.view).toMatchObject({ kind: 'actionBlocked', action: { sensitive: true }, missing: [{ kind: 'level' }] });
  });

  test('nor one that policy has taken away: back to the screen, nothing sent', () => {
    const it = active();
    it.put({ type: 'actionPrepared', actionId: 'view-patient', input: {} });
    const { requestId } = it.lastEffect('recordIntent').intent;
    it.changePolicy(policy({ actions: [signPrescription] }));
    expect(it.view.kind).toBe('home');
    expect(types(it.put({ type: 'intentRecorded', requestId }))).toEqual([]);
    expect(it.put({ type: 'actionPrepared', actionId: 'view-patient', input: {} })).toBeUndefined();
  });

  test('HAZ-06 one that is being sent is under way: its outcome is told', () => {
    const it = active();
    const requestId = it.send();
    it.changePolicy(policy({ actions: [signPrescription] }));
    it.answered(requestId);
    expect(it.view.kind).toBe('actionDone');
  });
});

describe('Policy shortens a limit already passed', () => {
  test('60 s warning, then end `policy`: absolute', () => {
    const it = active({ session: { absoluteHours: 12 } });
    for (let minutes = 0; minutes < 120; minutes += 10) it.tick(10 * minuteMs, { idleMs: secondMs });
    it.changePolicy(policy({ session: { absoluteHours: 1 } }));
    expect(it.standing.warning).toMatchObject({ cause: 'policy', atMs: it.nowMs + minuteMs });
    expect(it.standing.warning?.leadsTo).toBe('loggedOut');
    expect(it.standing.endsAtMs, 'and that is what is shown').toBe(it.nowMs + minuteMs);
    it.tick(minuteMs - 1);
    expect(it.where).toBe('active');
    it.ring();
    expect(it.where).toBe('out policy');
  });

  test('60 s warning, then end `policy`: idle; nothing that anybody does prolongs it', () => {
    const it = active();
    it.tick(8 * minuteMs);
    it.changePolicy(policy({ session: { idleMinutes: 5 } }));
    expect(it.standing.warning).toMatchObject({ cause: 'policy', atMs: it.nowMs + minuteMs });
    it.put({ type: 'stayRequested', inputAtMs: it.nowMs });
    it.stepUp();
    it.answer({ level: 3 });
    it.saved();
    expect(it.standing.warning, 'a step-up resets no limit').toMatchObject({ cause: 'policy' });
    it.tick(minuteMs);
    expect(it.where).toBe('out policy');
  });

  test.each<[string, () => Machine, Over, string]>([
    ['locked', () => lockedMachine(), { session: { absoluteHours: 1 } }, 'locked user'],
    ['restorable', () => offered(), { session: { absoluteHours: 1 } }, 'restorable'],
    ['choosingRole', () => choosing(), { session: { absoluteHours: 1 } }, 'choosingRole'],
  ])('also %s', (_name, begin, over, before) => {
    const it = begin();
    it.tick(minuteMs, { idleMs: 0 });
    it.changePolicy(policy(over));
    expect(it.where).toBe(before);
    it.tick(minuteMs);
    expect(it.where).toBe('out policy');
  });

  test('HAZ-02 the limit of before does not move later by it', () => {
    const absolute = active({ session: { absoluteHours: 2 } });
    for (let minutes = 0; minutes < 119; minutes += 7) absolute.tick(7 * minuteMs, { idleMs: secondMs });
    absolute.tick(30 * secondMs, { idleMs: secondMs });
    expect(absolute.nowMs).toBe(startMs + 119.5 * minuteMs);
    absolute.changePolicy(policy({ session: { absoluteHours: 1 } }));
    expect(absolute.standing.warning).toMatchObject({ atMs: startMs + 2 * hourMs });
    absolute.tick(30 * secondMs);
    expect(absolute.where).toMatch(/^out/);
    const idle = active();
    idle.tick(14.5 * minuteMs);
    idle.changePolicy(policy({ session: { idleMinutes: 5 } }));
    idle.tick(30 * secondMs);
    expect(idle.where).toBe('locked idle');
    idle.tick(30 * secondMs);
    expect(idle.where).toBe('out policy');
  });

  test('an attempt that is open holds an idle limit that is shorter now, too: its own limit counts', () => {
    const it = active();
    it.put({ type: 'renewRequested' });
    it.put({ type: 'attemptOpened', attemptId: it.attemptId(), expiresAtMs: it.nowMs + 5 * minuteMs });
    it.tick(3 * minuteMs);
    it.changePolicy(policy({ session: { idleMinutes: 1 } }));
    expect(it.standing.warning).toBeNull();
    it.tick(90 * secondMs);
    expect([it.where, it.state.attempt.kind]).toEqual(['active', 'waiting']);
  });

  test.each([
    [{ session: { idleMinutes: 5 } }, 5 * minuteMs],
    [{ session: { absoluteHours: 1 } }, hourMs],
  ])('a limit that is over in this very moment is passed, too: %j', (over, ms) => {
    const it = machine(policy({ session: { absoluteHours: 2 } }));
    it.logIn({ lifeSeconds: 86_400 });
    for (let minutes = 5 * minuteMs; minutes < ms; minutes += 5 * minuteMs) it.tick(5 * minuteMs, { idleMs: 1 });
    it.tick(5 * minuteMs, ms === hourMs ? { idleMs: 1 } : {});
    it.changePolicy(policy(over));
    expect(it.standing.warning).toMatchObject({ cause: 'policy', atMs: it.nowMs + minuteMs });
  });

  test('a second change does not give a second minute', () => {
    const it = active();
    it.tick(8 * minuteMs);
    it.changePolicy(policy({ session: { idleMinutes: 5 } }));
    it.tick(50 * secondMs);
    it.changePolicy(policy({ session: { idleMinutes: 4 } }));
    it.tick(10 * secondMs);
    expect(it.where).toBe('out policy');
  });
});

describe('limits only become stricter for the session that is there', () => {
  test.each([
    ['stricter', 10, 5, 8, 12, 5],
    ['more generous', 5, 15, 8, 8, 5],
  ])('%s: idle %i -> %i', (_name, before, after, hoursBefore, hoursAfter, expected) => {
    const it = active({ session: { idleMinutes: before, absoluteHours: hoursBefore } });
    it.changePolicy(policy({ session: { idleMinutes: after, absoluteHours: hoursAfter } }));
    expect(it.standing).toMatchObject({ idleLimitMinutes: expected, endsAtMs: startMs + 8 * hourMs });
  });

  test('HAZ-03 a policy that comes and goes takes no more than it says', () => {
    const it = active({ session: { absoluteHours: 12 } });
    for (const absoluteHours of [8, 12, 8, 12, 8]) it.changePolicy(policy({ session: { absoluteHours } }));
    expect(it.standing.endsAtMs).toBe(startMs + 8 * hourMs);
  });

  test('through a step-up, a renewal and a silent log-in', () => {
    const it = active({ session: { idleMinutes: 5 }, renewPrompt: 'omit' });
    it.changePolicy(policy({ session: { idleMinutes: 15 }, renewPrompt: 'omit' }));
    it.stepUp();
    it.answer({ level: 3 });
    it.saved();
    it.put({ type: 'renewRequested' });
    it.answer();
    it.saved();
    expect(it.standing.idleLimitMinutes).toBe(5);
  });

  test('a new log-in has those of the policy that is in force by then', () => {
    const it = active({ session: { idleMinutes: 5 } });
    it.changePolicy(policy({ session: { idleMinutes: 15 } }));
    it.put({ type: 'lockRequested' });
    it.put({ type: 'unlockRequested' });
    it.answer();
    it.saved();
    expect(it.standing.idleLimitMinutes).toBe(15);
  });
});

function lockedMachine(): Machine {
  const it = active();
  for (let minutes = 0; minutes < 120; minutes += 10) it.tick(10 * minuteMs, { idleMs: secondMs });
  it.put({ type: 'lockRequested' });
  return it;
}

function offered(): Machine {
  const it = machine();
  it.offer({ authTimeSeconds: Math.floor(startMs / 1000) - 7_200, endsAtMs: startMs + 10 * hourMs });
  return it;
}

function choosing(): Machine {
  const it = machine();
  it.logIn({ roles: [wardRole, clinicRole] });
  for (let minutes = 0; minutes < 120; minutes += 10) it.tick(10 * minuteMs, { idleMs: secondMs });
  return it;
}
