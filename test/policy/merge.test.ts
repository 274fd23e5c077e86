import { describe, expect, test } from 'vitest';
import { mergePolicy, usable } from '../../main/policy/merge.ts';
import { policyView } from '../../main/policy/policy-view.ts';
import type { Reading } from '../../main/policy/source.ts';

/** Issue 7 line 1: how several sources become one policy (design section 5, "Policy keys"). Synthetic data. */
const provider = { topology: 'gateway', issuer: 'https://gateway.example/realms/nhs', clientId: 'desktop' };
const other = { topology: 'gateway', issuer: 'https://other.example', clientId: 'other' };
const action = {
  id: 'synthetic',
  label: { en: 'Synthetic' },
  requirement: { levels: [3] },
  request: { method: 'GET', url: 'https://api.example/x' },
};

type Values = Readonly<Record<string, unknown>>;
const machine = (values: Values, source = 'HKLM'): Reading => ({ kind: 'read', source, level: 'machine', values });
const user = (values: Values, source = 'HKCU'): Reading => ({ kind: 'read', source, level: 'user', values });
const broken = (level: 'machine' | 'user', over: object = {}): Reading => ({
  kind: 'unreadable',
  source: 'broken',
  level,
  code: 'POLICY_MALFORMED',
  why: 'it is not JSON',
  ...over,
});
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

describe('issue 7 line 1: which source counts', () => {
  test('the strongest, key by key', () => {
    const strong = machine({ session: { idleMinutes: 4 } }, 'strong');
    const weak = machine({ provider, session: { profile: 'personal', idleMinutes: 9, absoluteHours: 6 } }, 'weak');
    const { loaded, origins } = merge(strong, weak);
    expect(loaded.ok && loaded.policy.session).toMatchObject({
      profile: 'personal',
      idleMinutes: 4,
      absoluteHours: 6,
    });
    expect(origins.get('session.idleMinutes')).toBe('strong');
    expect(origins.get('session.absoluteHours')).toBe('weak');
    expect(origins.get('session.activity'), 'our own default').toBeUndefined();
  });

  test('`provider` is taken whole: what the stronger leaves out is the default, not the weaker’s', () => {
    const weak = machine(
      { provider: { ...other, redirectPorts: [4000], eventsUri: 'https://other.example/e' } },
      'weak',
    );
    const taken = policyOf(machine({ provider }), weak).provider;
    expect(taken).toMatchObject({ ...provider, redirectPorts: [] });
    expect(taken).not.toHaveProperty('eventsUri');
  });

  test('`assurance` is taken whole', () => {
    const strong = machine({ provider, assurance: { maxAgeSeconds: 60 } });
    const weak = machine({ assurance: { acrValues: 'AAL3_ANY', maxAgeSeconds: 30 } }, 'weak');
    expect(policyOf(strong, weak).assurance).toEqual({
      acrValues: 'AAL2_OR_AAL3_ANY',
      minimumIdentityLevel: 3,
      maxAgeSeconds: 60,
    });
  });

  test('`actions` are taken whole', () => {
    const strong = machine({ actions: [action] }, 'actions.json');
    const weak = machine({ provider, actions: [{ ...action, id: 'another' }] });
    expect(policyOf(strong, weak).actions.map(({ id }) => id)).toEqual(['synthetic']);
  });

  test('the machine beats the user, stricter or not', () => {
    const both = policyOf(machine({ provider, session: { idleMinutes: 5 } }), user({ session: { idleMinutes: 2 } }));
    expect(both.session.idleMinutes).toBe(5);
  });
});

