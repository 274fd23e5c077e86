import { evaluate, isSensitive, type Evaluation, type Requirement } from '../assurance/requirement.ts';
import type { ActionOutcome } from '../../preload/session-view.ts';
import type { FailureCode } from '../../preload/failures.ts';
import type { Action, Policy } from '../policy/schema.ts';
import type { Intent, Moment, SendAnswer } from './events.ts';
import { move, refuse, type Step } from './step.ts';
import type { Established, State } from './state.ts';
import { hurry } from './token-lane.ts';

/** A pending action that nobody confirmed for so long is not what the person has in mind any more (ms). */
export const pendingLimitMs = 10 * 60 * 1000;

/** How old (s) the proof for a sensitive action may be where the action does not say (design section 5). */
const sensitiveMaxAgeSeconds = { personal: 900, shared: 300 } as const;

/**
 * The action's own requirement, made no weaker than the profile allows, nor than the catalogue says by now: the stricter of
 * what was asked for and what is in force (`session.md`, "Races").
 */
export function requirementOf(policy: Policy, action: Action): Requirement {
  const now = policy.actions.find(({ id }) => id === action.id)?.requirement ?? action.requirement;
  const levels = action.requirement.levels.filter((level) => now.levels.includes(level));
  const ages = [action.requirement.maxAgeSeconds, now.maxAgeSeconds].filter((seconds) => seconds !== undefined);
  const maxAgeSeconds = ages.length > 0 ? Math.min(...ages) : undefined;
  const ceiling = sensitiveMaxAgeSeconds[policy.session.profile];
  if (isSensitive({ levels })) return { levels, maxAgeSeconds: Math.min(maxAgeSeconds ?? ceiling, ceiling) };
  return { levels, ...(maxAgeSeconds !== undefined && { maxAgeSeconds }) };
}

export function gate(policy: Policy, established: Established, action: Action, nowMs: number): Evaluation {
  const standing = {
    level: established.authentication.level,
    authTimeSeconds: established.authentication.authTimeSeconds,
    accessEndsAtMs: established.tokens.accessEndsAtMs,
  };
  return evaluate(standing, requirementOf(policy, action), nowMs);
}

export function prepare(policy: Policy, state: State, actionId: string, moment: Moment): Step {
  const action = policy.actions.find(({ id }) => id === actionId);
  const idle = state.action.kind === 'none' || state.action.kind === 'done';
  if (state.session.kind !== 'active' || state.session.resuming || !idle || !action) return refuse(state);
  return proceed(policy, state, { action, preparedAtMs: moment.nowMs }, moment);
}

/** After a step-up the blocked action goes on by itself as far as its confirmation, never further (screen 12). */
export function resumeAfterAdoption(policy: Policy, state: State, moment: Moment): Step {
  if (state.action.kind !== 'blocked') return move(state);
  return state.session.kind === 'active'
    ? proceed(policy, state, state.action, moment)
    : move({ ...state, action: { kind: 'none' } });
}

/** After a renewal: an action that waited for nothing but access goes on, any other block is the person's to lift. */
export function resumeAfterRenewal(policy: Policy, state: State, before: Established, moment: Moment): Step {
  const { action, session } = state;
  // While the gate is closed after sleep, its opening is what it waits for.
  if (action.kind !== 'blocked' || (session.kind === 'active' && session.resuming)) return move(state);
  const waitedForAccess = lacksOnlyAccess(gate(policy, before, action.action, moment.nowMs));
  return waitedForAccess ? resumeAfterAdoption(policy, state, moment) : move(state);
}

/** Once the gate is open after sleep: an action that lacks nothing was stopped by it alone. */
export function resumeIfMet(policy: Policy, state: State, moment: Moment): Step {
  const { action, session } = state;
  if (action.kind !== 'blocked' || session.kind !== 'active') return move(state);
  const { kind } = gate(policy, session.established, action.action, moment.nowMs);
  return kind === 'met' ? proceed(policy, state, action, moment) : move(state);
}

