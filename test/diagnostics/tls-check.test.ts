import { beforeAll, expect, test } from 'vitest';
import type { Handshake } from '../../main/diagnostics/check.ts';
import { createRawNetwork } from '../../main/shell/raw-network.ts';
import { makeCertificate, type ServerCertificate } from './certificates.ts';
import { minimalPolicy, portsFor, told, type Ports } from './check-ports.ts';
import { serve, serveTls } from './servers.ts';

/**
 * Issue 7 line 3, B47: version and chain of a real server, and Chromium's word on them, which is a double here: its store
 * and its names for what went wrong are not this machine's to have.
 */

let good: ServerCertificate;
beforeAll(() => {
  good = makeCertificate();
});
const answering = () => Promise.resolve(new Response('{}', { headers: { date: new Date().toUTCString() } }));
const failing = (name: string) => () => Promise.reject(new Error(name));
const tlsOf = async (port: number, changes: Partial<Ports> = {}) =>
  (await told(portsFor(minimalPolicy(`https://localhost:${port}/`), { http: answering, ...changes }), 'tls')).tls;

test('a private authority that Chromium trusts is named as one that may be looking in', async () => {
  const result = await tlsOf(await serveTls(good));
  expect(result).toMatchObject({ finding: 'TLS_INTERCEPTING_ISSUER', verdict: 'warn', fixer: 'localIt' });
  expect(result?.facts).toMatchObject({ host: 'localhost', issuer: 'Synthetic Inspection CA', version: 'TLSv1.3' });
});

test.each(['net::ERR_CONNECTION_RESET', 'net::ERR_TIMED_OUT'])(
  'where the app’s own request ended in %s, nobody says that a private authority is trusted or that log-in works',
  async (error) => {
    const result = await tlsOf(await serveTls(good), { http: failing(error) });
    expect(result).toMatchObject({ finding: 'TLS_TRUST_UNKNOWN', verdict: 'warn', fixer: 'localIt', facts: { error } });
    expect(result?.facts.issuer).toBe('Synthetic Inspection CA');
  },
);

test('a public certificate is no pass while the app’s own request gets no answer', async () => {
  const port = await serveTls(good);
  const raw = createRawNetwork([good.authority]);
  const error = 'net::ERR_CONNECTION_RESET';
  expect(await tlsOf(port, { raw, http: failing(error) })).toMatchObject({
    finding: 'TLS_NO_ANSWER',
    verdict: 'warn',
    facts: { error },
  });
  expect(await tlsOf(port, { raw })).toMatchObject({ finding: 'TLS_GOOD', verdict: 'pass' });
});

test('a server that leaves out who vouches for it is told as that, and not as a device that looks in', async () => {
  const [own = ''] = good.chain.split(/(?<=-----END CERTIFICATE-----\n)/);
  const result = await tlsOf(await serveTls({ ...good, chain: own }));
  expect(result).toMatchObject({
    finding: 'TLS_CHAIN_INCOMPLETE',
    verdict: 'warn',
    facts: { error: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', issuer: 'Synthetic Inspection CA' },
  });
});

test('what else Node holds against a chain that Chromium accepts is told by its code alone', async () => {
  const shown: Handshake = {
    kind: 'done',
    protocol: 'TLSv1.3',
    chain: [{ subject: 'localhost', issuer: 'Synthetic CA', endsAtMs: Date.now() + 90 * 86_400_000 }],
    trouble: 'CERT_HAS_EXPIRED',
    nameFits: true,
  };
  const raw = { ...createRawNetwork(), handshake: () => Promise.resolve(shown) };
  expect(await tlsOf(443, { raw })).toMatchObject({
    finding: 'TLS_CHAIN_DOUBTFUL',
    verdict: 'warn',
    facts: { error: 'CERT_HAS_EXPIRED' },
  });
});

test('one that Chromium does not trust is a failure, with its own name for it', async () => {
  const result = await tlsOf(await serveTls(good), { http: failing('net::ERR_CERT_AUTHORITY_INVALID') });
  expect(result).toMatchObject({ finding: 'TLS_NOT_TRUSTED', verdict: 'fail' });
  expect(result?.facts.error).toBe('net::ERR_CERT_AUTHORITY_INVALID');
});

test.each([
  ['net::ERR_SSL_CLIENT_AUTH_CERT_NEEDED', 'TLS_WANTS_CLIENT_CERTIFICATE'],
  ['net::ERR_BAD_SSL_CLIENT_AUTH_CERT', 'TLS_WANTS_CLIENT_CERTIFICATE'],
  ['net::ERR_SSL_PROTOCOL_ERROR', 'TLS_NO_HANDSHAKE'],
])('B46 %s says nothing of whether the server’s certificate is trusted', async (error, finding) => {
  const result = await tlsOf(await serveTls(good), { http: failing(error) });
  expect(result).toMatchObject({ finding, verdict: 'fail', fixer: 'localIt', facts: { error } });
});

test('TLS 1.2 alone is good enough', async () => {
  const port = await serveTls(good, { maxVersion: 'TLSv1.2' });
  const result = await tlsOf(port, { raw: createRawNetwork([good.authority]) });
  expect(result).toMatchObject({ finding: 'TLS_GOOD', verdict: 'pass', facts: { version: 'TLSv1.2' } });
});

test.each(['TLSv1.1', 'TLSv1'] as const)('B47 a server that offers %s at the most is told so', async (maxVersion) => {
  const port = await serveTls(good, { minVersion: 'TLSv1', maxVersion, ciphers: 'DEFAULT@SECLEVEL=0' });
  expect(await tlsOf(port, { http: failing('net::ERR_SSL_VERSION_OR_CIPHER_MISMATCH') })).toMatchObject({
    finding: 'TLS_OLD_VERSION',
    verdict: 'fail',
    fixer: 'localIt',
    facts: { version: maxVersion },
  });
});

test('a certificate for another name', async () => {
  const other = makeCertificate({ name: 'DNS:other.example' });
  expect(await tlsOf(await serveTls(other))).toMatchObject({ finding: 'TLS_WRONG_NAME', verdict: 'fail' });
});

test('a certificate that has ended, and one that soon will', async () => {
  const [ended, ending] = [makeCertificate({ days: -1 }), makeCertificate({ days: 5 })];
  expect(await tlsOf(await serveTls(ended))).toMatchObject({ finding: 'TLS_CERTIFICATE_EXPIRED', verdict: 'fail' });
  const soon = await tlsOf(await serveTls(ending), { raw: createRawNetwork([ending.authority]) });
  expect(soon).toMatchObject({ finding: 'TLS_EXPIRES_SOON', verdict: 'warn' });
  expect(Number(soon?.facts.days)).toBeLessThanOrEqual(5);
});

test('something that speaks no TLS', async () => {
  const port = await serve((_request, response) => response.end('plain'));
  expect(await tlsOf(port)).toMatchObject({ finding: 'TLS_NO_HANDSHAKE', verdict: 'fail' });
});
