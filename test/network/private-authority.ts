/** A certificate authority of a test's own, as the one of an intercepting proxy, and servers with its certificates. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SecureVersion } from 'node:tls';

export interface PrivateAuthority {
  readonly certificateFile: string;
  /** Signed for `host`, and with `daysValid` below zero already out of date. */
  issue(host: string, daysValid?: number): { readonly key: string; readonly cert: string };
  remove(): void;
}

export function makeAuthority(): PrivateAuthority {
  const folder = mkdtempSync(path.join(tmpdir(), 'cis2-authority-'));
  const at = (name: string) => path.join(folder, name);
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...key,
    '-keyout',
    at('ca.key'),
    '-out',
    at('ca.pem'),
    '-days',
    '2',
    '-subj',
    '/CN=Synthetic Test Authority',
  );
  let issued = 0;
  return {
    certificateFile: at('ca.pem'),
    issue(host, daysValid = 2) {
      issued += 1;
      const name = `server-${issued}`;
      openssl('req', ...key, '-keyout', at(`${name}.key`), '-out', at(`${name}.csr`), '-subj', `/CN=${host}`);
      writeFileSync(at(`${name}.ext`), `subjectAltName=DNS:${host}\nextendedKeyUsage=serverAuth\n`);
      const signed = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-extfile', at(`${name}.ext`)];
      openssl(
        'x509',
        '-req',
        '-in',
        at(`${name}.csr`),
        '-out',
        at(`${name}.pem`),
        ...signed,
        '-days',
        String(daysValid),
      );
      return { key: readFileSync(at(`${name}.key`), 'utf8'), cert: readFileSync(at(`${name}.pem`), 'utf8') };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export interface TlsServer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Answers each request with a line of text. */
export async function serveTls(
  identity: { readonly key: string; readonly cert: string },
  only: { readonly minVersion?: SecureVersion; readonly maxVersion?: SecureVersion } = {},
): Promise<TlsServer> {
  // Node's defaults leave out what TLS 1.1 needs.
  const old = only.maxVersion === 'TLSv1.1' ? { ciphers: 'ALL@SECLEVEL=0' } : {};
  const server = createServer({ ...identity, ...only, ...old }, (_request, response) =>
    response.end('the log-in service'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
