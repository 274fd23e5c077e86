import { lowestLevelFor } from '../assurance/acr.ts';
import type { EndReason } from '../../preload/session-view.ts';
import type { Role } from '../identity/userinfo.ts';
import type { Policy } from '../policy/schema.ts';
import type { Kept, Opened, SessionFacts } from '../vault/vault.ts';
import { end } from './ends.ts';
import type { Moment, Report, RestoreAnswer } from './events.ts';
import { lateTokens } from './lane-moves.ts';
import { limitsOf, watchFrom } from './limits.ts';
import { providerPicks, roleNow } from './role-moves.ts';
import { after, move, refuse, type Step } from './step.ts';
import { idleLane, type Established, type SessionRegion, type State } from './state.ts';
import { laneOf, recordOf, withSid } from './token-lane.ts';
import { readUnresolved } from './unresolved-moves.ts';

type Restorable = Extract<SessionRegion, { readonly kind: 'restorable' }>;

/** A journal from further ahead than this was written by another clock (HAZ-09). */
const toleratedAheadMs = 30_000;

/** What a start found, before anybody has done anything. */
export function vaultOpened(policy: Policy, state: State, opened: Opened, moment: Moment): Step {
  if (state.session.kind !== 'starting') return move(state);
  const { forceLogin = false } = state.session;
  switch (opened.kind) {
    case 'nothing':
      return move({ ...state, session: { kind: 'out', end: null, forceLogin } });
    case 'ended': {
      const { reason, atMs, ending } = opened;
      const correlationId = moment.freshId;
      const told = { reason, atMs, correlationId, workLost: false, unconfirmed: ending === 'unconfirmed' };
      return move(
        { ...state, session: { kind: 'out', end: told, forceLogin: true } },
        // The line that said so at the time has another id, which nobody has kept.
        { type: 'note', code: 'SESSION_END_FOUND', correlationId, detail: reason },
      );
    }
    case 'restorable': {
      const { facts, generation, lastActivityMs } = opened;
      if (!facts.role) return end(state, 'interrupted', moment);
      if (lastActivityMs > moment.nowMs + toleratedAheadMs) return end(state, 'clock', moment);
      const { role } = facts;
      const isAllowed = roleNow(policy, [role], role.id) !== 'policy';
      if (policy.session.profile === 'shared' || !isEnough(policy, facts) || !isAllowed) {
        return end(state, 'policy', moment);
      }
      // The policy may be another one by now, and the keychain may say anything: today's limit is the latest.
      const endsAtMs = Math.min(facts.endsAtMs, facts.authTimeSeconds * 1000 + limitsOf(policy).absoluteMs);
      return move({
        ...state,
        generation,
        session: { kind: 'restorable', facts, role, continuing: false, mayBeSpent: false, problem: null },
        watch: watchFrom(policy, { loggedInAtMs: undefined, lastActivityMs, endsAtMs }, moment.nowMs),
      });
    }
  }
}

/** Whether a log-in of today might have these levels. */
function isEnough(
  { assurance }: Policy,
  { level, identityLevel }: Pick<SessionFacts, 'level' | 'identityLevel'>,
): boolean {
  return level >= lowestLevelFor(assurance.acrValues) && identityLevel >= assurance.minimumIdentityLevel;
}

export function continueRequested(state: State): Step {
  const { session, epoch } = state;
  if (session.kind !== 'restorable' || session.continuing) return refuse(state);
  const { person, sid } = session.facts;
  return move(
    { ...state, session: { ...session, continuing: true, problem: null } },
    { type: 'restore', epoch, person, sid },
  );
}

