import type { Files } from '../ports.ts';
import { readLine, sha256, type Head } from './audit-line.ts';
import { linesOf } from './lines.ts';

/** What the end of a file says. */
export interface Ending {
  /** Its last whole line. */
  readonly head: Head | undefined;
  /** The SHA-256 of what stands after that line and is none. */
  readonly torn: string | undefined;
  /** Whether the file ends with a line break, or is empty. */
  readonly ended: boolean;
}

/** A hundred lines and more; the whole file is read only where no line is among them. */
const tailBytes = 65_536;

/** Reads the end of a file. Rejects when it cannot be read, and when there is none. */
export async function readEnding(files: Pick<Files, 'chunks'>, file: string, sizeBytes: number): Promise<Ending> {
  const fromByte = Math.max(0, sizeBytes - tailBytes);
  const ending = await endingFrom(files, file, fromByte);
  return ending.head || fromByte === 0 ? ending : endingFrom(files, file, 0);
}

async function endingFrom(files: Pick<Files, 'chunks'>, file: string, fromByte: number): Promise<Ending> {
  let head: Head | undefined;
  let torn: Uint8Array[] = [];
  let ended = true;
  // The first one may have begun before, and proves nothing.
  let isPart = fromByte > 0;
  for await (const raw of linesOf(files.chunks(file, fromByte))) {
    ended = raw.ended;
    const line = isPart ? undefined : readLine(raw.bytes);
    if (line) {
      head = { seq: line.seq, hash: sha256(raw.bytes), atMs: Date.parse(line.at) };
      torn = [];
    } else if (!isPart) {
      torn.push(raw.bytes);
    }
    isPart = false;
  }
  const isTorn = torn.length > 0;
  return { head, torn: isTorn ? sha256(joinedByLineBreaks(torn)) : undefined, ended };
}

/** The moment (ms) of the first line of a file, if it is one. */
export async function firstMomentIn(files: Pick<Files, 'chunks'>, file: string): Promise<number | undefined> {
  for await (const { bytes } of linesOf(files.chunks(file, 0))) {
    const line = readLine(bytes);
    return line && Date.parse(line.at);
  }
  return undefined;
}

export function joinedByLineBreaks(lines: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(lines.flatMap((line, index) => (index === 0 ? [line] : [Buffer.from('\n'), line])));
}
