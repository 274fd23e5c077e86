import { createHash } from 'node:crypto';
import type { IDToken } from 'openid-client';
import { clockToleranceSeconds } from '../assurance/requirement.ts';
import { OidcError } from './errors.ts';
import type { Provider } from './provider.ts';
import { serverTimeMs } from './retry-after.ts';
import type { Heard } from './token-answer.ts';

/** How far (s) our clock may run ahead of the provider's: an answer may take a while, and one that is made for us is new. */
const furthestAheadSeconds = 120;

/**
 * What the library leaves out (`native-oidc.md` C, note under OIDC Core), for an ID token that it has let pass, from a log-in
 * or from a renewal.
 *
 * @throws OidcError `ID_TOKEN_AUDIENCE`, `ID_TOKEN_CLOCK`, `ACCESS_TOKEN_HASH`
 */
export function checkIdToken(
  provider: Provider,
  claims: IDToken,
  accessToken: string,
  heard: Heard,
  nowMs: number,
): void {
  checkAuthorizedParty(provider, claims);
  checkClock(claims, heard, nowMs);
  checkAccessTokenHash(claims, accessToken);
}

/** O3: the library looks at `azp` only where there are several audiences. */
function checkAuthorizedParty(provider: Provider, claims: IDToken): void {
  if (claims.azp !== undefined && claims.azp !== provider.settings.clientId) {
    throw new OidcError('ID_TOKEN_AUDIENCE', 'token: azp names another client');
  }
}

/** O5, B23: the library minds neither a token from the future nor one that is old and still good. */
function checkClock(claims: IDToken, heard: Heard, nowMs: number): void {
  if (claims.iat > nowMs / 1000 + clockToleranceSeconds) {
    throw clockError('token: iat lies in the future', heard);
  }
  const serverSeconds = (serverTimeMs(heard.headers) ?? claims.iat * 1000) / 1000;
  if (serverSeconds < heard.askedAtMs / 1000 - furthestAheadSeconds) {
    throw clockError('token: it was issued before we asked for it', heard);
  }
}

/** O9, OpenID Connect Core section 3.1.3.6: the left half of the SHA-256 of the access token. */
function checkAccessTokenHash(claims: IDToken, accessToken: string): void {
  const stated = claims['at_hash'];
  if (stated === undefined) return;
  const expected = createHash('sha256').update(accessToken, 'ascii').digest().subarray(0, 16).toString('base64url');
  if (stated !== expected) throw new OidcError('ACCESS_TOKEN_HASH', 'token: at_hash is not of this access token');
}

/**
 * B23: a token that the library found to have run out, or not to have begun, was made for us this minute. Where the server's
 * `Date` shows that our clock is wrong, that is what is said, and by how much.
 */
export function blameClock(error: OidcError, heard: Heard): OidcError {
  if (error.code !== 'ID_TOKEN_EXPIRED' && error.code !== 'ID_TOKEN_CLOCK') return error;
  return Math.abs(aheadSeconds(heard) ?? 0) > clockToleranceSeconds ? clockError(error.message, heard, error) : error;
}

function clockError(what: string, heard: Heard, cause?: unknown): OidcError {
  const ahead = aheadSeconds(heard);
  const difference =
    ahead === undefined
      ? ''
      : `; this computer's clock is ${Math.abs(ahead)} s ${ahead < 0 ? 'behind' : 'ahead of'} the server's`;
  return new OidcError('ID_TOKEN_CLOCK', `${what}${difference}`, cause);
}

function aheadSeconds({ headers, askedAtMs }: Heard): number | undefined {
  const serverMs = serverTimeMs(headers);
  return serverMs === undefined ? undefined : Math.round((askedAtMs - serverMs) / 1000);
}
