import type { Faults } from './faults.ts';
import { findPersona } from './personas.ts';
import type { RecordedRequest } from './recorded-request.ts';
import { userinfoClaims } from './userinfo.ts';

export function isRefresh({ form }: RecordedRequest): boolean {
  return form['grant_type'] === 'refresh_token';
}

/** B19: each refresh is carried out, the token is used up, and the answer never arrives. */
export const lostRefreshReplies: Faults = {
  lose: { token: (request) => (isRefresh(request) ? 'drop' : undefined) },
};

/** Every refresh is refused so, for example with status 429 and `retry-after`; nothing is used up. */
export function refreshRefused(status: number, body = {}, headers: Readonly<Record<string, string>> = {}): Faults {
  return { respond: { token: (request) => (isRefresh(request) ? { status, body, headers } : undefined) } };
}

/** A refresh brings no ID token, as RFC 6749 and OpenID Connect Core section 12.2 allow. */
export const refreshWithoutIdToken: Faults = {
  tokenResponse: ({ id_token, ...fields }, request) => (isRefresh(request) ? fields : { ...fields, id_token }),
};

/** From the first refresh on, ID token and userinfo are another person's. */
export function refreshForAnotherPerson(userId: string): Faults {
  const persona = findPersona(userId);
  if (persona === undefined) throw new Error(`no persona ${userId}`);
  let isTheirs = false;
  return {
    idTokenClaims: (claims, request) => {
      isTheirs ||= isRefresh(request);
      return isTheirs ? { ...claims, sub: userId, nhsid_useruid: userId, sid: `sid-of-${userId}` } : claims;
    },
    userinfo: (fields) => (isTheirs ? { ...fields, ...userinfoClaims(persona) } : fields),
  };
}
