import type { ServerResponse } from 'node:http';
import { drop, type RecordedRequest } from './recorded-request.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * A change to an answer's fields: a record is merged over them (a value of `undefined` removes the field), a function
 * gets them and returns what is sent instead. The function also sees the request, so that it can tell a code exchange
 * from a refresh (`request.form.grant_type`).
 */
export type Bend = Fields | ((fields: Fields, request: RecordedRequest) => Fields | Promise<Fields>);

export type JwtHeader = Readonly<Record<string, unknown>>;

/** What an `idToken` fault signs with. Each takes the claims as they stand and a header merged over the usual one. */
export interface IdTokenTools {
  /** Claims of the token that would have been sent (after `idTokenClaims`). */
  readonly claims: Fields;
  /** Header of that token. */
  readonly header: JwtHeader;
  /** The right key: with a header such as `{ kid: 'unknown' }` only the header is wrong. */
  readonly sign: (claims: Fields, header?: JwtHeader) => Promise<string>;
  /** A key that is in no JWKS, under the right key's `kid` unless the header says otherwise. */
  readonly signWithUnpublishedKey: (claims: Fields, header?: JwtHeader) => Promise<string>;
  /** The key published with `use: enc`, under its own `kid`. */
  readonly signWithEncryptionKey: (claims: Fields, header?: JwtHeader) => Promise<string>;
  /** HS256; the secret is the signing key's public PEM unless given. */
  readonly signWithHs256: (claims: Fields, header?: JwtHeader, secret?: string) => Promise<string>;
  /** `alg: none`, empty signature. */
  readonly unsecured: (claims: Fields, header?: JwtHeader) => string;
  /** Public half of the unpublished key, for a forged header's embedded `jwk`, or a JWKS fault that publishes it. */
  readonly unpublishedPublicJwk: Fields;
  /** `kid` of the unpublished key. */
  readonly unpublishedKid: string;
}

/** `body`: text and bytes go out as they are, anything else as JSON (`application/json` unless a header says otherwise). */
export interface FaultAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | Fields | readonly unknown[];
}

/** `hang`: read the request and never answer. `drop`: read it and close the connection. `undefined`: answer normally. */
export type FaultResponse = FaultAnswer | 'hang' | 'drop' | undefined;

/** `authorize` is the authorisation request itself, not the log-in page; `api` is every request to the national API. */
export type FaultRoute = 'discovery' | 'jwks' | 'authorize' | 'token' | 'userinfo' | 'revocation' | 'events' | 'api';

/** Routes of the provider itself whose answer can be lost after the fact. */
export type LosableRoute = 'token' | 'userinfo' | 'revocation';

/** `cut`: the connection ends in the middle of the body. */
export type ApiLoss = 'hang' | 'drop' | 'cut' | undefined;

export type Respond = (request: RecordedRequest) => FaultResponse | Promise<FaultResponse>;

/**
 * How a test scripts misbehaviour. In the token endpoint's answer they apply in this order: `idTokenClaims`, signature
 * with the right key, `idToken`, `tokenResponse`; `respond.token` comes before them all, and then nothing is issued.
 * `tokenResponse` and `userinfo` bend successful answers only.
 */
export interface Faults {
  readonly idTokenClaims?: Bend;
  readonly idToken?: (token: string, tools: IdTokenTools) => string | Promise<string>;
  readonly tokenResponse?: Bend;
  /** The redirect back to the client, of a success or an error. */
  readonly redirect?: (location: URL) => URL | string;
  readonly userinfo?: Bend;
  readonly respond?: Readonly<Partial<Record<FaultRoute, Respond>>>;
  /** The request is carried out in full, and then its answer is lost on the way (B19). */
  readonly lose?: Readonly<Partial<Record<LosableRoute, (request: RecordedRequest) => 'hang' | 'drop' | undefined>>> & {
    /** The same at the national API, where nobody can tell afterwards whether it was done (HAZ-06). */
    readonly api?: (request: RecordedRequest) => ApiLoss;
  };
}

export async function bend(fields: Fields, change: Bend | undefined, request: RecordedRequest): Promise<Fields> {
  if (change === undefined) return fields;
  const changed = typeof change === 'function' ? await change(fields, request) : { ...fields, ...change };
  return Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined));
}

/** Answers in a fault's place; `false` when the request is to be answered normally. */
export async function respondInstead(
  faults: Faults,
  route: FaultRoute | undefined,
  request: RecordedRequest,
  response: ServerResponse,
): Promise<boolean> {
  const answer = route === undefined ? undefined : await faults.respond?.[route]?.(request);
  if (answer === undefined) return false;
  if (answer === 'hang') return true;
  if (answer === 'drop') {
    drop(response);
    return true;
  }
  const { status, headers, body = '' } = answer;
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  response.writeHead(status, { ...(isRaw ? {} : { 'content-type': 'application/json' }), ...headers });
  response.end(isRaw ? body : JSON.stringify(body));
  return true;
}

/** An answer that is ready to go out. */
export interface Delivery {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends it, or loses it on the way. */
export function deliver({ status, headers, body }: Delivery, loss: ApiLoss, response: ServerResponse): void {
  switch (loss) {
    case 'hang':
      return;
    case 'drop':
      drop(response);
      return;
    case 'cut':
      response.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(body)) });
      response.write(body.slice(0, Math.floor(body.length / 2)), () => drop(response));
      return;
    case undefined:
      response.writeHead(status, headers);
      response.end(body);
  }
}
