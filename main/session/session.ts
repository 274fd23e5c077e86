import type { ActionInput, DraftValues } from '../../preload/contract.ts';
import type { InputProblem, SessionView } from '../../preload/session-view.ts';
import { checkInput } from '../policy/action-input.ts';
import type { Policy } from '../policy/schema.ts';
import type { Cleanup, Clock, Power } from '../ports.ts';
import type { LastRoles } from '../vault/last-roles.ts';
import type { Vault } from '../vault/vault.ts';
import { createActionRunner, type ActionPorts } from './action-runner.ts';
import { createAuditWatch } from './audit-watch.ts';
import { createAttemptRunner, type AttemptPorts } from './attempt-runner.ts';
import type { Effect, Gesture, SessionEvent } from './events.ts';
import { limitsOf, withOwnIdleLimit } from './limits.ts';
import { warningAt } from './limit-moves.ts';
import { step } from './machine.ts';
import { createProblemOf } from './problem-of.ts';
import { createProviderWatch, type WatchPorts } from './provider-watch.ts';
import { createRoleMemory } from './role-memory.ts';
import { initialState, type State } from './state.ts';
import { nextChangeMs } from './standing.ts';
import { createTokenRunner, type TokenPorts } from './token-runner.ts';
import { viewOf } from './view.ts';

export interface SessionPorts extends AttemptPorts, ActionPorts, TokenPorts, WatchPorts {
  readonly audit: ActionPorts['audit'];
  readonly clock: Clock;
  readonly vault: Vault;
  /** Absent on a shared terminal. */
  readonly lastRoles?: LastRoles;
  readonly power: Power;
  /** Whether what the person does is done in our window. */
  readonly appFocused: () => boolean;
  readonly raiseWindow: () => void;
  /** Gives the renderer a new process, so that nothing of the person before is left in the old one (B54). */
  readonly replaceRenderer: () => void;
}

export interface Session {
  view(): SessionView;
  /** Calls `listener` after each change of the view. */
  subscribe(listener: (view: SessionView) => void): Cleanup;
  /** `forceLogin`: whoever was here before, the next log-in is a new one. */
  start(how?: { readonly forceLogin: true }): void;
  /**
   * Another policy is in force from now on; `undefined`: none that anybody could be logged in by. What hangs on the provider,
   * the profile or the browser stays as this session was made: `createRenewableSession` makes a new one (`session.md`, "Races").
   */
  policyChanged(next: Policy | undefined): void;
  /** @returns whether the gesture made sense; one that did not changed nothing */
  gesture(gesture: Gesture): boolean;
  /** Whether the link of the last `startLinkRequested` is on the clipboard. */
  linkCopied(): Promise<boolean>;
  /** What is wrong with what the person who is logged in filled in for an action. With anything wrong it does not begin. */
  inputProblems(actionId: string, input: ActionInput): readonly InputProblem[];
  /** What the person who is logged in had typed on a screen, if anything is kept. */
  readDraft(screenId: string): DraftValues | null;
  /**
   * The idle limit that the person chose for themselves, in minutes; `null`: as policy sets it. A shorter one counts at once,
   * a longer one from the next log-in or unlock on, and none beyond the policy's (R24).
   */
  limitIdle(ownMinutes: number | null): void;
  /**
   * Before the app goes. What must be on disk is begun before this returns; resolves when that and what is told to the
   * provider is done, after 2 s at the latest. Nothing can be done with the session afterwards.
   */
  quit(): Promise<void>;
}

/** How often the computer is asked when it was touched last, and how often while a person is asked whether they are there. */
const lookMs = 15_000;
const lookAtWarningMs = 1_000;
/** How long a quit waits for what is still to be done (`session.md`, "Races"). */
const quitWaitMs = 2_000;

