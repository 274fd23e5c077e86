import {
  canBeBroughtByStepUp,
  evaluate,
  isSensitive,
  stricterOf,
  type Evaluation,
  type Requirement,
} from '../assurance/requirement.ts';
import type { Policy } from '../policy/schema.ts';
import type { Challenge } from './events.ts';
import type { Pending, SessionRegion } from './state.ts';

/** How old (s) the proof for a sensitive action may be where the action does not say (design section 5). */
const sensitiveMaxAgeSeconds = { personal: 900, shared: 300 } as const;

/**
 * A service may ask for a proof of this very moment (`max_age=0`), and then a person still has to come back from the browser
 * and to confirm: what we ask the provider for is what the service said, what we take is no older than this (s).
 */
const timeToConfirmSeconds = 60;

/** All that a need hangs on: the action, and what a service asked for when it was sent. */
export type Demand = Pick<Pending, 'action' | 'challenge'>;
export type Active = Extract<SessionRegion, { readonly kind: 'active' }>;

/**
 * The action's own requirement, made no weaker than the profile allows, than the catalogue says by now, nor than the service
 * asked for: the stricter of them all (`session.md`, "Races"; RFC 9470). A level that none of them leaves is met by nobody.
 */
export function requirementOf(policy: Policy, { action, challenge }: Demand): Requirement {
  const now = policy.actions.find(({ id }) => id === action.id)?.requirement ?? action.requirement;
  const inForce = stricterOf(action.requirement, now);
  const asked = challenge ? stricterOf(inForce, requirementIn(challenge)) : inForce;
  if (!isSensitive(asked)) return asked;
  return stricterOf(asked, { levels: [2, 3], maxAgeSeconds: sensitiveMaxAgeSeconds[policy.session.profile] });
}

function requirementIn({ lowestLevel, maxAgeSeconds }: Challenge): Requirement {
  return {
    levels: lowestLevel === 3 ? [3] : [2, 3],
    ...(maxAgeSeconds !== undefined && { maxAgeSeconds: Math.max(maxAgeSeconds, timeToConfirmSeconds) }),
  };
}

/** The gate, with what the session is at this moment and the very token that would be sent. */
export function gate(policy: Policy, { established, role }: Active, demand: Demand, nowMs: number): Evaluation {
  const { authentication, tokens } = established;
  const standing = {
    level: authentication.level,
    authTimeSeconds: authentication.authTimeSeconds,
    identityLevel: authentication.identityLevel,
    roleCode: role.code,
    activityCodes: role.activityCodes,
    accessEndsAtMs: tokens.accessEndsAtMs,
  };
  return evaluate(standing, requirementOf(policy, demand), nowMs);
}

/** Whether a step-up would open the gate for it. */
export function isForStepUp(policy: Policy, demand: Demand, evaluation: Evaluation): boolean {
  const missing = evaluation.kind === 'met' ? [] : evaluation.missing;
  return canBeBroughtByStepUp(requirementOf(policy, demand), missing);
}

/** Whether it is the person's word that it waits for. Nothing that was refused once, or that waited behind another, is sent
 * without it: by then they may have something else in mind (HAZ-10). */
export function needsConfirmation(policy: Policy, pending: Pending): boolean {
  const { action, challenge, joined = false } = pending;
  return action.confirm || joined || challenge !== undefined || isSensitive(requirementOf(policy, pending));
}

/** The ages (s) that one step-up for all of these is asked with: what the provider is told, and what is taken. */
export interface StepUpAges {
  readonly maxAgeSeconds?: number;
  readonly oldestSeconds?: number;
}

/** Two waiting actions share one step-up, and ask the strictest need of them (issue 5, line 3). */
export function strictestAges(policy: Policy, demands: readonly Demand[]): StepUpAges {
  const taken = demands.flatMap((demand) => requirementOf(policy, demand).maxAgeSeconds ?? []);
  if (taken.length === 0) return {};
  const oldestSeconds = Math.min(...taken);
  const challenged = demands.flatMap(({ challenge }) => challenge?.maxAgeSeconds ?? []);
  return { oldestSeconds, maxAgeSeconds: Math.min(oldestSeconds, ...challenged) };
}

/**
 * How long (s) after they proved themselves a person at AAL3 is asked again: by the sensitive action of the catalogue that
 * asks first, or by the profile where there is none.
 */
export function askedAgainAfterSeconds(policy: Policy): number {
  const ages = policy.actions
    .map((action) => requirementOf(policy, { action }))
    .filter(isSensitive)
    .flatMap(({ maxAgeSeconds }) => maxAgeSeconds ?? []);
  return Math.min(sensitiveMaxAgeSeconds[policy.session.profile], ...ages);
}
