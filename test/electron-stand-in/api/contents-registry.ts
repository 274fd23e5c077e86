/** The web contents and windows that exist, for those modules that must not know how they are made. */
import type { BrowserWindow } from './browser-window.ts';
import type { WebContents } from './web-contents.ts';

export const openWindows = new Map<number, BrowserWindow>();
export const openContents = new Map<number, WebContents>();

let lastId = 0;
export function nextId(): number {
  return ++lastId;
}

export const webContents = {
  getAllWebContents: (): WebContents[] => [...openContents.values()],
  fromId: (id: number): WebContents | undefined => openContents.get(id),
  /** Playwright asks by this. */
  fromDevToolsTargetId: (targetId: string): WebContents | undefined =>
    [...openContents.values()].find((contents) => contents.targetId === targetId),
};
