import { acceptableAuthenticators, methodsUsed } from '../assurance/authenticators.ts';
import type { BrowserLogin, MemoryOnly, SessionView, Who } from '../../preload/session-view.ts';
import type { Role } from '../identity/userinfo.ts';
import type { Policy } from '../policy/schema.ts';
import { askedAgainAfterSeconds } from './action-need.ts';
import { blockedView, confirmView, summaryOf, unresolvedViews, unsentIn } from './action-view.ts';
import { choosingView, roleView } from './role-views.ts';
import { standingOf } from './standing.ts';
import type { AttemptRegion, End, Established, State } from './state.ts';
import { onTheWall } from './time.ts';

/** What the window shows of a state. The attempt hides the action, the action hides the session. */
export function viewOf(policy: Policy, state: State): SessionView {
  const { session } = state;
  if (session.kind === 'active' && session.blanked) return { kind: 'blanked' };
  const facing: Facing = { policy, state };
  return attemptView(facing) ?? actionView(facing) ?? baseView(facing);
}

/** What every part of the projection looks at. */
interface Facing {
  readonly policy: Policy;
  readonly state: State;
}

function attemptView(facing: Facing): SessionView | undefined {
  const { policy, state } = facing;
  const { attempt, action } = state;
  const who = whoIn(facing);
  switch (attempt.kind) {
    case 'none':
      return undefined;
    case 'opening':
      return { kind: 'openingBrowser', purpose: attempt.asked.purpose, who };
    case 'waiting':
      return {
        kind: 'waitingForBrowser',
        purpose: attempt.asked.purpose,
        who,
        action: action.kind === 'blocked' ? summaryOf(policy, action) : null,
        expiresAtMs: attempt.expiresAtMs,
        notice: attempt.notice,
      };
    case 'completing':
      return { kind: 'checkingLogin', purpose: attempt.asked.purpose, who };
    case 'failed':
      return { kind: 'attemptFailed', purpose: attempt.purpose, who, problem: attempt.problem };
    case 'otherPerson':
      return {
        kind: 'otherPerson',
        who,
        presentName: who?.person.name ?? (state.session.kind === 'locked' ? state.session.person.name : ''),
        otherName: attempt.otherName,
        unsent: unsentIn(policy, state).map(({ label }) => label),
        problem: attempt.problem,
      };
    case 'insufficient':
      return insufficientView(facing, attempt);
  }
}

function insufficientView(
  facing: Facing,
  attempt: Extract<AttemptRegion, { kind: 'insufficient' }>,
): SessionView | undefined {
  const { policy, state } = facing;
  const who = whoIn(facing);
  if (!who) return undefined;
  const pending = state.action.kind === 'blocked' ? state.action : undefined;
  return {
    kind: 'insufficient',
    who,
    action: pending ? summaryOf(policy, pending) : null,
    used: [...methodsUsed(attempt.used).authenticators],
    // What a step-up asks for, and would be asked for again (session.md, "Attempts").
    acceptable: [...acceptableAuthenticators([3], policy.session.profile)],
    problem: attempt.problem,
  };
}

function actionView(facing: Facing): SessionView | undefined {
  const { policy, state } = facing;
  const { action: region } = state;
  const who = whoIn(facing);
  if (!who) return undefined;
  // What is over may be told over any screen: after a step-up in another role one is to be chosen (HAZ-04).
  if (region.kind === 'done') {
    return { kind: 'actionDone', who, action: summaryOf(policy, region), outcome: region.outcome };
  }
  if (region.kind === 'none' || state.session.kind !== 'active') return undefined;
  switch (region.kind) {
    case 'blocked':
      return { who, ...blockedView(policy, state, state.session, region) };
    case 'confirming':
      return { who, ...confirmView(policy, state, region) };
    case 'recording':
    case 'sending':
      return { kind: 'sendingAction', who, action: summaryOf(policy, region) };
  }
}

function baseView(facing: Facing): SessionView {
  const { policy, state } = facing;
  const { session, watch, drafts, time } = state;
  switch (session.kind) {
    case 'starting':
      return { kind: 'starting' };
    case 'out':
      return session.end ? endedView(policy, session.end) : { kind: 'loggedOut' };
    case 'locked': {
      const { person, role, reason, lockedAtMs, unconfirmed } = session;
      return {
        kind: 'locked',
        name: person.name,
        role: roleView(role),
        reason,
        lockedAtMs,
        endsAtMs: onTheWall(time, watch?.endsAtMs ?? time.nowMs),
        workKept: Object.keys(drafts).length > 0,
        unsent: unsentIn(policy, state).map(({ label }) => label),
        unconfirmed,
      };
    }
    case 'restorable': {
      const { facts, role, continuing, problem } = session;
      return {
        kind: 'restorable',
        name: facts.person.name,
        role: roleView(role),
        loggedInAtMs: facts.authTimeSeconds * 1000,
        endsAtMs: onTheWall(time, watch?.endsAtMs ?? facts.endsAtMs),
        continuing,
        problem,
      };
    }
    case 'choosingRole':
      return choosingView(policy, whoOf(facing, session.established, undefined), session);
    case 'active':
      return {
        kind: 'home',
        who: whoOf(facing, session.established, session.role),
        actions: policy.actions.map((action) => summaryOf(policy, { action })),
        memoryOnly: memoryOnlyReason(session.established),
        unresolved: unresolvedViews(policy, state),
        unsent: unsentIn(policy, state).map(({ id }) => id),
      };
  }
}

function endedView(policy: Policy, { browserAsked, ...end }: End): SessionView {
  // A private window forgets more than a page that asks the provider can promise, and both may be so.
  const asked: BrowserLogin = browserAsked ? 'askedToEnd' : 'mayGoOn';
  const browserLogin = policy.browser.private ? 'privateWindow' : asked;
  return { kind: 'ended', ...end, browserLogin };
}

/** On a shared terminal and without a refresh token it is meant to be in memory: nothing to tell. */
function memoryOnlyReason({ kept }: Established): MemoryOnly | null {
  if (kept.kind === 'keychain' || kept.reason === 'profile' || kept.reason === 'nothingToKeep') return null;
  return kept.reason;
}

function whoIn(facing: Facing): Who | null {
  const { session } = facing.state;
  if (session.kind === 'active') return whoOf(facing, session.established, session.role);
  return session.kind === 'choosingRole' ? whoOf(facing, session.established, undefined) : null;
}

function whoOf({ policy, state }: Facing, established: Established, role: Role | undefined): Who {
  const { person, authentication } = established;
  const { authenticators, otherMethods } = methodsUsed(authentication.amr);
  const confirmedAtMs = authentication.authTimeSeconds * 1000;
  return {
    person: { name: person.name, userId: person.userId },
    role: role ? roleView(role) : null,
    assurance: {
      level: authentication.level,
      authenticators: [...authenticators],
      otherMethods: [...otherMethods],
      confirmedAtMs,
      askedAgainAtMs: authentication.level === 3 ? confirmedAtMs + askedAgainAfterSeconds(policy) * 1000 : null,
    },
    standing: standingOf(policy, state, established),
  };
}
