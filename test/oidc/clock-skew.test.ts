import { describe, expect, test } from 'vitest';
import { createProviderDirectory } from '../../main/oidc/provider.ts';
import { renewTokens } from '../../main/oidc/renewal.ts';
import { exchangeCode } from '../../main/oidc/tokens.ts';
import { systemClock } from '../unit-support/system.ts';
import { inMemoryProvider } from './in-memory-provider.ts';
import { expectKind } from './logged-in.ts';

const issuer = 'https://am.nhsint.example:443/openam';
const answer = {
  redirectUri: 'http://127.0.0.1:50000/callback',
  query: new URLSearchParams({ code: 'c', state: 's', iss: issuer }).toString(),
  state: 's',
  nonce: 'n',
  verifier: 'v'.repeat(43),
};
const person = { issuer, subject: '999000000001', userId: '999000000001', name: 'Synthetic Nurse' };

/** A provider whose clock differs from ours by this much (s); it says so in `Date`, unless it says nothing. */
async function providerAhead(aheadSeconds: number, saysDate = true) {
  const theirs = () => Math.floor(Date.now() / 1000) + aheadSeconds;
  const provider = inMemoryProvider(issuer, {
    clientId: 'desktop',
    nonce: () => 'n',
    get claims() {
      return { iat: theirs(), exp: theirs() + 3_600, auth_time: theirs() };
    },
    answer: {
      token: (usual) =>
        Response.json(usual, { headers: saysDate ? { date: new Date(theirs() * 1000).toUTCString() } : {} }),
    },
  });
  const settings = { issuer, clientId: 'desktop', allowLoopbackHttp: false };
  return createProviderDirectory(settings, { http: provider.http, clock: systemClock }).current();
}

const logIn = async (...skew: Parameters<typeof providerAhead>) =>
  exchangeCode(await providerAhead(...skew), answer, systemClock);
const renew = async (...skew: Parameters<typeof providerAhead>) =>
  renewTokens(await providerAhead(...skew), { refreshToken: 'r', sid: undefined, person }, systemClock);

describe('B23 HAZ-09 a computer whose clock is wrong', () => {
  test.each([-29, -5, 0, 5, 29])('the provider is %i s ahead: passes', async (aheadSeconds) => {
    expect((await logIn(aheadSeconds)).person.subject).toBe(person.subject);
    expectKind(await renew(aheadSeconds), 'renewed');
  });

  const minutes = [5, 60, 24 * 60];
  const off = minutes.flatMap((many) => [many * 60, many * -60]);

  test.each(off)('the provider is %i s ahead: refused, and the detail says by how much', async (aheadSeconds) => {
    const difference = new RegExp(
      `this computer's clock is (\\d+) s ${aheadSeconds > 0 ? 'behind' : 'ahead of'} the server's$`,
    );
    const error: unknown = await logIn(aheadSeconds).catch((refused: unknown) => refused);
    expect(error).toMatchObject({ name: 'OidcError', code: 'ID_TOKEN_CLOCK' });
    const seconds = Number(difference.exec(error instanceof Error ? error.message : '')?.[1]);
    expect(Math.abs(seconds - Math.abs(aheadSeconds))).toBeLessThanOrEqual(2);

    const unproved = expectKind(await renew(aheadSeconds), 'unproved');
    expect(unproved).toMatchObject({ code: 'ID_TOKEN_CLOCK', detail: expect.stringMatching(difference) });
  });

  test.each([300, -300, 86_400])('without a Date header, %i s: refused, without a number', async (aheadSeconds) => {
    const error: unknown = await logIn(aheadSeconds, false).catch((refused: unknown) => refused);
    expect(error).toMatchObject({ code: 'ID_TOKEN_CLOCK', message: expect.not.stringContaining('server') });
  });

  test('an ID token that has run out, and clocks that agree: it is not the clock', async () => {
    const nowSeconds = Math.floor(Date.now() / 1000);
    const provider = inMemoryProvider(issuer, {
      clientId: 'desktop',
      nonce: () => 'n',
      claims: { iat: nowSeconds - 4_000, exp: nowSeconds - 400 },
      answer: { token: (usual) => Response.json(usual, { headers: { date: new Date().toUTCString() } }) },
    });
    const settings = { issuer, clientId: 'desktop', allowLoopbackHttp: false };
    const directory = createProviderDirectory(settings, { http: provider.http, clock: systemClock });
    await expect(exchangeCode(await directory.current(), answer, systemClock)).rejects.toMatchObject({
      code: 'ID_TOKEN_EXPIRED',
    });
  });

  test('B21 a computer that slept between question and answer: its clock is not to blame', async () => {
    let sleptMs = 0;
    const provider = inMemoryProvider(issuer, {
      clientId: 'desktop',
      nonce: () => 'n',
      answer: {
        token: (usual) => {
          const reply = Response.json(usual, { headers: { date: new Date().toUTCString() } });
          sleptMs = 1_000_000;
          return reply;
        },
      },
    });
    const settings = { issuer, clientId: 'desktop', allowLoopbackHttp: false };
    const directory = createProviderDirectory(settings, { http: provider.http, clock: systemClock });
    const clock = { ...systemClock, wallMs: () => Date.now() + sleptMs };
    const current = await directory.current();
    const { tokens } = expectKind(
      await renewTokens(current, { refreshToken: 'r', sid: undefined, person }, clock),
      'renewed',
    );
    expect(tokens.accessEndsAtMs, 'the token grew older while it slept').toBeLessThan(Date.now() + 3_600_000);
  });
});
