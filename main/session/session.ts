import type { FailureCode, Problem } from '../../preload/failures.ts';
import type { ActionOutcome, SessionView } from '../../preload/session-view.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { beginAttempt, type Attempt } from '../oidc/attempt.ts';
import { OidcError } from '../oidc/errors.ts';
import type { ProviderDirectory } from '../oidc/provider.ts';
import type { RedirectSettings } from '../oidc/receiver.ts';
import { exchangeCode, revoke, type CodeAnswer, type TokenSet } from '../oidc/tokens.ts';
import type { Policy } from '../policy/schema.ts';
import type { Cleanup, Clock, Log, OpenBrowser, Random } from '../ports.ts';
import type { Vault } from '../vault/vault.ts';
import type { Effect, Gesture, Intent, SessionEvent } from './events.ts';
import { step } from './machine.ts';
import { initialState, type State } from './state.ts';
import { viewOf } from './view.ts';

export interface SessionPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly audit: AuditLog;
  readonly vault: Vault;
  readonly directory: ProviderDirectory;
  readonly openBrowser: OpenBrowser;
  readonly copyText: (text: string) => void;
  readonly raiseWindow: () => void;
  /** Gives the renderer a new process, so that nothing of the person before is left in the old one (B54). */
  readonly replaceRenderer: () => void;
  /** Sends an action with the bearer of its intent. Never rejects: every end of it is an outcome. */
  readonly sendAction: (intent: Intent) => Promise<ActionOutcome>;
}

export interface Session {
  view(): SessionView;
  /** Calls `listener` after each change. */
  subscribe(listener: (view: SessionView) => void): Cleanup;
  start(): void;
  /** @returns whether the gesture made sense; one that did not changed nothing */
  gesture(gesture: Gesture): boolean;
}

/** How many replaced attempts are still known by their hash, for a polite word to their tabs (`session.md`, "Races"). */
const formerAttempts = 8;

