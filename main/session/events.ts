import type { Problem } from '../../preload/failures.ts';
import type { ActionOutcome, EndReason } from '../../preload/session-view.ts';
import type { Role } from '../identity/userinfo.ts';
import type { AuthorizationRequest } from '../oidc/attempt.ts';
import type { ResultPage } from '../oidc/result-page.ts';
import type { Grant, TokenSet } from '../oidc/tokens.ts';
import type { Action } from '../policy/schema.ts';
import type { Ending, Kept } from '../vault/vault.ts';
import type { Established } from './state.ts';

/** A person's gesture. One that makes no sense in the present state is refused and changes nothing. */
export type Gesture =
  | { readonly type: 'loginRequested' }
  | { readonly type: 'reopenRequested' }
  | { readonly type: 'startLinkRequested' }
  | { readonly type: 'cancelRequested' }
  | { readonly type: 'roleChosen'; readonly roleId: string }
  | { readonly type: 'changeRoleRequested' }
  | { readonly type: 'actionPrepared'; readonly actionId: string }
  | { readonly type: 'stepUpRequested'; readonly again: boolean }
  | { readonly type: 'actionConfirmed'; readonly confirmationId: string }
  | { readonly type: 'wentBack' }
  | { readonly type: 'lockRequested' }
  | { readonly type: 'unlockRequested' }
  | { readonly type: 'switchRequested' }
  | { readonly type: 'logOutRequested' };

/** What the world reports back. One that comes too late is dropped. */
export type Report =
  | { readonly type: 'started' }
  | { readonly type: 'attemptOpened'; readonly attemptId: string; readonly expiresAtMs: number }
  | { readonly type: 'answerRefused'; readonly attemptId: string; readonly problem: Problem }
  | { readonly type: 'answerArrived'; readonly attemptId: string }
  | { readonly type: 'attemptFailed'; readonly attemptId: string; readonly problem: Problem }
  | { readonly type: 'grantObtained'; readonly attemptId: string; readonly grant: Grant }
  | { readonly type: 'recordSaved'; readonly attemptId: string; readonly epoch: number; readonly kept: Kept }
  | { readonly type: 'wiped'; readonly epoch: number; readonly ending: Ending }
  | { readonly type: 'intentRecorded'; readonly requestId: string }
  | { readonly type: 'intentNotRecorded'; readonly requestId: string; readonly problem: Problem }
  | { readonly type: 'actionAnswered'; readonly requestId: string; readonly outcome: ActionOutcome };

export type SessionEvent = Gesture | Report;

/** An action on its way: who does it, in which role, with which tokens. */
export interface Intent {
  readonly requestId: string;
  readonly action: Action;
  readonly established: Established;
  readonly role: Role;
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
      readonly attemptId: string;
      readonly epoch: number;
      readonly generation: number;
      readonly grant: Grant;
    }
  | { readonly type: 'wipe'; readonly epoch: number; readonly reason: EndReason | 'lock' | 'notAdopted' }
  | { readonly type: 'revoke'; readonly tokens: TokenSet }
  | { readonly type: 'recordIntent'; readonly intent: Intent }
  | { readonly type: 'send'; readonly intent: Intent }
  | { readonly type: 'raiseWindow' }
  | { readonly type: 'replaceRenderer' }
  | { readonly type: 'note'; readonly code: string; readonly correlationId: string; readonly detail?: string };

/** The moment of an event: wall time (ms since the epoch), and an id that was never used before. */
export interface Moment {
  readonly nowMs: number;
  readonly freshId: string;
}
