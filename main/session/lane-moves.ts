import type { IncidentCode, Incident } from '../../preload/incident.ts';
import type { Role, Userinfo } from '../identity/userinfo.ts';
import type { RenewalAnswer } from '../oidc/renewal.ts';
import type { Policy } from '../policy/schema.ts';
import type { Kept } from '../vault/vault.ts';
import { resumeAfterRenewal, resumeIfMet } from './action-moves.ts';
import { releaseExchange } from './attempt-moves.ts';
import { end, lock } from './ends.ts';
import type { Effect, Moment, Report } from './events.ts';
import { isAnotherRole, roleNow } from './role-moves.ts';
import { after, move, type Step } from './step.ts';
import {
  establishedIn,
  type Established,
  type SessionRegion,
  type State,
  type TokenLane,
  type Watch,
} from './state.ts';
import { onTheWall } from './time.ts';
import { discard, hurry, laneOf, personCheckMs, recordOf, withSid } from './token-lane.ts';

type Active = Extract<SessionRegion, { readonly kind: 'active' }>;

const firstRetryMs = 5_000;
const longestRetryMs = 60_000;
const journalEveryMs = 30_000;

/** That access is over is in the log where nothing else would say so: there is nothing to renew it with. */
export function noteAccessEnd(state: State, moment: Moment): Step {
  const { lane } = state;
  const tokens = establishedIn(state)?.tokens;
  const isOver = tokens && tokens.refreshToken === undefined && tokens.accessEndsAtMs <= moment.nowMs;
  if (!isOver || lane.incident) return move(state);
  const incident = incidentOf('ACCESS_ENDED', state, moment);
  return move({ ...state, lane: { ...lane, incident } }, note('ACCESS_ENDED', moment));
}

/** What is to be done by now: the journal, a renewal, a look at userinfo. Never asleep, and not before the look around after it. */
export function pursue(policy: Policy, state: State, { nowMs }: Moment): Step {
  const { session, watch } = state;
  if (session.kind !== 'active' || session.resuming || session.blanked?.asleep) return move(state);
  const touched = watch ? touch(state, watch, nowMs) : move(state);
  return after(touched, (now) => askAnew(policy, now, session, nowMs));
}

function touch(state: State, watch: Watch, nowMs: number): Step {
  if (watch.lastActivityMs <= watch.journalledMs || nowMs < watch.journalledMs + journalEveryMs) return move(state);
  return move(
    { ...state, watch: { ...watch, journalledMs: nowMs } },
    { type: 'touchVault', lastActivityMs: watch.lastActivityMs },
  );
}

function askAnew(policy: Policy, state: State, { established }: Active, nowMs: number): Step {
  const { lane, attempt, epoch } = state;
  const { tokens, person } = established;
  if (lane.stage.kind !== 'idle' || attempt.kind === 'completing') return move(state);
  if (lane.dueAtMs !== undefined && lane.dueAtMs <= nowMs) {
    const probe = lane.failures > 0 || lane.mayBeSpent || lane.looksFirst;
    return move(
      { ...state, lane: { ...lane, stage: { kind: 'asking' }, dueAtMs: undefined } },
      { type: 'renew', epoch, tokens, person, probe },
    );
  }
  const isCheckDue = lane.personCheckAtMs !== undefined && lane.personCheckAtMs <= nowMs;
  if (!isCheckDue || tokens.accessEndsAtMs <= nowMs || policy.provider.eventsUri !== undefined) return move(state);
  return move(
    { ...state, lane: { ...lane, personCheckAtMs: undefined } },
    { type: 'checkPerson', epoch, tokens, person },
  );
}

export function resumeChecked(policy: Policy, state: State, epoch: number, moment: Moment): Step {
  const { session, lane } = state;
  if (session.kind !== 'active' || !session.resuming || epoch !== state.epoch) return move(state);
  const { nowMs } = moment;
  // Whatever the network was before, it may be another one now.
  const seen = { ...state, lane: { ...lane, looksFirst: true }, session: { ...session, resuming: false } };
  const isDue = session.established.tokens.accessEndsAtMs <= nowMs || lane.failures > 0;
  return resumeIfMet(policy, isDue ? hurry(seen, nowMs) : seen, moment);
}

