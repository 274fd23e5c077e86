import { execFile } from 'node:child_process';
import { inSystem32, type WindowsFolders } from '../policy/windows-folders.ts';
import type { Clock, Log, OsLog } from '../ports.ts';

/** A program of the operating system that puts what it reads from its input into the system's log. */
interface Logger {
  readonly file: string;
  /** Fixed: nothing of a line is ever an argument. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Whether it must be told everything in ASCII. */
  readonly asciiOnly?: boolean;
}

const tag = 'cis2-desktop';
/** As the installer registers it; without that an ordinary user cannot write under it. */
export const windowsEventSource = 'CIS2 Desktop';

const unixLoggers: Readonly<Partial<Record<string, Logger>>> = {
  // By itself it cuts what is longer than 1 KiB.
  linux: { file: '/usr/bin/logger', args: ['--tag', tag, '--priority', 'user.notice', '--size', '16384'] },
  darwin: { file: '/usr/bin/logger', args: ['-t', tag, '-p', 'user.notice'] },
};

/**
 * By `process.platform`; `undefined` where the system has none that we can use, or Windows cannot be found.
 *
 * Windows: `eventcreate` wants an administrator and takes the text as an argument; `Write-EventLog` wants neither once the
 * installer has registered our source. Only cmdlets and `$input`: calls into .NET are refused where PowerShell is locked down
 * by an application control policy.
 */
export function loggerFor(platform: string, folders: WindowsFolders | undefined): Logger | undefined {
  if (platform !== 'win32') return unixLoggers[platform];
  if (!folders) return undefined;
  const write = `Write-EventLog -LogName Application -Source '${windowsEventSource}' -EventId 1 -EntryType Information`;
  return {
    file: inSystem32(folders, 'WindowsPowerShell', 'v1.0', 'powershell.exe'),
    args: [
      '-NoLogo',
      '-NoProfile',
      '-NonInteractive',
      '-Command',
      `$ErrorActionPreference = 'Stop'; ${write} -Message (@($input) -join '')`,
    ],
    env: { SystemRoot: folders.windows },
    // It reads its input in the code page of the console, whatever that is.
    asciiOnly: true,
  };
}

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
function logOne({ file, args, env = {}, asciiOnly = false }: Logger, line: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const options = { timeout: loggerMs, env, windowsHide: true } as const;
    const child = execFile(file, args, options, (error) => {
      if (error) resolve(typeof error.code === 'string' ? error.code : `exit ${String(error.code)}`);
      else resolve(undefined);
    });
    // It went before it read everything: its end says so as well.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(`${asciiOnly ? escaped(line) : line}\n`);
  });
}

/** The same JSON in ASCII (RFC 8259 section 7). */
function escaped(json: string): string {
  return json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
