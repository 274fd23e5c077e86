import { describe, expect, test } from 'vitest';
import { endReasons, type EndReason } from '../../preload/session-view.ts';
import { clinicRole, hourMs, machine, minuteMs, policy, startMs, types, wardRole } from './fixtures.ts';

/** "Each cause is a named reason and ends in one place" (design section 4); screen 19 has words for each. */
type Machine = ReturnType<typeof machine>;
type Profile = 'personal' | 'shared';

function active(profile: Profile): Machine {
  const it = machine(policy({ profile }));
  it.logIn({ lifeSeconds: 120 });
  return it;
}

/** A way to each, from an active session. */
const causes: Record<EndReason, readonly [Profile, (it: Machine) => unknown]> = {
  user: ['personal', (it) => it.put({ type: 'logOutRequested' })],
  switchUser: ['shared', (it) => it.put({ type: 'switchRequested' })],
  idle: ['shared', (it) => it.tick(5 * minuteMs)],
  absoluteLimit: ['personal', (it) => it.tick(12 * hourMs)],
  computerLocked: ['shared', (it) => it.power('computerLocked')],
  sleep: ['shared', (it) => it.power('suspended')],
  userSwitch: ['shared', (it) => it.power('userSwitchedAway')],
  providerEvent: ['personal', (it) => it.put({ type: 'providerEnded', reason: 'providerEvent' })],
  usedElsewhere: ['personal', (it) => it.put({ type: 'providerEnded', reason: 'usedElsewhere' })],
  revoked: ['personal', (it) => (it.untilRenewal(), it.renewalAnswered({ kind: 'ended' }))],
  roleWithdrawn: ['personal', (it) => (it.untilRenewal(), it.renewalAnswered(it.renewed({ roles: [clinicRole] })))],
  policy: ['personal', (it) => it.changePolicy(policy({ profile: 'shared' }))],
  clock: ['personal', (it) => (it.setClock(-hourMs), it.tick())],
  interrupted: [
    'shared',
    (it) => (
      it.untilRenewal(),
      it.renewalAnswered({ kind: 'unproved', tokens: it.grant().tokens, code: 'PROVIDER_BAD_ANSWER', detail: '' })
    ),
  ],
  error: [
    'personal',
    (it) => it.put({ type: 'personChecked', epoch: it.state.epoch, answer: { kind: 'otherPerson' } }),
  ],
  quit: ['shared', (it) => it.put({ type: 'quitRequested' })],
};

