import { lowestLevelFor } from '../assurance/acr.ts';
import type { SessionLevel } from '../assurance/level.ts';
import type { FailureCode, Problem } from '../../preload/failures.ts';
import type { AttemptPurpose } from '../../preload/session-view.ts';
import type { Role } from '../identity/userinfo.ts';
import type { ResultPage } from '../oidc/result-page.ts';
import type { Grant } from '../oidc/tokens.ts';
import type { Policy } from '../policy/schema.ts';
import type { Kept } from '../vault/vault.ts';
import { judge, type Present } from './acceptance.ts';
import { resumeAfterAdoption } from './action-moves.ts';
import { fail, failurePage, travelSeconds, unadoptedIn } from './attempt-moves.ts';
import type { Moment } from './events.ts';
import { limitsOf, watchFrom } from './limits.ts';
import { isAnotherRole, roleAfter } from './role-moves.ts';
import { after, move, type Step } from './step.ts';
import {
  establishedIn,
  type ActionRegion,
  type Asked,
  type AttemptRegion,
  type Blanked,
  type Established,
  type State,
  type Watch,
} from './state.ts';
import { discard, laneOf, recordOf, withSid } from './token-lane.ts';
import { readUnresolved } from './unresolved-moves.ts';

/** Judges a grant. Good: the record is written first, and only then is anything adopted. */
export function receiveGrant(policy: Policy, state: State, attemptId: string, grant: Grant, moment: Moment): Step {
  const { nowMs } = moment;
  const { attempt } = state;
  if (attempt.kind !== 'completing' || attempt.id !== attemptId || attempt.accepted) {
    return move(state, ...discard(state, grant.tokens));
  }
  const verdict = judge(attempt.asked, grant, presentIn(state), nowMs);
  const problem = (code: FailureCode, detail: string): Problem => ({
    code,
    detail,
    atMs: nowMs,
    correlationId: attemptId,
  });
  const refuse = (next: AttemptRegion, page: ResultPage, code: FailureCode, detail: string): Step =>
    move(
      { ...state, attempt: next, session: remember(state) },
      { type: 'note', code, correlationId: attemptId, detail },
      ...discard(state, grant.tokens),
      { type: 'endAttempt', attemptId, page },
      { type: 'raiseWindow' },
    );
  switch (verdict.kind) {
    case 'accepted': {
      const accepted: State = {
        ...state,
        generation: state.generation + 1,
        attempt: { ...attempt, accepted: grant },
      };
      const { established, role, watch } = establish(policy, accepted, attempt.asked, grant, verdict.level, nowMs);
      return move(accepted, {
        type: 'saveRecord',
        savedFor: { kind: 'attempt', attemptId },
        epoch: state.epoch,
        record: recordOf({ generation: accepted.generation, watch }, established, role),
      });
    }
    case 'refused': {
      const { code, detail } = verdict;
      const next: AttemptRegion = { kind: 'failed', purpose: attempt.asked.purpose, problem: problem(code, detail) };
      return refuse(next, failurePage(code), code, detail);
    }
    case 'insufficient': {
      const { code, detail } = verdict;
      const used = grant.authentication.amr;
      return refuse(
        { kind: 'insufficient', used, problem: problem(code, detail) },
        { kind: 'insufficient' },
        code,
        detail,
      );
    }
    case 'otherPerson': {
      const detail = 'another person answered';
      const next: AttemptRegion = {
        kind: 'otherPerson',
        otherName: grant.person.name,
        problem: problem('PERSON_MISMATCH', detail),
      };
      return refuse(next, { kind: 'otherPerson' }, 'PERSON_MISMATCH', detail);
    }
  }
}

