import type { ActionInput } from '../../preload/contract.ts';
import type { FailureCode, Problem } from '../../preload/failures.ts';
import type { ActionOutcome } from '../../preload/session-view.ts';
import type { Evaluation } from '../assurance/requirement.ts';
import type { Action, Policy } from '../policy/schema.ts';
import { gate, isForStepUp, needsConfirmation, type Active } from './action-need.ts';
import { isRunning } from './attempt-moves.ts';
import { draftIdOf, withoutDraft } from './drafts.ts';
import type { Challenge, Intent, Moment, SendAnswer } from './events.ts';
import { move, refuse, type Step } from './step.ts';
import type { Pending, State } from './state.ts';
import { hurry } from './token-lane.ts';
import { noteUnresolved } from './unresolved-moves.ts';

/** A pending action that nobody confirmed for so long is not what the person has in mind any more (ms). */
const pendingLimitMs = 10 * 60 * 1000;

/** More than anybody keeps in mind; each is confirmed by itself. */
export const mostWaiting = 10;

/**
 * "Do this": on its way as far as it gets without the person. While another waits for a log-in it joins that one, and is
 * looked at when its turn comes: covered by what was asked for it goes on, otherwise it asks for itself (`session.md`, "Races").
 * `input` has been checked.
 */
export function prepare(policy: Policy, state: State, actionId: string, input: ActionInput, moment: Moment): Step {
  const { session, action: shown } = state;
  const action = policy.actions.find(({ id }) => id === actionId);
  if (session.kind !== 'active' || session.resuming || !action) return refuse(state);
  const pending: Pending = { action, input, preparedAtMs: moment.nowMs };
  if (shown.kind === 'blocked') return join(policy, state, session, { ...pending, joined: true }, moment);
  const isFree = shown.kind === 'none' || (shown.kind === 'done' && state.waiting.length === 0);
  return isFree && !isRunning(state.attempt) ? proceed(policy, state, pending, moment) : refuse(state);
}

function join(policy: Policy, state: State, session: Active, pending: Pending, { nowMs }: Moment): Step {
  const isThere = pendingIn(state).some(({ action }) => action.id === pending.action.id);
  if (isThere || state.waiting.length >= mostWaiting) return refuse(state);
  const evaluation = gate(policy, session, pending, nowMs);
  const waitsForTheSame = evaluation.kind === 'unmet' && isForStepUp(policy, pending, evaluation);
  return waitsForTheSame ? move({ ...state, waiting: [...state.waiting, pending] }) : refuse(state);
}

/** Everything that a log-in of now would be for: the action on screen first. */
export function pendingIn({ action, waiting }: Pick<State, 'action' | 'waiting'>): readonly Pending[] {
  return action.kind === 'blocked' ? [action, ...waiting] : waiting;
}

/** The action on screen is over or given up: the next one that waits comes to the gate by itself, and takes no other along. */
export function takeNext(policy: Policy, state: State, moment: Moment): Step {
  const [next, ...waiting] = state.waiting;
  if (!next || state.session.kind !== 'active') return move({ ...state, action: { kind: 'none' }, waiting: [] });
  return proceed(policy, { ...state, action: { kind: 'none' }, waiting }, next, moment);
}

/** After a step-up the blocked action goes on by itself as far as its confirmation, never further (screen 12). */
export function resumeAfterAdoption(policy: Policy, state: State, moment: Moment): Step {
  if (state.session.kind !== 'active') return move({ ...state, action: { kind: 'none' }, waiting: [] });
  return state.action.kind === 'blocked' ? proceed(policy, state, state.action, moment) : move(state);
}

/** After a renewal: an action that waited for nothing but access goes on, any other block is the person's to lift. */
export function resumeAfterRenewal(policy: Policy, state: State, before: Active, moment: Moment): Step {
  const { action, session } = state;
  // While the gate is closed after sleep, its opening is what it waits for.
  if (action.kind !== 'blocked' || (session.kind === 'active' && session.resuming)) return move(state);
  const waitedForAccess = lacksOnlyAccess(gate(policy, before, action, moment.nowMs));
  return waitedForAccess ? resumeAfterAdoption(policy, state, moment) : move(state);
}

/** Once the gate is open after sleep: an action that lacks nothing was stopped by it alone. */
export function resumeIfMet(policy: Policy, state: State, moment: Moment): Step {
  const { action, session } = state;
  if (action.kind !== 'blocked' || session.kind !== 'active') return move(state);
  const { kind } = gate(policy, session, action, moment.nowMs);
  return kind === 'met' ? proceed(policy, state, action, moment) : move(state);
}

function lacksOnlyAccess(evaluation: Evaluation): boolean {
  return evaluation.kind === 'unmet' && evaluation.missing.every(({ kind }) => kind === 'access');
}

function proceed(policy: Policy, state: State, pending: Pending, moment: Moment): Step {
  const { session } = state;
  if (session.kind !== 'active') return refuse(state);
  if (hasExpired(pending, moment)) return giveUp(state, pending.action, 'ACTION_EXPIRED', moment);
  const evaluation = gate(policy, session, pending, moment.nowMs);
  if (evaluation.kind === 'unmet') {
    const blocked = block(state, pending);
    return move(lacksOnlyAccess(evaluation) ? hurry(blocked, moment.nowMs) : blocked);
  }
  if (needsConfirmation(policy, pending)) {
    const confirmationId = moment.freshId;
    return move({ ...state, action: { ...pendingOf(pending), kind: 'confirming', confirmationId } });
  }
  return record(state, pending, moment);
}

