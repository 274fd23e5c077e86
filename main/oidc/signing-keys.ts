import { compactVerify, createLocalJWKSet, errors, type LocalJWKSet } from 'jose';
import { isObject } from '../identity/reading.ts';
import type { Clock } from '../ports.ts';
import { OidcError } from './errors.ts';
import { signingAlgorithm, type Provider } from './provider.ts';

/** A signed statement, and whether the provider signed it. */
export type Signed =
  | { readonly kind: 'good'; readonly header: Readonly<Record<string, unknown>>; readonly payload: Uint8Array }
  | { readonly kind: 'bad'; readonly why: 'malformed' | 'algorithm' | 'key' | 'signature' }
  /** Its keys cannot be had. Nothing is known of the statement. */
  | { readonly kind: 'unknown'; readonly error: OidcError };

/** How long a set of keys is used (ms), and how soon after it another may be fetched for a `kid` that is not in it (O4). */
const keysLifetimeMs = 300_000;
const refetchAfterMs = 60_000;

/**
 * Judges signatures of one provider, with keys that are fetched when needed: a `kid` that nobody published costs a request a
 * minute at the most. Never rejects.
 */
export function createSignatureCheck(clock: Pick<Clock, 'wallMs'>) {
  let held: { readonly keys: LocalJWKSet; readonly from: string; readonly atMs: number } | undefined;

  async function keysOf(provider: Provider, oldestMs: number): Promise<LocalJWKSet> {
    const from = provider.config.serverMetadata().jwks_uri ?? '';
    const ageMs = held?.from === from ? clock.wallMs() - held.atMs : Number.NaN;
    if (held && ageMs >= 0 && ageMs < oldestMs) return held.keys;
    const atMs = clock.wallMs();
    const response = await provider.ask(from, { method: 'GET', headers: { accept: 'application/json' } });
    if (response.status !== 200) throw new OidcError('PROVIDER_FAILED', `signing keys: HTTP ${response.status}`);
    const keys = createLocalJWKSet(readKeys(await response.text()));
    held = { keys, from, atMs };
    return keys;
  }

  return async (provider: Provider, jws: string): Promise<Signed> => {
    try {
      const first = await verify(jws, await keysOf(provider, keysLifetimeMs));
      if (first.kind !== 'bad' || first.why !== 'key') return first;
      return await verify(jws, await keysOf(provider, refetchAfterMs));
    } catch (error) {
      if (error instanceof OidcError) return { kind: 'unknown', error };
      return { kind: 'unknown', error: new OidcError('PROVIDER_BAD_ANSWER', 'signing keys: cannot be used', error) };
    }
  };
}

async function verify(jws: string, keys: LocalJWKSet): Promise<Signed> {
  try {
    const { protectedHeader, payload } = await compactVerify(jws, keys, { algorithms: [signingAlgorithm] });
    return { kind: 'good', header: protectedHeader, payload };
  } catch (error) {
    return { kind: 'bad', why: reasonOf(error) };
  }
}

function reasonOf(error: unknown): Extract<Signed, { kind: 'bad' }>['why'] {
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported) return 'algorithm';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  if (error instanceof errors.JWSInvalid) return 'malformed';
  // No key of this `kid`, several, or one that is no key: the statement may be good, but not by what is published.
  return 'key';
}

function readKeys(text: string) {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new OidcError('PROVIDER_BAD_ANSWER', 'signing keys: the answer is not JSON', error);
  }
  if (!isObject(parsed) || !Array.isArray(parsed['keys']) || !parsed['keys'].every(isObject)) {
    throw new OidcError('PROVIDER_BAD_ANSWER', 'signing keys: the answer is not a set of keys');
  }
  // CIS2 publishes keys for other uses beside those it signs with (`cis2.md` 5.2).
  return { keys: parsed['keys'] };
}
