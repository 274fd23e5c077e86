/** Finds known secrets in whatever a program left behind: whole, in part, and in the two ways in which Chromium writes text. */

/** A place that was looked at. Latin-1 keeps every byte of a binary one. */
export interface Trace {
  readonly where: string;
  readonly text: string;
}

/**
 * So many characters in a row are no accident. A part must be enough, because heap snapshots and logs cut long texts and
 * databases split them.
 */
const window = 24;
const runs = new RegExp(`[\\w-]{${window},}`, 'g');

export class SecretSearch {
  private readonly nameOfPart = new Map<string, string>();

  /** Tokens, codes and their like: base64url, with dots in a JWT. Anything else could not be found, and so throws. */
  add(name: string, secret: string): void {
    const parts = [...partsOf(secret)];
    if (!/^[\w.-]+$/.test(secret) || parts.length === 0) throw new Error(`${name} is not what can be searched for`);
    // The header of a JWT is the same in all of them: named after the first, which is all that a failure needs.
    for (const part of parts) if (!this.nameOfPart.has(part)) this.nameOfPart.set(part, name);
  }

  /** Names, never the secrets themselves. */
  namesIn(text: string): string[] {
    // UTF-16 of a Latin text is that text with a zero byte after each letter.
    const texts = text.includes('\0') ? [text, text.replaceAll('\0', '')] : [text];
    const names = texts
      .flatMap((one) => [...partsOf(one)])
      .flatMap((part) => {
        const name = this.nameOfPart.get(part);
        return name === undefined ? [] : [name];
      });
    return [...new Set(names)];
  }

  /** `what is in which place`, for a message. */
  findings(traces: readonly Trace[]): string[] {
    return traces.flatMap(({ where, text }) => this.namesIn(text).map((name) => `${name} in ${where}`));
  }
}

function* partsOf(text: string): Generator<string> {
  for (const [run] of text.matchAll(runs)) {
    for (let start = 0; start + window <= run.length; start += 1) yield run.slice(start, start + window);
  }
}
