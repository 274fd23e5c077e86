/** A client of the Chrome DevTools Protocol over Chromium's debugging pipe, with one `CdpSession` a target. */
import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';

export type CdpParams = Readonly<Record<string, unknown>>;

interface Reply {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string; readonly data?: string };
}
interface Notice {
  readonly id?: undefined;
  readonly sessionId?: string;
  readonly method: string;
  readonly params: unknown;
}
interface Pending {
  readonly method: string;
  readonly session: CdpSession;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

export interface TargetInfo {
  readonly targetId: string;
  readonly type: string;
  readonly url: string;
  readonly openerId?: string;
  readonly browserContextId?: string;
}

/** Commands to, and events from, one target; the root session speaks to the browser itself. */
export class CdpSession extends EventEmitter {
  readonly id: string;
  closed = false;
  private readonly connection: CdpConnection;

  constructor(connection: CdpConnection, id: string) {
    super();
    this.setMaxListeners(0);
    this.connection = connection;
    this.id = id;
  }

  /** Sends a command. The caller names the result's type, which Chromium's protocol defines. */
  async send<Result = unknown>(method: string, params: CdpParams = {}): Promise<Result> {
    return (await this.connection.send(this, method, params)) as Result;
  }

  /** Sends a command that may fail because its target is going away. */
  post(method: string, params: CdpParams = {}): void {
    this.send(method, params).catch(() => undefined);
  }

  /** Hears an event; the caller names the payload's type, which Chromium's protocol defines. */
  hear<Payload>(event: string, listener: (payload: Payload) => void): void {
    this.on(event, listener);
  }
}

export class CdpConnection {
  readonly root: CdpSession = new CdpSession(this, '');
  private readonly output: Writable;
  private readonly pending = new Map<number, Pending>();
  private readonly sessions = new Map<string, CdpSession>([['', this.root]]);
  private lastId = 0;
  private rest: Buffer[] = [];

  constructor(output: Writable, input: Readable) {
    this.output = output;
    input.on('data', (data: Buffer) => this.receive(data));
    for (const stream of [input, output]) {
      stream.on('close', () => this.close());
      stream.on('error', () => this.close());
    }
  }

  send(session: CdpSession, method: string, params: CdpParams): Promise<unknown> {
    if (session.closed) return Promise.reject(new Error(`${method}: the target is closed`));
    const id = ++this.lastId;
    const message = { id, method, params, ...(session.id === '' ? {} : { sessionId: session.id }) };
    this.output.write(`${trace('>', JSON.stringify(message))}\0`);
    return new Promise((resolve, reject) => this.pending.set(id, { method, session, resolve, reject }));
  }

  /** Messages end with a zero byte and may arrive in pieces. */
  private receive(data: Buffer): void {
    let start = 0;
    for (let end = data.indexOf(0); end !== -1; end = data.indexOf(0, start)) {
      const text = Buffer.concat([...this.rest, data.subarray(start, end)]).toString('utf8');
      this.rest = [];
      start = end + 1;
      this.dispatch(JSON.parse(trace('<', text)) as Reply | Notice);
    }
    if (start < data.length) this.rest.push(data.subarray(start));
  }

  private dispatch(message: Reply | Notice): void {
    if (message.id !== undefined) {
      this.settle(message);
      return;
    }
    const session = this.sessions.get(message.sessionId ?? '');
    if (session === undefined) return;
    if (message.method === 'Target.attachedToTarget') {
      const { sessionId } = message.params as { sessionId: string };
      this.sessions.set(sessionId, new CdpSession(this, sessionId));
    }
    session.emit(message.method, message.params);
    if (message.method === 'Target.detachedFromTarget') {
      const { sessionId } = message.params as { sessionId: string };
      this.closeSession(this.sessions.get(sessionId));
    }
  }

  /** The session of a target that `Target.attachedToTarget` has just announced. */
  session(id: string): CdpSession | undefined {
    return this.sessions.get(id);
  }

  private settle(reply: Reply): void {
    const pending = this.pending.get(reply.id);
    this.pending.delete(reply.id);
    if (pending === undefined) return;
    if (reply.error === undefined) pending.resolve(reply.result);
    else pending.reject(new Error(`${pending.method}: ${reply.error.message} ${reply.error.data ?? ''}`.trimEnd()));
  }

  private closeSession(session: CdpSession | undefined): void {
    if (session === undefined || session.closed) return;
    session.closed = true;
    this.sessions.delete(session.id);
    for (const [id, pending] of this.pending) {
      if (pending.session !== session) continue;
      this.pending.delete(id);
      pending.reject(new Error(`${pending.method}: the target is closed`));
    }
    session.emit('close');
  }

  private close(): void {
    for (const session of [...this.sessions.values()].reverse()) this.closeSession(session);
  }
}

/** Shows the protocol's traffic on stderr when `CIS2_STAND_IN_TRACE` is set; returns `text` as it is. */
function trace(direction: '<' | '>', text: string): string {
  if (process.env['CIS2_STAND_IN_TRACE']) process.stderr.write(`[cdp] ${direction} ${text.slice(0, 400)}\n`);
  return text;
}
