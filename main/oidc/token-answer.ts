import * as oauth from 'openid-client';
import { isObject, type Claims } from '../identity/reading.ts';
import type { Clock } from '../ports.ts';
import { OidcError, toOidcError } from './errors.ts';
import type { Provider } from './provider.ts';

/**
 * What the token endpoint answered, as it came. The library keeps no header of it, and of an answer that it refuses it keeps
 * nothing at all, although the tokens in it may be all that is left of a session (B19).
 */
export interface Heard {
  readonly status: number;
  readonly headers: Headers;
  /** The fields of an answer that says it is JSON and is an object. */
  readonly fields: Claims | undefined;
  /** When it was asked for (ms since the epoch, by our clock). */
  readonly askedAtMs: number;
}

export type TokenReply<Response> =
  | { readonly ok: true; readonly response: Response; readonly heard: Heard }
  /** `heard` is undefined where no whole answer came. */
  | { readonly ok: false; readonly error: OidcError; readonly heard: Heard | undefined };

/** Runs one request to the token endpoint, and only one: nothing is ever asked twice. Never rejects. */
export async function askTokenEndpoint<Response>(
  provider: Provider,
  request: (config: oauth.Configuration) => Promise<Response>,
  clock: Pick<Clock, 'wallMs'>,
): Promise<TokenReply<Response>> {
  const askedAtMs = clock.wallMs();
  let heard: Heard | undefined;
  try {
    const response = await provider.exchange((config) => {
      overhear(config, async (answer) => {
        const fields = fieldsOf(answer.headers, await answer.text());
        heard = { status: answer.status, headers: answer.headers, fields, askedAtMs };
      });
      return request(config);
    });
    if (!heard) throw new OidcError('INTERNAL', 'the token endpoint was not asked');
    return { ok: true, response, heard };
  } catch (error) {
    return { ok: false, error: toOidcError(error, 'token'), heard };
  }
}

/** The configuration is of this one request, so nobody else is overheard. */
function overhear(config: oauth.Configuration, listen: (answer: Response) => Promise<void>): void {
  const send = config[oauth.customFetch];
  const { token_endpoint: endpoint } = config.serverMetadata();
  if (!send || endpoint === undefined) throw new OidcError('INTERNAL', 'a configuration without fetch');
  config[oauth.customFetch] = async (url, options) => {
    const answer = await send(url, options);
    // The library asks for `new URL(…)`, which drops :443.
    if (url === new URL(endpoint).href) await listen(answer.clone());
    return answer;
  };
}

function fieldsOf(headers: Headers, text: string): Claims | undefined {
  if (!/^application\/(?:[\w.-]+\+)?json\b/i.test(headers.get('content-type') ?? '')) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    // Not JSON, whatever it says it is: the caller is told so by there being no fields.
    return undefined;
  }
}

/** Zero, absent or nonsense lifetimes (B22) mean a token that is used at once or not at all: a minute. At most a day. */
export function accessEndsAtMs(expiresIn: unknown, { askedAtMs }: Heard): number {
  const stated = typeof expiresIn === 'string' && expiresIn.trim() !== '' ? Number(expiresIn) : expiresIn;
  const seconds = typeof stated === 'number' && stated > 0 ? stated : 60;
  // Counted from the question, not from the answer: a computer that slept in between must not think the token longer-lived.
  return askedAtMs + Math.min(seconds, 24 * 60 * 60) * 1000;
}
