import { networkFailure } from '../oidc/network-trouble.ts';
import { fail, noProvider, notRun, pass, warn, type Check, type Facts, type Finding, type Handshake } from './check.ts';
import { layerOf } from './layer.ts';
import { wasReached, type Answer } from './probe.ts';
import { isDirect } from './target.ts';

const soonDays = 14;
const dayMs = 86_400_000;
const goodProtocols: readonly string[] = ['TLSv1.2', 'TLSv1.3'];

/**
 * Version and certificates of the secure connection. An issuer that is no public authority is named: on most networks that is a
 * device that looks into the traffic, and it may well be meant to. Whether it is trusted is for Chromium to say, whose store
 * is the operating system's (B47).
 */
export const checkTls: Check = {
  id: 'tls',
  async run({ probe, raw, clock }) {
    const { target } = probe;
    if (!target) return noProvider();
    const { hostname, port, usesTls } = target;
    const facts = { host: hostname, port };
    if (!usesTls) return notRun('TLS_NOT_USED', facts);
    const proxy = await probe.proxy();
    if (proxy === undefined) return notRun('TLS_WAY_UNKNOWN', facts);
    if (!isDirect(proxy)) return notRun('TLS_BY_PROXY', facts);
    const shown = await raw.handshake(hostname, port);
    if (shown.kind === 'failed') {
      const isTls = !['name', 'connection', 'time', 'offline'].includes(layerOf(shown.error));
      if (!isTls) return notRun('TLS_NO_CONNECTION', facts);
      return fail('TLS_NO_HANDSHAKE', { ...facts, error: shown.error }, 'localIt');
    }
    return judged(shown, await probe.answer(), facts, clock.wallMs());
  },
};

function judged(
  { protocol, chain, trouble, nameFits }: Extract<Handshake, { kind: 'done' }>,
  answer: Answer,
  where: Facts,
  nowMs: number,
): Finding {
  const [own] = chain;
  if (!own) return fail('TLS_NO_HANDSHAKE', { ...where, error: 'NO_CERTIFICATE' }, 'localIt');
  const issuer = (chain.at(-1) ?? own).issuer;
  const facts = { ...where, certificate: own.subject, issuer, version: protocol };
  const days = Math.floor((own.endsAtMs - nowMs) / dayMs);
  if (!goodProtocols.includes(protocol)) return fail('TLS_OLD_VERSION', facts, 'localIt');
  if (days < 0) return fail('TLS_CERTIFICATE_EXPIRED', { ...facts, days: -days }, 'localIt');
  if (!nameFits) return fail('TLS_WRONG_NAME', facts, 'localIt');
  if (answer.kind === 'failed' && !wasReached(answer)) return unanswered(answer.reason, trouble, facts);
  if (trouble !== null) return warn(doubtOf(trouble), { ...facts, error: trouble }, 'localIt');
  if (days <= soonDays) return warn('TLS_EXPIRES_SOON', { ...facts, days }, 'localIt');
  return pass('TLS_GOOD', facts);
}

/** @param reason Chromium's own name for why the app's request got no answer: only some of them are about certificates */
function unanswered(reason: string, trouble: string | null, facts: Facts): Finding {
  const told = { ...facts, error: reason };
  if (/CLIENT_AUTH/.test(reason)) return fail('TLS_WANTS_CLIENT_CERTIFICATE', told, 'localIt');
  if (['PROVIDER_CERTIFICATE', 'PROVIDER_CERTIFICATE_DATE'].includes(networkFailure(reason))) {
    return fail('TLS_NOT_TRUSTED', told, 'localIt');
  }
  if (layerOf(reason) === 'certificate') return fail('TLS_NO_HANDSHAKE', told, 'localIt');
  return warn(trouble === null ? 'TLS_NO_ANSWER' : 'TLS_TRUST_UNKNOWN', told, 'localIt');
}

/** What Node holds against a chain that Chromium took (OpenSSL's `X509_V_ERR_*`). */
function doubtOf(trouble: string) {
  // Nothing came with the server's own certificate that says who signed it.
  if (trouble === 'UNABLE_TO_VERIFY_LEAF_SIGNATURE') return 'TLS_CHAIN_INCOMPLETE';
  return noPublicAuthority.has(trouble) ? 'TLS_INTERCEPTING_ISSUER' : 'TLS_CHAIN_DOUBTFUL';
}
const noPublicAuthority: ReadonlySet<string> = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);
