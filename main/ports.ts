/** What the lower floors need of the world, as small types. `shell/` implements them with Electron, tests with what they need. */

/** Undoes what its maker did; calling it twice does no harm. */
export type Cleanup = () => void;

export interface Clock {
  /** Wall time, ms since the epoch: what a person reads, and what `auth_time` and `exp` are compared with. */
  wallMs(): number;
  /** Ms since any fixed moment; never steps, and on most systems stands still while the computer sleeps. */
  monotonicMs(): number;
  /** Runs `run` once after `delayMs`, however long that is, unless cleaned up before. */
  after(delayMs: number, run: () => void): Cleanup;
}

export interface Random {
  /** `bytes` random bytes in base64url, which survives every browser, proxy and provider unescaped (B11). */
  base64url(bytes: number): string;
  /** A version 4 UUID: correlation and request ids, which NHS APIs want in this form. */
  uuid(): string;
  /** A number in [0, 1), for what a thousand clients must not do at the same moment. */
  fraction(): number;
}

export interface HttpRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}
/** One request, redirects never followed, no cookies, no cache. Rejects when no answer came. */
export type Http = (url: string, request: HttpRequest) => Promise<Response>;

/** What the computer does, as far as a session minds. One `resumed` follows each `suspended`, in any order with the locks. */
export type PowerEvent =
  | 'computerLocked'
  | 'computerUnlocked'
  | 'suspended'
  | 'resumed'
  /** Another user of the operating system came to the front, or a remote session was disconnected. */
  | 'userSwitchedAway'
  /** The user logs out of the operating system, or it is shut down. */
  | 'osSessionEnding';

export interface Power {
  subscribe(listener: (event: PowerEvent) => void): Cleanup;
  /** How long (ms) nobody has touched the computer; `undefined` where the system does not say. Some always say 0. */
  idleMs(): number | undefined;
}

/** Opens the user's own browser. Rejects when the system could not start one. */
export type OpenBrowser = (url: string) => Promise<void>;

/** Puts text on the clipboard. Never rejects: resolves to whether the system took it. */
export type CopyText = (text: string) => Promise<boolean>;

export interface Files {
  /** The text of a file, or `undefined` when there is none. Any other trouble rejects. */
  readText(path: string): Promise<string | undefined>;
  /** Resolves once `text` stands at the end of the file on disk (fsync), in a file that only this user may read. */
  appendDurably(path: string, text: string): Promise<void>;
  /** Resolves once the file on disk is `text` and nothing else; a loss of power leaves the old text or the new, whole. */
  replaceDurably(path: string, text: string): Promise<void>;
  /** Resolves once the file is not there, on disk; it need not have been. */
  remove(path: string): Promise<void>;
  /** The names in a folder, in no order; none where there is no folder. */
  list(folder: string): Promise<readonly string[]>;
  /** In bytes; `undefined` when there is no such file. */
  size(path: string): Promise<number | undefined>;
  /** What a file holds from a byte on, in pieces, so that it need not fit into memory. Rejects when there is no such file. */
  chunks(path: string, fromByte: number): AsyncIterable<Uint8Array>;
  /** Resolves once the file has its new name, on disk. */
  rename(from: string, to: string): Promise<void>;
}

/**
 * The log of the operating system, which somebody who can edit our files cannot edit as well. Nothing waits for it and it
 * never throws: what it does not take is lost to it.
 */
export interface OsLog {
  /** One line, without a line break in it. */
  send(line: string): void;
  /** Resolves once what was sent has been taken or given up, after 1 s at the latest. */
  flushed(): Promise<void>;
}

/** Why a keychain did not do what it was asked: nothing there that answers; or there, and locked or refused by the user. */
export type KeychainTrouble = 'unavailable' | 'locked';

export type KeychainAnswer<Value> =
  | { readonly kind: 'answered'; readonly value: Value }
  /** `applied`: whether the call may have had its effect all the same. */
  | { readonly kind: 'failed'; readonly trouble: KeychainTrouble; readonly applied: 'no' | 'unknown' }
  /** No answer in time: a set may still be applied, a delete may be lost. */
  | { readonly kind: 'overran' };

/**
 * The user's keychain: one entry for each account name, nothing else (B48). Never rejects. Calls run one after the other,
 * and one that waits for the user to unlock may take a minute, so the caller has a time limit of its own.
 */
export interface KeychainHost {
  /** `null` proves nothing on Linux: a locked keychain answers so, too (invariant 10). */
  get(account: string): Promise<KeychainAnswer<string | null>>;
  set(account: string, secret: string): Promise<KeychainAnswer<null>>;
  /** `false` proves as little as `null`. */
  delete(account: string): Promise<KeychainAnswer<boolean>>;
  /** Ends the process that does the calls, whatever it is doing. */
  close(): void;
}

/** The only fields that a log line may carry: an allow-list, so that a secret has nowhere to stand (B30). */
export interface LogFields {
  readonly correlationId?: string;
  readonly detail?: string;
  readonly purpose?: string;
  readonly host?: string;
  readonly status?: number;
  readonly durationMs?: number;
  readonly port?: number;
  readonly actionId?: string;
  readonly reason?: string;
}
export interface Log {
  /** Only written where somebody asked for it (`--verbose`): more lines, and never more fields. */
  debug(code: string, fields?: LogFields): void;
  info(code: string, fields?: LogFields): void;
  warn(code: string, fields?: LogFields): void;
  error(code: string, fields?: LogFields): void;
}
