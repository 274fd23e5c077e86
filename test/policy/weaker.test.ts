import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allowedOrigins } from '../../main/actions/allowed-origins.ts';
import { policyKeys, type PolicyKey } from '../../main/policy/keys.ts';
import { mergePolicy, usable } from '../../main/policy/merge.ts';
import type { Policy } from '../../main/policy/schema.ts';
import type { Reading } from '../../main/policy/source.ts';
import { defaultOf, isNoLaxer } from '../../main/policy/stricter.ts';
import { limitsOf } from '../../main/session/limits.ts';

const goodOnes: Readonly<Record<string, unknown>> = {
  'provider.clientId': 'desktop',
  'provider.redirectPorts': [4_000],
  'provider.redirectPath': '/callback',
  'provider.scopes': ['openid'],
  'provider.eventsUri': 'https://g.example/events',
  'roles.allowedRoleCodes': ['R8000'],
  'roles.allowedOrganisations': ['A1001'],
  minimumVersion: '1.2.3',
};

/** Values that a key might be given: good ones, ones just outside, and of the wrong type. */
function valueFor({ key, shape, default: own, ifRefused }: PolicyKey): fc.Arbitrary<unknown> {
  const wild = fc.oneof(fc.jsonValue(), fc.constant(''), fc.integer(), fc.constantFrom(0, -1, 1e9, null, true, [], {}));
  // Most of these let nobody log in when they are bad, and there would be nothing left to look at.
  const weight = ifRefused === 'blocked' || key === 'browser.private' ? 60 : 4;
  const mixed = (good: fc.Arbitrary<unknown>) => fc.oneof({ weight, arbitrary: good }, { weight: 1, arbitrary: wild });
  if (key in goodOnes) return mixed(fc.constant(goodOnes[key]));
  if (key === 'provider.issuer') {
    return mixed(
      fc.constantFrom(
        ...Array<string>(7).fill('https://g.example'),
        'http://g.example',
        'http://127.0.0.1:1',
        'file:///x',
      ),
    );
  }
  switch (shape.kind) {
    case 'choice':
      return mixed(fc.constantFrom(...shape.options));
    case 'number': {
      const { min = 0, max = 100 } = shape;
      const good = fc.integer({ min, max });
      const outside = fc.oneof(fc.integer({ min: min - 2, max: max + 2 }), fc.double({ noNaN: true }));
      return mixed(ifRefused === 'blocked' ? good : fc.oneof(good, outside));
    }
    case 'switch':
      return mixed(fc.boolean());
    case 'text':
      return mixed(fc.constantFrom(own ?? 'x', 'https://g.example', '1.2.3', '/callback', 'CommandOrControl+Alt+K'));
    case 'list':
      return mixed(fc.constantFrom(own ?? [], [], ['R8000'], ['RX1'], [4000], ['https://a.example'], ['openid']));
    case 'catalogue':
      return mixed(
        fc.constantFrom(
          [],
          ...[[1, 2, 3], [2], [3]].map((levels) => [
            {
              id: 'synthetic',
              label: { en: 'Synthetic' },
              requirement: { levels, maxAgeSeconds: levels.length === 1 ? 900 : 901 },
              request: { method: 'GET', url: levels.length === 3 ? 'http://a.example' : 'https://a.example' },
            },
          ]),
        ),
      );
  }
}

const values = fc
  .record(Object.fromEntries(policyKeys.map((key) => [key.key, valueFor(key)])), {
    // Without these most policies would be refused before anything is decided.
    requiredKeys: ['provider.topology', 'provider.issuer', 'provider.clientId'],
  })
  .map(nested);

function nested(flat: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const top: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(flat)) {
    const names = key.split('.');
    const last = names.pop() ?? key;
    let place = top;
    for (const name of names) place = (place[name] ??= {}) as Record<string, unknown>;
    place[last] = value;
  }
  return top;
}

const reading: fc.Arbitrary<Reading> = fc
  .tuple(
    fc.constantFrom('machine', 'user'),
    fc.constantFrom(...Array<'read'>(8).fill('read'), 'absent', 'unreadable'),
    values,
  )
  .map(([level, kind, read]) => {
    const place = { source: level === 'user' ? 'user’s' : 'machine’s', level } as const;
    if (kind === 'unreadable') return { ...place, kind, code: 'POLICY_UNREADABLE', why: 'x' } as const;
    return kind === 'absent' ? ({ ...place, kind } as const) : ({ ...place, kind: 'read', values: read } as const);
  });

