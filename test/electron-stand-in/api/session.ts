/** `session`: partitions with a scheme table, request listeners and a browser context of their own. */
import { EventEmitter } from 'node:events';
import { loud } from '../loud.ts';
import { chromeVersion, electronVersion } from '../versions.ts';
import { sessionFetch, type FetchInit } from './fetch.ts';
import { lifecycle } from './lifecycle.ts';
import { Protocol } from './protocol.ts';
import { WebRequest } from './web-request.ts';

/** Registered by the app, but Chromium offers no way to honour it from outside: kept, so that a test can call it itself. */
export interface Kept {
  permissionRequestHandler: unknown;
  permissionCheckHandler: unknown;
  devicePermissionHandler: unknown;
  displayMediaRequestHandler: unknown;
  bluetoothPairingHandler: unknown;
  usbProtectedClassesHandler: unknown;
  certificateVerifyProc: unknown;
  proxy: unknown;
  ntlmDomains: string | undefined;
  spellChecker: { enabled: boolean; languages: readonly string[]; dictionaryDownloadURL: string | undefined };
}

export class Session extends EventEmitter {
  readonly protocol: Protocol = loud('session.protocol', new Protocol());
  readonly webRequest: WebRequest = loud('session.webRequest', new WebRequest());
  readonly storagePath: null = null;
  readonly kept: Kept = {
    permissionRequestHandler: null,
    permissionCheckHandler: null,
    devicePermissionHandler: null,
    displayMediaRequestHandler: null,
    bluetoothPairingHandler: null,
    usbProtectedClassesHandler: null,
    certificateVerifyProc: null,
    proxy: undefined,
    ntlmDomains: undefined,
    spellChecker: { enabled: true, languages: [], dictionaryDownloadURL: undefined },
  };
  private readonly isDefault: boolean;
  private context: Promise<string> | undefined;
  private userAgent = `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${chromeVersion()} Electron/${electronVersion} Safari/537.36`;

  constructor(isDefault: boolean) {
    super();
    this.setMaxListeners(0);
    this.isDefault = isDefault;
  }

  /** For the stand-in itself: the browser context that keeps this session's cookies and storage apart, in memory only. */
  async browserContextId(): Promise<string | undefined> {
    const chromium = lifecycle.chromium;
    // A window without browser controls cannot be had in a context of its own.
    if (this.isDefault || chromium === undefined || chromium.headed) return undefined;
    this.context ??= chromium.connection.root
      .send<{ browserContextId: string }>('Target.createBrowserContext')
      .then(({ browserContextId }) => browserContextId);
    return this.context;
  }

  fetch(input: string | Request, init?: FetchInit): Promise<Response> {
    return sessionFetch(this, input, init);
  }

  setPermissionRequestHandler(handler: unknown): void {
    this.kept.permissionRequestHandler = handler;
  }
  setPermissionCheckHandler(handler: unknown): void {
    this.kept.permissionCheckHandler = handler;
  }
  setDevicePermissionHandler(handler: unknown): void {
    this.kept.devicePermissionHandler = handler;
  }
  setDisplayMediaRequestHandler(handler: unknown): void {
    this.kept.displayMediaRequestHandler = handler;
  }
  setBluetoothPairingHandler(handler: unknown): void {
    this.kept.bluetoothPairingHandler = handler;
  }
  setUSBProtectedClassesHandler(handler: unknown): void {
    this.kept.usbProtectedClassesHandler = handler;
  }
  setCertificateVerifyProc(handler: unknown): void {
    this.kept.certificateVerifyProc = handler;
  }
  setProxy(config: unknown): Promise<void> {
    this.kept.proxy = config;
    return Promise.resolve();
  }
  /** What it fetches goes through Node, which knows of no proxy of the system. */
  resolveProxy(_url: string): Promise<string> {
    return Promise.resolve('DIRECT');
  }
  allowNTLMCredentialsForDomains(domains: string): void {
    this.kept.ntlmDomains = domains;
  }
  setSpellCheckerEnabled(enabled: boolean): void {
    this.kept.spellChecker.enabled = enabled;
  }
  isSpellCheckerEnabled(): boolean {
    return this.kept.spellChecker.enabled;
  }
  setSpellCheckerLanguages(languages: readonly string[]): void {
    this.kept.spellChecker.languages = languages;
  }
  setSpellCheckerDictionaryDownloadURL(address: string): void {
    this.kept.spellChecker.dictionaryDownloadURL = address;
  }
  setUserAgent(userAgent: string): void {
    this.userAgent = userAgent;
  }
  getUserAgent(): string {
    return this.userAgent;
  }
  isPersistent(): boolean {
    return false;
  }

  async clearStorageData(): Promise<void> {
    const browserContextId = await this.browserContextId();
    const which = browserContextId === undefined ? {} : { browserContextId };
    await lifecycle.chromium?.connection.root.send('Storage.clearCookies', which);
  }
  clearCache(): Promise<void> {
    return Promise.resolve();
  }
  clearAuthCache(): Promise<void> {
    return Promise.resolve();
  }
  closeAllConnections(): Promise<void> {
    return Promise.resolve();
  }
}

const sessions = new Map<string, Session>();
let announce: (session: Session) => void = () => undefined;

/** `app` learns of each new session in this way. */
export function onSessionCreated(listener: (session: Session) => void): void {
  announce = listener;
}

export function sessionOf(partition: string): Session {
  const known = sessions.get(partition);
  if (known !== undefined) return known;
  if (!lifecycle.ready) throw new Error('Session can only be received when app is ready');
  const created = loud('session', new Session(partition === ''));
  sessions.set(partition, created);
  announce(created);
  return created;
}

export const session = {
  get defaultSession(): Session {
    return sessionOf('');
  },
  fromPartition(partition: string, options?: { cache: boolean }): Session {
    if (partition.startsWith('persist:'))
      throw new Error('Electron stand-in: it has no partitions that outlive the app');
    // There is no cache either way.
    void options;
    return sessionOf(partition);
  },
};
