import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { FailureCode } from '../../preload/failures.ts';
import type { Clock } from '../ports.ts';
import { listenOnLoopback, type RedirectHost } from './listen.ts';
import { resultPage, type PageAnswer, type ResultPage } from './result-page.ts';

export interface RedirectSettings {
  readonly host: RedirectHost;
  /** Registered ports in the order of preference; empty: one that the system picks (RFC 8252 section 7.3). */
  readonly ports: readonly number[];
  /** Registered path, for example `/callback`. */
  readonly path: string;
}

export interface ReceiverOptions {
  readonly redirect: RedirectSettings;
  readonly state: string;
  /** Unguessable parts of `/start/<id>` and `/result/<id>`. */
  readonly startId: string;
  readonly resultId: string;
  /** Hashes (`stateHash`) of attempts that this one replaced, for a polite word to their tabs. */
  readonly formerStateHashes: readonly string[];
  readonly authorizationUrl: (redirectUri: string) => string;
  /** Told of each call to the redirect URI that was refused; the attempt goes on (B09). */
  readonly onRefused: (code: FailureCode) => void;
}

/** The loopback end of RFC 8252 for one attempt. */
export interface Receiver {
  readonly redirectUri: string;
  /** Short and free of secrets, so it fits every system's opener and may stand in argv (B13, electron#9987). */
  readonly startUrl: string;
  readonly port: number;
  /** The query of the first answer with our state. Settles at most once, never rejects. */
  readonly answer: Promise<string>;
  /** Tells the waiting tab the truth, then frees the port. Resolves when every socket is closed: within `closingLimitMs`. */
  finish(page: ResultPage): Promise<void>;
}

/** How long (ms) the tab may take to fetch the result before the port goes all the same (B03: gone within a second). */
const closingLimitMs = 900;

/** A code of 8 kB beside 16 kB of other programs' loopback cookies must fit (B12); Node counts the URL in. */
const maxHeaderBytes = 64 * 1024;

type Reply = PageAnswer | 'hold';

/**
 * Serves exactly `/start/<id>`, the redirect path and `/result/<id>`, by GET, to the right Host. Everything else gets a
 * fixed page and changes nothing; an answer counts only with our state, and only the first one does.
 *
 * @throws OidcError `RECEIVER_NO_PORT`
 */