test('invariant 8: no combination of sources is weaker than the floors, and none of a user’s is looser than the default', () => {
  let usableOnes = 0;
  fc.assert(
    fc.property(fc.array(reading, { maxLength: 4 }), (readings) => {
      const effective = mergePolicy(readings, { packaged: true });
      const { loaded, origins } = effective;
      const isBlind = readings.some(({ kind, level }) => kind === 'unreadable' && level === 'machine');
      if (isBlind) expect(usable(effective).ok).toBe(false);
      if (!loaded.ok) return;
      usableOnes += 1;
      const { provider, assurance, session, actions, audit } = loaded.policy;
      expect(provider.issuer.startsWith('https://')).toBe(true);
      expect(provider.scopes).toContain('openid');
      expect(assurance.minimumIdentityLevel).toBeGreaterThanOrEqual(3);
      expect(assurance.maxAgeSeconds).toBeLessThanOrEqual(240);
      expect(['AAL2_OR_AAL3_ANY', 'AAL3_ANY']).toContain(assurance.acrValues);
      const limits = limitsOf(loaded.policy);
      expect(limits.idleMs).toBeLessThanOrEqual((session.profile === 'shared' ? 10 : 15) * 60_000);
      expect(limits.idleMs).toBeGreaterThanOrEqual(60_000);
      expect(limits.absoluteMs).toBeLessThanOrEqual(12 * 3_600_000);
      expect(audit.retentionDays).toBeGreaterThanOrEqual(30);
      for (const { requirement, request } of actions) {
        expect(requirement.levels.every((level) => level >= 2)).toBe(true);
        expect(requirement.maxAgeSeconds ?? 0).toBeLessThanOrEqual(900);
        expect('url' in request && request.url.startsWith('https://')).toBe(true);
      }
      // Where it came from: nothing critical of a user, and of the rest nothing looser than our own.
      for (const { key, user } of policyKeys) {
        if (origins.get(key) === 'user’s') expect(user, key).toBeDefined();
      }
      const own = limitsOf({ session: { profile: session.profile, activity: 'computer', onComputerLock: 'blank' } });
      if (origins.get('session.idleMinutes') === 'user’s') expect(limits.idleMs).toBeLessThanOrEqual(own.idleMs);
      if (origins.get('session.absoluteHours') === 'user’s')
        expect(limits.absoluteMs).toBeLessThanOrEqual(own.absoluteMs);
    }),
    { numRuns: 2_000 },
  );
  expect(usableOnes, 'policies that anybody could log in by').toBeGreaterThan(100);
});

const actionNamed = (id: string, host: string) => ({
  id,
  label: { en: 'Synthetic' },
  requirement: { levels: [3] },
  request: { method: 'GET', url: `https://${host}/x` },
});

/** What an administrator may write, with a value of each key or without; all of it goes together. */
const goodValues: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  environment: fc.constantFrom('Training', 'Integration'),
  'provider.stepUpPrompt': fc.constantFrom('omit', 'login'),
  'provider.redirectPorts': fc.constant([4_000]),
  'provider.rpInitiatedLogout': fc.boolean(),
  'assurance.acrValues': fc.constantFrom('AAL2_OR_AAL3_ANY', 'AAL3_ANY'),
  'assurance.minimumIdentityLevel': fc.integer({ min: 3, max: 9 }),
  'assurance.maxAgeSeconds': fc.integer({ min: 0, max: 240 }),
  'session.profile': fc.constantFrom('personal', 'shared'),
  'session.idleMinutes': fc.integer({ min: 1, max: 10 }),
  'session.absoluteHours': fc.integer({ min: 1, max: 12 }),
  'session.activity': fc.constantFrom('computer', 'app'),
  'session.onComputerLock': fc.constantFrom('blank', 'lock'),
  'roles.picking': fc.constantFrom('app', 'provider'),
  'roles.allowedRoleCodes': fc.constantFrom(['R8000'], ['R8000', 'R8001'], ['R8001', 'R8002', 'R8003']),
  'roles.allowedOrganisations': fc.constantFrom(['A1001'], ['A1001', 'B2002']),
  'audit.retentionDays': fc.integer({ min: 30, max: 3650 }),
  'audit.forward': fc.boolean(),
  'support.localIt': fc.constant('Synthetic desk'),
  'browser.use': fc.constantFrom('edge', 'chrome', 'firefox'),
  'browser.private': fc.boolean(),
  'network.clientCertificateIssuer': fc.constant('Synthetic CA'),
  minimumVersion: fc.constantFrom('0.0.1', '1.0.0', '2.3.4'),
  apiOrigins: fc.constantFrom(['https://a.example'], ['https://a.example', 'https://b.example']),
  actions: fc.constantFrom(
    [actionNamed('one', 'a.example')],
    [actionNamed('one', 'a.example'), actionNamed('two', 'b.example')],
  ),
};

