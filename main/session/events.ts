import type { Problem } from '../../preload/failures.ts';
import type { ActionInput, DraftValues } from '../../preload/contract.ts';
import type { ActionOutcome } from '../../preload/session-view.ts';
import type { UnresolvedAction } from '../audit/audit-log.ts';
import type { Person, Role } from '../identity/userinfo.ts';
import type { AuthorizationRequest } from '../oidc/attempt.ts';
import type { PersonAnswer } from '../oidc/person-check.ts';
import type { RenewalAnswer } from '../oidc/renewal.ts';
import type { ResultPage } from '../oidc/result-page.ts';
import type { Grant, TokenSet } from '../oidc/tokens.ts';
import type { Action, Policy } from '../policy/schema.ts';
import type { PowerEvent } from '../ports.ts';
import type { Ending, EndingReason, Kept, Opened, VaultRecord } from '../vault/vault.ts';
import type { Established } from './state.ts';
import type { ClockReading } from './time.ts';

/** A person's gesture. One that makes no sense in the present state is refused and changes nothing. */
export type Gesture =
  | { readonly type: 'loginRequested' }
  | { readonly type: 'reopenRequested' }
  | { readonly type: 'startLinkRequested' }
  | { readonly type: 'cancelRequested' }
  | { readonly type: 'roleChosen'; readonly roleId: string }
  | { readonly type: 'changeRoleRequested' }
  | { readonly type: 'actionPrepared'; readonly actionId: string; readonly input: ActionInput }
  | { readonly type: 'unresolvedDismissed'; readonly requestId: string }
  | { readonly type: 'stepUpRequested'; readonly again: boolean }
  | { readonly type: 'actionConfirmed'; readonly confirmationId: string }
  | { readonly type: 'wentBack' }
  | { readonly type: 'lockRequested' }
  | { readonly type: 'unlockRequested' }
  | { readonly type: 'switchRequested' }
  | { readonly type: 'logOutRequested' }
  | { readonly type: 'continueRequested' }
  | { readonly type: 'renewRequested' }
  /** `inputAtMs`, here and below: by the wall clock. It decides, not the moment in which the event arrives. */
  | { readonly type: 'activityNoted'; readonly inputAtMs: number }
  | { readonly type: 'stayRequested'; readonly inputAtMs: number }
  | { readonly type: 'endNoticeDismissed' }
  | { readonly type: 'draftSaved'; readonly screenId: string; readonly values: DraftValues };

/** What the world reports back. One that comes too late is dropped. */
export type Report =
  | { readonly type: 'started' }
  | { readonly type: 'vaultOpened'; readonly opened: Opened }
  /** Time has passed. `idleMs`: how long nobody has touched the computer, if that is known. */
  | { readonly type: 'ticked'; readonly idleMs: number | undefined; readonly appFocused: boolean }
  | { readonly type: 'power'; readonly power: PowerEvent }
  /** The look around after sleep is over, whatever it found. */
  | { readonly type: 'resumeChecked'; readonly epoch: number }
  | { readonly type: 'quitRequested' }
  /** The policy in force is another one than `before` from now on. */
  | { readonly type: 'policyChanged'; readonly before: Policy }
  /** A verified event of the provider ended the session that is watched. */
  | { readonly type: 'providerEnded'; readonly reason: 'providerEvent' | 'usedElsewhere' }
  | { readonly type: 'renewalAnswered'; readonly epoch: number; readonly answer: RenewalAnswer }
  | { readonly type: 'restoreAnswered'; readonly epoch: number; readonly answer: RestoreAnswer }
  | { readonly type: 'personChecked'; readonly epoch: number; readonly answer: PersonAnswer }
  | { readonly type: 'attemptOpened'; readonly attemptId: string; readonly expiresAtMs: number }
  | { readonly type: 'answerRefused'; readonly attemptId: string; readonly problem: Problem }
  | { readonly type: 'answerArrived'; readonly attemptId: string }
  | { readonly type: 'attemptFailed'; readonly attemptId: string; readonly problem: Problem }
  | { readonly type: 'grantObtained'; readonly attemptId: string; readonly grant: Grant }
  | { readonly type: 'recordSaved'; readonly savedFor: SavedFor; readonly epoch: number; readonly kept: Kept }
  /** The role that the person who is to choose worked in last on this computer. */
  | { readonly type: 'lastRoleFound'; readonly epoch: number; readonly roleId: string }
  | { readonly type: 'wiped'; readonly epoch: number; readonly ending: Ending }
  /** The provider's own page for it was opened (RP-Initiated Logout); whether it then ended anything is not told. */
  | { readonly type: 'browserSessionAsked'; readonly epoch: number }
  | { readonly type: 'intentRecorded'; readonly requestId: string }
  | { readonly type: 'intentNotRecorded'; readonly requestId: string; readonly problem: Problem }
  | { readonly type: 'actionAnswered'; readonly requestId: string; readonly answer: SendAnswer }
  /** What the audit record knows of this person's actions without an outcome. */
  | { readonly type: 'unresolvedRead'; readonly userId: string; readonly unresolved: readonly UnresolvedAction[] };

