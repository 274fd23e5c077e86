/** Gives a failed request the words of Chromium's network stack, which is what Electron's callers see. */

const codes: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'CONNECTION_REFUSED',
  ECONNRESET: 'CONNECTION_RESET',
  ECONNABORTED: 'CONNECTION_ABORTED',
  EPIPE: 'CONNECTION_RESET',
  ENOTFOUND: 'NAME_NOT_RESOLVED',
  EAI_AGAIN: 'NAME_NOT_RESOLVED',
  EAI_FAIL: 'NAME_NOT_RESOLVED',
  EHOSTUNREACH: 'ADDRESS_UNREACHABLE',
  ENETUNREACH: 'ADDRESS_UNREACHABLE',
  EADDRNOTAVAIL: 'ADDRESS_INVALID',
  ENETDOWN: 'INTERNET_DISCONNECTED',
  ETIMEDOUT: 'CONNECTION_TIMED_OUT',
  UND_ERR_CONNECT_TIMEOUT: 'CONNECTION_TIMED_OUT',
  UND_ERR_HEADERS_TIMEOUT: 'TIMED_OUT',
  UND_ERR_BODY_TIMEOUT: 'TIMED_OUT',
  UND_ERR_HEADERS_OVERFLOW: 'RESPONSE_HEADERS_TOO_BIG',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'CONTENT_LENGTH_MISMATCH',
  EPROTO: 'SSL_PROTOCOL_ERROR',
  ERR_SSL_WRONG_VERSION_NUMBER: 'SSL_PROTOCOL_ERROR',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'CERT_AUTHORITY_INVALID',
  SELF_SIGNED_CERT_IN_CHAIN: 'CERT_AUTHORITY_INVALID',
  UNABLE_TO_GET_ISSUER_CERT: 'CERT_AUTHORITY_INVALID',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'CERT_AUTHORITY_INVALID',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'CERT_AUTHORITY_INVALID',
  CERT_HAS_EXPIRED: 'CERT_DATE_INVALID',
  CERT_NOT_YET_VALID: 'CERT_DATE_INVALID',
  ERR_TLS_CERT_ALTNAME_INVALID: 'CERT_COMMON_NAME_INVALID',
};

interface Cause {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
  readonly socket?: { readonly bytesRead?: unknown } | null;
}

/** The `net::ERR_...` for what Node's fetch threw. */
export function toNetError(error: unknown): Error {
  return new Error(`net::ERR_${nameOf(error)}`);
}

function nameOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'FAILED';
  const { code, message, cause, errors, socket } = error as Cause;
  if (typeof code === 'string') {
    const known = codes[code];
    if (known !== undefined) return known;
    if (code.startsWith('HPE_')) return 'INVALID_HTTP_RESPONSE';
    // The other side hung up: before its first byte Chromium calls that an empty response.
    if (code === 'UND_ERR_SOCKET') return socket?.bytesRead === 0 ? 'EMPTY_RESPONSE' : 'CONNECTION_CLOSED';
  }
  if (message === 'bad port') return 'UNSAFE_PORT';
  if (message === 'unknown scheme') return 'UNKNOWN_URL_SCHEME';
  if (Array.isArray(errors) && errors.length > 0) return nameOf(errors[0]);
  return cause === undefined ? 'FAILED' : nameOf(cause);
}
