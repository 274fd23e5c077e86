import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  backChannelLogout,
  judgeEvent,
  sessionRevoked,
  type EventVerdict,
  type WatchedSession,
} from '../../main/oidc/security-event.ts';
import { count } from '../unit-support/counts.ts';

/** Events whose signature is good; what they say, and for whom. Signatures: `provider-events.test.ts`. */
const issuer = 'https://am.nhsint.example:443/openam';
const clientId = 'desktop';
const person = { issuer, subject: '999000000001', userId: '999000000001', name: 'Synthetic Nurse' };
const nowMs = 1_800_000_000_000;
const now = nowMs / 1000;
const session: WatchedSession = {
  person,
  startedAtMs: nowMs - 7_200_000,
  authTimeSeconds: now - 3_600,
  sids: ['sid-of-log-in', 'sid-of-step-up'],
};

type Fields = Readonly<Record<string, unknown>>;

const opaque = (id: string) => ({ format: 'opaque', id });
const user = { format: 'iss_sub', iss: issuer, sub: person.subject };
const revoked = { event_timestamp: now };

const caep: Fields = {
  iss: issuer,
  aud: clientId,
  jti: 'j',
  iat: now,
  sub_id: { format: 'complex', session: opaque('sid-of-log-in'), user },
  events: { [sessionRevoked]: revoked },
};
const logout: Fields = {
  iss: issuer,
  aud: clientId,
  jti: 'j',
  iat: now,
  sid: 'sid-of-log-in',
  sub: person.subject,
  events: { [backChannelLogout]: {} },
};

function judge(claims: Fields, header: Fields = { typ: 'secevent+jwt' }): EventVerdict {
  const payload = new TextEncoder().encode(JSON.stringify(claims));
  return judgeEvent({ kind: 'good', header, payload }, 'j', session, { issuer, clientId }, nowMs);
}
const judgeLogout = (claims: Fields, header: Fields = { typ: 'logout+jwt' }) => judge(claims, header);

const ends = { kind: 'ends', reason: 'providerEvent' };
const foreign = { kind: 'foreign' };
const invalid = (err: string) => ({ kind: 'invalid', err });

describe('CAEP session-revoked (RFC 8417, RFC 9493)', () => {
  test.each<[string, unknown]>([
    ['this session and its person', caep['sub_id']],
    ['this session alone', opaque('sid-of-log-in')],
    ['a sid that a step-up brought', opaque('sid-of-step-up')],
    ['this person', user],
    ['this person by an opaque id', opaque(person.subject)],
    ['this person, in a complex subject', { format: 'complex', user }],
    [
      'this person, beside what we know nothing of',
      { format: 'complex', user, tenant: opaque('t'), device: opaque('d') },
    ],
    [
      'this person by one of several names',
      { format: 'aliases', identifiers: [{ format: 'email', email: 'a@b' }, user] },
    ],
  ])('%s: ends', (_name, subId) => {
    expect(judge({ ...caep, sub_id: subId })).toEqual(ends);
  });

  test.each<[string, unknown]>([
    ['another session', opaque('another')],
    ['another session of this person', { format: 'complex', session: opaque('another'), user }],
    [
      'this session, said to be of another person',
      { format: 'complex', session: opaque('sid-of-log-in'), user: { ...user, sub: 'b' } },
    ],
    ['another person', { ...user, sub: '999000000002' }],
    ['this subject of another issuer', { ...user, iss: 'https://am.nhsint.example/openam' }],
    ['somebody by email', { format: 'email', email: 'a@b' }],
    ['a device', { format: 'complex', device: opaque('d') }],
    ['others by several names', { format: 'aliases', identifiers: [{ format: 'email', email: 'a@b' }, opaque('x')] }],
  ])('%s: foreign', (_name, subId) => {
    expect(judge({ ...caep, sub_id: subId })).toMatchObject(foreign);
  });

  test.each<[string, unknown]>([
    ['absent', undefined],
    ['text', 'sid-of-log-in'],
    ['without a format', { id: 'sid-of-log-in' }],
    ['opaque without an id', { format: 'opaque' }],
    ['iss_sub without iss', { format: 'iss_sub', sub: person.subject }],
    ['no aliases', { format: 'aliases', identifiers: [] }],
    ['complex, with a session that is text', { format: 'complex', session: 'sid-of-log-in' }],
  ])('sub_id that is %s: invalid', (_name, subId) => {
    expect(judge({ ...caep, sub_id: subId })).toMatchObject(invalid('invalid_request'));
  });

  test.each([
    ['user', 'usedElsewhere'],
    ['admin', 'providerEvent'],
    ['policy', 'providerEvent'],
    ['system', 'providerEvent'],
    [undefined, 'providerEvent'],
    [['user'], 'providerEvent'],
  ])('initiating_entity %j: %s', (entity, reason) => {
    const events = { [sessionRevoked]: { ...revoked, initiating_entity: entity } };
    expect(judge({ ...caep, events })).toEqual({ kind: 'ends', reason });
  });

  test('another kind of event is foreign, an event that is no object invalid', () => {
    const other = { 'https://schemas.openid.net/secevent/caep/event-type/credential-change': {} };
    expect(judge({ ...caep, events: other })).toMatchObject(foreign);
    expect(judge({ ...caep, events: { [sessionRevoked]: true } })).toMatchObject(invalid('invalid_request'));
  });
});