const needed = {
  'provider.topology': 'gateway',
  'provider.issuer': 'https://g.example',
  'provider.clientId': 'desktop',
};

const goodPolicy = fc
  .record(goodValues, { requiredKeys: ['browser.use'] })
  .map((flat): Readonly<Record<string, unknown>> => ({ ...needed, ...flat }));

/** Wrong in type or case, outside the range, or with one bad item in a list. */
function brokenFor({ shape }: PolicyKey, good: unknown): fc.Arbitrary<unknown> {
  const wrongType = fc.constantFrom<unknown>(null, { x: 1 }, '');
  switch (shape.kind) {
    case 'choice':
      return fc.oneof(fc.constantFrom<unknown>(...shape.options.map((option) => `${option} `), 'Nonsense'), wrongType);
    case 'number':
      return fc.oneof(
        fc.constantFrom<unknown>((shape.max ?? 0) + 1, (shape.min ?? 0) - 1, String(shape.min)),
        wrongType,
      );
    case 'switch':
      return fc.oneof(fc.constantFrom<unknown>('true', 1), wrongType);
    case 'text':
      return fc.constantFrom<unknown>(7, false, ['x'], ...(shape.pattern === undefined ? [] : ['9.9']));
    case 'list':
    case 'catalogue':
      return fc.oneof(
        fc.constantFrom<unknown>(
          [...(Array.isArray(good) ? good : []), 'x y/'],
          [7],
          'R8000',
          ...(shape.kind === 'list' && shape.minItems ? [[]] : []),
        ),
        wrongType,
      );
  }
}

/** A good policy; a key of it; the same without that key, and with a broken value there. */
const oneBroken = goodPolicy.chain((good) =>
  fc.constantFrom(...policyKeys.filter(({ key }) => key in good)).chain((key) =>
    brokenFor(key, good[key.key]).map((value) => ({
      key: key.key,
      good: nested(good),
      without: nested(Object.fromEntries(Object.entries(good).filter(([name]) => name !== key.key))),
      broken: nested({ ...good, [key.key]: value }),
    })),
  ),
);

const read = (values: Record<string, unknown>, source: string, level: 'machine' | 'user' = 'machine'): Reading => ({
  kind: 'read',
  source,
  level,
  values,
});

function valueOf(policy: Policy, { key }: PolicyKey): unknown {
  return key.split('.').reduce<unknown>((place, name) => Reflect.get(Object(place), name), policy);
}

/** Nothing that `policy` allows was forbidden by `meant`. `broken`: a bounded value may have become our default. */
function expectNoLaxer(policy: Policy, meant: Policy, broken: string): void {
  for (const key of policyKeys) {
    const [now, before] = [valueOf(policy, key), valueOf(meant, key)];
    const ours = defaultOf(key, meant.session.profile);
    if (key.kind === 'floor' && key.user !== undefined) {
      expect(isNoLaxer(key, now, before), `${key.key}: ${String(before)} became ${String(now)}`).toBe(true);
    } else if (key.kind === 'bounded' && key.user !== undefined) {
      const isDefault = key.key === broken && isNoLaxer(key, now ?? ours, ours);
      expect(isDefault || isNoLaxer(key, now ?? ours, before ?? ours), key.key).toBe(true);
    }
  }
  expect(policy.provider).toEqual(meant.provider);
  expect(policy.session.profile).toBe(meant.session.profile);
  expect(policy.audit.retentionDays).toBeGreaterThanOrEqual(meant.audit.retentionDays);
  for (const action of policy.actions) expect(meant.actions).toContainEqual(action);
  for (const origin of allowedOrigins(policy)) expect([...allowedOrigins(meant)]).toContain(origin);
}

