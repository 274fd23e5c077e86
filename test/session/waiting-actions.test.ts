import { describe, expect, test } from 'vitest';
import {
  clinicRole,
  minuteMs,
  policy,
  secondMs,
  signPrescription,
  stopPrescription,
  types,
  viewPatient,
  type Machine,
} from './fixtures.ts';
import { activeWithThree as active } from './three-actions.ts';

/** Issue 5 line 3, `session.md` "Races": two waiting actions share one step-up, and are confirmed one by one. */

/** One is on the blocked screen, a second has been added. */
function twoWaiting(): Machine {
  const it = active();
  it.prepare('sign-prescription');
  it.prepare('stop-prescription');
  return it;
}

function steppedUp(it: Machine, ageSeconds = 0): Machine {
  it.put({ type: 'stepUpRequested', again: false });
  it.answer({ level: 3, ageSeconds, lifeSeconds: 3_600 });
  it.saved();
  return it;
}

const shown = ({ view }: Machine) => ('action' in view && view.action ? [view.kind, view.action.id] : [view.kind]);
const waiting = ({ state }: Machine) => state.waiting.map(({ action }) => action.id);

describe('two waiting actions (issue 5 line 3)', () => {
  test('the blocked screen says which may join, and which do', () => {
    const it = active();
    it.prepare('sign-prescription');
    expect(it.view).toMatchObject({ alsoWaiting: [], mayJoin: [{ id: 'stop-prescription' }] });
    expect(types(it.prepare('stop-prescription'))).toEqual([]);
    expect(it.view).toMatchObject({
      kind: 'actionBlocked',
      action: { id: 'sign-prescription' },
      alsoWaiting: [{ id: 'stop-prescription' }],
      mayJoin: [],
    });
  });

  test('share one step-up, by the strictest need of the two', () => {
    const it = twoWaiting();
    it.put({ type: 'stepUpRequested', again: false });
    expect(it.request()).toMatchObject({ acrValue: 'AAL3_ANY', maxAgeSeconds: 120 });
    it.answer({ level: 3, ageSeconds: 121 });
    expect(it.view).toMatchObject({ kind: 'insufficient', problem: { code: 'AUTH_TIME_STALE' } });
  });

  test('HAZ-10 are confirmed one by one, each with an id, a line and a request of its own', () => {
    const it = steppedUp(twoWaiting());
    expect(it.view).toMatchObject({
      kind: 'confirmAction',
      action: { id: 'sign-prescription' },
      alsoWaiting: [{ id: 'stop-prescription' }],
    });
    const first = it.confirmAndSend();
    it.answered(first);
    expect(
      it.effects.filter(({ type }) => type === 'send'),
      'the other has not gone along',
    ).toHaveLength(1);
    it.put({ type: 'wentBack' });
    expect(it.view).toMatchObject({
      kind: 'confirmAction',
      action: { id: 'stop-prescription' },
      alsoWaiting: [],
    });
    const second = it.confirmAndSend();
    expect(second).not.toBe(first);
    const recorded = it.effects.flatMap((effect) =>
      effect.type === 'recordIntent' ? [[effect.intent.action.id, effect.intent.requestId]] : [],
    );
    expect(recorded).toEqual([
      ['sign-prescription', first],
      ['stop-prescription', second],
    ]);
    expect(
      it.effects.filter(({ type }) => type === 'beginAttempt'),
      'a log-in, and one step-up',
    ).toHaveLength(2);
  });

  test('HAZ-10 one that asks for no confirmation by itself is confirmed all the same when it has waited', () => {
    const fresh = { ...viewPatient, requirement: { levels: [2, 3], maxAgeSeconds: 60 } };
    const it = active({ actions: [fresh, signPrescription] });
    it.tick(61 * secondMs);
    it.prepare('sign-prescription');
    it.prepare('view-patient');
    steppedUp(it);
    it.put({ type: 'wentBack' });
    expect(shown(it)).toEqual(['confirmAction', 'view-patient']);
  });

  test('HAZ-05 each has its gate: one that has become stale meanwhile asks again, by itself', () => {
    const it = steppedUp(twoWaiting());
    it.advance(121 * secondMs);
    it.answered(it.confirmAndSend());
    it.put({ type: 'wentBack' });
    expect(it.view).toMatchObject({
      kind: 'actionBlocked',
      action: { id: 'stop-prescription' },
      missing: [{ kind: 'freshness', maxAgeSeconds: 120 }],
    });
  });

  test('each has its ten minutes, from when it was asked for', () => {
    const it = active();
    it.prepare('sign-prescription');
    it.advance(6 * minuteMs);
    it.prepare('stop-prescription');
    it.advance(5 * minuteMs);
    steppedUp(it);
    expect(it.view).toMatchObject({
      kind: 'actionDone',
      action: { id: 'sign-prescription' },
      outcome: { kind: 'refused', problem: { code: 'ACTION_EXPIRED' } },
    });
    it.put({ type: 'wentBack' });
    expect(shown(it)).toEqual(['confirmAction', 'stop-prescription']);
  });
});