describe('issue 7 line 1: what a user’s own source may do', () => {
  const base = machine({ provider, session: { profile: 'personal' } });
  test.each<[string, Values, string]>([
    ['a shorter idle limit', { session: { idleMinutes: 10 } }, 'session.idleMinutes=10'],
    ['a shorter session', { session: { absoluteHours: 4 } }, 'session.absoluteHours=4'],
    ['input to the app alone', { session: { activity: 'app' } }, 'session.activity="app"'],
    ['locked with the computer', { session: { onComputerLock: 'lock' } }, 'session.onComputerLock="lock"'],
    ['level 3 at log-in', { assurance: { acrValues: 'AAL3_ANY' } }, 'assurance.acrValues="AAL3_ANY"'],
    ['fewer roles', { roles: { allowedRoleCodes: ['R8000'] } }, 'roles.allowedRoleCodes=["R8000"]'],
    ['a later version', { minimumVersion: '1.2.3' }, 'minimumVersion="1.2.3"'],
    ['what anybody may choose for themselves', { face: { language: 'cy' } }, 'face.language="cy"'],
  ])('%s', (_name, values, said) => {
    const entries = policyView(merge(base, user(values))).entries;
    expect(entries.filter(({ source }) => source === 'HKCU').map(({ key, value }) => `${key}=${value}`)).toEqual([
      said,
    ]);
  });

  test('a private window, where the computer names a browser, and is told why not where it names none', () => {
    const own = user({ browser: { private: true } });
    const named = machine({ provider, session: { profile: 'personal' }, browser: { use: 'edge' } });
    expect(policyOf(named, own).browser).toEqual({ use: 'edge', private: true });
    const { loaded, refused } = merge(base, own);
    expect(loaded.ok && loaded.policy.browser).toEqual({ use: 'default', private: false });
    expect(refused).toEqual([{ key: 'browser.private', source: 'HKCU', why: 'private needs a browser that is named' }]);
  });

  test('a private window that the computer wants and cannot have lets nobody log in, rather than in another one', () => {
    const { loaded } = merge(machine({ provider, browser: { private: true } }));
    expect(loaded).toMatchObject({ ok: false, code: 'POLICY_INVALID' });
  });

  test.each<[string, Values, string]>([
    ['the provider', { provider: other }, 'provider'],
    ['the profile', { session: { profile: 'personal' } }, 'session.profile'],
    ['actions', { actions: [action] }, 'actions'],
    ['where requests go', { apiOrigins: ['https://evil.example'] }, 'apiOrigins'],
    ['another browser', { browser: { use: 'firefox' } }, 'browser.use'],
    ['who is called for help', { support: { localIt: 'me' } }, 'support.localIt'],
    ['how long the audit record is kept', { audit: { retentionDays: 30 } }, 'audit.retentionDays'],
    ['whether it is forwarded', { audit: { forward: false } }, 'audit.forward'],
    ['a client certificate', { network: { clientCertificateIssuer: 'x' } }, 'network.clientCertificateIssuer'],
  ])('never %s, though no machine source says anything of it', (_name, values, key) => {
    const { refused, origins } = merge(machine({ provider }), user(values));
    expect(refused).toMatchObject([{ key, source: 'HKCU' }]);
    expect([...origins.values()]).not.toContain('HKCU');
  });

  test.each<[string, Values, string]>([
    ['an idle limit that the default is below', { session: { idleMinutes: 6 } }, 'session.idleMinutes'],
    ['a longer session than the default', { session: { absoluteHours: 9 } }, 'session.absoluteHours'],
  ])('never looser on a shared terminal: %s', (_name, values, key) => {
    const shared = machine({ provider, session: { profile: 'shared' } });
    expect(refusals(shared, user(values))).toEqual([`${key} (HKCU): a user’s policy may only be stricter`]);
  });

  test('a whole policy of a user alone lets nobody log in: it names no provider that counts', () => {
    const alone = merge(user({ provider, session: { profile: 'personal' } }));
    expect(alone.loaded).toMatchObject({ ok: false, code: 'POLICY_MISSING' });
    expect(alone.managed).toBe(false);
  });
});

