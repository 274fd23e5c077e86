import type { FailureCode } from '../../preload/failures.ts';
import { boundedFetch, hostOf, type Bounds } from '../oidc/bounded-http.ts';
import { OidcError } from '../oidc/errors.ts';
import type { Action } from '../policy/schema.ts';
import type { Clock, Http, Log, OpenBrowser, Random } from '../ports.ts';
import type { Intent, SendAnswer } from '../session/events.ts';
import type { ETags } from './etags.ts';
import { operationOutcomeCode, rowsOf } from './fhir.ts';

/** NHS API guidance is 15 to 30 s for a call (`cis2.md` section 5.5). */
const apiBounds: Bounds = { timeoutMs: 20_000, maxBytes: 1_048_576 };

export interface SendPorts {
  readonly http: Http;
  readonly clock: Pick<Clock, 'wallMs' | 'monotonicMs' | 'after'>;
  readonly random: Pick<Random, 'uuid' | 'fraction'>;
  readonly log: Pick<Log, 'info'>;
  readonly openBrowser: OpenBrowser;
  readonly etags: ETags;
  /** The only origins that a bearer is sent to: `allowedOrigins(policy)`. */
  readonly allowedOrigins: ReadonlySet<string>;
}

/**
 * Sends the request of an action with the bearer that its intent was judged by. Never rejects: every end is an outcome.
 * What may have been done without our hearing of it is `unknown`, is said to be so, and is never repeated by itself
 * (HAZ-06). Reading changes nothing, so a read without an answer is merely refused.
 */
export async function sendAction(intent: Intent, ports: SendPorts): Promise<SendAnswer> {
  const { requestId } = intent;
  const { request } = intent.action;
  if ('open' in request) throw new TypeError('a page is opened, not sent');
  const outcome = (kind: 'refused' | 'unknown', code: FailureCode, detail: string): SendAnswer => ({
    kind,
    problem: { code, detail, correlationId: requestId, atMs: ports.clock.wallMs() },
  });
  let response: Response;
  try {
    response = await boundedFetch(ports.http, request.url, requestOf(intent, request), apiBounds);
  } catch (error) {
    const detail = error instanceof OidcError ? error.message : `${hostOf(request.url)}: no answer`;
    return changesNothing(request)
      ? outcome('refused', 'API_UNREACHABLE', detail)
      : outcome('unknown', 'API_OUTCOME_UNKNOWN', detail);
  }
  const body = await jsonOf(response);
  const detail = `HTTP ${response.status}${detailCode(body)}`;
  if (response.ok) {
    // It was done; an answer that we cannot read does not undo it.
    if (body === undefined && changesNothing(request))
      return outcome('refused', 'API_BAD_ANSWER', `${detail}, not JSON`);
    return { kind: 'ok', rows: rowsOf(body), reference: requestId };
  }
  if (response.status >= 500 && !changesNothing(request)) return outcome('unknown', 'API_OUTCOME_UNKNOWN', detail);
  return outcome('refused', refusalCode(response.status, operationOutcomeCode(body)), detail);
}

type Sent = Exclude<Action['request'], { readonly open: string }>;

function requestOf({ requestId, established }: Intent, request: Sent) {
  return {
    method: request.method,
    headers: {
      authorization: `Bearer ${established.tokens.accessToken}`,
      accept: 'application/fhir+json',
      'x-request-id': requestId,
      'x-correlation-id': requestId,
      ...(request.method !== 'GET' && { 'content-type': 'application/fhir+json' }),
    },
    ...(request.method !== 'GET' && { body: JSON.stringify(request.body) }),
  };
}

function changesNothing(request: Sent): boolean {
  return request.method === 'GET';
}

function refusalCode(status: number, code: string | undefined): FailureCode {
  if (code === 'ACCESS_DENIED_LEVEL') return 'API_LEVEL_TOO_LOW';
  return status === 401 ? 'API_ACCESS_EXPIRED' : 'API_REFUSED';
}

/** Only a code that looks like one: what a server sends is not put on screen as it comes. */
function detailCode(body: unknown): string {
  const code = operationOutcomeCode(body);
  return code !== undefined && /^[A-Z0-9_]{1,60}$/.test(code) ? `, ${code}` : '';
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}
