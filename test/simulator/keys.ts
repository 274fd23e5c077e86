import { createHash } from 'node:crypto';
import { exportJWK, exportSPKI, generateKeyPair, type CryptoKey, type JWK } from 'jose';

export interface SimulatorKeys {
  readonly signing: { readonly privateKey: CryptoKey; readonly kid: string; readonly privateJwk: JWK };
  /** In the JWKS with `use: enc`: a token signed with it must not be accepted. */
  readonly encryption: { readonly privateKey: CryptoKey; readonly kid: string };
  /** In no JWKS. */
  readonly unpublished: { readonly privateKey: CryptoKey; readonly kid: string; readonly publicJwk: JWK };
  /** The signing key's public half as PEM: what an "HS256 with the public key" forger would use as the secret. */
  readonly publicPem: string;
  /** Public keys beside the signing key that are in the JWKS but sign no ID token. */
  readonly notForSigning: readonly JWK[];
}

/** Plain Base64, with the three characters that break a client which treats a `kid` as part of a URL or a file name. */
function cis2Kid(name: string): string {
  return `s/${createHash('sha1').update(name).digest('base64').slice(0, 22)}+k=`;
}

async function generate(): Promise<SimulatorKeys> {
  const [signing, encryption, unpublished, elliptic] = await Promise.all([
    generateKeyPair('RS256', { extractable: true }),
    generateKeyPair('RS256', { extractable: true }),
    generateKeyPair('RS256', { extractable: true }),
    generateKeyPair('ES256', { extractable: true }),
  ]);
  const signingKid = cis2Kid('signing');
  const encryptionKid = cis2Kid('encryption');
  const encryptionJwk = await exportJWK(encryption.publicKey);
  return {
    signing: {
      privateKey: signing.privateKey,
      kid: signingKid,
      privateJwk: { ...(await exportJWK(signing.privateKey)), kid: signingKid, use: 'sig', alg: 'RS256' },
    },
    encryption: { privateKey: encryption.privateKey, kid: encryptionKid },
    unpublished: {
      privateKey: unpublished.privateKey,
      kid: cis2Kid('unpublished'),
      publicJwk: await exportJWK(unpublished.publicKey),
    },
    publicPem: await exportSPKI(signing.publicKey),
    notForSigning: [
      { ...encryptionJwk, kid: encryptionKid, use: 'enc', alg: 'RSA-OAEP-256' },
      { ...(await exportJWK(elliptic.publicKey)), kid: cis2Kid('elliptic'), use: 'enc', alg: 'ECDH-ES' },
    ],
  };
}

let generated: Promise<SimulatorKeys> | undefined;

/** Made once per process: three RSA keys cost more than all the rest of a simulator's start. Never on disk. */
export function simulatorKeys(): Promise<SimulatorKeys> {
  generated ??= generate();
  return generated;
}
