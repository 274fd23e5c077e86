import type { AssuranceLevel } from '../authenticators.ts';
import { platformError, type Answer } from './answer.ts';
import type { Caller } from './caller.ts';

/**
 * The four ways in which an API says that a log-in is not good enough. A client must take them all for the same wish
 * (`cis2.md` section 8.3; RFC 9470).
 */

type Standing = Pick<Caller, 'level' | 'authTimeS' | 'persona'>;
type Admits = (caller: Standing) => Answer | undefined;

/** The API Platform's own: 403 `ACCESS_DENIED_LEVEL`. */
export function atLeast(level: AssuranceLevel): Admits {
  return (caller) =>
    caller.level >= level
      ? undefined
      : platformError({
          status: 403,
          issueCode: 'forbidden',
          code: 'ACCESS_DENIED_LEVEL',
          display: `Access denied: AAL${level} is needed`,
        });
}

/** e-RS R4: 401, issue code `login`, `ACCESS_DENIED`. A low identity level is the same with issue code `forbidden`. */
export function asReferralsDo(level: AssuranceLevel): Admits {
  return (caller) => {
    const refused = (issueCode: 'login' | 'forbidden', what: string) =>
      platformError({
        status: 401,
        issueCode,
        code: 'ACCESS_DENIED',
        display: 'Access denied',
        diagnostics: `${what} is too low. Contact your Registration Authority or local IT.`,
      });
    if (caller.level < level) return refused('login', 'The authentication assurance level');
    if (Number(caller.persona.identityLevel) < 3) return refused('forbidden', 'The identity assurance level');
    return undefined;
  };
}

/** What the challenge says (RFC 9470 section 3), whether or not this log-in deserves it. */
export function challenge(maxAgeSeconds: number): Answer {
  const error = 'insufficient_user_authentication';
  const description = 'A stronger or more recent authentication is needed';
  return {
    status: 401,
    headers: {
      'www-authenticate': `Bearer error="${error}", error_description="${description}", acr_values="AAL3_ANY", max_age=${maxAgeSeconds}`,
    },
    resource: {
      resourceType: 'OperationOutcome',
      issue: [
        {
          severity: 'error',
          code: 'login',
          details: { coding: [{ system: 'urn:ietf:rfc:9470', code: error, display: description }] },
          diagnostics: description,
        },
      ],
    },
  };
}

/** RFC 9470: AAL3, and proved no longer ago than this. No national API is known to do so. */
export function challenging(maxAgeSeconds: number): Admits {
  return ({ level, authTimeS }) =>
    level >= 3 && Math.floor(Date.now() / 1000) - authTimeS <= maxAgeSeconds ? undefined : challenge(maxAgeSeconds);
}

/**
 * A gateway that hands on what the token exchange of the API Platform said: 401 `unauthorized_client` in OAuth's own shape,
 * with words about the grant type that lead astray.
 */
export function relayingExchange(level: AssuranceLevel): Admits {
  return (caller) =>
    caller.level >= level
      ? undefined
      : {
          status: 401,
          headers: { 'content-type': 'application/json' },
          resource: {
            error: 'unauthorized_client',
            error_description: 'The client is not authorized to use this authorization grant type',
          },
        };
}
