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
  /** @param names as openssl writes them: `DNS:localhost,IP:127.0.0.1`; with `daysValid` below zero it is out of date */
  issue(names: string, daysValid?: number): { readonly key: string; readonly cert: string };
  remove(): void;
}

export function makeAuthority(name = 'Synthetic Test Authority'): PrivateAuthority {
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
    '365',
    '-subj',
    `/CN=${name}`,
  );
  let issued = 0;
  return {
    certificateFile: at('ca.pem'),
    issue(names, daysValid = 2) {
      issued += 1;
      const file = `server-${issued}`;
      openssl('req', ...key, '-keyout', at(`${file}.key`), '-out', at(`${file}.csr`), '-subj', '/CN=synthetic server');
      writeFileSync(at(`${file}.ext`), `subjectAltName=${names}\nextendedKeyUsage=serverAuth\n`);
      const signed = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-extfile', at(`${file}.ext`)];
      openssl(
        'x509',
        '-req',
        '-in',
        at(`${file}.csr`),
        '-out',
        at(`${file}.pem`),
        ...signed,
        '-days',
        String(daysValid),
      );
      return { key: readFileSync(at(`${file}.key`), 'utf8'), cert: readFileSync(at(`${file}.pem`), 'utf8') };
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
