import process from 'node:process';
import type { Clock, Log, LogFields } from '../ports.ts';
import { createLineFile } from './line-file.ts';
import { logLine, shortLine, type LogLevel } from './log-line.ts';

export const logName = 'cis2-desktop';

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
 * The log: JSON lines in one file of this user alone, rotated at about 1 MB, with four older ones. Trouble with the file is
 * told on stderr (`LOG_FILE_UNWRITABLE`), never to the caller.
 */
export function createLog({ folder, clock, terminal, verbose = false }: LogOptions): Log {
  const append = createLineFile({
    folder,
    name: logName,
    rotateAtBytes: 1024 * 1024,
    olderFiles: 4,
    onTrouble: () => void process.stderr.write('error LOG_FILE_UNWRITABLE\n'),
    process,
  });
  const write = (level: LogLevel) => (code: string, fields?: LogFields) => {
    append(logLine(clock.wallMs(), level, code, fields));
    terminal?.(shortLine(level, code, fields));
  };
  const debug = verbose ? write('debug') : () => undefined;
  return { debug, info: write('info'), warn: write('warn'), error: write('error') };
}
