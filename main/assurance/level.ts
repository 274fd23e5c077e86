/**
 * Authentication assurance levels of CIS2: 2 is "high confidence", 3 "very high confidence". Level 1 exists only so that
 * it can be refused by name. A level that cannot be read is no level at all, and lower than each of these.
 */
export type AssuranceLevel = 1 | 2 | 3;

/** The levels at which a session may exist. */
export type SessionLevel = 2 | 3;

export function isSessionLevel(level: AssuranceLevel | undefined): level is SessionLevel {
  return level === 2 || level === 3;
}