describe('issue 7 line 1: bad policy, and the answer to each', () => {
  const good = machine({ provider, session: { idleMinutes: 7, absoluteHours: 7 } }, 'weak');
  const weakIsLaxer = 'session.idleMinutes (weak): a stronger source’s was refused, and this is laxer than the default';
  test.each<[string, Values, string | readonly string[], number | string]>([
    // what stands there; what is told of it; what the limit is then
    ['an unknown key', { sesion: {} }, 'sesion (HKLM): this version has no such key', 7],
    ['an unknown key deeper down', { session: { idle: 3 } }, 'session.idle (HKLM): this version has no such key', 7],
    [
      'an unknown key in the provider',
      { provider: { ...provider, clientSecret: 's' } },
      'provider.clientSecret (HKLM): this version has no such key',
      7,
    ],
    [
      'a wrong type',
      { session: { idleMinutes: 'ten' } },
      ['session.idleMinutes (HKLM): expected number', weakIsLaxer],
      'default',
    ],
    ['a group that is none', { support: 5 }, 'support (HKLM): expected a group of keys', 7],
    [
      'over the range',
      { session: { idleMinutes: 16 } },
      ['session.idleMinutes (HKLM): expected <=15', weakIsLaxer],
      'default',
    ],
    [
      'under the range',
      { session: { idleMinutes: 0 } },
      ['session.idleMinutes (HKLM): expected >=1', weakIsLaxer],
      'default',
    ],
    [
      'over the range of a shared terminal',
      { session: { idleMinutes: 11 } },
      'session.idleMinutes (HKLM): idleMinutes must be at most 10 on a shared terminal',
      'default',
    ],
    [
      'a path without its choice',
      { browser: { path: '/opt/b' } },
      'browser.path (HKLM): path goes with use "path" and with no other',
      7,
    ],
    [
      'Welsh words without English ones',
      { support: { continuity: { cy: 'Synthetig' } } },
      'support.continuity.cy (HKLM): expected "en"',
      7,
    ],
    [
      'an action that is none',
      { actions: [{ id: 'x' }] },
      'actions.0.label (HKLM): expected "label" (and 2 more); until it is right there are no actions',
      7,
    ],
    [
      'an action over plain http',
      { actions: [{ ...action, request: { method: 'GET', url: 'http://api.example' } }] },
      'actions.0.request (HKLM): actions.0.request is not https; until it is right there are no actions',
      7,
    ],
    [
      'an origin over plain http',
      { apiOrigins: ['http://api.example'] },
      'apiOrigins.0 (HKLM): apiOrigins.0 is not https; until it is right there are no actions',
      7,
    ],
    [
      'a key that would reach into objects',
      JSON.parse('{"__proto__":{"session":{"idleMinutes":1}}}') as Values,
      '__proto__ (HKLM): this version has no such key',
      7,
    ],
  ])('invariant 8: %s: told, and what else there is still holds', (_name, values, told, limit) => {
    const readings = [machine(values), good];
    expect(refusals(...readings).map((line) => line.replace(/ but received [^;]*/, ''))).toEqual([told].flat());
    expect(policyOf(...readings).session.idleMinutes ?? 'default').toBe(limit);
  });

  test.each<[string, Values, string]>([
    [
      'an issuer of the wrong type',
      { provider: { ...provider, issuer: 5 } },
      'POLICY_INVALID provider.issuer: expected string',
    ],
    [
      'a provider without a client',
      { provider: { topology: 'gateway', issuer: 'https://g.example' } },
      'POLICY_INVALID provider.clientId',
    ],
    ['a provider that is no group', { provider: 'https://g.example' }, 'POLICY_INVALID provider'],
    [
      'half a redirect',
      { provider: { ...provider, redirectPath: 'no-slash' } },
      'POLICY_INVALID provider.redirectPath',
    ],
    ['a profile that does not exist', { provider, session: { profile: 'Personal' } }, 'POLICY_INVALID session.profile'],
    [
      'an issuer over plain http',
      { provider: { ...provider, issuer: 'http://g.example' } },
      'POLICY_INSECURE_ISSUER provider.issuer',
    ],
  ])('a critical key that is refused blocks log-in, and no other source stands in: %s', (_name, values, said) => {
    const weak = machine({ provider: other, session: { profile: 'shared' } }, 'weak');
    expect(outcome(machine(values), weak, user({ provider: other }))).toContain(said);
  });

  test('a critical value that the registry could not even give blocks as well', () => {
    const faulty: Reading = {
      ...machine({ provider: { ...provider, clientId: undefined } }),
      faults: [{ key: 'provider.clientId', why: 'it holds a line break' }],
    } as Reading;
    expect(outcome(faulty, machine({ provider: other }, 'weak'))).toBe(
      'POLICY_INVALID provider.clientId: it holds a line break (HKLM)',
    );
  });

  test('a machine source that cannot be read blocks: nobody knows what it forbids', () => {
    expect(outcome(broken('machine'), good)).toBe('POLICY_MALFORMED broken: it is not JSON');
    expect(merge(broken('machine'), good).refused).toMatchObject([{ key: '(all)', source: 'broken' }]);
  });

  test('one whose last good word still holds is told of, and blocks nothing', () => {
    expect(outcome(good, broken('machine', { kept: true }))).toBe('ok');
    expect(refusals(good, broken('machine', { kept: true }))).toEqual([
      '(all) (broken): it is not JSON; what it said before still holds',
    ]);
  });

  test('a user’s that cannot be read blocks nothing: it could only have been stricter', () => {
    expect(outcome(good, broken('user'))).toBe('ok');
  });

  test('a catalogue that cannot be read leaves no action, and none of another source', () => {
    const readings = [broken('machine', { only: 'actions' }), machine({ provider, actions: [action] })];
    expect(policyOf(...readings).actions).toEqual([]);
    expect(refusals(...readings)).toEqual(['actions (broken): it is not JSON']);
  });

  test('no readable machine policy: nobody logs in, and the computer counts as shared', () => {
    const none = merge({ kind: 'absent', source: 'HKLM', level: 'machine' });
    expect(none.loaded).toMatchObject({ ok: false, code: 'POLICY_MISSING' });
    expect(policyView(none).entries.find(({ key }) => key === 'session.idleMinutes')).toMatchObject({
      value: '5',
      source: null,
    });
    expect(policyOf(machine({ provider })).session.profile).toBe('shared');
  });
});

