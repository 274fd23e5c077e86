/** One line of a file, without its line break. */
export interface RawLine {
  readonly bytes: Uint8Array;
  /** Whether a line break followed: the last line of a file may have been cut off. */
  readonly ended: boolean;
}

const lineBreak = 10;

/** Cuts what comes in pieces of any size into lines, and holds no more than one of them. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<RawLine> {
  let begun: Uint8Array[] = [];
  for await (const chunk of chunks) {
    let from = 0;
    for (let to = chunk.indexOf(lineBreak); to !== -1; to = chunk.indexOf(lineBreak, from)) {
      yield { bytes: joined([...begun, chunk.subarray(from, to)]), ended: true };
      begun = [];
      from = to + 1;
    }
    if (from < chunk.length) begun.push(chunk.subarray(from));
  }
  if (begun.length > 0) yield { bytes: joined(begun), ended: false };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
}
