import * as oauth from 'openid-client';
import { readAuthentication, type Authentication } from '../identity/id-token.ts';
import type { Person, Role } from '../identity/userinfo.ts';
import type { Clock } from '../ports.ts';
import { asked, OidcError, valueOf } from './errors.ts';
import { blameClock, checkIdToken } from './id-token-checks.ts';
import type { Provider } from './provider.ts';
import { accessEndsAtMs, askTokenEndpoint } from './token-answer.ts';
import { requestUserinfo } from './userinfo-request.ts';

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
  /** Why userinfo's roles could not be read; then `roles` is empty and says nothing. */
  readonly rolesFault?: string;
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
  const reply = await askTokenEndpoint(
    provider,
    (config) =>
      oauth.authorizationCodeGrant(config, callback, {
        pkceCodeVerifier: answer.verifier,
        expectedState: answer.state,
        expectedNonce: answer.nonce,
        idTokenExpected: true,
      }),
    clock,
  );
  if (!reply.ok) throw reply.heard ? blameClock(reply.error, reply.heard) : reply.error;
  const { response, heard } = reply;
  if (response.token_type !== 'bearer') throw new OidcError('PROVIDER_BAD_ANSWER', 'token: not a bearer token');
  const claims = response.claims();
  if (!claims) throw new OidcError('ID_TOKEN_MALFORMED', 'token: there is no ID token');
  checkIdToken(provider, claims, response.access_token, heard, clock.wallMs());
  const authentication = valueOf(readAuthentication(claims));

  const userinfo = await requestUserinfo(provider, response.access_token, authentication.subject);
  if (![undefined, userinfo.userId ?? authentication.userId].includes(authentication.userId)) {
    // Each later userinfo is held against this user id, so a log-in with two of them would be another person's soon after.
    throw new OidcError('USERINFO_SUBJECT', 'userinfo names another user id than the ID token');
  }
  return {
    person: {
      issuer: provider.settings.issuer,
      subject: authentication.subject,
      userId: authentication.userId ?? userinfo.userId ?? authentication.subject,
      name: userinfo.name,
    },
    roles: userinfo.roles,
    ...(userinfo.rolesFault !== undefined && { rolesFault: userinfo.rolesFault }),
    authentication,
    tokens: {
      accessToken: response.access_token,
      accessEndsAtMs: accessEndsAtMs(response.expires_in, heard),
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
