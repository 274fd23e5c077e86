import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Claims } from '../../main/identity/reading.ts';
import { sortRoles, whyUnusable } from '../../main/identity/usable-roles.ts';
import { readUserinfo } from '../../main/identity/userinfo.ts';

/** Issue 5 line 1: every quirk of `cis2.md` section 2.5. Synthetic people and places. */

const entry = {
  person_orgid: '1',
  person_roleid: '555254240100',
  org_code: 'A81001',
  role_name: '"Clinical":"Clinical Provision":"Nurse Access Role"',
  role_code: 'S8000:G8000:R8001',
};

function read(claims: Claims) {
  const reading = readUserinfo({ name: 'Synthetic Nurse', ...claims });
  if (!reading.ok) throw new Error(reading.code);
  return reading.value;
}
const only = (over: object) => read({ nhsid_nrbac_roles: [{ ...entry, ...over }] }).roles[0];

describe('the list', () => {
  test.each([
    ['an array', [entry], 1],
    ['one object', entry, 1],
    ['absent', undefined, 0],
    ['null', null, 0],
    ['empty', [], 0],
    ['an empty text', '', 0],
  ])('%s', (_name, nhsid_nrbac_roles, count) => {
    const { roles, rolesFault } = read({ nhsid_nrbac_roles });
    expect(roles).toHaveLength(count);
    expect(rolesFault).toBeUndefined();
  });

  test.each([
    ['text', 'R8001'],
    ['a number', 7],
    ['true', true],
    ['texts', ['R8001', 'R8002']],
    ['an object of something else', { error: 'server_error' }],
    ['entries without ids', [{ ...entry, person_roleid: undefined }]],
    ['nested', [[entry]]],
  ])('malformed is not none, and refuses nobody: %s', (_name, nhsid_nrbac_roles) => {
    const { roles, rolesFault, name } = read({ nhsid_nrbac_roles });
    expect(roles).toEqual([]);
    expect(rolesFault).toMatch(/^nhsid_nrbac_roles: none of \d+ can be read$/);
    expect(name).toBe('Synthetic Nurse');
  });

  test('whatever is sent, the fault never repeats it', () => {
    fc.assert(
      fc.property(fc.anything(), (nhsid_nrbac_roles) => {
        const { rolesFault } = read({ nhsid_nrbac_roles });
        expect(rolesFault ?? 'nhsid_nrbac_roles: none of 1 can be read').toMatch(
          /^nhsid_nrbac_roles: none of \d+ can be read$/,
        );
      }),
    );
  });

  test('HAZ-04 one bad entry does not take the good ones with it, nor is it made up for', () => {
    const nhsid_nrbac_roles = [7, { ...entry, org_code: ' ' }, { ...entry, role_name: '', role_code: '' }, entry];
    expect(read({ nhsid_nrbac_roles }).roles.map(({ id }) => id)).toEqual(['555254240100']);
  });

  test('a role that comes twice is one, with the activities of both', () => {
    const nhsid_nrbac_roles = [
      { ...entry, activity_codes: ['B0401'] },
      { ...entry, activity_codes: ['B0428', 'B0401'] },
    ];
    expect(read({ nhsid_nrbac_roles }).roles).toMatchObject([{ activityCodes: ['B0401', 'B0428'] }]);
  });

  test('HAZ-04 one id for two different roles stands for neither', () => {
    const other = { ...entry, person_roleid: '555254240101' };
    const nhsid_nrbac_roles = [entry, other, { ...entry, org_code: 'B81002' }];
    expect(read({ nhsid_nrbac_roles }).roles.map(({ id }) => id)).toEqual(['555254240101']);
  });
});

