import { describe, expect, test } from 'vitest';
import { allowedOrigins } from '../../main/actions/allowed-origins.ts';
import { mergePolicy, usable } from '../../main/policy/merge.ts';
import { policyView } from '../../main/policy/policy-view.ts';
import type { Reading } from '../../main/policy/source.ts';

/** Issue 7 line 1, design section 5: what holds in the place of a value that is refused. Synthetic data. */
const provider = { topology: 'gateway', issuer: 'https://gateway.example/realms/nhs', clientId: 'desktop' };
const action = {
  id: 'synthetic',
  label: { en: 'Synthetic' },
  requirement: { levels: [3] },
  request: { method: 'GET', url: 'https://api.example/x' },
};

type Values = Readonly<Record<string, unknown>>;
const machine = (values: Values, source = 'HKLM'): Reading => ({ kind: 'read', source, level: 'machine', values });
const user = (values: Values, source = 'HKCU'): Reading => ({ kind: 'read', source, level: 'user', values });
const merge = (...readings: readonly Reading[]) => mergePolicy(readings, { packaged: true });
const policyOf = (...readings: readonly Reading[]) => {
  const { loaded } = merge(...readings);
  if (!loaded.ok) throw new Error(`${loaded.code} ${loaded.detail}`);
  return loaded.policy;
};
const outcome = (...readings: readonly Reading[]) => {
  const { loaded } = merge(...readings);
  return loaded.ok ? 'ok' : `${loaded.code} ${loaded.detail}`;
};
const refusals = (...readings: readonly Reading[]) =>
  merge(...readings).refused.map(({ key, source, why }) => `${key} (${source}): ${why}`);

test('a name of the environment that is refused is told as not known: no practice system passes for the live one', () => {
  expect(policyOf(machine({ provider, environment: 'x'.repeat(41) })).environment).toBe('Not known');
  expect(policyOf(machine({ provider, environment: 5 }), user({ environment: 'Live' })).environment).toBe('Not known');
});

