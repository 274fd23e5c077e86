import { fail, noProvider, pass, warn, type Check } from './check.ts';
import { isDirect } from './target.ts';

/** Any port of ours does: a proxy that is asked for loopback would keep the browser's answer from us (B29). */
const ownPage = 'http://127.0.0.1:49152/';

/** Which way Chromium goes to the log-in service (settings of the system, PAC file), and whether that way is open. */
export const checkProxy: Check = {
  id: 'proxy',
  async run({ probe, resolveProxy }) {
    const { target } = probe;
    if (!target) return noProvider();
    const host = target.hostname;
    const [chosen, own] = await Promise.all([probe.proxy(), resolveProxy(ownPage).catch(() => undefined)]);
    if (chosen === undefined) return warn('PROXY_UNKNOWN', { host }, 'localIt');
    if (own === undefined) return warn('PROXY_UNKNOWN', { host: '127.0.0.1' }, 'localIt');
    if (!isDirect(own)) return fail('PROXY_FOR_LOOPBACK', { proxy: named(own) }, 'localIt');
    if (isDirect(chosen)) return pass('PROXY_DIRECT', { host });
    const facts = { host, proxy: named(chosen) };
    const answer = await probe.answer();
    // Anything else may be the proxy's own word in the place of the log-in service's.
    if (answer.kind === 'answered') {
      return answer.status === 200
        ? pass('PROXY_USED', facts)
        : warn('PROXY_NO_ANSWER', { ...facts, error: `HTTP ${answer.status}`, status: answer.status }, 'localIt');
    }
    const { reason } = answer;
    const more = { ...facts, error: reason };
    // A name and password for a proxy are never asked for or kept here (B29).
    if (answer.code === 'PROVIDER_PROXY_LOGIN') return fail('PROXY_WANTS_LOG_IN', more, 'localIt');
    if (/PAC_|MANDATORY_PROXY/.test(reason)) return fail('PROXY_SCRIPT_FAILED', more, 'localIt');
    if (/TUNNEL/.test(reason)) return fail('PROXY_REFUSED_HOST', more, 'localIt');
    if (/PROXY/.test(reason)) return fail('PROXY_NOT_REACHED', more, 'localIt');
    return warn('PROXY_NO_ANSWER', more, 'localIt');
  },
};

/** `proxy.example:8080` out of `PROXY proxy.example:8080; DIRECT`; a PAC file can hold anything, and a proxy no password. */
function named(rule: string): string {
  const [, kind = '', place = ''] =
    /^\s*(PROXY|HTTPS?|SOCKS[45]?|QUIC)\s+([\w.[\]:-]{1,260})\s*(?:;|$)/i.exec(rule) ?? [];
  return place === '' ? '(not readable)' : `${kind.toUpperCase()} ${place}`;
}
