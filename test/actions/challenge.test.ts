import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { challengeIn, isRoleRefusal } from '../../main/actions/challenge.ts';
import { parseChallenges } from '../../main/actions/www-authenticate.ts';

const parsed = (header: string) =>
  parseChallenges(header).map(({ scheme, params }) => [scheme, Object.fromEntries(params)]);

describe('issue 5 line 4: the header WWW-Authenticate (RFC 9110 section 11.6.1)', () => {
  test.each<[string, string, unknown]>([
    ['a scheme alone', 'Negotiate', [['negotiate', {}]]],
    ['parameters of both kinds', 'Bearer realm="a b", error=x', [['bearer', { realm: 'a b', error: 'x' }]]],
    ['quotes inside quotes, and commas', 'Bearer realm="a \\"b\\", c=\\\\d"', [['bearer', { realm: 'a "b", c=\\d' }]]],
    [
      'several challenges',
      'Basic realm="x", Bearer a="1", b="2", Negotiate',
      [
        ['basic', { realm: 'x' }],
        ['bearer', { a: '1', b: '2' }],
        ['negotiate', {}],
      ],
    ],
    [
      'a token68',
      'NTLM TlRMTVNTUAAC==, Bearer a=1',
      [
        ['ntlm', {}],
        ['bearer', { a: '1' }],
      ],
    ],
    [
      'names in any case, blanks around the sign',
      'BEARER Error = "x" , MAX_AGE= 5',
      [['bearer', { error: 'x', max_age: '5' }]],
    ],
    ['commas with nothing between', ', ,Bearer a=1,, b=2 ,', [['bearer', { a: '1', b: '2' }]]],
    ['an empty value', 'Bearer a="", b=c', [['bearer', { a: '', b: 'c' }]]],
    ['a parameter that stands there twice', 'Bearer error="x", error="y", Basic a=1', [['basic', { a: '1' }]]],
    ['quotes that never end', 'Basic, Bearer error="x', [['basic', {}]]],
    ['nothing', '', []],
    ['no challenge at all', '"x"', []],
    ['more than anybody would send', `Bearer a="${'x'.repeat(9_000)}"`, []],
  ])('%s', (_name, header, expected) => {
    expect(parsed(header)).toEqual(expected);
  });

  test('what is written by the rules is read as it was meant', () => {
    const token = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,8}$/).filter((text) => !text.includes('='));
    const value = fc.string({ unit: fc.constantFrom('a', ' ', ',', '"', '\\', '=') });
    const challenge = fc.tuple(
      token,
      fc.uniqueArray(fc.tuple(token, value), { maxLength: 3, selector: ([name]) => name.toLowerCase() }),
    );
    fc.assert(
      fc.property(fc.array(challenge, { maxLength: 3 }), (challenges) => {
        const header = challenges
          .map(([scheme, params]) =>
            `${scheme} ${params.map(([name, text]) => `${name}="${text.replaceAll(/["\\]/g, '\\$&')}"`).join(', ')}`.trim(),
          )
          .join(', ');
        expect(parseChallenges(header)).toEqual(
          challenges.map(([scheme, params]) => ({
            scheme: scheme.toLowerCase(),
            params: new Map(params.map(([name, text]) => [name.toLowerCase(), text])),
          })),
        );
      }),
      { numRuns: 500 },
    );
  });

  test('anything at all is read without an error', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'B', ' ', ',', '"', '\\', '=', '\t', 'é') }), (header) => {
        expect(Array.isArray(parseChallenges(header))).toBe(true);
      }),
    );
  });
});

const issue = (type: string, code: string, diagnostics = 'Synthetic words') => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: type, details: { coding: [{ code }] }, diagnostics }],
});
const refusal = (status: number, body: unknown, header?: string) => ({
  status,
  headers: new Headers(header === undefined ? {} : { 'www-authenticate': header }),
  body,
});
const bearerWith = (rest: string) => refusal(401, undefined, `Bearer error="insufficient_user_authentication"${rest}`);

