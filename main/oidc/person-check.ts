import type { FailureCode } from '../../preload/failures.ts';
import type { Person, Userinfo } from '../identity/userinfo.ts';
import { OidcError, statusOf } from './errors.ts';
import type { Provider } from './provider.ts';
import { requestUserinfo } from './userinfo-request.ts';

export type PersonAnswer =
  | { readonly kind: 'same'; readonly userinfo: Userinfo }
  /** The token is another person's. */
  | { readonly kind: 'otherPerson' }
  /** HTTP 401: the access token is not taken. That ends nothing by itself; a refresh tells whether the session is over. */
  | { readonly kind: 'unauthorized' }
  /** Nothing can be said. It ends nothing (invariant 5). */
  | { readonly kind: 'trouble'; readonly code: FailureCode; readonly detail: string };

/**
 * Asks userinfo who an access token is for: every minute while nothing tells of sessions that were ended elsewhere, and before
 * a session is continued. One request of at most 10 s. Never rejects.
 */
export async function checkPerson(provider: Provider, accessToken: string, person: Person): Promise<PersonAnswer> {
  if (person.issuer !== provider.settings.issuer) return { kind: 'otherPerson' };
  try {
    const userinfo = await requestUserinfo(provider, accessToken, person.subject);
    return (userinfo.userId ?? person.userId) === person.userId ? { kind: 'same', userinfo } : { kind: 'otherPerson' };
  } catch (error) {
    if (!(error instanceof OidcError))
      return { kind: 'trouble', code: 'INTERNAL', detail: 'userinfo: unforeseen error' };
    if (error.code === 'USERINFO_SUBJECT') return { kind: 'otherPerson' };
    if (statusOf(error) === 401) return { kind: 'unauthorized' };
    return { kind: 'trouble', code: error.code, detail: error.message };
  }
}
