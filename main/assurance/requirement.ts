import type { Missing } from '../../preload/session-view.ts';
import type { SessionLevel } from './level.ts';

/** What a session must be for an action to be done in it. */
export interface Requirement {
  /**
   * The levels at which it may be done, exactly these: some national scopes match one level alone (`cis2.md` section 8.3).
   * `[3]` makes it a sensitive action.
   */
  readonly levels: readonly SessionLevel[];
  /** How long ago (s) the person may have proved themselves; absent: any time in this session. */
  readonly maxAgeSeconds?: number;
  /** The role in use must be one of these job roles (`R8000`), and hold one of these activities (`B0401`). */
  readonly roleCodes?: readonly string[];
  readonly activityCodes?: readonly string[];
  readonly identityLevel?: number;
}

/** What the gate looks at: the claims that came with the very access token that would be sent, and the role in use. */
export interface Standing {
  readonly level: SessionLevel;
  /** `auth_time` of the ID token in use (s since the epoch). */
  readonly authTimeSeconds: number;
  readonly identityLevel: number;
  /** The job role (`R8000`) in use, and the activities (`B0401`) that it holds. */
  readonly roleCode: string;
  readonly activityCodes: readonly string[];
  /** When the access token ends (ms since the epoch). */
  readonly accessEndsAtMs: number;
}

export type Evaluation = { readonly kind: 'met' } | { readonly kind: 'unmet'; readonly missing: readonly Missing[] };

/** Whether an AAL2 log-in can never be enough, however fresh. */
export function isSensitive(requirement: Pick<Requirement, 'levels'>): boolean {
  return !requirement.levels.includes(2);
}

/**
 * The gate. Level and freshness are judged apart, and both against now: a session that was good enough at confirm may
 * not be at sending. An `auth_time` in the future counts as no freshness at all (HAZ-05, HAZ-09). The role is the one in
 * use, whatever else the person holds (HAZ-04).
 *
 * @returns `met`, or everything that is missing, in the order in which it is told to the user: level, freshness, identity
 *   level, role, activity, access
 */
export function evaluate(standing: Standing, requirement: Requirement, nowMs: number): Evaluation {
  const { maxAgeSeconds, identityLevel, roleCodes, activityCodes } = requirement;
  const missing: Missing[] = [];
  if (!requirement.levels.includes(standing.level)) {
    missing.push({ kind: 'level', required: isSensitive(requirement) ? 3 : 2, actual: standing.level });
  }
  if (maxAgeSeconds !== undefined) {
    const ageSeconds = Math.floor(nowMs / 1000) - standing.authTimeSeconds;
    if (ageSeconds > maxAgeSeconds || ageSeconds < -clockToleranceSeconds) {
      missing.push({ kind: 'freshness', maxAgeSeconds, ageSeconds });
    }
  }
  if (identityLevel !== undefined && standing.identityLevel < identityLevel) {
    missing.push({ kind: 'identityLevel', required: identityLevel, actual: standing.identityLevel });
  }
  if (roleCodes && !roleCodes.includes(standing.roleCode)) missing.push({ kind: 'role', roleCodes: [...roleCodes] });
  if (activityCodes && !activityCodes.some((code) => standing.activityCodes.includes(code))) {
    missing.push({ kind: 'activity', activityCodes: [...activityCodes] });
  }
  if (standing.accessEndsAtMs <= nowMs) missing.push({ kind: 'access' });
  return missing.length === 0 ? { kind: 'met' } : { kind: 'unmet', missing };
}

/**
 * Whether a log-in at AAL3, which is what a step-up asks for, brings everything that is missing. No log-in makes a role hold
 * more, and none at AAL3 is of use for what may be done at AAL2 alone.
 */
export function canBeBroughtByStepUp(requirement: Pick<Requirement, 'levels'>, missing: readonly Missing[]): boolean {
  return requirement.levels.includes(3) && missing.every(({ kind }) => bringable[kind]);
}

const bringable: Readonly<Record<Missing['kind'], boolean>> = {
  level: true,
  freshness: true,
  access: true,
  identityLevel: false,
  role: false,
  activity: false,
};

/** Both at once: what meets it meets each of the two. What nobody can be is a set without members. */
export function stricterOf(one: Requirement, other: Requirement): Requirement {
  const maxAgeSeconds = lowest(one.maxAgeSeconds, other.maxAgeSeconds);
  const identityLevel = highest(one.identityLevel, other.identityLevel);
  const roleCodes = inBoth(one.roleCodes, other.roleCodes);
  const activityCodes = inBoth(one.activityCodes, other.activityCodes);
  return {
    levels: one.levels.filter((level) => other.levels.includes(level)),
    ...(maxAgeSeconds !== undefined && { maxAgeSeconds }),
    ...(identityLevel !== undefined && { identityLevel }),
    ...(roleCodes && { roleCodes }),
    ...(activityCodes && { activityCodes }),
  };
}

function lowest(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
}

function highest(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.max(one, other);
}

function inBoth(one: readonly string[] | undefined, other: readonly string[] | undefined) {
  return one && other ? one.filter((code) => other.includes(code)) : (one ?? other);
}

/** How far (s) the provider's clock may run ahead of ours (B23). */
export const clockToleranceSeconds = 30;
