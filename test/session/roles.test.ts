import { describe, expect, test } from 'vitest';
import type { Role } from '../../main/identity/userinfo.ts';
import type { Policy } from '../../main/policy/schema.ts';
import { clinicRole, machine, policy, profiles, wardRole, type GrantOptions, type Machine } from './fixtures.ts';

/** Issue 5 line 1: national RBAC, as far as the session machine decides. */

const adminRole: Role = { ...wardRole, id: '555254240102', name: 'Admin', code: 'R8008' };
const both = [wardRole, clinicRole];

function withRoles(roles: Partial<Policy['roles']>, profile: 'personal' | 'shared' = 'personal'): Policy {
  const usual = policy({ profile });
  return { ...usual, roles: { ...usual.roles, ...roles } };
}
const provider = withRoles({ picking: 'provider' });

function loggedIn(thePolicy: Policy, options: GrantOptions): Machine {
  const it = machine(thePolicy);
  it.logIn(options);
  return it;
}

/** Refused: by which code. */
function refusedLogIn(thePolicy: Policy, options: GrantOptions): Machine {
  const it = machine(thePolicy);
  it.start();
  it.put({ type: 'loginRequested' });
  it.answer(options);
  return it;
}

function changedRole(it: Machine, options: GrantOptions): void {
  it.put({ type: 'changeRoleRequested' });
  it.answer(options);
  it.saved();
}