export type SessionEvent = Gesture | Report;

/** What becomes of "Continue": the answer to a refresh; or the token was not to be had, and nothing was asked. */
export type RestoreAnswer = RenewalAnswer | { readonly kind: 'gone' };

/** Why a record was written: for an attempt, a renewal or a continued session that waits for it, or to say what the session is now. */
export type SavedFor =
  | { readonly kind: 'attempt'; readonly attemptId: string }
  | { readonly kind: 'renewal' }
  | { readonly kind: 'restore' }
  | { readonly kind: 'present' };

/** What a server wants more than we had, in the terms of a requirement (RFC 9470, `ux.md` section 7). */
export interface Challenge {
  readonly lowestLevel: 2 | 3;
  readonly maxAgeSeconds?: number;
}

/** What became of a request: an outcome to show, or the server's wish for a better log-in before it does anything. */
export type SendAnswer =
  ActionOutcome | { readonly kind: 'challenged'; readonly challenge: Challenge; readonly problem: Problem };

/** An action on its way: who does it, in which role, with which tokens and what was filled in. */
export interface Intent {
  readonly requestId: string;
  readonly action: Action;
  readonly input: ActionInput;
  readonly established: Established;
  readonly role: Role;
}

/** Who has looked whether which action was done. */
export interface Checked extends Pick<Intent, 'requestId' | 'established' | 'role'> {
  readonly actionId: string;
}

/** What the machine wants done. It never waits: what comes of it returns as a `Report`. */
export type Effect =
  | { readonly type: 'beginAttempt'; readonly attemptId: string; readonly request: AuthorizationRequest }
  | { readonly type: 'openBrowser'; readonly attemptId: string }
  | { readonly type: 'copyStartLink'; readonly attemptId: string }
  | { readonly type: 'exchange'; readonly attemptId: string }
  | { readonly type: 'endAttempt'; readonly attemptId: string; readonly page: ResultPage }
  | {
      readonly type: 'saveRecord';
      readonly savedFor: SavedFor;
      readonly epoch: number;
      readonly record: VaultRecord;
    }
  | { readonly type: 'wipe'; readonly epoch: number; readonly reason: EndingReason }
  | { readonly type: 'openVault' }
  /** The reason of the end before has been read. */
  | { readonly type: 'noteTold' }
  | { readonly type: 'touchVault'; readonly lastActivityMs: number }
  /** `probe`: only once the network has been shown to be there. */
  | {
      readonly type: 'renew';
      readonly epoch: number;
      readonly tokens: TokenSet;
      readonly person: Person;
      readonly probe: boolean;
    }
  | { readonly type: 'restore'; readonly epoch: number; readonly person: Person; readonly sid: string | undefined }
  | { readonly type: 'checkPerson'; readonly epoch: number; readonly tokens: TokenSet; readonly person: Person }
  /** One immediate poll of the provider's events; answered by `resumeChecked`, after 5 s at the latest. */
  | { readonly type: 'checkResume'; readonly epoch: number }
  /** Ends the session in the browser, where the provider offers it. */
  | { readonly type: 'endBrowserSession'; readonly epoch: number; readonly sid: string | undefined }
  | { readonly type: 'revoke'; readonly tokens: TokenSet }
  | { readonly type: 'recordIntent'; readonly intent: Intent }
  | { readonly type: 'send'; readonly intent: Intent }
  | { readonly type: 'readUnresolved'; readonly userId: string }
  /** The person says that they have looked whether an action was done: it is put on record, and not told any more. */
  | { readonly type: 'recordChecked'; readonly checked: Checked }
  | { readonly type: 'raiseWindow' }
  | { readonly type: 'replaceRenderer' }
  | { readonly type: 'note'; readonly code: string; readonly correlationId: string; readonly detail?: string };

/** The moment of an event, as the world tells it: both clocks, an id that was never used before, and a number in [0, 1). */
export interface Occasion extends ClockReading {
  readonly freshId: string;
  readonly chance: number;
}

/** The moment of an event as the machine counts: `nowMs` is that of `time.ts`. */
export interface Moment {
  readonly nowMs: number;
  readonly freshId: string;
  readonly chance: number;
}
