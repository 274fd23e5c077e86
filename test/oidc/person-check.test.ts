import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { checkPerson, type PersonAnswer } from '../../main/oidc/person-check.ts';
import { PERSONA_IDS, ROLE_IDS, startSimulator, type Faults, type Simulator } from '../simulator/index.ts';
import { loggedIn } from './logged-in.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ topology: 'gateway' });
});
afterAll(() => simulator.close());
afterEach(() => {
  simulator.setFaults({});
  simulator.setRoles(generalPractitioner, undefined);
});

const { generalPractitioner, nurse } = PERSONA_IDS;

async function check(faults: Faults = {}, userId: string = nurse): Promise<PersonAnswer> {
  const { provider, tokens, renewable } = await loggedIn(simulator, userId);
  simulator.setFaults(faults);
  return checkPerson(provider, tokens.accessToken, renewable.person);
}

test('the same person, with the roles that they hold now', async () => {
  simulator.setRoles(generalPractitioner, [ROLE_IDS.generalPractitionerAtHill]);
  const answer = await check({}, generalPractitioner);
  expect(answer).toMatchObject({
    kind: 'same',
    userinfo: { userId: generalPractitioner, roles: [{ id: ROLE_IDS.generalPractitionerAtHill }] },
  });
});

test('userinfo without a user id (scopes): the subject decides', async () => {
  expect(await check({ userinfo: { nhsid_useruid: undefined, uid: undefined } })).toMatchObject({ kind: 'same' });
});

test.each<[string, Faults]>([
  ['another subject', { userinfo: { sub: generalPractitioner } }],
  ['another user id', { userinfo: { nhsid_useruid: generalPractitioner } }],
  ['another uid', { userinfo: { nhsid_useruid: undefined, uid: generalPractitioner } }],
])('B28 HAZ-01 %s is another person', async (_name, faults) => {
  expect(await check(faults)).toEqual({ kind: 'otherPerson' });
});

test('a person of another issuer is another person, and nobody is asked', async () => {
  const { provider, tokens, renewable } = await loggedIn(simulator, nurse);
  const before = simulator.requests.length;
  const person = { ...renewable.person, issuer: `${simulator.issuer}/` };
  expect(await checkPerson(provider, tokens.accessToken, person)).toEqual({ kind: 'otherPerson' });
  expect(simulator.requests.length).toBe(before);
});

describe('401: the token is not taken', () => {
  test('of a session that was ended at the provider', async () => {
    const { provider, tokens, sid, renewable } = await loggedIn(simulator, nurse);
    await simulator.endSession(sid, { how: 'caep' });
    expect(await checkPerson(provider, tokens.accessToken, renewable.person)).toEqual({ kind: 'unauthorized' });
  });

  test('without a challenge', async () => {
    expect(await check({ respond: { userinfo: () => ({ status: 401 }) } })).toEqual({ kind: 'unauthorized' });
  });
});

test.each<[string, Faults, string]>([
  ['HTTP 500', { respond: { userinfo: () => ({ status: 500 }) } }, 'PROVIDER_FAILED'],
  ['HTTP 403', { respond: { userinfo: () => ({ status: 403 }) } }, 'PROVIDER_BAD_ANSWER'],
  [
    'HTTP 403 with a challenge',
    { respond: { userinfo: () => ({ status: 403, headers: { 'www-authenticate': 'Bearer' } }) } },
    'PROVIDER_BAD_ANSWER',
  ],
  [
    'HTML',
    { respond: { userinfo: () => ({ status: 200, headers: { 'content-type': 'text/html' }, body: '<p>' }) } },
    'PROVIDER_BAD_ANSWER',
  ],
  ['a redirect', { respond: { userinfo: () => ({ status: 302, headers: { location: '/' } }) } }, 'PROVIDER_REDIRECTED'],
  ['no answer', { respond: { userinfo: () => 'drop' } }, 'PROVIDER_UNREACHABLE'],
  ['nobody by name', { userinfo: ({ sub }) => ({ sub }) }, 'USERINFO_MALFORMED'],
])('B20 %s is trouble, and says nothing of the person (invariant 5)', async (_name, faults, code) => {
  expect(await check(faults)).toMatchObject({ kind: 'trouble', code });
});
