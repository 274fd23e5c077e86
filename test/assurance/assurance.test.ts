import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { acrValueFor, acrValues, lowestLevelFor } from '../../main/assurance/acr.ts';
import { acceptableAuthenticators, amrValueOf, methodsUsed } from '../../main/assurance/authenticators.ts';
import {
  canBeBroughtByStepUp,
  evaluate,
  isSensitive,
  stricterOf,
  type Requirement,
  type Standing,
} from '../../main/assurance/requirement.ts';
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

describe('the gate (issue 5 line 3)', () => {
  const nowMs = Date.UTC(2026, 10, 21, 9, 0);
  const nowSeconds = nowMs / 1000;
  const standing = (level: 2 | 3, ageSeconds: number, accessLeftMs = 60_000): Standing => ({
    level,
    authTimeSeconds: nowSeconds - ageSeconds,
    identityLevel: 3,
    roleCode: 'R8001',
    activityCodes: ['B0401', 'B0572'],
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
    ['AAL3 where a service matches AAL2 exactly', standing(3, 0), { levels: [2] }, ['level']],
    ['HAZ-04 one of the roles', standing(2, 0), { levels: [2, 3], roleCodes: ['R8000', 'R8001'] }, []],
    ['HAZ-04 another role', standing(2, 0), { levels: [2, 3], roleCodes: ['R8000'] }, ['role']],
    ['one of the activities', standing(2, 0), { levels: [2, 3], activityCodes: ['B0572', 'B9999'] }, []],
    ['none of the activities', standing(2, 0), { levels: [2, 3], activityCodes: ['B9999'] }, ['activity']],
    ['the identity level that is asked', standing(2, 0), { levels: [2, 3], identityLevel: 3 }, []],
    [
      'a lower identity level',
      { ...standing(2, 0), identityLevel: 2 },
      { levels: [2, 3], identityLevel: 3 },
      ['identityLevel'],
    ],
    [
      'all of it, in the order in which it is told',
      { ...standing(2, 901, 0), identityLevel: 2 },
      { levels: [3], maxAgeSeconds: 900, roleCodes: ['R8000'], activityCodes: ['B9999'], identityLevel: 3 },
      ['level', 'freshness', 'identityLevel', 'role', 'activity', 'access'],
    ],
  ])('%s', (_name, given, requirement, missing) => {
    const evaluation = evaluate(given, requirement, nowMs);
    expect(evaluation.kind === 'met' ? [] : evaluation.missing.map(({ kind }) => kind)).toEqual(missing);
  });

  test('says for an exact level which one it is, above as well as below', () => {
    expect(evaluate(standing(3, 0), { levels: [2] }, nowMs)).toEqual({
      kind: 'unmet',
      missing: [{ kind: 'level', required: 2, actual: 3 }],
    });
  });

  test.each<[string, Standing, Requirement, boolean]>([
    ['a level', standing(2, 0), { levels: [3] }, true],
    ['freshness', standing(3, 901), { levels: [3], maxAgeSeconds: 900 }, true],
    ['access', standing(3, 0, 0), { levels: [2, 3] }, true],
    ['what only AAL2 may do, at AAL3', standing(3, 0), { levels: [2] }, false],
    ['freshness of what only AAL2 may do', standing(2, 61), { levels: [2], maxAgeSeconds: 60 }, false],
    ['a role', standing(2, 0), { levels: [2, 3], roleCodes: ['R8000'] }, false],
    ['an activity', standing(2, 0), { levels: [2, 3], activityCodes: ['B9999'] }, false],
    [
      'a level and a role: the log-in would be for nothing',
      standing(2, 0),
      { levels: [3], roleCodes: ['R8000'] },
      false,
    ],
    ['a level that nobody can have', standing(3, 0), { levels: [] }, false],
  ])('a step-up brings %s: %s', (_name, given, requirement, expected) => {
    const evaluation = evaluate(given, requirement, nowMs);
    if (evaluation.kind === 'met') throw new Error('nothing is missing');
    expect(canBeBroughtByStepUp(requirement, evaluation.missing)).toBe(expected);
  });

  test('the stricter of two requirements is met only where both are', () => {
    const levels = fc.subarray([2, 3] as const, { minLength: 1 });
    const requirements = fc.record<Requirement>(
      {
        levels,
        maxAgeSeconds: fc.integer({ min: 1, max: 900 }),
        roleCodes: fc.subarray(['R8000', 'R8001'], { minLength: 1 }),
        activityCodes: fc.subarray(['B0401', 'B0572', 'B9999'], { minLength: 1 }),
        identityLevel: fc.constantFrom(2, 3, 4),
      },
      { requiredKeys: ['levels'] },
    );
    const standings = fc
      .tuple(fc.constantFrom(2 as const, 3 as const), fc.nat(1_000))
      .map(([level, age]) => standing(level, age));
    fc.assert(
      fc.property(requirements, requirements, standings, (one, other, given) => {
        const isMet = (requirement: Requirement) => evaluate(given, requirement, nowMs).kind === 'met';
        if (isMet(stricterOf(one, other))) expect([isMet(one), isMet(other)]).toEqual([true, true]);
      }),
    );
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
