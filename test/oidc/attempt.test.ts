import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  attemptLimitMs,
  beginAttempt,
  type AttemptOutcome,
  type AuthorizationRequest,
} from '../../main/oidc/attempt.ts';
import { judgeCallback } from '../../main/oidc/callback.ts';
import { createProviderDirectory } from '../../main/oidc/provider.ts';
import type { Clock } from '../../main/ports.ts';
import { openableUrl } from '../../main/shell/opener.ts';
import { systemRandom } from '../../main/shell/random.ts';
import { count } from '../unit-support/counts.ts';
import { steppedClock, systemClock } from '../unit-support/system.ts';
import { inMemoryProvider } from './in-memory-provider.ts';
import { ask, connects } from './loopback.ts';

const issuer = 'https://am.nhsint.example:443/openam';
const { http } = inMemoryProvider(issuer, { clientId: 'desktop', nonce: () => 'n' });
const directory = createProviderDirectory(
  { issuer, clientId: 'desktop', allowLoopbackHttp: false },
  { http, clock: systemClock },
);

const usual: AuthorizationRequest = {
  acrValue: 'AAL2_OR_AAL3_ANY',
  scopes: ['openid', 'profile'],
  prompt: undefined,
  maxAgeSeconds: 240,
};

async function begin({
  clock = systemClock,
  request = usual,
  ports = [],
}: { clock?: Clock; request?: AuthorizationRequest; ports?: readonly number[] } = {}) {
  const attempt = await beginAttempt(
    await directory.current(),
    { host: '127.0.0.1', ports, path: '/callback' },
    request,
    { clock, random: systemRandom, language: () => 'en' },
    { formerStateHashes: [], onRefused: () => undefined },
  );
  const { port } = new URL(attempt.startUrl);
  return {
    ...attempt,
    port: Number(port),
    async request() {
      return new URL((await ask(attempt.startUrl)).headers.location ?? '');
    },
  };
}

const parameter = (url: URL, name: string) => url.searchParams.get(name) ?? '';

/** Calls back as the provider's redirect does, and gives where the tab is sent. */
async function callBack(request: URL, code = 'c'): Promise<string> {
  const state = parameter(request, 'state');
  const { headers } = await ask(`${parameter(request, 'redirect_uri')}?code=${code}&state=${state}`);
  return headers.location ?? '';
}

describe('B01 a provider that never redirects, a tab that is closed', () => {
  test('after 5 minutes, and not before: timed out, the tab is told, the port is free, another attempt works', async () => {
    const clock = steppedClock(Date.now());
    const it = await begin({ clock });
    expect(it.expiresAtMs).toBe(clock.wallMs() + 5 * 60 * 1000);
    let outcome: AttemptOutcome | undefined;
    void it.outcome.then((settled) => (outcome = settled));
    await it.request();
    clock.advance(attemptLimitMs - 1);
    expect((await ask(it.startUrl)).status, 'still open').toBe(302);
    expect(outcome).toBeUndefined();
    clock.advance(1);
    expect(await it.outcome).toEqual({ kind: 'timedOut' });
    await it.end({ kind: 'timedOut' });
    expect(await connects(it.port)).toBe(false);
    const again = await begin({ clock, ports: [it.port] });
    expect(again.port).toBe(it.port);
    await again.end({ kind: 'cancelled' });
  });

  test('cancelled at once: no timer is left, the port is free', async () => {
    const clock = steppedClock(Date.now());
    const it = await begin({ clock });
    await it.end({ kind: 'cancelled' });
    expect(clock.pending()).toBe(0);
    expect(await connects(it.port)).toBe(false);
  });

  test('an answer stops the timer', async () => {
    const clock = steppedClock(Date.now());
    const it = await begin({ clock });
    const result = await callBack(await it.request());
    expect(await it.outcome).toMatchObject({ kind: 'answered' });
    expect(clock.pending()).toBe(0);
    const page = ask(result);
    await it.end({ kind: 'accepted' });
    expect((await page).body).toContain('You are logged in');
  });

  test('B21 a computer that slept through the limit: its timer stood still, the clock on the wall did not', async () => {
    let sleptMs = 0;
    const it = await begin({ clock: { ...systemClock, wallMs: () => Date.now() + sleptMs } });
    const request = await it.request();
    sleptMs = attemptLimitMs;
    const page = ask(await callBack(request));
    expect(await it.outcome).toEqual({ kind: 'timedOut' });
    await it.end({ kind: 'timedOut' });
    expect((await page).body).toContain('took too long');
  });
});

describe('B11 nothing in a URL needs escaping', () => {
  const alphabet = /^[\w-]+$/;

  test('10,000 states come back as they went, whatever a browser or a proxy does to a query', () => {
    const manners: readonly ((value: string) => string)[] = [
      (value) => new URLSearchParams({ value }).toString().slice('value='.length),
      (value) => encodeURIComponent(value),
      (value) => new URL(`http://127.0.0.1/?${value}`).search.slice(1),
      (value) => value.replaceAll('+', ' '),
      (value) => value.replace(/=+$/, ''),
      (value) => value.normalize('NFKC'),
    ];
    for (let flow = 0; flow < 10_000; flow += 1) {
      const state = systemRandom.base64url(32);
      const sent = manners.reduce((value, manner) => manner(value), state);
      expect(judgeCallback(`code=c&state=${sent}`, state, [])).toBe('ours');
    }
  });

  test('whole flows: state, nonce, challenge and links', { timeout: 600_000 }, async () => {
    const flows = count(1_000, 10_000);
    const seen = new Set<string>();
    for (let flow = 0; flow < flows; flow += 1) {
      const it = await begin();
      const request = await it.request();
      const result = await callBack(request);
      const outcome = await it.outcome;
      if (outcome.kind !== 'answered') throw new Error('no answer');
      const { state, nonce, verifier } = outcome.answer;
      expect([parameter(request, 'state'), parameter(request, 'nonce')]).toEqual([state, nonce]);
      expect(parameter(request, 'code_challenge')).toBe(createHash('sha256').update(verifier).digest('base64url'));
      const ids = [it.startUrl, result].map((url) => new URL(url).pathname.split('/').at(-1) ?? '');
      for (const value of [state, nonce, verifier, ...ids]) {
        expect(value).toMatch(alphabet);
        seen.add(value);
      }
      expect(verifier, 'K1').toHaveLength(43);
      const page = ask(result);
      await it.end({ kind: 'accepted' });
      await page;
    }
    expect(seen.size, 'each value once').toBe(flows * 5);
  });
});

describe('B13 an authorization request of 6 kB', () => {
  test('opens intact through a link of at most 200 characters, without a secret in it', async () => {
    const scopes = ['openid', ...Array.from({ length: 300 }, (_, index) => `urn:nhs:scope:${index}&x`)];
    const it = await begin({ request: { ...usual, scopes } });
    const request = await it.request();
    expect(request.href.length).toBeGreaterThan(6 * 1024);
    expect(parameter(request, 'scope')).toBe(scopes.join(' '));
    expect(it.startUrl.length).toBeLessThanOrEqual(200);
    expect(openableUrl(it.startUrl)).toBe(it.startUrl);
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(it.startUrl).not.toContain(parameter(request, name));
    }
    await it.end({ kind: 'cancelled' });
  });
});
