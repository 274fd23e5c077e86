import { createHttpBrowser, type HttpBrowser, type Landing } from '../../simulator/http-browser.ts';
import type { AuthenticatorKey } from '../../simulator/index.ts';

/** A person at a browser that only speaks HTTP: for the many log-ins of a test that is not about browsers. */
export interface QuickBrowser {
  /** Opens what the app wanted opened, logs in, and waits for the page that the tab ends on. */
  logIn(startUrl: string, userId: string, authenticator: AuthenticatorKey | 'userPassword'): Promise<void>;
}

export function createQuickBrowser(issuer: string): QuickBrowser {
  const browser = createHttpBrowser(issuer);
  return {
    async logIn(startUrl, userId, authenticator) {
      const page = await browser.open(await redirectOf(startUrl));
      const back = await logInOn(browser, page, userId, authenticator);
      await fetch(await redirectOf(back.href));
    },
  };
}

async function redirectOf(url: string): Promise<string> {
  const { headers } = await fetch(url, { redirect: 'manual' });
  const target = headers.get('location');
  if (target === null) throw new Error(`${new URL(url).pathname} led nowhere`);
  return target;
}

async function logInOn(browser: HttpBrowser, page: Landing, user: string, authenticator: string): Promise<URL> {
  const left = page.kind === 'left' ? page : await browser.submit(page, { user, authenticator });
  if (left.kind === 'page') throw new Error(`still at the provider: HTTP ${left.status}`);
  return left.location;
}
