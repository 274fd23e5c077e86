/**
 * Which operating system process paints a page. Chromium lists its renderers without saying whose they are, and neither the
 * highest process id (they start again from the lowest) nor the latest start (Chromium has renderers for itself and for
 * frames) tells. The page's own renderer is asked instead: it puts its process id in front of the names that it gives.
 */
import type { CdpSession } from '../chromium/connection.ts';

export class RendererProcess {
  private readonly cdp: CdpSession;
  private current = 0;
  private end = Promise.withResolvers<undefined>();

  constructor(cdp: CdpSession) {
    this.cdp = cdp;
    cdp.post('DOM.enable');
  }

  /** 0 while there is none. */
  get pid(): number {
    return this.current;
  }

  /** Looks again, after the page may have moved to another process. Settles also when the renderer has ended meanwhile. */
  async refresh(): Promise<void> {
    // A renderer that has crashed answers only when the page is loaded again.
    const name = await Promise.race([this.nameOfItsMaking(), this.end.promise]);
    if (name === undefined) return;
    const [, pid] = /^(\d+)\.\d+$/.exec(name) ?? [];
    if (pid === undefined) throw new Error(`Electron stand-in: no process id in what Chromium named ${name}`);
    this.current = Number(pid);
  }

  gone(): void {
    this.current = 0;
    this.end.resolve(undefined);
    this.end = Promise.withResolvers();
  }

  private async nameOfItsMaking(): Promise<string | undefined> {
    try {
      const { searchId } = await this.cdp.send<{ searchId: string }>('DOM.performSearch', { query: '' });
      this.cdp.post('DOM.discardSearchResults', { searchId });
      return searchId;
    } catch (error) {
      if (this.cdp.closed) return undefined;
      throw error;
    }
  }
}