describe('"Managed by your organisation": every value, its source, what was refused', () => {
  test('values, defaults that hang on the profile, and kinds', () => {
    const view = policyView(
      merge(machine({ provider, session: { profile: 'personal', activity: 'app' }, nonsense: 1 })),
    );
    const of = (key: string) => view.entries.find((entry) => entry.key === key);
    expect(view.managed).toBe(true);
    expect(of('provider.issuer')).toEqual({
      key: 'provider.issuer',
      title: 'Issuer',
      value: `"${provider.issuer}"`,
      source: 'HKLM',
      kind: 'locator',
    });
    expect(of('session.activity')).toMatchObject({ value: '"app"', source: 'HKLM', kind: 'floor' });
    expect(of('session.idleMinutes')).toMatchObject({ value: '15', source: null, kind: 'bounded' });
    expect(of('face.theme'), 'nobody said anything').toBeUndefined();
    expect(view.refused).toEqual([
      { key: 'nonsense', title: null, source: 'HKLM', why: 'this version has no such key' },
    ]);
  });

  test('a refused key that we know is told by its title', () => {
    const { refused } = policyView(merge(machine({ provider, session: { profile: 'personal', idleMinutes: 20 } })));
    expect(refused).toEqual([expect.objectContaining({ key: 'session.idleMinutes', title: 'Idle limit (minutes)' })]);
  });

  test('of actions the ids, not the whole of them', () => {
    const view = policyView(merge(machine({ provider, actions: [action] })));
    expect(view.entries.find(({ key }) => key === 'actions')).toMatchObject({ value: '["synthetic"]', kind: 'whole' });
  });

  test('what is not in force yet says when it will be', () => {
    const before = policyOf(
      machine({ provider, session: { profile: 'personal', idleMinutes: 10 }, audit: { forward: false } }),
    );
    const now = merge(
      machine({ provider: other, session: { profile: 'personal', idleMinutes: 5 }, audit: { forward: true } }),
    );
    const waits = policyView(now, { atStart: before, atLogIn: before }).entries.flatMap((entry) =>
      entry.waits ? [`${entry.key} ${entry.waits}`] : [],
    );
    expect(waits).toEqual(['provider.issuer logOut', 'provider.clientId logOut', 'audit.forward restart']);
  });
});

test('issue 7 line 2: an app that is too old is told so, and by its own code', () => {
  const effective = {
    ...merge(machine({ provider })),
    withheld: { ok: false, code: 'APP_TOO_OLD', detail: 'x' } as const,
  };
  expect(usable(effective)).toEqual({ ok: false, code: 'APP_TOO_OLD', detail: 'x' });
});
