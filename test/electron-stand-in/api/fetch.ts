/** `session.fetch`: Node's fetch, made to answer and fail as Electron's does. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { toNetError } from './net-errors.ts';
import type { Protocol } from './protocol.ts';
import { requestDetails, type WebRequest } from './web-request.ts';

export type FetchInit = RequestInit & { readonly bypassCustomProtocolHandlers?: boolean };

export interface FetchingSession {
  readonly protocol: Protocol;
  readonly webRequest: WebRequest;
  getUserAgent(): string;
}

const redirects = new Set([301, 302, 303, 307, 308]);

export async function sessionFetch(
  session: FetchingSession,
  input: string | Request,
  init: FetchInit = {},
): Promise<Response> {
  const request = new Request(input, init);
  request.signal.throwIfAborted();
  const { protocol, href } = new URL(request.url);
  const details = { url: href, method: request.method, resourceType: 'xhr', referrer: '' };
  const { cancel } = await session.webRequest.askBefore(requestDetails(details));
  if (cancel) throw new Error('net::ERR_BLOCKED_BY_CLIENT');
  const handler = init.bypassCustomProtocolHandlers ? undefined : session.protocol.handlerOf(protocol.slice(0, -1));
  if (handler !== undefined) return handler(request);
  if (protocol === 'file:') return readAsResponse(href);
  if (!request.headers.has('user-agent')) request.headers.set('user-agent', session.getUserAgent());
  return fromNetwork(request);
}

async function fromNetwork(request: Request): Promise<Response> {
  const followed = request.redirect === 'follow' ? request : new Request(request, { redirect: 'manual' });
  const response = await fetch(followed).catch((error: unknown) => {
    throw request.signal.aborted ? error : toNetError(error);
  });
  if (redirects.has(response.status) && response.headers.has('location')) {
    await response.body?.cancel();
    // Electron has no way to answer `manual` with the redirect itself.
    if (request.redirect === 'manual') throw new Error('Redirect was cancelled');
    throw new Error("Attempted to redirect, but redirect policy was 'error'");
  }
  // A plain response as Electron makes it, without the address that it came from.
  const { status, statusText, headers } = response;
  return new Response(response.body && withNetErrors(response.body, request.signal), { status, statusText, headers });
}

/** A body that breaks off does so with Chromium's words too. */
function withNetErrors(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  signal: AbortSignal,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        controller.error(signal.aborted ? error : toNetError(error));
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.woff2': 'font/woff2',
};

async function readAsResponse(address: string): Promise<Response> {
  const file = fileURLToPath(address.split(/[?#]/)[0] ?? address);
  const data = await readFile(file).catch(() => {
    throw new Error('net::ERR_FILE_NOT_FOUND');
  });
  const type = contentTypes[path.extname(file).toLowerCase()] ?? 'application/octet-stream';
  return new Response(data, { headers: { 'content-type': type } });
}