describe('invariant 8: what would have been stricter and is refused never makes the result laxer', () => {
  /** Refused, and nothing in force for it is known: HKLM says it wrongly, and what another source says is no answer. */
  const weak = machine(
    { provider, assurance: { maxAgeSeconds: 200 }, roles: { allowedRoleCodes: ['R8000'] }, minimumVersion: '0.0.1' },
    'weak',
  );
  const strictAssurance = { acrValues: 'AAL3_ANY', minimumIdentityLevel: 4 };
  const blocked: readonly [string, Values, string][] = [
    [
      'an age over the range beside stricter levels',
      { assurance: { ...strictAssurance, maxAgeSeconds: 300 } },
      'assurance.maxAgeSeconds: expected <=240',
    ],
    [
      'below the floor of identity',
      { assurance: { minimumIdentityLevel: 2 } },
      'assurance.minimumIdentityLevel: expected >=3',
    ],
    ['an assurance that is no group', { assurance: 'AAL3_ANY' }, 'assurance: expected a group of keys'],
    ['one bad role code', { roles: { allowedRoleCodes: ['R8000', 'r8001'] } }, 'roles.allowedRoleCodes: expected'],
    ['an empty list of roles', { roles: { allowedRoleCodes: [] } }, 'roles.allowedRoleCodes: expected >=1'],
    ['a text for a list of roles', { roles: { allowedRoleCodes: 'R8000' } }, 'roles.allowedRoleCodes: expected Array'],
    [
      'one bad organisation',
      { roles: { allowedOrganisations: ['A1001', 'a-1'] } },
      'roles.allowedOrganisations: expected',
    ],
    ['roles that are no group', { roles: ['R8000'] }, 'roles.allowedRoleCodes: roles is no group of keys'],
    ['half a version', { minimumVersion: '9.9' }, 'minimumVersion: expected'],
    ['a profile that could be anything', { session: 5 }, 'session.profile: session is no group of keys'],
  ];
  test.each(blocked)('nobody logs in, and the key is named: %s', (_name, values, detail) => {
    const got = merge(machine({ provider, ...values }), weak);
    expect(got.loaded).toMatchObject({ ok: false, code: 'POLICY_INVALID', detail: expect.stringContaining(detail) });
    expect(got.loaded).toMatchObject({ detail: expect.stringMatching(/ \(HKLM\)$/) });
    expect(usable(got).ok).toBe(false);
  });

  test('a refusal that blocks says so', () => {
    expect(refusals(machine({ provider, minimumVersion: 'Kingfisher' }))).toEqual([
      expect.stringMatching(/^minimumVersion \(HKLM\): .*; until it is right nobody can log in$/),
    ]);
  });

  test.each<[string, Values, string, unknown]>([
    ['what counts as activity', { session: { activity: 'App' } }, 'session.activity', 'app'],
    ['a computer that is locked', { session: { onComputerLock: 'Lock' } }, 'session.onComputerLock', 'lock'],
    ['a private window', { browser: { use: 'edge', private: 'true' } }, 'browser.private', true],
    ['how long the audit record is kept', { audit: { retentionDays: 5000 } }, 'audit.retentionDays', 3650],
  ])('the strictest holds, and the refusal says that: %s', (_name, values, key, strictest) => {
    const laxer = machine(
      { session: { activity: 'computer', onComputerLock: 'blank' }, browser: { private: false } },
      'weak',
    );
    const got = merge(machine({ provider, ...values }), laxer);
    expect(policyView(got).entries.find((entry) => entry.key === key)).toMatchObject({
      value: JSON.stringify(strictest),
      source: 'HKLM',
    });
    expect(policyView(got).refused).toEqual([
      expect.objectContaining({
        key,
        why: expect.stringMatching(
          new RegExp(`; until it is right ${JSON.stringify(strictest)} holds, which is the strictest$`),
        ),
      }),
    ]);
  });

  test('a private window that was said wrongly, and cannot be had, lets nobody log in', () => {
    expect(outcome(machine({ provider, browser: { private: 'true' } }))).toMatch(/^POLICY_INVALID browser\.private: /);
  });

  test('a browser that was said wrongly takes no private window away from a user who wants one', () => {
    const own = user({ browser: { private: true } });
    expect(policyOf(machine({ provider, browser: { use: 'edge' } }), own).browser.private).toBe(true);
    expect(outcome(machine({ provider, browser: { use: 'Edge' } }), own)).toMatch(/^POLICY_INVALID browser\.private: /);
  });

  test.each([[['https://api.example/']], [[]], ['https://api.example'], [['http://api.example']]])(
    'origins that are refused (%j) leave nothing to be sent, and log-in goes on',
    (apiOrigins) => {
      const readings = [
        machine({ actions: [action] }, 'actions.json'),
        machine({ provider, apiOrigins }),
        machine({ apiOrigins: ['https://other.example'] }, 'weak'),
      ];
      const policy = policyOf(...readings);
      expect(policy.actions).toEqual([]);
      expect([...allowedOrigins(policy)]).toEqual([]);
      expect(refusals(...readings)).toEqual([
        expect.stringMatching(/^apiOrigins.*; until it is right there are no actions$/),
      ]);
    },
  );

  test('a limit that is refused is our default or, where another source has that, a stricter one', () => {
    const bad = machine({ provider, session: { idleMinutes: 0.5, absoluteHours: '2' } });
    expect(policyOf(bad).session).not.toHaveProperty('idleMinutes');
    const other = machine({ session: { idleMinutes: 3, absoluteHours: 9 } }, 'weak');
    expect(policyOf(bad, other).session).toMatchObject({ idleMinutes: 3 });
    expect(policyOf(bad, other).session).not.toHaveProperty('absoluteHours');
  });

  test('what is refused in a user’s own source harms nobody: it could only have been stricter', () => {
    const own = user({
      assurance: { maxAgeSeconds: 300 },
      roles: { allowedRoleCodes: [] },
      minimumVersion: '9.9',
      session: { activity: 'App', onComputerLock: 'Lock' },
      browser: 5,
    });
    const alone = machine({ provider, browser: { use: 'edge' } });
    expect(merge(alone, own).loaded).toEqual(merge(alone).loaded);
    expect(
      merge(alone, own)
        .refused.map(({ key }) => key)
        .toSorted(),
    ).toEqual([
      'assurance.maxAgeSeconds',
      'browser',
      'minimumVersion',
      'roles.allowedRoleCodes',
      'session.activity',
      'session.onComputerLock',
    ]);
  });
});

