import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AuthenticatorKey } from './authenticators.ts';
import type { Authentications } from './authentication.ts';
import { createEvents, type EventToQueue, type InitiatingEntity } from './events.ts';
import { mostShown, panelPage, panelPath, type ApiExchange } from './apis/panel-page.ts';
import { deliver, respondInstead, type FaultRoute, type Faults } from './faults.ts';
import { simulatorKeys } from './keys.ts';
import { handleLogIn } from './log-in.ts';
import { createNationalApi } from './national-api.ts';
import { findPersona, PERSONAS, type Persona } from './personas.ts';
import { createProvider, type Topology } from './provider.ts';
import { receive, replay, type RecordedRequest } from './recorded-request.ts';

export type { AuthenticatorKey } from './authenticators.ts';
export type { EventToQueue, InitiatingEntity } from './events.ts';
export type { ApiLoss, Bend, FaultAnswer, FaultResponse, FaultRoute, Faults, IdTokenTools, Respond } from './faults.ts';
export { PERSONA_IDS, ROLE_IDS } from './personas.ts';
export { ACCESS_TOKEN_LIFETIME_S, REFRESH_TOKEN_LIFETIME_S, type Topology } from './provider.ts';
export type { RecordedRequest } from './recorded-request.ts';

export interface SimulatorOptions {
  readonly topology: Topology;
  readonly faults?: Faults;
  /**
   * Registered beside `http://127.0.0.1/callback` and `http://[::1]/callback`, for example
   * `http://localhost/callback` or another path. On a loopback host any port is taken, whichever one is registered
   * (RFC 8252 section 7.3); host and path are compared as they stand.
   */
  readonly redirectUris?: readonly string[];
  /** Whether discovery has an `end_session_endpoint`; it does unless this says otherwise. */
  readonly offersEndSession?: boolean;
  /** How long (ms) a poll for events is held that asks for that: 20 s unless given. */
  readonly eventsHoldMs?: number;
}

/** How a session is ended at the provider, and what its holder is told of it. */
export interface SessionEnd {
  readonly how: 'caep' | 'logoutToken';
  /** CAEP only: `user` is the person themselves, at another place. */
  readonly initiatingEntity?: InitiatingEntity;
}

export interface SimulatorPersona {
  /** 12 digits: the value in `select[name=user]`, and `sub`, `uid` and `nhsid_useruid`. */
  readonly id: string;
  readonly name: string;
  readonly authenticators: readonly AuthenticatorKey[];
}

export interface Simulator {
  /** With the explicit port and a path; compare it as a string. */
  readonly issuer: string;
  readonly clientId: string;
  readonly topology: Topology;
  /** Origin of the look-alike national APIs, without a slash at the end. */
  readonly apiBase: string;
  readonly personas: readonly SimulatorPersona[];
  /** Every request to both servers in the order in which they had arrived in full; it grows. */
  readonly requests: readonly RecordedRequest[];
  /** Where a session's events are polled (RFC 8936), with its own access token: gateway topology only. */
  readonly eventsUri: string | undefined;
  /**
   * Ends all sessions of a person, or the one with this `sid`: their refresh tokens then bring `invalid_grant`, their access
   * tokens 401, the browser's session is gone, and an event is queued for each; for a person it names no session.
   *
   * @returns the `sid`s that were ended
   */
  readonly endSession: (userIdOrSid: string, end: SessionEnd) => Promise<readonly string[]>;
  /** Queues an event for a live session, and ends nothing: true, foreign or forged. @returns the name it is delivered under */
  readonly queueEvent: (sid: string, event: EventToQueue) => Promise<string>;
  /** From now on userinfo names only these roles (`person_roleid`) of a person; `undefined`: all of them again. */
  readonly setRoles: (userId: string, roleIds: readonly string[] | undefined) => void;
  /** As if somebody else had changed this patient at PDS: what was read of them before is out of date. */
  readonly patientChangedElsewhere: (nhsNumber: string) => void;
  /** Replaces all faults, for the requests that follow. */
  readonly setFaults: (faults: Faults) => void;
  /** Ends both servers and every connection at once, hanging ones too. */
  readonly close: () => Promise<void>;
}

const ISSUER_PATH = '/openam/oauth2/realms/root/realms/NHSIdentity/realms/Healthcare';
const CLIENT_ID = '999000000000.apps.simulator';

const FAULT_ROUTES: Readonly<Record<string, FaultRoute>> = {
  '/.well-known/openid-configuration': 'discovery',
  '/connect/jwk_uri': 'jwks',
  '/authorize': 'authorize',
  '/access_token': 'token',
  '/userinfo': 'userinfo',
  '/token/revoke': 'revocation',
  '/events': 'events',
};

/** Listens on an ephemeral port of the loopback interface; the origin always has its port. */
async function listen(server: Server): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return `http://127.0.0.1:${address.port}`;
}

