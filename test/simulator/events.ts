import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Persona } from './personas.ts';
import { bend, type Bend, type IdTokenTools, type JwtHeader } from './faults.ts';
import { idTokenTools } from './id-token.ts';
import type { SimulatorKeys } from './keys.ts';
import type { RecordedRequest } from './recorded-request.ts';

/** Who or what ended a session, as CAEP names it. */
export type InitiatingEntity = 'admin' | 'user' | 'policy' | 'system';

export interface EventToQueue {
  /** CAEP's session-revoked with an RFC 9493 `sub_id`, or an OpenID Connect logout token. */
  readonly how: 'caep' | 'logoutToken';
  /** Whether it names this one session or only its person, that is all of their sessions. */
  readonly about: 'session' | 'person';
  /** CAEP only. */
  readonly initiatingEntity?: InitiatingEntity;
  /** Changes to its claims, as for ID tokens. */
  readonly claims?: Bend;
  /** Merged over its header. */
  readonly header?: JwtHeader;
  /** What is delivered instead of the token that was signed rightly. */
  readonly token?: (token: string, tools: IdTokenTools) => string | Promise<string>;
  /** The name it is delivered under, where that is not its own `jti`. */
  readonly deliveredAs?: string;
}

interface Bearer {
  readonly sid: string;
  readonly expiresAtMs: number;
}

export interface EventsInput {
  readonly issuer: string;
  readonly clientId: string;
  readonly keys: SimulatorKeys;
  /** How long (ms) a poll is held that asks for that. */
  readonly holdMs: number;
}

export interface Events {
  /** An access token opens the queue of its session. */
  readonly admit: (accessToken: string, bearer: Bearer) => void;
  /** The bearers of a session that its own client ended open nothing any more. */
  readonly shut: (sid: string) => void;
  /** @returns the `jti` it is delivered under */
  readonly queue: (sid: string, persona: Persona, event: EventToQueue) => Promise<string>;
  readonly handle: (request: RecordedRequest, response: ServerResponse) => Promise<void>;
}

interface Poll {
  readonly maxEvents: number;
  readonly returnImmediately: boolean;
  readonly told: readonly string[];
}

/**
 * RFC 8936: one queue of events for each session, opened by that session's access tokens. A token whose session was ended at
 * the provider still opens its queue until it expires, since how else could its holder hear of it; it opens nothing else.
 * An event is delivered until it was acknowledged or refused.
 */
export function createEvents({ issuer, clientId, keys, holdMs }: EventsInput): Events {
  const bearers = new Map<string, Bearer>();
  const queues = new Map<string, Map<string, string>>();
  const waiting = new Set<{ readonly sid: string; readonly wake: () => void }>();

  const queueOf = (sid: string) => {
    const queue = queues.get(sid) ?? new Map<string, string>();
    queues.set(sid, queue);
    return queue;
  };
  const wake = (sid: string) => [...waiting].filter((poll) => poll.sid === sid).forEach((poll) => poll.wake());

  const sidOf = ({ headers }: RecordedRequest): string | undefined => {
    const token = /^Bearer (\S+)$/i.exec(headers['authorization'] ?? '')?.[1] ?? '';
    const bearer = bearers.get(token);
    return bearer !== undefined && bearer.expiresAtMs > Date.now() ? bearer.sid : undefined;
  };

  /** Until there is an event, the time is over, or whoever asked has gone. */
  const held = async (sid: string, response: ServerResponse): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, holdMs);
    const poll = { sid, wake: resolve };
    waiting.add(poll);
    response.once('close', resolve);
    await promise;
    response.off('close', resolve);
    waiting.delete(poll);
    clearTimeout(timer);
  };

  return {
    admit: (accessToken, bearer) => {
      bearers.set(accessToken, bearer);
    },
    shut: (sid) => {
      for (const [token, bearer] of bearers) {
        if (bearer.sid === sid) bearers.delete(token);
      }
      wake(sid);
    },
    queue: async (sid, persona, event) => {
      const jti = randomUUID();
      const usual = usualClaims({ issuer, clientId, sid, persona, jti, event });
      const tools = idTokenTools(keys, await bend(usual, event.claims, noRequest));
      const typ = event.how === 'caep' ? 'secevent+jwt' : 'logout+jwt';
      const signed = await tools.sign(tools.claims, { typ, ...event.header });
      const name = event.deliveredAs ?? jti;
      queueOf(sid).set(name, (await event.token?.(signed, tools)) ?? signed);
      wake(sid);
      return name;
    },
    handle: async (request, response) => {
      const answer = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) => {
        response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers });
        response.end(JSON.stringify(body));
      };
      const sid = sidOf(request);
      if (sid === undefined) {
        answer(401, { error: 'invalid_token' }, { 'www-authenticate': 'Bearer error="invalid_token"' });
        return;
      }
      const poll = request.method === 'POST' ? readPoll(request) : undefined;
      if (poll === undefined) {
        answer(400, { err: 'invalid_request', description: 'Not a poll request' });
        return;
      }
      const queue = queueOf(sid);
      for (const jti of poll.told) queue.delete(jti);
      if (queue.size === 0 && poll.maxEvents > 0 && !poll.returnImmediately) await held(sid, response);
      if (response.destroyed) return;
      const sets = [...queue].slice(0, poll.maxEvents);
      answer(200, { sets: Object.fromEntries(sets), moreAvailable: queue.size > sets.length });
    },
  };
}

/** A `Bend` may look at the request that it answers; an event answers none. */
const noRequest: RecordedRequest = { at: 0, method: '', path: '', query: {}, form: {}, headers: {}, body: '' };

interface ClaimsInput {
  readonly issuer: string;
  readonly clientId: string;
  readonly sid: string;
  readonly persona: Persona;
  readonly jti: string;
  readonly event: EventToQueue;
}

function usualClaims({ issuer, clientId, sid, persona, jti, event }: ClaimsInput) {
  const iat = Math.floor(Date.now() / 1000);
  const envelope = { iss: issuer, aud: clientId, jti, iat };
  if (event.how === 'logoutToken') {
    return {
      ...envelope,
      exp: iat + 120,
      sub: persona.id,
      ...(event.about === 'session' && { sid }),
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    };
  }
  const user = { format: 'iss_sub', iss: issuer, sub: persona.id };
  const session = { format: 'opaque', id: sid };
  const { initiatingEntity } = event;
  return {
    ...envelope,
    sub_id: event.about === 'session' ? { format: 'complex', session, user } : user,
    events: {
      'https://schemas.openid.net/secevent/caep/event-type/session-revoked': {
        event_timestamp: iat,
        ...(initiatingEntity !== undefined && { initiating_entity: initiatingEntity }),
      },
    },
  };
}

function readPoll({ body }: RecordedRequest): Poll | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
  const { maxEvents, returnImmediately, ack, setErrs }: Readonly<Record<string, unknown>> = { ...parsed };
  const acknowledged = Array.isArray(ack) ? ack.filter((jti) => typeof jti === 'string') : [];
  const refused = typeof setErrs === 'object' && setErrs !== null ? Object.keys(setErrs) : [];
  return {
    maxEvents: typeof maxEvents === 'number' ? maxEvents : 100,
    returnImmediately: returnImmediately === true,
    told: [...acknowledged, ...refused],
  };
}