function steppedUp(it: Machine, options: GrantOptions): void {
  it.put({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
  it.put({ type: 'stepUpRequested', again: false });
  it.answer({ level: 3, ...options });
}

describe('who picks', () => {
  test.each([
    ['app', 'login', undefined, []],
    ['app', 'changeRole', 'login', []],
    ['provider', 'login', 'login', ['selectedrole']],
    ['provider', 'changeRole', 'login', ['changedrole']],
    ['provider', 'stepUp', undefined, ['selectedrole']],
  ] as const)('picking %s, %s: prompt %s, scopes %j', (picking, purpose, prompt, scopes) => {
    const it = machine(withRoles({ picking }));
    it.start();
    it.put({ type: 'loginRequested' });
    if (purpose !== 'login') {
      it.answer({ roles: both, selectedRoleId: wardRole.id });
      it.saved();
    }
    if (purpose === 'changeRole') it.put({ type: 'changeRoleRequested' });
    if (purpose === 'stepUp') {
      it.put({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
      it.put({ type: 'stepUpRequested', again: false });
    }
    const { request } = it.lastEffect('beginAttempt');
    expect(request.prompt).toBe(prompt);
    expect(request.scopes.filter((scope) => scope.endsWith('role'))).toEqual(scopes);
  });

  test('app: a change of role ends at our own list, with the role until now marked', () => {
    const it = loggedIn(withRoles({}), { roles: both, selectedRoleId: wardRole.id });
    changedRole(it, { roles: both });
    expect(it.view).toMatchObject({ kind: 'chooseRole', lastRoleId: wardRole.id });
    it.put({ type: 'roleChosen', roleId: clinicRole.id });
    expect(it.view).toMatchObject({ kind: 'home', who: { role: { id: clinicRole.id } } });
  });

  test('app: a provider that names the old role all the same does not undo the wish to change it', () => {
    const it = loggedIn(withRoles({}), { roles: both, selectedRoleId: wardRole.id });
    changedRole(it, { roles: both, selectedRoleId: wardRole.id });
    expect(it.view.kind).toBe('chooseRole');
  });

  test('provider: the role is the one that was selected there, at the log-in and at a change', () => {
    const it = loggedIn(provider, { roles: both, selectedRoleId: wardRole.id });
    expect(it.view).toMatchObject({ kind: 'home', who: { role: { id: wardRole.id } } });
    changedRole(it, { roles: both, selectedRoleId: clinicRole.id });
    expect(it.view).toMatchObject({ kind: 'home', who: { role: { id: clinicRole.id } } });
  });

  test('provider: where it names none, this app asks', () => {
    expect(loggedIn(provider, { roles: both }).view).toMatchObject({ kind: 'chooseRole', roles: [{}, {}] });
  });

  test('HAZ-04 provider: no list of ours offers another role than the tokens are for', () => {
    const it = loggedIn(withRoles({ picking: 'provider', allowedRoleCodes: ['R8008'] }), {
      roles: [wardRole, adminRole],
      selectedRoleId: wardRole.id,
    });
    expect(it.view).toMatchObject({
      kind: 'noUsableRole',
      cause: 'roleNotAllowed',
      unusable: [{ role: { id: wardRole.id } }],
    });
    expect(it.put({ type: 'roleChosen', roleId: adminRole.id })).toBeUndefined();
  });
});

describe('what the policy allows', () => {
  const allowed = withRoles({ allowedRoleCodes: ['R8001'], allowedOrganisations: ['RXX01'] });

  test('one usable role among several: silent', () => {
    const it = loggedIn(allowed, { roles: [adminRole, wardRole, clinicRole] });
    expect(it.view).toMatchObject({ kind: 'home', who: { role: { id: wardRole.id } } });
  });

  test('HAZ-04 but not in the place of another one that was selected at the provider', () => {
    const it = loggedIn(allowed, { roles: [adminRole, wardRole], selectedRoleId: adminRole.id });
    expect(it.view).toMatchObject({ kind: 'chooseRole', roles: [{ id: wardRole.id }] });
  });

  test('several: those that are allowed can be chosen, the others are named with their reason', () => {
    const second = { ...wardRole, id: '555254240109' };
    const it = loggedIn(allowed, { roles: [wardRole, second, clinicRole, adminRole] });
    expect(it.view).toMatchObject({
      kind: 'chooseRole',
      roles: [{ id: wardRole.id }, { id: second.id }],
      unusable: [
        { role: { id: clinicRole.id }, reason: 'organisationNotSetUp' },
        { role: { id: adminRole.id }, reason: 'roleNotAllowed' },
      ],
    });
    expect(it.put({ type: 'roleChosen', roleId: clinicRole.id })).toBeUndefined();
    expect(it.put({ type: 'roleChosen', roleId: second.id })).toBeDefined();
  });

  test.each([
    ['none is held', [], 'noRoles'],
    ['the job role is not allowed', [adminRole], 'roleNotAllowed'],
    ['neither job role nor organisation is', [{ ...adminRole, organisationCode: 'A81001' }], 'roleNotAllowed'],
    ['the organisation is not set up', [clinicRole], 'organisationNotSetUp'],
    ['one of each', [adminRole, clinicRole], 'organisationNotSetUp'],
  ] as const)('screen 9, %s: %s', (_name, roles, cause) => {
    const it = loggedIn(allowed, { roles });
    expect(it.view).toMatchObject({ kind: 'noUsableRole', cause, neededRoleCodes: ['R8001'], problem: null });
    expect(it.view).toMatchObject({ unusable: roles.map(({ id }) => ({ role: { id } })) });
  });

  test('screen 9 has its ways on: a new log-in of the same person, log-out, somebody else', () => {
    const retry = loggedIn(allowed, { roles: [] });
    changedRole(retry, { roles: [wardRole] });
    expect(retry.view).toMatchObject({ kind: 'home', who: { role: { id: wardRole.id } } });
    for (const gesture of [{ type: 'logOutRequested' }, { type: 'switchRequested' }] as const) {
      expect(loggedIn(allowed, { roles: [] }).wouldTake(gesture)).toBe(true);
    }
  });

  test('a retry that is cancelled leads back to it', () => {
    const it = loggedIn(allowed, { roles: [] });
    it.put({ type: 'changeRoleRequested' });
    it.put({ type: 'cancelRequested' });
    expect(it.view.kind).toBe('noUsableRole');
  });

  test('a policy that does not allow the role any more ends the session as "policy", not as "withdrawn"', () => {
    const it = loggedIn(withRoles({}), { roles: [wardRole] });
    it.changePolicy(withRoles({ allowedRoleCodes: ['R8008'] }));
    expect(it.where).toBe('out policy');
  });

  test('a role that is another one by now at the provider, and not allowed: "policy" too', () => {
    const it = loggedIn(allowed, { roles: [wardRole] });
    const roles = [{ ...wardRole, code: 'R8008' }];
    const answer = { kind: 'same', userinfo: { userId: undefined, name: '', roles } } as const;
    it.put({ type: 'personChecked', epoch: it.state.epoch, answer });
    expect(it.where).toBe('out policy');
  });

  test.each(['personChecked', 'renewal'])('a role that is gone from userinfo: "withdrawn", by %s', (how) => {
    const it = loggedIn(allowed, { roles: [wardRole, adminRole] });
    if (how === 'renewal') {
      it.untilRenewal();
      it.renewalAnswered(it.renewed({ roles: [adminRole] }));
    } else {
      const answer = { kind: 'same', userinfo: { userId: undefined, name: '', roles: [adminRole] } } as const;
      it.put({ type: 'personChecked', epoch: it.state.epoch, answer });
    }
    expect(it.where).toBe('out roleWithdrawn');
  });

  test('a saved session in a role that is not allowed any more is not offered', () => {
    const it = machine(withRoles({ allowedOrganisations: ['A81001'] }));
    it.offer();
    expect(it.where).toBe('out policy');
  });

  test('and one whose role became another at the provider meanwhile is not continued', () => {
    const it = machine(allowed);
    it.offer();
    it.put({ type: 'continueRequested' });
    it.restoreAnswered(it.renewed({ roles: [{ ...wardRole, organisationCode: 'A81001' }] }));
    expect(it.where).toBe('out policy');
  });

  test('an unlock by a person whose role is not allowed any more lets them choose among the others', () => {
    const it = loggedIn(withRoles({}), { roles: [adminRole] });
    it.put({ type: 'lockRequested' });
    it.changePolicy(allowed);
    it.put({ type: 'unlockRequested' });
    it.answer({ roles: [adminRole, wardRole] });
    it.saved();
    expect(it.view).toMatchObject({ kind: 'chooseRole', roles: [{ id: wardRole.id }] });
  });
});

describe('HAZ-04 selected_roleid', () => {
  test.each(profiles)('one that nobody holds refuses the log-in: %s', (profile) => {
    for (const picking of ['app', 'provider'] as const) {
      const it = refusedLogIn(withRoles({ picking }, profile), { roles: both, selectedRoleId: '999999999999' });
      expect(it.view).toMatchObject({ kind: 'attemptFailed', problem: { code: 'ROLE_UNKNOWN' } });
      expect(it.where).toBe('out');
    }
  });

  test('and a change of role, after which the session is as it was', () => {
    const it = loggedIn(provider, { roles: both, selectedRoleId: wardRole.id });
    it.put({ type: 'changeRoleRequested' });
    it.answer({ roles: both, selectedRoleId: '999999999999' });
    expect(it.view).toMatchObject({ kind: 'attemptFailed', problem: { code: 'ROLE_UNKNOWN' } });
    it.put({ type: 'wentBack' });
    expect(it.view).toMatchObject({ kind: 'home', who: { role: { id: wardRole.id } } });
  });

  test.each(['provider', 'app'] as const)(
    'another one after a step-up: nothing is sent, it is said, and the person chooses (HAZ-10), picking %s',
    (picking) => {
      const it = loggedIn(withRoles({ picking }), { roles: both, selectedRoleId: wardRole.id });
      steppedUp(it, { roles: both, selectedRoleId: clinicRole.id });
      it.saved();
      expect(it.view).toMatchObject({
        kind: 'actionDone',
        outcome: { kind: 'refused', problem: { code: 'ACTION_ROLE_CHANGED' } },
        who: { role: null, assurance: { level: 3 } },
      });
      expect(it.effects.some(({ type }) => type === 'recordIntent' || type === 'send')).toBe(false);
      expect(it.put({ type: 'roleChosen', roleId: clinicRole.id })).toBeUndefined();
      it.put({ type: 'wentBack' });
      const offered = picking === 'provider' ? [{ id: clinicRole.id }] : [{ id: wardRole.id }, { id: clinicRole.id }];
      expect(it.view).toMatchObject({ kind: 'chooseRole', roles: offered });
      it.put({ type: 'roleChosen', roleId: clinicRole.id });
      expect(it.view).toMatchObject({ kind: 'home', who: { role: { id: clinicRole.id } } });
    },
  );

  test('the record of such a step-up has no role, so that nobody continues in one that was not chosen', () => {
    const it = loggedIn(provider, { roles: both, selectedRoleId: wardRole.id });
    steppedUp(it, { roles: both, selectedRoleId: clinicRole.id });
    expect(it.lastEffect('saveRecord').record.facts.role).toBeUndefined();
  });

  test('the same one after a step-up, and none: the action goes on in the role that it was begun in', () => {
    for (const selectedRoleId of [{ selectedRoleId: wardRole.id }, {}]) {
      const it = loggedIn(provider, { roles: both, selectedRoleId: wardRole.id });
      steppedUp(it, { roles: both, ...selectedRoleId });
      it.saved();
      expect(it.view).toMatchObject({ kind: 'confirmAction', who: { role: { id: wardRole.id } } });
    }
  });

  test('a role that was picked in our list is not taken for changed because the provider names the one of before', () => {
    const it = loggedIn(withRoles({}), { roles: both, selectedRoleId: wardRole.id });
    changedRole(it, { roles: both, selectedRoleId: wardRole.id });
    it.put({ type: 'roleChosen', roleId: clinicRole.id });
    steppedUp(it, { roles: both, selectedRoleId: wardRole.id });
    it.saved();
    expect(it.view).toMatchObject({ kind: 'confirmAction', who: { role: { id: clinicRole.id } } });
  });

  test('another one with renewed tokens: they are not used, and a log-in settles which it is', () => {
    const it = loggedIn(provider, { roles: both, selectedRoleId: wardRole.id });
    it.untilRenewal();
    it.renewalAnswered(it.renewed({ roles: both, selectedRoleId: clinicRole.id }));
    expect(it.where).toBe('locked renewalLost');
    const same = loggedIn(provider, { roles: both, selectedRoleId: wardRole.id });
    same.renew({ roles: both, selectedRoleId: wardRole.id });
    expect(same.where).toBe('active');
  });

  test('another one with the tokens of a continued session: there is none', () => {
    for (const [selectedRoleId, where] of [
      [clinicRole.id, 'out interrupted'],
      [wardRole.id, 'active'],
    ] as const) {
      const it = machine(provider);
      it.offer();
      it.put({ type: 'continueRequested' });
      it.restoreAnswered(it.renewed({ roles: both, selectedRoleId }));
      if (it.state.session.kind === 'restorable') it.lastSaved();
      expect(it.where).toBe(where);
    }
  });

  test('another one after an unlock is for the person to confirm', () => {
    const it = loggedIn(provider, { roles: both, selectedRoleId: wardRole.id });
    it.put({ type: 'lockRequested' });
    it.put({ type: 'unlockRequested' });
    it.answer({ roles: both, selectedRoleId: clinicRole.id });
    it.saved();
    expect(it.view).toMatchObject({ kind: 'chooseRole', roles: [{ id: clinicRole.id }] });
  });
});

describe('roles that cannot be read', () => {
  const rolesFault = 'nhsid_nrbac_roles: none of 1 can be read';
  const unreadable = (it: Machine) => {
    const attemptId = it.attemptId();
    it.put({ type: 'attemptOpened', attemptId, expiresAtMs: it.nowMs + 300_000 });
    it.put({ type: 'answerArrived', attemptId });
    it.put({ type: 'grantObtained', attemptId, grant: { ...it.grant({ roles: [], level: 3 }), rolesFault } });
    return attemptId;
  };

  test('at a log-in: a technical fault, with code and correlation id, and not "no roles"', () => {
    const it = machine();
    it.start();
    it.put({ type: 'loginRequested' });
    const correlationId = unreadable(it);
    it.saved();
    expect(it.view).toMatchObject({
      kind: 'noUsableRole',
      cause: 'technicalFault',
      problem: { code: 'USERINFO_MALFORMED', correlationId, detail: rolesFault },
    });
  });

  test.each(['changeRoleRequested', 'renewRequested'] as const)('%s: refused, and the session stays', (type) => {
    const it = loggedIn(withRoles({}), { roles: [wardRole] });
    it.put({ type });
    unreadable(it);
    expect(it.view).toMatchObject({ kind: 'attemptFailed', problem: { code: 'USERINFO_MALFORMED' } });
    it.put({ type: 'wentBack' });
    expect(it.view.kind).toBe('home');
  });

  test('an unlock: refused, and the work stays kept behind the lock', () => {
    const it = loggedIn(withRoles({}), { roles: [wardRole] });
    it.put({ type: 'lockRequested' });
    it.put({ type: 'unlockRequested' });
    unreadable(it);
    expect(it.where).toBe('locked user');
  });

  test('invariant 5: in the middle of a session they are not roles that were taken, and end nothing', () => {
    const it = loggedIn(withRoles({}), { roles: [wardRole] });
    const userinfo = { userId: undefined, name: '', roles: [], rolesFault };
    it.put({ type: 'personChecked', epoch: it.state.epoch, answer: { kind: 'same', userinfo } });
    expect(it.view).toMatchObject({ kind: 'home', who: { role: { id: wardRole.id } } });
    expect(it.lane.personCheckAtMs).toBeGreaterThan(it.state.time.nowMs);
    it.untilRenewal();
    const renewed = it.renewed();
    if (renewed.kind !== 'renewed') throw new Error('no renewal');
    it.renewalAnswered({ ...renewed, userinfo });
    it.lastSaved();
    expect(it.view).toMatchObject({ kind: 'home', who: { role: { id: wardRole.id } } });
  });

  test('invariant 2: no session is continued on them', () => {
    const it = machine();
    it.offer();
    it.put({ type: 'continueRequested' });
    const renewed = it.renewed();
    if (renewed.kind !== 'renewed') throw new Error('no renewal');
    it.restoreAnswered({ ...renewed, userinfo: { userId: undefined, name: '', roles: [], rolesFault } });
    expect(it.where).toBe('out interrupted');
  });
});

describe('activity codes', () => {
  test('a continued session has them from userinfo, whatever the record says', () => {
    const it = machine();
    it.offer();
    it.put({ type: 'continueRequested' });
    it.restoreAnswered(it.renewed({ roles: [{ ...wardRole, activityCodes: ['B0401'] }] }));
    it.lastSaved();
    expect(it.state.session).toMatchObject({ kind: 'active', role: { activityCodes: ['B0401'] } });
  });

  test('and userinfo of a minute later may have others', () => {
    const it = loggedIn(withRoles({}), { roles: [wardRole] });
    const roles = [{ ...wardRole, activityCodes: ['B0428'] }];
    const answer = { kind: 'same', userinfo: { userId: undefined, name: '', roles } } as const;
    it.put({ type: 'personChecked', epoch: it.state.epoch, answer });
    expect(it.state.session).toMatchObject({ role: { activityCodes: ['B0428'] } });
  });
});

describe('the last role', () => {
  test('that this computer remembers is marked, if it can be chosen', () => {
    const it = loggedIn(withRoles({}), { roles: both });
    it.put({ type: 'lastRoleFound', epoch: it.state.epoch, roleId: clinicRole.id });
    expect(it.view).toMatchObject({ kind: 'chooseRole', lastRoleId: clinicRole.id });
    const gone = loggedIn(withRoles({}), { roles: both });
    gone.put({ type: 'lastRoleFound', epoch: gone.state.epoch, roleId: adminRole.id });
    expect(gone.view).toMatchObject({ kind: 'chooseRole', lastRoleId: null });
  });

  test('HAZ-01 found too late, it marks nothing for the next person', () => {
    const it = loggedIn(withRoles({}), { roles: both });
    const { epoch } = it.state;
    it.put({ type: 'switchRequested' });
    it.answer({ roles: both });
    it.saved();
    it.put({ type: 'lastRoleFound', epoch, roleId: clinicRole.id });
    expect(it.view).toMatchObject({ kind: 'chooseRole', lastRoleId: null });
  });
});
