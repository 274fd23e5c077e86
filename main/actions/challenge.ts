import { acrValues, lowestLevelFor } from '../assurance/acr.ts';
import type { SessionLevel } from '../assurance/level.ts';
import type { Challenge } from '../session/events.ts';
import { issuesOf, oauthErrorOf } from './fhir.ts';
import { parseChallenges } from './www-authenticate.ts';

export interface Refusal {
  readonly status: number;
  readonly headers: Headers;
  /** The JSON of the answer, or `undefined`. */
  readonly body: unknown;
}

/** What the server wants more than we had, and the code by which it said so. */
export interface Challenged {
  readonly challenge: Challenge;
  readonly saidBy: string;
}

/**
 * Reads a server's wish for a better log-in (issue 5 line 4), in each form that is known: RFC 9470, the NHS platform's
 * `ACCESS_DENIED_LEVEL`, the refusal of e-RS (`cis2.md` section 8.3), and `unauthorized_client`, which is what the platform's
 * token exchange says of a level too low and which a gateway relays. The last means a wrong configuration from anybody whom
 * a better log-in cannot help, so it counts only below level 3. What is asked here can only add to the action's own need.
 */
export function challengeIn(refusal: Refusal, level: SessionLevel): Challenged | undefined {
  const { status, headers, body } = refusal;
  if (status === 401) {
    const challenge = stepUpChallenge(headers);
    if (challenge) return { challenge, saidBy: 'insufficient_user_authentication' };
  }
  const issues = issuesOf(body);
  if (status === 403 && issues.some(({ code }) => code === 'ACCESS_DENIED_LEVEL')) {
    return { challenge: { lowestLevel: 3 }, saidBy: 'ACCESS_DENIED_LEVEL' };
  }
  if (isRoleRefusal(refusal)) return undefined;
  if (status === 401) {
    const denied = issues.find(
      ({ type, code }) => type === 'login' && (code === 'ACCESS_DENIED' || code === 'NO_ACCESS'),
    );
    if (denied) return { challenge: { lowestLevel: 3 }, saidBy: `login ${denied.code}` };
  }
  if ((status === 400 || status === 401) && level < 3 && oauthErrorOf(body)?.error === 'unauthorized_client') {
    return { challenge: { lowestLevel: 3 }, saidBy: 'unauthorized_client' };
  }
  return undefined;
}

/** RFC 9470 section 3. */
function stepUpChallenge(headers: Headers): Challenge | undefined {
  const asked = parseChallenges(headers.get('www-authenticate') ?? '').find(
    ({ scheme, params }) => scheme === 'bearer' && params.get('error') === 'insufficient_user_authentication',
  );
  if (!asked) return undefined;
  const maxAge = asked.params.get('max_age') ?? '';
  // At least a second: an age of 0 could be met by nobody, since even the log-in that answers it is older when it comes back.
  const maxAgeSeconds = /^\d{1,9}$/.test(maxAge) ? Math.max(Number(maxAge), 1) : undefined;
  const lowestLevel = levelAsked(asked.params.get('acr_values'), maxAgeSeconds !== undefined);
  return { lowestLevel, ...(maxAgeSeconds !== undefined && { maxAgeSeconds }) };
}

/** Only the first value counts (seeds); one that we do not know asks for the most. Freshness alone asks for no level. */
function levelAsked(asked: string | undefined, freshness: boolean): SessionLevel {
  const [first = ''] = (asked ?? '').trim().split(/\s+/);
  if (first === '') return freshness ? 2 : 3;
  const known = acrValues.find((value) => value === first);
  return known === undefined ? 3 : lowestLevelFor(known);
}

/**
 * Whether it is the role that was not accepted: `INVALID_VALUE` about our `NHSD-Session-URID`, or what the platform says with
 * a 401 of a role that is missing, ambiguous or not the person's (`cis2.md` section 8.4, `ux.md` section 7).
 */
export function isRoleRefusal({ status, body }: Refusal): boolean {
  const issues = issuesOf(body);
  if (status === 400) {
    return issues.some(({ code, text }) => code === 'INVALID_VALUE' && /nhsd-session-urid/i.test(text ?? ''));
  }
  const said = [...issues.map(({ text }) => text), oauthErrorOf(body)?.description];
  return status === 401 && said.some((text) => /selected[_ ]?role|nhsd-session-urid/i.test(text ?? ''));
}
