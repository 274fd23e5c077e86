import { describe, expect, test } from 'vitest';
import type { PersonAnswer } from '../../main/oidc/person-check.ts';
import type { RenewalAnswer } from '../../main/oidc/renewal.ts';
import { establishedIn } from '../../main/session/state.ts';
import { clinicRole, machine, minuteMs, noAnswer, nurse, policy, secondMs, types, wardRole } from './fixtures.ts';

/** `session.md`, region T: strictly serial; and what else is asked of the provider meanwhile. */
type Machine = ReturnType<typeof machine>;

const withEvents = { provider: { eventsUri: 'https://p/events' } };

function active(over: Parameters<typeof policy>[0] = withEvents): Machine {
  const it = machine(policy(over));
  it.logIn();
  return it;
}
const many = (it: Machine, type: string) => it.effects.filter((effect) => effect.type === type).length;
const isThere = (it: Machine) => it.put({ type: 'activityNoted', inputAtMs: it.nowMs });

/** As the screen has it. */
const toTheSecond = (atMs: number) => Math.round(atMs / 1000) * 1000;

describe('one thing at a time', () => {
  test('B18 one refresh, however often anybody asks', () => {
    const it = active();
    it.untilRenewal();
    for (let asked = 0; asked < 10; asked += 1) {
      it.tick(secondMs);
      it.put({ type: 'personChecked', epoch: it.state.epoch, answer: { kind: 'unauthorized' } });
      it.put({ type: 'actionPrepared', actionId: 'view-patient', input: {} });
    }
    expect(many(it, 'renew')).toBe(1);
  });

  const answers: readonly (readonly [string, (it: Machine) => RenewalAnswer])[] = [
    ['renewed', (it) => it.renewed()],
    ['try later', () => noAnswer],
    ['cannot renew', () => ({ kind: 'cannotRenew', code: 'TOKEN_REQUEST_REFUSED', detail: '' })],
  ];
  test.each(answers)('an exchange waits for the refresh that is running, and not for ever: %s', (name, answer) => {
    const it = active();
    it.tick(7 * minuteMs);
    it.stepUp();
    it.untilRenewal();
    const attemptId = it.attemptId();
    expect(types(it.put({ type: 'answerArrived', attemptId }))).toEqual([]);
    const answered = it.renewalAnswered(answer(it));
    const effects = name === 'renewed' ? [...(answered ?? []), ...(it.lastSaved() ?? [])] : (answered ?? []);
    expect(effects.filter(({ type }) => type === 'exchange')).toEqual([{ type: 'exchange', attemptId }]);
    expect(it.state.attempt).toMatchObject({ kind: 'completing', queued: false });
    it.put({ type: 'grantObtained', attemptId, grant: it.grant({ level: 3 }) });
    it.saved();
    expect(it.view.kind).toBe('confirmAction');
  });

  test.each<[string, RenewalAnswer, string]>([
    ['ended', { kind: 'ended' }, 'out revoked'],
    [
      'unproved',
      { kind: 'unproved', tokens: machine().grant().tokens, code: 'PROVIDER_BAD_ANSWER', detail: '' },
      'locked renewalLost',
    ],
  ])('an exchange that waited for one that ended the session is over: %s', (_name, answer, expected) => {
    const it = active();
    it.tick(7 * minuteMs);
    it.stepUp();
    it.untilRenewal();
    const attemptId = it.attemptId();
    it.put({ type: 'answerArrived', attemptId });
    expect(it.renewalAnswered(answer)).toContainEqual({ type: 'endAttempt', attemptId, page: { kind: 'cancelled' } });
    expect([it.where, many(it, 'exchange') - 1]).toEqual([expected, 0]);
  });

  test('an exchange that was cancelled while it waited is not begun', () => {
    const it = active();
    it.tick(7 * minuteMs);
    it.stepUp();
    it.untilRenewal();
    it.put({ type: 'answerArrived', attemptId: it.attemptId() });
    it.put({ type: 'cancelRequested' });
    expect(types(it.renewalAnswered(noAnswer))).toEqual([]);
  });

  test('no refresh is begun until adoption ends, and then the new tokens have a time of their own', () => {
    const it = active();
    it.tick(7 * minuteMs);
    it.stepUp();
    it.put({ type: 'answerArrived', attemptId: it.attemptId() });
    it.tick(70 * secondMs);
    expect(many(it, 'renew')).toBe(0);
    it.put({ type: 'grantObtained', attemptId: it.attemptId(), grant: it.grant({ level: 3 }) });
    it.tick(secondMs);
    expect(many(it, 'renew')).toBe(0);
    it.saved();
    expect((it.lane.dueAtMs ?? 0) - it.nowMs).toBeCloseTo(0.8 * 598 * secondMs, -2);
  });

  test('a refresh that was put off by an attempt follows it at once', () => {
    const it = active();
    it.tick(7 * minuteMs);
    it.stepUp();
    it.put({ type: 'answerArrived', attemptId: it.attemptId() });
    it.tick(70 * secondMs);
    expect(types(it.put({ type: 'cancelRequested' }))).toEqual(['endAttempt', 'renew']);
  });

  test.each([
    ['lock', { type: 'lockRequested' }],
    ['log-out', { type: 'logOutRequested' }],
  ] as const)('%s leaves nothing under way in it', (_name, gesture) => {
    for (const stage of ['asking', 'saving'] as const) {
      const it = active();
      it.untilRenewal();
      if (stage === 'saving') it.renewalAnswered(it.renewed());
      it.put(gesture);
      expect(it.lane).toMatchObject({ stage: { kind: 'idle' }, dueAtMs: undefined, personCheckAtMs: undefined });
    }
  });

  test('while a role is chosen nothing is renewed; with the role, at once', () => {
    const it = machine();
    it.logIn({ roles: [wardRole, clinicRole] });
    it.tick(11 * minuteMs);
    expect(many(it, 'renew')).toBe(0);
    expect(it.standing.degraded, 'nobody has tried').toBeNull();
    expect(types(it.put({ type: 'roleChosen', roleId: wardRole.id }))).toContain('renew');
  });
});

