/** Answers every request of a page: the app's say first (`webRequest`, `will-navigate`), then its scheme or the network. */
import type { CdpSession } from '../chromium/connection.ts';
import { fromWire, headerToWire, schemeOfWire, toWire } from '../wire/addresses.ts';
import type { Session } from './session.ts';
import { requestDetails, type Headers, type RequestDetails } from './web-request.ts';

interface PausedRequest {
  readonly requestId: string;
  readonly frameId: string;
  readonly resourceType: string;
  /** There when the request is one more hop of a redirect. */
  readonly redirectedRequestId?: string;
  readonly responseStatusCode?: number;
  readonly request: {
    readonly url: string;
    readonly urlFragment?: string;
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly postDataEntries?: readonly { readonly bytes?: string }[];
  };
}

export interface DocumentRequest {
  readonly frameId: string;
  readonly wireAddress: string;
  readonly address: string;
  readonly isRedirect: boolean;
}

export interface PageOwner {
  readonly webContentsId: number;
  readonly session: Session;
  /** False when the app refuses a document's request. */
  mayNavigate(request: DocumentRequest): boolean;
}

const resourceTypes: Readonly<Record<string, string>> = {
  Stylesheet: 'stylesheet',
  Script: 'script',
  Image: 'image',
  Font: 'font',
  Media: 'media',
  XHR: 'xhr',
  Fetch: 'xhr',
  Ping: 'ping',
  CSPViolationReport: 'cspReport',
};

export class PageRequests {
  private readonly cdp: CdpSession;
  private readonly mainFrameId: string;
  private readonly owner: PageOwner;

  constructor(cdp: CdpSession, mainFrameId: string, owner: PageOwner) {
    this.cdp = cdp;
    this.mainFrameId = mainFrameId;
    this.owner = owner;
    cdp.hear<PausedRequest>('Fetch.requestPaused', (paused) => {
      this.answer(paused).catch((error: unknown) => {
        if (!cdp.closed) console.error('Electron stand-in: a request could not be answered:', error);
        this.fail(paused, 'Failed');
      });
    });
  }

  private async answer(paused: PausedRequest): Promise<void> {
    const { request, resourceType } = paused;
    const scheme = schemeOfWire(request.url);
    // Chromium's own surface asks for an icon, Electron's has none.
    if (resourceType === 'Other' && new URL(request.url).pathname === '/favicon.ico') {
      this.cdp.post('Fetch.fulfillRequest', { requestId: paused.requestId, responseCode: 204 });
      return;
    }
    if (resourceType === 'Document' && !this.owner.mayNavigate(documentRequest(paused))) {
      this.fail(paused, 'Aborted');
      return;
    }
    const details = this.detailsOf(paused);
    const { cancel, redirectURL } = await this.owner.session.webRequest.askBefore(details);
    if (cancel) this.fail(paused, 'BlockedByClient');
    else if (redirectURL !== undefined) this.redirect(paused, redirectURL);
    else if (scheme === undefined) this.cdp.post('Fetch.continueRequest', { requestId: paused.requestId });
    else await this.serve(paused, scheme, details);
  }

  private detailsOf({ request, resourceType, frameId }: PausedRequest): RequestDetails {
    const document = frameId === this.mainFrameId ? 'mainFrame' : 'subFrame';
    return requestDetails({
      url: fromWire(request.url),
      method: request.method,
      resourceType: resourceType === 'Document' ? document : (resourceTypes[resourceType] ?? 'other'),
      referrer: fromWire(request.headers['Referer'] ?? ''),
      webContentsId: this.owner.webContentsId,
    });
  }

  private async serve(paused: PausedRequest, scheme: string, details: RequestDetails): Promise<void> {
    const { session } = this.owner;
    const handler = session.protocol.handlerOf(scheme);
    if (handler === undefined) {
      this.fail(paused, 'Failed');
      return;
    }
    const response = await handler(toRequest(paused));
    if (response.type === 'error') {
      this.fail(paused, 'Failed');
      return;
    }
    const body = Buffer.from(await response.arrayBuffer());
    const answer = await session.webRequest.askHeaders(details, response.status, headersOf(response));
    if (answer.cancel) {
      this.fail(paused, 'BlockedByClient');
      return;
    }
    const headers = Object.entries(answer.responseHeaders ?? headersOf(response));
    this.cdp.post('Fetch.fulfillRequest', {
      requestId: paused.requestId,
      responseCode: response.status,
      responseHeaders: headers.flatMap(([name, values]) =>
        [values].flat().map((value) => ({ name, value: headerToWire(value) })),
      ),
      body: body.toString('base64'),
    });
  }

  private redirect(paused: PausedRequest, address: string): void {
    const responseHeaders = [{ name: 'Location', value: toWire(address) }];
    this.cdp.post('Fetch.fulfillRequest', { requestId: paused.requestId, responseCode: 307, responseHeaders });
  }

  private fail(paused: PausedRequest, errorReason: 'Aborted' | 'BlockedByClient' | 'Failed'): void {
    this.cdp.post('Fetch.failRequest', { requestId: paused.requestId, errorReason });
  }
}

function documentRequest({ request, frameId, redirectedRequestId }: PausedRequest): DocumentRequest {
  return {
    frameId,
    wireAddress: request.url,
    address: fromWire(request.url + (request.urlFragment ?? '')),
    isRedirect: redirectedRequestId !== undefined,
  };
}

/** The request as the app's scheme handler gets it. */
function toRequest({ request }: PausedRequest): Request {
  const parts = (request.postDataEntries ?? []).map((entry) => Buffer.from(entry.bytes ?? '', 'base64'));
  const { method, headers } = request;
  return new Request(fromWire(request.url), {
    method,
    headers,
    ...(parts.length > 0 ? { body: Buffer.concat(parts) } : {}),
  });
}

function headersOf(response: Response): Headers {
  const headers: Record<string, string[]> = {};
  for (const [name, value] of response.headers) (headers[name] ??= []).push(value);
  return headers;
}
