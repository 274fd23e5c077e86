import type { Http } from '../ports.ts';
import { OidcError } from './errors.ts';

export interface Bounds {
  /** For the whole answer, body included (ms). */
  readonly timeoutMs: number;
  /** The largest body that is read (bytes). */
  readonly maxBytes: number;
}

export const providerBounds: Bounds = { timeoutMs: 10_000, maxBytes: 1_048_576 };

interface Request {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Gives the request up before its time. */
  readonly signal?: AbortSignal;
}

/**
 * Sends one request and reads the whole answer within bounds, so that a provider that stalls or floods costs seconds and
 * a megabyte at the most. A redirect is never followed (B29).
 *
 * @throws OidcError `PROVIDER_UNREACHABLE`, `PROVIDER_TIMED_OUT`, `PROVIDER_REDIRECTED`, `PROVIDER_BAD_ANSWER`
 */
export async function boundedFetch(http: Http, url: string, request: Request, bounds: Bounds): Promise<Response> {
  const timeLimit = AbortSignal.timeout(bounds.timeoutMs);
  const signal = request.signal ? AbortSignal.any([timeLimit, request.signal]) : timeLimit;
  const host = hostOf(url);
  try {
    const response = await untilAborted(http(url, { ...request, signal }), signal);
    if (response.status >= 300 && response.status < 400) {
      giveUp(response);
      throw new OidcError('PROVIDER_REDIRECTED', `${host} answered with a redirect (HTTP ${response.status})`);
    }
    if (response.status > 599) {
      giveUp(response);
      throw new OidcError('PROVIDER_BAD_ANSWER', `${host} answered with HTTP ${response.status}`);
    }
    const body = await readWithin(response, bounds.maxBytes, signal, host);
    return new Response(bodyless(response.status) ? null : body, {
      status: response.status,
      headers: response.headers,
    });
  } catch (error) {
    if (error instanceof OidcError) throw error;
    if (timeLimit.aborted) {
      throw new OidcError('PROVIDER_TIMED_OUT', `${host} gave no complete answer in ${bounds.timeoutMs} ms`, error);
    }
    if (error instanceof Error && /redirect/i.test(error.message)) {
      // Electron's fetch rejects a redirect that it was told not to follow (electron#43715).
      throw new OidcError('PROVIDER_REDIRECTED', `${host} answered with a redirect`, error);
    }
    throw new OidcError('PROVIDER_UNREACHABLE', `${host} cannot be reached: ${reasonOf(error)}`, error);
  }
}

async function readWithin(
  response: Response,
  maxBytes: number,
  signal: AbortSignal,
  host: string,
): Promise<Buffer<ArrayBuffer>> {
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = response.body?.getReader();
  if (!reader) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let total = 0;
  try {
    for (;;) {
      const { done, value } = await untilAborted(reader.read(), signal);
      if (done) return Buffer.concat(chunks);
      total += value.byteLength;
      if (total > maxBytes) {
        throw new OidcError('PROVIDER_BAD_ANSWER', `${host} answered with more than ${maxBytes} bytes`);
      }
      chunks.push(value);
    }
  } catch (error) {
    // The answer is given up; how its stream takes that is of no interest any more.
    reader.cancel().catch(() => undefined);
    throw error;
  }
}

function giveUp({ body }: Response): void {
  body?.cancel().catch(() => undefined);
}

/**
 * What the network says before anything of a request has left this computer, by Chromium's names and Node's: no address, no
 * connection, no certificate. All else (a reset, a time limit) may have happened after the request had arrived.
 */
const neverSent: ReadonlySet<string> = new Set([
  'net::ERR_INTERNET_DISCONNECTED',
  'net::ERR_NAME_NOT_RESOLVED',
  'net::ERR_NAME_RESOLUTION_FAILED',
  'net::ERR_ADDRESS_UNREACHABLE',
  'net::ERR_CONNECTION_REFUSED',
  'net::ERR_PROXY_CONNECTION_FAILED',
  'net::ERR_TUNNEL_CONNECTION_FAILED',
  'net::ERR_SSL_VERSION_OR_CIPHER_MISMATCH',
  'net::ERR_BLOCKED_BY_CLIENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ENETUNREACH',
]);
const certificateRefused = /^(?:net::ERR_CERT_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_CERT_)/;

/** Whether it is certain that the request behind `error` reached nobody: then nothing that it carried was used up (B19). */
export function wasNeverSent(error: OidcError): boolean {
  const reason = reasonOf(error.cause);
  return error.code === 'PROVIDER_UNREACHABLE' && (neverSent.has(reason) || certificateRefused.test(reason));
}

/** A custom fetch may forget to heed the signal while it streams; the time limit holds all the same. */
export function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    };
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', onAbort);
    });
  });
}

function bodyless(status: number): boolean {
  return status === 204 || status === 205 || status === 304;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '(no host)';
}

/** Chromium's and Node's names for network trouble, for IT; nothing else of the message, which may quote the URL. */
export function reasonOf(error: unknown): string {
  for (let current = error; current instanceof Error; current = current.cause) {
    const name = /net::ERR_[A-Z0-9_]+/.exec(current.message)?.[0];
    if (name) return name;
    if ('code' in current && typeof current.code === 'string') return current.code;
  }
  return 'network error';
}
