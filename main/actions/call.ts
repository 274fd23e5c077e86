import { boundedFetch } from '../oidc/bounded-http.ts';
import { OidcError } from '../oidc/errors.ts';
import { retryAfterMs } from '../oidc/retry-after.ts';
import type { Clock, Http, Log, Random } from '../ports.ts';

/** One request as it is sent; every try of it is the same, its `X-Request-ID` included. */
export interface Call {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export type Body =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'empty' }
  /** HTML of a proxy, JSON that was cut off, or anything else that is no answer of the service. */
  | { readonly kind: 'unreadable' };

export type Exchange =
  | { readonly kind: 'answered'; readonly status: number; readonly headers: Headers; readonly body: Body }
  | { readonly kind: 'noAnswer'; readonly error: OidcError };

/** `perTryMs`: NHS API guidance is 15 to 30 s (`cis2.md` section 5.5). `totalMs`: for all tries, waits included. */
export interface CallLimits {
  readonly perTryMs: number;
  readonly totalMs: number;
  readonly moreTries: number;
  /** With less time left than this no try is begun: it would only end without our knowing what became of it. */
  readonly shortestTryMs: number;
  readonly maxBytes: number;
}
export const callLimits: CallLimits = {
  perTryMs: 20_000,
  totalMs: 60_000,
  moreTries: 2,
  shortestTryMs: 5_000,
  maxBytes: 1_048_576,
};

export interface CallPorts {
  readonly http: Http;
  readonly clock: Pick<Clock, 'wallMs' | 'monotonicMs' | 'after'>;
  readonly random: Pick<Random, 'fraction'>;
  readonly log: Pick<Log, 'info'>;
}

/** What a log line says of a call: the template of its address and never the address, which may name a patient. */
export interface CallLabel {
  readonly actionId: string;
  readonly correlationId: string;
  readonly template: string;
}

/** How long (ms) all calls of one action still have; the larger of both clocks, so that sleep counts. */
export type TimeLeft = () => number;

export function timeLimit(clock: Pick<Clock, 'wallMs' | 'monotonicMs'>, totalMs: number): TimeLeft {
  const startMs = { wall: clock.wallMs(), monotonic: clock.monotonicMs() };
  return () => totalMs - Math.max(clock.wallMs() - startMs.wall, clock.monotonicMs() - startMs.monotonic);
}

/**
 * Sends a call, and again only where that cannot do anything twice: after 429, after 503 with `Retry-After` (both say that
 * it was not done), and after 503 where nothing is changed by it. What ended without an answer is never repeated (HAZ-06).
 *
 * @param endsAtMs when the bearer ends (ms since the epoch): it is not sent again after that
 */
export async function callPatiently(
  call: Call,
  label: CallLabel,
  ports: CallPorts,
  limits: CallLimits,
  timeLeft: TimeLeft,
  endsAtMs: number,
): Promise<Exchange> {
  for (let tries = 1; ; tries += 1) {
    const exchange = await oneTry(call, label, ports, limits, timeLeft);
    if (tries > limits.moreTries || exchange.kind === 'noAnswer' || !askedToComeBack(call, exchange)) return exchange;
    const waitMs = waitBefore(tries, exchange.headers, ports);
    if (waitMs + limits.shortestTryMs > timeLeft()) return exchange;
    await new Promise<void>((resolve) => ports.clock.after(waitMs, resolve));
    // The computer may have slept in the meantime.
    if (timeLeft() < limits.shortestTryMs || ports.clock.wallMs() >= endsAtMs) return exchange;
  }
}

/** Whether the service is too busy for this call and has certainly not done anything of it. */
export function askedToComeBack(
  { method }: Pick<Call, 'method'>,
  { status, headers }: Pick<Extract<Exchange, { kind: 'answered' }>, 'status' | 'headers'>,
): boolean {
  return status === 429 || (status === 503 && (method === 'GET' || headers.has('retry-after')));
}

/** As long as the service asks, or twice as long each time; with jitter, so that a whole hospital does not come back at once. */
function waitBefore(tries: number, headers: Headers, { clock, random }: CallPorts): number {
  const asked = retryAfterMs(headers, clock.wallMs());
  if (asked !== undefined) return asked + random.fraction() * 1_000;
  return 1_000 * 2 ** (tries - 1) * (0.5 + random.fraction());
}

async function oneTry(
  { method, url, headers, body }: Call,
  { actionId, correlationId, template }: CallLabel,
  { http, clock, log }: CallPorts,
  { perTryMs, maxBytes }: CallLimits,
  timeLeft: TimeLeft,
): Promise<Exchange> {
  const beganMs = clock.monotonicMs();
  const line = (fields: { status: number } | { reason: string }) =>
    log.info('API_CALLED', {
      correlationId,
      actionId,
      detail: `${method} ${template}`,
      durationMs: Math.round(clock.monotonicMs() - beganMs),
      ...fields,
    });
  try {
    const timeoutMs = Math.max(1, Math.min(perTryMs, Math.floor(timeLeft())));
    const request = { method, headers, ...(body !== undefined && { body }) };
    const response = await boundedFetch(http, url, request, { timeoutMs, maxBytes });
    line({ status: response.status });
    return {
      kind: 'answered',
      status: response.status,
      headers: response.headers,
      body: bodyOf(await response.text()),
    };
  } catch (error) {
    if (!(error instanceof OidcError)) throw error;
    line({ reason: error.code });
    return { kind: 'noAnswer', error };
  }
}

function bodyOf(text: string): Body {
  if (text.trim() === '') return { kind: 'empty' };
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch {
    return { kind: 'unreadable' };
  }
}
