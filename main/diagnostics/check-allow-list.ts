import { boundedFetch } from '../oidc/bounded-http.ts';
import { OidcError } from '../oidc/errors.ts';
import { fail, notRun, pass, type Check, type CheckPorts } from './check.ts';
import { layerOf } from './layer.ts';
import { requestBounds, troubleOf } from './probe.ts';

/** What people's browsers and this app need on the network (R5); each must be let through on port 443. */
export const nationalHosts = [
  'am.nhsidentity.spineservices.nhs.uk',
  'trustedurl.national.ncrs.nhs.uk',
  'manage-care-identities.care-identity-service2.nhs.uk',
] as const;
/** Reached on the NHS's own network (HSCN) alone, so it proves nothing elsewhere. */
export const hscnHost = 'gas.national.ncrs.nhs.uk';

/** Whether the hosts that a network has to let through answer at all; what they answer is not looked at. */
export const checkAllowList: Check = {
  id: 'allowList',
  async run(ports) {
    const { target, policy } = ports.probe;
    const own = [...(policy?.apiOrigins ?? []), ...(policy?.actions ?? []).flatMap(originsOf)];
    // A build that is not packaged has no business with the live service, nor has a simulator's.
    const national = ports.packaged && !target?.isLoopback ? nationalHosts.map((host) => `https://${host}`) : [];
    const origins = [...new Set([...national, ...own])];
    if (origins.length === 0) return notRun('ALLOW_LIST_NONE');
    const [hscn, ...answers] = await Promise.all([
      national.length > 0 ? trouble(ports, `https://${hscnHost}`) : undefined,
      ...origins.map(async (origin) => ({ origin, reason: await trouble(ports, origin) })),
    ]);
    const failed = answers.filter(({ reason }) => reason !== undefined);
    const [first] = failed;
    if (first) {
      const reason = first.reason ?? '';
      const host = new URL(first.origin).hostname;
      return fail(
        'ALLOW_LIST_BLOCKED',
        { host, layer: layerOf(reason), error: reason, count: failed.length },
        'localIt',
      );
    }
    const count = origins.length;
    return hscn === undefined
      ? pass('ALLOW_LIST_OPEN', { count })
      : pass('ALLOW_LIST_NO_HSCN', { count, host: hscnHost });
  },
};

function originsOf(action: { readonly request: object }): string[] {
  const { request } = action;
  const url: unknown = 'url' in request ? request.url : undefined;
  const parsed = typeof url === 'string' ? URL.parse(url) : null;
  return parsed === null ? [] : [parsed.origin];
}

/** Any answer will do, a refusal and a redirect among them. @returns the network's name for why there was none */
async function trouble({ http }: Pick<CheckPorts, 'http'>, origin: string): Promise<string | undefined> {
  try {
    await boundedFetch(http, `${origin}/`, { method: 'HEAD', headers: {} }, requestBounds);
    return undefined;
  } catch (error) {
    if (error instanceof OidcError && ['PROVIDER_REDIRECTED', 'PROVIDER_BAD_ANSWER'].includes(error.code))
      return undefined;
    const { code, reason } = troubleOf(error);
    return code === 'PROVIDER_TIMED_OUT' ? 'ETIMEDOUT' : reason;
  }
}
