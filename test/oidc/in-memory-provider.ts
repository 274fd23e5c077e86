import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import type { Http } from '../../main/ports.ts';

/** What a provider at some issuer answers, without a socket: for issuers that no test machine can serve. */
export interface InMemoryProvider {
  readonly http: Http;
  /** Every URL that was asked for, as it was asked for. */
  readonly asked: readonly string[];
}

const { publicKey, privateKey } = await generateKeyPair('RS256');
const jwk = { ...(await exportJWK(publicKey)), kid: 'b/O6+key=', alg: 'RS256', use: 'sig' };

/** @param issuer goes into metadata and token as it is, and is never put through `URL` */
export function inMemoryProvider(
  issuer: string,
  options: { readonly clientId: string; readonly nonce: () => string; readonly tokenIssuer?: string },
): InMemoryProvider {
  const asked: string[] = [];
  const base = issuer.replace(':443', '');
  const answers: Record<string, () => Promise<object>> = {
    [`${base}/.well-known/openid-configuration`]: async () => ({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/access_token`,
      userinfo_endpoint: `${issuer}/userinfo`,
      jwks_uri: `${issuer}/connect/jwk_uri`,
      authorization_response_iss_parameter_supported: true,
    }),
    [`${base}/connect/jwk_uri`]: async () => ({ keys: [jwk] }),
    [`${base}/access_token`]: async () => ({
      access_token: 'an-access-token',
      token_type: 'Bearer',
      expires_in: 3599,
      id_token: await idToken(),
    }),
    [`${base}/userinfo`]: async () => ({ sub: '999000000001', name: 'Synthetic Nurse', uid: '999000000001' }),
  };

  function idToken(): Promise<string> {
    const claims: JWTPayload = {
      iss: options.tokenIssuer ?? issuer,
      sub: '999000000001',
      aud: options.clientId,
      nonce: options.nonce(),
      auth_time: Math.floor(Date.now() / 1000),
      authentication_assurance_level: '2',
      id_assurance_level: '3',
    };
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: jwk.kid, typ: 'JWT' })
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(privateKey);
  }

  return {
    asked,
    http: async (url) => {
      asked.push(url);
      const answer = answers[url];
      if (!answer) return new Response('not here', { status: 404 });
      return Response.json(await answer());
    },
  };
}
