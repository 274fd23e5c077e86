import type { BrowserWindowConstructorOptions, Session, WebPreferences } from 'electron';

/** In-memory partitions: without the prefix `persist:`, and without a cache, nothing of a session reaches the disk (B8). */
export const windowPartition = 'cis2-window';
export const httpPartition = 'cis2-http';
export const partitionOptions = Object.freeze({ cache: false });

/** The page's own background in each theme (`--app-page` of `_tokens.scss`), so that nothing flashes before the first paint. */
export const pageBackgrounds = {
  light: '#f0f4f5',
  dark: '#12191f',
  highContrast: '#000',
  lightHighContrast: '#fff',
} as const;
export const windowTitle = 'CIS2 Desktop';

export interface WindowSetUp {
  readonly session: Session;
  /** Absolute path of the built `bridge.cjs`. */
  readonly preload: string;
  readonly packaged: boolean;
}

/**
 * Every preference that bears on safety, also where it equals Electron's default (B2 to B5, B7), so that a change of a
 * default changes nothing here. A new literal each time: Electron itself writes into the object, so it cannot be frozen,
 * and a shared one could be changed by whoever comes first. Nothing is ever spread in from configuration (B5).
 */
export function webPreferences({ session, preload, packaged }: WindowSetUp): WebPreferences {
  return {
    session,
    preload,
    contextIsolation: true, // B3
    sandbox: true, // B4
    nodeIntegration: false, // B2
    nodeIntegrationInWorker: false, // B2
    nodeIntegrationInSubFrames: false, // B2
    webSecurity: true, // B5
    allowRunningInsecureContent: false, // B5
    experimentalFeatures: false, // B5
    webviewTag: false, // B6
    devTools: !packaged, // B7
    plugins: false,
    spellcheck: false, // B21
    navigateOnDragDrop: false, // B11
    disableDialogs: true, // alert() and its like would stop the page's clock
    enableWebSQL: false,
    autoplayPolicy: 'document-user-activation-required',
    defaultEncoding: 'utf-8',
  };
}

/** The one window. Sizes in device-independent pixels; 360 wide is what 400 % zoom leaves of a small screen. */
export function windowOptions(setUp: WindowSetUp): BrowserWindowConstructorOptions {
  return {
    title: windowTitle,
    width: 1024,
    height: 768,
    minWidth: 360,
    minHeight: 480,
    show: false,
    backgroundColor: pageBackgrounds.light,
    autoHideMenuBar: true,
    webPreferences: webPreferences(setUp),
  };
}
