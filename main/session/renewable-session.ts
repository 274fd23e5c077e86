import type { SessionView } from '../../preload/session-view.ts';
import type { Policy } from '../policy/schema.ts';
import type { Cleanup } from '../ports.ts';
import type { Gesture } from './events.ts';
import type { Session } from './session.ts';

/** A policy as far as a session minds. */
export interface PolicyForSession {
  /** `undefined`: there is none that anybody could be logged in by. */
  readonly policy: Policy | undefined;
  /** Whether anybody may begin to log in: not while this version of the app is too old. */
  readonly mayLogIn: boolean;
}

export interface RenewableSession extends Omit<Session, 'policyChanged'> {
  policyChanged(next: PolicyForSession): void;
}

export interface RenewableParts {
  readonly first: Session;
  /** A session, or the screen that says why there is none, of the policy that is in force by now. */
  readonly make: () => Promise<Session>;
  /** Nothing works without one: what could not be made is said, and the app ends. */
  readonly failed: (error: unknown) => void;
}

/**
 * A session that a new policy reaches. What is safe, the present one takes at once; for the rest (provider, profile, browser) it
 * is replaced by a new one as soon as nobody is logged in and nothing is left to be read (`session.md`, "Races").
 * Nobody logs in by a policy that is not in force any more.
 */
export function createRenewableSession({ first, make, failed }: RenewableParts): RenewableSession {
  const listeners = new Set<(view: SessionView) => void>();
  let inner = first;
  let stopInner = follow(inner);
  let started = false;
  let outdated = false;
  let mayLogIn = true;
  let renewing: Promise<void> | undefined;
  let loginWaits = false;
  let quitting = false;
  let ownIdleMinutes: number | null = null;

  function follow(session: Session): Cleanup {
    return session.subscribe((view) => {
      show(view);
      settle();
    });
  }

  function show(view: SessionView): void {
    for (const listener of listeners) listener(view);
    if (!loginWaits || renewing || view.kind === 'starting') return;
    loginWaits = false;
    if (isOut(view)) inner.gesture({ type: 'loginRequested' });
  }

  /** Where nobody is logged in and nothing is asked of anybody. The reason of an end stays until it has been read. */
  function settle(): void {
    const view = inner.view();
    const isCalm = view.kind === 'loggedOut' || view.kind === 'setupProblem';
    if (isCalm || (view.kind === 'restorable' && !view.continuing)) renew();
  }

  function renew(): void {
    if (!started || !outdated || renewing || quitting) return;
    renewing = replace().then(
      () => {
        renewing = undefined;
        show(inner.view());
        settle();
      },
      (error: unknown) => failed(error),
    );
  }

  async function replace(): Promise<void> {
    stopInner();
    // The one before has to be done with the journal before another reads it.
    await inner.quit();
    outdated = false;
    inner = await make();
    inner.limitIdle(ownIdleMinutes);
    stopInner = follow(inner);
    // Who was here is not known any more: nobody is let in by what the browser remembers of them.
    inner.start({ forceLogin: true });
  }

  function login(): boolean {
    if (!renewing && !outdated) return inner.gesture({ type: 'loginRequested' });
    if (!renewing && !isOut(inner.view())) return mayLogIn && inner.gesture({ type: 'loginRequested' });
    loginWaits = true;
    renew();
    return true;
  }

  return {
    view: () => inner.view(),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start(how) {
      started = true;
      inner.start(how);
      settle();
    },
    gesture(gesture: Gesture) {
      if (gesture.type === 'loginRequested') return login();
      if (renewing) return false;
      // Ending one person's session for another's log-in: the first half of it is done, the second nobody may do.
      if (gesture.type === 'switchRequested' && !mayLogIn) return inner.gesture({ type: 'logOutRequested' });
      return inner.gesture(gesture);
    },
    linkCopied: () => inner.linkCopied(),
    inputProblems: (actionId, input) => inner.inputProblems(actionId, input),
    readDraft: (screenId) => inner.readDraft(screenId),
    limitIdle(minutes) {
      ownIdleMinutes = minutes;
      inner.limitIdle(minutes);
    },
    policyChanged(next) {
      outdated = true;
      mayLogIn = next.mayLogIn;
      if (!renewing) inner.policyChanged(next.policy);
      const view = inner.view();
      if (!mayLogIn && isLoggingIn(view)) inner.gesture({ type: 'cancelRequested' });
      settle();
    },
    async quit() {
      quitting = true;
      await renewing;
      await inner.quit();
    },
  };
}

function isOut(view: SessionView): boolean {
  return (
    view.kind === 'loggedOut' || view.kind === 'ended' || (view.kind === 'attemptFailed' && view.purpose === 'login')
  );
}

function isLoggingIn(view: SessionView): boolean {
  switch (view.kind) {
    case 'openingBrowser':
    case 'waitingForBrowser':
    case 'checkingLogin':
      return view.purpose === 'login';
    default:
      return false;
  }
}
