import { describe, expect, test } from 'vitest';
import type { Gesture } from '../../main/session/events.ts';
import type { GrantOptions } from './fixtures.ts';
import { clinicRole, doctor, machine, minuteMs, nurse, policy, secondMs, wardRole } from './fixtures.ts';

/** `session.md`, "Attempts": each row of the table, as what is sent and what is accepted. */
type Machine = ReturnType<typeof machine>;
type Over = Parameters<typeof policy>[0];

function out(over: Over = {}): Machine {
  const it = machine(policy(over));
  it.start();
  return it;
}

function active(over: Over = {}, options: GrantOptions = {}): Machine {
  const it = machine(policy(over));
  it.logIn({ roles: [wardRole, clinicRole], selectedRoleId: wardRole.id, ...options });
  it.advance(minuteMs);
  return it;
}

function locked(over: Over = {}): Machine {
  const it = active(over);
  it.put({ type: 'lockRequested' });
  return it;
}

/** Each purpose, begun: `again` is the person's retry after a stale answer. */
const begun = {
  login: (over: Over = {}) => {
    const it = out(over);
    it.put({ type: 'loginRequested' });
    return it;
  },
  'login, shared': (over: Over = {}) => begun.login({ profile: 'shared', ...over }),
  'login after a log-out': (over: Over = {}) => {
    const it = active(over);
    it.put({ type: 'logOutRequested' });
    it.put({ type: 'loginRequested' });
    return it;
  },
  switch: (over: Over = {}) => {
    const it = active(over);
    it.put({ type: 'switchRequested' });
    return it;
  },
  unlock: (over: Over = {}) => {
    const it = locked(over);
    it.put({ type: 'unlockRequested' });
    return it;
  },
  stepUp: (over: Over = {}) => {
    const it = active(over);
    it.stepUp();
    return it;
  },
  'stepUp again': (over: Over = {}) => {
    const it = active(over);
    it.stepUp(true);
    return it;
  },
  changeRole: (over: Over = {}) => {
    const it = active(over);
    it.put({ type: 'changeRoleRequested' });
    return it;
  },
  renew: (over: Over = {}) => {
    const it = active(over);
    it.put({ type: 'renewRequested' });
    return it;
  },
  'renew, silent': (over: Over = {}) => begun.renew({ renewPrompt: 'omit', ...over }),
};
type Row = keyof typeof begun;
const rows = Object.keys(begun) as readonly Row[];

const aal2 = 'AAL2_OR_AAL3_ANY';
const aal3 = 'AAL3_ANY';
const withRole = ['openid', 'selectedrole'];

describe('what is sent: acr_values, prompt, max_age', () => {
  test.each<[Row, Over, string, 'login' | undefined, number | undefined]>([
    ['login', {}, aal2, undefined, 240],
    ['login', { scopes: withRole }, aal2, 'login', 240],
    ['login', { assurance: { acrValues: aal3, maxAgeSeconds: 60 } }, aal3, undefined, 60],
    ['login, shared', {}, aal2, 'login', 240],
    ['login after a log-out', {}, aal2, 'login', 240],
    ['switch', {}, aal2, 'login', 240],
    ['switch', { profile: 'shared' }, aal2, 'login', 240],
    ['unlock', {}, aal2, 'login', 240],
    ['stepUp', {}, aal3, undefined, 900],
    ['stepUp', { profile: 'shared' }, aal3, undefined, 300],
    ['stepUp', { stepUpPrompt: 'login' }, aal3, 'login', 900],
    ['stepUp again', {}, aal3, 'login', 900],
    ['changeRole', {}, aal2, 'login', 240],
    ['renew', {}, aal2, 'login', 240],
    ['renew, silent', {}, aal2, undefined, undefined],
  ])('%s, %j: %s, prompt %s, max_age %s', (row, over, acrValue, prompt, maxAgeSeconds) => {
    expect(begun[row](over).request()).toMatchObject({ acrValue, prompt, maxAgeSeconds });
  });

  test('a refused person is still in the browser: the next log-in asks for a new one', () => {
    const it = begun.login();
    it.answer({ level: 1 });
    it.put({ type: 'loginRequested' });
    expect(it.request().prompt).toBe('login');
  });

  test.each(rows)('scopes: %s', (row) => {
    const { scopes } = begun[row]({ scopes: withRole }).request();
    expect(scopes).toEqual(row === 'changeRole' ? ['openid', 'changedrole'] : withRole);
  });
});

