import type { EndReason } from '../../preload/session-view.ts';
import type { Role } from '../identity/userinfo.ts';
import type { Policy } from '../policy/schema.ts';
import type { Kept, Opened } from '../vault/vault.ts';
import { end } from './ends.ts';
import type { Moment, Report, RestoreAnswer } from './events.ts';
import { lateTokens } from './lane-moves.ts';
import { watchFrom } from './limits.ts';
import { applyLimits } from './limit-moves.ts';
import { after, move, refuse, type Step } from './step.ts';
import { idleLane, type Established, type SessionRegion, type State } from './state.ts';
import { laneOf, recordOf, withSid } from './token-lane.ts';

type Restorable = Extract<SessionRegion, { readonly kind: 'restorable' }>;

/** A journal from further ahead than this was written by another clock (HAZ-09). */
const toleratedAheadMs = 30_000;

/** What a start found, before anybody has done anything. */
export function vaultOpened(policy: Policy, state: State, opened: Opened, moment: Moment): Step {
  if (state.session.kind !== 'starting') return move(state);
  switch (opened.kind) {
    case 'nothing':
      return move({ ...state, session: { kind: 'out', end: null, forceLogin: false } });
    case 'ended': {
      const { reason, atMs, ending } = opened;
      const told = { reason, atMs, workLost: false, unconfirmed: ending === 'unconfirmed' };
      return move({ ...state, session: { kind: 'out', end: told, forceLogin: true } });
    }
    case 'restorable': {
      const { facts, generation, lastActivityMs } = opened;
      if (!facts.role) return end(state, 'interrupted', moment);
      if (lastActivityMs > moment.nowMs + toleratedAheadMs) return end(state, 'clock', moment);
      const { endsAtMs, role } = facts;
      const offered: State = {
        ...state,
        generation,
        session: { kind: 'restorable', facts, role, continuing: false, mayBeSpent: false, problem: null },
        watch: watchFrom(policy, { lastActivityMs, endsAtMs }, moment.nowMs),
      };
      return applyLimits(policy, offered, moment);
    }
  }
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
      const outcome = restored(session, answer);
      if (typeof outcome === 'string') return refuseWith(state, answer, outcome, moment);
      const saving: State = { ...state, lane: { ...idleLane, stage: { kind: 'saving', ...outcome } } };
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
  { facts, role }: Restorable,
  answer: Extract<RestoreAnswer, { readonly kind: 'renewed' }>,
): { readonly established: Established; readonly role: Role } | EndReason {
  const { tokens, authentication, userinfo } = answer;
  if (!userinfo) return 'interrupted';
  const held = userinfo.roles.find(({ id }) => id === role.id);
  if (!held) return 'roleWithdrawn';
  if (authentication) {
    const isAsBefore = authentication.level === facts.level && authentication.identityLevel >= facts.identityLevel;
    if (!isAsBefore) return 'error';
  }
  const { person, identityLevel, authTimeSeconds, amr } = facts;
  const established: Established = {
    person,
    roles: userinfo.roles,
    authentication: {
      subject: person.subject,
      // A level that only the keychain speaks of is no proof: what nobody vouches for any more is the lower one (HAZ-05).
      level: authentication ? facts.level : 2,
      identityLevel,
      // That of the log-in: nobody has proved themselves anew.
      authTimeSeconds,
      acr: authentication?.acr,
      amr,
      sid: tokens.sid,
      userId: person.userId,
      selectedRoleId: held.id,
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
      generation: state.generation + 1,
      session: { kind: 'active', established: { ...established, kept }, role, blanked: null, resuming: false },
      lane: laneOf(policy, established.tokens, moment),
      watch: { ...watch, lastActivityMs: Math.max(watch.lastActivityMs, moment.nowMs) },
    },
    { type: 'note', code: 'SESSION_CONTINUED', correlationId: moment.freshId },
  );
}
