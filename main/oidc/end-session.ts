import * as oauth from 'openid-client';
import type { Provider } from './provider.ts';

export interface EndSessionRequest {
  /** The `sid` of the session that was ended here, where its tokens had one. */
  readonly sid: string | undefined;
  /** Random, and guards nothing: we register no address to come back to, so nothing is ever compared with it. */
  readonly state: string;
}

/**
 * Where the browser can end its session with the provider (OpenID Connect RP-Initiated Logout 1.0, section 2), or `undefined`
 * where the provider offers none.
 *
 * The address stays in the browser's history, which on a shared terminal is everybody's. So it carries no `id_token_hint`, and
 * as `logout_hint` the `sid`: it names nobody and is of no use once the session is over. A user id would stay a user id. Metadata
 * does not say whether a provider reads the hint; one that does not asks the person.
 */
export function endSessionUrl(provider: Provider, { sid, state }: EndSessionRequest): string | undefined {
  if (provider.config.serverMetadata().end_session_endpoint === undefined) return undefined;
  return oauth.buildEndSessionUrl(provider.config, { ...(sid !== undefined && { logout_hint: sid }), state }).href;
}
