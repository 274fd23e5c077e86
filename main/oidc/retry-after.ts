/** However long a server asks us to wait, a session that lasts hours must not be given up for it; nor is it asked at once (ms). */
const bounds = { shortestMs: 1_000, longestMs: 5 * 60 * 1_000 };

/**
 * RFC 9110 section 10.2.3: seconds, or a date. A date is held against the server's own `Date`, so that a wrong clock here does
 * not stretch the wait.
 *
 * @returns ms from now, within bounds; `undefined` where the header says nothing that can be read
 */
export function retryAfterMs(headers: Headers, nowMs: number): number | undefined {
  const text = headers.get('retry-after')?.trim() ?? '';
  const waitMs = /^\d{1,10}$/.test(text) ? Number(text) * 1000 : httpDateMs(text) - (serverTimeMs(headers) ?? nowMs);
  if (!Number.isFinite(waitMs)) return undefined;
  return Math.min(Math.max(waitMs, bounds.shortestMs), bounds.longestMs);
}

/** What the server's clock said when it answered (ms since the epoch, to the second), where it said so. */
export function serverTimeMs(headers: Headers): number | undefined {
  const dateMs = httpDateMs(headers.get('date')?.trim() ?? '');
  return Number.isFinite(dateMs) ? dateMs : undefined;
}

/** RFC 9110 section 5.6.7. The form without a zone is read as nothing: it would be taken for local time. */
function httpDateMs(text: string): number {
  return /^[A-Z][a-z]{2,8}, .* GMT$/.test(text) ? Date.parse(text) : Number.NaN;
}
