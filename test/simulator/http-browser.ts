/** Where a navigation ended: on a page of the provider, or with a redirect away from it (which is not followed). */
export type Landing =
  | {
      readonly kind: 'page';
      readonly url: string;
      readonly status: number;
      readonly html: string;
      readonly headers: Headers;
    }
  | { readonly kind: 'left'; readonly location: URL };

export interface HttpBrowser {
  readonly open: (url: string) => Promise<Landing>;
  /** Posts a form to the page's own address, as the pages' forms do. */
  readonly submit: (page: Landing, form: Readonly<Record<string, string>>) => Promise<Landing>;
  /** `Path` attributes of all cookies held. */
  readonly cookiePaths: () => readonly string[];
}

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

function parseCookie(header: string): Cookie {
  const [pair = '', ...attributes] = header.split(/;\s*/);
  const [name = '', value = ''] = pair.split(/=(.*)/s, 2);
  const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice('path='.length) ?? '/';
  return { name, value, path };
}

const MAXIMUM_REDIRECTS = 10;

/** A browser's manners over plain HTTP: a cookie jar with paths, and redirects followed while they stay at the provider. */
export function createHttpBrowser(issuer: string): HttpBrowser {
  const cookies = new Map<string, Cookie>();

  const send = async (url: string, init: RequestInit): Promise<Response> => {
    const { pathname } = new URL(url);
    const cookie = [...cookies.values()]
      .filter(({ path }) => pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: {
        ...(cookie === '' ? {} : { cookie }),
        ...(init.body instanceof URLSearchParams ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
    });
    for (const header of response.headers.getSetCookie()) {
      const received = parseCookie(header);
      const key = `${received.name} ${received.path}`;
      if (received.value === '') cookies.delete(key);
      else cookies.set(key, received);
    }
    return response;
  };

  const navigate = async (url: string, init: RequestInit): Promise<Landing> => {
    let current = url;
    let next = init;
    for (let redirects = 0; redirects < MAXIMUM_REDIRECTS; redirects += 1) {
      const response = await send(current, next);
      const location = response.headers.get('location');
      if (location === null) {
        return {
          kind: 'page',
          url: current,
          status: response.status,
          html: await response.text(),
          headers: response.headers,
        };
      }
      const target = new URL(location, current);
      if (!target.href.startsWith(issuer)) return { kind: 'left', location: target };
      current = target.href;
      next = {};
    }
    throw new Error(`more than ${MAXIMUM_REDIRECTS} redirects: ${current}`);
  };

  return {
    open: (url) => navigate(url, {}),
    submit: (page, form) => {
      if (page.kind !== 'page') throw new Error(`not on a page: redirected to ${page.location.href}`);
      return navigate(page.url, { method: 'POST', body: new URLSearchParams(form) });
    },
    cookiePaths: () => [...cookies.values()].map(({ path }) => path),
  };
}
