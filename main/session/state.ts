import type { SessionLevel } from '../assurance/level.ts';
import type { Problem } from '../../preload/failures.ts';
import type { ActionInput, DraftValues } from '../../preload/contract.ts';
import type { Incident } from '../../preload/incident.ts';
import type { ActionOutcome, AttemptPurpose, EndReason, LockReason } from '../../preload/session-view.ts';
import type { UnresolvedAction } from '../audit/audit-log.ts';
import type { Authentication } from '../identity/id-token.ts';
import type { Person, Role } from '../identity/userinfo.ts';
import type { AuthorizationRequest } from '../oidc/attempt.ts';
import type { Grant, TokenSet } from '../oidc/tokens.ts';
import type { Action } from '../policy/schema.ts';
import type { Challenge } from './events.ts';
import type { Kept, SessionFacts } from '../vault/vault.ts';
import { anchored, type Timekeeping } from './time.ts';

/** A person who is logged in: what was checked, and the tokens that it was checked of. */
export interface Established {
  readonly person: Person;
  readonly roles: readonly Role[];
  readonly authentication: Authentication & { readonly level: SessionLevel };
  readonly tokens: TokenSet;
  /** Every `sid` that this person has had since the log-in: an event of the provider may still name an earlier one. */
  readonly sids: readonly string[];
  /** Where what is needed to continue this session is. */
  readonly kept: Kept;
}

export interface End {
  readonly reason: EndReason;
  readonly atMs: number;
  /** Of the line in the log that says so. */
  readonly correlationId: string;
  /** Whether drafts were wiped by it. */
  readonly workLost: boolean;
  /** Whether the keychain could not show that our entry is gone. */
  readonly unconfirmed: boolean;
  /** Whether the browser was made to ask the provider for the end of its own log-in; what came of that, only it knows. */
  readonly browserAsked?: true;
}

/** The computer is locked, asleep or both: the screen is empty until it is neither. */
export interface Blanked {
  readonly computerLocked: boolean;
  readonly asleep: boolean;
}

/** Region S of `session.md`. */
export type SessionRegion =
  | { readonly kind: 'starting'; readonly forceLogin?: true }
  /** What an earlier run left, which its person may continue by a click. Its token is in the keychain and nowhere else. */
  | {
      readonly kind: 'restorable';
      readonly facts: SessionFacts;
      readonly role: Role;
      readonly continuing: boolean;
      /** Whether a try was lost on the way: the token may have been used up by it (B19). */
      readonly mayBeSpent: boolean;
      readonly problem: Problem | null;
    }
  | { readonly kind: 'out'; readonly end: End | null; readonly forceLogin: boolean }
  | {
      readonly kind: 'choosingRole';
      readonly established: Established;
      /** The role that this person worked in last, as far as is known; it need not be held any more. */
      readonly lastRoleId: string | undefined;
      /** Why there is nothing to choose from, where the roles could not be read. */
      readonly rolesProblem: Problem | undefined;
    }
  | {
      readonly kind: 'active';
      readonly established: Established;
      readonly role: Role;
      readonly blanked: Blanked | null;
      /** After sleep, until clocks, network and provider have been looked at: the gate is closed. */
      readonly resuming: boolean;
    }
  /** Who may unlock, and nothing that could speak for them: the tokens are gone. */
  | {
      readonly kind: 'locked';
      readonly person: Person;
      readonly identityLevel: number;
      readonly role: Role;
      readonly reason: LockReason;
      readonly lockedAtMs: number;
      readonly unconfirmed: boolean;
    };

/** What the limits are counted from while a session is there, locked and restorable ones included. In the time of `time.ts`. */
export interface Watch {
  /** Undefined after a restart: what is kept says only when the person was last confirmed. */
  readonly loggedInAtMs: number | undefined;
  readonly lastActivityMs: number;
  /** The idle limit: the strictest of the policies that were in force meanwhile. */
  readonly idleMs: number;
  /** How long the session may be at all: the strictest, too. `endsAtMs` has been counted with it. */
  readonly absoluteMs: number;
  /** The absolute limit. */
  readonly endsAtMs: number;
  /** The notice before the absolute limit that was dismissed last, as its lead time. */
  readonly noticeReadMs: number | undefined;
  /** A policy made a limit shorter than what has passed already: when the session ends by it. */
  readonly graceEndsAtMs: number | undefined;
  /** Since when the computer has said without a break that it was touched this very moment; some always say so. */
  readonly zeroSinceMs: number | undefined;
  /** The activity that the journal knows of. */
  readonly journalledMs: number;
}

/**
 * Region T: what is done with the refresh token, one thing at a time. An exchange waits while this is not `idle`; nothing
 * is begun here while an attempt is completing.
 */
