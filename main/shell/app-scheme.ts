import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CustomScheme } from 'electron';
import type { Log } from '../ports.ts';
import { securityHeaders } from './app-headers.ts';
import { appScheme, clearedPage, ownPath } from './app-url.ts';
import { windowTitle } from './window-options.ts';

/** The scheme as it is registered before ready. No other privilege: not bypassCSP, not service workers, not extensions (B14). */
export const appSchemeRegistration = Object.freeze({
  scheme: appScheme,
  privileges: Object.freeze({ standard: true, secure: true, supportFetchAPI: true, codeCache: true }),
}) satisfies CustomScheme;

/** What a built renderer consists of, and as what it is served. A file of any other kind is not served at all. */
const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
};

export interface ServedFile {
  /** Absolute path on disk or in the archive. */
  readonly file: string;
  readonly mediaType: string;
}
/** URL path (`/assets/index-1a2b.js`) to file. */
export type ServedFiles = ReadonlyMap<string, ServedFile>;

/**
 * Lists the built renderer once, at start. What is not in the list cannot be asked for, whatever a URL says; symbolic links
 * are left out, so the list never leaves `root` (B16). Walks by hand: `recursive` is not part of Electron's archive support.
 */
export async function listServedFiles(root: string, urlPath = ''): Promise<ServedFiles> {
  const served = new Map<string, ServedFile>();
  for (const entry of await readdir(root, { withFileTypes: true })) {
    const file = path.join(root, entry.name);
    const name = `${urlPath}/${entry.name}`;
    const mediaType = mediaTypes[path.extname(entry.name)];
    if (entry.isDirectory()) {
      for (const [inner, value] of await listServedFiles(file, name)) served.set(inner, value);
    } else if (entry.isFile() && mediaType !== undefined) {
      served.set(name, { file, mediaType });
    }
  }
  return served;
}

export type Decision =
  { readonly serve: ServedFile; readonly body: boolean } | { readonly refuse: 'method' | 'host' | 'path' };

/** Which file answers a request, if any. The path is looked up as it stands: nothing is decoded, joined or resolved (B16). */
export function decide(files: ServedFiles, method: string, url: string): Decision {
  if (method !== 'GET' && method !== 'HEAD') return { refuse: 'method' };
  const name = ownPath(url);
  if (name === undefined) return { refuse: 'host' };
  const serve = files.get(name);
  return serve === undefined ? { refuse: 'path' } : { serve, body: method === 'GET' };
}

/** Nothing but a title, over the window's own background: no script, no style, nothing to load. */
const cleared = () =>
  new Response(`<!doctype html><title>${windowTitle}</title>`, {
    status: 200,
    headers: { ...securityHeaders, 'content-type': 'text/html; charset=utf-8' },
  });

const notFound = () =>
  new Response('Not found', {
    status: 404,
    headers: { ...securityHeaders, 'content-type': 'text/plain; charset=utf-8' },
  });

/**
 * The handler for `session.protocol.handle(appScheme, …)`. A refusal answers 404 with a fixed body, and says to the log
 * why without repeating the request (B16). Codes: `APP_REQUEST_REFUSED`, `APP_FILE_UNREADABLE`.
 */
export function createAppSchemeHandler(
  files: ServedFiles,
  log: Pick<Log, 'warn' | 'error'>,
): (request: Pick<Request, 'method' | 'url'>) => Promise<Response> {
  return async ({ method, url }) => {
    if (method === 'GET' && url === clearedPage) return cleared();
    const decision = decide(files, method, url);
    if ('refuse' in decision) {
      log.warn('APP_REQUEST_REFUSED', { reason: decision.refuse });
      return notFound();
    }
    const headers = { ...securityHeaders, 'content-type': decision.serve.mediaType };
    try {
      return new Response(decision.body ? await readFile(decision.serve.file) : null, { status: 200, headers });
    } catch {
      // Listed at start and gone now: a damaged installation. Only the file's own name, which is one of ours, is told.
      log.error('APP_FILE_UNREADABLE', { detail: path.basename(decision.serve.file) });
      return notFound();
    }
  };
}