describe('logout token (OpenID Connect Back-Channel Logout 2.4)', () => {
  test('sid and sub, sid alone, sub alone: ends', () => {
    for (const claims of [logout, { ...logout, sub: undefined }, { ...logout, sid: undefined }]) {
      expect(judgeLogout(claims)).toEqual(ends);
    }
  });

  test('exp that is past changes nothing: the computer slept', () => {
    expect(judgeLogout({ ...logout, iat: now - 3_000, exp: now - 2_880 })).toEqual(ends);
  });

  test.each<[string, Fields]>([
    ['another sid', { sid: 'another' }],
    ['another sub', { sid: undefined, sub: '999000000002' }],
    ['this sid with another sub', { sub: '999000000002' }],
    ['this sub with another sid', { sid: 'another', sub: person.subject }],
  ])('%s: foreign', (_name, change) => {
    expect(judgeLogout({ ...logout, ...change })).toMatchObject(foreign);
  });

  test.each<[string, Fields]>([
    ['a nonce', { nonce: 'n' }],
    ['a nonce that is null', { nonce: null }],
    ['neither sid nor sub', { sid: undefined, sub: undefined }],
    ['a sid that is no text', { sid: 5 }],
    ['another event', { events: { [sessionRevoked]: {} } }],
    ['no event', { events: {} }],
    ['events that are a list', { events: [backChannelLogout] }],
  ])('with %s: invalid', (_name, change) => {
    expect(judgeLogout({ ...logout, ...change })).toMatchObject(invalid('invalid_request'));
  });

  test('an ID token is none, with or without its typ', () => {
    const idToken = { iss: issuer, aud: clientId, jti: 'j', iat: now, sub: person.subject, sid: 'sid-of-log-in' };
    expect(judge(idToken, { typ: 'JWT' })).toMatchObject(invalid('invalid_request'));
    expect(judge({ ...idToken, nonce: 'n', events: { [backChannelLogout]: {} } }, {})).toMatchObject(
      invalid('invalid_request'),
    );
  });
});

describe('typ', () => {
  test.each(['secevent+jwt', 'SecEvent+JWT', 'application/secevent+jwt'])('%s is for a CAEP event', (typ) => {
    expect(judge(caep, { typ })).toEqual(ends);
    expect(judge(logout, { typ })).toMatchObject(foreign);
  });

  test.each(['logout+jwt', 'application/logout+jwt', 'JWT', undefined])('%s is for a logout token', (typ) => {
    expect(judge(logout, { typ })).toEqual(ends);
    expect(judge(caep, { typ })).toMatchObject(invalid('invalid_request'));
  });

  test.each(['at+jwt', 'dpop+jwt', 'x'])('%s is for neither', (typ) => {
    expect(judge(caep, { typ })).toMatchObject(invalid('invalid_request'));
    expect(judge(logout, { typ })).toMatchObject(invalid('invalid_request'));
  });
});