async function shut(server: Server): Promise<void> {
  if (!server.listening) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  await promise;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A handler that fails answers 500; one whose connection went away has nobody to answer. */
function serve(server: Server, handler: Handler): void {
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    // Node's own header would go by the real time, where a test has moved the clock.
    response.setHeader('date', new Date(Date.now()).toUTCString());
    handler(request, response).catch((error: unknown) => {
      if (response.destroyed) return;
      console.error('simulator:', error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
}

/**
 * Starts an OpenID provider that behaves like CIS2, and look-alikes of national APIs beside it. State is in memory, ports
 * are ephemeral, and nothing but the loopback interface is listened on. It knows only synthetic people.
 */
export async function startSimulator({
  topology,
  faults = {},
  redirectUris = [],
  offersEndSession = true,
  eventsHoldMs = 20_000,
}: SimulatorOptions): Promise<Simulator> {
  let currentFaults = faults;
  const requests: RecordedRequest[] = [];
  const exchanges: ApiExchange[] = [];
  const records = new WeakMap<IncomingMessage, RecordedRequest>();
  const authentications: Authentications = new Map();
  const heldRoles = new Map<string, readonly string[]>();

  const providerServer = createServer();
  const apiServer = createServer();
  const keys = await simulatorKeys();
  const [providerOrigin, apiBase] = await Promise.all([listen(providerServer), listen(apiServer)]);
  const issuer = `${providerOrigin}${ISSUER_PATH}`;

  const present = (persona: Persona): Persona => {
    const held = heldRoles.get(persona.id);
    return held ? { ...persona, roles: persona.roles.filter((role) => held.includes(role.person_roleid)) } : persona;
  };

  const events = createEvents({ issuer, clientId: CLIENT_ID, keys, holdMs: eventsHoldMs });
  const { provider, sessions } = createProvider({
    issuer,
    topology,
    clientId: CLIENT_ID,
    redirectUris: ['http://127.0.0.1/callback', 'http://[::1]/callback', ...redirectUris],
    keys,
    authentications,
    events,
    offersEndSession,
    present,
    faults: () => currentFaults,
    recordOf: (request) => {
      const record = records.get(request);
      if (record === undefined) throw new Error('a request that was not recorded');
      return record;
    },
  });
  const handleProvider = provider.callback();
  const nationalApi = createNationalApi({ provider, authentications, present });

  serve(providerServer, async (request, response) => {
    const { recorded, body } = await receive(request);
    requests.push(recorded);
    if (!recorded.path.startsWith(`${ISSUER_PATH}/`)) {
      response.writeHead(404).end();
      return;
    }
    const path = recorded.path.slice(ISSUER_PATH.length);
    if (await respondInstead(currentFaults, FAULT_ROUTES[path], recorded, response)) return;
    if (path.startsWith('/interaction/')) {
      await handleLogIn(provider, request, response, recorded);
      return;
    }
    if (path === '/events' && topology === 'gateway') {
      await events.handle(recorded, response);
      return;
    }
    const replayed = replay(request, body, ISSUER_PATH);
    records.set(replayed, recorded);
    await handleProvider(replayed, response);
  });

  serve(apiServer, async (request, response) => {
    const { recorded } = await receive(request);
    if (recorded.method === 'GET' && recorded.path === panelPath) {
      deliver(panelPage(exchanges), undefined, response);
      return;
    }
    requests.push(recorded);
    if (await respondInstead(currentFaults, 'api', recorded, response)) return;
    const answer = await nationalApi.answer(recorded);
    exchanges.push({ request: recorded, answer });
    if (exchanges.length > mostShown) exchanges.shift();
    deliver(answer, currentFaults.lose?.api?.(recorded), response);
  });

  const personaOf = (sid: string) => {
    const found = [...authentications.values()].find((authentication) => authentication.sid === sid);
    if (found === undefined) throw new Error('no session has this sid');
    return found.persona;
  };

  return {
    issuer,
    clientId: CLIENT_ID,
    topology,
    apiBase,
    personas: PERSONAS.map(({ id, name, authenticators }) => ({ id, name, authenticators })),
    requests,
    eventsUri: topology === 'gateway' ? `${issuer}/events` : undefined,
    endSession: async (userIdOrSid, { how, initiatingEntity }) => {
      const sids = sessions.live(userIdOrSid);
      for (const sid of sids) {
        const persona = personaOf(sid);
        await sessions.end(sid);
        const about = sid === userIdOrSid ? 'session' : 'person';
        await events.queue(sid, persona, { how, about, ...(initiatingEntity !== undefined && { initiatingEntity }) });
      }
      return sids;
    },
    queueEvent: (sid, event) => events.queue(sid, personaOf(sid), event),
    setRoles: (userId, roleIds) => {
      if (findPersona(userId) === undefined) throw new Error(`no persona ${userId}`);
      if (roleIds === undefined) heldRoles.delete(userId);
      else heldRoles.set(userId, roleIds);
    },
    patientChangedElsewhere: nationalApi.patientChangedElsewhere,
    setFaults: (next) => {
      currentFaults = next;
    },
    close: async () => {
      await Promise.all([shut(providerServer), shut(apiServer)]);
    },
  };
}
