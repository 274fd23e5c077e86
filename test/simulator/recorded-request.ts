import { IncomingMessage, type ServerResponse } from 'node:http';

/** One request as it arrived at either server. Where a name is repeated, the last value is kept. */
export interface RecordedRequest {
  /** Arrival, ms since the epoch. */
  readonly at: number;
  readonly method: string;
  /** Full path with the issuer's, as sent (not decoded), without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Fields of an `application/x-www-form-urlencoded` body; empty for any other. */
  readonly form: Readonly<Record<string, string>>;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as text, whatever its type. */
  readonly body: string;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export interface ReceivedRequest {
  readonly recorded: RecordedRequest;
  readonly body: Buffer;
}

export async function receive(request: IncomingMessage): Promise<ReceivedRequest> {
  const at = Date.now();
  const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s, 2);
  const body = await readBody(request);
  const text = body.toString('utf8');
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value] as const],
  );
  return {
    body,
    recorded: {
      at,
      method: request.method ?? 'GET',
      path,
      query: Object.fromEntries(new URLSearchParams(query)),
      form: isForm ? Object.fromEntries(new URLSearchParams(text)) : {},
      headers: Object.fromEntries(headers),
      body: text,
    },
  };
}

/**
 * The same request once more, its body unread, for a handler that wants to read it itself.
 * `mountPath` is taken off the front of the URL the way a router that mounts an application does, with `originalUrl`
 * telling the application where it lives.
 */
export function replay(request: IncomingMessage, body: Buffer, mountPath: string): IncomingMessage {
  const copy = new IncomingMessage(request.socket);
  const originalUrl = request.url ?? '/';
  copy.method = request.method ?? 'GET';
  copy.headers = request.headers;
  copy.rawHeaders = request.rawHeaders;
  copy.httpVersion = request.httpVersion;
  copy.complete = true;
  copy.url = originalUrl.slice(mountPath.length) || '/';
  copy.push(body);
  copy.push(null);
  return Object.assign(copy, { originalUrl });
}

/** Closes the connection without a word. */
export function drop(response: ServerResponse): void {
  response.socket?.destroy();
}
