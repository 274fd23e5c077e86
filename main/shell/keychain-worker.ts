import type { UtilityProcess } from 'electron';
import { failureOf, type KeychainFailure } from '../vault/keychain-failures.ts';
import { isKeychainReply, type KeychainRequest } from '../vault/keychain-messages.ts';

/** What is needed of an Electron `UtilityProcess`. */
export interface KeychainProcess extends Pick<UtilityProcess, 'postMessage' | 'kill'> {
  /** Known from `spawn` to `exit`. */
  readonly pid: number | undefined;
  on(event: 'spawn', listener: () => void): unknown;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'error' | 'exit', listener: () => void): unknown;
}

export type WorkerAnswer =
  | { readonly kind: 'answered'; readonly value: string | boolean | null }
  | { readonly kind: 'failed'; readonly failure: KeychainFailure }
  /** It was ended before it answered. */
  | { readonly kind: 'ended' };

/** One process of the keychain host, for as long as it lives. It is asked one thing at a time. */
export interface KeychainWorker {
  /** Never rejects; settles at the latest when the process ends or is ended. */
  ask(request: KeychainRequest): Promise<WorkerAnswer>;
  /** Ends the process, stuck or not. */
  end(): void;
}

/**
 * @param killProcess must work on a process that is stuck in native code; it may throw
 * @param onExit called once when the process is gone, whoever ended it
 */
export function startKeychainWorker(
  child: KeychainProcess,
  killProcess: (pid: number) => void,
  onExit: () => void,
): KeychainWorker {
  let waiting: { readonly id: number; readonly settle: (answer: WorkerAnswer) => void } | undefined;
  let life: 'lives' | 'isEnded' | 'gone' = 'lives';

  function settle(answer: WorkerAnswer): void {
    waiting?.settle(answer);
    waiting = undefined;
  }

  function kill(): void {
    const { pid } = child;
    // A SIGTERM alone, which Node may be too stuck to act on.
    child.kill();
    if (pid === undefined) return;
    try {
      killProcess(pid);
    } catch {
      // It has gone already, which is what was wanted.
    }
  }

  child.on('spawn', () => {
    // Ended before it had a pid.
    if (life === 'isEnded') kill();
  });
  child.on('message', (message) => {
    // What is not the answer to the question that waits is the answer to none.
    if (!isKeychainReply(message) || message.id !== waiting?.id) return;
    settle(
      message.ok ? { kind: 'answered', value: message.value } : { kind: 'failed', failure: failureOf(message.reason) },
    );
  });
  // V8 gave up in there; `exit` follows. Without a listener the event would be an exception in main.
  child.on('error', () => undefined);
  child.on('exit', () => {
    if (life === 'gone') return;
    life = 'gone';
    settle({ kind: 'failed', failure: 'PROCESS_ENDED' });
    onExit();
  });

  return {
    ask(request) {
      if (life !== 'lives') return Promise.resolve({ kind: 'failed', failure: 'PROCESS_ENDED' });
      return new Promise((resolve) => {
        waiting = { id: request.id, settle: resolve };
        try {
          child.postMessage(request);
        } catch {
          // Nothing that is sent is impossible to send: the process is just going away.
          settle({ kind: 'failed', failure: 'PROCESS_ENDED' });
        }
      });
    },
    end() {
      if (life !== 'lives') return;
      life = 'isEnded';
      settle({ kind: 'ended' });
      kill();
    },
  };
}