describe('one does not take the other along', () => {
  test('gone back from at its confirmation', () => {
    const it = steppedUp(twoWaiting());
    it.put({ type: 'wentBack' });
    expect(shown(it)).toEqual(['confirmAction', 'stop-prescription']);
    it.put({ type: 'wentBack' });
    expect(shown(it)).toEqual(['home']);
  });

  test('gone back from while blocked', () => {
    const it = twoWaiting();
    it.put({ type: 'wentBack' });
    expect(shown(it)).toEqual(['actionBlocked', 'stop-prescription']);
  });

  test('refused by the service', () => {
    const it = steppedUp(twoWaiting());
    const requestId = it.confirmAndSend();
    it.put({
      type: 'actionAnswered',
      requestId,
      answer: { kind: 'refused', problem: it.problem('API_REFUSED') },
    });
    it.put({ type: 'wentBack' });
    expect(shown(it)).toEqual(['confirmAction', 'stop-prescription']);
  });

  test('invariant 9 not put on record', () => {
    const it = steppedUp(twoWaiting());
    it.confirm();
    const { requestId } = it.lastEffect('recordIntent').intent;
    it.put({ type: 'intentNotRecorded', requestId, problem: it.problem('ACTION_NOT_AUDITED') });
    it.put({ type: 'wentBack' });
    expect(shown(it)).toEqual(['confirmAction', 'stop-prescription']);
  });

  test('gone back from after a log-in that was not enough: the next is shown with what it misses', () => {
    const it = twoWaiting();
    it.put({ type: 'stepUpRequested', again: false });
    it.answer({ level: 2 });
    it.put({ type: 'wentBack' });
    expect(shown(it)).toEqual(['actionBlocked', 'stop-prescription']);
    it.put({ type: 'wentBack' });
    expect(shown(it)).toEqual(['home']);
  });

  test('taken out of the catalogue', () => {
    const it = twoWaiting();
    it.changePolicy(policy({ actions: [viewPatient, stopPrescription] }));
    expect(shown(it)).toEqual(['actionBlocked', 'stop-prescription']);
    const other = twoWaiting();
    other.changePolicy(policy({ actions: [viewPatient, signPrescription] }));
    expect([...shown(other), ...waiting(other)]).toEqual(['actionBlocked', 'sign-prescription']);
  });
});

describe('a new action while the step-up waits in the browser (`session.md`, "Races")', () => {
  const stepUpFor = (actionId: string): Machine => {
    const it = active();
    it.prepare(actionId);
    it.put({ type: 'stepUpRequested', again: false });
    it.put({ type: 'attemptOpened', attemptId: it.attemptId(), expiresAtMs: it.nowMs + 5 * minuteMs });
    return it;
  };
  const answered = (it: Machine, ageSeconds: number) => {
    const { attempt } = it.state;
    it.answer({ level: 3, ageSeconds, lifeSeconds: 3_600 });
    it.saved();
    return attempt;
  };

  test('joins if its need is covered: one journey, and the attempt goes on', () => {
    const it = stepUpFor('stop-prescription');
    const { attempt } = it.state;
    expect(types(it.prepare('sign-prescription'))).toEqual([]);
    expect(it.state.attempt).toEqual(attempt);
    answered(it, 100);
    it.put({ type: 'wentBack' });
    expect(shown(it)).toEqual(['confirmAction', 'sign-prescription']);
  });

  test('else queues: it asks for its own log-in when its turn comes', () => {
    const it = stepUpFor('sign-prescription');
    it.prepare('stop-prescription');
    answered(it, 300);
    expect(shown(it)).toEqual(['confirmAction', 'sign-prescription']);
    it.put({ type: 'wentBack' });
    expect(it.view).toMatchObject({
      kind: 'actionBlocked',
      action: { id: 'stop-prescription' },
      missing: [{ kind: 'freshness', maxAgeSeconds: 120 }],
    });
  });

  test('cancelled: both wait on, and the next journey asks for both', () => {
    const it = stepUpFor('sign-prescription');
    it.prepare('stop-prescription');
    it.put({ type: 'cancelRequested' });
    expect([...shown(it), ...waiting(it)]).toEqual(['actionBlocked', 'sign-prescription', 'stop-prescription']);
    it.put({ type: 'stepUpRequested', again: false });
    expect(it.request().maxAgeSeconds).toBe(120);
  });
});