/** Runs the machine: one queue of events, and the effects of each carried out before the next is looked at. */
export function createSession(policy: Policy, ports: SessionPorts): Session {
  const { clock, log, random } = ports;
  const listeners = new Set<(view: SessionView) => void>();
  const attempts = new Map<string, RunningAttempt>();
  let formerStateHashes: readonly string[] = [];
  let state: State = initialState;
  let queue: readonly SessionEvent[] = [];
  let draining = false;

  function handle(event: SessionEvent): boolean {
    const next = step(policy, state, event, { nowMs: clock.wallMs(), freshId: random.uuid() });
    if (next.refused) log.info('GESTURE_REFUSED', { reason: event.type });
    const changed = next.state !== state;
    state = next.state;
    for (const effect of next.effects) carryOut(effect);
    if (changed) {
      const view = viewOf(policy, state, clock.wallMs());
      for (const listener of listeners) listener(view);
    }
    return !next.refused;
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
    }
  }

  function carryOut(effect: Effect): void {
    switch (effect.type) {
      case 'beginAttempt':
        void openAttempt(effect);
        return;
      case 'openBrowser':
        void openBrowserFor(effect.attemptId);
        return;
      case 'copyStartLink': {
        const { startUrl } = attempts.get(effect.attemptId)?.attempt ?? {};
        if (startUrl !== undefined) ports.copyText(startUrl);
        return;
      }
      case 'exchange':
        void exchange(effect.attemptId);
        return;
      case 'endAttempt':
        endAttempt(effect);
        return;
      case 'saveRecord':
        void saveRecord(effect);
        return;
      case 'wipe':
        void wipe(effect);
        return;
      case 'revoke':
        void revokeTokens(effect.tokens);
        return;
      case 'recordIntent':
        void recordIntent(effect.intent);
        return;
      case 'send':
        void send(effect.intent);
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

  async function openAttempt({ attemptId, request }: Extract<Effect, { type: 'beginAttempt' }>): Promise<void> {
    const running: RunningAttempt = { attempt: undefined, ended: undefined, answer: undefined };
    attempts.set(attemptId, running);
    try {
      const provider = await ports.directory.current();
      if (running.ended) return;
      const attempt = await beginAttempt(provider, redirectOf(policy), request, ports, {
        formerStateHashes,
        onRefused: (code) => {
          const problem = problemOf(code, 'a call to the redirect URI was refused', attemptId);
          dispatch({ type: 'answerRefused', attemptId, problem });
        },
      });
      formerStateHashes = [...formerStateHashes, attempt.stateHash].slice(-formerAttempts);
      running.attempt = attempt;
      if (running.ended) {
        // Cancelled while its port was being bound: it goes the same way as any other.
        void closeAttempt(attempt, running.ended);
        return;
      }
      void attempt.outcome.then((outcome) => {
        if (outcome.kind === 'timedOut') {
          fail(attemptId, new OidcError('ATTEMPT_TIMED_OUT', 'no answer within 5 minutes'));
          return;
        }
        running.answer = outcome.answer;
        dispatch({ type: 'answerArrived', attemptId });
      });
      await ports.openBrowser(attempt.startUrl).catch((error: unknown) => {
        // The attempt stays: the link can be copied into a browser that works (R20).
        dispatch({ type: 'attemptOpened', attemptId, expiresAtMs: attempt.expiresAtMs });
        const problem = problemOf('BROWSER_NOT_OPENED', nameOf(error), attemptId);
        dispatch({ type: 'answerRefused', attemptId, problem });
      });
      dispatch({ type: 'attemptOpened', attemptId, expiresAtMs: attempt.expiresAtMs });
    } catch (error) {
      fail(attemptId, error);
    }
  }

  async function openBrowserFor(attemptId: string): Promise<void> {
    const attempt = attempts.get(attemptId)?.attempt;
    if (!attempt) return;
    try {
      await ports.openBrowser(attempt.startUrl);
    } catch (error) {
      const problem = problemOf('BROWSER_NOT_OPENED', nameOf(error), attemptId);
      dispatch({ type: 'answerRefused', attemptId, problem });
    }
  }

  async function exchange(attemptId: string): Promise<void> {
    const answer = attempts.get(attemptId)?.answer;
    if (!answer) return;
    try {
      const provider = await ports.directory.current();
      const grant = await exchangeCode(provider, answer, clock);
      dispatch({ type: 'grantObtained', attemptId, grant });
    } catch (error) {
      fail(attemptId, error);
    }
  }

  function endAttempt({ attemptId, page }: Extract<Effect, { type: 'endAttempt' }>): void {
    const running = attempts.get(attemptId);
    attempts.delete(attemptId);
    if (!running || running.ended) return;
    running.ended = page;
    if (running.attempt) void closeAttempt(running.attempt, page);
  }

  async function closeAttempt(attempt: Attempt, page: Parameters<Attempt['end']>[0]): Promise<void> {
    try {
      await attempt.end(page);
    } catch (error) {
      log.error('RECEIVER_NOT_CLOSED', { detail: nameOf(error) });
    }
  }

  async function saveRecord(effect: Extract<Effect, { type: 'saveRecord' }>): Promise<void> {
    const { grant, generation, attemptId, epoch } = effect;
    const { issuer, clientId } = policy.provider;
    const { refreshToken } = grant.tokens;
    const { userId } = grant.person;
    const kept = await ports.vault.save({ generation, issuer, clientId, userId, refreshToken });
    dispatch({ type: 'recordSaved', attemptId, epoch, kept });
  }

  async function wipe({ epoch, reason }: Extract<Effect, { type: 'wipe' }>): Promise<void> {
    dispatch({ type: 'wiped', epoch, ending: await ports.vault.end(reason) });
  }

  async function revokeTokens(tokens: TokenSet): Promise<void> {
    try {
      const result = await revoke(await ports.directory.current(), tokens);
      log.info(result === 'revoked' ? 'TOKENS_REVOKED' : 'REVOCATION_NOT_OFFERED');
    } catch (error) {
      log.warn('TOKENS_NOT_REVOKED', { detail: nameOf(error) });
    }
  }

  async function recordIntent(intent: Intent): Promise<void> {
    const { requestId } = intent;
    try {
      await ports.audit.append({ event: 'action.intended', outcome: 'intended', ...auditFacts(intent) });
    } catch (error) {
      const problem = problemOf('ACTION_NOT_AUDITED', nameOf(error), requestId);
      dispatch({ type: 'intentNotRecorded', requestId, problem });
      return;
    }
    dispatch({ type: 'intentRecorded', requestId });
  }

  async function send(intent: Intent): Promise<void> {
    const { requestId } = intent;
    const outcome = await ports.sendAction(intent);
    const code = outcome.kind === 'ok' ? undefined : outcome.problem.code;
    log.info('ACTION_FINISHED', { correlationId: requestId, actionId: intent.action.id, reason: code ?? outcome.kind });
    try {
      await ports.audit.append({
        event: 'action.finished',
        outcome: outcome.kind,
        ...auditFacts(intent),
        ...(code !== undefined && { code }),
      });
    } catch (error) {
      // It has been done or not done already; the person must hear which.
      log.error('AUDIT_NOT_WRITTEN', { correlationId: requestId, detail: nameOf(error) });
    }
    dispatch({ type: 'actionAnswered', requestId, outcome });
  }

  function fail(attemptId: string, error: unknown): void {
    const code = error instanceof OidcError ? error.code : 'INTERNAL';
    const problem = problemOf(code, error instanceof OidcError ? error.message : nameOf(error), attemptId);
    dispatch({ type: 'attemptFailed', attemptId, problem });
  }

  /** A refusal, said in the log by the same code and id that the screen shows. */
  function problemOf(code: FailureCode, detail: string, correlationId: string): Problem {
    const problem = { code, detail: detail.slice(0, 400), correlationId, atMs: clock.wallMs() };
    log.warn(code, { correlationId, detail: problem.detail });
    return problem;
  }

  return {
    view: () => viewOf(policy, state, clock.wallMs()),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start() {
      dispatch({ type: 'started' });
      // Nothing is continued yet: what an earlier run left behind is deleted, behind the first screen.
      void ports.vault.sweep().then((swept) => log.info('VAULT_SWEPT', { reason: swept }));
    },
    gesture: dispatch,
  };
}

/** What the machine knows by its id: an attempt, and what became of it on the way. */
interface RunningAttempt {
  attempt: Attempt | undefined;
  answer: CodeAnswer | undefined;
  ended: Parameters<Attempt['end']>[0] | undefined;
}

function redirectOf({ provider }: Policy): RedirectSettings {
  return { host: provider.redirectHost, ports: provider.redirectPorts, path: provider.redirectPath };
}

function auditFacts({ requestId, action, established, role }: Intent) {
  return {
    actionId: action.id,
    requestId,
    userId: established.person.userId,
    roleId: role.id,
    organisationCode: role.organisationCode,
    level: established.authentication.level,
    amr: established.authentication.amr,
  };
}

/** Kind and system code of an unforeseen error; its message may quote a secret and stays unsaid. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  return 'code' in error && typeof error.code === 'string' ? `${error.name} ${error.code}` : error.name;
}
