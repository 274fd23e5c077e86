import type { RecordedRequest } from '../recorded-request.ts';
import type { Answer } from './answer.ts';
import type { Caller } from './caller.ts';

/** One operation of a look-alike, as `national-api.ts` runs it. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Against the path with `%24` read as `$`. */
  readonly path: RegExp;
  /** Whether this log-in is good enough; judged before any header but the bearer. Each API says "no" in its own way. */
  readonly admits: (caller: Omit<Caller, 'role'>) => Answer | undefined;
  /** PDS alone refuses a request without `X-Request-ID`. */
  readonly wantsRequestId?: boolean;
  readonly answer: (match: RegExpExecArray, request: RecordedRequest, caller: Caller) => Answer;
}