describe('HAZ-03: a slip while the app runs throws nobody out', () => {
  const good = {
    provider,
    assurance: { acrValues: 'AAL3_ANY', maxAgeSeconds: 60 },
    session: { profile: 'personal', idleMinutes: 12, activity: 'app' },
    roles: { allowedRoleCodes: ['R8000'] },
    browser: { use: 'edge', private: true },
    minimumVersion: '0.0.1',
    apiOrigins: ['https://api.example'],
    actions: [action],
  };
  const before = merge(machine(good));
  const then = (values: Values, ...rest: readonly Reading[]) =>
    mergePolicy([machine(values), ...rest], { packaged: true, before });

  test.each<[string, Values]>([
    ['assurance', { assurance: { acrValues: 'AAL3' } }],
    ['assurance', { assurance: null }],
    ['roles.allowedRoleCodes', { roles: { allowedRoleCodes: ['R8000', 'r8001'] } }],
    ['roles.allowedRoleCodes', { roles: 'R8000' }],
    ['session.idleMinutes', { session: { ...good.session, idleMinutes: 20 } }],
    ['session.activity', { session: { ...good.session, activity: 'App' } }],
    ['browser.use', { browser: { use: 'Edge', private: true } }],
    ['browser.use', { browser: { use: 'path', private: true } }],
    ['browser.private', { browser: { use: 'edge', private: 'yes' } }],
    ['minimumVersion', { minimumVersion: '9.9' }],
    ['apiOrigins', { apiOrigins: ['https://api.example/'] }],
    ['apiOrigins', { apiOrigins: ['http://api.example'] }],
    ['actions', { actions: [{ id: 'x' }] }],
  ])('what its source said before still holds, and that is told: %s %j', (key, values) => {
    const got = then({ ...good, ...values });
    expect(got.loaded).toEqual(before.loaded);
    expect(usable(got).ok).toBe(true);
    const told = got.refused.filter((one) => one.why.endsWith('; what it said before still holds'));
    expect(told).toEqual([
      expect.objectContaining({ source: 'HKLM', key: expect.stringMatching(new RegExp(`^${key}`)) }),
    ]);
  });

  test('it is remembered of a source that another one hides', () => {
    const hidden = machine({ roles: { allowedRoleCodes: ['R8001'] } }, 'weak');
    const both = mergePolicy([machine(good), hidden], { packaged: true });
    const { roles: _gone, ...rest } = good;
    const slip = machine({ roles: { allowedRoleCodes: ['8001'] } }, 'weak');
    const got = mergePolicy([machine(rest), slip], { packaged: true, before: both });
    expect(got.loaded.ok && got.loaded.policy.roles.allowedRoleCodes).toEqual(['R8001']);
  });

  test('what was taken out is forgotten: a slip after that is not what was there once', () => {
    const { minimumVersion: _gone, ...rest } = good;
    const without = then(rest);
    const got = mergePolicy([machine({ ...good, minimumVersion: '9.9' })], { packaged: true, before: without });
    expect(got.loaded.ok && got.loaded.policy.minimumVersion).toBeUndefined();
    expect(usable(got)).toMatchObject({ code: 'POLICY_INVALID', key: 'minimumVersion' });
  });

  test('what comes up wrongly lets nobody else log in, and whoever is logged in goes on', () => {
    const got = then({ ...good, roles: { ...good.roles, allowedOrganisations: ['a-1'] } });
    expect(got.loaded).toEqual(before.loaded);
    expect(usable(got)).toMatchObject({ ok: false, code: 'POLICY_INVALID', key: 'roles.allowedOrganisations' });
    expect(got.refused.map(({ why }) => why)).toEqual([
      expect.stringMatching(/; until it is right nobody else can log in$/),
    ]);
    expect(usable(then(good)).ok, 'once it is right').toBe(true);
  });

  test('a critical one ends it all the same: nothing stands in for it', () => {
    expect(then({ ...good, provider: { ...provider, clientId: 5 } }).loaded).toMatchObject({ code: 'POLICY_INVALID' });
    expect(then({ ...good, session: { profile: 'Personal' } }).loaded).toMatchObject({ key: 'session.profile' });
  });

  test('what was good for a personal computer does not stand in on a shared one', () => {
    const got = then({ ...good, session: { profile: 'shared', idleMinutes: 'x', activity: 'app' } });
    expect(got.loaded.ok && got.loaded.policy.session).not.toHaveProperty('idleMinutes');
    expect(got.refused).toEqual([
      expect.objectContaining({ key: 'session.idleMinutes', why: expect.not.stringContaining('before') }),
    ]);
  });
});
