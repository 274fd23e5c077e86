import type { WebFrameMain } from 'electron';
import { ownPath } from '../shell/app-url.ts';

export type SenderFrame = Pick<WebFrameMain, 'url'> & { readonly parent: unknown };
export type SenderRefusal = 'noFrame' | 'subframe' | 'otherFrame' | 'origin';

/**
 * Why a message from `frame` is not ours, or `undefined` when it is: from the main frame that the window has now, showing a
 * page of exactly our origin. Whatever is unknown is refused: no frame, a blank or empty URL, a frame that has gone (B25).
 */
export function senderRefusal(frame: SenderFrame | null, mainFrame: SenderFrame): SenderRefusal | undefined {
  if (frame === null) return 'noFrame';
  try {
    if (frame.parent !== null) return 'subframe';
    if (frame !== mainFrame) return 'otherFrame';
    return ownPath(frame.url) === undefined ? 'origin' : undefined;
  } catch {
    return 'noFrame'; // Electron throws for the properties of a frame that was disposed of in the meantime
  }
}
