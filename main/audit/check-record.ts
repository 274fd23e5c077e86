import type { Files } from '../ports.ts';
import { readRecord } from './record-files.ts';
import { verifyRecord, type RecordCheck } from './verify.ts';

/** Proves the chain of the record in a folder, also while the app writes to it. Never rejects. */
export async function checkRecord(
  files: Pick<Files, 'list' | 'chunks'>,
  folder: string,
  sought?: string,
): Promise<RecordCheck> {
  try {
    return await readRecord(files, folder, (paths) => verifyRecord(files, paths, sought));
  } catch {
    return { kind: 'unreadable', file: folder };
  }
}
