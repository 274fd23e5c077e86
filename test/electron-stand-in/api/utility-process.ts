/** `utilityProcess`: a Node process of its own with a message channel of structured clones. */
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { constants } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { ForkOptions, UtilityProcess as ElectronUtilityProcess } from 'electron';
import { loud } from '../loud.ts';
import { lifecycle } from './lifecycle.ts';

const childEntry = path.join(import.meta.dirname, '..', 'utility-child.ts');
const alive = new Set<ChildProcess>();

type ChildMembers = Pick<ElectronUtilityProcess, 'postMessage' | 'kill'>;

class UtilityProcess extends EventEmitter implements ChildMembers {
  private readonly child: ChildProcess;
  private running = false;

  constructor(modulePath: string, args: readonly string[], options: ForkOptions) {
    super();
    const { env = process.env, cwd = process.cwd(), execArgv = [] } = options;
    this.child = spawn(process.execPath, [...execArgv, childEntry, modulePath, ...args], {
      cwd,
      env: { ...env },
      serialization: 'advanced',
      stdio: stdioOf(options.stdio),
    });
    alive.add(this.child);
    this.child.once('spawn', () => {
      this.running = true;
      this.emit('spawn');
    });
    this.child.on('message', (message) => this.emit('message', message));
    this.child.once('error', () => this.onEnd(1));
    // As waitpid says it: the code, or the number of the signal that ended it.
    this.child.once('exit', (code, signal) => this.onEnd(code ?? constants.signals[signal ?? 'SIGKILL']));
  }

  /** Known from `spawn` to `exit`. */
  get pid(): number | undefined {
    return this.running ? this.child.pid : undefined;
  }
  get stdout(): Readable | null {
    return this.child.stdout;
  }
  get stderr(): Readable | null {
    return this.child.stderr;
  }

  postMessage(message: unknown): void {
    if (!alive.has(this.child) || !this.child.connected) return;
    // What cannot be cloned throws here, as in Electron; a child that is just going away does not matter.
    this.child.send({ message }, () => undefined);
  }

  kill(): boolean {
    return alive.has(this.child) && this.child.kill('SIGTERM');
  }

  private onEnd(code: number): void {
    if (!alive.delete(this.child)) return;
    this.running = false;
    this.emit('exit', code);
  }
}

/** The fourth descriptor is the message channel. */
function stdioOf(stdio: ForkOptions['stdio'] = 'inherit'): StdioOptions {
  type One = 'ignore' | 'inherit' | 'pipe';
  const [, stdout = 'inherit', stderr = 'inherit'] = (Array.isArray(stdio) ? stdio : [stdio, stdio, stdio]) as One[];
  return ['ignore', stdout, stderr, 'ipc'];
}

export const utilityProcess = {
  fork(modulePath: string, args: readonly string[] = [], options: ForkOptions = {}): UtilityProcess {
    if (!lifecycle.ready) throw new Error('utilityProcess cannot be created before app is ready.');
    return loud('UtilityProcess', new UtilityProcess(modulePath, args, options));
  },
};

/** None may outlive the app, not even one that hangs in native code. */
export function endUtilityProcesses(): void {
  for (const child of alive) child.kill('SIGKILL');
}
