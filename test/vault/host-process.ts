/** The keychain host in a plain Node process of its own: what `utilityProcess.fork` gives the app. */
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { KeychainProcess } from '../../main/shell/keychain-worker.ts';

const at = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const hostArguments = ['--import', at('parent-port.ts'), at('../../main/vault/keychain-host.ts')];

export interface HostProcesses {
  fork(): KeychainProcess;
  /** Every process so far, oldest first. */
  readonly started: readonly ChildProcess[];
  close(): void;
}

export function hostProcesses(env: Readonly<Record<string, string>>): HostProcesses {
  const started: ChildProcess[] = [];
  return {
    started,
    fork() {
      const child = spawn(process.execPath, hostArguments, { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
      started.push(child);
      return {
        get pid() {
          return hasEnded(child) ? undefined : child.pid;
        },
        postMessage: (message) => void child.send(message as object, () => undefined),
        kill: () => child.kill('SIGTERM'),
        on: (event: 'spawn' | 'message' | 'error' | 'exit', listener: (message: unknown) => void) =>
          child.on(event, listener),
      };
    },
    close() {
      for (const child of started) child.kill('SIGKILL');
    },
  };
}

export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