describe('names and codes', () => {
  test.each([
    ['"Clinical":"Clinical Provision":"Nurse Access Role"', 'Nurse Access Role'],
    ['"Non-Clinical":"Admin & Clerical":"Reception: front desk"', 'Reception: front desk'],
    ['Clinical:Clinical Provision:Nurse Access Role', 'Nurse Access Role'],
    ['Nurse Access Role', 'Nurse Access Role'],
    ['"Nurse Access Role"', 'Nurse Access Role'],
    ['"Clinical":"Clinical Provision":""', 'R8001'],
    [undefined, 'R8001'],
  ])('role_name %s is %s', (role_name, name) => {
    expect(only({ role_name })?.name).toBe(name);
  });

  test.each([
    ['S8000:G8000:R8001', 'R8001'],
    ['R8001', 'R8001'],
    ['"S8000":"G8000":"R8001"', 'R8001'],
    [undefined, ''],
  ])('role_code %s is %s', (role_code, code) => {
    expect(only({ role_code })?.code).toBe(code);
  });

  test.each<[string, unknown, string | undefined]>([
    ['an array', [{ org_code: 'A81001', org_name: 'SYNTHETIC SURGERY' }], 'SYNTHETIC SURGERY'],
    ['one object', { org_code: 'A81001', org_name: 'SYNTHETIC SURGERY' }, 'SYNTHETIC SURGERY'],
    ['another organisation alone', [{ org_code: 'B81002', org_name: 'OTHER' }], undefined],
    ['without a name', [{ org_code: 'A81001' }], undefined],
    ['nothing to read', 'SYNTHETIC SURGERY', undefined],
    ['absent', undefined, undefined],
  ])('the name of the organisation, from nhsid_user_orgs: %s', (_name, nhsid_user_orgs, expected) => {
    const { roles } = read({ nhsid_nrbac_roles: [entry], nhsid_user_orgs });
    expect(roles[0]).toMatchObject({ organisationCode: 'A81001', organisationName: expected });
  });
});

describe('activities', () => {
  test.each<[string, object, readonly string[]]>([
    ['none', {}, []],
    ['empty lists', { activities: [], activity_codes: [] }, []],
    ['many codes', { activity_codes: ['B0401', 'B0428'] }, ['B0401', 'B0428']],
    ['one code that is no list', { activity_codes: 'B0401' }, ['B0401']],
    ['names beside them', { activities: ['"Perform Prescribing"'], activity_codes: ['B0428'] }, ['B0428']],
    ['names alone', { activities: ['"Perform Prescribing"'] }, []],
    ['codes in the list of names', { activities: ['B0401'] }, ['B0401']],
    ['one code twice', { activities: 'B0401', activity_codes: ['B0401', ' B0401 '] }, ['B0401']],
    ['in three parts', { activity_codes: ['"Clinical":"Prescribing":"B0401"'] }, ['B0401']],
    ['nonsense', { activity_codes: [7, null, {}, 'b0401', 'B04011', 'B0401 B0402'] }, []],
  ])('%s', (_name, over, expected) => {
    expect(only(over)?.activityCodes).toEqual(expected);
  });
});

describe('usable here', () => {
  const role = (code: string, organisationCode: string) => ({
    id: `${code}${organisationCode}`,
    name: code,
    code,
    organisationCode,
    organisationName: undefined,
    activityCodes: [],
  });

  test('without lists each role is, one without a code too', () => {
    expect(whyUnusable({}, role('', 'A81001'))).toBeUndefined();
  });

  test.each([
    [role('R8001', 'A81001'), undefined],
    [role('R8008', 'A81001'), 'roleNotAllowed'],
    [role('', 'A81001'), 'roleNotAllowed'],
    [role('R8001', 'B81002'), 'organisationNotSetUp'],
    [role('R8008', 'B81002'), 'roleNotAllowed'],
  ])('%j: %s', (held, reason) => {
    expect(whyUnusable({ allowedRoleCodes: ['R8001'], allowedOrganisations: ['A81001'] }, held)).toBe(reason);
  });

  test('HAZ-04 each role is either usable or has its reason, and none is lost', () => {
    const roles = ['R8001', 'R8008'].flatMap((code) => ['A81001', 'B81002'].map((ods) => role(code, ods)));
    const { usable, unusable } = sortRoles({ allowedRoleCodes: ['R8001'], allowedOrganisations: ['A81001'] }, roles);
    expect(usable.map(({ id }) => id)).toEqual(['R8001A81001']);
    expect(unusable.map(({ role: { id }, reason }) => [id, reason])).toEqual([
      ['R8001B81002', 'organisationNotSetUp'],
      ['R8008A81001', 'roleNotAllowed'],
      ['R8008B81002', 'roleNotAllowed'],
    ]);
  });
});