export function confirm(policy: Policy, state: State, confirmationId: string, moment: Moment): Step {
  const { action: pending, session } = state;
  if (pending.kind !== 'confirming' || pending.confirmationId !== confirmationId || session.kind !== 'active') {
    return refuse(state);
  }
  if (session.resuming) return refuse(state);
  if (hasExpired(pending, moment)) return giveUp(state, pending.action, 'ACTION_EXPIRED', moment);
  // What lapsed while the dialog was open leads back to the log-in (HAZ-05).
  if (gate(policy, session, pending, moment.nowMs).kind === 'unmet') return move(block(state, pending));
  return record(state, pending, moment);
}

/** Invariant 9: first on disk, then on the wire. */
function record(state: State, pending: Pending, { freshId }: Moment): Step {
  const recording: State = {
    ...state,
    action: { ...pendingOf(pending), kind: 'recording', requestId: freshId },
  };
  const intent = intentIn(recording);
  return intent ? move(recording, { type: 'recordIntent', intent }) : refuse(state);
}

/** The gate once more, against the very token that is sent. */
export function sendRecorded(policy: Policy, state: State, requestId: string, moment: Moment): Step {
  const { action: pending, session } = state;
  if (pending.kind !== 'recording' || pending.requestId !== requestId || session.kind !== 'active') return move(state);
  if (session.resuming || gate(policy, session, pending, moment.nowMs).kind === 'unmet') {
    return move(block(state, { ...pending, preparedAtMs: moment.nowMs }));
  }
  const intent = intentIn(state);
  if (!intent) return move(state);
  return move({ ...state, action: { ...pending, kind: 'sending' } }, { type: 'send', intent });
}

/** What became of a request. The first challenge of a service leads back to the gate, a second one is a refusal. */
export function receiveAnswer(
  policy: Policy,
  state: State,
  requestId: string,
  answer: SendAnswer,
  moment: Moment,
): Step {
  if (answer.kind !== 'challenged') return finish(state, requestId, answer);
  const { action: pending, session } = state;
  if (pending.kind !== 'sending' || pending.requestId !== requestId) return move(state);
  const refused = () => finish(state, requestId, tooLow(answer.problem));
  if (pending.challenge || session.kind !== 'active') return refused();
  const asked = { ...pending, challenge: challengeOf(answer.challenge), preparedAtMs: moment.nowMs };
  const evaluation = gate(policy, session, asked, moment.nowMs);
  // Where nothing is missing by our own lights, or nothing that a log-in brings, the same request would meet the same answer.
  const isOfUse = evaluation.kind === 'unmet' && isForStepUp(policy, asked, evaluation);
  return isOfUse ? move(block(state, asked)) : refused();
}

function challengeOf({ lowestLevel, maxAgeSeconds }: Challenge): Challenge {
  return { lowestLevel, ...(maxAgeSeconds !== undefined && { maxAgeSeconds: Math.max(0, maxAgeSeconds) }) };
}

function tooLow(problem: Problem): ActionOutcome {
  return { kind: 'refused', problem: { ...problem, code: 'API_LEVEL_TOO_LOW' } };
}

export function finish(state: State, requestId: string, outcome: ActionOutcome): Step {
  const { action: pending } = state;
  const waited = pending.kind === 'recording' || pending.kind === 'sending';
  if (!waited || pending.requestId !== requestId) return move(noteUnresolved(state, { requestId }, outcome));
  const done: State = { ...state, action: { kind: 'done', action: pending.action, outcome } };
  // What was filled in for it would offer it once more (HAZ-06); what was refused may be mended.
  const drafts = outcome.kind === 'refused' ? state.drafts : withoutDraft(state.drafts, draftIdOf(pending.action.id));
  return move(noteUnresolved({ ...done, drafts }, { requestId, actionId: pending.action.id }, outcome));
}

function hasExpired({ preparedAtMs }: Pending, { nowMs }: Moment): boolean {
  return nowMs - preparedAtMs > pendingLimitMs;
}

function giveUp(state: State, action: Action, code: FailureCode, { nowMs, freshId }: Moment): Step {
  const problem = { code, atMs: nowMs, correlationId: freshId, detail: 'not confirmed in time' };
  return move(
    { ...state, action: { kind: 'done', action, outcome: { kind: 'refused', problem } } },
    { type: 'note', code, correlationId: freshId },
  );
}

function block(state: State, pending: Pending): State {
  return { ...state, action: { ...pendingOf(pending), kind: 'blocked' } };
}

/** What is pending, and nothing of how far it had got. */
function pendingOf({ action, input, preparedAtMs, challenge, joined }: Pending): Pending {
  return { action, input, preparedAtMs, ...(challenge && { challenge }), ...(joined && { joined }) };
}

function intentIn({ action: pending, session }: State): Intent | undefined {
  if (pending.kind !== 'recording' || session.kind !== 'active') return undefined;
  const { action, input, requestId } = pending;
  return { requestId, action, input, established: session.established, role: session.role };
}
