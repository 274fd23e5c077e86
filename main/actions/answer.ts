import type { FailureCode } from '../../preload/failures.ts';
import type { ResultRow } from '../../preload/session-view.ts';
import type { SessionLevel } from '../assurance/level.ts';
import { wasNeverSent } from '../oidc/bounded-http.ts';
import type { OidcError } from '../oidc/errors.ts';
import type { Challenge } from '../session/events.ts';
import { askedToComeBack, type Exchange } from './call.ts';
import { challengeIn, isRoleRefusal } from './challenge.ts';
import { issuesOf, oauthErrorOf, refusalRows, rowsOf } from './fhir.ts';

/** What an exchange comes to, before it is given its ids and its moment. */
export type Judgement =
  | { readonly kind: 'ok'; readonly rows: ResultRow[] }
  | { readonly kind: 'refused'; readonly code: FailureCode; readonly detail: string; readonly rows: ResultRow[] }
  | { readonly kind: 'unknown'; readonly code: FailureCode; readonly detail: string }
  | { readonly kind: 'challenged'; readonly challenge: Challenge; readonly detail: string };

/** What was asked, as far as its answer depends on it. */
export interface Asked {
  readonly method: string;
  /** Whether the version that was read went along. */
  readonly ifMatch: boolean;
  /** The level of the bearer's session. */
  readonly level: SessionLevel;
}

/**
 * What may have been done without our hearing of it is `unknown` (HAZ-06); a read changes nothing, so without an answer it is
 * merely refused. `detail` holds statuses and codes alone: the words of a service stay on the screen.
 */
export function judge(exchange: Exchange, asked: Asked): Judgement {
  if (exchange.kind === 'noAnswer') return judgeSilence(exchange.error, asked);
  const { status, body } = exchange;
  if (status >= 200 && status <= 299) return judgeSuccess(exchange, asked);
  const json = body.kind === 'json' ? body.value : undefined;
  const refusal = { status, headers: exchange.headers, body: json };
  const challenged = challengeIn(refusal, asked.level);
  if (challenged) {
    const { challenge, saidBy } = challenged;
    return { kind: 'challenged', challenge, detail: `HTTP ${status}, ${saidBy}` };
  }
  const detail = `HTTP ${status}${codeIn(json)}`;
  const mayBeDone = asked.method !== 'GET' && (status >= 500 || status === 408);
  if (mayBeDone && !askedToComeBack(asked, exchange)) return { kind: 'unknown', code: 'API_OUTCOME_UNKNOWN', detail };
  return { kind: 'refused', code: refusalCode(exchange, json, asked), detail, rows: refusalRows(json) };
}

function judgeSilence(error: OidcError, { method }: Asked): Judgement {
  const detail = error.message;
  const redirected = error.code === 'PROVIDER_REDIRECTED';
  if (method !== 'GET' && !wasNeverSent(error)) {
    return { kind: 'unknown', code: redirected ? 'API_REDIRECTED' : 'API_OUTCOME_UNKNOWN', detail };
  }
  if (redirected) return { kind: 'refused', code: 'API_REDIRECTED', detail, rows: [] };
  const code = error.code === 'PROVIDER_BAD_ANSWER' ? 'API_BAD_ANSWER' : 'API_UNREACHABLE';
  return { kind: 'refused', code, detail, rows: [] };
}

function judgeSuccess({ status, body }: Extract<Exchange, { kind: 'answered' }>, { method }: Asked): Judgement {
  if (body.kind === 'json') return { kind: 'ok', rows: rowsOf(body.value) };
  if (method !== 'GET' && body.kind === 'empty') return { kind: 'ok', rows: [] };
  const detail = `HTTP ${status}, not JSON`;
  // A page of a proxy says 200 as well, and then the service may never have heard of it.
  return method === 'GET'
    ? { kind: 'refused', code: 'API_BAD_ANSWER', detail, rows: [] }
    : { kind: 'unknown', code: 'API_OUTCOME_UNKNOWN', detail };
}

function refusalCode(
  exchange: Extract<Exchange, { kind: 'answered' }>,
  body: unknown,
  { method, ifMatch }: Asked,
): FailureCode {
  const { status, headers } = exchange;
  if (askedToComeBack({ method }, exchange)) return 'API_BUSY';
  if (isRoleRefusal({ status, headers, body })) return 'API_ROLE_REFUSED';
  const issues = issuesOf(body);
  const conflicts = issues.some(({ code }) => code === 'RESOURCE_VERSION_MISMATCH');
  // A 409 without a version is about something else: a duplicate, say.
  if (status === 412 || (status === 409 && (ifMatch || conflicts))) return 'API_VERSION_CONFLICT';
  // e-RS and the platform also say 401 of what another token of the same person would not mend.
  const lasting =
    issues.some(({ type }) => type === 'forbidden') || oauthErrorOf(body)?.error === 'unauthorized_client';
  return status === 401 && !lasting ? 'API_ACCESS_EXPIRED' : 'API_REFUSED';
}

function codeIn(body: unknown): string {
  const code = issuesOf(body)[0]?.code ?? oauthErrorOf(body)?.error;
  return code === undefined ? '' : `, ${code}`;
}
