import type { EndReason } from '../../preload/session-view.ts';
import type { Policy } from '../policy/schema.ts';
import { confirm, finish, prepare, requirementOf, sendRecorded } from './action-moves.ts';
import { abandon, adopt, askFor, begin, fail, isRunning, receiveGrant } from './attempt-moves.ts';
import type { Moment, SessionEvent } from './events.ts';
import { move, refuse, type Step } from './step.ts';
import { establishedIn, type State } from './state.ts';

/**
 * The session machine of `session.md`: pure, one event at a time. Gestures that make no sense are refused, reports that
 * come too late are dropped. Moves of `session.md` that are not here yet (limits, locks, renewal, continue) have no event
 * and so cannot happen.
 */
export function step(policy: Policy, state: State, event: SessionEvent, moment: Moment): Step {
  const { session, attempt, action } = state;
  switch (event.type) {
    case 'started':
      return session.kind === 'starting'
        ? move({ ...state, session: { kind: 'out', end: null, forceLogin: false } })
        : move(state);

    case 'loginRequested':
      if (session.kind !== 'out') return refuse(state);
      return begin(state, askFor(policy, 'login', session, moment.nowMs), moment);
    case 'reopenRequested':
      return attempt.kind === 'waiting' ? move(state, { type: 'openBrowser', attemptId: attempt.id }) : refuse(state);
    case 'startLinkRequested':
      return attempt.kind === 'waiting' ? move(state, { type: 'copyStartLink', attemptId: attempt.id }) : refuse(state);
    case 'cancelRequested':
      // Wins until adoption, also while the answer is being checked: a late grant is discarded.
      if (!isRunning(attempt)) return refuse(state);
      return move(
        { ...state, attempt: { kind: 'none' } },
        { type: 'note', code: 'ATTEMPT_CANCELLED', correlationId: attempt.id },
        ...abandon(state, { kind: 'cancelled' }),
      );

    case 'attemptOpened':
      if (attempt.kind !== 'opening' || attempt.id !== event.attemptId) return move(state);
      return move({
        ...state,
        attempt: { ...attempt, kind: 'waiting', expiresAtMs: event.expiresAtMs, notice: null },
      });
    case 'answerRefused':
      if (attempt.kind !== 'waiting' || attempt.id !== event.attemptId) return move(state);
      return move({ ...state, attempt: { ...attempt, notice: event.problem } });
    case 'answerArrived':
      if ((attempt.kind !== 'waiting' && attempt.kind !== 'opening') || attempt.id !== event.attemptId)
        return move(state);
      return move(
        { ...state, attempt: { kind: 'completing', id: attempt.id, asked: attempt.asked, accepted: null } },
        { type: 'exchange', attemptId: attempt.id },
      );
    case 'attemptFailed':
      return isRunning(attempt) && attempt.id === event.attemptId ? fail(state, event.problem) : move(state);
    case 'grantObtained':
      return receiveGrant(state, event.attemptId, event.grant, moment);
    case 'recordSaved':
      return adopt(policy, state, event, moment);
    case 'wiped':
      return event.epoch === state.epoch ? noteWiped(state, event.ending === 'unconfirmed') : move(state);

    case 'roleChosen': {
      if (session.kind !== 'choosingRole' || isRunning(attempt)) return refuse(state);
      const role = session.established.roles.find(({ id }) => id === event.roleId);
      if (!role) return refuse(state);
      return move({ ...state, session: { kind: 'active', established: session.established, role } });
    }
    case 'changeRoleRequested':
      if (session.kind !== 'active' || isRunning(attempt) || action.kind !== 'none') return refuse(state);
      return begin(state, askFor(policy, 'changeRole', { forceLogin: true }, moment.nowMs), moment);

    case 'actionPrepared':
      return isRunning(attempt) ? refuse(state) : prepare(policy, state, event.actionId, moment);
    case 'stepUpRequested': {
      if (session.kind !== 'active' || isRunning(attempt) || action.kind !== 'blocked') return refuse(state);
      const { maxAgeSeconds } = requirementOf(policy, action.action);
      const how = {
        forceLogin: event.again || policy.provider.stepUpPrompt === 'login',
        ...(maxAgeSeconds !== undefined && { oldestSeconds: maxAgeSeconds }),
      };
      return begin(state, askFor(policy, 'stepUp', how, moment.nowMs), moment);
    }
    case 'actionConfirmed':
      return isRunning(attempt) ? refuse(state) : confirm(policy, state, event.confirmationId, moment);
    case 'intentRecorded':
      return sendRecorded(policy, state, event.requestId, moment);
    case 'intentNotRecorded':
      return finish(state, event.requestId, { kind: 'refused', problem: event.problem });
    case 'actionAnswered':
      return finish(state, event.requestId, event.outcome);

    case 'wentBack':
      return goBack(state);
    case 'lockRequested':
      // Nobody owns a shared terminal: what would be locked there is logged out (design section 5).
      if (!establishedIn(state)) return refuse(state);
      return policy.session.profile === 'shared' ? end(state, 'user', moment) : lock(state, moment);
    case 'unlockRequested':
      if (session.kind !== 'locked') return refuse(state);
      return begin(state, askFor(policy, 'unlock', { forceLogin: true }, moment.nowMs), moment);
    case 'switchRequested':
      if (attempt.kind !== 'otherPerson' && session.kind !== 'locked') return refuse(state);
      return switchPerson(policy, state, moment);
    case 'logOutRequested':
      return establishedIn(state) || session.kind === 'locked' ? end(state, 'user', moment) : refuse(state);
  }
}

