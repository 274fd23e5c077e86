import { spawn } from 'node:child_process';
import { root } from './project.ts';

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Ends the child when it takes longer. */
  readonly deadlineMs?: number;
}

/** A child's end: its exit code, or why it has none. */
export interface RunResult {
  readonly code: number | undefined;
  readonly trouble: string | undefined;
}

/** Runs one program with its output in ours, and waits for its end. It never rejects. */
export async function run(
  command: string,
  args: readonly string[],
  { env = process.env, deadlineMs }: RunOptions = {},
): Promise<RunResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env, stdio: 'inherit' });
    let overran = false;
    const timers: NodeJS.Timeout[] = [];
    if (deadlineMs !== undefined) {
      timers.push(
        setTimeout(() => {
          overran = true;
          child.kill('SIGTERM');
          // A runner that hangs may also be deaf to the request.
          timers.push(setTimeout(() => child.kill('SIGKILL'), 10_000));
        }, deadlineMs),
      );
    }
    const endWithUs = () => child.kill();
    process.on('exit', endWithUs);
    const settle = (result: RunResult) => {
      process.off('exit', endWithUs);
      timers.forEach(clearTimeout);
      resolve(result);
    };
    child.on('error', (error) => {
      settle({ code: undefined, trouble: error.message });
    });
    child.on('exit', (code, signal) => {
      if (overran)
        settle({ code: undefined, trouble: `no end after ${Math.round((deadlineMs ?? 0) / 60_000)} minutes` });
      else settle({ code: code ?? undefined, trouble: signal === null ? undefined : `ended by ${signal}` });
    });
  });
}

/** The same for a tool written in JavaScript, with this Node. */
export async function runNode(script: string, args: readonly string[], options?: RunOptions): Promise<RunResult> {
  return run(process.execPath, [script, ...args], options);
}

export const wentWell = (result: RunResult) => result.code === 0;
