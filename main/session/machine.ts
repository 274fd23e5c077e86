import type { Policy } from '../policy/schema.ts';
import { confirm, finish, pendingIn, prepare, receiveAnswer, sendRecorded, takeNext } from './action-moves.ts';
import { gate, isForStepUp, strictestAges } from './action-need.ts';
import { adopt, noteKept, receiveGrant } from './adoption.ts';
import { askFor, begin, cancel, fail, failUnmet, isRunning, takeAnswer } from './attempt-moves.ts';
import { isEmptyDraft, withoutDraft } from './drafts.ts';
import { end, lock, moreSpecificWithinMs, quit } from './ends.ts';
import type { Moment, Occasion, Report, SessionEvent } from './events.ts';
import { noteAccessEnd, personChecked, pursue, renewalAnswered, renewalSaved, resumeChecked } from './lane-moves.ts';
import { applyLimits, endNoticeAt, noteAppInput, noteComputerInput, noteInput } from './limit-moves.ts';
import { policyChanged, policyWithdrawn } from './policy-moves.ts';
import { power } from './power-moves.ts';
import { continueRequested, restoreAnswered, restoreSaved, vaultOpened } from './restore-moves.ts';
import { changeRole, chooseRole, lastRoleFound } from './role-choice.ts';
import { after, move, refuse, type Step } from './step.ts';
import { establishedIn, type State } from './state.ts';
import { dismissUnresolved, unresolvedRead } from './unresolved-moves.ts';
import { advance, anchored } from './time.ts';

/**
 * The session machine of `session.md`: pure, one event at a time. Gestures that make no sense are refused, reports that
 * come too late are dropped.
 *
 * Each event first brings the time, and what was over by then is over before the event is looked at: so a limit cannot be
 * overtaken by a click that was quicker than its timer (`session.md`, "Races": end, lock, then everything else).
 */
export function step(policy: Policy, state: State, event: SessionEvent, occasion: Occasion): Step {
  const { freshId, chance } = occasion;
  const timed = keepTime(state, occasion);
  const moment: Moment = { nowMs: timed.state.time.nowMs, freshId, chance };
  const inTime = timed.steppedBack ? end(timed.state, 'clock', moment) : move(timed.state);
  const heard = after(inTime, (now) => move(hear(policy, now, event, occasion.wallMs, moment)));
  const limited = after(heard, (now) => applyLimits(policy, now, moment));
  const isOvertaken = event.type === 'wentBack' && isAnotherScreen(state, limited.state);
  const done = isOvertaken ? refuse(limited.state) : react(policy, limited.state, event, moment);
  // What held a limit may be over by now.
  const settled = after(done, (now) => applyLimits(policy, now, moment));
  const pursued = after(settled, (now) => pursue(policy, now, moment));
  const noted = after(pursued, (now) => noteAccessEnd(now, moment));
  return { ...noted, effects: [...limited.effects, ...noted.effects] };
}

/** "Back" is said to a screen: the reason of an end that nobody has read yet may not go by it. */
function isAnotherScreen(before: State, now: State): boolean {
  return before.epoch !== now.epoch || before.attempt.kind !== now.attempt.kind;
}

/** Without a session there is no limit to keep, and the wall clock may be set as one likes. */
function keepTime(state: State, reading: Occasion): { readonly state: State; readonly steppedBack: boolean } {
  const { wallMs, monotonicMs } = reading;
  if (!state.watch) return { state: { ...state, time: anchored({ wallMs, monotonicMs }) }, steppedBack: false };
  const { time, steppedBack } = advance(state.time, { wallMs, monotonicMs });
  return { state: { ...state, time }, steppedBack };
}

/** When the person did something, before it is asked whether they did anything in time: an input's own time decides. */
function hear(policy: Policy, state: State, event: SessionEvent, wallMs: number, { nowMs }: Moment): State {
  const inOurTime = (inputAtMs: number) => nowMs - Math.max(0, wallMs - inputAtMs);
  switch (event.type) {
    case 'ticked':
      return noteComputerInput(policy, state, event, nowMs);
    case 'activityNoted':
      return noteAppInput(policy, state, inOurTime(event.inputAtMs), nowMs);
    case 'stayRequested':
      return noteInput(state, inOurTime(event.inputAtMs), nowMs);
    default:
      return state;
  }
}

