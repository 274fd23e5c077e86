import { createPublicKey } from 'node:crypto';
import { isObject } from '../identity/reading.ts';
import { signingAlgorithm } from '../oidc/provider.ts';
import { OidcError } from '../oidc/errors.ts';
import { fail, noProvider, notRun, pass, type Check } from './check.ts';
import { serviceFixer } from './check-discovery.ts';
import { layerOf } from './layer.ts';
import { troubleOf } from './probe.ts';

/** Something did answer, and it was not keys. */
const answered: readonly string[] = ['PROVIDER_REDIRECTED', 'PROVIDER_BAD_ANSWER'];
/** RFC 7518 section 3.3 */
const leastBits = 2048;

/** The keys with which the log-in service signs (JWKS): at least one that this app could check a signature with. */
export const checkSigningKeys: Check = {
  id: 'signingKeys',
  async run({ probe }) {
    const { target, policy } = probe;
    if (!target || !policy) return noProvider();
    const host = target.hostname;
    const provider = await probe.provider().catch(() => undefined);
    if (!provider) return notRun('KEYS_NO_DISCOVERY', { host });
    const keysUrl = provider.config.serverMetadata().jwks_uri ?? '';
    let keys: unknown;
    try {
      const response = await provider.ask(keysUrl, {
        method: 'GET',
        headers: { accept: 'application/json' },
      });
      if (response.status !== 200) {
        return fail('KEYS_NOT_READ', { host, status: response.status }, serviceFixer(policy));
      }
      const answer: unknown = await response.json();
      keys = isObject(answer) ? answer['keys'] : undefined;
    } catch (error) {
      // They may be on another host than the log-in service, which the network has to let through as well.
      if (error instanceof OidcError && !answered.includes(error.code)) {
        const { reason } = troubleOf(error);
        const keysHost = URL.parse(keysUrl)?.hostname ?? host;
        return fail('KEYS_NOT_REACHED', { host: keysHost, layer: layerOf(reason), error: reason }, 'localIt');
      }
      return fail('KEYS_NOT_READ', { host }, serviceFixer(policy));
    }
    const count = Array.isArray(keys) ? keys.filter(isUsable).length : 0;
    return count > 0 ? pass('KEYS_USABLE', { host, count }) : fail('KEYS_NONE_USABLE', { host }, serviceFixer(policy));
  },
};

function isUsable(key: unknown): boolean {
  if (!isObject(key) || key['kty'] !== 'RSA') return false;
  if ((key['use'] ?? 'sig') !== 'sig' || (key['alg'] ?? signingAlgorithm) !== signingAlgorithm) return false;
  try {
    const { asymmetricKeyDetails } = createPublicKey({ key, format: 'jwk' });
    return (asymmetricKeyDetails?.modulusLength ?? 0) >= leastBits;
  } catch {
    return false;
  }
}
