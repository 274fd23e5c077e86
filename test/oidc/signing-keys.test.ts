import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import { describe, expect, test } from 'vitest';
import { createProviderDirectory } from '../../main/oidc/provider.ts';
import { createSignatureCheck } from '../../main/oidc/signing-keys.ts';
import { steppedClock } from '../unit-support/system.ts';
import { inMemoryProvider } from './in-memory-provider.ts';

const issuer = 'https://am.nhsint.example:443/openam';

type Fields = Readonly<Record<string, unknown>>;

/** A provider that publishes its key under one `kid`, signs under another, and may answer something else altogether. */
async function world() {
  const clock = steppedClock(Date.now());
  const names = { published: 'one', signed: 'one' };
  let instead: (() => Response) | undefined;
  const { http, asked } = inMemoryProvider(issuer, {
    clientId: 'desktop',
    nonce: () => 'n',
    header: {
      get kid() {
        return names.signed;
      },
    },
    answer: {
      jwks: (usual) =>
        instead?.() ?? {
          keys: (usual['keys'] as readonly Fields[]).map((key) => ({ ...key, kid: names.published })),
        },
    },
  });
  const settings = { issuer, clientId: 'desktop', allowLoopbackHttp: false };
  const provider = await createProviderDirectory(settings, { http, clock }).current();
  const check = createSignatureCheck(clock);
  const signal = new AbortController().signal;
  return {
    clock,
    names,
    fetched: () => asked.filter((url) => url.endsWith('/connect/jwk_uri')).length,
    answerWith: (answer: (() => Response) | undefined) => (instead = answer),
    checkThis: (jws: string) => check(provider, jws),
    async check() {
      const answer = await http(`${issuer}/access_token`, { method: 'POST', headers: {}, signal });
      const { id_token: jws } = (await answer.json()) as { id_token: string };
      return check(provider, jws);
    },
  };
}

describe('O4 the keys of signed events', () => {
  test('are fetched once in 5 minutes', async () => {
    const it = await world();
    for (let times = 0; times < 3; times += 1) expect((await it.check()).kind).toBe('good');
    it.clock.advance(299_999);
    await it.check();
    expect(it.fetched()).toBe(1);
    it.clock.advance(1);
    await it.check();
    expect(it.fetched()).toBe(2);
  });

  test('a kid that is new is fetched for, once the keys are a minute old', async () => {
    const it = await world();
    await it.check();
    it.names.published = it.names.signed = 'two';
    expect(await it.check()).toEqual({ kind: 'bad', why: 'key' });
    it.clock.advance(60_000);
    expect((await it.check()).kind).toBe('good');
    expect(it.fetched()).toBe(2);
  });

  test('a kid that nobody published costs a request a minute', async () => {
    const it = await world();
    it.names.signed = 'unknown';
    for (let times = 0; times < 20; times += 1) expect(await it.check()).toEqual({ kind: 'bad', why: 'key' });
    expect(it.fetched()).toBe(1);
    it.clock.advance(60_000);
    for (let times = 0; times < 20; times += 1) await it.check();
    expect(it.fetched()).toBe(2);
  });

  test('HAZ-09 a clock that was set back does not keep them for ever', async () => {
    const it = await world();
    await it.check();
    it.clock.advance(-3_600_000);
    await it.check();
    expect(it.fetched()).toBe(2);
  });

  test.each<[string, () => Response, string]>([
    ['HTTP 500', () => new Response('', { status: 500 }), 'PROVIDER_FAILED'],
    ['HTML', () => new Response('<p>'), 'PROVIDER_BAD_ANSWER'],
    ['no keys', () => Response.json({}), 'PROVIDER_BAD_ANSWER'],
    ['keys that are none', () => Response.json({ keys: ['x'] }), 'PROVIDER_BAD_ANSWER'],
    ['a redirect', () => Response.redirect('https://evil.example/', 302), 'PROVIDER_REDIRECTED'],
  ])(
    '%s in place of them: nothing is said of the signature, and they are asked for again',
    async (_name, answer, code) => {
      const it = await world();
      it.answerWith(answer);
      expect(await it.check()).toMatchObject({ kind: 'unknown', error: { code } });
      it.answerWith(undefined);
      expect((await it.check()).kind).toBe('good');
    },
  );

  test.each<[string, Fields]>([
    ['without its modulus', { n: undefined }],
    ['for encryption', { use: 'enc' }],
    ['for another algorithm', { alg: 'RS512' }],
    ['private', { d: 'AQAB' }],
  ])('a key %s signs nothing', async (_name, change) => {
    const it = await world();
    it.answerWith(() =>
      Response.json({ keys: [{ kty: 'RSA', e: 'AQAB', n: 'x'.repeat(342), kid: 'one', ...change }] }),
    );
    expect(await it.check()).toMatchObject({ kind: 'bad', why: 'key' });
  });

  test.each(['RS512', 'PS256', 'ES256'])(
    'an event signed with %s is refused, however well it is signed',
    async (alg) => {
      const it = await world();
      const { publicKey, privateKey } = await generateKeyPair(alg);
      const key = { ...(await exportJWK(publicKey)), kid: 'theirs' };
      it.answerWith(() => Response.json({ keys: [key] }));
      const jws = await new CompactSign(new TextEncoder().encode('{}'))
        .setProtectedHeader({ alg, kid: 'theirs' })
        .sign(privateKey);
      expect(await it.checkThis(jws)).toEqual({ kind: 'bad', why: 'algorithm' });
    },
  );
});
