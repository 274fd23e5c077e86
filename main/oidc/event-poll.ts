import type { FailureCode } from '../../preload/failures.ts';
import { isObject } from '../identity/reading.ts';
import type { Clock, Http } from '../ports.ts';
import { boundedFetch } from './bounded-http.ts';
import { OidcError } from './errors.ts';
import { retryAfterMs } from './retry-after.ts';
import type { SetErrorCode } from './security-event.ts';

/** What the provider is told of the events that it delivered: it sends each again until it was told (RFC 8936 section 2.3). */
export interface EventReport {
  readonly ack: readonly string[];
  readonly setErrs: Readonly<Record<string, { readonly err: SetErrorCode; readonly description: string }>>;
}

export interface EventPoll {
  readonly eventsUri: string;
  readonly accessToken: string;
  readonly report: EventReport;
  /** False: the provider holds its answer until there is an event, as long as it likes. */
  readonly returnImmediately: boolean;
  /** Gives up waiting. */
  readonly signal: AbortSignal;
}

export type PollAnswer =
  | { readonly kind: 'events'; readonly sets: ReadonlyMap<string, string> }
  /** HTTP 401: the bearer is not taken. */
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'trouble'; readonly code: FailureCode; readonly detail: string; readonly retryAfterMs?: number };

/** Few enough to be checked in a moment; there is more than one in a queue only where a session was ended twice. */
const maxEvents = 20;

/** The caller's signal ends a poll; this bound is behind it for a caller that forgets. */
const bounds = { timeoutMs: 60_000, maxBytes: 1_048_576 };

/** One poll after RFC 8936, section 2. Never rejects. */
export async function pollEvents(
  { eventsUri, accessToken, report, returnImmediately, signal }: EventPoll,
  { http, clock }: { readonly http: Http; readonly clock: Pick<Clock, 'wallMs'> },
): Promise<PollAnswer> {
  try {
    const headers = {
      authorization: `Bearer ${accessToken}`,
      'content-type': 'application/json',
      'content-language': 'en',
      accept: 'application/json',
    };
    const body = JSON.stringify({ ...report, maxEvents, returnImmediately });
    const response = await boundedFetch(http, eventsUri, { method: 'POST', headers, body, signal }, bounds);
    if (response.status === 200) return readEvents(await response.text());
    if (response.status === 401) return { kind: 'unauthorized' };
    const waitMs = retryAfterMs(response.headers, clock.wallMs());
    return {
      kind: 'trouble',
      code: response.status >= 500 ? 'PROVIDER_FAILED' : 'PROVIDER_BAD_ANSWER',
      detail: `events: HTTP ${response.status}`,
      ...(waitMs !== undefined && { retryAfterMs: waitMs }),
    };
  } catch (error) {
    if (error instanceof OidcError) return { kind: 'trouble', code: error.code, detail: error.message };
    return { kind: 'trouble', code: 'INTERNAL', detail: 'events: unforeseen error' };
  }
}

function readEvents(text: string): PollAnswer {
  const parsed = parse(text);
  const sets = isObject(parsed) ? (parsed['sets'] ?? {}) : undefined;
  if (!isObject(parsed) || !isObject(sets)) {
    return { kind: 'trouble', code: 'PROVIDER_BAD_ANSWER', detail: 'events: the answer is not what RFC 8936 says' };
  }
  // What is no text cannot be a signed token either, and is refused as one further on.
  const entries = Object.entries(sets).map(([jti, set]) => [jti, typeof set === 'string' ? set : ''] as const);
  return { kind: 'events', sets: new Map(entries) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON is no object either: said as trouble by the caller.
    return undefined;
  }
}
