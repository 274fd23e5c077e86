import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface ServerCertificate {
  readonly key: string;
  /** The server's own and, after it, its authority's. */
  readonly chain: string;
  readonly authority: string;
}

interface Wanted {
  readonly authority?: string;
  readonly name?: string;
  /** At least -1: it ended yesterday. */
  readonly days?: number;
}

/** A private authority and a certificate of a server by it, made by openssl and gone with the test. */
export async function makeCertificate(wanted: Wanted = {}): Promise<ServerCertificate> {
  const { authority = 'Synthetic Inspection CA', name = 'DNS:localhost,IP:127.0.0.1', days = 90 } = wanted;
  const folder = await mkdtemp(path.join(tmpdir(), 'j-diagnostics-ca-'));
  const at = (file: string) => path.join(folder, file);
  const openssl = (...args: readonly string[]) => run('openssl', args);
  try {
    const newKey = ['-newkey', 'rsa:2048', '-nodes'];
    await openssl(
      'req',
      '-x509',
      ...newKey,
      '-keyout',
      at('ca.key'),
      '-out',
      at('ca.pem'),
      '-days',
      '365',
      '-subj',
      `/CN=${authority}`,
    );
    await openssl('req', ...newKey, '-keyout', at('key.pem'), '-out', at('csr.pem'), '-subj', '/CN=synthetic server');
    await writeFile(at('ext'), `subjectAltName=${name}\n`);
    await openssl(
      'x509',
      '-req',
      '-in',
      at('csr.pem'),
      '-CA',
      at('ca.pem'),
      '-CAkey',
      at('ca.key'),
      '-out',
      at('cert.pem'),
      '-extfile',
      at('ext'),
      '-days',
      String(days),
    );
    const [key, own, ca] = await Promise.all(
      ['key.pem', 'cert.pem', 'ca.pem'].map((file) => readFile(at(file), 'utf8')),
    );
    return { key: key ?? '', chain: `${own}${ca}`, authority: ca ?? '' };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