/** Adoption: synchronous, after the vault write, and only in the epoch in which that write was asked for. */
export function adopt(
  policy: Policy,
  state: State,
  { attemptId, epoch, kept }: { readonly attemptId: string; readonly epoch: number; readonly kept: Kept },
  moment: Moment,
): Step {
  const { attempt } = state;
  if (attempt.kind !== 'completing' || attempt.id !== attemptId || !attempt.accepted || epoch !== state.epoch) {
    // It was cancelled, replaced or ended meanwhile; an end or a lock has wiped after it.
    return epoch === state.epoch || establishedIn(state) ? disown(state) : move(state);
  }
  const before = presentIn(state);
  const superseded = establishedIn(state)?.tokens;
  const verdict = judge(stricter(attempt.asked, policy), attempt.accepted, before, moment.nowMs);
  if (verdict.kind !== 'accepted') {
    // It went stale, or the policy stricter, while the record was being written.
    const code = verdict.kind === 'otherPerson' ? 'PERSON_MISMATCH' : verdict.code;
    const lapsed: Problem = { code, detail: 'lapsed before adoption', atMs: moment.nowMs, correlationId: attemptId };
    const noted = move(state, { type: 'note', code, correlationId: attemptId, detail: lapsed.detail });
    return after(
      after(noted, (now) => fail(now, lapsed)),
      disown,
    );
  }
  const { asked, accepted } = attempt;
  const { established, role, watch } = establish(policy, state, asked, accepted, verdict.level, moment.nowMs);
  const { purpose } = asked;
  const adopted: State = {
    ...state,
    epoch: state.epoch + 1,
    session: role
      ? { kind: 'active', established: { ...established, kept }, role, blanked: blankedIn(state), resuming: false }
      : {
          kind: 'choosingRole',
          established: { ...established, kept },
          lastRoleId: lastRoleIn(state),
          rolesProblem: rolesProblemOf(accepted, attemptId, moment),
        },
    attempt: { kind: 'none' },
    lane: laneOf(policy, established.tokens, moment),
    watch,
  };
  const resumed = isAnotherRole(accepted.authentication.selectedRoleId, roleBefore(state))
    ? move({ ...adopted, action: refusedFor(adopted.action, attemptId, moment), waiting: [] })
    : resumeAfterAdoption(policy, adopted, moment);
  return move(
    resumed.state,
    {
      type: 'note',
      code: 'SESSION_ADOPTED',
      correlationId: attemptId,
      detail: `level ${established.authentication.level}`,
    },
    ...(superseded ? discard(adopted, superseded) : []),
    { type: 'endAttempt', attemptId, page: acceptedPage(purpose, resumed.state) },
    { type: 'raiseWindow' },
    ...(role && (purpose === 'login' || purpose === 'unlock') ? [readUnresolved(established)] : []),
    ...resumed.effects,
  );
}

/** A record that nobody adopted may not stay: that of the session which is there takes its place, if there is one. */
function disown(state: State): Step {
  const { session, lane } = state;
  // One that was given to the vault after it takes its place anyway.
  if (unadoptedIn(state) || lane.stage.kind === 'saving') return move(state);
  if (session.kind === 'active') return saveAsItStands(state, session.established, session.role);
  return move(state, { type: 'wipe', epoch: state.epoch, reason: 'notAdopted' });
}

/** Has the record say what the session is now. Nothing waits for it. */
export function saveAsItStands(state: State, established: Established, role: Role): Step {
  const saving: State = { ...state, generation: state.generation + 1 };
  return move(saving, {
    type: 'saveRecord',
    savedFor: { kind: 'present' },
    epoch: state.epoch,
    record: recordOf(saving, established, role),
  });
}

/** Where the session's record is by now. */
export function noteKept(state: State, epoch: number, kept: Kept): Step {
  const { session } = state;
  if (epoch !== state.epoch || session.kind !== 'active') return move(state);
  return move({ ...state, session: { ...session, established: { ...session.established, kept } } });
}

