import * as oauth from 'openid-client';
import { readUserinfo, type Userinfo } from '../identity/userinfo.ts';
import { asked, valueOf } from './errors.ts';
import type { Provider } from './provider.ts';

/**
 * Asks who an access token is for.
 *
 * @throws OidcError `USERINFO_SUBJECT` where the answer is about another subject (O10), `USERINFO_MALFORMED`, `PROVIDER_*`
 */
export async function requestUserinfo(provider: Provider, accessToken: string, subject: string): Promise<Userinfo> {
  const answered = await asked('userinfo', () => oauth.fetchUserInfo(provider.config, accessToken, subject));
  return valueOf(readUserinfo(answered));
}
