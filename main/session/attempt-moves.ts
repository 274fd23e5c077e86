import { acrValueFor, lowestLevelFor, type AcrValue } from '../assurance/acr.ts';
import type { FailureCode, Problem } from '../../preload/failures.ts';
import type { AttemptPurpose } from '../../preload/session-view.ts';
import type { ResultPage } from '../oidc/result-page.ts';
import type { Grant, TokenSet } from '../oidc/tokens.ts';
import type { Policy } from '../policy/schema.ts';
import { judge, type Present } from './acceptance.ts';
import { resumeAfterAdoption } from './action-moves.ts';
import type { Effect, Moment, Report } from './events.ts';
import { move, type Step } from './step.ts';
import { establishedIn, type Asked, type AttemptRegion, type Established, type State } from './state.ts';

/** How much longer (s) than the `max_age` that we send an authentication may be old when it gets here. */
const travelSeconds = 60;

/** No authentication carries a session for longer (s; design section 5): the bound where an action asks for no freshness. */
const sessionLimitSeconds = 12 * 60 * 60;

/** Starts an attempt; one that is on its way is replaced, since a person's gesture wins (`session.md`, "Races"). */
export function begin(state: State, asked: Asked, { freshId }: Moment): Step {
  return move({ ...state, attempt: { kind: 'opening', id: freshId, asked } }, ...abandon(state, { kind: 'replaced' }), {
    type: 'beginAttempt',
    attemptId: freshId,
    request: asked.request,
  });
}

/** The columns of `session.md`, "Attempts": what each purpose asks for. */
export function askFor(
  policy: Policy,
  purpose: AttemptPurpose,
  how: { readonly forceLogin: boolean; readonly oldestSeconds?: number },
  nowMs: number,
): Asked {
  const acrValue: AcrValue = purpose === 'stepUp' ? acrValueFor(3) : policy.assurance.acrValues;
  const shared = policy.session.profile === 'shared';
  const asksForRole = policy.provider.scopes.includes('selectedrole');
  const anew = purpose === 'unlock' || purpose === 'changeRole' || (purpose === 'login' && (shared || how.forceLogin));
  const maxAgeSeconds = purpose === 'stepUp' ? how.oldestSeconds : policy.assurance.maxAgeSeconds;
  return {
    purpose,
    request: {
      acrValue,
      scopes: purpose === 'changeRole' ? withChangedRole(policy.provider.scopes) : policy.provider.scopes,
      prompt: anew || how.forceLogin || (purpose === 'login' && asksForRole) ? 'login' : undefined,
      maxAgeSeconds,
    },
    startedAtMs: nowMs,
    lowestLevel: lowestLevelFor(acrValue),
    lowestIdentityLevel: policy.assurance.minimumIdentityLevel,
    oldestSeconds:
      how.oldestSeconds ??
      (purpose === 'stepUp' ? sessionLimitSeconds : policy.assurance.maxAgeSeconds + travelSeconds),
    anew,
  };
}

function withChangedRole(scopes: readonly string[]): readonly string[] {
  return [...scopes.filter((scope) => scope !== 'selectedrole'), 'changedrole'];
}

export function fail(state: State, problem: Problem): Step {
  const { attempt } = state;
  if (!isRunning(attempt)) return move(state);
  return move(
    { ...state, attempt: { kind: 'failed', purpose: attempt.asked.purpose, problem } },
    ...abandon(state, failurePage(problem.code)),
    { type: 'raiseWindow' },
  );
}

