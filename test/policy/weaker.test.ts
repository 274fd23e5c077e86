import fc from 'fast-check';
import { expect, test } from 'vitest';
import { policyKeys } from '../../main/policy/keys.ts';
import { mergePolicy, usable } from '../../main/policy/merge.ts';
import type { Reading } from '../../main/policy/source.ts';
import { limitsOf } from '../../main/session/limits.ts';

const goodOnes: Readonly<Record<string, unknown>> = {
  'provider.clientId': 'desktop',
  'provider.redirectPorts': [4_000],
  'provider.redirectPath': '/callback',
  'provider.scopes': ['openid'],
  'provider.eventsUri': 'https://g.example/events',
};

/** Values that a key might be given: good ones, ones just outside, and of the wrong type. */
function valueFor({ key, shape, default: own }: (typeof policyKeys)[number]): fc.Arbitrary<unknown> {
  const wild = fc.oneof(fc.jsonValue(), fc.constant(''), fc.integer(), fc.constantFrom(0, -1, 1e9, null, true, [], {}));
  // A provider with one bad key lets nobody log in, and there would be nothing left to look at.
  const weight = key.startsWith('provider.') || key === 'session.profile' ? 60 : 4;
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
      return mixed(fc.oneof(fc.integer({ min: min - 2, max: max + 2 }), fc.double({ noNaN: true })));
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
  .map((flat) => {
    const top: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(flat)) {
      const names = key.split('.');
      const last = names.pop() ?? key;
      let place = top;
      for (const name of names) place = (place[name] ??= {}) as Record<string, unknown>;
      place[last] = value;
    }
    return top;
  });

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
