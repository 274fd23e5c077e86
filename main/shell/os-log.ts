import { execFile } from 'node:child_process';
import type { Clock, Log, OsLog } from '../ports.ts';

/** A program of the operating system that puts what it reads from its input into the system's log. */
interface Logger {
  readonly file: string;
  /** Fixed: nothing of a line is ever an argument. */
  readonly args: readonly string[];
}

const tag = 'cis2-desktop';

/** By `process.platform`. Windows has none that works without rights of an administrator (`docs/audit.md`). */
export const loggers: Readonly<Partial<Record<string, Logger>>> = {
  // By itself it cuts what is longer than 1 KiB.
  linux: { file: '/usr/bin/logger', args: ['--tag', tag, '--priority', 'user.notice', '--size', '16384'] },
  darwin: { file: '/usr/bin/logger', args: ['-t', tag, '-p', 'user.notice'] },
};

/** Lines that wait for a logger that hangs; more are lost, and the loss is told. */
const mostWaiting = 200;
const loggerMs = 5_000;
const flushMs = 1_000;

export interface OsLogParts {
  /** `undefined` where the system has none that we can use. */
  readonly logger: Logger | undefined;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: Pick<Log, 'warn'>;
}

/**
 * Sends lines to the log of the operating system, one process a line and one after the other, so that their order stays.
 * Codes, each once a run: `OS_LOG_UNAVAILABLE` where there is none, `OS_LOG_LOST` when a line was not taken.
 */
export function createOsLog({ logger, clock, log }: OsLogParts): OsLog {
  let waiting = 0;
  let queue: Promise<void> = Promise.resolve();
  const told = new Set<string>();
  // A disk full of these would be worse than the loss.
  const tell = (code: 'OS_LOG_UNAVAILABLE' | 'OS_LOG_LOST', detail: string) => {
    if (told.has(code)) return;
    told.add(code);
    log.warn(code, { detail });
  };
  return {
    send(line) {
      if (!logger) {
        tell('OS_LOG_UNAVAILABLE', 'no logger on this platform');
        return;
      }
      if (waiting >= mostWaiting) {
        tell('OS_LOG_LOST', 'too many wait');
        return;
      }
      waiting += 1;
      queue = queue.then(async () => {
        const trouble = await logOne(logger, line);
        waiting -= 1;
        if (trouble !== undefined) tell('OS_LOG_LOST', trouble);
      });
    },
    async flushed() {
      const { promise, resolve } = Promise.withResolvers<void>();
      const stop = clock.after(flushMs, resolve);
      await Promise.race([queue, promise]);
      stop();
    },
  };
}

/** @returns what went wrong, if anything did */
function logOne({ file, args }: Logger, line: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const options = { timeout: loggerMs, env: {}, windowsHide: true } as const;
    const child = execFile(file, args, options, (error) => {
      if (error) resolve(typeof error.code === 'string' ? error.code : `exit ${String(error.code)}`);
      else resolve(undefined);
    });
    // It went before it read everything: its end says so as well.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(`${line}\n`);
  });
}
