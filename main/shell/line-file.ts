import { appendFileSync, mkdirSync } from 'node:fs';
import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import path from 'node:path';

export interface LineFileOptions {
  /** Absolute; made when it is not there, for this user only (0700). */
  readonly folder: string;
  /** `cis2-desktop` for `cis2-desktop.log`, and `cis2-desktop.1.log` for the youngest of the older ones. */
  readonly name: string;
  readonly rotateAtBytes: number;
  readonly olderFiles: number;
  /** Called when lines could not be written; they are lost. */
  readonly onTrouble: () => void;
  /**
   * What has not been written when it ends is written then. Electron emits `exit` on it at the `quit` of `app`, which
   * `app.exit()` brings as well (its `lib/browser/init.ts`).
   */
  readonly process: Pick<NodeJS.Process, 'once'>;
}

/**
 * Lines in one file of mode 0600, each whole, in the order in which they came, rotated at about `rotateAtBytes`. Nobody waits
 * for the disk (issue 7 line 7): whatever comes while it is busy is written together. The line that matters most is the one
 * before the process ends, so what is left then is written on the spot; a line that was just being written may be there twice.
 */
export function createLineFile(options: LineFileOptions): (line: string) => void {
  const { folder, name, rotateAtBytes, olderFiles, onTrouble } = options;
  const file = path.join(folder, `${name}.log`);
  const older = (number: number) => path.join(folder, `${name}.${number}.log`);
  const waiting: string[] = [];
  let isBusy = false;
  let beingWritten = '';
  let sizeBytes: number | undefined;

  function append(line: string): void {
    waiting.push(`${line}\n`);
    if (!isBusy) void writeWaiting();
  }

  async function writeWaiting(): Promise<void> {
    isBusy = true;
    while (waiting.length > 0) {
      try {
        await writeSome();
      } catch {
        // What cannot be written is not kept either: it would grow for as long as the trouble lasts.
        waiting.length = 0;
        onTrouble();
      }
      beingWritten = '';
    }
    isBusy = false;
  }

  async function writeSome(): Promise<void> {
    if (sizeBytes === undefined) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      sizeBytes = await sizeOf(file);
    }
    if (sizeBytes >= rotateAtBytes && (await rotate())) sizeBytes = 0;
    beingWritten = nextLines(rotateAtBytes - sizeBytes);
    await appendFile(file, beingWritten, { mode: 0o600 });
    sizeBytes += Buffer.byteLength(beingWritten);
  }

  /** As many as there is room for, and one at least. */
  function nextLines(roomBytes: number): string {
    let count = 0;
    let bytes = 0;
    do {
      bytes += Buffer.byteLength(waiting[count] ?? '');
      count += 1;
    } while (count < waiting.length && bytes < roomBytes);
    return waiting.splice(0, count).join('');
  }

  /** False where another program holds a file open (Windows): then it goes on growing, and the next part tries again. */
  async function rotate(): Promise<boolean> {
    try {
      for (let number = olderFiles - 1; number >= 1; number -= 1) await renameIfThere(older(number), older(number + 1));
      await renameIfThere(file, older(1));
      return true;
    } catch {
      return false;
    }
  }

  options.process.once('exit', () => {
    const left = beingWritten + waiting.splice(0).join('');
    if (left === '') return;
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      appendFileSync(file, left, { mode: 0o600 });
    } catch {
      onTrouble();
    }
  });

  return append;
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}

async function renameIfThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
