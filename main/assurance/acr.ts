import type { SessionLevel } from './level.ts';

/**
 * The two `acr_values` that CIS2 wants used (seed "Authenticator guidance for developers"). CIS2 looks only at the first
 * value of a request, so we send exactly one. The values for a single authenticator are not here on purpose: they need
 * NHS England's agreement and may change.
 *
 * In an ID token `acr` names the policy that was asked for, not the strength achieved; the achieved level is the claim
 * `authentication_assurance_level` (design section 6, invariant 3).
 */
const lowestLevelOf = {
  AAL2_OR_AAL3_ANY: 2,
  AAL3_ANY: 3,
} as const satisfies Record<string, SessionLevel>;

export type AcrValue = keyof typeof lowestLevelOf;

export const acrValues = Object.keys(lowestLevelOf) as readonly AcrValue[];

/** The lowest level that an answer to a request with this value may have. */
export function lowestLevelFor(acrValue: AcrValue): SessionLevel {
  return lowestLevelOf[acrValue];
}

/** The value that asks for this level, and for nothing stronger. */
export function acrValueFor(lowestLevel: SessionLevel): AcrValue {
  return lowestLevel === 3 ? 'AAL3_ANY' : 'AAL2_OR_AAL3_ANY';
}
