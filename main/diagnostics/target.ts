/** The log-in service as the network sees it. */
export interface Target {
  /** The issuer as policy has it. */
  readonly url: string;
  /** OpenID Connect Discovery 1.0, section 4. */
  readonly discoveryUrl: string;
  /** Without a port. */
  readonly hostname: string;
  readonly port: number;
  readonly usesTls: boolean;
  /** On this computer: a simulator. */
  readonly isLoopback: boolean;
}

export function targetOf(issuer: string): Target | undefined {
  const parsed = URL.parse(issuer);
  if (parsed === null) return undefined;
  const usesTls = parsed.protocol === 'https:';
  const hostname = parsed.hostname.replace(/^\[|\]$/g, '');
  return {
    url: issuer,
    discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    hostname,
    port: parsed.port === '' ? (usesTls ? 443 : 80) : Number(parsed.port),
    usesTls,
    isLoopback: ['127.0.0.1', '::1', 'localhost'].includes(hostname),
  };
}

/** Whether it is a number already, and no name that somebody has to look up. */
export function isAddress(hostname: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(hostname) || hostname.includes(':');
}

/** Whether Chromium goes there without a proxy. */
export function isDirect(proxy: string): boolean {
  return /^\s*DIRECT\s*(;|$)/i.test(proxy);
}