/** A continued session needs a good refresh and userinfo of the same person, levels and role (invariant 2). */
export function restoreAnswered(
  policy: Policy,
  state: State,
  { epoch, answer }: Pick<Extract<Report, { type: 'restoreAnswered' }>, 'epoch' | 'answer'>,
  moment: Moment,
): Step {
  const { session } = state;
  if (epoch !== state.epoch || session.kind !== 'restorable' || !session.continuing) {
    return move(state, ...lateTokens(state, answer));
  }
  switch (answer.kind) {
    case 'renewed': {
      const outcome = restored(policy, session, answer);
      if (typeof outcome === 'string') return refuseWith(state, answer, outcome, moment);
      const saving: State = {
        ...state,
        generation: state.generation + 1,
        lane: { ...idleLane, stage: { kind: 'saving', ...outcome } },
      };
      return move(saving, {
        type: 'saveRecord',
        savedFor: { kind: 'restore' },
        epoch,
        record: recordOf(saving, outcome.established, outcome.role),
      });
    }
    case 'tryLater': {
      const { code, detail } = answer;
      const problem = { code, detail: detail.slice(0, 400), atMs: moment.nowMs, correlationId: moment.freshId };
      const mayBeSpent = session.mayBeSpent || answer.spent === 'unknown';
      return move(
        { ...state, session: { ...session, continuing: false, mayBeSpent, problem } },
        { type: 'note', code, correlationId: problem.correlationId, detail: problem.detail },
      );
    }
    case 'unproved':
    case 'gone':
      return refuseWith(state, answer, 'interrupted', moment);
    case 'cannotRenew':
    case 'otherPerson':
      return refuseWith(state, answer, 'error', moment);
    case 'ended':
      return refuseWith(state, answer, session.mayBeSpent ? 'interrupted' : 'revoked', moment);
  }
}

function refuseWith(state: State, answer: RestoreAnswer, reason: EndReason, moment: Moment): Step {
  return after(end(state, reason, moment), (now) => move(now, ...lateTokens(now, answer)));
}

/** The continued session, or why there is none. */
function restored(
  policy: Policy,
  { facts, role }: Restorable,
  answer: Extract<RestoreAnswer, { readonly kind: 'renewed' }>,
): { readonly established: Established; readonly role: Role } | EndReason {
  const { tokens, authentication, userinfo } = answer;
  // Roles that could not be read say no more of this one than userinfo that could not be had.
  if (!userinfo || userinfo.rolesFault !== undefined) return 'interrupted';
  const held = roleNow(policy, userinfo.roles, role.id);
  if (typeof held === 'string') return held;
  const selectedRoleId = authentication?.selectedRoleId ?? held.id;
  // Tokens for another role that was picked at the provider since are not for the one that is continued (HAZ-04).
  if (providerPicks(policy) && selectedRoleId !== held.id) return 'interrupted';
  if (authentication) {
    const isAsBefore = authentication.level === facts.level && authentication.identityLevel >= facts.identityLevel;
    if (!isAsBefore) return 'error';
  }
  // A level that only the keychain speaks of is no proof: what nobody vouches for any more is the lower one (HAZ-05).
  const level = authentication ? facts.level : 2;
  if (!isEnough(policy, { level, identityLevel: facts.identityLevel })) return 'interrupted';
  const { person, identityLevel, amr } = facts;
  const established: Established = {
    person,
    roles: userinfo.roles,
    authentication: {
      subject: person.subject,
      level,
      identityLevel,
      // That of the log-in: nobody has proved themselves anew.
      authTimeSeconds: Math.min(facts.authTimeSeconds, authentication?.authTimeSeconds ?? facts.authTimeSeconds),
      acr: authentication?.acr,
      amr,
      sid: tokens.sid,
      userId: person.userId,
      selectedRoleId,
    },
    tokens,
    sids: withSid(withSid([], facts.sid), tokens.sid),
    kept: { kind: 'memory', reason: 'nothingToKeep' },
  };
  return { established, role: held };
}

export function restoreSaved(policy: Policy, state: State, epoch: number, kept: Kept, moment: Moment): Step {
  const { session, lane, watch } = state;
  if (epoch !== state.epoch || session.kind !== 'restorable' || lane.stage.kind !== 'saving' || !watch) {
    return move(state);
  }
  const { established, role } = lane.stage;
  return move(
    {
      ...state,
      epoch: state.epoch + 1,
      session: { kind: 'active', established: { ...established, kept }, role, blanked: null, resuming: false },
      lane: laneOf(policy, established.tokens, moment),
      watch: { ...watch, lastActivityMs: Math.max(watch.lastActivityMs, moment.nowMs) },
    },
    { type: 'note', code: 'SESSION_CONTINUED', correlationId: moment.freshId },
    readUnresolved(established),
  );
}
