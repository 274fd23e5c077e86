import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAuthentication } from '../../main/identity/id-token.ts';
import type { Claims } from '../../main/identity/reading.ts';
import { isSamePerson, readUserinfo, type Person } from '../../main/identity/userinfo.ts';

const good: Claims = {
  sub: '999000000001',
  auth_time: 1_790_000_000,
  acr: 'AAL2_OR_AAL3_ANY',
  amr: ['TOTP'],
  authentication_assurance_level: '2',
  id_assurance_level: '3',
  idassurancelevel: '3',
  sid: 'a-session',
};

describe('ID token', () => {
  test('reads the claims of CIS2', () => {
    expect(readAuthentication(good)).toEqual({
      ok: true,
      value: {
        subject: '999000000001',
        level: 2,
        identityLevel: 3,
        authTimeSeconds: 1_790_000_000,
        acr: 'AAL2_OR_AAL3_ANY',
        amr: ['TOTP'],
        sid: 'a-session',
        userId: undefined,
        selectedRoleId: undefined,
      },
    });
  });

  test.each<[string, unknown, number | undefined]>([
    ['a string', '3', 3],
    ['a number', 3, 3],
    ['level 1', '1', 1],
    ['absent', undefined, undefined],
    ['a word', 'AAL3', undefined],
    ['padded', '03', undefined],
    ['a fraction', 2.5, undefined],
    ['an array', ['3'], undefined],
    ['four', '4', undefined],
    ['zero', 0, undefined],
    ['true', true, undefined],
  ])('a level that is %s', (_name, authentication_assurance_level, level) => {
    const reading = readAuthentication({ ...good, authentication_assurance_level });
    expect(reading.ok && reading.value.level).toBe(level);
  });

  test('invariant 3: no acr ever makes a level', () => {
    fc.assert(
      fc.property(fc.string(), (acr) => {
        const { authentication_assurance_level: _left, ...rest } = good;
        const reading = readAuthentication({ ...rest, acr });
        expect(reading.ok && reading.value.level).toBe(undefined);
      }),
    );
  });

  test.each<[string, Claims, string]>([
    ['both spellings agree', good, 'ok 3'],
    ['as string and number', { ...good, idassurancelevel: 3 }, 'ok 3'],
    ['only the older spelling', { ...good, id_assurance_level: undefined }, 'ok 3'],
    ['only the newer spelling', { ...good, idassurancelevel: undefined }, 'ok 3'],
    ['they disagree', { ...good, idassurancelevel: '2' }, 'IDENTITY_LEVEL_CONFLICT'],
    ['one is nonsense', { ...good, idassurancelevel: 'high' }, 'IDENTITY_LEVEL_CONFLICT'],
    [
      'neither is there',
      { ...good, id_assurance_level: undefined, idassurancelevel: undefined },
      'IDENTITY_LEVEL_UNKNOWN',
    ],
  ])('identity level: %s', (_name, claims, expected) => {
    const reading = readAuthentication(claims);
    expect(reading.ok ? `ok ${reading.value.identityLevel}` : reading.code).toBe(expected);
  });

  test.each([undefined, 'yesterday', Number.NaN, 0, -1])('auth_time %s is missing', (auth_time) => {
    expect(readAuthentication({ ...good, auth_time })).toMatchObject({ ok: false, code: 'AUTH_TIME_MISSING' });
  });

  test('amr may be one string', () => {
    const reading = readAuthentication({ ...good, amr: 'FIDO2' });
    expect(reading.ok && reading.value.amr).toEqual(['FIDO2']);
  });
});

describe('userinfo', () => {
  const role = {
    person_orgid: '1',
    person_roleid: '555254240100',
    org_code: 'A81001',
    role_name: '"Clinical":"Clinical Provision":"Nurse Access Role"',
    role_code: 'S8000:G8000:R8001',
  };
  const answer = {
    sub: '999000000001',
    name: 'Synthetic Nurse',
    uid: '999000000001',
    nhsid_nrbac_roles: [role],
    nhsid_user_orgs: [{ org_name: 'SYNTHETIC SURGERY', org_code: 'A81001' }],
  };
  const roles = (over: object) => {
    const reading = readUserinfo({ ...answer, ...over });
    return reading.ok ? reading.value.roles : reading.code;
  };

  test('joins roles and organisations, which come apart', () => {
    expect(roles({})).toEqual([
      {
        id: '555254240100',
        name: 'Nurse Access Role',
        code: 'R8001',
        organisationCode: 'A81001',
        organisationName: 'SYNTHETIC SURGERY',
        activityCodes: [],
      },
    ]);
  });

  test('HAZ-04 a role that cannot be worked in is left out', () => {
    expect(
      roles({ nhsid_nrbac_roles: [{ ...role, person_roleid: '' }, { ...role, org_code: undefined }, role] }),
    ).toHaveLength(1);
  });

  test('takes the name where it finds it, and refuses nobody', () => {
    const name = (over: object) => {
      const reading = readUserinfo({ ...answer, ...over });
      return reading.ok ? reading.value.name : reading.code;
    };
    expect(name({})).toBe('Synthetic Nurse');
    expect(name({ name: undefined, given_name: 'Synthetic', family_name: 'Locum' })).toBe('Synthetic Locum');
    expect(name({ name: ' ' })).toBe('USERINFO_MALFORMED');
    expect(readUserinfo([])).toMatchObject({ ok: false, code: 'USERINFO_MALFORMED' });
  });

  test('the same person is the same in issuer, subject and CIS2 user id', () => {
    const person: Person = { issuer: 'https://p', subject: '1', userId: '2', name: 'Synthetic Nurse' };
    expect(isSamePerson(person, { ...person, name: 'Married Name' })).toBe(true);
    expect(isSamePerson(person, { ...person, subject: '9' })).toBe(false);
    expect(isSamePerson(person, { ...person, userId: '9' })).toBe(false);
    expect(isSamePerson(person, { ...person, issuer: 'https://q' })).toBe(false);
  });
});
