import type { Layer } from '../../preload/diagnostics.ts';

/** Chromium's and Node's names for what went wrong, by where it did (R5). The first that fits counts. */
const patterns: readonly (readonly [RegExp, Layer])[] = [
  [/PROXY|TUNNEL|PAC_|SOCKS/, 'proxy'],
  [/INTERNET_DISCONNECTED|NETWORK_CHANGED|ENETDOWN/, 'offline'],
  [/NAME_NOT_RESOLVED|NAME_RESOLUTION|DNS_|ENOTFOUND|EAI_|ENODATA|EBADNAME/, 'name'],
  [/CERT|SSL|TLS|UNABLE_TO_|SELF_SIGNED|EPROTO/, 'certificate'],
  [/TIMED_OUT|ETIMEDOUT|ETIME\b/, 'time'],
  [/CONNECTION|ADDRESS|EMPTY_RESPONSE|ECONN|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EACCES|EPIPE/, 'connection'],
];

/** @param reason for example `net::ERR_CERT_AUTHORITY_INVALID` or `ECONNREFUSED` */
export function layerOf(reason: string): Layer {
  return patterns.find(([pattern]) => pattern.test(reason))?.[1] ?? 'unknown';
}

/** Node's code of an error, or nothing that could hold more than that. */
export function codeOf(error: unknown): string {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code) ? code : 'UNKNOWN';
}
