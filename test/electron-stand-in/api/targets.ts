/** Makes Chromium's pages and hands them to their windows; a popup that Chromium made by itself never loads. */
import type { CdpSession, TargetInfo } from '../chromium/connection.ts';
import type { Chromium } from '../chromium/launch.ts';
import { bareAddress, fromWire } from '../wire/addresses.ts';
import { webContents } from './contents-registry.ts';

export interface PageTarget {
  readonly targetId: string;
  readonly session: CdpSession;
}

interface Attached {
  readonly sessionId: string;
  readonly targetInfo: TargetInfo;
}

/** Pages that Chromium announced and that no window has taken yet. */
const unclaimed = new Map<string, CdpSession>();
/** Windows that wait for a bare page, which comes without an answer to any command. */
const waitingForBare: ((target: PageTarget) => void)[] = [];

/** Every page halts before its first script until the stand-in has set it up. */
export async function watchTargets(chromium: Chromium): Promise<void> {
  const { root } = chromium.connection;
  root.hear<Attached>('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    const session = chromium.connection.session(sessionId);
    if (session !== undefined) attached(chromium, session, targetInfo);
  });
  await root.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
    filter: [{ type: 'page' }],
  });
}

function attached(chromium: Chromium, session: CdpSession, target: TargetInfo): void {
  const { root } = chromium.connection;
  if (target.type !== 'page') {
    session.post('Runtime.runIfWaitingForDebugger');
    root.post('Target.detachFromTarget', { sessionId: session.id });
    return;
  }
  const { openerId } = target;
  const opener = openerId === undefined ? undefined : webContents.fromDevToolsTargetId(openerId);
  if (opener !== undefined) {
    // A real popup, past all that the page's own world watches for: it never loads, the app decides.
    root.post('Target.closeTarget', { targetId: target.targetId });
    opener.popupWanted(fromWire(target.url));
    return;
  }
  const waiting = target.url === bareAddress ? waitingForBare.shift() : undefined;
  if (waiting !== undefined) {
    waiting({ targetId: target.targetId, session });
    return;
  }
  unclaimed.set(target.targetId, session);
  session.once('close', () => unclaimed.delete(target.targetId));
}

export interface WindowPlace {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}
export interface PageOptions extends WindowPlace {
  readonly browserContextId: string | undefined;
}

/** Moves and sizes the real window of a page. Headed only. */
export async function placeWindow(chromium: Chromium, targetId: string, bounds: WindowPlace): Promise<void> {
  const { root } = chromium.connection;
  const { windowId } = await root.send<{ windowId: number }>('Browser.getWindowForTarget', { targetId });
  await root.send('Browser.setWindowBounds', { windowId, bounds });
}

export async function createPage(chromium: Chromium, options: PageOptions): Promise<PageTarget> {
  const { browserContextId, ...place } = options;
  if (chromium.headed) {
    const target = new Promise<PageTarget>((resolve) => waitingForBare.push(resolve));
    chromium.openBareWindow(bareAddress);
    const { targetId, session } = await target;
    await placeWindow(chromium, targetId, place);
    return { targetId, session };
  }
  const which = browserContextId === undefined ? {} : { browserContextId };
  const wanted = { url: 'about:blank', newWindow: true, ...place, ...which };
  const { targetId } = await chromium.connection.root.send<{ targetId: string }>('Target.createTarget', wanted);
  // The announcement precedes this answer.
  const session = unclaimed.get(targetId);
  if (session === undefined) throw new Error('Electron stand-in: the new page closed at once');
  unclaimed.delete(targetId);
  return { targetId, session };
}
