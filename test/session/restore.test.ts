import { describe, expect, test } from 'vitest';
import { establishedIn } from '../../main/session/state.ts';
import type { RestoreAnswer } from '../../main/session/events.ts';
import type { SessionFacts } from '../../main/vault/vault.ts';
import type { RenewalOptions } from './fixtures.ts';
import {
  clinicRole,
  hourMs,
  machine,
  minuteMs,
  noAnswer,
  nurse,
  policy,
  secondMs,
  startMs,
  types,
  wardRole,
} from './fixtures.ts';

/** Design section 5, "Continue after restart"; the rows `starting` and `restorable` of `session.md`, "Moves". */
type Machine = ReturnType<typeof machine>;
type Over = Parameters<typeof policy>[0];

function continuing(facts: Partial<SessionFacts> = {}, over: Over = {}): Machine {
  const it = machine(policy(over));
  it.offer(facts);
  it.put({ type: 'continueRequested' });
  return it;
}

describe('starting', () => {
  test.each([
    ['no record', { kind: 'nothing' }, 'out'],
    ['dead', { kind: 'ended', reason: 'idle', atMs: startMs, ending: 'gone' }, 'out idle'],
    [
      'stopped in the middle of something',
      { kind: 'ended', reason: 'interrupted', atMs: startMs, ending: 'gone' },
      'out interrupted',
    ],
  ] as const)('%s: %j -> %s', (_name, opened, expected) => {
    const it = machine();
    expect(types(it.put({ type: 'started' }))).toEqual(['openVault']);
    it.put({ type: 'vaultOpened', opened });
    expect(it.where).toBe(expected);
    expect(it.put({ type: 'loginRequested' }), 'log-in is allowed at once').toBeDefined();
  });

  test('B28 after an end of before the browser may still be logged in: a new log-in is asked for', () => {
    const it = machine();
    it.start({ kind: 'ended', reason: 'user', atMs: startMs, ending: 'gone' });
    it.put({ type: 'loginRequested' });
    expect(it.request().prompt).toBe('login');
  });

  test('HAZ-07 an end that left something behind is told, until it is read', () => {
    const it = machine();
    it.start({ kind: 'ended', reason: 'user', atMs: startMs - hourMs, ending: 'unconfirmed' });
    expect(it.view).toMatchObject({
      kind: 'ended',
      reason: 'user',
      atMs: startMs - hourMs,
      workLost: false,
      unconfirmed: true,
      browserLogin: 'mayGoOn',
    });
    expect(types(it.put({ type: 'wentBack' }))).toEqual(['noteTold']);
    expect(it.where).toBe('out');
  });

  test.each<[string, Partial<SessionFacts>, number, Over, string]>([
    ['usable', {}, startMs - minuteMs, {}, 'restorable'],
    ['inside the idle limit', {}, startMs - 15 * minuteMs + 1, {}, 'restorable'],
    ['idle limit', {}, startMs - 15 * minuteMs, {}, 'out idle'],
    ['idle limit of this policy', {}, startMs - 2 * minuteMs, { session: { idleMinutes: 2 } }, 'out idle'],
    ['absolute limit', { endsAtMs: startMs }, startMs - minuteMs, {}, 'out absoluteLimit'],
    ['absolute limit of this policy', {}, startMs - minuteMs, { session: { absoluteHours: 1 } }, 'out absoluteLimit'],
    ['no role was chosen', { role: undefined }, startMs - minuteMs, {}, 'out interrupted'],
    ['HAZ-09 a journal from the future', {}, startMs + 31 * secondMs, {}, 'out clock'],
    ['HAZ-09 within what a clock may be wrong', {}, startMs + 30 * secondMs, {}, 'restorable'],
    ['shared terminal: never', {}, startMs - minuteMs, { profile: 'shared' }, 'out policy'],
    [
      'level below what policy asks for',
      {},
      startMs - minuteMs,
      { assurance: { acrValues: 'AAL3_ANY' } },
      'out policy',
    ],
    [
      'identity level below what policy asks for',
      {},
      startMs - minuteMs,
      { assurance: { minimumIdentityLevel: 4 } },
      'out policy',
    ],
  ])('%s: %j, last active %i -> %s', (_name, facts, lastActivityMs, over, expected) => {
    const it = machine(policy(over));
    const effects = it.offer(facts, lastActivityMs);
    expect(it.where).toBe(expected);
    expect(types(effects)).toEqual(expected === 'restorable' ? [] : ['wipe', 'replaceRenderer']);
  });

  test('B22 a record that speaks of the year 3000 is held to the limits of now', () => {
    const it = machine();
    it.offer({ endsAtMs: Date.UTC(3000, 0) });
    expect(it.view).toMatchObject({ kind: 'restorable', endsAtMs: startMs + 11 * hourMs });
    expect(it.nextLookMs).toBeLessThan(2 ** 31);
  });

  test('gestures before the vault has answered are refused', () => {
    const it = machine();
    it.put({ type: 'started' });
    expect(it.put({ type: 'loginRequested' })).toBeUndefined();
    expect(it.put({ type: 'continueRequested' })).toBeUndefined();
  });

  test('a second answer of the vault changes nothing', () => {
    const it = machine();
    it.offer();
    it.put({ type: 'vaultOpened', opened: { kind: 'nothing' } });
    expect(it.where).toBe('restorable');
  });
});

