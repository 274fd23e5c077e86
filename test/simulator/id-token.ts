import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { CompactSign, type CryptoKey } from 'jose';
import type { Authentication } from './authentication.ts';
import type { IdTokenTools, JwtHeader } from './faults.ts';
import type { SimulatorKeys } from './keys.ts';

type Claims = Readonly<Record<string, unknown>>;

/** About an hour, as in fixtures from CIS2; seconds. */
const ID_TOKEN_LIFETIME_S = 3600;

/** OpenID Connect Core 3.1.3.6: the left half of the hash that belongs to the signing algorithm (RS256: SHA-256). */
function leftHalfHash(value: string): string {
  return createHash('sha256').update(value).digest().subarray(0, 16).toString('base64url');
}

export interface IdTokenInput {
  readonly issuer: string;
  readonly clientId: string;
  /** A gateway's token names the user in CIS2's own claim, too (gateway contract, b). */
  readonly isGateway: boolean;
  readonly authentication: Authentication;
  readonly accessToken: string;
  /** Absent on refresh. */
  readonly code: string | undefined;
}

/**
 * The claims of CIS2's ID token: levels as strings, both spellings of the identity level, and what ForgeRock AM adds.
 * No name, no role but the selected one: those come from userinfo.
 */
export function idTokenClaims(input: IdTokenInput): Claims {
  const { issuer, clientId, isGateway, authentication, accessToken, code } = input;
  const { persona, authenticator, nonce, state, selectedRoleId } = authentication;
  const issuedAtS = Math.floor(Date.now() / 1000);
  return {
    at_hash: leftHalfHash(accessToken),
    ...(code === undefined ? {} : { c_hash: leftHalfHash(code) }),
    ...(state === undefined || code === undefined ? {} : { s_hash: leftHalfHash(state) }),
    sub: persona.id,
    subname: persona.id,
    ...(isGateway && { nhsid_useruid: persona.id }),
    auditTrackingId: `${randomUUID()}-${issuedAtS}`,
    iss: issuer,
    tokenName: 'id_token',
    ...(nonce === undefined ? {} : { nonce }),
    sid: authentication.sid,
    aud: clientId,
    azp: clientId,
    acr: authentication.acr,
    amr: [authenticator.amr],
    authentication_assurance_level: String(authenticator.level),
    id_assurance_level: persona.identityLevel,
    idassurancelevel: persona.identityLevel,
    'org.forgerock.openidconnect.ops': randomBytes(18).toString('base64url'),
    auth_time: authentication.authTimeS,
    realm: '/NHSIdentity/Healthcare',
    exp: issuedAtS + ID_TOKEN_LIFETIME_S,
    tokenType: 'JWTToken',
    iat: issuedAtS,
    ...(selectedRoleId === undefined ? {} : { selected_roleid: selectedRoleId }),
  };
}

function compact(claims: Claims, header: JwtHeader & { readonly alg: string }, key: CryptoKey | Uint8Array) {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims))).setProtectedHeader(header).sign(key);
}

/** Everything that can sign (or not sign) an ID token; `claims` are those of the token in question. */
export function idTokenTools(keys: SimulatorKeys, claims: Claims): IdTokenTools {
  const header = { typ: 'JWT', kid: keys.signing.kid, alg: 'RS256' };
  return {
    claims,
    header,
    sign: (signed, extra) => compact(signed, { ...header, ...extra, alg: 'RS256' }, keys.signing.privateKey),
    signWithUnpublishedKey: (signed, extra) =>
      compact(signed, { ...header, ...extra, alg: 'RS256' }, keys.unpublished.privateKey),
    signWithEncryptionKey: (signed, extra) =>
      compact(signed, { ...header, kid: keys.encryption.kid, ...extra, alg: 'RS256' }, keys.encryption.privateKey),
    signWithHs256: (signed, extra, secret = keys.publicPem) =>
      compact(signed, { ...header, ...extra, alg: 'HS256' }, new TextEncoder().encode(secret)),
    unsecured: (signed, extra) => {
      const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
      return `${part({ ...header, ...extra, alg: 'none' })}.${part(signed)}.`;
    },
    unpublishedPublicJwk: {
      ...keys.unpublished.publicJwk,
      kid: keys.unpublished.kid,
      use: 'sig',
      alg: 'RS256',
    },
    unpublishedKid: keys.unpublished.kid,
  };
}