export interface TokenLane {
  readonly stage:
    | { readonly kind: 'idle' }
    | { readonly kind: 'asking' }
    | { readonly kind: 'saving'; readonly established: Established; readonly role: Role };
  /** When the next renewal is due; `undefined` where there is nothing to renew with, or no use in it. */
  readonly dueAtMs: number | undefined;
  /** How many tries in a row came to nothing. */
  readonly failures: number;
  readonly trouble: 'unreachable' | 'cannotRenew' | undefined;
  /** What the log says of it; also that access is over where there is nothing to renew it with. */
  readonly incident: Incident | undefined;
  /** Whether a try was lost on the way: the provider may have taken the token (B19). */
  readonly mayBeSpent: boolean;
  /** Whether the network may be another one than at the last try, as after sleep: the next one looks first (B19, B21). */
  readonly looksFirst: boolean;
  /** When userinfo is asked next, where the provider sends no events; `undefined` while it is being asked. */
  readonly personCheckAtMs: number | undefined;
}

export const idleLane: TokenLane = {
  stage: { kind: 'idle' },
  dueAtMs: undefined,
  failures: 0,
  trouble: undefined,
  incident: undefined,
  mayBeSpent: false,
  looksFirst: false,
  personCheckAtMs: undefined,
};

/** What an attempt asked for: a snapshot, which the answer is judged by whatever the policy says by then. */
export interface Asked {
  readonly purpose: AttemptPurpose;
  readonly request: AuthorizationRequest;
  readonly startedAtMs: number;
  readonly lowestLevel: SessionLevel;
  readonly lowestIdentityLevel: number;
  /** The oldest authentication (s) that is accepted. */
  readonly oldestSeconds: number;
  /** Whether the person must have proved themselves for this very attempt. */
  readonly anew: boolean;
}

/** Region A. An attempt's id is also the correlation id of whatever becomes of it. */
export type AttemptRegion =
  | { readonly kind: 'none' }
  | { readonly kind: 'opening'; readonly id: string; readonly asked: Asked }
  | {
      readonly kind: 'waiting';
      readonly id: string;
      readonly asked: Asked;
      readonly expiresAtMs: number;
      readonly notice: Problem | null;
    }
  | {
      readonly kind: 'completing';
      readonly id: string;
      readonly asked: Asked;
      readonly sinceMs: number;
      /** Whether the code waits for a renewal to be over. */
      readonly queued: boolean;
      readonly accepted: Grant | null;
    }
  | { readonly kind: 'failed'; readonly purpose: AttemptPurpose; readonly problem: Problem }
  | { readonly kind: 'otherPerson'; readonly otherName: string; readonly problem: Problem }
  | { readonly kind: 'insufficient'; readonly used: readonly string[]; readonly problem: Problem };

/** An action that somebody wants done, as they filled it in. It is dropped when nobody confirms it for ten minutes. */
export interface Pending {
  readonly action: Action;
  readonly input: ActionInput;
  readonly preparedAtMs: number;
  /** What the service asked for, once, when this very action was sent to it; it is never asked for less (RFC 9470). */
  readonly challenge?: Challenge;
  /** Whether it waited behind another one. */
  readonly joined?: true;
}

/** Region G: the action that is on screen. What waits behind it is in `State.waiting`. */
export type ActionRegion =
  | { readonly kind: 'none' }
  | ({ readonly kind: 'blocked' } & Pending)
  | ({ readonly kind: 'confirming'; readonly confirmationId: string } & Pending)
  /** "About to" is on its way to the disk; nothing has been sent. */
  | ({ readonly kind: 'recording'; readonly requestId: string } & Pending)
  | ({ readonly kind: 'sending'; readonly requestId: string } & Pending)
  | { readonly kind: 'done'; readonly action: Action; readonly outcome: ActionOutcome };

export interface State {
  /** Raised by each end, lock and adoption: what was begun before may not have an effect after. */
  readonly epoch: number;
  /** Of the record that was given to the vault last, adopted or not: no two have the same, so none is taken for another. */
  readonly generation: number;
  readonly time: Timekeeping;
  readonly session: SessionRegion;
  readonly attempt: AttemptRegion;
  readonly action: ActionRegion;
  /** Actions that wait for the same log-in as the one on screen, in the order in which they come after it. */
  readonly waiting: readonly Pending[];
  /** Actions of this person of which nobody knows whether they were done (HAZ-06); until they say that they have checked. */
  readonly unresolved: readonly UnresolvedAction[];
  readonly lane: TokenLane;
  /** `null` while there is no session. */
  readonly watch: Watch | null;
  /** By screen; of the person whose session this is, and of nobody else (HAZ-08). */
  readonly drafts: Readonly<Record<string, DraftValues>>;
}

export const initialState: State = {
  epoch: 0,
  generation: 0,
  time: anchored({ wallMs: 0, monotonicMs: 0 }),
  session: { kind: 'starting' },
  attempt: { kind: 'none' },
  action: { kind: 'none' },
  waiting: [],
  unresolved: [],
  lane: idleLane,
  watch: null,
  drafts: {},
};

/** Whose session it is, if anybody's. */
export function establishedIn(state: Pick<State, 'session'>): Established | undefined {
  return 'established' in state.session ? state.session.established : undefined;
}