describe('restorable needs the person’s click', () => {
  test('B14 nothing is asked of anybody before it', () => {
    const it = machine();
    it.offer();
    for (let minutes = 0; minutes < 10; minutes += 1) it.tick(minuteMs, { idleMs: 0 });
    it.put({ type: 'activityNoted', inputAtMs: it.nowMs });
    expect(types(it.effects)).toEqual(['openVault']);
    expect(it.view).toEqual({
      kind: 'restorable',
      name: nurse.name,
      role: expect.objectContaining({ id: wardRole.id }),
      loggedInAtMs: startMs - hourMs,
      endsAtMs: startMs + 11 * hourMs,
      continuing: false,
      problem: null,
    });
  });

  test('once', () => {
    const it = machine();
    it.offer();
    expect(types(it.put({ type: 'continueRequested' }))).toEqual(['restore']);
    expect(it.put({ type: 'continueRequested' })).toBeUndefined();
    expect(it.view).toMatchObject({ kind: 'restorable', continuing: true });
  });

  test('idle ends it by the timer alone, since nobody came', () => {
    const it = machine();
    it.offer();
    while (it.where === 'restorable') it.ring();
    expect([it.where, it.nowMs]).toEqual(['out idle', startMs + 14 * minuteMs]);
  });

  test('"someone else" -> out, and a fresh log-in that asks for a new authentication (B28)', () => {
    const it = machine();
    it.offer();
    expect(types(it.put({ type: 'switchRequested' }))).toEqual(['wipe', 'replaceRenderer', 'beginAttempt']);
    expect(it.where).toBe('out switchUser');
    expect(it.request().prompt).toBe('login');
  });

  test('a log-in beside it is not possible', () => {
    const it = machine();
    it.offer();
    expect(it.put({ type: 'loginRequested' })).toBeUndefined();
  });
});