describe('issue 5 line 4: the server asks', () => {
  test.each<[string, ReturnType<typeof refusal>, unknown]>([
    ['a level that we know', bearerWith(', acr_values="AAL3_ANY"'), { lowestLevel: 3 }],
    ['the lower level', bearerWith(', acr_values="AAL2_OR_AAL3_ANY"'), { lowestLevel: 2 }],
    ['several: only the first counts', bearerWith(', acr_values="AAL2_OR_AAL3_ANY AAL3_ANY"'), { lowestLevel: 2 }],
    ['a level that we do not know', bearerWith(', acr_values="urn:other AAL2_OR_AAL3_ANY"'), { lowestLevel: 3 }],
    ['a level that every object has', bearerWith(', acr_values="constructor"'), { lowestLevel: 3 }],
    ['freshness alone', bearerWith(', max_age=300'), { lowestLevel: 2, maxAgeSeconds: 300 }],
    ['both', bearerWith(', max_age="60", acr_values="AAL3_ANY"'), { lowestLevel: 3, maxAgeSeconds: 60 }],
    ['an age that nobody could meet', bearerWith(', max_age=0'), { lowestLevel: 2, maxAgeSeconds: 1 }],
    ['an age that is none', bearerWith(', max_age=-5'), { lowestLevel: 3 }],
    ['neither', bearerWith(''), { lowestLevel: 3 }],
    [
      'behind another challenge',
      refusal(
        401,
        undefined,
        'Basic realm="insufficient_user_authentication", bearer Error=insufficient_user_authentication, max_age=9',
      ),
      { lowestLevel: 2, maxAgeSeconds: 9 },
    ],
    ['ACCESS_DENIED_LEVEL', refusal(403, issue('forbidden', 'ACCESS_DENIED_LEVEL')), { lowestLevel: 3 }],
    ['e-RS', refusal(401, issue('login', 'ACCESS_DENIED')), { lowestLevel: 3 }],
    ['e-RS of the old kind', refusal(401, issue('login', 'NO_ACCESS')), { lowestLevel: 3 }],
    ['unauthorized_client', refusal(401, { error: 'unauthorized_client' }), { lowestLevel: 3 }],
  ])('by %s', (_name, given, challenge) => {
    expect(challengeIn(given, 2)).toMatchObject({ challenge });
  });

  test.each<[string, ReturnType<typeof refusal>]>([
    ['another error of the bearer', refusal(401, undefined, 'Bearer error="invalid_token"')],
    ['the error in another scheme', refusal(401, undefined, 'DPoP error="insufficient_user_authentication"')],
    [
      'the error only in words',
      refusal(401, undefined, 'Bearer error="invalid_token", error_description="insufficient_user_authentication"'),
    ],
    ['the challenge with another status', refusal(403, undefined, 'Bearer error="insufficient_user_authentication"')],
    ['a plain denial', refusal(403, issue('forbidden', 'ACCESS_DENIED'))],
    ['an identity level too low (e-RS)', refusal(401, issue('forbidden', 'ACCESS_DENIED'))],
    ['a token that is over', refusal(401, issue('login', 'ACCESS_TOKEN_EXPIRED'))],
    ['ACCESS_DENIED_LEVEL with another status', refusal(500, issue('forbidden', 'ACCESS_DENIED_LEVEL'))],
    ['ACCESS_DENIED_LEVEL that is in no OperationOutcome', refusal(403, { error: 'ACCESS_DENIED_LEVEL' })],
    ['a denial that is about the role', refusal(401, issue('login', 'ACCESS_DENIED', 'selected_roleid is missing'))],
    ['unauthorized_client with another status', refusal(403, { error: 'unauthorized_client' })],
  ])('not by %s', (_name, given) => {
    expect(challengeIn(given, 2)).toBeUndefined();
  });

  test('unauthorized_client at level 3 is a wrong configuration, which no log-in mends', () => {
    expect(challengeIn(refusal(401, { error: 'unauthorized_client' }), 3)).toBeUndefined();
    expect(challengeIn(refusal(403, issue('forbidden', 'ACCESS_DENIED_LEVEL')), 3)).toBeDefined();
  });

  test('whatever it sends, it asks for level 2 or 3 and for an age of a second or more', () => {
    const value = fc.oneof(
      fc.string(),
      fc.integer().map(String),
      fc.constantFrom('AAL2_OR_AAL3_ANY', 'AAL3_ANY', 'AAL1'),
    );
    fc.assert(
      fc.property(value, value, (acr, age) => {
        const quote = (text: string) => `"${text.replaceAll(/[^\x20-\x7e]/g, '').replaceAll(/["\\]/g, '\\$&')}"`;
        const found = challengeIn(bearerWith(`, acr_values=${quote(acr)}, max_age=${quote(age)}`), 2);
        expect([2, 3]).toContain(found?.challenge.lowestLevel);
        expect(found?.challenge.maxAgeSeconds ?? 1).toBeGreaterThanOrEqual(1);
        expect(Number.isSafeInteger(found?.challenge.maxAgeSeconds ?? 1)).toBe(true);
      }),
    );
  });
});

describe('issue 5 line 1, HAZ-04: the role is not accepted', () => {
  test.each<[string, ReturnType<typeof refusal>, boolean]>([
    [
      'a wrong value of our header',
      refusal(400, issue('value', 'INVALID_VALUE', "Invalid value - 'x' in header 'NHSD-Session-URID'")),
      true,
    ],
    [
      'a wrong value of another',
      refusal(400, issue('value', 'INVALID_VALUE', "Invalid value in field 'gender'")),
      false,
    ],
    [
      'no selected role',
      refusal(401, { error: 'invalid_request', error_description: 'selected_roleid is missing in your token' }),
      true,
    ],
    ['a selected role in words', refusal(401, issue('login', 'ACCESS_DENIED', 'The selected role is not held')), true],
    ['401 about something else', refusal(401, issue('login', 'ACCESS_TOKEN_EXPIRED', 'Expired')), false],
    ['no body', refusal(401, undefined), false],
  ])('%s', (_name, given, expected) => {
    expect(isRoleRefusal(given)).toBe(expected);
  });
});
