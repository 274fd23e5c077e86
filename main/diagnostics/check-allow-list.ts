import { boundedFetch } from '../oidc/bounded-http.ts';
import type { Http } from '../ports.ts';
import { fail, notRun, pass, warn, type Check, type CheckPorts, type Facts } from './check.ts';
import { layerOf } from './layer.ts';
import { requestBounds, troubleOf } from './probe.ts';
import { isAddress } from './target.ts';

/** What people's browsers and this app need on the network (R5); each must be let through on port 443. */
export const nationalHosts = [
  'am.nhsidentity.spineservices.nhs.uk',
  'trustedurl.national.ncrs.nhs.uk',
  'manage-care-identities.care-identity-service2.nhs.uk',
] as const;
/** Reached on the NHS's own network (HSCN) alone, so it proves nothing elsewhere. */
export const hscnHost = 'gas.national.ncrs.nhs.uk';

/** Whether the hosts that a network has to let through answer, and not a proxy or a web filter in their place, as far as that shows. */
export const checkAllowList: Check = {
  id: 'allowList',
  async run(ports) {
    const { target, policy } = ports.probe;
    const own = [...(policy?.apiOrigins ?? []), ...(policy?.actions ?? []).flatMap(originsOf)];
    // A build that is not packaged has no business with the live service, nor has a simulator's.
    const national = ports.packaged && !target?.isLoopback ? nationalHosts.map((host) => `https://${host}`) : [];
    const origins = [...new Set([...national, ...own])];
    if (origins.length === 0) return notRun('ALLOW_LIST_NONE');
    const hosts = origins.map((origin) => new URL(origin).hostname);
    const [hscn, ...answers] = await Promise.all([
      national.length > 0 ? reach(ports, `https://${hscnHost}`, hosts) : undefined,
      ...origins.map((origin) => reach(ports, origin, hosts)),
    ]);
    const blocked = answers.filter((answer) => answer.kind === 'none');
    const [first] = blocked;
    if (first) {
      const { host, reason } = first;
      const facts = { host, layer: layerOf(reason), error: reason, count: blocked.length };
      return fail('ALLOW_LIST_BLOCKED', facts, 'localIt');
    }
    const doubtful = answers.filter((answer) => answer.kind === 'doubtful');
    const [odd] = doubtful;
    if (odd) return warn(odd.finding, { host: odd.host, ...odd.facts, count: doubtful.length }, 'localIt');
    const count = origins.length;
    return hscn === undefined || hscn.kind === 'good'
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

type Reached =
  | { readonly kind: 'good' }
  /** Something answered as a proxy or a web filter does, and as the host itself may. */
  | {
      readonly kind: 'doubtful';
      readonly host: string;
      readonly finding: 'ALLOW_LIST_REFUSED' | 'ALLOW_LIST_REDIRECTED';
      readonly facts: Facts;
    }
  /** `reason`: the network's name for why there was no answer. */
  | { readonly kind: 'none'; readonly host: string; readonly reason: string };

/** Forbidden, unavailable for legal reasons, network authentication required (RFC 9110, 7725, 6585). */
const refusals: readonly number[] = [403, 451, 511];

/**
 * The root first. Some hosts refuse it or send elsewhere by themselves, so a doubtful answer is asked for once more, under a
 * name that most servers just say they have not got: a filter answers that one in the same way.
 */
async function reach(ports: Pick<CheckPorts, 'http'>, origin: string, hosts: readonly string[]): Promise<Reached> {
  const root = await answerOf(ports, `${origin}/`, hosts, requestBounds.timeoutMs);
  if (root.kind !== 'doubtful') return root;
  const other = await answerOf(ports, `${origin}/robots.txt`, hosts, secondTimeoutMs);
  return other.kind === 'good' ? other : root;
}
/** What is left of a check's time, nearly, if the first answer took all of its own. */
const secondTimeoutMs = 1_500;

async function answerOf(
  { http }: Pick<CheckPorts, 'http'>,
  url: string,
  hosts: readonly string[],
  timeoutMs: number,
): Promise<Reached> {
  const host = new URL(url).hostname;
  const seen: { location: string | null } = { location: null };
  const watched: Http = async (asked, request) => {
    const response = await http(asked, request);
    seen.location = response.headers.get('location');
    return response;
  };
  try {
    const { status } = await boundedFetch(
      watched,
      url,
      { method: 'HEAD', headers: {} },
      { ...requestBounds, timeoutMs },
    );
    return refusals.includes(status)
      ? { kind: 'doubtful', host, finding: 'ALLOW_LIST_REFUSED', facts: { status } }
      : { kind: 'good' };
  } catch (error) {
    const { code, reason } = troubleOf(error);
    if (code === 'PROVIDER_BAD_ANSWER') return { kind: 'good' };
    if (code !== 'PROVIDER_REDIRECTED') return { kind: 'none', host, reason };
    // Electron does not say where to.
    const actual = seen.location === null ? undefined : URL.parse(seen.location, url)?.hostname;
    if (actual !== undefined && [host, ...hosts].some((known) => isSameDomain(known, actual))) return { kind: 'good' };
    return {
      kind: 'doubtful',
      host,
      finding: 'ALLOW_LIST_REDIRECTED',
      facts: actual === undefined ? {} : { actual },
    };
  }
}

/** Whether `other` is that very host, below it, or beside it in a domain of one organisation: `nhs.uk` is none. */
function isSameDomain(one: string, other: string): boolean {
  const below = (host: string, domain: string) => host === domain || host.endsWith(`.${domain}`);
  if (below(other, one)) return true;
  const parent = one.split('.').slice(1);
  return parent.length >= (parent.at(-1) === 'uk' ? 3 : 2) && !isAddress(one) && below(other, parent.join('.'));
}
