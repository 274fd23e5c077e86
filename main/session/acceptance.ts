import type { FailureCode } from '../../preload/failures.ts';
import { isSessionLevel, type SessionLevel } from '../assurance/level.ts';
import { clockToleranceSeconds } from '../assurance/requirement.ts';
import { isSamePerson, type Person, type Role } from '../identity/userinfo.ts';
import type { Grant } from '../oidc/tokens.ts';
import type { Asked } from './state.ts';

export type Verdict =
  | { readonly kind: 'accepted'; readonly level: SessionLevel }
  | { readonly kind: 'refused'; readonly code: FailureCode; readonly detail: string }
  /** A step-up that was answered, but not well enough: screen 13. */
  | { readonly kind: 'insufficient'; readonly code: FailureCode; readonly detail: string }
  | { readonly kind: 'otherPerson' };

/** Whose session it is while an attempt is judged, locked or not, and in which role. */
export interface Present {
  readonly person: Person;
  readonly identityLevel: number;
  /** Of the session's own log-in; absent while it is locked. */
  readonly authTimeSeconds?: number;
  readonly role: Role | undefined;
}

/**
 * The column "Accepted when" of `session.md`, "Attempts". What holds always (signature, issuer, audience, nonce, state,
 * userinfo subject) has been checked before a grant exists.
 *
 * The level is the claim of that name, never `acr` (invariant 3); a person is compared before anything else is said about
 * an answer, so that nobody learns what another person's log-in was like (invariant 4, HAZ-01).
 */
export function judge(asked: Asked, grant: Grant, present: Present | undefined, nowMs: number): Verdict {
  const { authentication } = grant;
  if (present && !isSamePerson(present.person, grant.person)) return { kind: 'otherPerson' };

  const shortfall = asked.purpose === 'stepUp' ? 'insufficient' : 'refused';
  const identityFloor = Math.max(
    asked.lowestIdentityLevel,
    asked.purpose === 'stepUp' ? (present?.identityLevel ?? 0) : 0,
  );
  if (authentication.identityLevel < identityFloor) {
    return refused('IDENTITY_LEVEL_TOO_LOW', `identity level ${authentication.identityLevel}, needed ${identityFloor}`);
  }
  const { level } = authentication;
  if (!isSessionLevel(level)) {
    return level === undefined
      ? { kind: shortfall, code: 'LEVEL_UNKNOWN', detail: 'authentication_assurance_level is absent or unknown' }
      : { kind: shortfall, code: 'LEVEL_TOO_LOW', detail: `level ${level}, needed ${asked.lowestLevel}` };
  }
  if (level < asked.lowestLevel) {
    return { kind: shortfall, code: 'LEVEL_TOO_LOW', detail: `level ${level}, needed ${asked.lowestLevel}` };
  }

  const ageSeconds = Math.floor(nowMs / 1000) - authentication.authTimeSeconds;
  if (ageSeconds < -clockToleranceSeconds) return refused('ID_TOKEN_CLOCK', 'auth_time lies in the future');
  const startedSeconds = Math.floor(asked.startedAtMs / 1000);
  const beforeAttempt = authentication.authTimeSeconds < startedSeconds - clockToleranceSeconds;
  if (ageSeconds > asked.oldestSeconds || (asked.anew && beforeAttempt)) {
    return { kind: shortfall, code: 'AUTH_TIME_STALE', detail: `authenticated ${ageSeconds} s ago` };
  }

  if (asked.purpose === 'renew' && authentication.authTimeSeconds < (present?.authTimeSeconds ?? 0)) {
    return refused('AUTH_TIME_EARLIER', 'authenticated before the log-in that it was to prolong');
  }
  // A person whose roles cannot be read is told so on a screen of its own; a session that has a role keeps it meanwhile.
  if (grant.rolesFault !== undefined) {
    return asked.purpose === 'login' ? { kind: 'accepted', level } : refused('USERINFO_MALFORMED', grant.rolesFault);
  }
  const { selectedRoleId } = authentication;
  if (selectedRoleId !== undefined && !grant.roles.some(({ id }) => id === selectedRoleId)) {
    return refused('ROLE_UNKNOWN', 'selected_roleid is none of the roles of userinfo');
  }
  if (
    (asked.purpose === 'stepUp' || asked.purpose === 'renew') &&
    !grant.roles.some(({ id }) => id === present?.role?.id)
  ) {
    return refused('ROLE_NOT_HELD', 'the role of this session is not among the roles any more');
  }
  return { kind: 'accepted', level };
}

function refused(code: FailureCode, detail: string): Verdict {
  return { kind: 'refused', code, detail };
}
