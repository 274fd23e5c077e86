import * as oauth from 'openid-client';
import type { FailureCode } from '../../preload/failures.ts';
import { clockToleranceSeconds } from '../assurance/requirement.ts';
import { readAuthentication, type Authentication } from '../identity/id-token.ts';
import { textOf, type Claims } from '../identity/reading.ts';
import type { Person, Userinfo } from '../identity/userinfo.ts';
import type { Clock } from '../ports.ts';
import { wasNeverSent } from './bounded-http.ts';
import { OidcError, printable, valueOf } from './errors.ts';
import { blameClock, checkIdToken } from './id-token-checks.ts';
import { checkPerson, type PersonAnswer } from './person-check.ts';
import type { Provider } from './provider.ts';
import { retryAfterMs } from './retry-after.ts';
import { accessEndsAtMs, askTokenEndpoint, type Heard, type TokenReply } from './token-answer.ts';
import type { TokenSet } from './tokens.ts';

/** What came of one use of a refresh token (`session.md`, "Tokens"; pitfalls B18 to B20). */
export type RenewalAnswer =
  | {
      readonly kind: 'renewed';
      readonly tokens: TokenSet;
      /**
       * Of the ID token in the answer. Undefined where there was none, where it says nothing of the log-in, or where its
       * signature could not be looked at: the session's own stays as it is, and its level never rises.
       */
      readonly authentication: Authentication | undefined;
      /** Undefined: it could not be reached, and the ID token vouches for the person. */
      readonly userinfo: Userinfo | undefined;
    }
  | {
      readonly kind: 'tryLater';
      readonly code: FailureCode;
      readonly detail: string;
      /** What the provider asked for, from 1 s to 5 min. */
      readonly retryAfterMs: number | undefined;
      /**
       * `no`: the provider has not taken the token. `unknown`: it may have been used up (B19). That is no reason to stop
       * trying, since a provider that is down for an hour is `unknown` each time; but an `ended` that follows it may mean no
       * more than a lost reply.
       */
      readonly spent: 'no' | 'unknown';
    }
  /** The provider does not take us as a client, or the request as one: trying again changes nothing, and IT must be told. */
  | { readonly kind: 'cannotRenew'; readonly code: FailureCode; readonly detail: string }
  /** `invalid_grant` from our own token endpoint, and nothing else (invariant 5). */
  | { readonly kind: 'ended' }
  /** The answer is for another person. The tokens are there to be revoked, never to be used (invariant 4). */
  | { readonly kind: 'otherPerson'; readonly tokens: TokenSet }
  /**
   * The token was used up and new ones came, but nothing that can be believed shows whose they are: an ID token that is not
   * good, or none and userinfo out of reach. Neither do they prove another person, so nobody's session ends by it: it is
   * locked, and whoever unlocks it gets tokens of their own. These are there to be revoked.
   */
  | { readonly kind: 'unproved'; readonly tokens: TokenSet; readonly code: FailureCode; readonly detail: string };

export interface Renewable {
  readonly refreshToken: string;
  /** The `sid` of the tokens so far, which an answer without an ID token keeps. */
  readonly sid: string | undefined;
  readonly person: Person;
}

/** Between questions for userinfo (ms) where nothing else can show whose the new tokens are. */
const userinfoWaitsMs = [500, 1_500];

/**
 * Uses a refresh token, once: it is never sent a second time from here, whatever comes back (B18). Each request takes
 * at most 10 s: with keys and userinfo 30 s, or 55 s where userinfo has to vouch for the person and is slow. Never rejects.
 */
export async function renewTokens(
  provider: Provider,
  renewable: Renewable,
  clock: Pick<Clock, 'wallMs' | 'after'>,
): Promise<RenewalAnswer> {
  const reply = await askTokenEndpoint(
    provider,
    (config) => oauth.refreshTokenGrant(config, renewable.refreshToken),
    clock,
  );
  const { heard } = reply;
  const tokens = heard && tokensOf(heard, renewable);
  if (!heard || !tokens) return withoutTokens(reply, clock.wallMs());
  const proof = proofOf(provider, reply, heard, tokens, renewable.person, clock.wallMs());
  switch (proof.kind) {
    case 'refused':
      return { kind: 'unproved', tokens, code: proof.code, detail: proof.detail };
    case 'otherPerson':
      return { kind: 'otherPerson', tokens };
    case 'proved': {
      const answer = await checkPerson(provider, tokens.accessToken, renewable.person);
      if (answer.kind === 'otherPerson') return { kind: 'otherPerson', tokens };
      const userinfo = answer.kind === 'same' ? answer.userinfo : undefined;
      const sid = proof.sid ?? tokens.sid;
      return { kind: 'renewed', tokens: { ...tokens, sid }, authentication: proof.authentication, userinfo };
    }
    case 'silent':
      return vouchedForByUserinfo(provider, tokens, renewable.person, clock);
  }
}

/** The tokens of an answer, read by us: the library gives none where it does not like what stands beside them. */
function tokensOf(heard: Heard, { refreshToken, sid }: Renewable): TokenSet | undefined {
  const { status, fields } = heard;
  const accessToken = textField(fields, 'access_token');
  if (status !== 200 || accessToken === undefined) return undefined;
  if (textField(fields, 'token_type')?.toLowerCase() !== 'bearer') return undefined;
  return {
    accessToken,
    accessEndsAtMs: accessEndsAtMs(fields?.['expires_in'], heard),
    // Without a new one the old one stays good (RFC 6749 section 6).
    refreshToken: textField(fields, 'refresh_token') ?? refreshToken,
    sid,
  };
}