function react(policy: Policy, state: State, event: SessionEvent, moment: Moment): Step {
  const { session, attempt } = state;
  switch (event.type) {
    case 'started':
      if (session.kind !== 'starting') return move(state);
      return move(event.forceLogin ? { ...state, session: { ...session, forceLogin: true } } : state, {
        type: 'openVault',
      });
    case 'vaultOpened':
      return vaultOpened(policy, state, event.opened, moment);
    case 'ticked':
    case 'activityNoted':
      return move(state);
    case 'stayRequested':
      return state.watch ? move(state) : refuse(state);
    case 'power':
      return power(policy, state, event.power, moment);
    case 'resumeChecked':
      return resumeChecked(policy, state, event.epoch, moment);
    case 'quitRequested':
      return quit(policy.session.profile, state, moment);
    case 'policyChanged':
      return policyChanged(policy, event.before, state, moment);
    case 'policyWithdrawn':
      return policyWithdrawn(state, moment);
    case 'providerEnded':
      return providerEnded(state, event.reason, moment);

    case 'loginRequested':
      if (session.kind !== 'out') return refuse(state);
      return after(session.end ? move(state, { type: 'noteTold' }) : move(state), (now) =>
        begin(now, askFor(policy, 'login', session, moment.nowMs), moment),
      );
    case 'reopenRequested':
      return attempt.kind === 'waiting' ? move(state, { type: 'openBrowser', attemptId: attempt.id }) : refuse(state);
    case 'startLinkRequested':
      return attempt.kind === 'waiting' ? move(state, { type: 'copyStartLink', attemptId: attempt.id }) : refuse(state);
    case 'cancelRequested':
      return cancel(state);

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
      return takeAnswer(state, event.attemptId, moment);
    case 'attemptFailed':
      if (!isRunning(attempt) || attempt.id !== event.attemptId) return move(state);
      // The provider's own word for what screen 13 says (OpenID Connect, `unmet_authentication_requirements`).
      return attempt.asked.purpose === 'stepUp' && event.problem.code === 'AUTHORIZATION_UNMET_LEVEL'
        ? failUnmet(state, event.problem)
        : fail(state, event.problem);
    case 'grantObtained':
      return receiveGrant(policy, state, event.attemptId, event.grant, moment);
    case 'recordSaved':
      return recordSaved(policy, state, event, moment);
    case 'wiped':
      return event.epoch === state.epoch ? noteWiped(state, event.ending === 'unconfirmed') : move(state);
    case 'browserSessionAsked':
      return event.epoch === state.epoch ? noteBrowserAsked(state) : move(state);

    case 'continueRequested':
      return continueRequested(state);
    case 'restoreAnswered':
      return restoreAnswered(policy, state, event, moment);
    case 'renewalAnswered':
      return renewalAnswered(policy, state, event, moment);
    case 'personChecked':
      return personChecked(policy, state, event, moment);
    case 'renewRequested': {
      if (session.kind !== 'active' || isRunning(attempt)) return refuse(state);
      const how = { forceLogin: policy.provider.renewPrompt === 'login' };
      return begin(state, askFor(policy, 'renew', how, moment.nowMs), moment);
    }
    case 'endNoticeDismissed': {
      const noticeReadMs = endNoticeAt(policy, state, moment.nowMs);
      return state.watch && noticeReadMs !== undefined
        ? move({ ...state, watch: { ...state.watch, noticeReadMs } })
        : refuse(state);
    }
    case 'draftSaved': {
      // Nobody owns a shared terminal, so nothing is kept there (invariant 7).
      if (session.kind !== 'active' || policy.session.profile === 'shared') return refuse(state);
      if (isEmptyDraft(event.values)) return move({ ...state, drafts: withoutDraft(state.drafts, event.screenId) });
      const drafts = { ...state.drafts, [event.screenId]: event.values };
      return Object.keys(drafts).length <= mostDrafts ? move({ ...state, drafts }) : refuse(state);
    }

    case 'roleChosen':
      return chooseRole(policy, state, event.roleId);
    case 'lastRoleFound':
      return lastRoleFound(state, event);
    case 'changeRoleRequested':
      return changeRole(policy, state, moment);

    case 'actionPrepared':
      return prepare(policy, state, event.actionId, event.input, moment);
    case 'unresolvedDismissed':
      return dismissUnresolved(state, event.requestId);
    case 'unresolvedRead':
      return unresolvedRead(state, event.userId, event.unresolved);
    case 'stepUpRequested':
      return stepUp(policy, state, event.again, moment);
    case 'actionConfirmed':
      return isRunning(attempt) ? refuse(state) : confirm(policy, state, event.confirmationId, moment);
    case 'intentRecorded':
      return sendRecorded(policy, state, event.requestId, moment);
    case 'intentNotRecorded':
      return finish(state, event.requestId, { kind: 'refused', problem: event.problem });
    case 'actionAnswered':
      return receiveAnswer(policy, state, event.requestId, event.answer, moment);

    case 'wentBack':
      return goBack(policy, state, moment);
    case 'lockRequested':
      // Nobody owns a shared terminal: what would be locked there is logged out (design section 5).
      if (!establishedIn(state)) return refuse(state);
      return session.kind === 'choosingRole' || policy.session.profile === 'shared'
        ? end(state, 'user', moment)
        : lock(state, 'user', moment);
    case 'unlockRequested':
      if (session.kind !== 'locked') return refuse(state);
      return begin(state, askFor(policy, 'unlock', { forceLogin: true }, moment.nowMs), moment);
    case 'switchRequested':
      return state.watch ? switchPerson(policy, state, moment) : refuse(state);
    case 'logOutRequested':
      return logOut(policy, state, moment);
  }
}

