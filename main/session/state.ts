import type { SessionLevel } from '../assurance/level.ts';
import type { Problem } from '../../preload/failures.ts';
import type { ActionOutcome, AttemptPurpose, EndReason } from '../../preload/session-view.ts';
import type { Authentication } from '../identity/id-token.ts';
import type { Person, Role } from '../identity/userinfo.ts';
import type { AuthorizationRequest } from '../oidc/attempt.ts';
import type { Grant, TokenSet } from '../oidc/tokens.ts';
import type { Action } from '../policy/schema.ts';
import type { Kept } from '../vault/vault.ts';

/** A person who is logged in: what was checked, and the tokens that it was checked of. */
export interface Established {
  readonly person: Person;
  readonly roles: readonly Role[];
  readonly authentication: Authentication & { readonly level: SessionLevel };
  readonly tokens: TokenSet;
  /** Where what is needed to continue this session is. */
  readonly kept: Kept;
}

export interface End {
  readonly reason: EndReason;
  readonly atMs: number;
  /** Whether the keychain could not show that our entry is gone. */
  readonly unconfirmed: boolean;
}

/** Region S of `session.md`. */
export type SessionRegion =
  | { readonly kind: 'starting' }
  | { readonly kind: 'out'; readonly end: End | null; readonly forceLogin: boolean }
  | { readonly kind: 'choosingRole'; readonly established: Established }
  | { readonly kind: 'active'; readonly established: Established; readonly role: Role }
  /** Who may unlock, and nothing that could speak for them: the tokens are gone. */
  | {
      readonly kind: 'locked';
      readonly person: Person;
      readonly identityLevel: number;
      readonly role: Role | undefined;
      readonly lockedAtMs: number;
      readonly unconfirmed: boolean;
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
  | { readonly kind: 'completing'; readonly id: string; readonly asked: Asked; readonly accepted: Grant | null }
  | { readonly kind: 'failed'; readonly purpose: AttemptPurpose; readonly problem: Problem }
  | { readonly kind: 'otherPerson'; readonly otherName: string; readonly problem: Problem }
  | { readonly kind: 'insufficient'; readonly used: readonly string[]; readonly problem: Problem };

/** Region G. */
export type ActionRegion =
  | { readonly kind: 'none' }
  | { readonly kind: 'blocked'; readonly action: Action; readonly preparedAtMs: number }
  | {
      readonly kind: 'confirming';
      readonly action: Action;
      readonly preparedAtMs: number;
      readonly confirmationId: string;
    }
  /** "About to" is on its way to the disk; nothing has been sent. */
  | { readonly kind: 'recording'; readonly action: Action; readonly requestId: string }
  | { readonly kind: 'sending'; readonly action: Action; readonly requestId: string }
  | { readonly kind: 'done'; readonly action: Action; readonly outcome: ActionOutcome };

export interface State {
  /** Raised by each end and each adoption: what was begun before may not have an effect after. */
  readonly epoch: number;
  /** Of the vault's record. */
  readonly generation: number;
  readonly session: SessionRegion;
  readonly attempt: AttemptRegion;
  readonly action: ActionRegion;
}

export const initialState: State = {
  epoch: 0,
  generation: 0,
  session: { kind: 'starting' },
  attempt: { kind: 'none' },
  action: { kind: 'none' },
};

/** Whose session it is, if anybody's. */
export function establishedIn(state: Pick<State, 'session'>): Established | undefined {
  return 'established' in state.session ? state.session.established : undefined;
}
