import type { Session } from 'electron';
import type { Log } from '../ports.ts';
import { clearedPage, isLoopbackHttp, ownPath, schemeOf } from './app-url.ts';

export type GuardedSession = Pick<
  Session,
  | 'on'
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setBluetoothPairingHandler'
  | 'setSpellCheckerEnabled'
  | 'setSpellCheckerDictionaryDownloadURL'
  | 'allowNTLMCredentialsForDomains'
> & { readonly webRequest: Pick<Session['webRequest'], 'onBeforeRequest'> };

/**
 * For every session at the moment of its making (`app.on('session-created')`), and once more for the default one: Electron
 * grants what nobody refuses. Takes away all network too; `allowAppPages` and `allowProviders` give back what one needs.
 * Codes: `PERMISSION_REFUSED`, `DOWNLOAD_REFUSED`, `REQUEST_REFUSED`.
 */
export function guardSession(session: GuardedSession, log: Pick<Log, 'warn'>): void {
  // B20: no permission, whatever its name is; a new kind in a new Chromium is refused without our knowing it.
  session.setPermissionRequestHandler((_contents, permission, callback) => {
    log.warn('PERMISSION_REFUSED', { reason: permission });
    callback(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  session.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }));
  session.on('select-hid-device', (event, _details, callback) => {
    event.preventDefault();
    callback(null);
  });
  session.on('select-usb-device', (event, _details, callback) => {
    event.preventDefault();
    callback();
  });
  session.on('select-serial-port', (event, _ports, _contents, callback) => {
    event.preventDefault();
    callback('');
  });
  session.on('file-system-access-restricted', (event, _details, callback) => {
    event.preventDefault();
    callback('deny');
  });
  // B21: prevented, a download never begins and no dialog asks where to.
  session.on('will-download', (event) => {
    event.preventDefault();
    log.warn('DOWNLOAD_REFUSED');
  });
  // B21: off, and pointed at nothing, since dictionaries come from a Google host by default.
  session.setSpellCheckerEnabled(false);
  session.setSpellCheckerDictionaryDownloadURL('app://no-dictionaries/');
  // B47: no server gets the Windows account by NTLM or Negotiate.
  session.allowNTLMCredentialsForDomains('');
  allowOnly(session, () => false, log);
}

/** The window's session: our own pages and nothing else (B1, B19). Chromium's own tools too while not packaged. */
export function allowAppPages(
  session: Pick<GuardedSession, 'webRequest'>,
  packaged: boolean,
  log: Pick<Log, 'warn'>,
): void {
  allowOnly(session, (url) => isAppPageRequest(url, packaged), log);
}

/** The session of main's own calls: https, and http only to this machine, where a simulator may run. */
export function allowProviders(session: Pick<GuardedSession, 'webRequest'>, log: Pick<Log, 'warn'>): void {
  allowOnly(session, isProviderRequest, log);
}

export function isAppPageRequest(url: string, packaged: boolean): boolean {
  return ownPath(url) !== undefined || url === clearedPage || (!packaged && URL.parse(url)?.protocol === 'devtools:');
}

export function isProviderRequest(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && (parsed.protocol === 'https:' || isLoopbackHttp(parsed));
}

/** A session has one such listener: a later one takes the place of the one before. */
function allowOnly(
  session: Pick<GuardedSession, 'webRequest'>,
  allowed: (url: string) => boolean,
  log: Pick<Log, 'warn'>,
): void {
  session.webRequest.onBeforeRequest((details, callback) => {
    const cancel = !allowed(details.url);
    if (cancel) log.warn('REQUEST_REFUSED', { reason: schemeOf(details.url) });
    callback({ cancel });
  });
}
