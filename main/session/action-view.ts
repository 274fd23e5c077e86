import { acceptableAuthenticators } from '../assurance/authenticators.ts';
import { isSensitive } from '../assurance/requirement.ts';
import type { DraftValues } from '../../preload/contract.ts';
import type { ActionSummary, SessionView, Unresolved } from '../../preload/session-view.ts';
import { summaryFields } from '../policy/action-input.ts';
import type { Action, Policy } from '../policy/schema.ts';
import { pendingIn } from './action-moves.ts';
import { gate, isForStepUp, requirementOf, type Active, type Demand } from './action-need.ts';
import { draftIdOf } from './drafts.ts';
import type { Pending, State } from './state.ts';

type View<Kind extends SessionView['kind']> = Omit<Extract<SessionView, { kind: Kind }>, 'who'>;

/** What is missing for the action on screen, what would do, and what else waits for the same log-in. */
export function blockedView(policy: Policy, state: State, session: Active, pending: Pending): View<'actionBlocked'> {
  const evaluation = gate(policy, session, pending, state.time.nowMs);
  const canStepUp = isForStepUp(policy, pending, evaluation);
  const { levels } = requirementOf(policy, pending);
  return {
    kind: 'actionBlocked',
    action: summaryOf(policy, pending),
    missing: evaluation.kind === 'unmet' ? [...evaluation.missing] : [],
    // A step-up asks for AAL3 (session.md, "Attempts"), whatever else the action would take: AAL2 would be refused.
    acceptable: [...acceptableAuthenticators(canStepUp ? [3] : levels, policy.session.profile)],
    askedBy: pending.challenge ? 'service' : 'policy',
    canStepUp,
    alsoWaiting: alsoWaiting(policy, state),
    mayJoin: mayJoin(policy, state, session),
  };
}

export function confirmView(
  policy: Policy,
  state: State,
  pending: Pending & { readonly confirmationId: string },
): View<'confirmAction'> {
  return {
    kind: 'confirmAction',
    action: summaryOf(policy, pending),
    confirmationId: pending.confirmationId,
    input: filledIn(pending),
    alsoWaiting: alsoWaiting(policy, state),
  };
}

/** The actions that something was typed for and not sent. */
export function unsentIn(policy: Policy, { drafts }: Pick<State, 'drafts'>): Action[] {
  return policy.actions.filter(({ id }) => drafts[draftIdOf(id)] !== undefined);
}

/** Those of which nobody knows whether they were done, by the words of the catalogue where it still has them. */
export function unresolvedViews(policy: Policy, state: State): Unresolved[] {
  return state.unresolved.map(({ requestId, actionId, atMs }) => {
    const action = policy.actions.find(({ id }) => id === actionId);
    return { action: action ? summaryOf(policy, { action }) : vanished(actionId), requestId, atMs };
  });
}

function vanished(id: string): ActionSummary {
  return { id, label: { en: id }, why: null, sensitive: false, opens: false, input: [] };
}

export function summaryOf(policy: Policy, demand: Demand): ActionSummary {
  const { action } = demand;
  return {
    id: action.id,
    label: action.label,
    why: action.why ?? null,
    sensitive: isSensitive(requirementOf(policy, demand)),
    opens: 'open' in action.request,
    input: summaryFields(action),
  };
}

function alsoWaiting(policy: Policy, { waiting }: State): ActionSummary[] {
  return waiting.map((pending) => summaryOf(policy, pending));
}

/** Actions that need the very log-in that is about to be asked for, and that are ready to be asked for themselves. */
function mayJoin(policy: Policy, state: State, session: Active): ActionSummary[] {
  const there = pendingIn(state).map(({ action }) => action.id);
  return policy.actions
    .filter((action) => !there.includes(action.id) && isFilledIn(action, state.drafts[draftIdOf(action.id)]))
    .filter((action) => {
      const evaluation = gate(policy, session, { action }, state.time.nowMs);
      return evaluation.kind === 'unmet' && isForStepUp(policy, { action }, evaluation);
    })
    .map((action) => summaryOf(policy, { action }));
}

/** Whether nothing has to be typed before it can be asked for. What was typed is checked all the same. */
function isFilledIn({ input }: Action, draft: DraftValues | undefined): boolean {
  if (input.length === 0) return true;
  return draft !== undefined && input.every(({ name, required }) => !required || Boolean(draft[name]));
}

/** What the person filled in, as they saw it: the words of a choice in each language that it has, not its code. */
function filledIn({ action, input }: Pending): View<'confirmAction'>['input'] {
  return action.input.flatMap(({ name, label, choices }) => {
    const value = input[name];
    if (value === undefined || value === '') return [];
    return [{ label, value: choices?.find((choice) => choice.value === value)?.label ?? value }];
  });
}
