import * as oauth from 'openid-client';
import { clockToleranceSeconds } from '../assurance/requirement.ts';
import type { Clock, Http, HttpRequest } from '../ports.ts';
import { boundedFetch, providerBounds, type Bounds } from './bounded-http.ts';
import { OidcError, toOidcError } from './errors.ts';

export interface ProviderSettings {
  /** Compared as a string everywhere: CIS2's holds `:443`, which `new URL()` drops. */
  readonly issuer: string;
  readonly clientId: string;
  /** Plain http to a loopback provider: only in an unpackaged build, only for the simulator. */
  readonly allowLoopbackHttp: boolean;
}

/** A provider whose metadata has been fetched and checked. */
export interface Provider {
  readonly config: oauth.Configuration;
  readonly settings: ProviderSettings;
  /** Asks the provider for what the library does not ask for: one request, within the provider's bounds. */
  readonly ask: (url: string, request: Pick<HttpRequest, 'method' | 'headers'>) => Promise<Response>;
  /**
   * Runs a request for tokens with a configuration of its own, which holds the signing keys of the request before and
   * fetches them anew, once, where the `kid` is not among them (O4).
   */
  exchange<Value>(run: (config: oauth.Configuration) => Promise<Value>): Promise<Value>;
}

export interface ProviderDirectory {
  /** The provider, from a discovery of at most an hour ago. Concurrent callers share one request; failures are not kept. */
  current(): Promise<Provider>;
  /** The provider as it is now, whatever was known of it: so it is also shown that it can be reached. */
  anew(): Promise<Provider>;
}

/** CIS2 asks relying parties to read its configuration at run time and to keep it for about an hour (`cis2.md` 5.1). */
const discoveryLifetimeMs = 60 * 60 * 1000;

/** CIS2 signs with RS256 and would announce a change (`cis2.md` 5.2). Never `none`, never a shared secret. */
export const signingAlgorithm = 'RS256';

/**
 * The library looks for an unknown `kid` in a new set of keys only where the one it has is this old (s): so what it has
 * from an earlier request is called older than it is. After 300 s, as it counts, it asks for a new set in any case.
 */
const refetchAgeSeconds = 60;

export function createProviderDirectory(
  settings: ProviderSettings,
  ports: { readonly http: Http; readonly clock: Pick<Clock, 'wallMs'> },
  bounds: Bounds = providerBounds,
): ProviderDirectory {
  let cached: { readonly provider: Promise<Provider>; readonly atMs: number } | undefined;

  function anew(): Promise<Provider> {
    const provider = discover(settings, ports.http, bounds);
    const entry = { provider, atMs: ports.clock.wallMs() };
    cached = entry;
    provider.catch(() => {
      if (cached === entry) cached = undefined;
    });
    return provider;
  }

  return {
    anew,
    current() {
      const nowMs = ports.clock.wallMs();
      const isFresh = cached && nowMs - cached.atMs < discoveryLifetimeMs && nowMs >= cached.atMs;
      return cached && isFresh ? cached.provider : anew();
    },
  };
}

/**
 * OpenID Connect Discovery 1.0, section 4.
 *
 * @throws OidcError `PROVIDER_*`
 */
async function discover(settings: ProviderSettings, http: Http, bounds: Bounds): Promise<Provider> {
  const metadata = await requestMetadata(settings, fetchWithin(http, bounds));
  checkMetadata(metadata, settings);
  const configure = () => configuration(settings, metadata, fetchWithin(http, bounds, metadata.jwks_uri));
  let keys: oauth.ExportedJWKSCache | undefined;
  return {
    config: configure(),
    settings,
    ask: (url, request) => boundedFetch(http, url, request, bounds),
    async exchange(run) {
      const config = configure();
      if (keys) oauth.setJwksCache(config, keys);
      try {
        return await run(config);
      } finally {
        const used = oauth.getJwksCache(config);
        if (used?.uat !== keys?.uat) keys = used && { jwks: used.jwks, uat: used.uat - refetchAgeSeconds };
      }
    },
  };
}

