import { furtherActions, twoActions } from './development-actions.ts';
import type { Simulator, Topology } from './index.ts';

/** The application's policy for a simulator, as the JSON file has it. */
export interface DevelopmentPolicy {
  readonly environment: string;
  readonly provider: { readonly topology: Topology; readonly issuer: string; readonly clientId: string };
  readonly session: Readonly<Record<string, unknown>>;
  readonly actions: readonly Readonly<Record<string, unknown>>[];
  readonly [key: string]: unknown;
}

/** Overrides replace a top-level key; those of `provider` and `session` are merged into it. */
export interface DevelopmentPolicyOverrides {
  readonly provider?: Readonly<Record<string, unknown>>;
  readonly session?: Readonly<Record<string, unknown>>;
  /** No key of the policy: `whole` adds an action for each thing that the simulator's APIs can do. */
  readonly catalogue?: 'twoActions' | 'whole';
  readonly [key: string]: unknown;
}

/** A policy with which the application logs in at this simulator and has two actions: one at AAL2, one at AAL3. */
export function developmentPolicy(
  simulator: Pick<Simulator, 'issuer' | 'clientId' | 'apiBase' | 'topology'>,
  overrides: DevelopmentPolicyOverrides = {},
): DevelopmentPolicy {
  const { issuer, clientId, apiBase, topology } = simulator;
  const { provider, session, catalogue = 'twoActions', ...others } = overrides;
  return {
    environment: 'Simulator',
    provider: { topology, issuer, clientId, ...provider },
    session: { profile: 'personal', ...session },
    actions: [...twoActions(apiBase), ...(catalogue === 'whole' ? furtherActions(apiBase) : [])],
    ...others,
  };
}
