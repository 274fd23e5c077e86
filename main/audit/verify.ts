import type { Files } from '../ports.ts';
import { readLine, sha256, type Head } from './audit-line.ts';
import { joinedByLineBreaks } from './ending.ts';
import { linesOf, type RawLine } from './lines.ts';

/** Why a line is the first that does not fit. */
export type ChainFault =
  /** It cannot be read as a line of the record, and no `audit.healed` vouches for it. */
  | 'notALine'
  /** It does not hold the hash of the line before: that was changed, or lines between were taken out, put in or moved. */
  | 'previousDiffers'
  /** Its number is not one more than that of the line before. */
  | 'sequenceDiffers'
  /** It says that a write was cut off before it, and what stands there is not what it says. */
  | 'tornDiffers';

export type RecordCheck =
  | {
      readonly kind: 'whole';
      readonly lines: number;
      /** How many writes were cut off, and noted as such. */
      readonly healed: number;
      /** Whether the last line has no end: it is being written, or its write was cut off and the app has not started since. */
      readonly unfinished: boolean;
      /** The number of the first line: above 1, earlier ones have been deleted or were not given. */
      readonly firstSeq: number | undefined;
      readonly head: Head | undefined;
      /** Whether the line that was asked for (`sought`) is in it. */
      readonly holdsSought: boolean;
    }
  | { readonly kind: 'broken'; readonly file: string; readonly line: number; readonly why: ChainFault }
  | { readonly kind: 'unreadable'; readonly file: string };

/** Longer than any line that we write. */
const longestLine = 65_536;

/**
 * Proves that the lines of some files, from the oldest to the newest, follow from each other; or names the first that does not.
 * The first line of all is taken as it is. It reads one line at a time.
 *
 * @param sought the hash of a line, as the log of the operating system has it
 */
export async function verifyRecord(
  files: Pick<Files, 'chunks'>,
  paths: readonly string[],
  sought?: string,
): Promise<RecordCheck> {
  let head: Head | undefined;
  let firstSeq: number | undefined;
  let lines = 0;
  let healed = 0;
  let holdsSought = false;
  /** Where what is no line begins, and all of it: until a line vouches for it. */
  let torn: { readonly file: string; readonly line: number; readonly lines: readonly Uint8Array[] } | undefined;
  let unfinished = false;

  function take({ bytes, ended }: RawLine, file: string, number: number): ChainFault | undefined {
    unfinished = !ended;
    const line = bytes.length > longestLine ? undefined : readLine(bytes);
    if (!line) {
      if (bytes.length > longestLine) return 'notALine';
      torn = torn ? { ...torn, lines: [...torn.lines, bytes] } : { file, line: number, lines: [bytes] };
      return torn.lines.length > mostTorn ? 'notALine' : undefined;
    }
    if (torn && line.event !== 'audit.healed') return 'notALine';
    const isFirst = lines === 0;
    if (isFirst ? (line.seq === 1) !== (line.previous === null) : line.previous !== (head?.hash ?? null)) {
      return 'previousDiffers';
    }
    if (head && line.seq !== head.seq + 1) return 'sequenceDiffers';
    if (line.event === 'audit.healed') {
      if (line.torn !== sha256(joinedByLineBreaks(torn?.lines ?? []))) return 'tornDiffers';
      healed += 1;
      torn = undefined;
    }
    head = { seq: line.seq, hash: sha256(bytes), atMs: Date.parse(line.at) };
    firstSeq ??= line.seq;
    lines += 1;
    holdsSought ||= head.hash === sought;
    return undefined;
  }

  for (const file of paths) {
    let number = 0;
    try {
      for await (const raw of linesOf(files.chunks(file, 0))) {
        number += 1;
        const fault = take(raw, file, number);
        // What is not vouched for is named where it begins, not where that showed.
        if (fault === 'notALine' && torn) return { kind: 'broken', file: torn.file, line: torn.line, why: fault };
        if (fault) return { kind: 'broken', file, line: number, why: fault };
      }
    } catch {
      return { kind: 'unreadable', file };
    }
  }
  // The app vouches for what was cut off when it starts the next time; until then only the very end may be in that state.
  if (torn && !unfinished) return { kind: 'broken', file: torn.file, line: torn.line, why: 'notALine' };
  return { kind: 'whole', lines, healed, unfinished, firstSeq, head, holdsSought };
}

/** Each start of the app vouches for what it finds, so only starts that were cut off themselves leave more than one piece. */
const mostTorn = 100;