async function requestMetadata(
  settings: ProviderSettings,
  customFetch: oauth.CustomFetch,
): Promise<oauth.ServerMetadata> {
  try {
    const discovered = await oauth.discovery(new URL(settings.issuer), settings.clientId, undefined, oauth.None(), {
      // oxlint-disable-next-line typescript/no-deprecated -- marked so to stand out; guarded twice, and each endpoint again in checkMetadata()
      execute: isPlainHttpAllowed(settings) ? [oauth.allowInsecureRequests] : [],
      [oauth.customFetch]: customFetch,
    });
    return discovered.serverMetadata();
  } catch (error) {
    throw toOidcError(error, 'discovery');
  }
}

function checkMetadata(metadata: oauth.ServerMetadata, settings: ProviderSettings): void {
  if (metadata.issuer !== settings.issuer) {
    // The library takes an issuer with and without :443 for the same; tokens are compared with this very string (O1, O13).
    throw new OidcError('PROVIDER_ISSUER_MISMATCH', `policy says ${settings.issuer}, metadata says ${metadata.issuer}`);
  }
  for (const name of ['authorization_endpoint', 'token_endpoint', 'userinfo_endpoint', 'jwks_uri'] as const) {
    if (metadata[name] === undefined) throw new OidcError('PROVIDER_BAD_ANSWER', `the metadata has no ${name}`);
    checkEndpoint(name, metadata[name], settings);
  }
  for (const name of ['revocation_endpoint', 'end_session_endpoint'] as const) {
    if (metadata[name] !== undefined) checkEndpoint(name, metadata[name], settings);
  }
}

/** What stands in metadata can be anything, whatever its type says. */
function checkEndpoint(name: string, endpoint: unknown, settings: ProviderSettings): void {
  if (typeof endpoint !== 'string' || !URL.canParse(endpoint)) {
    throw new OidcError('PROVIDER_BAD_ANSWER', `${name} is no URL`);
  }
  if (!isSecure(endpoint, settings.allowLoopbackHttp)) {
    throw new OidcError('PROVIDER_INSECURE_ENDPOINT', `${name} is not https`);
  }
}

function configuration(
  settings: ProviderSettings,
  metadata: oauth.ServerMetadata,
  customFetch: oauth.CustomFetch,
): oauth.Configuration {
  const client: Partial<oauth.ClientMetadata> = {
    token_endpoint_auth_method: 'none',
    id_token_signed_response_alg: signingAlgorithm,
    [oauth.clockTolerance]: clockToleranceSeconds,
  };
  const config = new oauth.Configuration(metadata, settings.clientId, client, oauth.None());
  config[oauth.customFetch] = customFetch;
  // oxlint-disable-next-line typescript/no-deprecated -- as in requestMetadata()
  if (isPlainHttpAllowed(settings)) oauth.allowInsecureRequests(config);
  // Without this the library believes an ID token that came over TLS without looking at its signature (O4).
  oauth.enableNonRepudiationChecks(config);
  return config;
}

/** Time and size are ours to bound: the library's own signal ends no body that has begun. */
function fetchWithin(http: Http, bounds: Bounds, keysUrl?: string): oauth.CustomFetch {
  return async (url, { method, headers, body }) => {
    const request = { method, headers, ...(body != null && { body: bodyText(body) }) };
    const response = await boundedFetch(http, url, request, bounds);
    // The library asks for `new URL(…)`, which drops :443, and would tell the status as one of the token endpoint.
    if (keysUrl !== undefined && url === new URL(keysUrl).href && response.status !== 200) {
      const code = response.status >= 500 ? 'PROVIDER_FAILED' : 'PROVIDER_BAD_ANSWER';
      throw new OidcError(code, `signing keys: HTTP ${response.status}`);
    }
    return response;
  };
}

/** Forms are all that this client sends; anything else in this place would be a change to look at. */
function bodyText(body: NonNullable<oauth.FetchBody>): string {
  if (typeof body === 'string') return body;
  if (body instanceof URLSearchParams) return body.toString();
  throw new OidcError('INTERNAL', 'unexpected request body');
}

/** `http://127.0.0.1…`, `http://[::1]…`, `http://localhost…`. */
export function isLoopbackHttp(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
}

function isPlainHttpAllowed({ allowLoopbackHttp, issuer }: ProviderSettings): boolean {
  return allowLoopbackHttp && isLoopbackHttp(issuer);
}

function isSecure(url: string, allowLoopbackHttp: boolean): boolean {
  return url.startsWith('https://') || (allowLoopbackHttp && isLoopbackHttp(url));
}
