import path from 'node:path';
import type { Files } from '../ports.ts';

/**
 * The files of the record: `audit.jsonl` is written to; `audit-000000001234.jsonl` is a full one, named after its last line.
 */
export const currentName = 'audit.jsonl';
const fullName = /^audit-(\d{12,15})\.jsonl$/;

export function fullNameOf(lastSeq: number): string {
  return `audit-${String(lastSeq).padStart(12, '0')}.jsonl`;
}

/** The number in the name of a full file; `undefined` for any other. */
export function lastSeqIn(name: string): number | undefined {
  const number = fullName.exec(name)?.[1];
  return number === undefined ? undefined : Number(number);
}

/** Those of the record among some names, from the oldest to the one that is written to. */
export function inOrder(names: readonly string[]): readonly string[] {
  const full = names
    .filter((name) => fullName.test(name))
    .toSorted((one, other) => (lastSeqIn(one) ?? 0) - (lastSeqIn(other) ?? 0));
  return names.includes(currentName) ? [...full, currentName] : full;
}

/** How often the record is looked at anew before it is read as it is: no app fills five files in the time it takes. */
const looks = 5;

/**
 * Reads the record of a folder while it is being written. A file that is full gets another name, so what was read across that
 * moment may have missed it, and is read once more.
 *
 * @param read gets the paths from the oldest to the newest
 */
export async function readRecord<Result>(
  files: Pick<Files, 'list'>,
  folder: string,
  read: (paths: readonly string[]) => Promise<Result>,
): Promise<Result> {
  for (let look = 1; ; look += 1) {
    const names = inOrder(await files.list(folder));
    let result: { readonly value: Result } | { readonly error: unknown };
    try {
      result = { value: await read(names.map((name) => path.join(folder, name))) };
    } catch (error) {
      result = { error };
    }
    const isSame = inOrder(await files.list(folder)).join() === names.join();
    if (!isSame && look < looks) continue;
    if ('error' in result) throw result.error;
    return result.value;
  }
}
