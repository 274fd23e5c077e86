import type { Files } from '../ports.ts';
import type { UnresolvedAction } from './audit-event.ts';
import { isUserId, readLine, type AuditLine } from './audit-line.ts';
import { linesOf } from './lines.ts';

/** The lines of one person in a file, oldest first. What cannot be read as a line is nobody's. */
async function* ownLinesIn(files: Pick<Files, 'chunks'>, file: string, userId: string): AsyncGenerator<AuditLine> {
  // Reading every line of everybody as JSON would take a second where this takes a tenth of one.
  const mark = Buffer.from(`"userId":${JSON.stringify(userId)}`);
  for await (const { bytes } of linesOf(files.chunks(file, 0))) {
    if (!Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(mark)) continue;
    const line = readLine(bytes);
    if (line?.userId === userId) yield line;
  }
}

/** The newest lines of one person, newest first, and at most `limit` of them. */
export async function newestOf(
  files: Pick<Files, 'chunks'>,
  paths: readonly string[],
  userId: string,
  limit: number,
): Promise<readonly AuditLine[]> {
  if (!isUserId(userId)) return [];
  let found: readonly AuditLine[] = [];
  for (const file of paths.toReversed()) {
    if (found.length >= limit) break;
    let here: AuditLine[] = [];
    for await (const line of ownLinesIn(files, file, userId)) {
      here.push(line);
      if (here.length >= 2 * limit) here = here.slice(-limit);
    }
    found = [...found, ...here.toReversed()].slice(0, limit);
  }
  return found;
}

/** More than these nobody checks by hand. */
const mostUnresolved = 50;

/** What one person was about to do, without a word of what came of it; newest first. See `AuditLog.unresolvedOf`. */
export async function unresolvedIn(
  files: Pick<Files, 'chunks'>,
  paths: readonly string[],
  userId: string,
): Promise<readonly UnresolvedAction[]> {
  if (!isUserId(userId)) return [];
  const open = new Map<string, UnresolvedAction>();
  for (const file of paths) {
    for await (const { event, outcome, correlationId: requestId, actionId, at } of ownLinesIn(files, file, userId)) {
      if (requestId === null || actionId === null) continue;
      if (event === 'action.intended') open.set(requestId, { requestId, actionId, atMs: Date.parse(at) });
      // An outcome of which nobody knows what it was may have come when its person was gone.
      else if (event === 'action.checked' || (event === 'action.finished' && outcome !== 'unknown'))
        open.delete(requestId);
    }
  }
  return [...open.values()].toReversed().slice(0, mostUnresolved);
}