/** Judges a grant. Good: the record is written first, and only then is anything adopted. */
export function receiveGrant(state: State, attemptId: string, grant: Grant, { nowMs }: Moment): Step {
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
    case 'accepted':
      return move(
        { ...state, attempt: { ...attempt, accepted: grant } },
        { type: 'saveRecord', attemptId, epoch: state.epoch, generation: state.generation + 1, grant },
      );
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

type Saved = Extract<Report, { readonly type: 'recordSaved' }>;

/** Adoption: synchronous, after the vault write, and only in the epoch in which that write was asked for. */
export function adopt(policy: Policy, state: State, saved: Saved, moment: Moment): Step {
  const { attemptId, epoch, kept } = saved;
  const { attempt } = state;
  if (attempt.kind !== 'completing' || attempt.id !== attemptId || !attempt.accepted || epoch !== state.epoch) {
    // It was cancelled, replaced or ended meanwhile: a record that nobody adopted may not stay.
    return move(state, { type: 'wipe', epoch: state.epoch, reason: 'notAdopted' });
  }
  const before = presentIn(state);
  const superseded = establishedIn(state)?.tokens;
  const verdict = judge(attempt.asked, attempt.accepted, before, moment.nowMs);
  if (verdict.kind !== 'accepted') {
    // It went stale while the record was being written.
    const code = verdict.kind === 'otherPerson' ? 'PERSON_MISMATCH' : verdict.code;
    return fail(state, { code, detail: 'lapsed before adoption', atMs: moment.nowMs, correlationId: attemptId });
  }
  const { person, roles, authentication, tokens } = attempt.accepted;
  const established: Established = {
    person,
    roles,
    authentication: { ...authentication, level: verdict.level },
    tokens,
    kept,
  };
  const { selectedRoleId } = established.authentication;
  const { purpose } = attempt.asked;
  const keptId = purpose === 'stepUp' || purpose === 'unlock' ? before?.role?.id : selectedRoleId;
  const only = established.roles.length === 1 ? established.roles[0] : undefined;
  const role = established.roles.find(({ id }) => id === keptId) ?? only;
  const adopted: State = {
    ...state,
    epoch: state.epoch + 1,
    generation: state.generation + 1,
    session: role ? { kind: 'active', established, role } : { kind: 'choosingRole', established },
    attempt: { kind: 'none' },
  };
  const resumed = resumeAfterAdoption(policy, adopted, moment);
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
    ...resumed.effects,
  );
}

export function isRunning(attempt: AttemptRegion): attempt is Extract<AttemptRegion, { readonly id: string }> {
  return attempt.kind === 'opening' || attempt.kind === 'waiting' || attempt.kind === 'completing';
}

/** Ends a running attempt, and with it a grant that was accepted but not adopted yet. */
export function abandon(state: State, page: ResultPage): readonly Effect[] {
  const { attempt } = state;
  if (!isRunning(attempt)) return [];
  const unadopted = attempt.kind === 'completing' ? attempt.accepted?.tokens : undefined;
  return [{ type: 'endAttempt', attemptId: attempt.id, page }, ...(unadopted ? discard(state, unadopted) : [])];
}

/**
 * Tokens that nobody will use are revoked only where that cannot harm the live set: revoking one set can end every set of
 * the same `sid`, and without a `sid` there is no telling (`session.md`, "Tokens").
 */
export function discard(state: State, tokens: TokenSet): readonly Effect[] {
  const live = establishedIn(state)?.tokens;
  const harmless = !live || (tokens.sid !== undefined && live.sid !== undefined && tokens.sid !== live.sid);
  return harmless ? [{ type: 'revoke', tokens }] : [];
}

function presentIn({ session }: State): Present | undefined {
  switch (session.kind) {
    case 'locked':
      return session;
    case 'active':
    case 'choosingRole': {
      const { person, authentication } = session.established;
      const role = session.kind === 'active' ? session.role : undefined;
      return { person, identityLevel: authentication.identityLevel, role };
    }
    case 'starting':
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

function failurePage(code: FailureCode): ResultPage {
  switch (code) {
    case 'ATTEMPT_TIMED_OUT':
      return { kind: 'timedOut' };
    case 'AUTHORIZATION_DENIED':
      return { kind: 'cancelled' };
    default:
      return { kind: 'failed', code };
  }
}