/** More screens than the app will ever have: what bounds the memory, not a person. */
const mostDrafts = 20;

function providerEnded(
  state: State,
  reason: Extract<Report, { type: 'providerEnded' }>['reason'],
  moment: Moment,
): Step {
  const { session } = state;
  // In one tick an end comes before a lock, whichever was heard first. Later it is the echo of the lock's own revocation.
  const isJustLocked = session.kind === 'locked' && session.lockedAtMs === moment.nowMs;
  if (establishedIn(state) || isJustLocked) return end(state, reason, moment);
  if (session.kind !== 'out' || session.end?.reason !== 'revoked') return move(state);
  if (moment.nowMs - session.end.atMs > moreSpecificWithinMs) return move(state);
  return move({ ...state, session: { ...session, end: { ...session.end, reason } } });
}

function recordSaved(
  policy: Policy,
  state: State,
  { savedFor, epoch, kept }: Extract<Report, { type: 'recordSaved' }>,
  moment: Moment,
): Step {
  switch (savedFor.kind) {
    case 'attempt':
      return adopt(policy, state, { attemptId: savedFor.attemptId, epoch, kept }, moment);
    case 'renewal':
      return renewalSaved(policy, state, epoch, kept, moment);
    case 'restore':
      return restoreSaved(policy, state, epoch, kept, moment);
    case 'present':
      return noteKept(state, epoch, kept);
  }
}

/** One step-up for everything that waits for one, by the strictest need among it. */
function stepUp(policy: Policy, state: State, again: boolean, moment: Moment): Step {
  const { session, attempt, action } = state;
  if (session.kind !== 'active' || isRunning(attempt) || action.kind !== 'blocked') return refuse(state);
  const isOfUse = isForStepUp(policy, action, gate(policy, session, action, moment.nowMs));
  if (!isOfUse) return refuse(state);
  const forceLogin = again || policy.provider.stepUpPrompt === 'login';
  const how = { forceLogin, ...strictestAges(policy, pendingIn(state)) };
  return begin(state, askFor(policy, 'stepUp', how, moment.nowMs), moment);
}

function goBack(policy: Policy, state: State, moment: Moment): Step {
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
      return takeNext(policy, { ...state, attempt: { kind: 'none' } }, moment);
    case 'none':
      break;
  }
  if (action.kind === 'blocked' || action.kind === 'confirming' || action.kind === 'done') {
    return takeNext(policy, state, moment);
  }
  if (session.kind === 'out' && session.end) {
    return move({ ...state, session: { ...session, end: null } }, { type: 'noteTold' });
  }
  return refuse(state);
}

/** Whether the keychain could show that our entry is gone is known only after the screen has changed (HAZ-07). */
function noteWiped(state: State, unconfirmed: boolean): Step {
  const { session } = state;
  if (session.kind === 'locked') return move({ ...state, session: { ...session, unconfirmed } });
  if (session.kind !== 'out' || !session.end) return move(state);
  return move({ ...state, session: { ...session, end: { ...session.end, unconfirmed } } });
}

/** Known only after the screen has changed, as the page is opened after everything else (HAZ-07). */
function noteBrowserAsked(state: State): Step {
  const { session } = state;
  if (session.kind !== 'out' || !session.end) return move(state);
  return move({ ...state, session: { ...session, end: { ...session.end, browserAsked: true } } });
}

/** Ends one person's session and begins a fresh log-in; the other person's tokens were never adopted. */
function switchPerson(policy: Policy, state: State, moment: Moment): Step {
  const ended = end(state, 'switchUser', moment);
  return after(ended, (now) => begin(now, askFor(policy, 'login', { forceLogin: true }, moment.nowMs), moment));
}

/** By the person's own gesture: the one end after which the browser may be opened (invariant 6). */
function logOut(policy: Policy, state: State, moment: Moment): Step {
  const { session } = state;
  const established = establishedIn(state);
  if (!established && session.kind !== 'locked') return refuse(state);
  const ended = end(state, 'user', moment);
  if (!established || !policy.provider.rpInitiatedLogout) return ended;
  return after(ended, (now) => move(now, { type: 'endBrowserSession', epoch: now.epoch, sid: established.tokens.sid }));
}
