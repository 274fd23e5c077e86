/** What `electron` means in the main process. */
import type { CustomScheme } from 'electron';
import { app as standInApp } from './api/app.ts';
import { clipboard as standInClipboard } from './api/clipboard.ts';
import { webContents as standInContents } from './api/contents-registry.ts';
import { dialog as standInDialog } from './api/dialog.ts';
import type { FetchInit } from './api/fetch.ts';
import { ipcMain as standInIpcMain } from './api/ipc.ts';
import { nativeTheme as standInTheme } from './api/native-theme.ts';
import { powerMonitor as standInPower } from './api/power-monitor.ts';
import { session as standInSession } from './api/session.ts';
import { shell as standInShell } from './api/shell.ts';
import { nativeImage as standInImages } from './api/tray.ts';
import { utilityProcess as standInUtility } from './api/utility-process.ts';
import { Protocol, type SchemeHandler } from './api/protocol.ts';
import { absent, loud } from './loud.ts';

export { BrowserWindow } from './api/browser-window.ts';
export { Menu, MenuItem } from './api/menu.ts';
export { Notification, Tray } from './api/tray.ts';

export const app = loud('app', standInApp);
export const clipboard = loud('clipboard', standInClipboard);
export const dialog = loud('dialog', standInDialog);
export const ipcMain = loud('ipcMain', standInIpcMain);
export const nativeImage = loud('nativeImage', standInImages);
export const nativeTheme = loud('nativeTheme', standInTheme);
export const powerMonitor = loud('powerMonitor', standInPower);
export const session = loud('session', standInSession);
export const shell = loud('shell', standInShell);
export const utilityProcess = loud('utilityProcess', standInUtility);
export const webContents = loud('webContents', standInContents);

const beforeReady = new Protocol();
/** The default session's schemes; naming a scheme is for all sessions and comes before any of them. */
export const protocol = loud('protocol', {
  registerSchemesAsPrivileged: (schemes: readonly CustomScheme[]): void =>
    beforeReady.registerSchemesAsPrivileged(schemes),
  handle: (scheme: string, handler: SchemeHandler): void =>
    standInSession.defaultSession.protocol.handle(scheme, handler),
  unhandle: (scheme: string): void => standInSession.defaultSession.protocol.unhandle(scheme),
  isProtocolHandled: (scheme: string): boolean => standInSession.defaultSession.protocol.isProtocolHandled(scheme),
});

export const net = loud('net', {
  online: true,
  isOnline: (): boolean => true,
  fetch: (input: string | Request, init?: FetchInit): Promise<Response> =>
    standInSession.defaultSession.fetch(input, init),
});

export const autoUpdater: object = absent('autoUpdater');
export const contentTracing: object = absent('contentTracing');
export const crashReporter: object = absent('crashReporter');
export const desktopCapturer: object = absent('desktopCapturer');
export const globalShortcut: object = absent('globalShortcut');
export const netLog: object = absent('netLog');
export const safeStorage: object = absent('safeStorage');
export const screen: object = absent('screen');
export const systemPreferences: object = absent('systemPreferences');
export const webFrameMain: object = absent('webFrameMain');
