import type { Missing } from '../../preload/session-view.ts';
import type { SessionLevel } from './level.ts';

/** What a session must be for an action to be done in it. */
export interface Requirement {
  /** The levels at which it may be done; `[3]` makes it a sensitive action. */
  readonly levels: readonly SessionLevel[];
  /** How long ago (s) the person may have proved themselves; absent: any time in this session. */
  readonly maxAgeSeconds?: number;
  /** The role in use must be one of these job roles (`R8000`), and hold one of these activities (`B0401`). */
  readonly roleCodes?: readonly string[];
  readonly activityCodes?: readonly string[];
  readonly identityLevel?: number;
}

/** What the gate looks at: the claims that came with the very access token that would be sent. */
export interface Standing {
  readonly level: SessionLevel;
  /** `auth_time` of the ID token in use (s since the epoch). */
  readonly authTimeSeconds: number;
  /** When the access token ends (ms since the epoch). */
  readonly accessEndsAtMs: number;
}

export type Evaluation = { readonly kind: 'met' } | { readonly kind: 'unmet'; readonly missing: readonly Missing[] };

/** Whether an AAL2 log-in can never be enough, however fresh. */
export function isSensitive(requirement: Requirement): boolean {
  return !requirement.levels.includes(2);
}

/**
 * The gate. Level and freshness are judged apart, and both against now: a session that was good enough at confirm may
 * not be at sending. An `auth_time` in the future counts as no freshness at all (HAZ-05, HAZ-09).
 *
 * @returns `met`, or everything that is missing, in the order in which it is told to the user
 */
export function evaluate(standing: Standing, requirement: Requirement, nowMs: number): Evaluation {
  const missing: Missing[] = [];
  if (!requirement.levels.includes(standing.level)) {
    missing.push({ kind: 'level', required: isSensitive(requirement) ? 3 : 2, actual: standing.level });
  }
  if (requirement.maxAgeSeconds !== undefined) {
    const ageSeconds = Math.floor(nowMs / 1000) - standing.authTimeSeconds;
    if (ageSeconds > requirement.maxAgeSeconds || ageSeconds < -clockToleranceSeconds) {
      missing.push({ kind: 'freshness', maxAgeSeconds: requirement.maxAgeSeconds, ageSeconds });
    }
  }
  if (standing.accessEndsAtMs <= nowMs) missing.push({ kind: 'access' });
  return missing.length === 0 ? { kind: 'met' } : { kind: 'unmet', missing };
}

/** How far (s) the provider's clock may run ahead of ours (B23). */
export const clockToleranceSeconds = 30;