describe('who may not join', () => {
  test('the same one twice, an unknown one, one that lacks nothing', () => {
    const it = twoWaiting();
    for (const actionId of ['sign-prescription', 'stop-prescription', 'nothing', 'view-patient']) {
      expect(it.prepare(actionId), actionId).toBeUndefined();
    }
    expect(waiting(it)).toEqual(['stop-prescription']);
  });

  test('HAZ-04 one that no log-in opens: it is for another role', () => {
    const forDoctors = { ...stopPrescription, requirement: { levels: [3], roleCodes: ['R0260'] } };
    const it = active({ actions: [signPrescription, forDoctors] });
    it.prepare('sign-prescription');
    expect(it.view).toMatchObject({ mayJoin: [] });
    expect(it.prepare('stop-prescription')).toBeUndefined();
  });

  test('one that is to be filled in first is offered only once it is', () => {
    const input = [
      { name: 'reason', label: { en: 'Reason' }, kind: 'longText' },
      { name: 'ward', label: { en: 'Ward' }, kind: 'text', required: false },
    ];
    const it = active({ actions: [signPrescription, { ...stopPrescription, input }] });
    it.prepare('sign-prescription');
    expect(it.view).toMatchObject({ mayJoin: [] });
    it.put({ type: 'draftSaved', screenId: 'action-stop-prescription', values: { reason: 'synthetic' } });
    expect(it.view).toMatchObject({ mayJoin: [{ id: 'stop-prescription' }] });
  });

  test('any, while one is confirmed, recorded or sent', () => {
    const it = steppedUp(twoWaiting());
    expect(it.prepare('view-patient')).toBeUndefined();
    it.confirm();
    expect(it.prepare('view-patient')).toBeUndefined();
    const { requestId } = it.lastEffect('recordIntent').intent;
    it.put({ type: 'intentRecorded', requestId });
    expect(it.prepare('view-patient')).toBeUndefined();
    it.answered(requestId);
    expect(it.prepare('view-patient'), 'the other comes first').toBeUndefined();
  });
});

describe('a lock or an end drops all of them', () => {
  test.each([
    ['a lock during the step-up', 'lockRequested', 'locked'],
    ['a log-out', 'logOutRequested', 'ended'],
    ['a switch', 'switchRequested', 'openingBrowser'],
  ] as const)('%s', (_name, type, kind) => {
    const it = twoWaiting();
    it.put({ type: 'stepUpRequested', again: false });
    it.put({ type });
    expect([it.view.kind, it.state.action.kind, waiting(it)]).toEqual([kind, 'none', []]);
  });

  test('and they do not come back with the unlock', () => {
    const it = twoWaiting();
    it.put({ type: 'lockRequested' });
    it.put({ type: 'unlockRequested' });
    it.answer({ level: 3 });
    it.saved();
    expect(it.view.kind).toBe('home');
  });

  test('HAZ-01 nor with another person', () => {
    const it = twoWaiting();
    it.put({ type: 'switchRequested' });
    it.answer({ level: 3, roles: [clinicRole], person: { ...it.grant().person, subject: '9', userId: '9' } });
    it.saved();
    expect([it.view.kind, waiting(it)]).toEqual(['home', []]);
  });
});
