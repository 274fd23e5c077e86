/** `session.webRequest`: the two listeners that the app uses, asked for the window's requests and for `session.fetch`. */

export interface RequestDetails {
  readonly id: number;
  readonly url: string;
  readonly method: string;
  readonly resourceType: string;
  readonly referrer: string;
  readonly timestamp: number;
  readonly webContentsId?: number;
}

export interface BeforeAnswer {
  readonly cancel?: boolean;
  readonly redirectURL?: string;
}
export interface HeadersAnswer {
  readonly cancel?: boolean;
  readonly responseHeaders?: Readonly<Record<string, string | string[]>>;
  readonly statusLine?: string;
}
export type Headers = Readonly<Record<string, string[]>>;

interface Filter {
  readonly urls?: readonly string[];
  readonly excludeUrls?: readonly string[];
  readonly types?: readonly string[];
}
type Listener<Details, Answer> = (details: Details, answer: (answer: Answer) => void) => void;
interface Slot<Details, Answer> {
  readonly filter: Filter;
  readonly listener: Listener<Details, Answer>;
}

let lastId = 0;

export class WebRequest {
  private before: Slot<RequestDetails, BeforeAnswer> | undefined;
  private headers: Slot<RequestDetails & { responseHeaders: Headers; statusCode: number }, HeadersAnswer> | undefined;

  onBeforeRequest(...args: RegisterArguments<RequestDetails, BeforeAnswer>): void {
    this.before = slotOf(args);
  }

  onHeadersReceived(
    ...args: RegisterArguments<RequestDetails & { responseHeaders: Headers; statusCode: number }, HeadersAnswer>
  ): void {
    this.headers = slotOf(args);
  }

  /** For the stand-in itself: what the app says to a request before it goes out. */
  askBefore(details: RequestDetails): Promise<BeforeAnswer> {
    return ask(this.before, details);
  }

  /** For the stand-in itself: what the app makes of an answer's headers. */
  async askHeaders(details: RequestDetails, statusCode: number, responseHeaders: Headers): Promise<HeadersAnswer> {
    return ask(this.headers, { ...details, statusCode, responseHeaders });
  }
}

export function requestDetails(details: Omit<RequestDetails, 'id' | 'timestamp'>): RequestDetails {
  return { id: ++lastId, timestamp: Date.now(), ...details };
}

type RegisterArguments<Details, Answer> =
  [listener: Listener<Details, Answer> | null] | [filter: Filter, listener: Listener<Details, Answer> | null];

function slotOf<Details, Answer>(args: RegisterArguments<Details, Answer>): Slot<Details, Answer> | undefined {
  const [filter, listener] = args.length === 1 ? [{}, args[0]] : args;
  return listener === null ? undefined : { filter, listener };
}

function ask<Details extends RequestDetails, Answer extends object>(
  slot: Slot<Details, Answer> | undefined,
  details: Details,
): Promise<Answer> {
  if (slot === undefined || !matches(slot.filter, details)) return Promise.resolve({} as Answer);
  return new Promise((resolve) => slot.listener(details, (answer) => resolve(answer)));
}

function matches(filter: Filter, details: RequestDetails): boolean {
  const hit = (patterns: readonly string[]) => patterns.some((pattern) => patternToRegExp(pattern).test(details.url));
  if (filter.types !== undefined && filter.types.length > 0 && !filter.types.includes(details.resourceType))
    return false;
  if (filter.excludeUrls !== undefined && hit(filter.excludeUrls)) return false;
  return filter.urls === undefined || filter.urls.length === 0 || hit(filter.urls);
}

/** A match pattern such as `https://*.example/*`; `*://` stands for http, https, ws and wss. */
function patternToRegExp(pattern: string): RegExp {
  if (pattern === '<all_urls>') return /^/;
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${escaped.replace(/^\.\*:\/\//, '(?:https?|wss?)://')}$`, 'i');
}