function textField(fields: Claims | undefined, name: string): string | undefined {
  const value = fields?.[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The rows of `session.md`, "Tokens", for every answer that brings no token (B20). */
function withoutTokens(reply: TokenReply<unknown>, nowMs: number): RenewalAnswer {
  const error = reply.ok ? new OidcError('PROVIDER_BAD_ANSWER', 'token: the answer has no bearer token') : reply.error;
  const { code, message: detail } = error;
  const { heard } = reply;
  if (!heard) {
    return { kind: 'tryLater', code, detail, retryAfterMs: undefined, spent: wasNeverSent(error) ? 'no' : 'unknown' };
  }
  const { status, headers, fields } = heard;
  const waitMs = retryAfterMs(headers, nowMs);
  if (isRefusalToLook(status)) {
    const why = `token: HTTP ${status}`;
    return { kind: 'tryLater', code: 'PROVIDER_FAILED', detail: why, retryAfterMs: waitMs, spent: 'no' };
  }
  if (status >= 400 && status < 500) {
    if (fields?.['error'] === 'invalid_grant') return { kind: 'ended' };
    const name = textField(fields, 'error');
    const why = `token: HTTP ${status}${name === undefined ? '' : `, error ${printable(name)}`}`;
    return { kind: 'cannotRenew', code: 'TOKEN_REQUEST_REFUSED', detail: why };
  }
  return { kind: 'tryLater', code, detail, retryAfterMs: waitMs, spent: 'unknown' };
}

/**
 * Who answers so has not looked at the request: it took too long to send, came too early, is one too many, or the server cannot
 * handle it now (RFC 9110 sections 15.5.9 and 15.6.4, RFC 8470 section 5.2, RFC 6585 section 4).
 */
function isRefusalToLook(status: number): boolean {
  return [408, 425, 429, 503].includes(status);
}

/** What the ID token of an answer says of the person. */
type Proof =
  | {
      readonly kind: 'proved';
      readonly authentication: Authentication | undefined;
      readonly sid: string | undefined;
    }
  | { readonly kind: 'otherPerson' }
  /** There is none, or it cannot be looked at: something else has to show whose the tokens are. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'refused'; readonly code: FailureCode; readonly detail: string };

/** OpenID Connect Core section 12.2, checklist O11: the log-in's rules, without a nonce and for the same subject. */
function proofOf(
  provider: Provider,
  reply: TokenReply<oauth.TokenEndpointResponseHelpers>,
  heard: Heard,
  tokens: TokenSet,
  person: Person,
  nowMs: number,
): Proof {
  if (!reply.ok) {
    const { code, message: detail } = blameClock(reply.error, heard);
    // Its keys are out of reach, or what the library minds is not the ID token: then it is as if there was none.
    return code.startsWith('PROVIDER_') ? { kind: 'silent' } : { kind: 'refused', code, detail };
  }
  const claims = reply.response.claims();
  if (!claims) return { kind: 'silent' };
  try {
    checkIdToken(provider, claims, tokens.accessToken, heard, nowMs);
    if (claims.sub !== person.subject) return { kind: 'otherPerson' };
    if ((textOf(claims['nhsid_useruid']) ?? person.userId) !== person.userId) return { kind: 'otherPerson' };
    return { kind: 'proved', authentication: authenticationOf(claims, nowMs), sid: textOf(claims['sid']) };
  } catch (error) {
    if (error instanceof OidcError) return { kind: 'refused', code: error.code, detail: error.message };
    return { kind: 'refused', code: 'INTERNAL', detail: 'token: unforeseen error in the ID token' };
  }
}

/**
 * OpenID Connect Core section 12.2: the token of a refresh may leave out `auth_time`, and then says nothing of the log-in. Whether
 * a time that it states is the session's own is for the session to judge.
 *
 * @throws OidcError
 */
function authenticationOf(claims: oauth.IDToken, nowMs: number): Authentication | undefined {
  if (claims.auth_time === undefined) return undefined;
  const authentication = valueOf(readAuthentication(claims));
  if (authentication.authTimeSeconds > nowMs / 1000 + clockToleranceSeconds) {
    throw new OidcError('ID_TOKEN_CLOCK', 'token: auth_time lies in the future');
  }
  return authentication;
}

/** Userinfo is all that can show whose the new tokens are, and they must not be lost to a moment without network. */
async function vouchedForByUserinfo(
  provider: Provider,
  tokens: TokenSet,
  person: Person,
  clock: Pick<Clock, 'after'>,
): Promise<RenewalAnswer> {
  let answer = await checkPerson(provider, tokens.accessToken, person);
  for (const waitMs of userinfoWaitsMs) {
    if (isDecided(answer)) break;
    await new Promise<void>((resolve) => void clock.after(waitMs, resolve));
    answer = await checkPerson(provider, tokens.accessToken, person);
  }
  switch (answer.kind) {
    case 'same':
      return { kind: 'renewed', tokens, authentication: undefined, userinfo: answer.userinfo };
    case 'otherPerson':
      return { kind: 'otherPerson', tokens };
    case 'unauthorized':
      return { kind: 'unproved', tokens, code: 'PROVIDER_BAD_ANSWER', detail: 'userinfo does not take the new token' };
    case 'trouble':
      return { kind: 'unproved', tokens, code: answer.code, detail: answer.detail };
  }
}

function isDecided({ kind }: PersonAnswer): boolean {
  return kind === 'same' || kind === 'otherPerson';
}
