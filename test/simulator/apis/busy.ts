import type { FaultAnswer, Respond } from '../faults.ts';
import { asFault, platformError, spineError } from './answer.ts';

/** Seconds, or the moment as an HTTP date (RFC 9110 section 10.2.3); nothing: the header is not sent. */
type RetryAfter = number | string | undefined;

const retryAfterHeader = (retryAfter: RetryAfter) =>
  retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };

/** 429, as PDS answers to more than 5 requests a second. Nothing was done. */
export function tooManyRequests(retryAfter?: RetryAfter): FaultAnswer {
  return asFault(
    spineError({
      status: 429,
      issueCode: 'throttled',
      code: 'TOO_MANY_REQUESTS',
      display: 'Too many requests have been made by this source in a given amount of time',
      headers: retryAfterHeader(retryAfter),
    }),
  );
}

/** 503 of the platform. */
export function unavailable(retryAfter?: RetryAfter): FaultAnswer {
  return asFault(
    platformError({
      status: 503,
      issueCode: 'transient',
      code: 'SERVICE_UNAVAILABLE',
      display: 'Service unavailable',
      headers: retryAfterHeader(retryAfter),
    }),
  );
}

/** Such an answer to the first few requests; the ones after them are answered normally. */
export function firstTimes(count: number, answer: FaultAnswer): Respond {
  let answered = 0;
  return () => {
    answered += 1;
    return answered <= count ? answer : undefined;
  };
}
