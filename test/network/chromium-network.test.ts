import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findProgram } from '../../build/scripts/machine.ts';
import { networkFailure, reasonOf, reachedNobody } from '../../main/oidc/network-trouble.ts';
import { findChromium } from '../electron-stand-in/chromium/find.ts';
import { makeAuthority, serveTls, type PrivateAuthority, type TlsServer } from './private-authority.ts';
import { hostBehindProxy, startSquid, type Squid } from './squid.ts';

/**
 * Issue 7 line 5. Electron's requests are Chromium's network stack; the stand-in's are Node's, and know no proxy. So Chromium
 * itself is led through real proxies and to real servers here, and what it says is what our code is asked to tell apart.
 * That Electron's session hands it on in the same words is for real Electron to show.
 */
const needed = ['squid', 'certutil', 'openssl'] as const;
const withSystemFolders = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` };
const programs = Object.fromEntries(needed.map((name) => [name, findProgram(name, withSystemFolders)]));
const lacking = needed.filter((name) => programs[name] === undefined);
if (lacking.length > 0) {
  console.log(
    `Not covered: issue 7 line 5 (proxies and private authorities): this machine lacks ${lacking.join(', ')}.`,
  );
}

let authority: PrivateAuthority;
let service: TlsServer;
let squid: Squid;
let strictSquid: Squid;

/** What happens to a page at `url` in a Chromium with these switches: its text, or the name of the trouble. */
async function visit(url: string, switches: readonly string[], home?: string): Promise<string> {
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', ...switches],
    env: { ...process.env, ...(home !== undefined && { HOME: home }) },
  });
  try {
    const page = await browser.newPage();
    const response = await page.goto(url);
    return response?.status() === 200 ? await page.innerText('body') : `HTTP ${response?.status()}`;
  } catch (error) {
    return reasonOf(error);
  } finally {
    await browser.close();
  }
}

describe.skipIf(lacking.length > 0)('issue 7 line 5: what stands between this computer and the provider', () => {
  const address = () => `https://${hostBehindProxy}:${service.port}/`;
  const through = (port: number) => [`--proxy-server=http://127.0.0.1:${port}`, '--proxy-bypass-list=<-loopback>'];
  /** In the place of DNS, where no proxy resolves the name. */
  const resolved = ['--no-proxy-server', `--host-resolver-rules=MAP ${hostBehindProxy} 127.0.0.1`];
  let trusting = '';

  beforeAll(async () => {
    authority = makeAuthority();
    service = await serveTls(authority.issue(`DNS:${hostBehindProxy}`));
    [squid, strictSquid] = await Promise.all([
      startSquid(programs['squid'] ?? '', 'nothing'),
      startSquid(programs['squid'] ?? '', 'password'),
    ]);
    // The trust store of a Linux user, as Chromium reads it. Windows and macOS have stores of their own.
    trusting = mkdtempSync(path.join(tmpdir(), 'cis2-home-'));
    const database = path.join(trusting, '.pki', 'nssdb');
    mkdirSync(database, { recursive: true });
    const certutil = (...args: readonly string[]) =>
      execFileSync(programs['certutil'] ?? '', ['-d', `sql:${database}`, ...args], { stdio: 'pipe' });
    certutil('-N', '--empty-password');
    certutil('-A', '-t', 'C,,', '-n', 'synthetic', '-i', authority.certificateFile);
  }, 60_000);
  afterAll(async () => {
    await Promise.all([service?.close(), squid?.close(), strictSquid?.close()]);
    authority?.remove();
    if (trusting !== '') rmSync(trusting, { recursive: true, force: true });
  });

  test('a proxy of the system is used, and an authority of the organisation in the store of the system is believed', async () => {
    expect(await visit(address(), through(squid.port), trusting)).toBe('the log-in service');
    expect(squid.accesses()).toContain(`CONNECT ${hostBehindProxy}:${service.port}`);
  }, 60_000);

  test('a PAC file decides by host', async () => {
    const pac = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/x-ns-proxy-autoconfig' });
      response.end(
        `function FindProxyForURL(url, host) { return host === '${hostBehindProxy}' ? 'PROXY 127.0.0.1:${squid.port}' : 'DIRECT'; }`,
      );
    });
    await new Promise<void>((resolve) => pac.listen(0, '127.0.0.1', resolve));
    const before = squid.accesses().length;
    const pacUrl = `http://127.0.0.1:${(pac.address() as AddressInfo).port}/proxy.pac`;
    expect(await visit(address(), [`--proxy-pac-url=${pacUrl}`], trusting)).toBe('the log-in service');
    expect(squid.accesses().slice(before)).toContain('CONNECT');
    pac.closeAllConnections();
    await new Promise((resolve) => pac.close(resolve));
  }, 60_000);

  test('a server that speaks TLS 1.2 and nothing newer is reached', async () => {
    const old = await serveTls(authority.issue(`DNS:${hostBehindProxy}`), { maxVersion: 'TLSv1.2' });
    expect(await visit(`https://${hostBehindProxy}:${old.port}/`, resolved, trusting)).toBe('the log-in service');
    await old.close();
  }, 60_000);

  test('each trouble has its own failure, and says whether anything was sent', async () => {
    const outOfDate = await serveTls(authority.issue(`DNS:${hostBehindProxy}`, -1));
    const tooOld = await serveTls(authority.issue(`DNS:${hostBehindProxy}`), {
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
    });
    const at = (port: number) => `https://${hostBehindProxy}:${port}/`;
    const seen = {
      'the name is unknown': await visit(address(), ['--no-proxy-server'], trusting),
      'the proxy is not there': await visit(address(), through(1), trusting),
      'the proxy wants a password': await visit(address(), through(strictSquid.port), trusting),
      'the authority is unknown': await visit(address(), through(squid.port)),
      'the certificate is out of date': await visit(at(outOfDate.port), resolved, trusting),
      'the name in it is another': await visit(
        `https://elsewhere.test:${service.port}/`,
        ['--no-proxy-server', '--host-resolver-rules=MAP elsewhere.test 127.0.0.1'],
        trusting,
      ),
      'it speaks TLS 1.1 at best': await visit(at(tooOld.port), resolved, trusting),
    };
    await Promise.all([outOfDate.close(), tooOld.close()]);
    const told = Object.fromEntries(Object.entries(seen).map(([name, reason]) => [name, networkFailure(reason)]));
    expect(told, JSON.stringify(seen)).toEqual({
      'the name is unknown': 'PROVIDER_NAME_UNKNOWN',
      'the proxy is not there': 'PROVIDER_PROXY_FAILED',
      'the proxy wants a password': 'PROVIDER_PROXY_LOGIN',
      'the authority is unknown': 'PROVIDER_CERTIFICATE',
      'the certificate is out of date': 'PROVIDER_CERTIFICATE_DATE',
      'the name in it is another': 'PROVIDER_CERTIFICATE',
      'it speaks TLS 1.1 at best': 'PROVIDER_TLS',
    });
    // Chromium says the same of a server that was reached and wants a password, so it proves nothing.
    const { 'the proxy wants a password': unproved, ...proved } = seen;
    expect(reachedNobody(unproved)).toBe(false);
    for (const [name, reason] of Object.entries(proved)) expect(reachedNobody(reason), `${name}: ${reason}`).toBe(true);
  }, 120_000);
});
