import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { PERSONA_IDS, REFRESH_TOKEN_LIFETIME_S, startSimulator, type Simulator } from './index.ts';
import { createRelyingParty, type Tokens } from './relying-party.ts';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ topology: 'gateway' });
});

afterAll(() => simulator.close());

afterEach(() => {
  vi.useRealTimers();
});

const { generalPractitioner, nurse } = PERSONA_IDS;

function setClock(ms: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: ms });
}

test('a gateway answers with 599 s of access and a refresh token', async () => {
  const { body } = await createRelyingParty(simulator).logIn(nurse, 'securityKey');
  expect(body['expires_in']).toBe(599);
  expect(body['refresh_token']).toMatch(/.{20}/);
});

test('its Date header goes by the clock that its tokens go by', async () => {
  const later = Date.UTC(2030, 0, 1);
  setClock(later);
  const { headers } = await fetch(`${simulator.issuer}/connect/jwk_uri`);
  expect(Date.parse(headers.get('date') ?? '')).toBe(later);
});

test('each refresh brings a new refresh token, and what the log-in established stays', async () => {
  const party = createRelyingParty(simulator);
  const first = await party.logIn(nurse, 'microsoftAuthenticator', {
    acr_values: 'AAL2_OR_AAL3_ANY',
    scope: 'openid profile selectedrole',
  });
  setClock(Date.now() + 300_000);
  const second = await party.refresh(first.refreshToken);
  const third = await party.refresh(second.refreshToken);
  expect(new Set([first.refreshToken, second.refreshToken, third.refreshToken]).size).toBe(3);
  expect(new Set([first.accessToken, second.accessToken, third.accessToken]).size).toBe(3);
  expect(third.body).toMatchObject({ expires_in: 599 });
  const kept = ({ claims }: Tokens) => ({
    sub: claims.sub,
    auth_time: claims['auth_time'],
    acr: claims['acr'],
    amr: claims['amr'],
    sid: claims['sid'],
    level: claims['authentication_assurance_level'],
    identityLevel: claims['id_assurance_level'],
    role: claims['selected_roleid'],
  });
  expect(Object.values(kept(first)).filter((value) => value === undefined)).toEqual([]);
  expect(kept(third)).toEqual(kept(first));
  expect(third.claims.iat).toBeGreaterThanOrEqual((first.claims.iat ?? 0) + 300);
});

test('reuse of a refresh token revokes the whole grant', async () => {
  const party = createRelyingParty(simulator);
  const first = await party.logIn(nurse, 'securityKey');
  const second = await party.refresh(first.refreshToken);
  expect((await party.userinfo(second.accessToken)).status).toBe(200);
  const reused = await party.refresh(first.refreshToken);
  expect([reused.status, reused.body['error']]).toEqual([400, 'invalid_grant']);
  expect((await party.refresh(second.refreshToken)).body['error']).toBe('invalid_grant');
  expect((await party.userinfo(second.accessToken)).status).toBe(401);
});

test('the refresh lifetime of 43,199 s counts from the first issue, through every rotation', async () => {
  const party = createRelyingParty(simulator);
  const start = Date.now();
  setClock(start);
  let tokens = await party.logIn(nurse, 'securityKey');
  for (const share of [0.25, 0.5, 0.75]) {
    setClock(start + REFRESH_TOKEN_LIFETIME_S * 1000 * share);
    tokens = await party.refresh(tokens.refreshToken);
    expect(tokens.status).toBe(200);
  }
  setClock(start + (REFRESH_TOKEN_LIFETIME_S - 2) * 1000);
  tokens = await party.refresh(tokens.refreshToken);
  expect(tokens.status).toBe(200);
  setClock(start + (REFRESH_TOKEN_LIFETIME_S + 2) * 1000);
  const late = await party.refresh(tokens.refreshToken);
  expect([late.status, late.body['error']]).toEqual([400, 'invalid_grant']);
});

test('revocation ends the sid: every token of it and the browser session', async () => {
  const party = createRelyingParty(simulator);
  const first = await party.logIn(generalPractitioner, 'smartcard');
  const second = await party.exchange(await party.authorize());
  expect(second.claims['sid']).toBe(first.claims['sid']);
  expect((await party.post('/token/revoke', { token: first.refreshToken })).status).toBe(200);
  expect((await party.refresh(second.refreshToken)).body['error']).toBe('invalid_grant');
  expect((await party.userinfo(second.accessToken)).status).toBe(401);
  expect((await party.authorize()).kind).toBe('page');
});

test('revocation of one person leaves another who logged in with the same browser', async () => {
  const party = createRelyingParty(simulator);
  const first = await party.logIn(generalPractitioner, 'smartcard');
  const second = await party.logIn(nurse, 'securityKey', { prompt: 'login' });
  await party.post('/token/revoke', { token: first.refreshToken });
  expect((await party.userinfo(first.accessToken)).status).toBe(401);
  expect((await party.userinfo(second.accessToken)).status).toBe(200);
  expect((await party.authorize()).kind).toBe('left');
});

test('a log-in after a revocation works in the same browser', async () => {
  const party = createRelyingParty(simulator);
  const first = await party.logIn(nurse, 'securityKey');
  await party.post('/token/revoke', { token: first.refreshToken });
  const second = await party.logIn(nurse, 'securityKey');
  expect((await party.refresh(second.refreshToken)).status).toBe(200);
});
