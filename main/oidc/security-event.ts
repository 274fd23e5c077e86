import { clockToleranceSeconds } from '../assurance/requirement.ts';
import { isObject, type Claims } from '../identity/reading.ts';
import type { Person } from '../identity/userinfo.ts';
import type { Signed } from './signing-keys.ts';

/** The session that events are held against. */
export interface WatchedSession {
  readonly person: Person;
  /** When it was logged in to (ms since the epoch). What happened before is of an earlier session of this person. */
  readonly startedAtMs: number;
  /** `auth_time` of the authentication in use (s since the epoch). */
  readonly authTimeSeconds: number;
  /** Every `sid` that its tokens have had since the log-in. */
  readonly sids: readonly string[];
}

/** RFC 8935 section 2.4; the provider is told so in `setErrs` (RFC 8936 section 2.2). */
export type SetErrorCode =
  'invalid_request' | 'invalid_key' | 'invalid_issuer' | 'invalid_audience' | 'authentication_failed';

export type EventVerdict =
  /** `usedElsewhere`: the person ended it, or logged in, at another place. */
  | { readonly kind: 'ends'; readonly reason: 'providerEvent' | 'usedElsewhere' }
  /** Good, and not about this session. `why` is for the log. */
  | { readonly kind: 'foreign'; readonly why: string }
  | { readonly kind: 'invalid'; readonly err: SetErrorCode; readonly description: string };

export const sessionRevoked = 'https://schemas.openid.net/secevent/caep/event-type/session-revoked';
export const backChannelLogout = 'http://schemas.openid.net/event/backchannel-logout';

/** What an event must be addressed with. */
interface Addressee {
  readonly issuer: string;
  readonly clientId: string;
}

/**
 * Judges one event whose signature has been looked at. Two kinds can end a session: CAEP's session-revoked (`typ`
 * `secevent+jwt`, RFC 8417, with an RFC 9493 `sub_id`), and a logout token (`logout+jwt`, OpenID Connect Back-Channel Logout
 * section 2.4). CIS2's own logout tokens, and those of older gateways, are of `typ` `JWT` or none (`cis2.md` 4.6 and 9): such a
 * one is a logout token by what it says, which no ID token can say.
 *
 * There is no upper age, since a computer may have slept through it, and `exp` is not looked at for the same reason.
 *
 * @param jti the name under which it was delivered
 */
export function judgeEvent(
  signed: Exclude<Signed, { kind: 'unknown' }>,
  jti: string,
  session: WatchedSession,
  { issuer, clientId }: Addressee,
  nowMs: number,
): EventVerdict {
  if (signed.kind === 'bad') return badSignature(signed.why);
  const claims = claimsOf(signed.payload);
  if (!claims) return invalid('invalid_request', 'The payload is not a JSON object');
  if (claims['iss'] !== issuer) return invalid('invalid_issuer', 'iss is not the issuer of this session');
  const audience: unknown = claims['aud'];
  if (!(Array.isArray(audience) ? audience : [audience]).includes(clientId)) {
    return invalid('invalid_audience', 'aud does not name this client');
  }
  if (claims['jti'] !== jti) return invalid('invalid_request', 'jti is not the name it was delivered under');
  const iat = claims['iat'];
  if (typeof iat !== 'number' || !Number.isFinite(iat)) return invalid('invalid_request', 'iat is not a number');
  if (iat > nowMs / 1000 + clockToleranceSeconds) return invalid('invalid_request', 'iat lies in the future');
  const events = claims['events'];
  if (!isObject(events)) return invalid('invalid_request', 'events is not an object');

  const named = nameOf(signed.header['typ'], claims, events, session);
  if (named.kind !== 'named') return named;
  if (iat < session.startedAtMs / 1000 - clockToleranceSeconds) return foreign('from before this session');
  if (named.who === 'person' && iat < session.authTimeSeconds) return foreign('from before this authentication');
  return named.who === 'other' ? foreign('about another session or person') : { kind: 'ends', reason: named.reason };
}

type Reason = Extract<EventVerdict, { kind: 'ends' }>['reason'];

/** Whom an event is about: this very session, all sessions of its person, or somebody else. */
type Who = 'session' | 'person' | 'other';

type Named =
  | { readonly kind: 'named'; readonly who: Who; readonly reason: Reason }
  | Extract<EventVerdict, { kind: 'foreign' | 'invalid' }>;

