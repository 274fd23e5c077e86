import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Whether a call to the redirect URI is the answer to our request. State comes before anything else: without it nothing
 * that the call says is even looked at (N8, I3).
 *
 * `replaced`: it answers an attempt that a newer one took the place of.
 */
export function judgeCallback(
  query: string,
  state: string,
  formerStateHashes: readonly string[],
): 'ours' | 'replaced' | 'CALLBACK_STATE_MISMATCH' | 'CALLBACK_MALFORMED' {
  const parameters = new URLSearchParams(query);
  const [stated, ...others] = parameters.getAll('state');
  if (stated === undefined || others.length > 0) return 'CALLBACK_STATE_MISMATCH';
  if (!isEqual(stated, state)) {
    return formerStateHashes.includes(stateHash(stated)) ? 'replaced' : 'CALLBACK_STATE_MISMATCH';
  }
  const names = [...parameters.keys()];
  if (new Set(names).size !== names.length) return 'CALLBACK_MALFORMED'; // RFC 6749 section 3.1
  if (otherFlows.some((name) => parameters.has(name))) return 'CALLBACK_MALFORMED';
  return parameters.has('code') === parameters.has('error') ? 'CALLBACK_MALFORMED' : 'ours';
}

/** What only the answers of flows hold that we never ask for: tokens from the browser, and answers inside a JWT. */
const otherFlows = ['id_token', 'token', 'access_token', 'response'] as const;

/** A former state is kept only as its hash: enough to know it again, useless to anybody else. */
export function stateHash(state: string): string {
  return createHash('sha256').update(state).digest('base64url');
}

function isEqual(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
