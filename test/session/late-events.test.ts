import { describe, expect, test } from 'vitest';
import type { SessionEvent } from '../../main/session/events.ts';
import { hourMs, machine, minuteMs, noAnswer, policy, secondMs, types, wardRole } from './fixtures.ts';

/** The first two rows of `session.md`, "Races": what comes late, and what comes at once. */
type Machine = ReturnType<typeof machine>;

function active(over: Parameters<typeof policy>[0] = {}): Machine {
  const it = machine(policy(over));
  it.logIn();
  return it;
}

/** A step-up whose record is being written. */
function accepted(): Machine {
  const it = active();
  it.stepUp();
  it.answer({ level: 3 });
  return it;
}

function permutations<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}

describe('Any late asynchronous result', () => {
  const ways: readonly (readonly [string, (it: Machine) => void])[] = [
    ['an end', (it) => it.put({ type: 'logOutRequested' })],
    ['a lock', (it) => it.put({ type: 'lockRequested' })],
    [
      'an adoption',
      (it) => {
        it.put({ type: 'changeRoleRequested' });
        it.answer({ selectedRoleId: wardRole.id });
        it.saved();
      },
    ],
  ];

  test.each(ways)('of an older epoch is dropped: %s', (_name, happen) => {
    const it = active();
    const { epoch } = it.state;
    happen(it);
    expect(it.state.epoch).toBe(epoch + 1);
    const late: readonly SessionEvent[] = [
      { type: 'renewalAnswered', epoch, answer: { kind: 'ended' } },
      { type: 'renewalAnswered', epoch, answer: noAnswer },
      { type: 'restoreAnswered', epoch, answer: { kind: 'gone' } },
      { type: 'personChecked', epoch, answer: { kind: 'otherPerson' } },
      { type: 'resumeChecked', epoch },
      { type: 'wiped', epoch, ending: 'unconfirmed' },
      { type: 'recordSaved', savedFor: { kind: 'renewal' }, epoch, kept: { kind: 'keychain' } },
      { type: 'recordSaved', savedFor: { kind: 'restore' }, epoch, kept: { kind: 'keychain' } },
      { type: 'recordSaved', savedFor: { kind: 'present' }, epoch, kept: { kind: 'memory', reason: 'slow' } },
      { type: 'intentRecorded', requestId: 'of before' },
      { type: 'actionAnswered', requestId: 'of before', answer: { kind: 'ok', rows: [], reference: '' } },
      { type: 'attemptOpened', attemptId: 'of before', expiresAtMs: 0 },
      { type: 'answerArrived', attemptId: 'of before' },
      { type: 'answerRefused', attemptId: 'of before', problem: it.problem() },
      { type: 'attemptFailed', attemptId: 'of before', problem: it.problem() },
    ];
    const before = it.state;
    for (const event of late) {
      expect(it.put(event), event.type).toEqual([]);
      expect(it.state, event.type).toEqual(before);
    }
  });

  test('its tokens go to the revoker where that cannot harm the live set', () => {
    const it = active();
    const late = (sid: string | undefined) =>
      types(it.put({ type: 'grantObtained', attemptId: 'of before', grant: it.grant({ sid }) }));
    expect(late('sid-1'), 'the live sid').toEqual([]);
    expect(late(undefined), 'nobody can tell').toEqual([]);
    expect(late('sid-2')).toEqual(['revoke']);
    it.put({ type: 'lockRequested' });
    expect(late('sid-1'), 'nothing is live').toEqual(['revoke']);
  });
});

describe('a word about another attempt', () => {
  const other = 'another';
  const words = (it: Machine): readonly SessionEvent[] => [
    { type: 'attemptOpened', attemptId: other, expiresAtMs: it.nowMs },
    { type: 'answerRefused', attemptId: other, problem: it.problem() },
    { type: 'answerArrived', attemptId: other },
    { type: 'attemptFailed', attemptId: other, problem: it.problem() },
    { type: 'recordSaved', savedFor: { kind: 'renewal' }, epoch: it.state.epoch, kept: { kind: 'keychain' } },
  ];
  const stages: Record<string, (it: Machine) => unknown> = {
    opening: () => undefined,
    waiting: (it) => it.put({ type: 'attemptOpened', attemptId: it.attemptId(), expiresAtMs: it.nowMs + minuteMs }),
    completing: (it) => it.put({ type: 'answerArrived', attemptId: it.attemptId() }),
    accepted: (it) => it.answer({ level: 3 }),
  };

  test.each(Object.entries(stages))('changes nothing of the one that is %s', (_name, advance) => {
    const it = active();
    it.stepUp();
    advance(it);
    const { attempt } = it.state;
    for (const event of words(it)) {
      expect(it.put(event), event.type).toEqual([]);
      expect(it.state.attempt, event.type).toEqual(attempt);
    }
    const grant = it.grant({ level: 3, sid: 'sid-9' });
    expect(types(it.put({ type: 'grantObtained', attemptId: other, grant }))).toEqual(['revoke']);
    expect(it.state.attempt).toEqual(attempt);
  });

  test('a second grant for the same one is nobody’s', () => {
    const it = accepted();
    const { attempt } = it.state;
    const grant = it.grant({ level: 3, sid: 'sid-9' });
    expect(types(it.put({ type: 'grantObtained', attemptId: it.attemptId(), grant }))).toEqual(['revoke']);
    expect(it.state.attempt).toEqual(attempt);
  });

  test('a record that nobody gave to the vault adopts nothing', () => {
    const it = active();
    it.stepUp();
    it.put({ type: 'answerArrived', attemptId: it.attemptId() });
    it.saved();
    expect([it.state.attempt.kind, it.state.session]).toMatchObject([
      'completing',
      { established: { sids: ['sid-1'] } },
    ]);
    expect(it.view.kind).toBe('checkingLogin');
  });
});