describe('from where', () => {
  const gestures: Record<string, Gesture> = {
    login: { type: 'loginRequested' },
    unlock: { type: 'unlockRequested' },
    stepUp: { type: 'stepUpRequested', again: false },
    changeRole: { type: 'changeRoleRequested' },
    renew: { type: 'renewRequested' },
  };
  const states: Record<string, () => Machine> = {
    starting: () => machine(),
    restorable: () => {
      const it = machine();
      it.offer();
      return it;
    },
    out,
    choosingRole: () => {
      const it = machine();
      it.logIn({ roles: [wardRole, clinicRole] });
      return it;
    },
    active,
    'active with a blocked action': () => {
      const it = active();
      it.put({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
      return it;
    },
    locked,
  };
  const legal: Record<string, readonly string[]> = {
    out: ['login'],
    // "No usable role: retry", and a way to CIS2's own list (`session.md`, "Ways out of every corner").
    choosingRole: ['changeRole'],
    active: ['changeRole', 'renew'],
    'active with a blocked action': ['stepUp', 'renew'],
    locked: ['unlock'],
  };
  test.each(Object.entries(states))('%s', (name, begin) => {
    const taken = Object.entries(gestures).filter(([, gesture]) => begin().put(gesture) !== undefined);
    expect(taken.map(([purpose]) => purpose)).toEqual(legal[name] ?? []);
  });
});

/** Accepted, or by which code it is refused. */
function verdict(it: Machine, options: GrantOptions): string {
  it.answer({ roles: [wardRole, clinicRole], ...options });
  const { attempt } = it.state;
  if (attempt.kind === 'completing') {
    it.saved();
    return it.state.attempt.kind === 'none' ? 'accepted' : it.state.attempt.kind;
  }
  return 'problem' in attempt ? attempt.problem.code : attempt.kind;
}

describe('accepted when', () => {
  const good = (row: Row): GrantOptions => (row.startsWith('stepUp') ? { level: 3 } : { level: 2 });

  test.each(rows)('always: identity level at least what is asked for: %s', (row) => {
    const over: Over = { assurance: { minimumIdentityLevel: 3 } };
    expect(verdict(begun[row](over), good(row))).toBe('accepted');
    expect(verdict(begun[row](over), { ...good(row), identityLevel: 2 })).toBe('IDENTITY_LEVEL_TOO_LOW');
  });

  test.each(rows)('invariant 3: the level, by its own claim: %s', (row) => {
    expect(verdict(begun[row](), { level: undefined })).toBe('LEVEL_UNKNOWN');
    expect(verdict(begun[row](), { level: 1 })).toBe('LEVEL_TOO_LOW');
    expect(verdict(begun[row](), { level: 3 })).toBe('accepted');
  });

  test.each(['login', 'login, shared'] as const)('level as asked: %s', (row) => {
    expect(verdict(begun[row]({ assurance: { acrValues: aal3 } }), { level: 2 })).toBe('LEVEL_TOO_LOW');
  });

  const notLogin = ['unlock', 'stepUp', 'stepUp again', 'changeRole', 'renew', 'renew, silent'] as const;
  test.each(notLogin)('HAZ-01 same person, by iss, sub and nhsid_useruid, each: %s', (row) => {
    for (const other of [{ issuer: 'https://q' }, { subject: 'other' }, { userId: '999000000009' }]) {
      expect(verdict(begun[row](), { ...good(row), person: { ...nurse, ...other } })).toBe('PERSON_MISMATCH');
    }
    const renamed = { ...nurse, name: 'Synthetic Married-Nurse' };
    expect(verdict(begun[row](), { ...good(row), person: renamed }), 'a name may change').toBe('accepted');
  });

  test.each(['login', 'login, shared', 'login after a log-out', 'switch'] as const)('anybody may log in: %s', (row) => {
    expect(verdict(begun[row](), { person: doctor })).toBe('accepted');
  });

  /** The oldest authentication that is accepted (s), where the attempt has only just begun. */
  test.each<[Row, number]>([
    ['login', 300],
    ['login, shared', 30],
    ['login after a log-out', 30],
    ['switch', 30],
    ['unlock', 30],
    ['stepUp', 900],
    ['stepUp again', 900],
    ['changeRole', 30],
    ['renew', 30],
  ])('fresh: %s at most %i s', (row, seconds) => {
    const options = good(row);
    // An authentication from before the log-in is no matter of freshness.
    expect(verdict(begun[row](), { ...options, ageSeconds: seconds })).toBe('accepted');
    expect(verdict(begun[row](), { ...options, ageSeconds: seconds + 1 })).toBe('AUTH_TIME_STALE');
  });

  test.each(rows)('HAZ-09 an auth_time up to 30 s ahead of our clock: %s', (row) => {
    expect(verdict(begun[row](), { ...good(row), ageSeconds: -30 })).toBe('accepted');
    expect(verdict(begun[row](), { ...good(row), ageSeconds: -31 })).toBe('ID_TOKEN_CLOCK');
  });

  test('login: a person who is slow is refused at 301 s, not at 241 s: we send 240 and check 300', () => {
    const slow = (seconds: number) => {
      const it = begun['login, shared']();
      const grant = it.grant();
      it.put({ type: 'answerArrived', attemptId: it.attemptId() });
      it.advance(seconds * secondMs);
      it.put({ type: 'grantObtained', attemptId: it.attemptId(), grant });
      return it.state.attempt;
    };
    expect(slow(300)).toMatchObject({ kind: 'completing' });
    expect(slow(301)).toMatchObject({ kind: 'failed', problem: { code: 'AUTH_TIME_STALE' } });
  });

  test('stepUp: identity level not lower than that of the log-in', () => {
    const it = active({}, { identityLevel: 4 });
    it.stepUp();
    expect(verdict(it, { level: 3, identityLevel: 3 })).toBe('IDENTITY_LEVEL_TOO_LOW');
  });

  test.each(['stepUp', 'stepUp again', 'renew', 'renew, silent'] as const)('HAZ-04 role still held: %s', (row) => {
    expect(verdict(begun[row](), { ...good(row), roles: [clinicRole] })).toBe('ROLE_NOT_HELD');
  });

  test('renew: auth_time not earlier than the session’s', () => {
    expect(verdict(begun['renew, silent'](), { ageSeconds: 60 }), 'that of the log-in').toBe('accepted');
    expect(verdict(begun['renew, silent'](), { ageSeconds: 61 })).toBe('AUTH_TIME_EARLIER');
  });

  test.each([2, 3] as const)('renew: the level becomes the new token’s: %i', (level) => {
    const it = active({ renewPrompt: 'omit' }, { level: level === 2 ? 3 : 2 });
    it.put({ type: 'renewRequested' });
    expect(verdict(it, { level })).toBe('accepted');
    expect(it.view).toMatchObject({ who: { assurance: { level } } });
  });

  test('stepUp: level 2 is not enough, and is said on a screen of its own', () => {
    const it = begun.stepUp();
    it.answer({ level: 2, roles: [wardRole, clinicRole] });
    expect(it.view).toMatchObject({ kind: 'insufficient', problem: { code: 'LEVEL_TOO_LOW' } });
  });
});

describe('the policy of adoption, where it is stricter than the one that asked', () => {
  test.each<[string, Over, GrantOptions, string]>([
    ['identity level', { assurance: { minimumIdentityLevel: 4 } }, {}, 'IDENTITY_LEVEL_TOO_LOW'],
    ['level', { assurance: { acrValues: aal3 } }, {}, 'LEVEL_TOO_LOW'],
    ['max_age', { assurance: { maxAgeSeconds: 10 } }, { ageSeconds: 71 }, 'AUTH_TIME_STALE'],
    ['nothing that matters', { session: { idleMinutes: 5 } }, {}, 'accepted'],
    ['more generous', { assurance: { maxAgeSeconds: 240 } }, { ageSeconds: 299 }, 'accepted'],
  ])('%s: %j', (_name, over, options, expected) => {
    const it = begun.login();
    it.changePolicy(policy(over));
    it.answer(options);
    it.lastSaved();
    const { attempt } = it.state;
    expect('problem' in attempt ? attempt.problem.code : 'accepted').toBe(expected);
  });
});
