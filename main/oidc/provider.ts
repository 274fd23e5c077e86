import * as oauth from 'openid-client';
import { clockToleranceSeconds } from '../assurance/requirement.ts';
import type { Clock, Http } from '../ports.ts';
import { boundedFetch, providerBounds } from './bounded-http.ts';
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
}

export interface ProviderDirectory {
  /** The provider, from a discovery of at most an hour ago. Concurrent callers share one request; failures are not kept. */
  current(): Promise<Provider>;
}

/** CIS2 asks relying parties to read its configuration at run time and to keep it for about an hour (`cis2.md` 5.1). */
const discoveryLifetimeMs = 60 * 60 * 1000;

/** CIS2 signs with RS256 and would announce a change (`cis2.md` 5.2). Never `none`, never a shared secret. */
const signingAlgorithm = 'RS256';

export function createProviderDirectory(
  settings: ProviderSettings,
  ports: { readonly http: Http; readonly clock: Pick<Clock, 'wallMs'> },
): ProviderDirectory {
  let cached: { readonly provider: Promise<Provider>; readonly atMs: number } | undefined;
  return {
    current() {
      const nowMs = ports.clock.wallMs();
      if (!cached || nowMs - cached.atMs >= discoveryLifetimeMs || nowMs < cached.atMs) {
        const provider = discover(settings, ports.http);
        const entry = { provider, atMs: nowMs };
        cached = entry;
        provider.catch(() => {
          if (cached === entry) cached = undefined;
        });
      }
      return cached.provider;
    },
  };
}

/**
 * OpenID Connect Discovery 1.0, section 4.
 *
 * @throws OidcError `PROVIDER_*`
 */
async function discover(settings: ProviderSettings, http: Http): Promise<Provider> {
  const config = await requestMetadata(settings, http);
  const metadata = config.serverMetadata();
  if (metadata.issuer !== settings.issuer) {
    // The library takes an issuer with and without :443 for the same; tokens are compared with this very string (O1, O13).
    throw new OidcError('PROVIDER_ISSUER_MISMATCH', `policy says ${settings.issuer}, metadata says ${metadata.issuer}`);
  }
  for (const name of ['authorization_endpoint', 'token_endpoint', 'userinfo_endpoint', 'jwks_uri'] as const) {
    const endpoint = metadata[name];
    if (endpoint === undefined) throw new OidcError('PROVIDER_BAD_ANSWER', `the metadata has no ${name}`);
    if (!isSecure(endpoint, settings.allowLoopbackHttp)) {
      throw new OidcError('PROVIDER_INSECURE_ENDPOINT', `${name} is not https`);
    }
  }
  // Without this the library believes an ID token that came over TLS without looking at its signature (O4).
  oauth.enableNonRepudiationChecks(config);
  return { config, settings };
}

async function requestMetadata(settings: ProviderSettings, http: Http): Promise<oauth.Configuration> {
  const client: Partial<oauth.ClientMetadata> = {
    token_endpoint_auth_method: 'none',
    id_token_signed_response_alg: signingAlgorithm,
    [oauth.clockTolerance]: clockToleranceSeconds,
  };
  try {
    return await oauth.discovery(new URL(settings.issuer), settings.clientId, client, oauth.None(), {
      // oxlint-disable-next-line typescript/no-deprecated -- marked so to stand out; guarded twice, and each endpoint again in discover()
      execute: settings.allowLoopbackHttp && isLoopbackHttp(settings.issuer) ? [oauth.allowInsecureRequests] : [],
      timeout: providerBounds.timeoutMs / 1000,
      [oauth.customFetch]: (url, options) =>
        boundedFetch(
          http,
          url,
          {
            method: options.method,
            headers: options.headers,
            ...(options.body != null && { body: bodyText(options.body) }),
          },
          providerBounds,
        ),
    });
  } catch (error) {
    throw toOidcError(error, 'discovery');
  }
}

/** Forms are all that this client sends; anything else in this place would be a change to look at. */
function bodyText(body: NonNullable<oauth.FetchBody>): string {
  if (typeof body === 'string') return body;
  if (body instanceof URLSearchParams) return body.toString();
  throw new TypeError('unexpected request body');
}

/** `http://127.0.0.1…`, `http://[::1]…`, `http://localhost…`. */
export function isLoopbackHttp(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
}

function isSecure(url: string, allowLoopbackHttp: boolean): boolean {
  return url.startsWith('https://') || (allowLoopbackHttp && isLoopbackHttp(url));
}
