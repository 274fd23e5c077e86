import type { Clipboard } from 'electron';
import type { CopyText, Log } from '../ports.ts';

/** There is no way to read it. */
export function createClipboard(clipboard: Pick<Clipboard, 'writeText'>, log: Pick<Log, 'warn'>): CopyText {
  return async (text) => {
    try {
      await clipboard.writeText(text);
      return true;
    } catch {
      log.warn('CLIPBOARD_NOT_WRITTEN');
      return false;
    }
  };
}
