import { describe, expect, test } from 'vitest';
import { endSessionUrl } from '../../main/oidc/end-session.ts';
import { createProviderDirectory } from '../../main/oidc/provider.ts';
import { PERSONA_IDS, startSimulator } from '../simulator/index.ts';
import { systemClock } from '../unit-support/system.ts';
import { inMemoryProvider } from './in-memory-provider.ts';
import { loggedIn } from './logged-in.ts';

const issuer = 'https://am.nhsint.example:443/openam';

function providerWith(endpoint: unknown) {
  const { http } = inMemoryProvider(issuer, {
    clientId: 'desktop',
    nonce: () => 'n',
    answer: { discovery: (usual) => ({ ...usual, end_session_endpoint: endpoint }) },
  });
  const settings = { issuer, clientId: 'desktop', allowLoopbackHttp: false };
  return createProviderDirectory(settings, { http, clock: systemClock }).current();
}

describe('log-out in the browser (OpenID Connect RP-Initiated Logout)', () => {
  test('client_id, sid as the hint, state: no token, no name, no user id', async () => {
    const url = endSessionUrl(await providerWith(`${issuer}/connect/endSession?realm=a`), {
      sid: 'the-sid',
      state: 's',
    });
    const { origin, pathname, searchParams } = new URL(url ?? '');
    expect(`${origin}${pathname}`).toBe('https://am.nhsint.example/openam/connect/endSession');
    expect(Object.fromEntries(searchParams)).toEqual({
      realm: 'a',
      client_id: 'desktop',
      logout_hint: 'the-sid',
      state: 's',
    });
  });

  test('a session without a sid has no hint', async () => {
    const url = endSessionUrl(await providerWith(`${issuer}/out`), { sid: undefined, state: 's' });
    expect([...new URL(url ?? '').searchParams.keys()].toSorted()).toEqual(['client_id', 'state']);
  });

  test('a provider that does not offer it', async () => {
    expect(endSessionUrl(await providerWith(undefined), { sid: 'x', state: 's' })).toBeUndefined();
  });

  test.each([
    ['plain http', 'http://am.nhsint.example/out', 'PROVIDER_INSECURE_ENDPOINT'],
    ['a script', 'javascript:alert(1)', 'PROVIDER_INSECURE_ENDPOINT'],
    ['no URL', 'out', 'PROVIDER_BAD_ANSWER'],
    ['no text', 5, 'PROVIDER_BAD_ANSWER'],
  ])('an endpoint that is %s is checked as the others are', async (_name, endpoint, code) => {
    await expect(providerWith(endpoint)).rejects.toMatchObject({ code });
  });

  test('the simulator takes it, and asks the person whose browser it is', async () => {
    const simulator = await startSimulator({ topology: 'gateway' });
    try {
      const { provider, party, sid } = await loggedIn(simulator, PERSONA_IDS.nurse);
      const page = await party.browser.open(endSessionUrl(provider, { sid, state: 's' }) ?? '');
      expect(page).toMatchObject({ kind: 'page', status: 200, html: expect.stringContaining('Log out') });
    } finally {
      await simulator.close();
    }
  });

  test('a simulator that does not offer it', async () => {
    const simulator = await startSimulator({ topology: 'gateway', offersEndSession: false });
    try {
      const { provider, sid } = await loggedIn(simulator, PERSONA_IDS.nurse);
      expect(endSessionUrl(provider, { sid, state: 's' })).toBeUndefined();
    } finally {
      await simulator.close();
    }
  });
});