/** The four kinds of answer of `session.md`, "Tokens". */
export function renewalAnswered(
  policy: Policy,
  state: State,
  { epoch, answer }: Pick<Extract<Report, { type: 'renewalAnswered' }>, 'epoch' | 'answer'>,
  moment: Moment,
): Step {
  const { session, lane } = state;
  if (epoch !== state.epoch || lane.stage.kind !== 'asking' || session.kind !== 'active') {
    return move(state, ...lateTokens(state, answer));
  }
  const { nowMs } = moment;
  switch (answer.kind) {
    case 'renewed':
      return isStillProved(policy, answer.authentication) && !isForAnotherRole(session, answer)
        ? save(policy, state, session, answer, moment)
        : after(lose(policy, state, moment), (now) => move(now, ...discard(now, answer.tokens)));
    case 'unproved':
      return after(lose(policy, state, moment), (now) =>
        move(now, note(answer.code, moment, answer.detail), ...discard(now, answer.tokens)),
      );
    case 'tryLater': {
      const backoffMs = Math.min(longestRetryMs, firstRetryMs * 2 ** lane.failures) * (0.8 + 0.4 * moment.chance);
      const later: TokenLane = {
        ...lane,
        stage: { kind: 'idle' },
        failures: lane.failures + 1,
        trouble: 'unreachable',
        incident: incidentOf(answer.code, state, moment),
        mayBeSpent: lane.mayBeSpent || answer.spent === 'unknown',
        dueAtMs: nowMs + Math.max(answer.retryAfterMs ?? 0, backoffMs),
      };
      return releaseExchange({ ...state, lane: later }, note(answer.code, moment, answer.detail));
    }
    case 'cannotRenew': {
      const incident = incidentOf(answer.code, state, moment);
      return releaseExchange(
        { ...state, lane: { ...lane, stage: { kind: 'idle' }, trouble: 'cannotRenew', dueAtMs: undefined, incident } },
        note(answer.code, moment, answer.detail),
      );
    }
    case 'ended':
      // After a lost reply it is our own second use that is refused, and says nothing about the person (B18, B19).
      return lane.mayBeSpent ? lose(policy, state, moment) : end(state, 'revoked', moment);
    case 'otherPerson':
      return after(end(state, 'error', moment), (now) => move(now, ...discard(now, answer.tokens)));
  }
}

/** An ID token that says of its person what no session may stand on is no proof (invariant 3). One that came without says nothing. */
function isStillProved({ assurance }: Policy, authentication: Renewed['authentication']): boolean {
  if (!authentication) return true;
  return authentication.level !== 1 && authentication.identityLevel >= assurance.minimumIdentityLevel;
}

/** The session cannot be renewed, and nobody did it: a calm log-in that keeps what was typed, where anything is kept. */
function lose(policy: Policy, state: State, moment: Moment): Step {
  return policy.session.profile === 'shared' ? end(state, 'interrupted', moment) : lock(state, 'renewalLost', moment);
}

function save(policy: Policy, state: State, session: Active, answer: Renewed, moment: Moment): Step {
  const { established } = session;
  const roles = (answer.userinfo && rolesSaid(answer.userinfo)) ?? established.roles;
  const role = roleNow(policy, roles, session.role.id);
  const renewed = renewedFrom(established, { ...answer, roles });
  const stage = { kind: 'saving', established: renewed, role: typeof role === 'string' ? session.role : role } as const;
  const saving: State = { ...state, generation: state.generation + 1, lane: { ...state.lane, stage } };
  // From here on the new tokens are the newest, and an end revokes them.
  if (typeof role === 'string') return end(saving, role, moment);
  return move(saving, {
    type: 'saveRecord',
    savedFor: { kind: 'renewal' },
    epoch: state.epoch,
    record: recordOf(saving, renewed, role),
  });
}

/** Somebody changed the role at the provider, and the new tokens are for that one (HAZ-04): a log-in settles which it is. */
function isForAnotherRole({ established, role }: Active, { authentication }: Renewed): boolean {
  const { selectedRoleId } = established.authentication;
  return isAnotherRole(authentication?.selectedRoleId, { role, selectedRoleId });
}

