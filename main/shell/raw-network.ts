import { lookup } from 'node:dns/promises';
import { connect as connectTcp } from 'node:net';
import {
  checkServerIdentity,
  connect as connectTls,
  createSecureContext,
  rootCertificates,
  type DetailedPeerCertificate,
  type SecureContextOptions,
} from 'node:tls';
import type { Handshake, RawNetwork, ShownCertificate } from '../diagnostics/check.ts';
import { codeOf } from '../diagnostics/layer.ts';

/** Less than the limit of a check, which says more when it knows what it waited for. */
const waitMs = 8_000;
const longestChain = 10;

/**
 * Sockets of Node's own, past Chromium and every proxy (issue 7 line 3).
 *
 * @param publicRoots PEM of the authorities that count as public; Node brings Mozilla's list
 */
export function createRawNetwork(publicRoots: readonly string[] = rootCertificates): RawNetwork {
  return {
    addressesOf: async (hostname) => (await lookup(hostname, { all: true })).map(({ address }) => address),
    connect: (hostname, port) =>
      new Promise((resolve, reject) => {
        const startedMs = performance.now();
        const socket = connectTcp({ host: hostname, port, timeout: waitMs });
        socket.once('connect', () => {
          socket.destroy();
          resolve(performance.now() - startedMs);
        });
        socket.once('timeout', () => socket.destroy(timedOut()));
        socket.once('error', reject);
      }),
    handshake: (hostname, port) =>
      new Promise((resolve) => {
        const socket = connectTls({
          host: hostname,
          port,
          ...(/^[\d.]+$|:/.test(hostname) ? {} : { servername: hostname }),
          ca: [...publicRoots],
          ...oldVersionsToo(),
          timeout: waitMs,
          // It is looked at, not used: nothing is sent, and what is wrong with it is the finding. Trust is Chromium's matter.
          rejectUnauthorized: false,
          ALPNProtocols: ['http/1.1'],
        });
        socket.once('secureConnect', () => {
          const own = socket.getPeerCertificate(true);
          const trouble = socket.authorized ? null : codeFrom(socket.authorizationError);
          const nameFits = checkServerIdentity(hostname, own) === undefined;
          const shown: Handshake = {
            kind: 'done',
            protocol: socket.getProtocol() ?? 'unknown',
            chain: chainOf(own),
            // That the name does not fit is told apart from whose certificate it is.
            trouble: trouble === 'ERR_TLS_CERT_ALTNAME_INVALID' ? null : trouble,
            nameFits,
          };
          socket.destroy();
          resolve(shown);
        });
        socket.once('timeout', () => socket.destroy(timedOut()));
        socket.once('error', (error) => resolve({ kind: 'failed', error: codeOf(error) }));
      }),
  };
}

/**
 * TLS 1.0 and 1.1, which Node leaves out by itself: a server that has nothing newer could not be told from one that has none.
 * The newest that both have is agreed on as ever, and nothing is sent over it (B47).
 */
function oldVersionsToo(): SecureContextOptions {
  const minVersion = 'TLSv1';
  // OpenSSL has them at its lowest level alone; BoringSSL, which is Electron's, has them anyway and takes no levels.
  const lowestLevel = { minVersion, ciphers: 'DEFAULT@SECLEVEL=0' } as const;
  try {
    createSecureContext(lowestLevel);
    return lowestLevel;
  } catch {
    return { minVersion };
  }
}

function chainOf(own: DetailedPeerCertificate): ShownCertificate[] {
  const chain: ShownCertificate[] = [];
  let current: DetailedPeerCertificate | undefined = own;
  while (current && current.subject && chain.length < longestChain) {
    const { subject, issuer, valid_to: validTo } = current;
    chain.push({ subject: nameOf(subject), issuer: nameOf(issuer), endsAtMs: Date.parse(validTo) });
    // The root is its own issuer.
    const next: DetailedPeerCertificate | undefined = current.issuerCertificate;
    current = next === current ? undefined : next;
  }
  return chain;
}

function nameOf({ CN, O }: { readonly CN?: string | string[]; readonly O?: string | string[] }): string {
  const [name] = [CN ?? O ?? '(no name)'].flat();
  return (name ?? '(no name)').slice(0, 120);
}

/** Typed as an `Error`, and in fact the bare code (Node's documentation of `authorizationError`). */
function codeFrom(error: unknown): string {
  return typeof error === 'string' ? error : codeOf(error);
}

function timedOut(): Error {
  return Object.assign(new Error('timed out'), { code: 'ETIMEDOUT' });
}