describe('continue: a good refresh, and userinfo of the same person, levels and role', () => {
  test('-> active, with the old auth_time, once it is written', () => {
    const it = continuing();
    expect(types(it.restoreAnswered(it.renewed()))).toEqual(['saveRecord']);
    expect(it.where, 'not before').toBe('restorable');
    expect(it.lastEffect('saveRecord').record).toMatchObject({ generation: 8, refreshToken: 'refresh-1' });
    const { epoch } = it.state;
    expect(types(it.lastSaved())).toEqual(['readUnresolved']);
    expect(it.view).toMatchObject({
      kind: 'home',
      who: {
        person: { name: nurse.name },
        role: { id: wardRole.id },
        assurance: { level: 2, confirmedAtMs: startMs - hourMs },
        standing: { endsAtMs: startMs + 11 * hourMs },
      },
    });
    expect([it.state.generation, it.state.epoch]).toEqual([8, epoch + 1]);
    expect(it.lane.dueAtMs).toBeDefined();
    expect(establishedIn(it.state)).toEqual({
      person: nurse,
      roles: [wardRole],
      authentication: {
        subject: nurse.subject,
        level: 2,
        identityLevel: 3,
        authTimeSeconds: (startMs - hourMs) / 1000,
        acr: 'AAL2_OR_AAL3_ANY',
        amr: ['TOTP'],
        sid: 'sid-1',
        userId: nurse.userId,
        selectedRoleId: wardRole.id,
      },
      tokens: expect.objectContaining({ refreshToken: 'refresh-1' }),
      sids: ['sid-1'],
      kept: { kind: 'keychain' },
    });
    expect(it.effects).toContainEqual(expect.objectContaining({ type: 'note', code: 'SESSION_CONTINUED' }));
    expect(it.wouldTake({ type: 'actionPrepared', actionId: 'view-patient', input: {} }), 'the gate is open').toBe(
      true,
    );
  });

  test('the click is activity', () => {
    const it = continuing();
    it.advance(10 * minuteMs);
    it.restoreAnswered(it.renewed());
    it.lastSaved();
    it.tick(13 * minuteMs - 1);
    expect(it.standing.warning).toBeNull();
  });

  test.each<[string, Partial<SessionFacts>, RenewalOptions, 2 | 3]>([
    ['no ID token: a level that only the keychain speaks of is no proof', { level: 3 }, { idToken: false }, 2],
    ['level 3 that is said again', { level: 3 }, { level: 3 }, 3],
    ['a higher identity level is no harm', {}, { identityLevel: 4 }, 2],
  ])('HAZ-05 %s', (_name, facts, options, level) => {
    const it = continuing(facts);
    it.restoreAnswered(it.renewed(options));
    it.lastSaved();
    expect(it.view).toMatchObject({ kind: 'home', who: { assurance: { level } } });
  });

  test('HAZ-05 an auth_time that is earlier than what the keychain says counts', () => {
    const it = continuing({ level: 3 });
    it.restoreAnswered(it.renewed({ level: 3, ageSeconds: 7_200 }));
    it.lastSaved();
    expect(it.view).toMatchObject({ who: { assurance: { confirmedAtMs: startMs - 2 * hourMs } } });
  });

  test.each<[string, Partial<SessionFacts>, RenewalOptions, Over, string]>([
    ['nobody says whose it is', {}, { userinfo: false }, {}, 'out interrupted'],
    ['HAZ-04 the role is not held any more', {}, { roles: [clinicRole] }, {}, 'out roleWithdrawn'],
    ['HAZ-05 another level: lower', { level: 3 }, { level: 2 }, {}, 'out error'],
    ['HAZ-05 another level: higher', {}, { level: 3 }, {}, 'out error'],
    ['a level that it does not say', {}, { level: undefined }, {}, 'out error'],
    ['a lower identity level', { identityLevel: 4 }, {}, {}, 'out error'],
    [
      'no ID token where policy asks for level 3',
      { level: 3 },
      { idToken: false },
      { assurance: { acrValues: 'AAL3_ANY' } },
      'out interrupted',
    ],
  ])('bad: %s -> %s', (_name, facts, options, over, expected) => {
    const it = continuing(facts, over);
    const effects = it.restoreAnswered(it.renewed(options));
    expect(it.where).toBe(expected);
    expect(types(effects), 'the wipe first').toEqual(['wipe', 'replaceRenderer', 'revoke']);
    expect(JSON.stringify(it.state)).not.toMatch(/access-|refresh-/);
  });

  test.each<[string, (it: Machine) => RestoreAnswer, string, readonly string[]]>([
    ['the token was not to be had', () => ({ kind: 'gone' }), 'out interrupted', []],
    [
      'unproved',
      (it) => ({ kind: 'unproved', tokens: it.grant().tokens, code: 'PROVIDER_BAD_ANSWER', detail: '' }),
      'out interrupted',
      ['revoke'],
    ],
    ['HAZ-01 another person', (it) => ({ kind: 'otherPerson', tokens: it.grant().tokens }), 'out error', ['revoke']],
    ['cannot renew', () => ({ kind: 'cannotRenew', code: 'TOKEN_REQUEST_REFUSED', detail: '' }), 'out error', []],
    ['ended (invalid_grant)', () => ({ kind: 'ended' }), 'out revoked', []],
  ])('bad: %s -> %s', (_name, answer, expected, then) => {
    const it = continuing();
    expect(types(it.restoreAnswered(answer(it)))).toEqual(['wipe', 'replaceRenderer', ...then]);
    expect(it.where).toBe(expected);
  });

  test('offline: stays, says why, and may be tried again (B20, HAZ-03)', () => {
    const it = continuing();
    expect(it.restoreAnswered(noAnswer)).toMatchObject([{ type: 'note', code: noAnswer.code }]);
    expect(it.view).toMatchObject({ kind: 'restorable', continuing: false, problem: { code: noAnswer.code } });
    expect(types(it.put({ type: 'continueRequested' }))).toEqual(['restore']);
    expect(it.view).toMatchObject({ problem: null });
    it.restoreAnswered({ kind: 'ended' });
    expect(it.where, 'it had not been taken').toBe('out revoked');
  });

  test('B19 after a try whose answer was lost it is our own second use that is refused', () => {
    const it = continuing();
    it.restoreAnswered({ ...noAnswer, spent: 'unknown' });
    it.put({ type: 'continueRequested' });
    it.restoreAnswered(noAnswer);
    it.put({ type: 'continueRequested' });
    it.restoreAnswered({ kind: 'ended' });
    expect(it.where).toBe('out interrupted');
  });

  test('an answer that nobody asked for, and a second one, continue nothing', () => {
    const it = machine();
    it.offer();
    expect(types(it.restoreAnswered(it.renewed({ sid: 'sid-9' })))).toEqual(['revoke']);
    const { epoch } = it.state;
    const saved = { type: 'recordSaved', savedFor: { kind: 'restore' }, epoch, kept: { kind: 'keychain' } } as const;
    expect(it.put(saved)).toEqual([]);
    it.put({ type: 'continueRequested' });
    it.restoreAnswered(noAnswer);
    expect(types(it.restoreAnswered({ kind: 'ended' }))).toEqual([]);
    expect(it.put(saved)).toEqual([]);
    expect(it.where).toBe('restorable');
  });

  test('an event may name the sid of before', () => {
    const it = continuing();
    it.restoreAnswered(it.renewed({ sid: 'sid-2' }));
    it.lastSaved();
    expect(establishedIn(it.state)?.sids).toEqual(['sid-1', 'sid-2']);
  });
});