describe.each(endReasons)('%s', (reason) => {
  const [profile, happen] = causes[reason];

  test('is reachable, and says what happened, when, and that nothing is lost that nobody typed', () => {
    const it = active(profile);
    happen(it);
    expect(it.where).toBe(`out ${reason}`);
    expect(it.state.session).toMatchObject({
      end: { reason, atMs: it.state.time.wallMs, workLost: false, unconfirmed: false },
      forceLogin: true,
    });
  });

  test('wipes before it waits for any network, replaces the renderer, and only then revokes', () => {
    const it = active(profile);
    const { epoch } = it.state;
    const before = it.effects.length;
    happen(it);
    const effects = it.effects.slice(before);
    const own = types(effects)?.filter((type) => !['renew', 'checkPerson', 'beginAttempt'].includes(type));
    expect(own?.slice(0, 3)).toEqual(['wipe', 'replaceRenderer', 'revoke']);
    expect(effects).toContainEqual({ type: 'wipe', epoch: epoch + 1, reason });
    expect(effects).toContainEqual(expect.objectContaining({ type: 'note', code: 'SESSION_ENDED', detail: reason }));
  });

  test('leaves nothing of anybody in memory', () => {
    const it = active(profile);
    it.put({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
    happen(it);
    expect(JSON.stringify(it.state)).not.toMatch(/access-|refresh-|Synthetic|sign-prescription/);
    expect(it.state).toMatchObject({ watch: null, drafts: {}, action: { kind: 'none' } });
    expect(it.state.lane).toMatchObject({ stage: { kind: 'idle' }, dueAtMs: undefined, personCheckAtMs: undefined });
  });

  test('HAZ-03 ended and not acknowledged: log-in is allowed at once', () => {
    const it = active(profile);
    happen(it);
    if (reason === 'switchUser') it.put({ type: 'cancelRequested' });
    const effects = it.put({ type: 'loginRequested' });
    expect(types(effects), 'and counts as having read it').toEqual(['noteTold', 'beginAttempt']);
    expect(it.request().prompt, 'the browser may still be logged in').toBe('login');
  });

  test('B14 opens no browser by itself', () => {
    const it = active(profile);
    const begun = it.effects.filter(({ type }) => type === 'beginAttempt').length;
    happen(it);
    for (let rings = 0; rings < 5; rings += 1) it.tick(minuteMs);
    const now = it.effects.filter(({ type }) => type === 'beginAttempt').length;
    expect(now - begun, 'but for a person who said "I am someone else"').toBe(reason === 'switchUser' ? 1 : 0);
    expect(it.effects.some(({ type }) => type === 'openBrowser' || type === 'endBrowserSession')).toBe(false);
  });
});

describe('workLost (HAZ-08)', () => {
  const typed = () => {
    const it = active('personal');
    it.put({ type: 'draftSaved', screenId: 'letter', values: { text: 'half' } });
    return it;
  };

  test.each<[string, (it: Machine) => unknown]>([
    ['user', (it) => it.put({ type: 'logOutRequested' })],
    ['absoluteLimit', (it) => it.tick(12 * hourMs)],
    ['switchUser', (it) => (it.put({ type: 'lockRequested' }), it.put({ type: 'switchRequested' }))],
    ['quit', (it) => (it.put({ type: 'lockRequested' }), it.put({ type: 'quitRequested' }))],
  ])('is said of what was typed and not sent: %s', (reason, happen) => {
    const it = typed();
    happen(it);
    expect(it.state.session).toMatchObject({ end: { reason, workLost: true } });
    expect(it.state.drafts).toEqual({});
  });

  test('is not said twice', () => {
    const it = typed();
    it.put({ type: 'logOutRequested' });
    it.put({ type: 'loginRequested' });
    it.answer();
    it.saved();
    it.put({ type: 'logOutRequested' });
    expect(it.view).toMatchObject({ kind: 'ended', workLost: false });
  });
});

describe('log-out', () => {
  const withLogout = { provider: { rpInitiatedLogout: true } };

  test('ends the session in the browser where policy turns it on, after everything else (invariant 6: a gesture)', () => {
    const it = machine(policy(withLogout));
    it.logIn();
    const effects = it.put({ type: 'logOutRequested' });
    expect(types(effects)).toEqual(['wipe', 'replaceRenderer', 'revoke', 'endBrowserSession']);
    expect(it.lastEffect('endBrowserSession')).toEqual({
      type: 'endBrowserSession',
      epoch: it.state.epoch,
      sid: 'sid-1',
    });
    expect(JSON.stringify(it.lastEffect('endBrowserSession'))).not.toMatch(/access-|refresh-/);
  });

  test('HAZ-07 issue 6 line 1: says that the browser was asked only once it was, and only of this end', () => {
    const it = machine(policy(withLogout));
    it.logIn();
    it.put({ type: 'logOutRequested' });
    const { epoch } = it.state;
    expect(it.view, 'the page may not open, or the provider may offer none').toMatchObject({ browserLogin: 'mayGoOn' });
    it.put({ type: 'browserSessionAsked', epoch });
    expect(it.view).toMatchObject({ kind: 'ended', reason: 'user', browserLogin: 'askedToEnd' });
    it.logIn();
    it.put({ type: 'providerEnded', reason: 'providerEvent' });
    it.put({ type: 'browserSessionAsked', epoch });
    expect(it.view).toMatchObject({ kind: 'ended', browserLogin: 'mayGoOn' });
  });

  test('HAZ-07 issue 6 line 1: tells to close a private window at every end, also where the provider was asked', () => {
    const inPrivate = policy(withLogout);
    const it = machine({ ...inPrivate, browser: { ...inPrivate.browser, private: true } });
    it.logIn();
    it.tick(12 * hourMs);
    expect(it.view).toMatchObject({ kind: 'ended', browserLogin: 'privateWindow' });
    it.logIn();
    it.put({ type: 'logOutRequested' });
    it.put({ type: 'browserSessionAsked', epoch: it.state.epoch });
    expect(it.view).toMatchObject({ kind: 'ended', browserLogin: 'privateWindow' });
  });

  test.each<[string, (it: Machine) => unknown]>([
    [
      'from the lock: there is no session to name any more',
      (it) => (it.put({ type: 'lockRequested' }), it.put({ type: 'logOutRequested' })),
    ],
    ['by idle', (it) => it.tick(12 * hourMs)],
    ['by the provider', (it) => it.put({ type: 'providerEnded', reason: 'providerEvent' })],
    ['by a switch: the next log-in asks anyway', (it) => it.put({ type: 'switchRequested' })],
  ])('not %s', (_name, happen) => {
    const it = machine(policy(withLogout));
    it.logIn();
    happen(it);
    expect(it.where).toMatch(/^out/);
    expect(it.effects.some(({ type }) => type === 'endBrowserSession')).toBe(false);
  });

  test('nobody is logged in: there is nothing to log out of', () => {
    const it = machine();
    it.start();
    expect(it.put({ type: 'logOutRequested' })).toBeUndefined();
    const restorable = machine();
    restorable.offer();
    expect(restorable.put({ type: 'logOutRequested' }), '"someone else" is what is on that screen').toBeUndefined();
  });

  test('while a role is chosen, also where none can be used', () => {
    for (const roles of [[wardRole, clinicRole], []]) {
      const it = machine();
      it.logIn({ roles });
      it.put({ type: 'logOutRequested' });
      expect(it.where).toBe('out user');
    }
  });
});

describe('HAZ-07 what the keychain could not show is said', () => {
  test('late, and of this end alone', () => {
    const it = active('personal');
    it.put({ type: 'logOutRequested' });
    const { epoch } = it.state;
    it.put({ type: 'wiped', epoch: epoch - 1, ending: 'unconfirmed' });
    expect(it.view).toMatchObject({ unconfirmed: false });
    it.put({ type: 'wiped', epoch, ending: 'unconfirmed' });
    expect(it.view).toMatchObject({
      kind: 'ended',
      reason: 'user',
      atMs: startMs,
      workLost: false,
      unconfirmed: true,
      browserLogin: 'mayGoOn',
    });
  });

  test('an end that was read is not brought back by it', () => {
    const it = active('personal');
    it.put({ type: 'logOutRequested' });
    it.put({ type: 'wentBack' });
    it.put({ type: 'wiped', epoch: it.state.epoch, ending: 'unconfirmed' });
    expect(it.view).toEqual({ kind: 'loggedOut' });
  });
});

describe('back', () => {
  test('from an end: it has been read, and the next start says nothing of it', () => {
    const it = active('personal');
    it.put({ type: 'logOutRequested' });
    expect(types(it.put({ type: 'wentBack' }))).toEqual(['noteTold']);
    expect(it.put({ type: 'wentBack' }), 'once').toBeUndefined();
  });
});