function goBack(state: State): Step {
  const { session, attempt, action } = state;
  switch (attempt.kind) {
    case 'opening':
    case 'waiting':
    case 'completing':
      return refuse(state);
    case 'failed':
      return move({ ...state, attempt: { kind: 'none' } });
    case 'insufficient':
    case 'otherPerson':
      return move({ ...state, attempt: { kind: 'none' }, action: { kind: 'none' } });
    case 'none':
      break;
  }
  if (action.kind === 'blocked' || action.kind === 'confirming' || action.kind === 'done') {
    return move({ ...state, action: { kind: 'none' } });
  }
  if (session.kind === 'out' && session.end) return move({ ...state, session: { ...session, end: null } });
  return refuse(state);
}

/** Whether the keychain could show that our entry is gone is known only after the screen has changed (HAZ-07). */
function noteWiped(state: State, unconfirmed: boolean): Step {
  const { session } = state;
  if (session.kind === 'locked') return move({ ...state, session: { ...session, unconfirmed } });
  if (session.kind !== 'out' || !session.end) return move(state);
  return move({ ...state, session: { ...session, end: { ...session.end, unconfirmed } } });
}

/** Ends one person's session and begins a fresh log-in; the other person's tokens were never adopted. */
function switchPerson(policy: Policy, state: State, moment: Moment): Step {
  const ended = end(state, 'switchUser', moment);
  const begun = begin(ended.state, askFor(policy, 'login', { forceLogin: true }, moment.nowMs), moment);
  return move(begun.state, ...ended.effects, ...begun.effects);
}

/**
 * Keeps who it was and gives up what could speak for them. A running step-up is told so, a pending action is dropped. The
 * tokens are revoked as at a log-out: nobody could do so later, and a refresh token lives for hours.
 */
function lock(state: State, { nowMs, freshId }: Moment): Step {
  const established = establishedIn(state);
  if (!established) return refuse(state);
  const { person, authentication } = established;
  return move(
    {
      ...state,
      epoch: state.epoch + 1,
      session: {
        kind: 'locked',
        person,
        identityLevel: authentication.identityLevel,
        role: state.session.kind === 'active' ? state.session.role : undefined,
        lockedAtMs: nowMs,
        unconfirmed: false,
      },
      attempt: { kind: 'none' },
      action: { kind: 'none' },
    },
    { type: 'note', code: 'SESSION_LOCKED', correlationId: freshId },
    ...abandon(state, { kind: 'cancelled' }),
    { type: 'wipe', epoch: state.epoch + 1, reason: 'lock' },
    { type: 'replaceRenderer' },
    { type: 'revoke', tokens: established.tokens },
  );
}

/**
 * The one place in which a session ends. The wipe comes before anything that waits for a network; a request that is
 * already under way finishes with its own bearer, and its outcome goes to the audit log alone.
 */
function end(state: State, reason: EndReason, { nowMs, freshId }: Moment): Step {
  const established = establishedIn(state);
  return move(
    {
      ...state,
      epoch: state.epoch + 1,
      session: { kind: 'out', end: { reason, atMs: nowMs, unconfirmed: false }, forceLogin: true },
      attempt: { kind: 'none' },
      action: { kind: 'none' },
    },
    { type: 'note', code: 'SESSION_ENDED', correlationId: freshId, detail: reason },
    ...abandon(state, { kind: 'cancelled' }),
    { type: 'wipe', epoch: state.epoch + 1, reason },
    { type: 'replaceRenderer' },
    ...(established ? [{ type: 'revoke', tokens: established.tokens } as const] : []),
  );
}
