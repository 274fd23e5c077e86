import type { FailureCode } from '../../preload/failures.ts';

/** What stands between this computer and the provider, as far as a failed request tells (R5: the layer that failed). */
export type NetworkFailure = Extract<
  FailureCode,
  | 'PROVIDER_UNREACHABLE'
  | 'PROVIDER_OFFLINE'
  | 'PROVIDER_NAME_UNKNOWN'
  | 'PROVIDER_PROXY_FAILED'
  | 'PROVIDER_PROXY_LOGIN'
  | 'PROVIDER_CERTIFICATE'
  | 'PROVIDER_CERTIFICATE_DATE'
  | 'PROVIDER_TLS'
>;

/**
 * By Chromium's names, which are what Electron's requests fail with (`net/base/net_error_list.h`). Through the stand-in come
 * the same ones; Node's own come where a test hands in Node's fetch.
 */
const failures: Readonly<Partial<Record<string, NetworkFailure>>> = {
  'net::ERR_INTERNET_DISCONNECTED': 'PROVIDER_OFFLINE',
  'net::ERR_NETWORK_CHANGED': 'PROVIDER_OFFLINE',
  'net::ERR_NAME_NOT_RESOLVED': 'PROVIDER_NAME_UNKNOWN',
  'net::ERR_NAME_RESOLUTION_FAILED': 'PROVIDER_NAME_UNKNOWN',
  ENOTFOUND: 'PROVIDER_NAME_UNKNOWN',
  EAI_AGAIN: 'PROVIDER_NAME_UNKNOWN',
  'net::ERR_PROXY_CONNECTION_FAILED': 'PROVIDER_PROXY_FAILED',
  'net::ERR_TUNNEL_CONNECTION_FAILED': 'PROVIDER_PROXY_FAILED',
  'net::ERR_PROXY_CERTIFICATE_INVALID': 'PROVIDER_PROXY_FAILED',
  'net::ERR_MANDATORY_PROXY_CONFIGURATION_FAILED': 'PROVIDER_PROXY_FAILED',
  'net::ERR_PAC_SCRIPT_FAILED': 'PROVIDER_PROXY_FAILED',
  'net::ERR_PROXY_AUTH_REQUESTED': 'PROVIDER_PROXY_LOGIN',
  'net::ERR_PROXY_AUTH_UNSUPPORTED': 'PROVIDER_PROXY_LOGIN',
  'net::ERR_PROXY_AUTH_REQUESTED_WITH_NO_CONNECTION': 'PROVIDER_PROXY_LOGIN',
  'net::ERR_UNEXPECTED_PROXY_AUTH': 'PROVIDER_PROXY_LOGIN',
  'net::ERR_INVALID_AUTH_CREDENTIALS': 'PROVIDER_PROXY_LOGIN',
  // A wrong clock looks like this, too, which is why it has words of its own (screen 7).
  'net::ERR_CERT_DATE_INVALID': 'PROVIDER_CERTIFICATE_DATE',
  CERT_HAS_EXPIRED: 'PROVIDER_CERTIFICATE_DATE',
  CERT_NOT_YET_VALID: 'PROVIDER_CERTIFICATE_DATE',
  'net::ERR_SSL_VERSION_OR_CIPHER_MISMATCH': 'PROVIDER_TLS',
  'net::ERR_SSL_PROTOCOL_ERROR': 'PROVIDER_TLS',
  'net::ERR_SSL_OBSOLETE_VERSION': 'PROVIDER_TLS',
  // A server that wants a certificate of this computer's, which none is given (B46).
  'net::ERR_SSL_CLIENT_AUTH_CERT_NEEDED': 'PROVIDER_TLS',
  'net::ERR_BAD_SSL_CLIENT_AUTH_CERT': 'PROVIDER_TLS',
};

const certificateRefused = /^(?:net::ERR_CERT_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_CERT_)/;

/** Of a name in the table it says which layer; of a certificate of any trouble that; of all else that it is not known. */
export function networkFailure(reason: string): NetworkFailure {
  return failures[reason] ?? (certificateRefused.test(reason) ? 'PROVIDER_CERTIFICATE' : 'PROVIDER_UNREACHABLE');
}

/**
 * What the network says before anything of a request has left this computer, by Chromium's names and Node's: no address, no
 * connection, no certificate. All else (a reset, a time limit) may have happened after the request had arrived.
 */
const neverSent: ReadonlySet<string> = new Set([
  'net::ERR_INTERNET_DISCONNECTED',
  'net::ERR_NAME_NOT_RESOLVED',
  'net::ERR_NAME_RESOLUTION_FAILED',
  'net::ERR_ADDRESS_UNREACHABLE',
  'net::ERR_CONNECTION_REFUSED',
  'net::ERR_PROXY_CONNECTION_FAILED',
  'net::ERR_TUNNEL_CONNECTION_FAILED',
  'net::ERR_SSL_VERSION_OR_CIPHER_MISMATCH',
  'net::ERR_BLOCKED_BY_CLIENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ENETUNREACH',
]);

/** Whether it is certain that a request which failed for this reason reached nobody. */
export function reachedNobody(reason: string): boolean {
  return neverSent.has(reason) || certificateRefused.test(reason);
}

/** Chromium's and Node's names for network trouble, for IT; nothing else of the message, which may quote the URL. */
export function reasonOf(error: unknown): string {
  for (let current = error; current instanceof Error; current = current.cause) {
    const name = /net::ERR_[A-Z0-9_]+/.exec(current.message)?.[0];
    if (name) return name;
    if ('code' in current && typeof current.code === 'string') return current.code;
  }
  return 'network error';
}
