import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { enFailures } from '../../renderer/i18n/en-failures.ts';
import { PERSONA_IDS, startSimulator, type Faults, type Simulator } from '../simulator/index.ts';
import { expectRefused } from './expect-refused.ts';
import { backToApp, logInPage, wholeSession } from './whole-session.ts';

/** Nothing wrong gets in: each refusal through the real receiver, by the simulator's faults. */
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ topology: 'gateway' });
});
afterAll(() => simulator.close());
afterEach(() => simulator.setFaults({}));

const now = () => Math.floor(Date.now() / 1000);

const refusals: readonly [name: string, faults: Faults, code: string][] = [
  [
    'O5 expired',
    { idTokenClaims: (claims) => ({ ...claims, iat: now() - 4_000, exp: now() - 400 }) },
    'ID_TOKEN_EXPIRED',
  ],
  ['O5 issued in the future', { idTokenClaims: (claims) => ({ ...claims, iat: now() + 300 }) }, 'ID_TOKEN_CLOCK'],
  ['O8 stale auth_time', { idTokenClaims: (claims) => ({ ...claims, auth_time: now() - 301 }) }, 'AUTH_TIME_STALE'],
  ['wrong nonce', { idTokenClaims: { nonce: 'another' } }, 'ID_TOKEN_NONCE'],
  ['missing nonce', { idTokenClaims: { nonce: undefined } }, 'ID_TOKEN_NONCE'],
  ['wrong issuer in the ID token', { idTokenClaims: { iss: 'https://evil.example' } }, 'ID_TOKEN_ISSUER'],
  ['wrong audience', { idTokenClaims: { aud: 'another-client' } }, 'ID_TOKEN_AUDIENCE'],
  ['foreign azp', { idTokenClaims: { azp: 'another-client' } }, 'ID_TOKEN_AUDIENCE'],
  ['O4 bad signature', { idToken: (_t, tools) => tools.signWithUnpublishedKey(tools.claims) }, 'ID_TOKEN_SIGNATURE'],
  ['O4 alg none', { idToken: (_t, tools) => tools.unsecured(tools.claims) }, 'ID_TOKEN_ALGORITHM'],
  ['O4 alg HS256', { idToken: (_t, tools) => tools.signWithHs256(tools.claims) }, 'ID_TOKEN_ALGORITHM'],
  [
    'O4 a key for encryption',
    { idToken: (_t, tools) => tools.signWithEncryptionKey(tools.claims) },
    'ID_TOKEN_SIGNATURE',
  ],
  [
    'O4 a key in the header',
    {
      idToken: (_t, tools) =>
        tools.signWithUnpublishedKey(tools.claims, { jwk: tools.unpublishedPublicJwk, kid: tools.unpublishedKid }),
    },
    'ID_TOKEN_SIGNATURE',
  ],
  ['O4 unknown kid', { idToken: (_t, tools) => tools.sign(tools.claims, { kid: 'unknown' }) }, 'ID_TOKEN_SIGNATURE'],
  ['O9 bad at_hash', { idTokenClaims: { at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' } }, 'ACCESS_TOKEN_HASH'],
  ['missing level', { idTokenClaims: { authentication_assurance_level: undefined } }, 'LEVEL_UNKNOWN'],
  ['nonsense level', { idTokenClaims: { authentication_assurance_level: 'AAL3' } }, 'LEVEL_UNKNOWN'],
  ['level 1', { idTokenClaims: { authentication_assurance_level: '1' } }, 'LEVEL_TOO_LOW'],
  ['identity level 2', { idTokenClaims: { id_assurance_level: '2', idassurancelevel: '2' } }, 'IDENTITY_LEVEL_TOO_LOW'],
  ['two identity levels that disagree', { idTokenClaims: { idassurancelevel: '2' } }, 'IDENTITY_LEVEL_CONFLICT'],
  ['O8 missing auth_time', { idTokenClaims: { auth_time: undefined } }, 'AUTH_TIME_MISSING'],
  ['O10 other subject at userinfo', { userinfo: { sub: '999000000099' } }, 'USERINFO_SUBJECT'],
  ['userinfo without a name', { userinfo: () => ({ sub: PERSONA_IDS.nurse }) }, 'USERINFO_MALFORMED'],
  ['no ID token', { tokenResponse: { id_token: undefined } }, 'PROVIDER_BAD_ANSWER'],
  [
    'B02 token endpoint refuses',
    { respond: { token: () => ({ status: 400, body: { error: 'invalid_grant' } }) } },
    'TOKEN_REQUEST_REFUSED',
  ],
  [
    'I1 wrong iss in the answer',
    { redirect: (url) => withParameter(url, 'iss', 'https://evil.example') },
    'CALLBACK_ISSUER_MISMATCH',
  ],
  [
    'I2 missing iss in the answer',
    { redirect: (url) => withParameter(url, 'iss', undefined) },
    'CALLBACK_ISSUER_MISMATCH',
  ],
];

function withParameter(url: URL, name: string, value: string | undefined): URL {
  const changed = new URL(url);
  if (value === undefined) changed.searchParams.delete(name);
  else changed.searchParams.set(name, value);
  return changed;
}

describe('a log-in is refused', () => {
  test.each(refusals)('%s', async (_name, faults, code) => {
    simulator.setFaults(faults);
    const it = await wholeSession(simulator);
    const page = await it.logIn(PERSONA_IDS.nurse, 'microsoftAuthenticator');
    expect(page, 'the tab tells the truth').toContain('We could not log you in');
    expect(page).toContain(code);
    expectRefused(it, code);
  });

  test('error=access_denied, which also needs the state', async () => {
    simulator.setFaults({ redirect: (url) => errorRedirect(url, 'access_denied') });
    const it = await wholeSession(simulator);
    expect(await it.logIn(PERSONA_IDS.nurse, 'microsoftAuthenticator')).toContain('This log-in was cancelled');
    expectRefused(it, 'AUTHORIZATION_DENIED');
  });

  test.each([
    ['server_error', 'AUTHORIZATION_REFUSED'],
    ['an error of its own', 'AUTHORIZATION_REFUSED'],
    ['unmet_authentication_requirements', 'AUTHORIZATION_UNMET_LEVEL'],
  ])('another error: %s', async (error, code) => {
    simulator.setFaults({ redirect: (url) => errorRedirect(url, error) });
    const it = await wholeSession(simulator);
    await it.logIn(PERSONA_IDS.nurse, 'microsoftAuthenticator');
    expectRefused(it, code);
  });

  test('an error without our state is no error of ours: the attempt goes on', async () => {
    simulator.setFaults({ redirect: (url) => withParameter(errorRedirect(url, 'access_denied'), 'state', undefined) });
    const it = await wholeSession(simulator);
    await it.logIn(PERSONA_IDS.nurse, 'microsoftAuthenticator');
    expect(it.view()).toMatchObject({ kind: 'waitingForBrowser', notice: { code: 'CALLBACK_STATE_MISMATCH' } });
    simulator.setFaults({});
    await it.inBrowser(PERSONA_IDS.nurse, 'microsoftAuthenticator');
    await it.when('home');
  });

  test('I3 an error under another issuer’s name is refused as that', async () => {
    simulator.setFaults({
      redirect: (url) => withParameter(errorRedirect(url, 'access_denied'), 'iss', 'https://evil.example'),
    });
    const it = await wholeSession(simulator);
    await it.logIn(PERSONA_IDS.nurse, 'microsoftAuthenticator');
    expectRefused(it, 'CALLBACK_ISSUER_MISMATCH');
  });

  test('choosing took too long has words of its own', () => {
    expect(enFailures.AUTH_TIME_STALE.happened).toContain('Choosing took too long');
  });

  test('the AAL1 user and the user below the identity level', async () => {
    const aal1 = await wholeSession(simulator);
    await aal1.logIn(PERSONA_IDS.aal1, 'userPassword');
    expectRefused(aal1, 'LEVEL_TOO_LOW');
    const low = await wholeSession(simulator);
    await low.logIn(PERSONA_IDS.lowIdentityLevel, 'microsoftAuthenticator');
    expectRefused(low, 'IDENTITY_LEVEL_TOO_LOW');
  });

  test('wrong state: the tab is told, the attempt goes on, and the true answer still works', async () => {
    simulator.setFaults({ redirect: (url) => withParameter(url, 'state', 'another') });
    const it = await wholeSession(simulator);
    expect(await it.logIn(PERSONA_IDS.nurse, 'microsoftAuthenticator')).toContain('CALLBACK_STATE_MISMATCH');
    expect(it.view()).toMatchObject({ kind: 'waitingForBrowser', notice: { code: 'CALLBACK_STATE_MISMATCH' } });
    expect(it.log.lines.map(({ code }) => code)).toContain('CALLBACK_STATE_MISMATCH');
    simulator.setFaults({});
    await it.inBrowser(PERSONA_IDS.nurse, 'microsoftAuthenticator');
    await it.when('home');
  });

  test('a doubled parameter: the same', async () => {
    simulator.setFaults({ redirect: (url) => `${url.href}&code=another` });
    const it = await wholeSession(simulator);
    expect(await it.logIn(PERSONA_IDS.nurse, 'microsoftAuthenticator')).toContain('CALLBACK_MALFORMED');
    expect(it.view()).toMatchObject({ kind: 'waitingForBrowser', notice: { code: 'CALLBACK_MALFORMED' } });
  });

  test('B01 the tab is closed: cancel works at once, the port is free, another attempt works', async () => {
    const it = await wholeSession(simulator);
    it.gesture({ type: 'loginRequested' });
    await it.when('waitingForBrowser');
    const [start] = it.opened;
    await logInPage(it.browser, start ?? '');
    expect(it.gesture({ type: 'cancelRequested' })).toBe(true);
    expect(it.view().kind).toBe('loggedOut');
    await expect
      .poll(() =>
        fetch(start ?? '').then(
          () => 'open',
          () => 'closed',
        ),
      )
      .toBe('closed');
    await it.logIn(PERSONA_IDS.nurse, 'microsoftAuthenticator');
    await it.when('home');
  });

  test('provider down: said before any browser is opened', async () => {
    const gone = await startSimulator({ topology: 'gateway' });
    await gone.close();
    const it = await wholeSession(gone);
    it.gesture({ type: 'loginRequested' });
    await it.when('attemptFailed');
    expect(it.opened).toEqual([]);
    expectRefused(it, 'PROVIDER_UNREACHABLE');
  });

  test('provider down between log-in page and token', async () => {
    const other = await startSimulator({ topology: 'gateway' });
    const it = await wholeSession(other);
    it.gesture({ type: 'loginRequested' });
    await it.when('waitingForBrowser');
    const page = await logInPage(it.browser, it.opened[0] ?? '');
    const left = await it.browser.submit(page, { user: PERSONA_IDS.nurse, authenticator: 'microsoftAuthenticator' });
    await other.close();
    expect(await backToApp(left)).toContain('PROVIDER_UNREACHABLE');
    expectRefused(it, 'PROVIDER_UNREACHABLE');
  });
});

describe('what CIS2 and gateways send differently is accepted', () => {
  test.each<[string, Faults]>([
    ['aud as an array', { idTokenClaims: (claims) => ({ ...claims, aud: [claims['aud']] }) }],
    [
      'levels as numbers',
      { idTokenClaims: { authentication_assurance_level: 2, id_assurance_level: 3, idassurancelevel: 3 } },
    ],
    ['one identity spelling', { idTokenClaims: { id_assurance_level: undefined } }],
    ['no at_hash', { idTokenClaims: { at_hash: undefined } }],
    [
      'roles as one object',
      { userinfo: (answer) => ({ ...answer, nhsid_nrbac_roles: first(answer['nhsid_nrbac_roles']) }) },
    ],
  ])('%s', async (_name, faults) => {
    simulator.setFaults(faults);
    const it = await wholeSession(simulator);
    await it.logIn(PERSONA_IDS.nurse, 'microsoftAuthenticator');
    await it.when('home');
  });
});

describe('the main job, below the window', () => {
  test('log in, read, step up, confirm, sign, log out', async () => {
    const it = await wholeSession(simulator);
    await it.logIn(PERSONA_IDS.nurse, 'microsoftAuthenticator');
    expect(await it.when('home')).toMatchObject({
      who: { assurance: { level: 2, authenticators: ['microsoftAuthenticator'] } },
    });
    expect(it.vault.current()).toMatchObject({ generation: 1, facts: { person: { userId: PERSONA_IDS.nurse } } });

    it.gesture({ type: 'actionPrepared', actionId: 'view-patient', input: {} });
    expect(await it.when('actionDone')).toMatchObject({ outcome: { kind: 'ok' } });
    it.gesture({ type: 'wentBack' });

    it.gesture({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
    await it.when('actionBlocked');
    it.gesture({ type: 'stepUpRequested', again: false });
    await it.inBrowser(PERSONA_IDS.nurse, 'securityKey');
    const { confirmationId } = await it.when('confirmAction');
    it.gesture({ type: 'actionConfirmed', confirmationId });
    expect(await it.when('actionDone')).toMatchObject({ outcome: { kind: 'ok' }, who: { assurance: { level: 3 } } });
    expect(it.audited.map((line) => 'actionId' in line && [line.actionId, line.outcome, line.level])).toEqual([
      ['view-patient', 'intended', 2],
      ['view-patient', 'ok', 2],
      ['sign-prescription', 'intended', 3],
      ['sign-prescription', 'ok', 3],
    ]);

    it.gesture({ type: 'logOutRequested' });
    expect(it.view()).toMatchObject({ kind: 'ended', reason: 'user' });
    await expect.poll(() => it.vault.current()).toBeUndefined();
    await expect.poll(() => it.log.lines.map(({ code }) => code)).toContain('TOKENS_REVOKED');
  });

  test('seed: a user who is at AAL3 already passes a step-up without being asked', async () => {
    const it = await wholeSession(simulator);
    await it.logIn(PERSONA_IDS.nurse, 'securityKey');
    await it.when('home');
    it.gesture({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
    await it.when('confirmAction');
  });

  test('direct topology: the same job without a refresh token', async () => {
    const direct = await startSimulator({ topology: 'direct' });
    const it = await wholeSession(direct);
    await it.logIn(PERSONA_IDS.nurse, 'securityKey');
    await it.when('home');
    expect(it.vault.current()).toMatchObject({ refreshToken: undefined });
    await direct.close();
  });
});

function errorRedirect(url: URL, error: string): URL {
  const changed = withParameter(url, 'code', undefined);
  changed.searchParams.set('error', error);
  return changed;
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}
