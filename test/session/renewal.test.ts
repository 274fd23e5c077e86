import { describe, expect, test } from 'vitest';
import type { RenewalAnswer } from '../../main/oidc/renewal.ts';
import { laneOf } from '../../main/session/token-lane.ts';
import { establishedIn } from '../../main/session/state.ts';
import { clinicRole, doctor, machine, minuteMs, noAnswer, policy, secondMs, types, wardRole } from './fixtures.ts';
import type { RenewalOptions } from './fixtures.ts';

/** `session.md`, "Tokens": what becomes of each answer to a refresh. The lane that it runs in has a file of its own. */
type Machine = ReturnType<typeof machine>;

/** With events of the provider, so that nothing else is asked meanwhile. */
function asking(level: 2 | 3 = 2): Machine {
  const it = machine(policy({ provider: { eventsUri: 'https://p/events' } }));
  it.logIn({ level, roles: [wardRole, clinicRole], selectedRoleId: wardRole.id });
  it.untilRenewal();
  expect(it.lane.stage.kind).toBe('asking');
  return it;
}

const lost = { ...noAnswer, spent: 'unknown' } as const;
const tokensIn = (it: Machine) => establishedIn(it.state)?.tokens.accessToken;
const revoked = (it: Machine) =>
  it.effects.flatMap((effect) => (effect.type === 'revoke' ? [effect.tokens.accessToken] : []));

describe('when a renewal is due', () => {
  test.each([
    [0, 449.25],
    [0.5, 479.2],
    [0.999_999, 509.15],
  ])('at about 80 % of life, each client at a moment of its own: chance %d -> %d s', (chance, seconds) => {
    const tokens = { accessToken: 'a', refreshToken: 'r', accessEndsAtMs: 599 * secondMs, sid: 's' };
    const { dueAtMs } = laneOf(policy(), tokens, { nowMs: 0, freshId: 'id', chance });
    expect(dueAtMs).toBeCloseTo(seconds * secondMs, -2);
  });

  test.each([
    ['60 days', 60 * 86_400, 48 * 86_400],
    ['a second', 1, 30],
    ['0', 0, 30],
    ['a negative number', -10, 30],
  ])('B22 a life of %s: one refresh at most, and none before %i s', (_name, lifeSeconds, dueSeconds) => {
    const it = machine();
    it.logIn({ lifeSeconds });
    expect(it.lane.dueAtMs).toBe(it.nowMs + dueSeconds * secondMs);
    it.tick(29 * secondMs);
    expect(it.effects.some(({ type }) => type === 'renew')).toBe(false);
    expect(it.nextLookMs, 'no timer is longer than the session').toBeLessThanOrEqual(12 * 60 * minuteMs);
  });

  test('nothing to renew with, nothing due', () => {
    const it = machine();
    it.logIn({ refreshToken: undefined });
    expect(it.lane.dueAtMs).toBeUndefined();
  });

  test.each(['personal', 'shared'] as const)('%s: never past the idle limit', (profile) => {
    const it = machine(policy({ profile }));
    it.logIn({ lifeSeconds: 1_200 });
    while (it.where === 'active') it.ring();
    expect(it.effects.some(({ type }) => type === 'renew')).toBe(false);
    expect(it.lane).toMatchObject({ stage: { kind: 'idle' }, dueAtMs: undefined });
  });
});

