import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { renewTokens, type RenewalAnswer } from '../../main/oidc/renewal.ts';
import { PERSONA_IDS, ROLE_IDS, startSimulator, type Faults, type Simulator } from '../simulator/index.ts';
import {
  isRefresh,
  lostRefreshReplies,
  refreshForAnotherPerson,
  refreshRefused,
  refreshWithoutIdToken,
} from '../simulator/renewal-faults.ts';
import { steppedClock, systemClock } from '../unit-support/system.ts';
import { expectKind, loggedIn, type LoggedIn } from './logged-in.ts';

/** One refresh over real sockets, and what is made of its answer: `session.md`, "Tokens". */
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ topology: 'gateway' });
});
afterAll(() => simulator.close());
afterEach(() => {
  simulator.setFaults({});
  simulator.setRoles(nurse, undefined);
});

const { generalPractitioner, nurse } = PERSONA_IDS;

const refreshes = () => simulator.requests.filter(isRefresh).length;

async function renew(faults: Faults = {}, it?: LoggedIn): Promise<{ answer: RenewalAnswer; it: LoggedIn }> {
  const who = it ?? (await loggedIn(simulator, nurse));
  simulator.setFaults(faults);
  return { answer: await renewTokens(who.provider, who.renewable, systemClock), it: who };
}

describe('renewed', () => {
  test('new tokens, the same sid, the authentication of the log-in, and roles as they are now', async () => {
    const it = await loggedIn(simulator, generalPractitioner, 'microsoftAuthenticator', {
      acr_values: 'AAL2_OR_AAL3_ANY',
    });
    simulator.setRoles(generalPractitioner, [ROLE_IDS.clinicalAtWard]);
    const before = Date.now();
    const { tokens, authentication, userinfo } = expectKind((await renew({}, it)).answer, 'renewed');
    simulator.setRoles(generalPractitioner, undefined);
    expect(tokens.sid).toBe(it.sid);
    expect(tokens.refreshToken).not.toBe(it.tokens.refreshToken);
    expect(tokens.accessToken).not.toBe(it.tokens.accessToken);
    expect(tokens.accessEndsAtMs).toBeGreaterThanOrEqual(before + 599_000);
    expect(tokens.accessEndsAtMs).toBeLessThan(Date.now() + 600_000);
    expect(authentication).toMatchObject({
      subject: generalPractitioner,
      userId: generalPractitioner,
      level: 2,
      identityLevel: 3,
      authTimeSeconds: it.tokens.claims['auth_time'],
      sid: it.sid,
    });
    expect(userinfo?.roles.map(({ id }) => id)).toEqual([ROLE_IDS.clinicalAtWard]);
    expect((await it.party.userinfo(tokens.accessToken)).status).toBe(200);
  });

  test('no new refresh token in the answer: the old one stays', async () => {
    const { answer, it } = await renew({ tokenResponse: { refresh_token: undefined } });
    expect(expectKind(answer, 'renewed').tokens.refreshToken).toBe(it.renewable.refreshToken);
  });

  test('no ID token, and userinfo of the same person: renewed, and nothing is said of the level', async () => {
    const { answer, it } = await renew(refreshWithoutIdToken);
    expect(expectKind(answer, 'renewed')).toMatchObject({
      authentication: undefined,
      userinfo: { userId: nurse },
      tokens: { sid: it.sid },
    });
  });

  test('an ID token, and userinfo out of reach: the ID token vouches for the person', async () => {
    const { answer } = await renew({ respond: { userinfo: () => ({ status: 503 }) } });
    expect(expectKind(answer, 'renewed')).toMatchObject({ userinfo: undefined, authentication: { subject: nurse } });
  });

  test('an ID token without auth_time (OpenID Connect Core 12.2) vouches for the person and for nothing else', async () => {
    const { answer } = await renew({ idTokenClaims: { auth_time: undefined, authentication_assurance_level: '3' } });
    expect(expectKind(answer, 'renewed').authentication).toBeUndefined();
  });

  test('a nonce is not demanded, and not minded', async () => {
    for (const nonce of [undefined, 'another']) {
      expectKind((await renew({ idTokenClaims: { nonce } })).answer, 'renewed');
    }
  });

  test('keys out of reach: userinfo vouches for the person, as if there was no ID token', async () => {
    const { answer } = await renew({ respond: { jwks: () => ({ status: 503 }) } });
    expect(expectKind(answer, 'renewed')).toMatchObject({ authentication: undefined, userinfo: { userId: nurse } });
  });
});

