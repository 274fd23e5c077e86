import type { Clipboard } from 'electron';

/** Puts text on the clipboard; there is no way to read it. Rejects when the system refuses. */
export type WriteClipboard = (text: string) => Promise<void>;

export function createClipboard(clipboard: Pick<Clipboard, 'writeText'>): WriteClipboard {
  return (text) => clipboard.writeText(text);
}
