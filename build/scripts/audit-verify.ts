import { stat } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkRecord } from '../../main/audit/check-record.ts';
import { currentName, inOrder, lastSeqIn } from '../../main/audit/record-files.ts';
import { verifyRecord, type ChainFault, type RecordCheck } from '../../main/audit/verify.ts';
import { diskFiles } from '../../main/shell/files.ts';

/** `npm run audit:verify`: proves the chain of an audit record, or names the first line that does not fit (`docs/audit.md`). */

const help = `Proves that an audit record of CIS2 Desktop is whole, or names the first line that does not fit.

  npm run audit:verify -- FOLDER                 all files of a record
  npm run audit:verify -- FILE [FILE…]           some of them
  npm run audit:verify -- FOLDER --head SHA256   and that this line is in it: the head
                                                 that the log of the operating system has

Works while the app is running. Exit code: 0 whole, 1 broken or without that head, 2 not to be read.`;

const faults: Record<ChainFault, string> = {
  notALine: 'cannot be read as a line of the record',
  previousDiffers:
    'does not follow from the line before it: that line was changed, or lines between the two were removed, added or moved',
  sequenceDiffers: 'has a number that does not follow from the line before it',
  tornDiffers: 'says that a write was cut off before it, and what stands there is not what it was',
};

export interface Told {
  readonly text: string;
  /** Exit code. */
  readonly code: 0 | 1 | 2;
}

type Asked =
  | { readonly kind: 'help'; readonly code: 0 | 2 }
  | { readonly kind: 'check'; readonly paths: readonly string[]; readonly head: string | undefined };

/** @param args as they stand after `--` */
export async function auditVerify(args: readonly string[]): Promise<Told> {
  const asked = read(args);
  if (asked.kind === 'help') return { text: help, code: asked.code };
  try {
    return told(await check(asked.paths, asked.head), asked.head);
  } catch (error) {
    return { text: `unreadable: ${error instanceof Error ? error.message : String(error)}`, code: 2 };
  }
}

function read(args: readonly string[]): Asked {
  if (args.includes('--help') || args.includes('-h')) return { kind: 'help', code: 0 };
  const at = args.indexOf('--head');
  const head = at === -1 ? undefined : args[at + 1]?.toLowerCase();
  const paths = at === -1 ? args : args.toSpliced(at, 2);
  const isUsable = paths.length > 0 && paths.every((one) => !one.startsWith('-'));
  const isHead = at === -1 || /^[0-9a-f]{64}$/.test(head ?? '');
  return isUsable && isHead ? { kind: 'check', paths, head } : { kind: 'help', code: 2 };
}

async function check(paths: readonly string[], head: string | undefined): Promise<RecordCheck> {
  const [first = ''] = paths;
  if (paths.length === 1 && (await stat(first)).isDirectory()) {
    if (inOrder(await diskFiles.list(first)).length === 0) throw new Error(`no audit record in ${first}`);
    return checkRecord(diskFiles, first, head);
  }
  return verifyRecord(diskFiles, oldestFirst(paths), head);
}

/** By their names where all have one of ours: a shell puts `audit.jsonl` before or after the others as its language has it. */
function oldestFirst(paths: readonly string[]): readonly string[] {
  const numberOf = (file: string) => (path.basename(file) === currentName ? Infinity : lastSeqIn(path.basename(file)));
  if (paths.some((file) => numberOf(file) === undefined)) return paths;
  return paths.toSorted((one, other) => ((numberOf(one) ?? 0) < (numberOf(other) ?? 0) ? -1 : 1));
}

function told(result: RecordCheck, sought: string | undefined): Told {
  switch (result.kind) {
    case 'unreadable':
      return { text: `unreadable: ${result.file}`, code: 2 };
    case 'broken':
      return { text: `broken: ${result.file}, line ${result.line} ${faults[result.why]}`, code: 1 };
    case 'whole': {
      const { lines, healed, unfinished, firstSeq, head, holdsSought } = result;
      const facts = [
        `whole: ${lines} lines`,
        ...(firstSeq === undefined || !head ? [] : [`  numbers ${firstSeq} to ${head.seq}`]),
        ...(firstSeq !== undefined && firstSeq > 1 ? ['  earlier lines are not in these files'] : []),
        ...(head ? [`  last line ${new Date(head.atMs).toISOString()}`, `  head ${head.hash}`] : []),
        ...(healed > 0 ? [`  ${healed} times a write was cut off, and the record says so itself`] : []),
        ...(unfinished ? ['  the last line has no end: it is being written, or its write was cut off'] : []),
      ];
      if (sought === undefined) return { text: facts.join('\n'), code: 0 };
      const found = holdsSought
        ? '  the head that was asked for is in it'
        : '  THE HEAD THAT WAS ASKED FOR IS NOT IN IT';
      return { text: [...facts, found].join('\n'), code: holdsSought ? 0 : 1 };
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { text, code } = await auditVerify(process.argv.slice(2));
  (code === 2 ? console.error : console.log)(text);
  process.exitCode = code;
}
