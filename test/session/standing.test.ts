import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { warningAt } from '../../main/session/limit-moves.ts';
import type { PowerEvent } from '../../main/ports.ts';
import { count } from '../unit-support/counts.ts';
import { sessionView, type SessionView } from '../../preload/session-view.ts';
import { clinicRole, hourMs, machine, minuteMs, noAnswer, policy, profiles, secondMs, wardRole } from './fixtures.ts';

/** What lies over every screen (`session.md`, "Regions": overlays of the view, not states), and when it changes by itself. */
type Machine = ReturnType<typeof machine>;

describe('overlays', () => {
  const screens: Record<string, (it: Machine) => unknown> = {
    home: () => undefined,
    openingBrowser: (it) => it.put({ type: 'renewRequested' }),
    waitingForBrowser: (it) => {
      it.put({ type: 'renewRequested' });
      it.put({ type: 'attemptOpened', attemptId: it.attemptId(), expiresAtMs: it.nowMs + 5 * minuteMs });
    },
    checkingLogin: (it) => {
      it.put({ type: 'renewRequested' });
      it.put({ type: 'answerArrived', attemptId: it.attemptId() });
    },
    attemptFailed: (it) => {
      it.put({ type: 'renewRequested' });
      it.put({ type: 'attemptFailed', attemptId: it.attemptId(), problem: it.problem() });
    },
    actionBlocked: (it) => it.put({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} }),
    insufficient: (it) => (it.stepUp(), it.answer({ level: 2 })),
    otherPerson: (it) => (it.stepUp(), it.answer({ level: 3, person: other })),
    sendingAction: (it) => it.send(),
    actionDone: (it) => it.answered(it.send()),
  };
  const other = { issuer: 'https://p', subject: 'other', userId: '999000000009', name: 'Synthetic Other' };

  test.each(Object.entries(screens))('the standing is on the screen %s', (kind, show) => {
    const it = machine();
    it.logIn();
    show(it);
    expect(it.view).toMatchObject({
      kind,
      who: { standing: { endsAtMs: it.nowMs + 12 * hourMs, idleLimitMinutes: 15 } },
    });
  });

  test.each(Object.entries(screens))('the view is what the contract says: %s', (_kind, show) => {
    const it = machine();
    it.logIn();
    show(it);
    expect(v.parse(sessionView, it.view)).toEqual(it.view);
  });

  test('HAZ-04 whose screen it is, by what, in which role, and what can be done', () => {
    const it = machine();
    it.logIn();
    expect(it.view).toMatchObject({
      kind: 'home',
      who: {
        person: { name: 'Synthetic Nurse', userId: '999000000001' },
        role: {
          id: '555254240100',
          name: 'Nurse Access Role',
          code: 'R8001',
          organisationName: 'SYNTHETIC WARD',
          organisationCode: 'RXX01',
        },
        assurance: { level: 2, authenticators: ['microsoftAuthenticator'], otherMethods: [] },
      },
      actions: [
        { id: 'view-patient', sensitive: false },
        { id: 'sign-prescription', sensitive: true },
      ],
    });
  });

  test('nobody is asked whether they are there while they see nothing', () => {
    const it = machine();
    it.logIn();
    it.power('computerLocked');
    it.tick(14 * minuteMs);
    expect(it.where).toBe('blanked');
    expect(warningAt(policy(), it.state, it.state.time.nowMs)).toBeNull();
  });

  test.each(['confirmAction', 'chooseRole', 'noUsableRole'])('and on %s', (kind) => {
    const it = machine();
    it.logIn({
      level: 3,
      roles: kind === 'chooseRole' ? [wardRole, clinicRole] : kind === 'noUsableRole' ? [] : [wardRole],
    });
    it.put({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
    expect(it.view).toMatchObject({ kind, who: { standing: { idleLimitMinutes: 15 } } });
  });

  test('HAZ-02 shared: whose session it is, after a minute without input to the app', () => {
    const it = machine(policy({ profile: 'shared' }));
    it.logIn();
    it.tick(minuteMs - 1);
    expect(it.standing.showInUse).toBe(false);
    it.ring();
    expect(it.standing.showInUse).toBe(true);
    it.put({ type: 'activityNoted', inputAtMs: it.nowMs });
    expect(it.standing.showInUse).toBe(false);
  });

  test('personal: never', () => {
    const it = machine();
    it.logIn();
    it.tick(12 * minuteMs);
    expect(it.standing.showInUse).toBe(false);
  });

  test.each<[string, (it: Machine) => unknown]>([
    ['locked', (it) => it.put({ type: 'lockRequested' })],
    ['blanked', (it) => it.power('computerLocked')],
    ['ended', (it) => it.put({ type: 'logOutRequested' })],
  ])('there is none where nobody’s screen is shown: %s', (kind, happen) => {
    const it = machine();
    it.logIn();
    happen(it);
    expect(it.view.kind).toBe(kind);
    expect(it.view).not.toHaveProperty('who');
  });
});

const saved = (it: Machine) => it.effects.some(({ type }) => type === 'saveRecord') && it.lastSaved();

/** Whatever a person, a browser, a provider, a computer and an administrator may do, as long as each is possible. */
const moves: Record<string, (it: Machine) => unknown> = {
  login: (it) => it.put({ type: 'loginRequested' }),
  opened: (it) =>
    'id' in it.state.attempt &&
    it.put({ type: 'attemptOpened', attemptId: it.attemptId(), expiresAtMs: it.nowMs + 5 * minuteMs }),
  good: (it) => 'id' in it.state.attempt && (it.answer(), saved(it)),
  good3: (it) => 'id' in it.state.attempt && (it.answer({ level: 3 }), saved(it)),
  twoRoles: (it) => 'id' in it.state.attempt && (it.answer({ roles: [wardRole, clinicRole] }), saved(it)),
  noRefreshToken: (it) =>
    'id' in it.state.attempt && (it.answer({ refreshToken: undefined, roles: [wardRole, clinicRole] }), saved(it)),
  arrived: (it) => 'id' in it.state.attempt && it.put({ type: 'answerArrived', attemptId: it.attemptId() }),
  cancel: (it) => it.put({ type: 'cancelRequested' }),
  back: (it) => it.put({ type: 'wentBack' }),
  role: (it) => it.put({ type: 'roleChosen', roleId: wardRole.id }),
  sign: (it) => it.stepUp(),
  prepare: (it) => it.put({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} }),
  view: (it) => it.put({ type: 'actionPrepared', actionId: 'view-patient', input: {} }),
  renewAgain: (it) => it.put({ type: 'renewRequested' }),
  lock: (it) => it.put({ type: 'lockRequested' }),
  unlock: (it) => it.put({ type: 'unlockRequested' }),
  logOut: (it) => it.put({ type: 'logOutRequested' }),
  continue: (it) => it.put({ type: 'continueRequested' }),
  continued: (it) =>
    it.state.session.kind === 'restorable' &&
    it.state.session.continuing &&
    (it.restoreAnswered(it.renewed()), saved(it)),
  notContinued: (it) => it.restoreAnswered(noAnswer),
  renewed: (it) => it.state.lane.stage.kind === 'asking' && (it.renewalAnswered(it.renewed()), saved(it)),
  renewLater: (it) => it.renewalAnswered({ ...noAnswer, retryAfterMs: 90 * secondMs }),
  cannotRenew: (it) => it.renewalAnswered({ kind: 'cannotRenew', code: 'INTERNAL', detail: '' }),
  checked: (it) => it.put({ type: 'personChecked', epoch: it.state.epoch, answer: { kind: 'unauthorized' } }),
  touched: (it) => it.put({ type: 'activityNoted', inputAtMs: it.nowMs }),
  stay: (it) => it.put({ type: 'stayRequested', inputAtMs: it.nowMs }),
  read: (it) => it.put({ type: 'endNoticeDismissed' }),
  draft: (it) => it.put({ type: 'draftSaved', screenId: 'letter', values: {} }),
  stricter: (it) => it.changePolicy(policy({ session: { idleMinutes: 2, absoluteHours: 1 } })),
  looser: (it) => it.changePolicy(policy()),
  resumeChecked: (it) => it.put({ type: 'resumeChecked', epoch: it.state.epoch }),
  ...Object.fromEntries(
    (['computerLocked', 'computerUnlocked', 'suspended', 'resumed', 'userSwitchedAway'] satisfies PowerEvent[]).map(
      (event) => [event, (it: Machine) => it.power(event)],
    ),
  ),
  second: (it) => it.tick(secondMs, { idleMs: 0 }),
  minute: (it) => it.tick(minuteMs),
  fiveMinutes: (it) => it.tick(5 * minuteMs, { idleMs: 10 * secondMs }),
  hour: (it) => it.tick(hourMs),
  clock: (it) => it.setClock(-20 * secondMs),
  ring: (it) => it.nextLookMs !== undefined && it.ring(),
};

