import * as oauth from 'openid-client';
import type { FailureCode } from '../../preload/failures.ts';
import type { Reading } from '../identity/reading.ts';

/**
 * The one error of this floor. `code` is stable and has words on screen; `message` is one line for IT that names claims,
 * hosts and statuses but never a value that could be a secret.
 */
export class OidcError extends Error {
  readonly code: FailureCode;

  constructor(code: FailureCode, detail: string, cause?: unknown) {
    super(detail, cause === undefined ? undefined : { cause });
    this.name = 'OidcError';
    this.code = code;
  }
}

/**
 * Runs a request of the library.
 *
 * @throws OidcError whatever goes wrong
 */
export async function asked<Value>(stage: Stage, request: () => Promise<Value>): Promise<Value> {
  try {
    return await request();
  } catch (error) {
    throw toOidcError(error, stage);
  }
}

/** @throws OidcError with the reading's own code */
export function valueOf<Value>(reading: Reading<Value>): Value {
  if (!reading.ok) throw new OidcError(reading.code, reading.detail);
  return reading.value;
}

/** The HTTP status of the answer that `error` is about, where the library could read one. */
export function statusOf({ cause }: OidcError): number | undefined {
  if (cause instanceof oauth.ResponseBodyError || cause instanceof oauth.WWWAuthenticateChallengeError) {
    return cause.status;
  }
  return cause instanceof oauth.ClientError ? factsOf(cause).status : undefined;
}

/** Which request an error of the library came from: the same library code means different things in different places. */
export type Stage = 'discovery' | 'token' | 'userinfo' | 'revocation';

/**
 * Our code for whatever openid-client threw. An `OidcError` of our own, thrown inside its fetch, is found again. Anything
 * without a code of its own is laid to the answer that was being read: what we hand to the library never varies in kind.
 */
export function toOidcError(error: unknown, stage: Stage): OidcError {
  const own = ownErrorWithin(error);
  if (own) return own;
  if (error instanceof oauth.AuthorizationResponseError) return authorizationError(error);
  if (error instanceof oauth.ResponseBodyError) {
    return new OidcError(
      'TOKEN_REQUEST_REFUSED',
      `${stage}: HTTP ${error.status}, error ${printable(error.error)}`,
      error,
    );
  }
  if (error instanceof oauth.WWWAuthenticateChallengeError) {
    return new OidcError(codeForStatus(stage, error.status), `${stage}: HTTP ${error.status} with a challenge`, error);
  }
  if (error instanceof oauth.ClientError) return clientError(error, stage);
  if (stage === 'token' && error instanceof TypeError && 'code' in error && error.code === 'ERR_INVALID_ARG_VALUE') {
    return new OidcError('ID_TOKEN_MALFORMED', 'token: a part of the ID token is not base64url', error);
  }
  return new OidcError(
    'PROVIDER_BAD_ANSWER',
    `${stage}: ${error instanceof Error ? error.name : 'unknown error'}`,
    error,
  );
}

function ownErrorWithin(error: unknown): OidcError | undefined {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (current instanceof OidcError) return current;
  }
  return undefined;
}

/** RFC 6749 section 4.1.2.1, OpenID Connect Core section 3.1.2.6, and `unmet_authentication_requirements` (U4). */
function authorizationError(error: oauth.AuthorizationResponseError): OidcError {
  const detail = `the provider answered error ${printable(error.error)}`;
  switch (error.error) {
    case 'access_denied':
      return new OidcError('AUTHORIZATION_DENIED', detail, error);
    case 'unmet_authentication_requirements':
      return new OidcError('AUTHORIZATION_UNMET_LEVEL', detail, error);
    default:
      return new OidcError('AUTHORIZATION_REFUSED', detail, error);
  }
}