function lacksOnlyAccess(evaluation: Evaluation): boolean {
  return evaluation.kind === 'unmet' && evaluation.missing.every(({ kind }) => kind === 'access');
}

function proceed(
  policy: Policy,
  state: State,
  pending: { readonly action: Action; readonly preparedAtMs: number },
  moment: Moment,
): Step {
  const { action, preparedAtMs } = pending;
  if (state.session.kind !== 'active') return refuse(state);
  if (moment.nowMs - preparedAtMs > pendingLimitMs) return giveUp(state, action, 'ACTION_EXPIRED', moment);
  const evaluation = gate(policy, state.session.established, action, moment.nowMs);
  if (evaluation.kind === 'unmet') {
    const blocked: State = { ...state, action: { kind: 'blocked', action, preparedAtMs } };
    return move(lacksOnlyAccess(evaluation) ? hurry(blocked, moment.nowMs) : blocked);
  }
  if (isSensitive(requirementOf(policy, action))) {
    return move({ ...state, action: { kind: 'confirming', action, preparedAtMs, confirmationId: moment.freshId } });
  }
  return record(state, action, moment);
}

export function confirm(policy: Policy, state: State, confirmationId: string, moment: Moment): Step {
  const { action: pending, session } = state;
  if (pending.kind !== 'confirming' || pending.confirmationId !== confirmationId || session.kind !== 'active') {
    return refuse(state);
  }
  if (session.resuming) return refuse(state);
  const { action, preparedAtMs } = pending;
  if (moment.nowMs - preparedAtMs > pendingLimitMs) return giveUp(state, action, 'ACTION_EXPIRED', moment);
  if (gate(policy, session.established, action, moment.nowMs).kind === 'unmet') {
    return move({ ...state, action: { kind: 'blocked', action, preparedAtMs } });
  }
  return record(state, action, moment);
}

/** Invariant 9: first on disk, then on the wire. */
function record(state: State, action: Action, { freshId }: Moment): Step {
  const recording: State = { ...state, action: { kind: 'recording', action, requestId: freshId } };
  const intent = intentIn(recording);
  return intent ? move(recording, { type: 'recordIntent', intent }) : refuse(state);
}

/** The gate once more, against the very token that is sent. */
export function sendRecorded(policy: Policy, state: State, requestId: string, moment: Moment): Step {
  const { action: pending, session } = state;
  if (pending.kind !== 'recording' || pending.requestId !== requestId || session.kind !== 'active') return move(state);
  const { action } = pending;
  if (session.resuming || gate(policy, session.established, action, moment.nowMs).kind === 'unmet') {
    return move({ ...state, action: { kind: 'blocked', action, preparedAtMs: moment.nowMs } });
  }
  const intent = intentIn(state);
  if (!intent) return move(state);
  return move({ ...state, action: { kind: 'sending', action, requestId } }, { type: 'send', intent });
}

export function finish(state: State, requestId: string, answer: SendAnswer): Step {
  const { action: pending } = state;
  const outcome: ActionOutcome = answer.kind === 'challenged' ? { kind: 'refused', problem: answer.problem } : answer;
  const waited = pending.kind === 'recording' || pending.kind === 'sending';
  if (!waited || pending.requestId !== requestId) return move(state);
  return move({ ...state, action: { kind: 'done', action: pending.action, outcome } });
}

function giveUp(state: State, action: Action, code: FailureCode, { nowMs, freshId }: Moment): Step {
  const problem = { code, atMs: nowMs, correlationId: freshId, detail: 'not confirmed in time' };
  return move(
    { ...state, action: { kind: 'done', action, outcome: { kind: 'refused', problem } } },
    { type: 'note', code, correlationId: freshId },
  );
}

function intentIn({ action, session }: State): Intent | undefined {
  if (action.kind !== 'recording' || session.kind !== 'active') return undefined;
  const { requestId } = action;
  return { requestId, action: action.action, input: {}, established: session.established, role: session.role };
}