/** How long ago the person proved themselves is a number on the screen, and no reason to paint it anew. */
function withoutAge(view: SessionView): SessionView {
  if (view.kind !== 'actionBlocked') return view;
  const missing = view.missing.map((one) => (one.kind === 'freshness' ? { ...one, ageSeconds: 0 } : one));
  return { ...view, missing };
}

describe('the timer', () => {
  const sequences = fc.array(fc.constantFrom(...Object.keys(moves)), { maxLength: 30 });
  const start = fc.constantFrom('logged in', 'logged out', 'offered', 'at AAL3');

  test.each(profiles)(
    '%s: nothing changes on screen, and nothing is to be done, before it rings',
    (profile) => {
      const reached = new Set<string>();
      fc.assert(
        fc.property(start, sequences, fc.nat(), (from, sequence, seed) => {
          const it = machine(policy({ profile }));
          if (from === 'offered') it.offer();
          else if (from === 'logged out') it.start();
          else it.logIn({ level: from === 'at AAL3' ? 3 : 2 });
          for (const name of sequence) moves[name]?.(it);
          reached.add(it.view.kind);
          expect(v.parse(sessionView, it.view), 'the contract').toEqual(it.view);
          // A look that is late shows at once what it missed.
          it.tick();
          const delayMs = it.nextLookMs ?? 24 * hourMs;
          expect(delayMs, 'it is not wound up for what is past').toBeGreaterThan(0);
          for (const ms of [1, 1 + (seed % Math.ceil(delayMs)), delayMs - 1]) {
            if (ms < 1 || ms >= delayMs) continue;
            const { view, effects } = it.peek(ms);
            expect(withoutAge(view), `${from} ${sequence.join(' ')}, after ${ms} of ${delayMs} ms`).toEqual(
              withoutAge(it.view),
            );
            // When the journal is written is nobody's to see.
            expect(effects.filter(({ type }) => type !== 'touchVault')).toEqual([]);
          }
        }),
        { numRuns: count(2_000, 50_000) },
      );
      expect([...reached]).toEqual(
        expect.arrayContaining(['home', 'ended', 'chooseRole', 'waitingForBrowser', 'checkingLogin', 'actionBlocked']),
      );
    },
    10 * minuteMs,
  );

  test('rings for the notice before the end', () => {
    const it = machine(policy({ provider: { eventsUri: 'https://p/events' } }));
    it.logIn({ lifeSeconds: 86_400 });
    for (let minutes = 0; minutes < 11 * 60 - 5; minutes += 5) it.tick(5 * minuteMs, { idleMs: 1 });
    const { endsAtMs } = it.standing;
    while (it.standing.endNoticeMinutes === null) it.ring();
    expect(endsAtMs - it.nowMs).toBe(hourMs);
  });

  test('rings when a proof gets too old for the action that waits', () => {
    const it = machine(policy({ provider: { eventsUri: 'https://p/events' } }));
    it.logIn({ lifeSeconds: 86_400 });
    const loggedInAtMs = it.nowMs;
    it.put({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
    it.tick(10 * minuteMs, { idleMs: 1 });
    const missing = () => (it.view.kind === 'actionBlocked' ? it.view.missing.map(({ kind }) => kind) : []);
    while (missing().length < 2) it.ring();
    expect([missing(), it.nowMs - loggedInAtMs]).toEqual([['level', 'freshness'], 901 * secondMs]);
  });

  test('nobody logged in, nothing under way: no timer at all', () => {
    const it = machine();
    it.start();
    expect(it.nextLookMs).toBeUndefined();
  });

  test('only an attempt is under way: its end', () => {
    const it = machine();
    it.start();
    it.put({ type: 'loginRequested' });
    expect(it.nextLookMs).toBe(5 * minuteMs);
    it.put({ type: 'attemptOpened', attemptId: it.attemptId(), expiresAtMs: it.nowMs + 5 * minuteMs });
    it.tick(minuteMs);
    expect(it.nextLookMs).toBe(4 * minuteMs);
    it.ring();
    expect(it.view).toMatchObject({ kind: 'attemptFailed', problem: { code: 'ATTEMPT_TIMED_OUT' } });
  });
});
