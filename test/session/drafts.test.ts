import { describe, expect, test } from 'vitest';
import { clinicRole, doctor, machine, minuteMs, noAnswer, policy, types, wardRole } from './fixtures.ts';

/** Design section 5, "Drafts" (HAZ-08): in main's memory, by person, back only after an unlock by the same, never shared. */
type Machine = ReturnType<typeof machine>;

const letter = { text: 'half a letter' };

function typed(): Machine {
  const it = machine();
  it.logIn();
  expect(it.put({ type: 'draftSaved', screenId: 'letter', values: letter })).toEqual([]);
  return it;
}

function unlock(it: Machine): void {
  it.put({ type: 'unlockRequested' });
  it.answer();
  it.saved();
}

describe('kept', () => {
  test.each<[string, (it: Machine) => unknown]>([
    ['a lock', (it) => (it.put({ type: 'lockRequested' }), unlock(it))],
    ['the idle limit', (it) => (it.tick(15 * minuteMs), unlock(it))],
    ['a user switch', (it) => (it.power('userSwitchedAway'), unlock(it))],
    ['a locked computer', (it) => (it.power('computerLocked'), it.power('computerUnlocked'))],
    ['sleep', (it) => (it.power('suspended'), it.power('resumed'))],
    ['a renewal', (it) => it.renew()],
    [
      'a lost renewal (B19)',
      (it) => {
        it.untilRenewal();
        it.renewalAnswered({ ...noAnswer, spent: 'unknown' });
        it.untilRenewal();
        it.renewalAnswered({ kind: 'ended' });
        unlock(it);
      },
    ],
    ['a step-up', (it) => (it.stepUp(), it.answer({ level: 3 }), it.saved())],
    ['a step-up by another person', (it) => (it.stepUp(), it.answer({ level: 3, person: doctor }))],
    [
      'an expired confirmation',
      (it) => (it.stepUp(), it.put({ type: 'cancelRequested' }), it.put({ type: 'wentBack' })),
    ],
  ])('through %s', (_name, happen) => {
    const it = typed();
    happen(it);
    expect([it.state.session.kind, it.state.drafts]).toEqual(['active', { letter }]);
  });

  test('by screen, the newest of each', () => {
    const it = typed();
    it.put({ type: 'draftSaved', screenId: 'note', values: { text: 'a note' } });
    it.put({ type: 'draftSaved', screenId: 'letter', values: { text: 'a whole letter' } });
    expect(it.state.drafts).toEqual({ letter: { text: 'a whole letter' }, note: { text: 'a note' } });
  });

  test('the lock says so, and shows none of it', () => {
    const it = typed();
    it.put({ type: 'lockRequested' });
    expect(it.view).toMatchObject({ kind: 'locked', workKept: true });
    expect(JSON.stringify(it.view)).not.toContain(letter.text);
  });
});

describe('issue 6 line 1: screen 18, what a switch would cost', () => {
  const drafts = {
    'action-sign-prescription': { reason: letter.text },
    'action-view-patient': { reason: '' },
    'note-of-another-page': { text: 'a note' },
  };
  function halfDone(): Machine {
    const it = machine();
    it.logIn();
    for (const [screenId, values] of Object.entries(drafts)) it.put({ type: 'draftSaved', screenId, values });
    return it;
  }
  const label = policy().actions.find(({ id }) => id === 'sign-prescription')?.label;

  test('the lock names the actions that something was typed for, and no word of it', () => {
    const it = halfDone();
    it.put({ type: 'lockRequested' });
    expect(label).toBeDefined();
    expect(it.view).toMatchObject({ kind: 'locked', unsent: [label] });
    expect(JSON.stringify(it.view)).not.toContain(letter.text);
  });

  test('so does the screen that asks whether to switch to another person', () => {
    const it = halfDone();
    it.put({ type: 'lockRequested' });
    it.put({ type: 'unlockRequested' });
    it.answer({ person: doctor, sid: 'sid-2' });
    expect(it.view).toMatchObject({ kind: 'otherPerson', unsent: [label] });
  });
});