describe('renewed', () => {
  test('the record is written first, and only then is anything adopted', () => {
    const it = asking();
    const { epoch, generation } = it.state;
    expect(types(it.renewalAnswered(it.renewed()))).toEqual(['saveRecord']);
    expect([tokensIn(it), it.state.epoch]).toEqual(['access-1', epoch]);
    expect(it.lastEffect('saveRecord').record).toMatchObject({ refreshToken: 'refresh-2', generation: generation + 1 });
    it.lastSaved();
    expect([tokensIn(it), it.state.epoch]).toEqual(['access-2', epoch + 1]);
    expect(it.lane.stage.kind).toBe('idle');
    expect(revoked(it), 'a superseded set of the same sid is dropped: revoking it can kill the new one').toEqual([]);
  });

  test('where it is kept by now is known', () => {
    const it = asking();
    it.renewalAnswered(it.renewed());
    it.lastSaved({ kind: 'memory', reason: 'slow' });
    expect(it.view).toMatchObject({ kind: 'home', memoryOnly: 'slow' });
  });

  test.each<[string, 2 | 3, RenewalOptions, 2 | 3]>([
    ['3 stays 3', 3, { level: 3 }, 3],
    ['3 falls to 2', 3, { level: 2 }, 2],
    ['2 never rises', 2, { level: 3 }, 2],
    ['no ID token: it stays what it was', 3, { idToken: false }, 3],
    ['an ID token that does not say: nobody vouches for 3 any more', 3, { level: undefined }, 2],
  ])('HAZ-05 its level: %s', (_name, level, options, expected) => {
    const it = asking(level);
    it.renewalAnswered(it.renewed({ roles: [wardRole, clinicRole], ...options }));
    it.lastSaved();
    expect(it.view).toMatchObject({ kind: 'home', who: { assurance: { level: expected } } });
  });

  test.each<[string, RenewalOptions, string]>([
    ['level 1', { level: 1 }, 'locked renewalLost'],
    ['identity level 2', { level: 3, identityLevel: 2 }, 'locked renewalLost'],
  ])('invariant 3: a person of whom it says %s has no session: %s', (_name, options, expected) => {
    const it = asking(3);
    it.renewalAnswered(it.renewed(options));
    expect(it.where).toBe(expected);
    expect(revoked(it)).toContain('access-2');
  });

  test.each([
    [3, 4, 3],
    [4, 3, 3],
    [4, 4, 4],
  ])('nor does its identity level rise: %i, then %i -> %i', (before, said, expected) => {
    const it = machine(policy({ provider: { eventsUri: 'https://p/events' } }));
    it.logIn({ identityLevel: before });
    it.untilRenewal();
    it.renewalAnswered(it.renewed({ identityLevel: said }));
    it.lastSaved();
    expect(establishedIn(it.state)?.authentication.identityLevel).toBe(expected);
  });

  test('HAZ-05 a confirmation that waits is judged by what it has become', () => {
    const it = asking(3);
    it.put({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
    const { view } = it;
    if (view.kind !== 'confirmAction') throw new Error(view.kind);
    it.renewalAnswered(it.renewed({ level: 2 }));
    it.lastSaved();
    it.put({ type: 'actionConfirmed', confirmationId: view.confirmationId });
    expect(it.view).toMatchObject({ kind: 'actionBlocked', missing: [{ kind: 'level' }] });
  });

  test.each([
    ['an earlier one counts', 700, 700],
    ['a later one does not', -10, 480],
  ])('its auth_time is never later than that of the log-in: %s', (_name, ageSeconds, expectedAge) => {
    const it = asking();
    it.renewalAnswered(it.renewed({ ageSeconds }));
    it.lastSaved();
    const age = Math.floor(it.nowMs / 1000) - (establishedIn(it.state)?.authentication.authTimeSeconds ?? 0);
    expect(Math.abs(age - expectedAge)).toBeLessThanOrEqual(1);
  });

  test('HAZ-04 the roles are those of now; the role of the session stays', () => {
    const it = asking();
    it.renewalAnswered(it.renewed({ roles: [{ ...wardRole, organisationName: 'OTHER WARD' }] }));
    it.lastSaved();
    expect(it.view).toMatchObject({ who: { role: { id: wardRole.id, organisationName: 'OTHER WARD' } } });
    expect(establishedIn(it.state)?.roles).toHaveLength(1);
  });

  test('without userinfo they stay what they were', () => {
    const it = asking();
    it.renewalAnswered(it.renewed({ userinfo: false, roles: [] }));
    it.lastSaved();
    expect(establishedIn(it.state)?.roles).toEqual([wardRole, clinicRole]);
  });

  test('HAZ-04 a role that is held no more ends the session, and what is revoked is the newest', () => {
    const it = asking();
    const effects = it.renewalAnswered(it.renewed({ roles: [clinicRole] }));
    expect(it.where).toBe('out roleWithdrawn');
    expect(types(effects)).toEqual(['wipe', 'replaceRenderer', 'revoke']);
    expect(revoked(it)).toEqual(['access-2']);
  });

  test('every sid since the log-in is remembered: an event may name an earlier one', () => {
    const it = asking();
    it.renewalAnswered(it.renewed({ sid: 'sid-2' }));
    it.lastSaved();
    expect(establishedIn(it.state)?.sids).toEqual(['sid-1', 'sid-2']);
  });
});

describe('B20 try later: it ends nothing', () => {
  const codes = ['PROVIDER_UNREACHABLE', 'PROVIDER_TIMED_OUT', 'PROVIDER_FAILED', 'PROVIDER_BAD_ANSWER'] as const;
  test('userinfo is asked on all the same', () => {
    const it = machine();
    it.logIn({ lifeSeconds: 120 });
    it.untilRenewal();
    it.put({ type: 'personChecked', epoch: it.state.epoch, answer: { kind: 'trouble', code: 'INTERNAL', detail: '' } });
    const { personCheckAtMs } = it.lane;
    it.renewalAnswered(noAnswer);
    expect([it.lane.personCheckAtMs, personCheckAtMs]).toEqual([it.nowMs + minuteMs, it.nowMs + minuteMs]);
  });

  test.each([...codes, 'PROVIDER_REDIRECTED'] as const)('%s', (code) => {
    const it = asking();
    const effects = it.renewalAnswered({ ...noAnswer, code });
    expect(effects).toMatchObject([{ type: 'note', code }]);
    expect([it.where, tokensIn(it)]).toEqual(['active', 'access-1']);
    expect(it.lane).toMatchObject({ stage: { kind: 'idle' }, trouble: 'unreachable' });
  });

  test('each pause is twice as long, up to a minute; what is asked then looks at the network first', () => {
    const it = asking();
    for (const seconds of [5, 10, 20, 40, 60, 60]) {
      it.renewalAnswered(noAnswer);
      expect(it.lane.dueAtMs).toBe(it.nowMs + seconds * secondMs);
      it.untilRenewal();
      expect(it.lastEffect('renew').probe).toBe(true);
    }
  });

  test('Retry-After is kept', () => {
    const it = asking();
    it.renewalAnswered({ ...noAnswer, retryAfterMs: 90 * secondMs });
    expect(it.lane.dueAtMs).toBe(it.nowMs + 90 * secondMs);
    it.untilRenewal();
    it.renewalAnswered({ ...noAnswer, retryAfterMs: secondMs });
    expect(it.lane.dueAtMs, 'and is no reason to hurry').toBe(it.nowMs + 10 * secondMs);
  });

  test('after a good one all is as before', () => {
    const it = asking();
    it.renewalAnswered(lost);
    it.renew();
    expect(it.lane).toMatchObject({ failures: 0, trouble: undefined, mayBeSpent: false });
  });
});

describe('cannot renew', () => {
  test('HAZ-03 stops, tells IT, and keeps the session until the token ends; a log-in is offered', () => {
    const it = asking();
    const code = 'TOKEN_REQUEST_REFUSED';
    expect(it.renewalAnswered({ kind: 'cannotRenew', code, detail: 'invalid_client' })).toMatchObject([{ code }]);
    expect(it.standing.degraded, 'the token is good for two minutes more').toBeNull();
    it.tick(2 * minuteMs);
    expect(it.where).toBe('active');
    expect(it.standing.degraded).toMatchObject({ cause: 'cannotRenew', retryAtMs: null });
    expect(it.effects.filter(({ type }) => type === 'renew')).toHaveLength(1);
    expect(it.put({ type: 'renewRequested' })).toBeDefined();
  });
});

describe('ended (invalid_grant)', () => {
  test.each(['personal', 'shared'] as const)('%s: out, for it was revoked', (profile) => {
    const it = machine(policy({ profile }));
    it.logIn({ lifeSeconds: 120 });
    it.untilRenewal();
    expect(types(it.renewalAnswered({ kind: 'ended' }))).toEqual(['wipe', 'replaceRenderer', 'revoke']);
    expect(it.where).toBe('out revoked');
  });

  test.each([
    ['personal', 'locked renewalLost'],
    ['shared', 'out interrupted'],
  ] as const)('B19 after a try whose answer was lost it is our own second use: %s -> %s', (profile, expected) => {
    const it = machine(policy({ profile }));
    it.logIn({ lifeSeconds: 120 });
    it.untilRenewal();
    it.renewalAnswered(lost);
    it.untilRenewal();
    expect(it.lastEffect('renew').probe, 'not before the network is there').toBe(true);
    it.renewalAnswered({ kind: 'ended' });
    expect(it.where).toBe(expected);
  });

  test('B19 what was typed is there again after the unlock', () => {
    const it = asking();
    it.put({ type: 'draftSaved', screenId: 'letter', values: { text: 'half' } });
    it.renewalAnswered(lost);
    it.untilRenewal();
    it.renewalAnswered({ kind: 'ended' });
    expect(it.view).toMatchObject({ kind: 'locked', reason: 'renewalLost', workKept: true });
    it.put({ type: 'unlockRequested' });
    it.answer({ roles: [wardRole, clinicRole] });
    it.saved();
    expect([it.where, it.state.drafts]).toEqual(['active', { letter: { text: 'half' } }]);
  });

  test('B18 a try that is known not to have been taken is no excuse', () => {
    const it = asking();
    it.renewalAnswered(noAnswer);
    it.untilRenewal();
    it.renewalAnswered({ kind: 'ended' });
    expect(it.where).toBe('out revoked');
  });
});

describe('answers that prove nothing, or another person', () => {
  test.each([
    ['personal', 'locked renewalLost'],
    ['shared', 'out interrupted'],
  ] as const)('unproved: nobody says whose they are, so they are nobody’s: %s -> %s', (profile, expected) => {
    const it = machine(policy({ profile }));
    it.logIn({ lifeSeconds: 120 });
    it.untilRenewal();
    const { tokens } = it.grant();
    const effects = it.renewalAnswered({ kind: 'unproved', tokens, code: 'PROVIDER_BAD_ANSWER', detail: '' });
    expect(it.where).toBe(expected);
    expect(types(effects), 'the wipe first').toEqual(['wipe', 'replaceRenderer', 'revoke', 'revoke']);
    expect(it.lastEffect('note'), 'why, for IT').toMatchObject({ code: 'PROVIDER_BAD_ANSWER' });
    expect(revoked(it), 'the newest is what lives').toContain(tokens.accessToken);
  });

  test('HAZ-01, invariant 4: another person ends the session, and none of the tokens lives on', () => {
    const it = asking();
    const { tokens } = it.grant({ person: doctor });
    const effects = it.renewalAnswered({ kind: 'otherPerson', tokens });
    expect(it.where).toBe('out error');
    expect(types(effects)).toEqual(['wipe', 'replaceRenderer', 'revoke', 'revoke']);
    expect(revoked(it).toSorted()).toEqual(['access-1', tokens.accessToken]);
    expect(JSON.stringify(it.state)).not.toContain(tokens.accessToken);
  });
});

describe('an answer that comes too late', () => {
  const answers: readonly (readonly [string, (it: Machine) => RenewalAnswer])[] = [
    ['renewed', (it) => it.renewed()],
    ['unproved', (it) => ({ kind: 'unproved', tokens: it.grant().tokens, code: 'PROVIDER_BAD_ANSWER', detail: '' })],
    ['otherPerson', (it) => ({ kind: 'otherPerson', tokens: it.grant().tokens })],
  ];

  test.each(answers)('B18 after a log-out: its tokens go to the revoker, never to the vault: %s', (_name, answer) => {
    const it = asking();
    const { epoch } = it.state;
    it.put({ type: 'logOutRequested' });
    expect(types(it.put({ type: 'renewalAnswered', epoch, answer: answer(it) }))).toEqual(['revoke']);
    expect(it.where).toBe('out user');
  });

  test.each<RenewalAnswer>([noAnswer, { kind: 'ended' }, { kind: 'cannotRenew', code: 'INTERNAL', detail: '' }])(
    'after a log-out and the next log-in it says nothing about that: %j',
    (answer) => {
      const it = asking();
      const { epoch } = it.state;
      it.put({ type: 'logOutRequested' });
      it.put({ type: 'loginRequested' });
      it.answer();
      it.saved();
      const { lane } = it;
      expect(types(it.put({ type: 'renewalAnswered', epoch, answer }))).toEqual([]);
      expect([it.where, it.lane]).toEqual(['active', lane]);
    },
  );

  test('after a lock and an unlock in the same sid they are dropped: revoking them could end the live set', () => {
    const it = asking();
    const { epoch } = it.state;
    it.put({ type: 'lockRequested' });
    it.put({ type: 'unlockRequested' });
    it.answer({ roles: [wardRole, clinicRole] });
    it.saved();
    expect(types(it.put({ type: 'renewalAnswered', epoch, answer: it.renewed() }))).toEqual([]);
    expect(types(it.put({ type: 'renewalAnswered', epoch, answer: it.renewed({ sid: 'sid-9' }) }))).toEqual(['revoke']);
  });

  test('a record that was written for a renewal that is over adopts nothing', () => {
    const it = asking();
    it.renewalAnswered(it.renewed());
    it.put({ type: 'lockRequested' });
    expect(revoked(it), 'the lock revoked the newest').toEqual(['access-2']);
    expect(types(it.lastSaved())).toEqual([]);
    expect(it.where).toBe('locked user');
  });
});
