import type { App, Certificate } from 'electron';
import type { Log } from '../ports.ts';

/**
 * No client certificate goes to anyone, unless policy names the authority of it. Left alone, Electron takes the first one of
 * the machine, which on an NHS computer may be the smartcard's and ask for its PIN (B46). Certificate errors have no listener
 * anywhere: Chromium's refusal stands (B47). Codes: `CLIENT_CERTIFICATE_REFUSED`, `CLIENT_CERTIFICATE_GIVEN`.
 *
 * @param allowedIssuer common name of the authority, asked each time; `undefined`: none
 */
export function answerClientCertificates(
  app: Pick<App, 'on'>,
  allowedIssuer: () => string | undefined,
  log: Pick<Log, 'info' | 'warn'>,
): void {
  app.on('select-client-certificate', (event, _contents, url, certificates, callback) => {
    event.preventDefault();
    const host = URL.parse(url)?.host ?? 'unparseable';
    const chosen = theOneOf(certificates, allowedIssuer());
    if (chosen) {
      log.info('CLIENT_CERTIFICATE_GIVEN', { host });
      callback(chosen);
      return;
    }
    log.warn('CLIENT_CERTIFICATE_REFUSED', { host });
    callback();
  });
}

/** Of two nobody could say which one is meant. */
function theOneOf(certificates: readonly Certificate[], issuer: string | undefined): Certificate | undefined {
  const fitting = issuer === undefined ? [] : certificates.filter(({ issuerName }) => issuerName === issuer);
  return fitting.length === 1 ? fitting[0] : undefined;
}
