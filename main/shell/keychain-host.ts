import type { Cleanup, Clock, KeychainAnswer, KeychainHost, Log } from '../ports.ts';
import { meanings, type KeychainFailure } from '../vault/keychain-failures.ts';
import type { KeychainRequest } from '../vault/keychain-messages.ts';
import { createLane } from '../vault/lane.ts';
import {
  startKeychainWorker,
  type KeychainProcess,
  type KeychainWorker,
  type WorkerAnswer,
} from './keychain-worker.ts';

export type { KeychainProcess } from './keychain-worker.ts';

/** Under which the entries stand in Keychain Access, Seahorse and Windows' Credential Manager. */
export const keychainService = 'CIS2 Desktop';

/** As long as a person may look at the prompt of their system to unlock the keychain. */
const defaultHostLifeMs = 60_000;

export interface KeychainHostOptions {
  /** Starts the process; called at the first use, and again after each one that was lost. */
  readonly fork: () => KeychainProcess;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: Log;
  /** How long one call may take before its process is killed. */
  readonly hostLifeMs?: number;
  readonly killProcess?: (pid: number) => void;
}

type Operation =
  | { readonly operation: 'get' | 'delete'; readonly account: string }
  | { readonly operation: 'set'; readonly account: string; readonly secret: string };

type Attempt =
  | { readonly kind: 'answered'; readonly value: string | boolean | null }
  | { readonly kind: 'failed'; readonly failure: KeychainFailure }
  | { readonly kind: 'overran' };

/** The keychain behind a process of its own, which may get stuck, crash or be killed at any time. */
export function createKeychainHost(options: KeychainHostOptions): KeychainHost {
  const { fork, clock, log, hostLifeMs = defaultHostLifeMs } = options;
  const { killProcess = (pid: number) => void process.kill(pid, 'SIGKILL') } = options;
  const inTurn = createLane();
  let worker: KeychainWorker | undefined;
  let closed = false;
  let lastId = 0;

  function currentWorker(): KeychainWorker {
    if (worker) return worker;
    const started = startKeychainWorker(fork(), killProcess, () => dismiss(started));
    worker = started;
    return started;
  }

  function dismiss(one: KeychainWorker): void {
    one.end();
    if (worker === one) worker = undefined;
  }

  async function attempt(asked: Operation): Promise<Attempt> {
    let asking: KeychainWorker;
    try {
      asking = currentWorker();
    } catch {
      // Electron refuses before ready, and a system may be out of processes: neither may reach the caller.
      return { kind: 'failed', failure: 'PROCESS_NOT_STARTED' };
    }
    let stopTimer: Cleanup | undefined;
    const deadline = new Promise<'overran'>((resolve) => {
      stopTimer = clock.after(hostLifeMs, () => resolve('overran'));
    });
    const answer = await Promise.race([asking.ask(requestOf(asked)), deadline]);
    stopTimer?.();
    if (answer === 'overran') {
      log.warn('KEYCHAIN_HOST_KILLED', { reason: asked.operation });
      dismiss(asking);
      return { kind: 'overran' };
    }
    // After a failure libsecret may hold on to what is no more; a new process costs 0.1 s and only at the next call.
    if (answer.kind === 'failed') dismiss(asking);
    return understood(answer);
  }

  function requestOf(asked: Operation): KeychainRequest {
    lastId += 1;
    return { id: lastId, service: keychainService, ...asked };
  }

  function call<Value>(
    asked: Operation,
    isValue: (value: string | boolean | null) => value is Value & (string | boolean | null),
  ): Promise<KeychainAnswer<Value>> {
    return inTurn(async () => {
      if (closed) return { kind: 'failed', trouble: 'unavailable', applied: 'no' };
      const first = await attempt(asked);
      const again = first.kind === 'failed' && meanings[first.failure].worthNewProcess && !isClosed();
      const last = again ? await attempt(asked) : first;
      switch (last.kind) {
        case 'overran':
          return last;
        case 'answered':
          if (isValue(last.value)) return { kind: 'answered', value: last.value };
          return failed(asked, 'UNKNOWN', false);
        case 'failed':
          return failed(asked, last.failure, again);
      }
    });
  }

  /** @param uncertain whether an attempt before may have had its effect */
  function failed(asked: Operation, failure: KeychainFailure, uncertain: boolean): KeychainAnswer<never> {
    const { trouble, applied } = meanings[failure];
    log.warn('KEYCHAIN_CALL_FAILED', { reason: failure, detail: asked.operation });
    return { kind: 'failed', trouble, applied: uncertain ? 'unknown' : applied };
  }

  /** Asked anew after each wait: it may have changed meanwhile. */
  const isClosed = () => closed;

  return {
    get: (account) => call({ operation: 'get', account }, (value) => value === null || typeof value === 'string'),
    set: (account, secret) => call({ operation: 'set', account, secret }, (value) => value === null),
    delete: (account) => call({ operation: 'delete', account }, (value) => typeof value === 'boolean'),
    close() {
      closed = true;
      if (worker) dismiss(worker);
    },
  };
}

function understood(answer: WorkerAnswer): Attempt {
  switch (answer.kind) {
    case 'ended':
      return { kind: 'overran' };
    case 'answered':
    case 'failed':
      return answer;
  }
}