describe('a second answer to a refresh', () => {
  test('that is over says nothing', () => {
    const it = active();
    it.untilRenewal();
    it.renewalAnswered(noAnswer);
    const { lane } = it;
    expect(types(it.renewalAnswered({ kind: 'ended' }))).toEqual([]);
    expect([it.where, it.lane]).toEqual(['active', lane]);
  });

  test('while the first is being written goes to the revoker, where it can', () => {
    const it = active();
    it.untilRenewal();
    it.renewalAnswered(it.renewed());
    expect(types(it.renewalAnswered(it.renewed({ sid: 'sid-9' })))).toEqual(['revoke']);
    expect(types(it.lastSaved())).toEqual([]);
    expect(it.lane.stage.kind).toBe('idle');
  });
});

describe('a provider that names no session', () => {
  test('has no sid to be remembered', () => {
    const it = machine();
    it.logIn({ sid: undefined });
    expect(it.state.session).toMatchObject({ established: { sids: [] } });
  });
});

describe('a look around that nobody asked for', () => {
  test('changes nothing', () => {
    const it = active();
    it.untilRenewal();
    it.renewalAnswered(noAnswer);
    const { state } = it;
    expect(it.put({ type: 'resumeChecked', epoch: it.state.epoch })).toEqual([]);
    expect(it.state).toEqual(state);
  });
});

describe('Several events in one tick', () => {
  const saved = (it: Machine): SessionEvent => ({
    type: 'recordSaved',
    savedFor: { kind: 'attempt', attemptId: it.attemptId() },
    epoch: it.state.epoch,
    kept: { kind: 'keychain' },
  });
  const ended: SessionEvent = { type: 'providerEnded', reason: 'providerEvent' };
  const lock: SessionEvent = { type: 'lockRequested' };
  const activity = (it: Machine): SessionEvent => ({ type: 'activityNoted', inputAtMs: it.nowMs });

  test.each<[string, (it: Machine) => readonly SessionEvent[], string]>([
    ['end > lock > attempt result > activity', (it) => [ended, lock, saved(it), activity(it)], 'out providerEvent'],
    ['lock > attempt result > activity', (it) => [lock, saved(it), activity(it)], 'locked user'],
    ['attempt result > activity', (it) => [saved(it), activity(it)], 'active'],
  ])('%s, in whatever order they are heard', (_name, eventsOf, expected) => {
    const orders = permutations(eventsOf(accepted()).map((_event, at) => at));
    for (const order of orders) {
      const it = accepted();
      const events = eventsOf(it);
      for (const at of order) it.put(events[at] ?? ended);
      expect(it.where, JSON.stringify(order)).toBe(expected);
      expect(it.effects.some(({ type }) => type === 'recordIntent' || type === 'send')).toBe(false);
    }
  });

  test('end > renewal: in both orders no token lives on', () => {
    for (const order of ['end first', 'renewal first']) {
      const it = active();
      it.untilRenewal();
      const renewed: SessionEvent = { type: 'renewalAnswered', epoch: it.state.epoch, answer: it.renewed() };
      for (const event of order === 'end first' ? [ended, renewed] : [renewed, ended]) it.put(event);
      expect(it.where).toBe('out providerEvent');
      const revoked = it.effects.flatMap((effect) => (effect.type === 'revoke' ? [effect.tokens.accessToken] : []));
      expect(revoked, order).toContain('access-2');
    }
  });

  test('end > lock: the absolute and the idle limit in one moment', () => {
    const it = active({ session: { absoluteHours: 1, idleMinutes: 15 } });
    it.tick(45 * minuteMs, { idleMs: 31 * minuteMs });
    const absolute = machine(policy({ session: { absoluteHours: 1 } }));
    absolute.logIn();
    absolute.tick(10 * minuteMs, { idleMs: 1 });
    absolute.tick(hourMs);
    expect([it.where, absolute.where]).toEqual(['locked idle', 'out absoluteLimit']);
  });

  test('end > lock: not of the provider’s own echo, later, that a locked session’s tokens were revoked', () => {
    const it = active();
    it.put({ type: 'draftSaved', screenId: 'letter', values: {} });
    it.put(lock);
    it.tick(secondMs);
    it.put(ended);
    expect(it.where).toBe('locked user');
  });

  test('among ends the first wins', () => {
    const it = active();
    it.put({ type: 'logOutRequested' });
    it.put(ended);
    it.put({ type: 'logOutRequested' });
    expect(it.where).toBe('out user');
  });

  test.each(['providerEvent', 'usedElsewhere'] as const)(
    'a more specific reason may replace `revoked` within 2 s: %s',
    (reason) => {
      const revoked = () => {
        const it = active();
        it.untilRenewal();
        it.renewalAnswered({ kind: 'ended' });
        return it;
      };
      const soon = revoked();
      soon.advance(2 * secondMs);
      soon.put({ type: 'providerEnded', reason });
      soon.put({ type: 'providerEnded', reason: 'providerEvent' });
      expect(soon.where).toBe(`out ${reason}`);
      const late = revoked();
      late.advance(2 * secondMs + 1);
      late.put({ type: 'providerEnded', reason });
      expect(late.where).toBe('out revoked');
    },
  );
});
