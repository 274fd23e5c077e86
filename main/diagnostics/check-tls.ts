import { fail, noProvider, notRun, pass, warn, type Check, type Facts, type Finding, type Handshake } from './check.ts';
import { layerOf } from './layer.ts';
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
    if (!isDirect(await probe.proxy())) return notRun('TLS_BY_PROXY', facts);
    const shown = await raw.handshake(hostname, port);
    if (shown.kind === 'failed') {
      const isTls = !['name', 'connection', 'time', 'offline'].includes(layerOf(shown.error));
      if (!isTls) return notRun('TLS_NO_CONNECTION', facts);
      return fail('TLS_NO_HANDSHAKE', { ...facts, error: shown.error }, 'localIt');
    }
    const answer = await probe.answer();
    const refused = answer.kind === 'failed' && layerOf(answer.reason) === 'certificate' ? answer.reason : undefined;
    return judged(shown, refused, facts, clock.wallMs());
  },
};

/** @param refused Chromium's own name for what it holds against the certificate, where it does */
function judged(
  { protocol, chain, trouble, nameFits }: Extract<Handshake, { kind: 'done' }>,
  refused: string | undefined,
  where: Facts,
  nowMs: number,
): Finding {
  const [own] = chain;
  if (!own) return fail('TLS_NO_HANDSHAKE', { ...where, error: 'NO_CERTIFICATE' }, 'localIt');
  const issuer = (chain.at(-1) ?? own).issuer;
  const facts = { ...where, certificate: own.subject, issuer, version: protocol };
  const days = Math.floor((own.endsAtMs - nowMs) / dayMs);
  if (days < 0) return fail('TLS_CERTIFICATE_EXPIRED', { ...facts, days: -days }, 'localIt');
  if (!nameFits) return fail('TLS_WRONG_NAME', facts, 'localIt');
  if (refused !== undefined) return fail('TLS_NOT_TRUSTED', { ...facts, error: refused }, 'localIt');
  if (!goodProtocols.includes(protocol)) return fail('TLS_OLD_VERSION', facts, 'localIt');
  if (trouble !== null) return warn('TLS_INTERCEPTING_ISSUER', { ...facts, error: trouble }, 'localIt');
  if (days <= soonDays) return warn('TLS_EXPIRES_SOON', { ...facts, days }, 'localIt');
  return pass('TLS_GOOD', facts);
}
