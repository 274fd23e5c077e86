import { createHash, randomBytes } from 'node:crypto';
import {
  createRemoteJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  jwtVerify,
  type JWTPayload,
  type ProtectedHeaderParameters,
} from 'jose';
import { createHttpBrowser, type HttpBrowser, type Landing } from './http-browser.ts';
import type { AuthenticatorKey, Simulator } from './index.ts';

type Fields = Record<string, unknown>;

/** Parameters of an authorisation request; `undefined` leaves one out that would otherwise be sent. */
export type AuthorizationParameters = Readonly<Record<string, string | undefined>>;

export interface Tokens {
  readonly status: number;
  readonly body: Fields;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly idToken: string;
  /** Claims and header as sent, signature not looked at. */
  readonly claims: JWTPayload;
  readonly header: ProtectedHeaderParameters;
}

export interface RelyingParty {
  readonly browser: HttpBrowser;
  /** Opens the authorisation request: on the log-in page, or answered at once by the browser's session. */
  readonly authorize: (parameters?: AuthorizationParameters) => Promise<Landing>;
  readonly chooseOnPage: (page: Landing, user: string, authenticator: AuthenticatorKey) => Promise<Landing>;
  /** Exchanges the code of the redirect. */
  readonly exchange: (landing: Landing) => Promise<Tokens>;
  /** The three of them in a row. */
  readonly logIn: (
    user: string,
    authenticator: AuthenticatorKey,
    parameters?: AuthorizationParameters,
  ) => Promise<Tokens>;
  readonly refresh: (refreshToken: string) => Promise<Tokens>;
  readonly post: (path: string, form: Readonly<Record<string, string>>) => Promise<Response>;
  readonly userinfo: (accessToken: string) => Promise<{ readonly status: number; readonly body: Fields }>;
  /** Verifies signature (with the published keys only), issuer and audience. */
  readonly verify: (idToken: string) => Promise<JWTPayload>;
}

export const REDIRECT_URI = 'http://127.0.0.1:49152/callback';
export const ALL_SCOPES =
  'openid profile email nhsperson nationalrbacaccess associatedorgs organisationalmemberships professionalmemberships';

export async function json(response: Response): Promise<Fields> {
  const text = await response.text();
  const parsed: unknown = text === '' ? {} : JSON.parse(text);
  return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
}

function decoded<Value>(read: () => Value, otherwise: Value): Value {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

/** A client of the simulator in plain `fetch`, with a browser of its own: it checks nothing that a test does not ask. */
export function createRelyingParty({ issuer, clientId }: Pick<Simulator, 'issuer' | 'clientId'>): RelyingParty {
  const browser = createHttpBrowser(issuer);
  const verifier = randomBytes(32).toString('base64url');
  const jwks = createRemoteJWKSet(new URL(`${issuer}/connect/jwk_uri`));

  const authorize = (parameters: AuthorizationParameters = {}) => {
    const all: AuthorizationParameters = {
      client_id: clientId,
      response_type: 'code',
      redirect_uri: REDIRECT_URI,
      scope: ALL_SCOPES,
      state: 'state-1',
      nonce: 'nonce-1',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...parameters,
    };
    const sent = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
    return browser.open(`${issuer}/authorize?${new URLSearchParams(sent)}`);
  };

  const post = (path: string, form: Readonly<Record<string, string>>) =>
    fetch(`${issuer}${path}`, { method: 'POST', body: new URLSearchParams({ client_id: clientId, ...form }) });

  const tokens = async (form: Readonly<Record<string, string>>): Promise<Tokens> => {
    const response = await post('/access_token', form);
    const body = await json(response);
    const text = (name: string) => (typeof body[name] === 'string' ? body[name] : '');
    const idToken = text('id_token');
    return {
      status: response.status,
      body,
      accessToken: text('access_token'),
      refreshToken: text('refresh_token'),
      idToken,
      claims: decoded(() => decodeJwt(idToken), {}),
      header: decoded(() => decodeProtectedHeader(idToken), {}),
    };
  };

  const chooseOnPage = (page: Landing, user: string, authenticator: AuthenticatorKey) =>
    browser.submit(page, { user, authenticator });

  const exchange = (landing: Landing) => {
    if (landing.kind !== 'left') throw new Error(`still on a page: ${landing.status} ${landing.html}`);
    const redirectUri = `${landing.location.origin}${landing.location.pathname}`;
    const code = landing.location.searchParams.get('code') ?? '';
    return tokens({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier });
  };

  return {
    browser,
    authorize,
    chooseOnPage,
    exchange,
    logIn: async (user, authenticator, parameters) =>
      exchange(await chooseOnPage(await authorize(parameters), user, authenticator)),
    refresh: (refreshToken) => tokens({ grant_type: 'refresh_token', refresh_token: refreshToken }),
    post,
    userinfo: async (accessToken) => {
      const response = await fetch(`${issuer}/userinfo`, { headers: { authorization: `Bearer ${accessToken}` } });
      return { status: response.status, body: await json(response) };
    },
    verify: async (idToken) => (await jwtVerify(idToken, jwks, { issuer, audience: clientId })).payload,
  };
}
