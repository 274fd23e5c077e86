import type { EndReason, LockReason } from '../../preload/session-view.ts';
import type { Profile } from '../policy/schema.ts';
import { saveAsItStands } from './adoption.ts';
import { abandon, closeTab, unadoptedIn } from './attempt-moves.ts';
import type { Effect, Moment } from './events.ts';
import { after, move, refuse, type Step } from './step.ts';
import { establishedIn, idleLane, type State } from './state.ts';

/** How long (ms) a reason that says more may take the place of `revoked`, which may be its consequence (`session.md`, "Races"). */
export const moreSpecificWithinMs = 2_000;

/**
 * The one place in which a session ends. The wipe comes before anything that waits for a network; a request that is
 * already under way finishes with its own bearer, and its outcome goes to the audit log alone.
 */
export function end(state: State, reason: EndReason, { freshId }: Moment): Step {
  const workLost = Object.keys(state.drafts).length > 0;
  // By the clock on the wall, as the journal notes it: what limits are counted in ends with the session.
  const atMs = state.time.wallMs;
  return move(
    {
      ...state,
      epoch: state.epoch + 1,
      session: {
        kind: 'out',
        end: { reason, atMs, correlationId: freshId, workLost, unconfirmed: false },
        forceLogin: true,
      },
      attempt: { kind: 'none' },
      action: { kind: 'none' },
      waiting: [],
      unresolved: [],
      lane: idleLane,
      watch: null,
      drafts: {},
    },
    { type: 'note', code: 'SESSION_ENDED', correlationId: freshId, detail: reason },
    ...closeTab(state, { kind: 'cancelled' }),
    { type: 'wipe', epoch: state.epoch + 1, reason },
    { type: 'replaceRenderer' },
    ...revokeAll(state),
  );
}

/**
 * Keeps who it was and what they typed, and gives up what could speak for them. A running step-up is told so, a pending
 * action is dropped; one that is being sent goes on, and its outcome waits for the same person. The tokens are revoked as at
 * a log-out: nobody could do so later, and a refresh token lives for hours.
 */
export function lock(state: State, reason: LockReason, { freshId }: Moment): Step {
  const { session, action } = state;
  if (session.kind !== 'active') return refuse(state);
  const { person, authentication } = session.established;
  return move(
    {
      ...state,
      epoch: state.epoch + 1,
      session: {
        kind: 'locked',
        person,
        identityLevel: authentication.identityLevel,
        role: session.role,
        reason,
        lockedAtMs: state.time.wallMs,
        unconfirmed: false,
      },
      attempt: { kind: 'none' },
      action: action.kind === 'sending' ? action : { kind: 'none' },
      waiting: [],
      lane: idleLane,
    },
    { type: 'note', code: 'SESSION_LOCKED', correlationId: freshId, detail: reason },
    ...closeTab(state, { kind: 'cancelled' }),
    { type: 'wipe', epoch: state.epoch + 1, reason: 'lock' },
    { type: 'replaceRenderer' },
    ...revokeAll(state),
  );
}

/**
 * "Log-out revokes the newest" (`session.md`, "Tokens"): also one that was renewed and not adopted yet. With it goes what was
 * accepted and not adopted: nothing is left that revoking it could harm.
 */
function revokeAll({ session, lane, attempt }: State): readonly Effect[] {
  const newest = lane.stage.kind === 'saving' ? lane.stage.established.tokens : establishedIn({ session })?.tokens;
  return [newest, unadoptedIn({ attempt })].flatMap((tokens) => (tokens ? [{ type: 'revoke', tokens } as const] : []));
}

/**
 * The app is about to go. What is kept in the keychain of a personal desktop stays, and may be continued; everything else
 * ends here, since nobody could end it later.
 */
export function quit(profile: Profile, state: State, moment: Moment): Step {
  const { session } = state;
  switch (session.kind) {
    case 'starting':
    case 'restorable':
    case 'out':
      return move({ ...state, attempt: { kind: 'none' } }, ...abandon(state, { kind: 'cancelled' }));
    case 'choosingRole':
    case 'locked':
      return end(state, 'quit', moment);
    case 'active':
      break;
  }
  const { established, role } = session;
  if (profile === 'shared' || established.kept.kind !== 'keychain') return end(state, 'quit', moment);
  // A record that waits for its adoption may not be what the next start finds.
  const written = unadoptedIn(state) ? saveAsItStands(state, established, role) : move(state);
  return after(written, (now) =>
    move(
      {
        ...now,
        epoch: now.epoch + 1,
        session: { kind: 'out', end: null, forceLogin: true },
        attempt: { kind: 'none' },
        action: { kind: 'none' },
        waiting: [],
        unresolved: [],
        lane: idleLane,
        watch: null,
        drafts: {},
      },
      ...abandon(state, { kind: 'cancelled' }),
      ...(state.watch ? [{ type: 'touchVault', lastActivityMs: state.watch.lastActivityMs } as const] : []),
    ),
  );
}
