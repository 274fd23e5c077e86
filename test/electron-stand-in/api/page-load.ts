/** `loadURL`: one load at a time, settled when the page has loaded, was refused, or is gone. */
import type { CdpSession } from '../chromium/connection.ts';
import { toWire } from '../wire/addresses.ts';
import type { Navigations } from './navigation.ts';

const errorNumbers: Readonly<Record<string, number>> = {
  ERR_FAILED: -2,
  ERR_ABORTED: -3,
  ERR_FILE_NOT_FOUND: -6,
  ERR_BLOCKED_BY_CLIENT: -20,
  ERR_CONNECTION_REFUSED: -102,
  ERR_NAME_NOT_RESOLVED: -105,
};

export interface LoadFailure extends Error {
  readonly code: string;
  readonly errno: number;
  readonly url: string;
}

interface CurrentLoad {
  readonly address: string;
  loaderId: string | undefined;
  resolve(): void;
  reject(error: Error): void;
}

export class PageLoad {
  private readonly cdp: CdpSession;
  private readonly navigations: Navigations;
  private current: CurrentLoad | undefined;
  /** A page may be loaded before the answer arrives that names its loader. */
  private lastLoaded: string | undefined;

  constructor(cdp: CdpSession, mainFrameId: string, navigations: Navigations) {
    this.cdp = cdp;
    this.navigations = navigations;
    cdp.hear<{ frameId: string; loaderId: string; name: string }>(
      'Page.lifecycleEvent',
      ({ frameId, loaderId, name }) => {
        if (frameId !== mainFrameId || name !== 'load') return;
        this.lastLoaded = loaderId;
        if (this.current?.loaderId === loaderId) this.current.resolve();
      },
    );
    cdp.once('close', () => this.fail('ERR_FAILED'));
  }

  async load(address: string): Promise<void> {
    this.fail('ERR_ABORTED');
    const wireAddress = toWire(address);
    this.navigations.hostAsks(wireAddress);
    const settled = new Promise<void>((resolve, reject) => {
      this.current = { address, loaderId: undefined, resolve, reject };
    });
    const load = this.current;
    this.cdp
      .send<{ loaderId?: string; errorText?: string }>('Page.navigate', { url: wireAddress })
      .then(({ loaderId, errorText }) => {
        if (errorText !== undefined) {
          this.navigations.hostFailed(wireAddress);
          load?.reject(loadFailure(errorText.replace(/^net::/, ''), address));
          // Without a loader it stayed in the same document.
        } else if (loaderId === undefined || loaderId === this.lastLoaded) load?.resolve();
        else if (load !== undefined) load.loaderId = loaderId;
      })
      .catch(() => load?.reject(loadFailure('ERR_FAILED', address)));
    return settled;
  }

  /** Settles the load under way; without one it does nothing. */
  fail(code: string): void {
    if (this.current !== undefined) this.current.reject(loadFailure(code, this.current.address));
    this.current = undefined;
  }
}

function loadFailure(code: string, url: string): LoadFailure {
  const errno = errorNumbers[code] ?? -2;
  return Object.assign(new Error(`${code} (${errno}) loading '${url}'`), { code, errno, url });
}
