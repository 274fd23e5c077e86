import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Effect, Gesture } from '../../main/session/events.ts';
import { establishedIn } from '../../main/session/state.ts';
import { count } from '../unit-support/counts.ts';
import { clinicRole, doctor, machine, nurse, wardRole } from './fixtures.ts';

const single = [
  ...([
    'login',
    'cancel',
    'back',
    'logOut',
    'switch',
    'changeRole',
    'view',
    'sign',
    'stepUp',
    'again',
    'confirm',
    'lock',
    'unlock',
  ] as const),
  ...(['opened', 'arrived', 'good2', 'good3', 'otherPerson', 'stale', 'aal1', 'saved', 'failed'] as const),
  ...(['recorded', 'notRecorded', 'answered', 'chooseWard', 'wait', 'waitLong', 'lateGrant', 'lateSave'] as const),
] as const;
type Move = (typeof single)[number];

/** Runs that get deep, so that chance breaks things there, too. */
const runs: readonly (readonly Move[])[] = [
  ['login', 'opened', 'arrived', 'good2', 'saved', 'chooseWard'],
  ['login', 'arrived', 'good3', 'saved', 'chooseWard'],
  ['sign', 'stepUp', 'opened', 'arrived', 'good3', 'saved'],
  ['sign', 'stepUp', 'opened', 'arrived', 'otherPerson'],
  ['sign', 'stepUp', 'arrived', 'good2'],
  ['sign', 'confirm', 'recorded', 'answered'],
  ['view', 'recorded', 'answered'],
  ['lock', 'unlock', 'arrived', 'good2', 'saved'],
  ['lock', 'unlock', 'arrived', 'otherPerson'],
];

/** What a person, a browser and a network may do, in any order (`session.md`, "Properties"). */
const sequences = fc
  .array(
    fc.oneof(
      fc.constantFrom(...single).map((move) => [move]),
      fc.constantFrom(...runs),
    ),
    { maxLength: 25 },
  )
  .map((parts) => parts.flat());

const reached = new Set<string>();
const kept = { kind: 'keychain' } as const;

function play(sequence: readonly Move[]) {
  const it = machine();
  it.start();
  let lastAttemptId = 'none';
  let lastRequestId = 'none';
  let confirmed = false;
  const trail: string[] = [];
  for (const name of sequence) {
    const attemptId = 'id' in it.state.attempt ? it.state.attempt.id : lastAttemptId;
    const before = it.state;
    const problem = { code: 'AUTHORIZATION_DENIED', atMs: 0, correlationId: attemptId, detail: '' } as const;
    const grant = (options: Parameters<typeof it.grant>[0]) =>
      it.put({ type: 'grantObtained', attemptId, grant: it.grant({ roles: [wardRole, clinicRole], ...options }) });
    const effects: readonly Effect[] =
      {
        login: () => it.put({ type: 'loginRequested' }),
        cancel: () => it.put({ type: 'cancelRequested' }),
        back: () => it.put({ type: 'wentBack' }),
        logOut: () => it.put({ type: 'logOutRequested' }),
        switch: () => it.put({ type: 'switchRequested' }),
        changeRole: () => it.put({ type: 'changeRoleRequested' }),
        lock: () => it.put({ type: 'lockRequested' }),
        unlock: () => it.put({ type: 'unlockRequested' }),
        view: () => it.put({ type: 'actionPrepared', actionId: 'view-patient' }),
        sign: () => it.put({ type: 'actionPrepared', actionId: 'sign-prescription' }),
        stepUp: () => it.put({ type: 'stepUpRequested', again: false }),
        again: () => it.put({ type: 'stepUpRequested', again: true }),
        confirm: () => {
          const confirmationId = it.state.action.kind === 'confirming' ? it.state.action.confirmationId : 'none';
          const taken = it.put({ type: 'actionConfirmed', confirmationId });
          confirmed ||= taken?.some(({ type }) => type === 'recordIntent') ?? false;
          return taken;
        },
        opened: () => it.put({ type: 'attemptOpened', attemptId, expiresAtMs: it.nowMs + 300_000 }),
        arrived: () => it.put({ type: 'answerArrived', attemptId }),
        good2: () => grant({ level: 2 }),
        good3: () => grant({ level: 3 }),
        otherPerson: () => grant({ level: 3, person: doctor, sid: 'sid-2' }),
        stale: () => grant({ level: 3, ageSeconds: 5_000 }),
        aal1: () => grant({ level: 1 }),
        saved: () =>
          it.put({ type: 'recordSaved', savedFor: { kind: 'attempt', attemptId }, epoch: it.state.epoch, kept }),
        lateGrant: () =>
          it.put({ type: 'grantObtained', attemptId: lastAttemptId, grant: it.grant({ person: nurse }) }),
        lateSave: () =>
          it.put({
            type: 'recordSaved',
            savedFor: { kind: 'attempt', attemptId: lastAttemptId },
            epoch: before.epoch - 1,
            kept,
          }),
        failed: () => it.put({ type: 'attemptFailed', attemptId, problem }),
        recorded: () => it.put({ type: 'intentRecorded', requestId: lastRequestId }),
        notRecorded: () => it.put({ type: 'intentNotRecorded', requestId: lastRequestId, problem }),
        answered: () =>
          it.put({
            type: 'actionAnswered',
            requestId: lastRequestId,
            outcome: { kind: 'ok', rows: [], reference: '' },
          }),
        chooseWard: () => it.put({ type: 'roleChosen', roleId: wardRole.id }),
        wait: () => (it.advance(60_000), []),
        waitLong: () => (it.advance(700_000), []),
      }[name]() ?? [];
    trail.push(name);
    if ('id' in it.state.attempt) lastAttemptId = it.state.attempt.id;
    if (it.state.action.kind === 'recording') lastRequestId = it.state.action.requestId;
    check(it, before, effects, confirmed, trail.join(' '));
    if (effects.some(({ type }) => type === 'send')) confirmed = false;
  }
}