export async function openReceiver(options: ReceiverOptions, clock: Pick<Clock, 'after'>): Promise<Receiver> {
  const waiting = new Set<ServerResponse>();
  let finished: ResultPage | undefined;
  let answered = false;
  let takeAnswer: (query: string) => void = () => undefined;
  const answer = new Promise<string>((resolve) => {
    takeAnswer = resolve;
  });

  let resultDelivered: () => void = () => undefined;
  const delivered = new Promise<void>((resolve) => {
    resultDelivered = resolve;
  });

  const server = createServer({ maxHeaderSize: maxHeaderBytes, keepAlive: false }, (request, response) => {
    const reply = route(request);
    if (request.url === resultPath) response.once('finish', resultDelivered);
    if (reply === 'hold') waiting.add(response.once('close', () => waiting.delete(response)));
    else send(response, reply);
  });
  // A connection without bytes (a browser's preconnect) or with half a header must not stay (B10).
  server.headersTimeout = 5_000;
  server.requestTimeout = 10_000;
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable) return;
    const tooLarge = error.code === 'HPE_HEADER_OVERFLOW';
    socket.end(
      `HTTP/1.1 ${tooLarge ? '431 Request Header Fields Too Large' : '400 Bad Request'}\r\nconnection: close\r\n\r\n`,
    );
  });

  const port = await listenOnLoopback(server, options.redirect.host, options.redirect.ports);
  const authority = `${options.redirect.host}:${port}`;
  const origin = `http://${authority}`;
  const redirectUri = `${origin}${options.redirect.path}`;
  const authorizationUrl = options.authorizationUrl(redirectUri);
  const startPath = `/start/${options.startId}`;
  const resultPath = `/result/${options.resultId}`;

  function route(request: IncomingMessage): Reply {
    if (request.method !== 'GET') return methodNotAllowed();
    if (request.headers.host?.toLowerCase() !== authority) return resultPage({ kind: 'nothingHere' }); // DNS rebinding (B40)
    const [path, query] = split(request.url ?? '');
    if (path === startPath)
      return answered || finished ? resultPage(finished ?? { kind: 'finished' }) : redirect(302, authorizationUrl);
    if (path === options.redirect.path) return callback(query);
    if (path === resultPath) return finished ? resultPage(finished) : 'hold';
    return resultPage({ kind: 'nothingHere' });
  }

  function callback(query: string): Reply {
    const verdict = judgeCallback(query, options.state, options.formerStateHashes);
    if (verdict === 'replaced') return resultPage({ kind: 'replaced' });
    if (verdict !== 'ours') {
      options.onRefused(verdict);
      return resultPage({ kind: 'notOurs', code: verdict });
    }
    if (!answered && !finished) {
      answered = true;
      takeAnswer(query);
    }
    // At once, so that the code stands in no address bar and no history (row 20 of the peers' table).
    return redirect(303, `${origin}${resultPath}`);
  }

  async function finish(page: ResultPage): Promise<void> {
    if (finished) return;
    finished = page;
    for (const response of waiting) send(response, resultPage(page));
    if (answered) await firstOf(delivered, closingLimitMs);
    await new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeIdleConnections();
      const cleanup = clock.after(100, () => {
        server.closeAllConnections();
      });
      server.once('close', cleanup);
    });
  }

  function firstOf(event: Promise<void>, limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const cleanup = clock.after(limitMs, resolve);
      void event.then(() => {
        cleanup();
        resolve();
      });
    });
  }

  return { redirectUri, startUrl: `${origin}${startPath}`, port, answer, finish };
}

/**
 * Whether a call to the redirect URI is the answer to our request. State comes before anything else: without it nothing
 * that the call says is even looked at (N8, I3).
 */
export function judgeCallback(
  query: string,
  state: string,
  formerStateHashes: readonly string[],
): 'ours' | 'replaced' | 'CALLBACK_STATE_MISMATCH' | 'CALLBACK_MALFORMED' {
  const parameters = new URLSearchParams(query);
  const states = parameters.getAll('state');
  const [stated] = states;
  if (states.length !== 1 || stated === undefined || !isEqual(stated, state)) {
    return states.some((other) => formerStateHashes.includes(stateHash(other)))
      ? 'replaced'
      : 'CALLBACK_STATE_MISMATCH';
  }
  const names = [...parameters.keys()];
  if (new Set(names).size !== names.length) return 'CALLBACK_MALFORMED'; // RFC 6749 section 3.1
  return parameters.has('code') === parameters.has('error') ? 'CALLBACK_MALFORMED' : 'ours';
}

/** A former state is kept only as its hash: enough to know it again, useless to anybody else. */
export function stateHash(state: string): string {
  return createHash('sha256').update(state).digest('base64url');
}

function isEqual(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function split(target: string): [path: string, query: string] {
  const mark = target.indexOf('?');
  return mark < 0 ? [target, ''] : [target.slice(0, mark), target.slice(mark + 1)];
}

function redirect(status: 302 | 303, location: string): PageAnswer {
  const page = resultPage({ kind: 'finished' });
  return { status, headers: { ...page.headers, location }, body: '' };
}

function methodNotAllowed(): PageAnswer {
  const page = resultPage({ kind: 'nothingHere' });
  return { ...page, status: 405, headers: { ...page.headers, allow: 'GET' } };
}

function send(response: ServerResponse, answer: PageAnswer): void {
  response.writeHead(answer.status, answer.headers).end(answer.body);
}
