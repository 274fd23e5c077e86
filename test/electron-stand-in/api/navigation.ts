/** Tells the page's own navigations, which the app may refuse, from those that the main process asked for. */
import type { CdpSession } from '../chromium/connection.ts';

const withoutFragment = (address: string): string => address.split('#')[0] ?? address;

export class Navigations {
  private readonly byHost = new Set<string>();
  private readonly byPage = new Set<string>();

  constructor(session: CdpSession) {
    session.hear<{ url: string; disposition: string }>('Page.frameRequestedNavigation', ({ url, disposition }) => {
      if (disposition === 'currentTab') this.byPage.add(withoutFragment(url));
    });
  }

  hostAsks(wireAddress: string): void {
    this.byHost.add(withoutFragment(wireAddress));
  }

  hostFailed(wireAddress: string): void {
    this.byHost.delete(withoutFragment(wireAddress));
  }

  /** True once for each address that the page itself asked for. */
  takePageRequest(wireAddress: string, isMainFrame: boolean): boolean {
    const address = withoutFragment(wireAddress);
    if (isMainFrame && this.byHost.delete(address)) return false;
    return this.byPage.delete(address);
  }

  committed(): void {
    this.byPage.clear();
  }
}
