import { exportJWK, generateKeyPair, SignJWT, type JWTHeaderParameters, type JWTPayload } from 'jose';
import type { Http } from '../../main/ports.ts';

export type Endpoint = 'discovery' | 'jwks' | 'token' | 'userinfo' | 'revocation';

export interface InMemoryOptions {
  readonly clientId: string;
  readonly nonce: () => string;
  /** Changes to the claims of the ID token; `undefined` removes one. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  /** What an endpoint answers in place of the usual fields: other fields, or a whole response. */
  readonly answer?: Partial<Record<Endpoint, (usual: Readonly<Record<string, unknown>>) => unknown>>;
}

/** What a provider at some issuer answers, without a socket: for issuers that no test machine can serve. */
export interface InMemoryProvider {
  readonly http: Http;
  /** Every URL that was asked for, as it was asked for. */
  readonly asked: readonly string[];
}

const { publicKey, privateKey } = await generateKeyPair('RS256');
const jwk = { ...(await exportJWK(publicKey)), kid: 'b/O6+key=', alg: 'RS256', use: 'sig' };

/** @param issuer goes into metadata and token as it is, and is never put through `URL` */
export function inMemoryProvider(issuer: string, options: InMemoryOptions): InMemoryProvider {
  const asked: string[] = [];
  const base = issuer.replace(':443', '');
  const answers: Record<string, readonly [Endpoint, () => Promise<Readonly<Record<string, unknown>>>]> = {
    [`${base}/.well-known/openid-configuration`]: [
      'discovery',
      async () => ({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/access_token`,
        userinfo_endpoint: `${issuer}/userinfo`,
        jwks_uri: `${issuer}/connect/jwk_uri`,
        revocation_endpoint: `${issuer}/revoke`,
        authorization_response_iss_parameter_supported: true,
      }),
    ],
    [`${base}/connect/jwk_uri`]: ['jwks', async () => ({ keys: [jwk] })],
    [`${base}/access_token`]: [
      'token',
      async () => ({
        access_token: 'an-access-token',
        token_type: 'Bearer',
        expires_in: 3599,
        id_token: await idToken(),
      }),
    ],
    [`${base}/userinfo`]: [
      'userinfo',
      async () => ({ sub: '999000000001', name: 'Synthetic Nurse', uid: '999000000001' }),
    ],
    [`${base}/revoke`]: ['revocation', async () => ({})],
  };

  function idToken(): Promise<string> {
    const nowSeconds = Math.floor(Date.now() / 1000);
    const claims: JWTPayload = {
      iss: issuer,
      sub: '999000000001',
      aud: options.clientId,
      nonce: options.nonce(),
      iat: nowSeconds,
      exp: nowSeconds + 3_600,
      auth_time: nowSeconds,
      authentication_assurance_level: '2',
      id_assurance_level: '3',
      ...options.claims,
    };
    const header: JWTHeaderParameters = { alg: 'RS256', kid: jwk.kid, typ: 'JWT', ...options.header };
    return new SignJWT(claims).setProtectedHeader(header).sign(privateKey);
  }

  return {
    asked,
    http: async (url) => {
      asked.push(url);
      // As every network does: the default port is none.
      const found = answers[new URL(url).href];
      if (!found) return new Response('not here', { status: 404 });
      const [endpoint, fields] = found;
      const usual = await fields();
      const bend = options.answer?.[endpoint];
      const answer = bend ? bend(usual) : usual;
      return answer instanceof Response ? answer : Response.json(answer);
    },
  };
}
