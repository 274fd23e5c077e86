import { createHash } from 'node:crypto';
import * as oauth from 'openid-client';
import { clockToleranceSeconds } from '../assurance/requirement.ts';
import { readAuthentication, type Authentication } from '../identity/id-token.ts';
import { readUserinfo, type Person, type Role } from '../identity/userinfo.ts';
import type { Clock } from '../ports.ts';
import { OidcError, toOidcError, type Stage } from './errors.ts';
import type { Provider } from './provider.ts';

/** What the provider gave for one log-in. Lives in main's memory only; nothing that can cross the bridge has its shape. */
export interface TokenSet {
  readonly accessToken: string;
  /** When the access token ends (ms since the epoch, by our clock). */
  readonly accessEndsAtMs: number;
  readonly refreshToken: string | undefined;
  readonly sid: string | undefined;
}

/** An authentication that passed every check which does not depend on why it was asked for. */
export interface Grant {
  readonly person: Person;
  readonly roles: readonly Role[];
  readonly authentication: Authentication;
  readonly tokens: TokenSet;
}

/** The secrets of one authorization request, and the answer to it. */
export interface CodeAnswer {
  readonly redirectUri: string;
  /** The query of the callback, as it came. */
  readonly query: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/**
 * Exchanges the code and checks all that OpenID Connect Core and RFC 9207 ask for: by openid-client state, issuer,
 * audience, nonce, expiry and signature; by us what it leaves out (`native-oidc.md` C, note under OIDC Core).
 *
 * @throws OidcError
 */
export async function exchangeCode(
  provider: Provider,
  answer: CodeAnswer,
  clock: Pick<Clock, 'wallMs'>,
): Promise<Grant> {
  const callback = new URL(`${answer.redirectUri}?${answer.query}`);
  checkResponseIssuer(provider, callback.searchParams);
  const response = await asked('token', () =>
    provider.exchange((config) =>
      oauth.authorizationCodeGrant(config, callback, {
        pkceCodeVerifier: answer.verifier,
        expectedState: answer.state,
        expectedNonce: answer.nonce,
        idTokenExpected: true,
      }),
    ),
  );
  if (response.token_type !== 'bearer') throw new OidcError('PROVIDER_BAD_ANSWER', 'token: not a bearer token');
  const nowMs = clock.wallMs();
  const claims = response.claims();
  if (!claims) throw new OidcError('ID_TOKEN_MALFORMED', 'token: there is no ID token');
  checkAuthorizedParty(provider, claims);
  checkIssuedAt(claims, nowMs);
  checkAccessTokenHash(claims, response.access_token);
  const authentication = valueOf(readAuthentication(claims));

  const answered = await asked('userinfo', () =>
    // The library drops an answer about another subject (O10).
    oauth.fetchUserInfo(provider.config, response.access_token, authentication.subject),
  );
  const userinfo = valueOf(readUserinfo(answered));
  return {
    person: {
      issuer: provider.settings.issuer,
      subject: authentication.subject,
      userId: authentication.userId ?? userinfo.userId ?? authentication.subject,
      name: userinfo.name,
    },
    roles: userinfo.roles,
    authentication,
    tokens: {
      accessToken: response.access_token,
      accessEndsAtMs: nowMs + lifetimeMs(response.expires_in),
      refreshToken: response.refresh_token,
      sid: authentication.sid,
    },
  };
}

/**
 * RFC 7009: the newest refresh token, or the access token where there is none. Success says only that the provider
 * answered; a provider without a revocation endpoint is said to be one.
 *
 * @throws OidcError
 */
export async function revoke(provider: Provider, tokens: TokenSet): Promise<'revoked' | 'not-offered'> {
  if (provider.config.serverMetadata().revocation_endpoint === undefined) return 'not-offered';
  const [token, hint] = tokens.refreshToken
    ? [tokens.refreshToken, 'refresh_token']
    : [tokens.accessToken, 'access_token'];
  await asked('revocation', () => oauth.tokenRevocation(provider.config, token, { token_type_hint: hint }));
  return 'revoked';
}

/** I1, I2: the library checks it too; done here first for a code of its own. */
function checkResponseIssuer(provider: Provider, parameters: URLSearchParams): void {
  const { issuer, authorization_response_iss_parameter_supported: promised } = provider.config.serverMetadata();
  const stated = parameters.get('iss');
  if (stated === null ? promised === true : stated !== issuer) {
    throw new OidcError('CALLBACK_ISSUER_MISMATCH', stated === null ? 'no iss in the answer' : 'iss of another issuer');
  }
}

/** O3: the library looks at `azp` only where there are several audiences. */
function checkAuthorizedParty(provider: Provider, claims: oauth.IDToken): void {
  if (claims.azp !== undefined && claims.azp !== provider.settings.clientId) {
    throw new OidcError('ID_TOKEN_AUDIENCE', 'token: azp names another client');
  }
}

/** O5: the library does not mind a token from the future. */
function checkIssuedAt(claims: oauth.IDToken, nowMs: number): void {
  if (claims.iat > nowMs / 1000 + clockToleranceSeconds) {
    throw new OidcError('ID_TOKEN_CLOCK', 'token: iat lies in the future');
  }
}

/** O9, OpenID Connect Core section 3.1.3.6: the left half of the SHA-256 of the access token. */
function checkAccessTokenHash(claims: oauth.IDToken, accessToken: string): void {
  const stated = claims['at_hash'];
  if (stated === undefined) return;
  const expected = createHash('sha256').update(accessToken, 'ascii').digest().subarray(0, 16).toString('base64url');
  if (stated !== expected) throw new OidcError('ACCESS_TOKEN_HASH', 'token: at_hash is not of this access token');
}

/** Zero, absent or nonsense lifetimes (B22) mean a token that is used at once or not at all: a minute. */
function lifetimeMs(expiresInSeconds: number | undefined): number {
  const seconds = expiresInSeconds !== undefined && expiresInSeconds > 0 ? expiresInSeconds : 60;
  return Math.min(seconds, 24 * 60 * 60) * 1000;
}

async function asked<Value>(stage: Stage, request: () => Promise<Value>): Promise<Value> {
  try {
    return await request();
  } catch (error) {
    throw toOidcError(error, stage);
  }
}

function valueOf<Value>(
  reading: { ok: true; value: Value } | { ok: false; code: OidcError['code']; detail: string },
): Value {
  if (!reading.ok) throw new OidcError(reading.code, reading.detail);
  return reading.value;
}
