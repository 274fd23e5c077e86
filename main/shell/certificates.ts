import type { App } from 'electron';
import type { Log } from '../ports.ts';

/**
 * No client certificate goes to anyone. Left alone, Electron takes the first one of the machine, which on an NHS computer
 * may be the smartcard's and ask for its PIN (B46). Certificate errors have no listener anywhere: Chromium's refusal
 * stands (B47). Code: `CLIENT_CERTIFICATE_REFUSED`.
 */
export function refuseClientCertificates(app: Pick<App, 'on'>, log: Pick<Log, 'warn'>): void {
  app.on('select-client-certificate', (event, _contents, url, _certificates, callback) => {
    event.preventDefault();
    log.warn('CLIENT_CERTIFICATE_REFUSED', { host: URL.parse(url)?.host ?? 'unparseable' });
    callback();
  });
}