/** Runs the machine: one queue of events, and the effects of each carried out before the next is looked at. */
export function createSession(first: Policy, ports: SessionPorts): Session {
  const { clock, log, random } = ports;
  const listeners = new Set<(view: SessionView) => void>();
  const closing = new Set<Promise<void>>();
  let policy = first;
  let state: State = initialState;
  let ownIdleMinutes: number | null = null;
  /** The policy, under what the person chose for themselves. */
  let inForce = policy;
  let queue: readonly SessionEvent[] = [];
  let draining = false;
  let shown = '';
  let linkCopied: Promise<boolean> = Promise.resolve(false);
  /** Resolves once the journal says that the session before is over: nothing is told to the network, or opened, sooner. */
  let noted: Promise<void> = Promise.resolve();
  let stopTimer: Cleanup = () => {};
  let stopPower: Cleanup = () => {};

  const report = (event: SessionEvent) => void dispatch(event);
  const problemOf = createProblemOf(ports);
  const attempts = createAttemptRunner(policy, ports, report, problemOf);
  const actions = createActionRunner(ports, report, problemOf);
  const tokens = createTokenRunner(ports, report, (epoch) => epoch === state.epoch);
  const auditing = createAuditWatch(ports);
  const watch = createProviderWatch(policy, ports, {
    ended: (reason) => report({ type: 'providerEnded', reason }),
    unauthorized: () => report({ type: 'personChecked', epoch: state.epoch, answer: { kind: 'unauthorized' } }),
  });
  const roleMemory = createRoleMemory(policy, ports.lastRoles, { report, beforeQuit });

  function handle(event: SessionEvent): boolean {
    const next = step(inForce, state, event, {
      wallMs: clock.wallMs(),
      monotonicMs: clock.monotonicMs(),
      freshId: random.uuid(),
      chance: random.fraction(),
    });
    if (next.refused) log.info('GESTURE_REFUSED', { reason: event.type });
    state = next.state;
    for (const effect of next.effects) carryOut(effect);
    watch.follow(state);
    roleMemory.follow(state);
    const audited = auditing.follow(state);
    if (audited) beforeQuit(audited);
    show();
    return !next.refused;
  }

  /** Time alone changes the state all the time, and the view hardly ever. */
  function show(): void {
    const view = viewOf(inForce, state);
    const text = JSON.stringify(view);
    if (text === shown) return;
    shown = text;
    for (const listener of listeners) listener(view);
  }

  /**
   * An effect may report at once: its event waits until the one that caused it is done.
   *
   * @returns whether the event was taken; one that has to wait is
   */
  function dispatch(event: SessionEvent): boolean {
    if (draining) {
      queue = [...queue, event];
      return true;
    }
    draining = true;
    try {
      const taken = handle(event);
      for (let [first, ...rest] = queue; first; [first, ...rest] = queue) {
        queue = rest;
        handle(first);
      }
      return taken;
    } finally {
      draining = false;
      lookAgain();
    }
  }

  /** One timer, set anew after each event, for whatever changes next by itself. */
  function lookAgain(): void {
    stopTimer();
    const { nowMs } = state.time;
    const nextMs = nextChangeMs(inForce, state);
    const isThere = state.session.kind === 'active' || state.session.kind === 'choosingRole';
    const isAsked = isThere && limitsOf(inForce).activity === 'computer' && warningAt(inForce, state, nowMs) !== null;
    const delays = [nextMs === undefined ? [] : nextMs - nowMs, isThere ? lookMs : [], isAsked ? lookAtWarningMs : []];
    const delayMs = delays.flat();
    stopTimer = delayMs.length === 0 ? () => {} : clock.after(Math.min(...delayMs), tick);
  }

  function tick(): void {
    dispatch({ type: 'ticked', idleMs: ports.power.idleMs(), appFocused: ports.appFocused() });
  }

  function carryOut(effect: Effect): void {
    switch (effect.type) {
      case 'beginAttempt':
        void attempts.begin(effect, noted);
        return;
      case 'openBrowser':
        void attempts.openBrowser(effect.attemptId);
        return;
      case 'copyStartLink':
        linkCopied = attempts.copyStartLink(effect.attemptId);
        return;
      case 'exchange':
        void attempts.exchange(effect.attemptId);
        return;
      case 'endAttempt':
        beforeQuit(attempts.end(effect));
        return;
      case 'openVault':
        void openVault();
        return;
      case 'saveRecord':
        beforeQuit(saveRecord(effect));
        return;
      case 'wipe':
        beforeQuit(wipe(effect));
        return;
      case 'noteTold':
        beforeQuit(ports.vault.told());
        return;
      case 'touchVault':
        beforeQuit(ports.vault.touch(effect.lastActivityMs));
        return;
      case 'renew':
        void tokens.renew(effect);
        return;
      case 'restore':
        void tokens.restore(effect);
        return;
      case 'checkPerson':
        void tokens.checkPerson(effect);
        return;
      case 'revoke':
        beforeQuit(noted.then(() => tokens.revoke(effect.tokens)));
        return;
      case 'endBrowserSession':
        void noted.then(() => tokens.endBrowserSession(effect));
        return;
      case 'checkResume':
        void checkResume(effect.epoch);
        return;
      case 'recordIntent':
        void actions.record(effect.intent);
        return;
      case 'send':
        void actions.send(effect.intent);
        return;
      case 'readUnresolved':
        void actions.readUnresolved(effect.userId);
        return;
      case 'recordChecked':
        beforeQuit(actions.recordChecked(effect.checked));
        return;
      case 'raiseWindow':
        ports.raiseWindow();
        return;
      case 'replaceRenderer':
        ports.replaceRenderer();
        return;
      case 'note': {
        const { code, correlationId, detail } = effect;
        log.info(code, { correlationId, ...(detail !== undefined && { detail }) });
      }
    }
  }

  function beforeQuit(work: Promise<void>): void {
    closing.add(work);
    void work.finally(() => closing.delete(work));
  }

  async function openVault(): Promise<void> {
    dispatch({ type: 'vaultOpened', opened: await ports.vault.open() });
  }

  async function saveRecord({ savedFor, epoch, record }: Extract<Effect, { type: 'saveRecord' }>): Promise<void> {
    dispatch({ type: 'recordSaved', savedFor, epoch, kept: await ports.vault.save(record) });
  }

  async function wipe({ epoch, reason }: Extract<Effect, { type: 'wipe' }>): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    noted = promise;
    const ending = await ports.vault.end(reason, resolve);
    resolve();
    dispatch({ type: 'wiped', epoch, ending });
  }

  async function checkResume(epoch: number): Promise<void> {
    await watch.lookNow();
    dispatch({ type: 'resumeChecked', epoch });
  }

  function putInForce(): void {
    const before = inForce;
    inForce = withOwnIdleLimit(policy, ownIdleMinutes);
    dispatch({ type: 'policyChanged', before });
  }

  /** Before anything else happens, whoever asks: from here on what was filled in is taken as it is. */
  function prepareAction(gesture: Extract<Gesture, { type: 'actionPrepared' }>): boolean {
    const action = policy.actions.find(({ id }) => id === gesture.actionId);
    const checked = action ? checkInput(action, gesture.input) : undefined;
    return checked?.ok !== false && dispatch({ ...gesture, input: checked?.input ?? {} });
  }

  function inputProblems(actionId: string, input: ActionInput): readonly InputProblem[] {
    const action = policy.actions.find(({ id }) => id === actionId);
    const checked = action && state.session.kind === 'active' ? checkInput(action, input) : undefined;
    if (checked?.ok !== false) return [];
    const requestId = random.uuid();
    // Which fields, and never what stood in them.
    const detail = checked.problems.map(({ field, fault }) =>
      fault === 'unknownField' ? fault : `${field}: ${fault}`,
    );
    log.info('ACTION_INPUT_INVALID', { correlationId: requestId, actionId, detail: detail.join(', ').slice(0, 300) });
    beforeQuit(auditing.inputRefused(state, { actionId, requestId }));
    return checked.problems;
  }

  return {
    view: () => viewOf(inForce, state),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start(how) {
      stopPower = ports.power.subscribe((power) => void dispatch({ type: 'power', power }));
      dispatch({ type: 'started', ...how });
    },
    policyChanged(next) {
      if (!next) {
        dispatch({ type: 'policyWithdrawn' });
        return;
      }
      policy = next;
      putInForce();
    },
    gesture: (gesture) => (gesture.type === 'actionPrepared' ? prepareAction(gesture) : dispatch(gesture)),
    linkCopied: () => linkCopied,
    inputProblems,
    limitIdle(minutes) {
      ownIdleMinutes = minutes;
      putInForce();
    },
    readDraft: (screenId) => (state.session.kind === 'active' ? (state.drafts[screenId] ?? null) : null),
    async quit() {
      dispatch({ type: 'quitRequested' });
      stopPower();
      let stopWaiting: Cleanup = () => {};
      const late = new Promise<void>((resolve) => {
        stopWaiting = clock.after(quitWaitMs, resolve);
      });
      await Promise.race([Promise.all(closing), late]);
      stopWaiting();
      stopTimer();
    },
  };
}
