import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FailureCode } from '../../preload/failures.ts';
import type { Language } from '../../preload/settings.ts';
import type { Clock } from '../ports.ts';
import { judgeCallback } from './callback.ts';
import { listenOnLoopback, type RedirectHost } from './listen.ts';
import { closeServer, createLoopbackServer } from './loopback-server.ts';
import { pageHeaders, resultPage, type PageAnswer, type ResultPage } from './result-page.ts';

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
  /** Told of the first calls to the redirect URI that were refused (at most `toldRefusals`); the attempt goes on (B09). */
  readonly onRefused: (code: FailureCode) => void;
  /** Of the pages; asked when one is made. */
  readonly language: () => Language;
}

/** The loopback end of RFC 8252 for one attempt. */
export interface Receiver {
  readonly redirectUri: string;
  /** Short and free of secrets, so it fits every system's opener and may stand in argv (B13, electron#9987). */
  readonly startUrl: string;
  readonly port: number;
  /** The query of the first answer with our state. Settles at most once, never rejects. */
  readonly answer: Promise<string>;
  /** Tells the waiting tab the truth, then frees the port. Resolves when every socket is closed: within a second (B03). */
  finish(page: ResultPage): Promise<void>;
}

/** How long (ms) the tab may take to fetch the result before the port goes all the same. */
const deliveryLimitMs = 900;

/** Whoever floods the redirect URI fills neither the log nor the screen. */
const toldRefusals = 20;

/** `result`: the page that says how it ended, once that is known. */
type Reply = PageAnswer | 'result';

/**
 * Serves exactly `/start/<id>`, the redirect path and `/result/<id>`, by GET, to the right Host. Everything else gets a
 * fixed page and changes nothing; an answer counts only with our state, and only the first one does.
 *
 * @throws OidcError `RECEIVER_NO_PORT`
 */
export async function openReceiver(options: ReceiverOptions, clock: Pick<Clock, 'after'>): Promise<Receiver> {
  const { redirect } = options;
  const { port, servers } = await listenOnLoopback(
    () => createLoopbackServer(clock, options.language),
    redirect.host,
    redirect.ports,
    clock,
  );
  const authority = `${redirect.host}:${port}`;
  const origin = `http://${authority}`;
  const redirectUri = `${origin}${redirect.path}`;
  const authorizationUrl = options.authorizationUrl(redirectUri);
  const startPath = `/start/${options.startId}`;
  const resultPath = `/result/${options.resultId}`;

  const answer = Promise.withResolvers<string>();
  const delivered = Promise.withResolvers<void>();
  const waiting = new Set<ServerResponse>();
  let answered = false;
  let finished: ResultPage | undefined;
  let closed: Promise<void> | undefined;
  let refusals = 0;

  const pageFor = (page: ResultPage) => resultPage(page, options.language());

  function route(request: IncomingMessage): Reply {
    if (request.method !== 'GET') return methodNotAllowed(pageFor({ kind: 'nothingHere' }));
    if (request.headers.host?.toLowerCase() !== authority) return pageFor({ kind: 'nothingHere' }); // DNS rebinding (B40)
    const [path, query] = split(request.url ?? '');
    switch (path) {
      case startPath:
        return answered || finished ? pageFor(finished ?? { kind: 'finished' }) : goTo(302, authorizationUrl);
      case redirect.path:
        return callback(query);
      case resultPath:
        return 'result';
      default:
        return pageFor({ kind: 'nothingHere' });
    }
  }

  function callback(query: string): Reply {
    const verdict = judgeCallback(query, options.state, options.formerStateHashes);
    if (verdict === 'replaced') return pageFor({ kind: 'replaced' });
    if (verdict !== 'ours') {
      refusals += 1;
      if (refusals <= toldRefusals) options.onRefused(verdict);
      return pageFor({ kind: 'notOurs', code: verdict });
    }
    // Too late, and the page that it would be sent to is about to go.
    if (finished && !answered) return pageFor(finished);
    answered = true;
    answer.resolve(query);
    // At once, so that the code stands in no address bar and no history (row 20 of the peers' table).
    return goTo(303, `${origin}${resultPath}`);
  }

  function reply(response: ServerResponse, to: Reply): void {
    if (to !== 'result') {
      send(response, to);
      return;
    }
    response.once('finish', delivered.resolve);
    if (finished) send(response, pageFor(finished));
    else waiting.add(response.once('close', () => waiting.delete(response)));
  }

  async function close(page: ResultPage): Promise<void> {
    finished = page;
    for (const response of waiting) send(response, pageFor(page));
    if (answered) await withinLimit(delivered.promise, deliveryLimitMs, clock);
    await Promise.all(servers.map((server) => closeServer(server, clock)));
  }

  for (const server of servers) {
    server.on('request', (request, response) => {
      reply(response, route(request));
    });
  }
  return {
    redirectUri,
    startUrl: `${origin}${startPath}`,
    port,
    answer: answer.promise,
    finish: (page) => (closed ??= close(page)),
  };
}

function split(target: string): [path: string, query: string] {
  const mark = target.indexOf('?');
  return mark < 0 ? [target, ''] : [target.slice(0, mark), target.slice(mark + 1)];
}

function goTo(status: 302 | 303, location: string): PageAnswer {
  return { status, headers: { ...pageHeaders, location }, body: '' };
}

function methodNotAllowed(page: PageAnswer): PageAnswer {
  return { ...page, status: 405, headers: { ...page.headers, allow: 'GET' } };
}

function send(response: ServerResponse, answer: PageAnswer): void {
  response.writeHead(answer.status, answer.headers).end(answer.body);
}

function withinLimit(event: Promise<void>, limitMs: number, clock: Pick<Clock, 'after'>): Promise<void> {
  return new Promise((resolve) => {
    const cleanup = clock.after(limitMs, resolve);
    void event.then(() => {
      cleanup();
      resolve();
    });
  });
}
