import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { acrValueFor, acrValues, lowestLevelFor } from '../../main/assurance/acr.ts';
import { acceptableAuthenticators, amrValueOf, methodsUsed } from '../../main/assurance/authenticators.ts';
import { evaluate, isSensitive, type Requirement, type Standing } from '../../main/assurance/requirement.ts';
import { authenticatorKeys } from '../../preload/session-view.ts';

describe('acr', () => {
  test.each([
    ['AAL2_OR_AAL3_ANY', 2],
    ['AAL3_ANY', 3],
  ] as const)('%s asks for at least level %i, and back', (value, level) => {
    expect(lowestLevelFor(value)).toBe(level);
    expect(acrValueFor(level)).toBe(value);
  });

  test('no value for a single authenticator is known: NHS England must agree to those', () => {
    expect(acrValues).toEqual(['AAL2_OR_AAL3_ANY', 'AAL3_ANY']);
  });
});

describe('amr', () => {
  test.each([
    ['TOTP', ['microsoftAuthenticator']],
    ['THIRDPARTY_NHSMAIL', ['nhsNetConnect']],
    ['AAL2_PASSKEY', ['passkey']],
    ['FIDO2', ['windowsHello', 'securityKey']],
    ['IOS', ['ipad']],
    ['CIS2_SMARTCARD', ['smartcard']],
    ['N3_SMARTCARD', ['smartcardIdentityAgent']],
  ])('%s stands for %j', (value, keys) => {
    expect(methodsUsed([value])).toEqual({ authenticators: keys, otherMethods: [] });
  });

  test('every authenticator leads to its value and back to itself', () => {
    for (const key of authenticatorKeys) expect(methodsUsed([amrValueOf(key)]).authenticators).toContain(key);
  });

  test('an unknown value is shown as it is', () => {
    expect(methodsUsed(['pwd', 'FIDO2', 'retina'])).toEqual({
      authenticators: ['windowsHello', 'securityKey'],
      otherMethods: ['pwd', 'retina'],
    });
  });

  test('on a shared device only what works there is offered (seed, "Shared devices")', () => {
    expect(acceptableAuthenticators([3], 'personal')).toEqual([
      'windowsHello',
      'securityKey',
      'ipad',
      'smartcard',
      'smartcardIdentityAgent',
    ]);
    expect(acceptableAuthenticators([3], 'shared')).toEqual(['securityKey', 'smartcard', 'smartcardIdentityAgent']);
    expect(acceptableAuthenticators([2, 3], 'personal')).toHaveLength(8);
  });
});

describe('the gate', () => {
  const nowMs = Date.UTC(2026, 10, 21, 9, 0);
  const nowSeconds = nowMs / 1000;
  const standing = (level: 2 | 3, ageSeconds: number, accessLeftMs = 60_000): Standing => ({
    level,
    authTimeSeconds: nowSeconds - ageSeconds,
    accessEndsAtMs: nowMs + accessLeftMs,
  });

  test.each<[string, Standing, Requirement, string[]]>([
    ['AAL2 for an AAL2 action', standing(2, 0), { levels: [2, 3] }, []],
    ['AAL3 for an AAL2 action', standing(3, 0), { levels: [2, 3] }, []],
    ['AAL2 for an AAL3 action', standing(2, 0), { levels: [3] }, ['level']],
    ['AAL3, old, without a freshness', standing(3, 40_000), { levels: [3] }, []],
    ['AAL3 at its last fresh second', standing(3, 900), { levels: [3], maxAgeSeconds: 900 }, []],
    ['HAZ-05 AAL3 a second too old', standing(3, 901), { levels: [3], maxAgeSeconds: 900 }, ['freshness']],
    ['AAL2 and old', standing(2, 901), { levels: [3], maxAgeSeconds: 900 }, ['level', 'freshness']],
    ['a clock within tolerance', standing(3, -30), { levels: [3], maxAgeSeconds: 900 }, []],
    ['HAZ-09 proved in the future', standing(3, -31), { levels: [3], maxAgeSeconds: 900 }, ['freshness']],
    ['an access token that ends now', standing(3, 0, 0), { levels: [2, 3] }, ['access']],
  ])('%s', (_name, given, requirement, missing) => {
    const evaluation = evaluate(given, requirement, nowMs);
    expect(evaluation.kind === 'met' ? [] : evaluation.missing.map(({ kind }) => kind)).toEqual(missing);
  });

  test('a level is never raised: AAL2 meets no sensitive requirement, whatever else holds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 1, max: 900 }), (age, maxAgeSeconds) => {
        const requirement: Requirement = { levels: [3], maxAgeSeconds };
        expect(isSensitive(requirement)).toBe(true);
        expect(evaluate(standing(2, age), requirement, nowMs).kind).toBe('unmet');
      }),
    );
  });
});