describe('an action that lacks only access (degraded: no action runs)', () => {
  const past = () => {
    const it = active();
    it.untilRenewal();
    it.renewalAnswered({ ...noAnswer, retryAfterMs: 5 * minuteMs });
    it.tick(2 * minuteMs);
    return it;
  };

  test('is asked for at once, and goes on by itself', () => {
    const it = past();
    expect(types(it.put({ type: 'actionPrepared', actionId: 'view-patient', input: {} }))).toEqual(['renew']);
    expect(it.view).toMatchObject({ kind: 'actionBlocked', missing: [{ kind: 'access' }] });
    it.renewalAnswered(it.renewed());
    expect(types(it.lastSaved())).toContain('recordIntent');
  });

  test('a block for another reason is the person’s to lift', () => {
    const it = past();
    it.put({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
    it.untilRenewal();
    it.renewalAnswered(it.renewed());
    expect(types(it.lastSaved())).toEqual([]);
    expect(it.view).toMatchObject({ kind: 'actionBlocked', missing: [{ kind: 'level' }] });
  });

  test('HAZ-05 nothing is sent with a token that is past', () => {
    const it = active();
    it.put({ type: 'actionPrepared', actionId: 'view-patient', input: {} });
    const { requestId } = it.lastEffect('recordIntent').intent;
    it.advance(10 * minuteMs);
    it.put({ type: 'intentRecorded', requestId });
    expect(many(it, 'send')).toBe(0);
  });
});

describe('degraded', () => {
  /** Issue 6 line 1: the lines of the log that a person finds by what screen 21 shows. */
  function noted(it: ReturnType<typeof active>): readonly string[] {
    const shown = it.standing.degraded?.incident;
    const notes = it.effects.filter((effect) => effect.type === 'note');
    return notes.filter(({ correlationId }) => correlationId === shown?.correlationId).map(({ code }) => code);
  }

  test('a first try that is on its way is no trouble yet', () => {
    const it = active();
    it.untilRenewal();
    it.tick(3 * minuteMs);
    expect(it.standing.degraded).toBeNull();
  });

  test('since when, why, and when it is tried again', () => {
    const it = active();
    const endsAtMs = establishedIn(it.state)?.tokens.accessEndsAtMs;
    it.untilRenewal();
    it.renewalAnswered({ ...noAnswer, retryAfterMs: 5 * minuteMs });
    const retryAtMs = toTheSecond(it.lane.dueAtMs ?? 0);
    it.tick(2 * minuteMs);
    expect(it.standing.degraded).toMatchObject({ sinceMs: endsAtMs, retryAtMs, cause: 'unreachable' });
    expect(noted(it)).toEqual(['PROVIDER_UNREACHABLE']);
  });

  test('HAZ-03 for ever: limits still end it, and "log in again" is always offered', () => {
    const it = active();
    it.untilRenewal();
    isThere(it);
    for (let hours = 0; hours < 11; hours += 1) {
      if (it.lane.stage.kind === 'asking') it.renewalAnswered(noAnswer);
      for (let minutes = 0; minutes < 60; minutes += 10) {
        it.tick(10 * minuteMs, { idleMs: secondMs });
      }
      expect(it.where).toBe('active');
      expect(it.wouldTake({ type: 'renewRequested' })).toBe(true);
    }
    it.tick(15 * minuteMs);
    expect(it.where).toBe('locked idle');
  });

  test('direct topology: a log-in is offered five minutes before access ends, and said to be needed after', () => {
    const it = machine();
    it.logIn({ refreshToken: undefined });
    const endsAtMs = it.nowMs + 599 * secondMs;
    it.tick(298 * secondMs);
    expect(it.standing.loginOfferedUntilMs).toBeNull();
    it.ring();
    expect(it.standing).toMatchObject({ loginOfferedUntilMs: endsAtMs, degraded: null });
    isThere(it);
    it.tick(300 * secondMs);
    expect(it.standing.loginOfferedUntilMs).toBeNull();
    expect(it.standing.degraded).toMatchObject({ sinceMs: endsAtMs, retryAtMs: null, cause: 'notRenewable' });
    it.tick(secondMs);
    expect(noted(it), 'once').toEqual(['ACCESS_ENDED']);
  });

  test.each([
    ['direct: nothing to renew with', { refreshToken: undefined }],
    ['gateway: nobody answers', {}],
  ])('B14 dead for 72 hours, with people who keep trying: not one tab is opened. %s', (_name, options) => {
    const it = machine();
    it.logIn(options);
    let tried = 0;
    for (let minutes = 0; minutes < 72 * 60; minutes += 5) {
      it.tick(5 * minuteMs, { idleMs: secondMs });
      isThere(it);
      it.put({ type: 'wentBack' });
      it.put({ type: 'actionPrepared', actionId: 'view-patient', input: {} });
      const { action } = it.state;
      if (action.kind === 'recording') it.put({ type: 'intentRecorded', requestId: action.requestId });
      if (action.kind === 'recording') it.answered(action.requestId);
      if (it.lane.stage.kind === 'asking') it.renewalAnswered(noAnswer);
      tried += it.view.kind === 'actionBlocked' ? 1 : 0;
    }
    expect(tried, 'for hours').toBeGreaterThan(100);
    expect(many(it, 'beginAttempt') - 1).toBe(0);
    if ('refreshToken' in options) expect(many(it, 'renew'), 'nothing is asked for with nothing').toBe(0);
    expect(many(it, 'openBrowser') + many(it, 'endBrowserSession')).toBe(0);
    expect(it.where).toBe('out');
  });
});

describe('userinfo every 60 s, where the provider sends no events', () => {
  const checked = (it: Machine, check: PersonAnswer) =>
    it.put({ type: 'personChecked', epoch: it.state.epoch, answer: check });
  const same = (roles = [wardRole]): PersonAnswer => ({
    kind: 'same',
    userinfo: { userId: nurse.userId, name: nurse.name, roles },
  });

  test('is asked once a minute, by the timer alone, and one at a time', () => {
    const it = active({});
    it.ring();
    expect([many(it, 'checkPerson'), it.nowMs]).toEqual([1, it.state.time.anchor.wallMs + minuteMs]);
    it.tick(5 * minuteMs);
    expect(many(it, 'checkPerson'), 'unanswered').toBe(1);
    checked(it, same());
    it.tick(minuteMs - 1);
    expect(many(it, 'checkPerson')).toBe(1);
    it.tick(1);
    expect(many(it, 'checkPerson')).toBe(2);
  });

  test('not where it sends events', () => {
    const it = active({ provider: { eventsUri: 'https://p/events' } });
    it.tick(7 * minuteMs);
    expect(many(it, 'checkPerson')).toBe(0);
  });

  test('not with a token that is past', () => {
    const it = machine();
    it.logIn({ refreshToken: undefined, lifeSeconds: 60 });
    // It ends in the very moment in which userinfo would be asked.
    it.tick(minuteMs);
    it.tick(5 * minuteMs);
    expect(many(it, 'checkPerson')).toBe(0);
  });

  test('the same person, whose role has another name by now (HAZ-04)', () => {
    const it = active({});
    it.tick(minuteMs);
    checked(it, same([{ ...wardRole, name: 'Another Name' }, clinicRole]));
    expect(it.view).toMatchObject({ kind: 'home', who: { role: { name: 'Another Name' } } });
  });

  test('HAZ-04 a role that is held no more ends it', () => {
    const it = active({});
    checked(it, same([clinicRole]));
    expect(it.where).toBe('out roleWithdrawn');
  });

  test('HAZ-01 another person ends it', () => {
    const it = active({});
    checked(it, { kind: 'otherPerson' });
    expect(it.where).toBe('out error');
  });

  test('trouble is no reason for anything (B20)', () => {
    const it = active({});
    it.tick(minuteMs);
    expect(types(checked(it, { kind: 'trouble', code: 'PROVIDER_TIMED_OUT', detail: '' }))).toEqual([]);
    expect([it.where, it.lane.personCheckAtMs]).toEqual(['active', it.nowMs + minuteMs]);
  });

  test('401 leads to one refresh, whose answer says whether it is over', () => {
    const it = active({});
    it.tick(minuteMs);
    expect(types(checked(it, { kind: 'unauthorized' }))).toEqual(['renew']);
    expect(types(checked(it, { kind: 'unauthorized' })), 'one').toEqual([]);
    it.renewalAnswered({ kind: 'ended' });
    expect(it.where).toBe('out revoked');
  });

  test.each<[string, (it: Machine) => void, string]>([
    ['there is nothing to refresh with', () => undefined, 'notRenewable'],
    [
      'the provider refuses to refresh',
      (it) => {
        it.untilRenewal();
        it.renewalAnswered({ kind: 'cannotRenew', code: 'TOKEN_REQUEST_REFUSED', detail: '' });
      },
      'cannotRenew',
    ],
  ])('401 where %s: access has ended, and no action runs', (_name, before, cause) => {
    const it = machine();
    it.logIn(cause === 'notRenewable' ? { refreshToken: undefined } : {});
    before(it);
    it.put({ type: 'personChecked', epoch: it.state.epoch, answer: { kind: 'unauthorized' } });
    expect(it.standing.degraded).toMatchObject({ cause, sinceMs: toTheSecond(it.nowMs) });
    it.put({ type: 'actionPrepared', actionId: 'view-patient', input: {} });
    expect(it.view.kind).toBe('actionBlocked');
  });

  test('an answer about a set of before is dropped, and the next is asked all the same', () => {
    const it = active({});
    it.tick(minuteMs);
    const { epoch } = it.state;
    it.renew();
    expect(types(it.put({ type: 'personChecked', epoch, answer: { kind: 'otherPerson' } }))).toEqual([]);
    expect(it.where).toBe('active');
    isThere(it);
    it.tick(minuteMs);
    expect(many(it, 'checkPerson')).toBe(2);
  });
});