type Machine = ReturnType<typeof machine>;

function check(it: Machine, before: Machine['state'], effects: readonly Effect[], confirmed: boolean, trail: string) {
  const { state, view } = it;
  reached.add(view.kind);
  // No token where nobody is logged in.
  if (!['active', 'choosingRole'].includes(state.session.kind)) {
    expect(JSON.stringify(state.session), trail).not.toMatch(/access-|refresh-/);
  }
  // No token in any view, ever (invariant 1).
  expect(JSON.stringify(view), trail).not.toMatch(/access-|refresh-|sid-/);
  // Two persons never share an epoch.
  const [was, is] = [establishedIn(before)?.person, establishedIn(state)?.person];
  if (was && is && state.epoch === before.epoch) expect(is, trail).toEqual(was);
  // A session exists only at AAL2 or AAL3, and AAL3 only by a token that says so.
  const level = establishedIn(state)?.authentication.level;
  if (is) expect([2, 3], trail).toContain(level);
  // Sending comes after recording, and for a sensitive action after a confirmation, at AAL3.
  for (const effect of effects) {
    if (effect.type !== 'send') continue;
    reached.add(`send ${effect.intent.action.id}`);
    expect(before.action.kind, trail).toBe('recording');
    if (effect.intent.action.id === 'sign-prescription') {
      expect(confirmed, trail).toBe(true);
      expect(effect.intent.established.authentication.level, trail).toBe(3);
    }
  }
  // Nothing opens a browser without a gesture (invariant 6): only these begin an attempt.
  if (effects.some(({ type }) => type === 'beginAttempt')) {
    expect(trail.split(' ').at(-1)).toMatch(/^(login|switch|changeRole|stepUp|again|unlock)$/);
  }
  // Every state has a way out that a person can take.
  expect(
    waysOut.some((gesture) => it.wouldTake(gesture)),
    `${trail}: ${view.kind}`,
  ).toBe(true);
}

const waysOut: readonly Gesture[] = [
  { type: 'loginRequested' },
  { type: 'cancelRequested' },
  { type: 'wentBack' },
  { type: 'logOutRequested' },
];

test('whatever happens, in whatever order', () => {
  fc.assert(
    fc.property(sequences, (sequence) => {
      play(sequence);
    }),
    { numRuns: count(2_000, 100_000) },
  );
  // A search that never got anywhere would prove nothing.
  expect([...reached]).toEqual(
    expect.arrayContaining([
      'send sign-prescription',
      'send view-patient',
      'insufficient',
      'otherPerson',
      'actionDone',
      'ended',
      'locked',
    ]),
  );
});