test('invariant 8, design section 5: breaking one machine value never makes the result laxer, whatever weaker sources say', () => {
  let went = 0;
  fc.assert(
    fc.property(oneBroken, fc.option(goodPolicy), fc.option(goodPolicy), ({ key, good, broken }, weak, own) => {
      const below = [
        ...(weak ? [read(nested(weak), 'weak')] : []),
        ...(own ? [read(nested(own), 'user’s', 'user')] : []),
      ];
      const meant = mergePolicy([read(good, 'strong'), ...below], { packaged: true });
      if (!meant.loaded.ok) throw new Error(`the good one is not: ${meant.loaded.detail}`);
      const got = mergePolicy([read(broken, 'strong'), ...below], { packaged: true });
      expect(got.refused.length, 'it is told').toBeGreaterThan(0);
      if (!got.loaded.ok) return;
      went += 1;
      expectNoLaxer(got.loaded.policy, meant.loaded.policy, key);
    }),
    { numRuns: 600 },
  );
  expect(went, 'policies that anybody could log in by').toBeGreaterThan(100);
});

/** For a key that nothing stands in for, an end is the answer (design section 5). */
const isCritical = (key: string) => policyKeys.some((known) => known.key === key && known.critical);

test('HAZ-03: while the app runs, a value that breaks is what its source said before, and nobody is thrown out', () => {
  fc.assert(
    fc.property(oneBroken, fc.option(goodPolicy), ({ key, good, broken }, weak) => {
      fc.pre(!isCritical(key));
      const below = weak ? [read(nested(weak), 'weak')] : [];
      const before = mergePolicy([read(good, 'strong'), ...below], { packaged: true });
      // Twice: it is remembered for as long as it is broken, and a source that repeats itself is not believed more for it.
      const once = mergePolicy([read(broken, 'strong'), ...below], { packaged: true, before });
      const twice = mergePolicy([read(broken, 'strong'), ...below], { packaged: true, before: once });
      for (const got of [once, twice]) {
        expect(got.loaded).toEqual(before.loaded);
        expect(usable(got).ok).toBe(true);
        expect(got.refused.map(({ why }) => why)).toContainEqual(
          expect.stringMatching(/; what it said before still holds$/),
        );
      }
    }),
    { numRuns: 300 },
  );
});

test('HAZ-03, invariant 8: a key that comes up broken while the app runs throws nobody out and makes nothing laxer', () => {
  let withheld = 0;
  fc.assert(
    fc.property(oneBroken, fc.option(goodPolicy), ({ key, without, broken }, weak) => {
      fc.pre(!isCritical(key));
      const below = weak ? [read(nested(weak), 'weak')] : [];
      const before = mergePolicy([read(without, 'strong'), ...below], { packaged: true });
      fc.pre(before.loaded.ok);
      const got = mergePolicy([read(broken, 'strong'), ...below], { packaged: true, before });
      if (!got.loaded.ok || !before.loaded.ok) throw new Error('somebody was thrown out');
      expectNoLaxer(got.loaded.policy, before.loaded.policy, key);
      if (got.withheld) withheld += 1;
      expect(usable(got).ok, 'and nobody else logs in').toBe(got.withheld === undefined);
    }),
    { numRuns: 500 },
  );
  expect(withheld).toBeGreaterThan(20);
});

test('what is strictest of a floor is the last of its own order', () => {
  const said = policyKeys.flatMap(({ key, kind, ifRefused, user }) =>
    kind === 'floor' && typeof ifRefused === 'object'
      ? [[key, ifRefused.strictest, Array.isArray(user) && user.at(-1)]]
      : [],
  );
  expect(said.length).toBeGreaterThan(0);
  for (const [key, strictest, last] of said) expect(strictest, String(key)).toBe(last);
});
