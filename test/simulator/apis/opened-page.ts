import { escapeHtml, page, pageHeaders } from '../page.ts';
import type { RecordedRequest } from '../recorded-request.ts';

/**
 * The page behind an action that opens in the browser, at `/opened/…`: it shows what it was given, and whether a bearer came
 * with it, which must never be.
 */
export function openedPage({ method, path, query, headers }: RecordedRequest) {
  if (method !== 'GET' || !path.startsWith('/opened/')) return undefined;
  const given = Object.entries(query).map(
    ([name, value]) => `<dt>${escapeHtml(name)}</dt><dd data-given="${escapeHtml(name)}">${escapeHtml(value)}</dd>`,
  );
  const bearer = headers['authorization'] === undefined ? 'No bearer came with it.' : 'A bearer came with it.';
  return {
    status: 200,
    headers: pageHeaders(),
    body: page(
      'Opened by the application',
      `<p>Address: <code>${escapeHtml(path)}</code></p>
<p>${bearer}</p>
<dl>${given.join('\n') || '<dt>Nothing was given.</dt>'}</dl>`,
    ),
  };
}
