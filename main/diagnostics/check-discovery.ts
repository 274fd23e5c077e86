import type { Fixer } from '../../preload/diagnostics.ts';
import { OidcError } from '../oidc/errors.ts';
import { signingAlgorithm } from '../oidc/provider.ts';
import type { Policy } from '../policy/schema.ts';
import { fail, noProvider, pass, type Check, type Finding } from './check.ts';
import { layerOf } from './layer.ts';
import { troubleOf } from './probe.ts';
import type { Target } from './target.ts';

/** OpenID Connect Discovery 1.0, read by the very code that a log-in uses; then what this client needs beyond that. */
export const checkDiscovery: Check = {
  id: 'discovery',
  async run({ probe }) {
    const { target, policy } = probe;
    if (!target || !policy) return noProvider();
    const host = target.hostname;
    try {
      const metadata = (await probe.provider()).config.serverMetadata();
      const algorithms: unknown = metadata.id_token_signing_alg_values_supported;
      if (Array.isArray(algorithms) && !algorithms.includes(signingAlgorithm)) {
        return fail('DISCOVERY_NO_ALGORITHM', { host, expected: signingAlgorithm }, serviceFixer(policy));
      }
      // Absent says nothing: RFC 8414 leaves it out where PKCE is not told of.
      const challenges: unknown = metadata.code_challenge_methods_supported;
      if (Array.isArray(challenges) && !challenges.includes('S256')) {
        return fail('DISCOVERY_NO_PKCE', { host, expected: 'S256' }, serviceFixer(policy));
      }
      return pass('DISCOVERY_GOOD', { host });
    } catch (error) {
      return refused(error, target, policy);
    }
  },
};

/** Who runs what answers at the issuer: the organisation's own gateway, or NHS England. */
export function serviceFixer({ provider: { topology } }: Policy): Fixer {
  return topology === 'gateway' ? 'localIt' : 'nationalServiceDesk';
}

function refused(error: unknown, { hostname: host }: Target, policy: Policy): Finding {
  if (!(error instanceof OidcError)) throw error;
  const { reason } = troubleOf(error);
  const theirs = serviceFixer(policy);
  switch (error.code) {
    case 'PROVIDER_UNREACHABLE':
    case 'PROVIDER_OFFLINE':
    case 'PROVIDER_NAME_UNKNOWN':
    case 'PROVIDER_PROXY_FAILED':
    case 'PROVIDER_CERTIFICATE':
    case 'PROVIDER_CERTIFICATE_DATE':
    case 'PROVIDER_TLS':
      return fail('DISCOVERY_UNREACHABLE', { host, layer: layerOf(reason), error: reason }, 'localIt');
    // It may be the proxy's answer by HTTP, which has no name of the network's.
    case 'PROVIDER_PROXY_LOGIN':
      return fail('DISCOVERY_UNREACHABLE', { host, layer: 'proxy', error: error.code }, 'localIt');
    case 'PROVIDER_TIMED_OUT':
      return fail('DISCOVERY_UNREACHABLE', { host, layer: 'time', error: error.code }, 'localIt');
    case 'PROVIDER_REDIRECTED':
      // A network that wants somebody to agree to something first answers so.
      return fail('DISCOVERY_REDIRECTED', { host, layer: 'service' }, 'localIt');
    case 'PROVIDER_ISSUER_MISMATCH':
      return fail('DISCOVERY_OTHER_ISSUER', { host }, 'localIt');
    case 'PROVIDER_INSECURE_ENDPOINT':
      return fail('DISCOVERY_NOT_HTTPS', { host }, theirs);
    case 'PROVIDER_FAILED':
      return fail('DISCOVERY_SERVICE_FAILED', { host, layer: 'service' }, theirs);
    default:
      // HTML in its place is a web filter's page, most often.
      return fail('DISCOVERY_BAD_ANSWER', { host, layer: 'service' }, 'localIt');
  }
}