describe('cannot renew: it is told, and tried no more', () => {
  test.each([
    [401, { error: 'invalid_client' }, 'HTTP 401, error invalid_client'],
    [400, { error: 'unauthorized_client' }, 'HTTP 400, error unauthorized_client'],
    [400, { error: 'invalid_request' }, 'HTTP 400, error invalid_request'],
    [400, { error: 'invalid_scope' }, 'HTTP 400, error invalid_scope'],
    [404, {}, 'HTTP 404'],
    [400, { error: '<b>' }, 'HTTP 400, error (unprintable)'],
  ])('HTTP %i %j', async (status, body, detail) => {
    const { answer } = await renew(refreshRefused(status, body));
    expect(answer).toEqual({ kind: 'cannotRenew', code: 'TOKEN_REQUEST_REFUSED', detail: `token: ${detail}` });
  });

  test('a page that only speaks of invalid_grant is none (invariant 5)', async () => {
    const page = { status: 400, headers: { 'content-type': 'text/html' }, body: '{"error":"invalid_grant"}' };
    expectKind((await renew({ respond: { token: () => page } })).answer, 'cannotRenew');
  });
});

describe('ended (invariant 5)', () => {
  test('a session that was ended at the provider', async () => {
    const it = await loggedIn(simulator, nurse);
    await simulator.endSession(it.sid, { how: 'caep' });
    expect((await renew({}, it)).answer).toEqual({ kind: 'ended' });
  });

  test('invalid_grant with status 401 and a challenge, as the API platform sends it', async () => {
    const { answer } = await renew(refreshRefused(401, { error: 'invalid_grant' }, { 'www-authenticate': 'Basic' }));
    expect(answer).toEqual({ kind: 'ended' });
  });
});

describe('B18 a token is spent once', () => {
  test('each call makes exactly one request to the token endpoint, whatever comes back', async () => {
    const answers: readonly Faults[] = [
      {},
      lostRefreshReplies,
      refreshWithoutIdToken,
      refreshRefused(429, {}, { 'retry-after': '1' }),
      refreshRefused(503),
      refreshRefused(400, { error: 'invalid_grant' }),
      refreshRefused(
        401,
        { error: 'use_dpop_nonce' },
        { 'dpop-nonce': 'n', 'www-authenticate': 'DPoP error="use_dpop_nonce"' },
      ),
    ];
    for (const faults of answers) {
      const it = await loggedIn(simulator, nurse);
      const before = refreshes();
      await renew(faults, it);
      expect(refreshes() - before, JSON.stringify(faults)).toBe(1);
    }
  });

  test('ten callers one after the other, each with the token of the one before: the family lives', async () => {
    const it = await loggedIn(simulator, nurse);
    let { renewable } = it;
    const before = refreshes();
    for (let caller = 0; caller < 10; caller += 1) {
      const answer = expectKind(await renewTokens(it.provider, renewable, systemClock), 'renewed');
      renewable = { ...renewable, refreshToken: answer.tokens.refreshToken ?? '' };
    }
    expect(refreshes() - before).toBe(10);
    expect((await it.party.refresh(renewable.refreshToken)).status).toBe(200);
  });

  test('ten callers at once with one token: why the session must serialise them', async () => {
    const it = await loggedIn(simulator, nurse);
    const all = await Promise.all(
      Array.from({ length: 10 }, () => renewTokens(it.provider, it.renewable, systemClock)),
    );
    expect(all.map(({ kind }) => kind)).toContain('ended');
  });
});

test('B19 a reply that is lost: tried later, perhaps spent; the next use shows that it was', async () => {
  const { answer, it } = await renew(lostRefreshReplies);
  expect(answer).toMatchObject({ kind: 'tryLater', code: 'PROVIDER_UNREACHABLE', spent: 'unknown' });
  expect((await renew({}, it)).answer).toEqual({ kind: 'ended' });
});

