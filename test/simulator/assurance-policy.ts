import type { AssuranceLevel, Authenticator } from './authenticators.ts';

/** The two values that an application may send without NHS England's agreement. */
export const ACR_VALUES = ['AAL3_ANY', 'AAL2_OR_AAL3_ANY'] as const;
export type Acr = (typeof ACR_VALUES)[number];

const DEFAULT_ACR: Acr = 'AAL3_ANY';
const MINIMUM_LEVEL: Readonly<Record<Acr, AssuranceLevel>> = { AAL3_ANY: 3, AAL2_OR_AAL3_ANY: 2 };

/**
 * What a request asks for: CIS2 looks only at the first of `acr_values` (space separated).
 * No value, or a first value that we do not know, means the default: the stricter of the two.
 */
export function requestedAcr(acrValues: unknown): Acr {
  const first = typeof acrValues === 'string' ? acrValues.trim().split(/\s+/)[0] : undefined;
  return ACR_VALUES.find((known) => known === first) ?? DEFAULT_ACR;
}

export function minimumLevel(acr: Acr): AssuranceLevel {
  return MINIMUM_LEVEL[acr];
}

/** Whether a browser session made with this authenticator answers the request without asking the person again. */
export function isEnough(authenticator: Authenticator, acr: Acr): boolean {
  return authenticator.level >= minimumLevel(acr);
}

/**
 * The `acr` claim names the policy that was asked for, not the strength that was reached.
 * The AAL1 log-in stands outside the policies and is named by itself, as in CIS2's old development environment.
 */
export function acrClaim(authenticator: Authenticator, acr: Acr): string {
  return authenticator.level === 1 ? 'AAL1_USERPASS' : acr;
}
