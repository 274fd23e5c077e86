import { describe, expect, test } from 'vitest';
import type { SessionEvent } from '../../main/session/events.ts';
import { clinicRole, machine, minuteMs, policy, startMs, types, wardRole } from './fixtures.ts';

/** "Quit, OS session end": what may be continued stays, everything else ends (`session.md`, "Races"). */
type Machine = ReturnType<typeof machine>;

const quits: readonly (readonly [string, SessionEvent])[] = [
  ['quit', { type: 'quitRequested' }],
  ['OS session end', { type: 'power', power: 'osSessionEnding' }],
];

describe.each(quits)('%s', (_name, quit) => {
  test('personal, kept in the keychain: the last activity is written, nothing is wiped, nothing is revoked', () => {
    const it = machine();
    it.logIn();
    it.advance(10_000);
    it.put({ type: 'activityNoted', inputAtMs: it.nowMs });
    const { epoch } = it.state;
    expect(it.put(quit)).toEqual([{ type: 'touchVault', lastActivityMs: startMs + 10_000 }]);
    expect(it.where).toBe('out');
    expect(it.state).toMatchObject({ epoch: epoch + 1, watch: null, drafts: {}, attempt: { kind: 'none' } });
    expect(JSON.stringify(it.state)).not.toMatch(/access-|refresh-|Synthetic/);
  });

  test.each<[string, () => Machine]>([
    [
      'shared',
      () => {
        const it = machine(policy({ profile: 'shared' }));
        it.logIn();
        return it;
      },
    ],
    [
      'personal, in memory only',
      () => {
        const it = machine();
        it.start();
        it.put({ type: 'loginRequested' });
        it.answer();
        it.saved({ kind: 'memory', reason: 'slow' });
        return it;
      },
    ],
    [
      'choosingRole',
      () => {
        const it = machine();
        it.logIn({ roles: [wardRole, clinicRole] });
        return it;
      },
    ],
  ])('%s: ends, since nobody could end it later', (_kind, begin) => {
    const it = begin();
    expect(types(it.put(quit))).toEqual(['wipe', 'replaceRenderer', 'revoke']);
    expect(it.where).toBe('out quit');
  });

  test('a locked session never restores: the journal says dead', () => {
    const it = machine();
    it.logIn();
    it.put({ type: 'lockRequested' });
    expect(it.put(quit)).toContainEqual(expect.objectContaining({ type: 'wipe', reason: 'quit' }));
    expect(it.where).toBe('out quit');
  });

  test('what was not continued yet may still be, by the next start', () => {
    const it = machine();
    it.offer();
    expect(it.put(quit)).toEqual([]);
    expect(it.where).toBe('restorable');
  });

  test.each<[string, () => Machine]>([
    [
      'a log-in',
      () => {
        const it = machine();
        it.start();
        it.put({ type: 'loginRequested' });
        return it;
      },
    ],
    [
      'a step-up',
      () => {
        const it = machine();
        it.logIn();
        it.stepUp();
        return it;
      },
    ],
  ])('%s that is under way is cancelled, and its tab is told', (_kind, begin) => {
    const it = begin();
    const attemptId = it.attemptId();
    expect(it.put(quit)).toContainEqual({ type: 'endAttempt', attemptId, page: { kind: 'cancelled' } });
    expect(it.state.attempt.kind).toBe('none');
  });

  test('a step-up that was accepted: its record may not stand for the session', () => {
    const it = machine();
    it.logIn();
    it.stepUp();
    it.answer({ level: 3 });
    expect(types(it.put(quit)), 'the live one is written over it').toEqual(['saveRecord', 'endAttempt', 'touchVault']);
    expect(it.lastEffect('saveRecord').record).toMatchObject({ refreshToken: 'refresh-1', facts: { level: 2 } });
  });

  test('one that was called off by the system leaves an app that works', () => {
    const it = machine();
    it.logIn();
    it.untilRenewal();
    it.put({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
    const { generation } = it.state;
    it.put(quit);
    expect(it.state).toMatchObject({ generation, action: { kind: 'none' }, lane: { stage: { kind: 'idle' } } });
    it.put({ type: 'loginRequested' });
    expect(it.request().prompt, 'whoever it is').toBe('login');
    it.answer();
    it.saved();
    expect(it.where).toBe('active');
    expect(it.lastEffect('saveRecord').record.generation).toBe(generation + 1);
  });

  test('a request that is being sent finishes; nobody is shown its outcome', () => {
    const it = machine();
    it.logIn();
    const requestId = it.send();
    it.put(quit);
    expect(it.answered(requestId)).toEqual([]);
    expect(it.view).toEqual({ kind: 'loggedOut' });
  });

  test('HAZ-02 idle counts on from the last activity when it is continued', () => {
    const it = machine();
    it.logIn();
    it.tick(5 * minuteMs);
    const [touched] = it.put(quit) ?? [];
    if (touched?.type !== 'touchVault') throw new Error('nothing was written');
    const next = machine();
    next.advance(15 * minuteMs);
    next.offer({}, touched.lastActivityMs);
    expect(next.where).toBe('out idle');
  });
});
