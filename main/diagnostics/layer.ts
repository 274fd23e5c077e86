import type { Layer } from '../../preload/diagnostics.ts';
import { networkFailure, type NetworkFailure } from '../oidc/network-trouble.ts';

/** Where in `oidc/network-trouble.ts` a name of the network's is told, it is told here as well. */
const layers: Readonly<Record<Exclude<NetworkFailure, 'PROVIDER_UNREACHABLE'>, Layer>> = {
  PROVIDER_OFFLINE: 'offline',
  PROVIDER_NAME_UNKNOWN: 'name',
  PROVIDER_PROXY_FAILED: 'proxy',
  PROVIDER_PROXY_LOGIN: 'proxy',
  PROVIDER_CERTIFICATE: 'certificate',
  PROVIDER_CERTIFICATE_DATE: 'certificate',
  PROVIDER_TLS: 'certificate',
};

/** What is finer than a failure of a log-in, and the names of raw sockets, which no log-in has (R5). The first that fits counts. */
const patterns: readonly (readonly [RegExp, Layer])[] = [
  [/PROXY|TUNNEL|PAC_|SOCKS/, 'proxy'],
  [/ENETDOWN/, 'offline'],
  [/DNS_|EAI_|ENODATA|EBADNAME/, 'name'],
  [/CERT|SSL|TLS|EPROTO/, 'certificate'],
  [/TIMED_OUT|ETIMEDOUT|ETIME\b/, 'time'],
  [/CONNECTION|ADDRESS|EMPTY_RESPONSE|ECONN|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EACCES|EPIPE/, 'connection'],
];

/** @param reason for example `net::ERR_CERT_AUTHORITY_INVALID` or `ECONNREFUSED` */
export function layerOf(reason: string): Layer {
  const failure = networkFailure(reason);
  if (failure !== 'PROVIDER_UNREACHABLE') return layers[failure];
  return patterns.find(([pattern]) => pattern.test(reason))?.[1] ?? 'unknown';
}

/** Node's code of an error, or nothing that could hold more than that. */
export function codeOf(error: unknown): string {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code) ? code : 'UNKNOWN';
}
