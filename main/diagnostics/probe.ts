import { boundedFetch, type Bounds } from '../oidc/bounded-http.ts';
import { OidcError } from '../oidc/errors.ts';
import { reasonOf } from '../oidc/network-trouble.ts';
import { createProviderDirectory, type Provider } from '../oidc/provider.ts';
import type { Policy } from '../policy/schema.ts';
import type { CheckPorts } from './check.ts';
import { targetOf, type Target } from './target.ts';

/** Shorter than the limit of a check, so that a check says what it waited for instead of being cut off. */
export const requestBounds: Bounds = { timeoutMs: 8_000, maxBytes: 1_048_576 };

/** How the log-in service answered the app's own way to the network. */
export type Answer =
  | {
      readonly kind: 'answered';
      /** Its `Date` header (ms since the epoch), where it had a good one. */
      readonly serverMs: number | undefined;
      /** The middle of the request by this computer's clock. */
      readonly localMs: number;
      readonly status: number;
    }
  /** `reason`: Chromium's or Node's name for it. */
  | { readonly kind: 'failed'; readonly code: string; readonly reason: string };

/** What several checks ask of the log-in service. Each question goes out once a run; none of them rejects but `provider`. */
export interface Probe {
  readonly target: Target | undefined;
  readonly policy: Policy | undefined;
  /** As `resolveProxy` has it; `undefined` where Chromium did not say. */
  proxy(): Promise<string | undefined>;
  answer(): Promise<Answer>;
  /** @throws OidcError `PROVIDER_*` */
  provider(): Promise<Provider>;
}

export type ProbePorts = Pick<CheckPorts, 'policy' | 'http' | 'clock' | 'resolveProxy' | 'packaged'>;

export function createProbe(ports: ProbePorts): Probe {
  const policy = ports.policy.ok ? ports.policy.policy : undefined;
  const target = policy && targetOf(policy.provider.issuer);
  return {
    target,
    policy,
    proxy: once(async () => {
      try {
        return target && (await ports.resolveProxy(target.url));
      } catch {
        return undefined;
      }
    }),
    answer: once(() => ask(ports, target?.discoveryUrl ?? '')),
    provider: once(async () => {
      const { issuer, clientId } = policy?.provider ?? { issuer: '', clientId: '' };
      const settings = { issuer, clientId, allowLoopbackHttp: !ports.packaged };
      return createProviderDirectory(settings, ports, requestBounds).anew();
    }),
  };
}

async function ask({ http, clock }: Pick<CheckPorts, 'http' | 'clock'>, url: string): Promise<Answer> {
  const startedMs = clock.wallMs();
  try {
    const { headers, status } = await boundedFetch(http, url, { method: 'GET', headers: {} }, requestBounds);
    const serverMs = Date.parse(headers.get('date') ?? '') + ageMs(headers);
    return {
      kind: 'answered',
      serverMs: Number.isNaN(serverMs) ? undefined : serverMs,
      localMs: (startedMs + clock.wallMs()) / 2,
      status,
    };
  } catch (error) {
    return { kind: 'failed', ...troubleOf(error) };
  }
}

/** How long a cache on the way has had the answer, whose `Date` is then as old (RFC 9111 sections 4.2.3 and 5.1). */
function ageMs(headers: Headers): number {
  const age = headers.get('age') ?? '';
  return /^\d{1,9}$/.test(age) ? Number(age) * 1000 : 0;
}

/** Whether Chromium got as far as an answer by HTTP, whatever it was: the way there and its certificate are good, then. */
export function wasReached(answer: Answer): boolean {
  return answer.kind === 'answered' || ['PROVIDER_REDIRECTED', 'PROVIDER_BAD_ANSWER'].includes(answer.code);
}

/** Code and name of what a request of the app's own ran into: Chromium's or Node's, and ours where the network gave none. */
export function troubleOf(error: unknown): { readonly code: string; readonly reason: string } {
  if (!(error instanceof OidcError)) return { code: 'INTERNAL', reason: 'unknown' };
  if (error.code === 'PROVIDER_TIMED_OUT') return { code: error.code, reason: 'ETIMEDOUT' };
  return { code: error.code, reason: error.cause === undefined ? error.code : reasonOf(error.cause) };
}

function once<Value>(ask: () => Promise<Value>): () => Promise<Value> {
  let asked: Promise<Value> | undefined;
  return () => (asked ??= ask());
}