/** Roles that could not be read are not roles that were taken: `undefined` says nothing of them (invariant 5). */
function rolesSaid({ roles, rolesFault }: Userinfo): readonly Role[] | undefined {
  return rolesFault === undefined ? roles : undefined;
}

type Renewed = Extract<RenewalAnswer, { readonly kind: 'renewed' }>;

/**
 * A renewal is no authentication: its level may fall and never rises, and its `auth_time` is never later than that of the
 * session (`session.md`, "Tokens"; OpenID Connect Core section 12.2).
 */
function renewedFrom(
  before: Established,
  { tokens, authentication, roles }: Pick<Renewed, 'tokens' | 'authentication'> & { readonly roles: readonly Role[] },
): Established {
  const was = before.authentication;
  // A token that does not say its level vouches for no more than the lower one (HAZ-05).
  const level = authentication && authentication.level !== 3 ? 2 : was.level;
  const identityLevel = Math.min(was.identityLevel, authentication?.identityLevel ?? was.identityLevel);
  const authTimeSeconds = Math.min(was.authTimeSeconds, authentication?.authTimeSeconds ?? was.authTimeSeconds);
  return {
    ...before,
    roles,
    tokens,
    authentication: { ...was, level, identityLevel, authTimeSeconds },
    sids: withSid(before.sids, tokens.sid),
  };
}

export function renewalSaved(policy: Policy, state: State, epoch: number, kept: Kept, moment: Moment): Step {
  const { session, lane } = state;
  if (epoch !== state.epoch || lane.stage.kind !== 'saving' || session.kind !== 'active') return move(state);
  const { established, role } = lane.stage;
  const adopted: State = {
    ...state,
    epoch: state.epoch + 1,
    session: { ...session, established: { ...established, kept }, role },
    lane: laneOf(policy, established.tokens, moment),
  };
  // The look around after sleep was for a session of before, and would be dropped: it is begun again.
  const look = session.resuming ? [{ type: 'checkResume', epoch: adopted.epoch } as const] : [];
  const released = releaseExchange(adopted, note('SESSION_RENEWED', moment), ...look);
  return after(released, (now) => resumeAfterRenewal(policy, now, session, moment));
}

export function personChecked(
  policy: Policy,
  state: State,
  { epoch, answer }: Pick<Extract<Report, { type: 'personChecked' }>, 'epoch' | 'answer'>,
  moment: Moment,
): Step {
  const { session, lane } = state;
  if (epoch !== state.epoch || session.kind !== 'active') return move(state);
  const { established } = session;
  const later: State = { ...state, lane: { ...lane, personCheckAtMs: moment.nowMs + personCheckMs } };
  switch (answer.kind) {
    case 'same': {
      const roles = rolesSaid(answer.userinfo);
      if (!roles) return move(later);
      const role = roleNow(policy, roles, session.role.id);
      if (typeof role === 'string') return end(state, role, moment);
      return move({ ...later, session: { ...session, role, established: { ...established, roles } } });
    }
    case 'otherPerson':
      return end(state, 'error', moment);
    case 'unauthorized': {
      // One refresh, whose answer says whether it is over; where there is none to be had there is nothing more to ask.
      const isRenewable = established.tokens.refreshToken !== undefined && lane.trouble !== 'cannotRenew';
      if (isRenewable) return move(hurry(later, moment.nowMs));
      const tokens = {
        ...established.tokens,
        accessEndsAtMs: Math.min(established.tokens.accessEndsAtMs, moment.nowMs),
      };
      return move({ ...later, session: { ...session, established: { ...established, tokens } } });
    }
    case 'trouble':
      return move(later);
  }
}

/** Tokens that came too late to be anybody's go to the revoker, where that cannot harm the live set (`session.md`, "Races"). */
export function lateTokens(state: State, answer: RenewalAnswer | { readonly kind: 'gone' }): readonly Effect[] {
  return 'tokens' in answer ? discard(state, answer.tokens) : [];
}

function incidentOf(code: IncidentCode, { time }: Pick<State, 'time'>, { freshId, nowMs }: Moment): Incident {
  return { code, atMs: onTheWall(time, nowMs), correlationId: freshId };
}

function note(code: string, { freshId }: Moment, detail?: string): Effect {
  return { type: 'note', code, correlationId: freshId, ...(detail !== undefined && { detail }) };
}