describe.each<[string, Fields, Fields]>([
  ['secevent+jwt', caep, { sub_id: user }],
  ['logout+jwt', logout, { sid: undefined }],
])('every %s', (typ, usual, personOnly) => {
  const its = (change: Fields) => judge({ ...usual, ...change }, { typ });

  test.each<[string, Fields, string]>([
    ['O1 another iss', { iss: 'https://evil.example' }, 'invalid_issuer'],
    ['O1 iss without :443', { iss: issuer.replace(':443', '') }, 'invalid_issuer'],
    ['no iss', { iss: undefined }, 'invalid_issuer'],
    ['O2 another aud', { aud: 'another' }, 'invalid_audience'],
    ['an aud that only holds the client id', { aud: `${clientId} x` }, 'invalid_audience'],
    ['no aud', { aud: undefined }, 'invalid_audience'],
    ['another jti than it was delivered under', { jti: 'k' }, 'invalid_request'],
    ['no jti', { jti: undefined }, 'invalid_request'],
    ['no iat', { iat: undefined }, 'invalid_request'],
    ['an iat that is text', { iat: String(now) }, 'invalid_request'],
    ['an iat 31 s ahead', { iat: now + 31 }, 'invalid_request'],
    ['no events', { events: undefined }, 'invalid_request'],
  ])('%s: invalid', (_name, change, err) => {
    expect(its(change)).toMatchObject(invalid(err));
  });

  test('a list of audiences with ours in it', () => {
    expect(its({ aud: ['another', clientId] })).toEqual(ends);
  });

  const start = session.startedAtMs / 1000;
  test.each([
    ['30 s ahead', 'ends', now + 30],
    ['hours old, while the computer slept', 'ends', start + 1],
    ['30 s before the log-in', 'ends', start - 30],
    ['31 s before the log-in', 'foreign', start - 31],
  ])('with sid, iat %s: %s', (_name, kind, iat) => {
    expect(its({ iat }).kind).toBe(kind);
  });

  test.each([
    ['at our auth_time', 'ends', session.authTimeSeconds],
    ['a second before it', 'foreign', session.authTimeSeconds - 1],
    ['between log-in and step-up', 'foreign', start + 60],
  ])('with the subject alone, iat %s: %s', (_name, kind, iat) => {
    expect(its({ ...personOnly, iat }).kind).toBe(kind);
  });
});

test('a payload that is not JSON, not UTF-8, or no object', () => {
  for (const payload of [new TextEncoder().encode('{"iss"'), new Uint8Array([0xff]), new TextEncoder().encode('[]')]) {
    const verdict = judgeEvent({ kind: 'good', header: {}, payload }, 'j', session, { issuer, clientId }, nowMs);
    expect(verdict).toMatchObject(invalid('invalid_request'));
  }
});

test('whatever stands in an event, it ends no session unless all of it is right', () => {
  const odd = fc.jsonValue({ maxDepth: 3 }).filter((value) => ![caep['jti'], caep['aud']].includes(value));
  const place = fc.constantFrom('iss', 'aud', 'jti', 'iat', 'sub', 'sid', 'sub_id', 'events', 'nonce', 'typ');
  fc.assert(
    fc.property(fc.boolean(), place, odd, (isCaep, name, value) => {
      const usual = isCaep ? caep : logout;
      const header = { typ: name === 'typ' ? value : isCaep ? 'secevent+jwt' : 'logout+jwt' };
      const verdict = judge(name === 'typ' ? usual : { ...usual, [name]: value }, header);
      // These may say anything of a kind that they are not there for.
      const isIdle = isCaep ? ['sub', 'sid', 'nonce'].includes(name) : name === 'sub_id';
      if (isIdle) expect(verdict).toEqual(ends);
      else expect(verdict.kind).not.toBe('ends');
    }),
    { numRuns: count(5_000, 100_000) },
  );
});