function clientError(error: oauth.ClientError, stage: Stage): OidcError {
  const facts = factsOf(error);
  const about = (code: FailureCode, what: string) => new OidcError(code, `${stage}: ${what}`, error);
  switch (error.code) {
    case 'OAUTH_TIMEOUT':
    case 'OAUTH_ABORT':
      return about('PROVIDER_TIMED_OUT', 'no complete answer in time');
    case 'OAUTH_RESPONSE_IS_NOT_CONFORM':
      return about(codeForStatus(stage, facts.status), `HTTP ${facts.status ?? 'status unknown'}`);
    case 'OAUTH_RESPONSE_IS_NOT_JSON':
      return about('PROVIDER_BAD_ANSWER', 'the answer is not JSON');
    case 'OAUTH_PARSE_ERROR':
      return about(stage === 'token' && facts.jwt ? 'ID_TOKEN_MALFORMED' : 'PROVIDER_BAD_ANSWER', 'cannot be parsed');
    case 'OAUTH_HTTP_REQUEST_FORBIDDEN':
    case 'OAUTH_REQUEST_PROTOCOL_FORBIDDEN':
      return about('PROVIDER_INSECURE_ENDPOINT', 'an endpoint is not https');
    case 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED':
      return stage === 'userinfo'
        ? about('USERINFO_SUBJECT', 'userinfo is about another subject than the ID token')
        : about('PROVIDER_ISSUER_MISMATCH', 'the issuer in the metadata is not the one in the policy');
    case 'OAUTH_KEY_SELECTION_FAILED':
      return about('ID_TOKEN_SIGNATURE', 'the provider publishes no such signing key');
    case 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED':
      return facts.claim === 'nbf'
        ? about('ID_TOKEN_CLOCK', 'the token is not valid yet')
        : about('ID_TOKEN_EXPIRED', 'the token has expired');
    case 'OAUTH_JWT_CLAIM_COMPARISON_FAILED':
      return about(codeForClaim(facts.claim), `unexpected ${facts.claim ?? 'nonce'}`);
    case 'OAUTH_INVALID_RESPONSE':
      if (facts.signature) return about('ID_TOKEN_SIGNATURE', 'the signature does not verify');
      if (facts.algorithm) return about('ID_TOKEN_ALGORITHM', 'not signed with the agreed algorithm');
      if (facts.missing === 'nonce') return about('ID_TOKEN_NONCE', 'the token has no nonce');
      if (facts.jwt) return about('ID_TOKEN_MALFORMED', 'the ID token is not well formed');
      return about('PROVIDER_BAD_ANSWER', 'the answer lacks what it must have');
    case 'OAUTH_UNSUPPORTED_OPERATION':
      if (stage !== 'token' || facts.body) return about('PROVIDER_BAD_ANSWER', 'something unsupported');
      return about('ID_TOKEN_ALGORITHM', 'the ID token needs something unsupported');
    default:
      return about('PROVIDER_BAD_ANSWER', error.code ?? 'cannot be read');
  }
}

function codeForClaim(claim: string | undefined): FailureCode {
  switch (claim) {
    case 'iss':
      return 'ID_TOKEN_ISSUER';
    case 'aud':
    case 'azp':
      return 'ID_TOKEN_AUDIENCE';
    default:
      return 'ID_TOKEN_NONCE';
  }
}

function codeForStatus(stage: Stage, status: number | undefined): FailureCode {
  if (status !== undefined && status >= 500) return 'PROVIDER_FAILED';
  return stage === 'token' && status !== undefined && status >= 400 ? 'TOKEN_REQUEST_REFUSED' : 'PROVIDER_BAD_ANSWER';
}

interface Facts {
  readonly claim?: string;
  readonly missing?: string;
  readonly status?: number;
  readonly signature: boolean;
  readonly algorithm: boolean;
  readonly jwt: boolean;
  /** It is about a field of the answer, not about the ID token in it. */
  readonly body: boolean;
}

/** The library says the same code for many things; what tells them apart is which facts it attached as `cause`. */
function factsOf(error: oauth.ClientError): Facts {
  const inner: unknown = error.cause instanceof Error ? error.cause.cause : error.cause;
  const facts: Record<string, unknown> =
    typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>) : {};
  const message = error.cause instanceof Error ? error.cause.message : '';
  const missing = /^JWT "(\w+)".* claim missing$/.exec(message)?.[1];
  return {
    ...(missing !== undefined && { missing }),
    ...(typeof facts['claim'] === 'string' && { claim: facts['claim'] }),
    ...(inner instanceof Response && { status: inner.status }),
    signature: 'signature' in facts,
    algorithm: 'header' in facts && 'expected' in facts,
    body: 'body' in facts,
    jwt: 'claims' in facts || 'header' in facts || typeof inner === 'string' || /JWT|ID Token/.test(message),
  };
}

/** An error name from the network may be shown only if it looks like one (RFC 6749 appendix A.7, shortened). */
export function printable(name: string): string {
  return /^[\w.-]{1,60}$/.test(name) ? name : '(unprintable)';
}
