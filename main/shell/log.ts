import { mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import electronLog from 'electron-log/node';
import type { Clock, Log, LogFields } from '../ports.ts';
import { logLine, shortLine, type LogLevel } from './log-line.ts';

export const logFileName = 'cis2-desktop.log';
const rotateAtBytes = 1024 * 1024;
/** `cis2-desktop.1.log` is the youngest of the older ones. */
const olderFiles = 4;

export interface LogOptions {
  /** Absolute; made when it is not there, for this user only. */
  readonly folder: string;
  readonly clock: Pick<Clock, 'wallMs'>;
  /** Takes one short line an entry; for a developer's terminal, not for packaged builds. */
  readonly terminal?: (line: string) => void;
  /** Whether `debug` lines are written too. */
  readonly verbose?: boolean;
}

/**
 * The log: JSON lines in one file of mode 0600, rotated at about 1 MB. Written synchronously, since the line that matters
 * most is the one before the process ends. Trouble with the file is told on stderr (`LOG_FILE_UNWRITABLE`), never to the caller.
 */
export function createLog({ folder, clock, terminal, verbose = false }: LogOptions): Log {
  // Where electron-log tells of trouble with the file; its own words hold the whole path and a stack.
  electronLog.transports.console.writeFn = () => void process.stderr.write('error LOG_FILE_UNWRITABLE\n');
  const logger = electronLog.create({ logId: folder });
  const { file } = logger.transports;
  // The file alone: no network, no IPC, no console of electron-log's own.
  logger.transports = Object.assign(logger.transports, { console: null, ipc: null, remote: null });
  if (file) {
    const at = (name: string) => path.join(folder, name);
    file.setAppName('cis2-desktop'); // otherwise it looks for a package.json through the folders above
    file.resolvePathFn = () => at(logFileName);
    file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
    file.maxSize = rotateAtBytes;
    file.transforms = [({ message }) => message.data.slice(0, 1) as unknown[]];
    file.archiveLogFn = () => rotate(at);
  }
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    // electron-log meets the same trouble at the first line and tells stderr.
  }

  const write = (level: LogLevel) => (code: string, fields?: LogFields) => {
    logger[level](logLine(clock.wallMs(), level, code, fields));
    terminal?.(shortLine(level, code, fields));
  };
  const debug = verbose ? write('debug') : () => undefined;
  return { debug, info: write('info'), warn: write('warn'), error: write('error') };
}

function rotate(at: (name: string) => string): void {
  const older = (number: number) => at(logFileName.replace('.log', `.${number}.log`));
  try {
    for (let number = olderFiles - 1; number >= 1; number -= 1) {
      renameIfThere(older(number), older(number + 1));
    }
    renameIfThere(at(logFileName), older(1));
  } catch {
    // Held open by another program (Windows): the file goes on growing and the next line tries again.
  }
}

function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}