describe('B28 HAZ-01 another person (invariant 4)', () => {
  test('ID token and userinfo of another person', async () => {
    const { answer } = await renew(refreshForAnotherPerson(generalPractitioner));
    expect(expectKind(answer, 'otherPerson').tokens.accessToken).not.toBe('');
  });

  test.each<[string, Faults]>([
    ['the ID token alone', { idTokenClaims: (claims) => ({ ...claims, sub: generalPractitioner }) }],
    ['the user id alone', { idTokenClaims: (claims) => ({ ...claims, nhsid_useruid: generalPractitioner }) }],
    ['userinfo alone', { userinfo: { sub: generalPractitioner } }],
    ['the user id in userinfo alone', { userinfo: { nhsid_useruid: generalPractitioner } }],
    ['userinfo, without an ID token', { ...refreshWithoutIdToken, userinfo: { sub: generalPractitioner } }],
  ])('%s', async (_name, faults) => {
    expectKind((await renew(faults)).answer, 'otherPerson');
  });
});

describe('an ID token that is not good: nobody is proved, nobody is let in, and the tokens are not lost', () => {
  const now = () => Math.floor(Date.now() / 1000);
  test.each<[string, Faults, string]>([
    [
      'O1 another issuer',
      { idTokenClaims: (claims) => ({ ...claims, iss: `${String(claims['iss'])}/` }) },
      'ID_TOKEN_ISSUER',
    ],
    ['O2 another audience', { idTokenClaims: { aud: 'another' } }, 'ID_TOKEN_AUDIENCE'],
    ['O3 another azp', { idTokenClaims: { azp: 'another' } }, 'ID_TOKEN_AUDIENCE'],
    [
      'O4 a key that is not published',
      { idToken: (_token, tools) => tools.signWithUnpublishedKey(tools.claims) },
      'ID_TOKEN_SIGNATURE',
    ],
    ['O4 HS256', { idToken: (_token, tools) => tools.signWithHs256(tools.claims) }, 'ID_TOKEN_ALGORITHM'],
    ['O4 not signed', { idToken: (_token, tools) => tools.unsecured(tools.claims) }, 'ID_TOKEN_ALGORITHM'],
    ['O5 run out', { idTokenClaims: (claims) => ({ ...claims, exp: now() - 60 }) }, 'ID_TOKEN_EXPIRED'],
    ['O5 from the future', { idTokenClaims: (claims) => ({ ...claims, iat: now() + 60 }) }, 'ID_TOKEN_CLOCK'],
    ['O9 another at_hash', { idTokenClaims: { at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' } }, 'ACCESS_TOKEN_HASH'],
    [
      'O11 an auth_time in the future',
      { idTokenClaims: (claims) => ({ ...claims, auth_time: now() + 60 }) },
      'ID_TOKEN_CLOCK',
    ],
    ['an auth_time that is no time', { idTokenClaims: { auth_time: -1 } }, 'ID_TOKEN_MALFORMED'],
    ['two identity levels', { idTokenClaims: { idassurancelevel: '2' } }, 'IDENTITY_LEVEL_CONFLICT'],
  ])('%s', async (_name, faults, code) => {
    const { answer, it } = await renew(faults);
    const unproved = expectKind(answer, 'unproved');
    expect(unproved.code).toBe(code);
    simulator.setFaults({});
    expect((await it.party.refresh(unproved.tokens.refreshToken ?? '')).status, 'the new token works').toBe(200);
  });
});

describe('B22 nonsense lifetimes: clamped, and never a reason to lose tokens', () => {
  test.each<[string, unknown, number]>([
    ['60 days', 60 * 24 * 60 * 60, 24 * 60 * 60],
    ['beyond every timer', 1e300, 24 * 60 * 60],
    ['0', 0, 60],
    ['negative', -1, 60],
    ['absent', undefined, 60],
    ['null', null, 60],
    ['words', 'soon', 60],
    ['an object', {}, 60],
    ['a number as a string', '599', 599],
  ])('%s: %j is %i s', async (_name, expiresIn, seconds) => {
    const it = await loggedIn(simulator, nurse);
    simulator.setFaults({ tokenResponse: { expires_in: expiresIn } });
    const clock = steppedClock(Date.now());
    const { tokens } = expectKind(await renewTokens(it.provider, it.renewable, clock), 'renewed');
    expect(tokens.accessEndsAtMs).toBe(clock.wallMs() + seconds * 1000);
  });
});