function nameOf(typ: unknown, claims: Claims, events: Claims, session: WatchedSession): Named {
  switch (typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : typ) {
    case 'secevent+jwt':
      return namedBySecurityEvent(claims, events, session);
    case 'logout+jwt':
    case 'jwt':
    case undefined:
      return namedByLogoutToken(claims, events, session);
    default:
      return invalid('invalid_request', 'typ is neither secevent+jwt nor logout+jwt');
  }
}

function namedBySecurityEvent(claims: Claims, events: Claims, session: WatchedSession): Named {
  const revoked = events[sessionRevoked];
  if (revoked === undefined) return foreign('another kind of event');
  if (!isObject(revoked)) return invalid('invalid_request', 'The event is not an object');
  const who = whoIs(claims['sub_id'], session);
  if (who === undefined) return invalid('invalid_request', 'sub_id cannot be read');
  return { kind: 'named', who, reason: revoked['initiating_entity'] === 'user' ? 'usedElsewhere' : 'providerEvent' };
}

function namedByLogoutToken(claims: Claims, events: Claims, { sids, person }: WatchedSession): Named {
  if (!isObject(events[backChannelLogout])) return invalid('invalid_request', 'events has no back-channel logout');
  // So that an ID token can never be taken for one.
  if (claims['nonce'] !== undefined) return invalid('invalid_request', 'A logout token has no nonce');
  const [sid, sub] = [claims['sid'], claims['sub']];
  if (![sid, sub].every((value) => value === undefined || typeof value === 'string') || (sid ?? sub) === undefined) {
    return invalid('invalid_request', 'There is neither sid nor sub');
  }
  const isOtherPerson = sub !== undefined && sub !== person.subject;
  const isOtherSession = sid !== undefined && !sids.some((ours) => ours === sid);
  const who = isOtherPerson || isOtherSession ? 'other' : sid === undefined ? 'person' : 'session';
  return { kind: 'named', who, reason: 'providerEvent' };
}

/**
 * Reads a subject identifier (RFC 9493 section 3.2, and `complex` of the Shared Signals Framework). Members of a complex one
 * that we know nothing of (`device`, `tenant`) only narrow it down further; since the provider put it into this session's own
 * queue, they do not keep it from ending. Identifiers of a kind that we hold nothing against are somebody else's.
 *
 * @returns `undefined` where it cannot be read
 */
function whoIs(subject: unknown, session: WatchedSession): Who | undefined {
  if (!isObject(subject) || typeof subject['format'] !== 'string') return undefined;
  const { sids, person } = session;
  switch (subject['format']) {
    case 'opaque': {
      const id = subject['id'];
      if (typeof id !== 'string') return undefined;
      return sids.includes(id) ? 'session' : id === person.subject ? 'person' : 'other';
    }
    case 'iss_sub': {
      const { iss, sub } = subject;
      if (typeof iss !== 'string' || typeof sub !== 'string') return undefined;
      return iss === person.issuer && sub === person.subject ? 'person' : 'other';
    }
    case 'aliases': {
      const { identifiers } = subject;
      if (!Array.isArray(identifiers) || identifiers.length === 0) return undefined;
      const all = identifiers.map((one: unknown) => whoIs(one, session));
      return all.includes(undefined) ? undefined : (all.find((who) => who !== 'other') ?? 'other');
    }
    case 'complex': {
      const members = (['session', 'user'] as const)
        .filter((name) => subject[name] !== undefined)
        .map((name) => whoIs(subject[name], session));
      if (members.includes(undefined)) return undefined;
      return members.includes('other') ? 'other' : (members[0] ?? 'other');
    }
    default:
      return 'other';
  }
}

function badSignature(why: Extract<Signed, { kind: 'bad' }>['why']): EventVerdict {
  switch (why) {
    case 'malformed':
      return invalid('invalid_request', 'It is not a signed JWT');
    case 'key':
      return invalid('invalid_key', 'It is signed with no published key');
    case 'algorithm':
      return invalid('authentication_failed', 'It is not signed with the agreed algorithm');
    case 'signature':
      return invalid('authentication_failed', 'The signature does not verify');
  }
}

function claimsOf(payload: Uint8Array): Claims | undefined {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
    return isObject(parsed) ? parsed : undefined;
  } catch {
    // Not JSON, or not UTF-8: the caller says so.
    return undefined;
  }
}

function invalid(err: SetErrorCode, description: string): Extract<EventVerdict, { kind: 'invalid' }> {
  return { kind: 'invalid', err, description };
}

function foreign(why: string): Extract<EventVerdict, { kind: 'foreign' }> {
  return { kind: 'foreign', why };
}