/** What a grant makes of the session, and when that ends: only who proved themselves anew has new limits. */
function establish(
  policy: Policy,
  state: State,
  asked: Asked,
  { person, roles, authentication, tokens }: Grant,
  level: SessionLevel,
  nowMs: number,
): { readonly established: Established; readonly role: Role | undefined; readonly watch: Watch } {
  const { purpose } = asked;
  const before = establishedIn(state);
  const established: Established = {
    person,
    roles,
    authentication: { ...authentication, level },
    tokens,
    sids: withSid(before?.sids ?? [], tokens.sid),
    kept: before?.kept ?? { kind: 'memory', reason: 'nothingToKeep' },
  };
  const role = roleAfter(policy, purpose, established, roleBefore(state));
  if (state.watch && !asked.anew) {
    return { established, role, watch: { ...state.watch, lastActivityMs: nowMs, journalledMs: nowMs } };
  }
  const loggedInAtMs = Math.min(authentication.authTimeSeconds * 1000, nowMs);
  const endsAtMs = loggedInAtMs + limitsOf(policy).absoluteMs;
  return { established, role, watch: watchFrom(policy, { loggedInAtMs, lastActivityMs: nowMs, endsAtMs }, nowMs) };
}

function roleBefore(state: State): { readonly role: Role | undefined; readonly selectedRoleId: string | undefined } {
  return { role: presentIn(state)?.role, selectedRoleId: establishedIn(state)?.authentication.selectedRoleId };
}

function lastRoleIn(state: State): string | undefined {
  return state.session.kind === 'choosingRole' ? state.session.lastRoleId : presentIn(state)?.role?.id;
}

function rolesProblemOf({ rolesFault }: Grant, correlationId: string, { nowMs }: Moment): Problem | undefined {
  return rolesFault === undefined
    ? undefined
    : { code: 'USERINFO_MALFORMED', detail: rolesFault, atMs: nowMs, correlationId };
}

/** An action that waited was begun in the role of before; whoever has another by now begins it anew, or not at all (HAZ-04). */
function refusedFor(action: ActionRegion, correlationId: string, { nowMs }: Moment): ActionRegion {
  if (action.kind !== 'blocked') return action;
  const detail = 'selected_roleid is another than that of the session';
  const problem: Problem = { code: 'ACTION_ROLE_CHANGED', detail, atMs: nowMs, correlationId };
  return { kind: 'done', action: action.action, outcome: { kind: 'refused', problem } };
}

function blankedIn({ session }: State): Blanked | null {
  return session.kind === 'active' ? session.blanked : null;
}

/** The attempt holds a snapshot of the policy; what has become stricter since holds all the same (`session.md`, "Races"). */
function stricter(asked: Asked, { assurance }: Policy): Asked {
  const lowestLevel = lowestLevelFor(assurance.acrValues);
  // How old an authentication may be for an action is the gate's to say.
  const isForAction = asked.purpose === 'stepUp' || (asked.purpose === 'renew' && !asked.anew);
  return {
    ...asked,
    lowestLevel: asked.lowestLevel === 3 ? 3 : lowestLevel,
    lowestIdentityLevel: Math.max(asked.lowestIdentityLevel, assurance.minimumIdentityLevel),
    oldestSeconds: isForAction
      ? asked.oldestSeconds
      : Math.min(asked.oldestSeconds, assurance.maxAgeSeconds + travelSeconds),
  };
}

function presentIn({ session }: State): Present | undefined {
  switch (session.kind) {
    case 'locked':
      return session;
    case 'active':
    case 'choosingRole': {
      const { person, authentication } = session.established;
      const { identityLevel, authTimeSeconds } = authentication;
      return { person, identityLevel, authTimeSeconds, role: session.kind === 'active' ? session.role : undefined };
    }
    case 'starting':
    case 'restorable':
    case 'out':
      return undefined;
  }
}

/**
 * After a refused log-in the browser may still hold the refused person's session, and would answer the next request with
 * it unasked: so the next one asks for a new log-in.
 */
function remember(state: State): State['session'] {
  return state.session.kind === 'out' ? { ...state.session, forceLogin: true } : state.session;
}

/** "Nothing has been sent yet" may stand only where a confirmation is waited for: an action that needs none is on its way. */
function acceptedPage(purpose: AttemptPurpose, { action }: State): ResultPage {
  return purpose === 'stepUp' && action.kind !== 'confirming' ? { kind: 'accepted' } : { kind: 'accepted', purpose };
}
