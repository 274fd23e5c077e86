/** Where our own pages live: one scheme, one host, one page. Pure, so that every rule about URLs can be a table test. */

export const appScheme = 'app';
export const appHost = 'cis2';
/** The origin as Chromium writes it. Node's `URL.origin` says 'null' for a scheme of our own, so it is never asked. */
export const appOrigin = `${appScheme}://${appHost}`;
export const startPage = `${appOrigin}/index.html`;
/** An empty page of another site than ours, which may call nothing: the step between two renderer processes (B54). */
export const clearedPage = `${appScheme}://cleared/`;

/**
 * The path of a URL of our own origin (`/index.html`), or `undefined` for anything else. The URL is parsed and its parts
 * compared, since a prefix test lets `app://cis2.evil` and `app://cis2@evil` through (B11, B16, B25). A query is not ours:
 * nothing that we serve or load has one.
 */
export function ownPath(url: string): string | undefined {
  const parsed = URL.parse(url);
  if (parsed === null) return undefined;
  const ours =
    parsed.protocol === `${appScheme}:` &&
    parsed.host === appHost &&
    parsed.username === '' &&
    parsed.password === '' &&
    parsed.search === '';
  return ours ? parsed.pathname : undefined;
}

/** Whether `url` is the start page, the only document that a window of ours may show (B11). A fragment stays inside it. */
export function isStartPage(url: string): boolean {
  return ownPath(url) === '/index.html';
}

/** The scheme of a URL for a log line, never more of it: the rest may hold anything (B30). */
export function schemeOf(url: string): string {
  return URL.parse(url)?.protocol.slice(0, 40) ?? 'unparseable';
}

const loopbackHosts: readonly string[] = ['127.0.0.1', '[::1]', 'localhost'];

/** Whether a parsed URL is plain http on this very machine. */
export function isLoopbackHttp(url: URL): boolean {
  return url.protocol === 'http:' && loopbackHosts.includes(url.hostname);
}