describe('R25 after an unlock, where it waits', () => {
  const screenId = 'action-sign-prescription';
  const typing = (it: Machine, reason: string) => it.put({ type: 'draftSaved', screenId, values: { reason } });

  test('the home screen names the action that it was typed for, and no word of it', () => {
    const it = machine();
    it.logIn();
    expect(it.view).toMatchObject({ kind: 'home', unsent: [] });
    typing(it, letter.text);
    it.put({ type: 'lockRequested' });
    unlock(it);
    expect(it.view).toMatchObject({ kind: 'home', unsent: ['sign-prescription'] });
    expect(JSON.stringify(it.view)).not.toContain(letter.text);
  });

  test('R14 a change of role keeps it, too', () => {
    const it = machine();
    it.logIn({ roles: [wardRole, clinicRole] });
    it.put({ type: 'roleChosen', roleId: wardRole.id });
    typing(it, letter.text);
    it.put({ type: 'changeRoleRequested' });
    it.answer({ roles: [wardRole, clinicRole] });
    it.saved();
    it.put({ type: 'roleChosen', roleId: clinicRole.id });
    expect(it.view).toMatchObject({
      kind: 'home',
      who: { role: { id: clinicRole.id } },
      unsent: ['sign-prescription'],
    });
  });

  test('what was deleted again is not waited for: neither home nor the lock nor an end says so', () => {
    const it = machine();
    it.logIn();
    typing(it, letter.text);
    typing(it, '');
    expect(it.view).toMatchObject({ kind: 'home', unsent: [] });
    it.put({ type: 'lockRequested' });
    expect(it.view).toMatchObject({ kind: 'locked', workKept: false, unsent: [] });
    it.put({ type: 'logOutRequested' });
    expect(it.view).toMatchObject({ kind: 'ended', workLost: false });
  });

  test('HAZ-01 another person is told nothing of it', () => {
    const it = machine();
    it.logIn();
    typing(it, letter.text);
    it.put({ type: 'lockRequested' });
    it.put({ type: 'switchRequested' });
    it.answer({ person: doctor, sid: 'sid-2' });
    it.saved();
    expect(it.view).toMatchObject({ kind: 'home', unsent: [] });
  });
});

describe('only for the same person', () => {
  test('HAZ-01 another person at the unlock gets nothing, and after a switch there is nothing', () => {
    const it = typed();
    it.put({ type: 'lockRequested' });
    it.put({ type: 'unlockRequested' });
    it.answer({ person: doctor, sid: 'sid-2' });
    expect([it.view.kind, it.state.session.kind]).toEqual(['otherPerson', 'locked']);
    it.put({ type: 'switchRequested' });
    expect(it.state.drafts).toEqual({});
    it.answer({ person: doctor, sid: 'sid-2' });
    it.saved();
    expect([it.state.session.kind, it.state.drafts]).toEqual(['active', {}]);
  });

  test.each([
    ['log-out', { type: 'logOutRequested' }],
    ['switch', { type: 'switchRequested' }],
    ['quit', { type: 'quitRequested' }],
  ] as const)('wiped at every end: %s', (_name, event) => {
    const it = typed();
    it.put(event);
    expect(JSON.stringify(it.state)).not.toContain(letter.text);
  });
});

describe('refused', () => {
  test('on shared terminals, always', () => {
    const it = machine(policy({ profile: 'shared' }));
    it.logIn();
    expect(it.put({ type: 'draftSaved', screenId: 'letter', values: letter })).toBeUndefined();
    expect(it.state.drafts).toEqual({});
  });

  test('where nobody is working: out, locked, choosing a role', () => {
    const out = machine();
    out.start();
    const locked = typed();
    locked.put({ type: 'lockRequested' });
    const choosing = machine();
    choosing.logIn({ roles: [wardRole, clinicRole] });
    for (const it of [out, locked, choosing]) {
      expect(it.put({ type: 'draftSaved', screenId: 'other', values: letter })).toBeUndefined();
      expect(it.state.drafts).not.toHaveProperty('other');
    }
  });

  test('more screens than there are: memory has a bound', () => {
    const it = typed();
    for (let screens = 1; screens < 20; screens += 1) {
      expect(it.put({ type: 'draftSaved', screenId: `screen-${screens}`, values: letter })).toBeDefined();
    }
    expect(it.put({ type: 'draftSaved', screenId: 'one more', values: letter })).toBeUndefined();
    expect(it.put({ type: 'draftSaved', screenId: 'letter', values: {} }), 'a known one may change').toBeDefined();
  });

  test('a draft is no confirmation, and no activity', () => {
    const it = machine();
    it.logIn({ level: 3 });
    it.put({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
    it.advance(minuteMs);
    const { action, watch } = it.state;
    expect(types(it.put({ type: 'draftSaved', screenId: 'confirm', values: { confirmed: 'yes' } }))).not.toContain(
      'recordIntent',
    );
    expect([it.state.action, it.state.watch]).toEqual([action, watch]);
  });
});