describe('limits and ends meanwhile', () => {
  const late = (it: Machine) => it.tick(14 * minuteMs + secondMs);

  test('idle waits for the answer; absolute does not', () => {
    const it = continuing();
    late(it);
    expect(it.where).toBe('restorable');
    it.restoreAnswered(it.renewed());
    it.lastSaved();
    expect(it.where).toBe('active');
    const long = continuing({ endsAtMs: startMs + 5 * minuteMs });
    long.tick(5 * minuteMs);
    expect(long.where).toBe('out absoluteLimit');
  });

  test('HAZ-02 an answer that decides nothing, after the idle limit: out at once', () => {
    const it = continuing();
    late(it);
    it.restoreAnswered(noAnswer);
    expect(it.where).toBe('out idle');
  });

  test.each<[string, (it: Machine) => unknown, string]>([
    ['someone else', (it) => it.put({ type: 'switchRequested' }), 'out switchUser'],
    ['clock', (it) => (it.setClock(-hourMs), it.tick()), 'out clock'],
    ['policy', (it) => it.changePolicy(policy({ provider: { clientId: 'other' } })), 'out policy'],
  ])('%s while the provider is asked: the late tokens go to the revoker', (_name, happen, expected) => {
    const it = continuing();
    const { epoch } = it.state;
    happen(it);
    expect(it.where).toBe(expected);
    expect(types(it.put({ type: 'restoreAnswered', epoch, answer: it.renewed() }))).toEqual(['revoke']);
    expect(it.where).toBe(expected);
  });

  test('the same while the record is written: nothing is adopted, and what was renewed is revoked', () => {
    const it = continuing();
    it.restoreAnswered(it.renewed());
    expect(types(it.put({ type: 'switchRequested' }))).toEqual(['wipe', 'replaceRenderer', 'revoke', 'beginAttempt']);
    expect(types(it.lastSaved())).toEqual([]);
    expect(it.where).toBe('out switchUser');
  });
});
