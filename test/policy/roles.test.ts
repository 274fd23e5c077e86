import { expect, test } from 'vitest';
import { parsePolicy } from '../../main/policy/load.ts';

function rolesOf(roles: unknown) {
  const provider = { topology: 'gateway', issuer: 'https://gateway.example', clientId: 'desktop' };
  const loaded = parsePolicy(JSON.stringify({ provider, roles }), true);
  return loaded.ok ? loaded.policy.roles : loaded.code;
}

test('issue 5 line 1: without a word about roles this app lets choose, among all', () => {
  expect(rolesOf(undefined)).toEqual({ picking: 'app' });
});

test.each([
  [{ picking: 'provider' }],
  [{ picking: 'app', allowedRoleCodes: ['R8001'], allowedOrganisations: ['A81001', 'RXX'] }],
])('%j is taken as it stands', (roles) => {
  expect(rolesOf(roles)).toEqual(roles);
});

test.each([
  ['an unknown way to choose', { picking: 'nobody' }],
  ['an empty list, which would let nobody in', { allowedRoleCodes: [] }],
  ['an empty list of organisations', { allowedOrganisations: [] }],
  ['a code of three parts', { allowedRoleCodes: ['S8000:G8000:R8001'] }],
  ['the id of a role in the place of its code', { allowedRoleCodes: ['555254240100'] }],
  ['an ODS code in small letters', { allowedOrganisations: ['a81001'] }],
  ['a misspelt key', { allowedRoles: ['R8001'] }],
])('%s is refused, and nothing falls back', (_name, roles) => {
  expect(rolesOf(roles)).toBe('POLICY_INVALID');
});
