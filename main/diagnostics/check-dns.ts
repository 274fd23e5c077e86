import { fail, noProvider, notRun, pass, warn, type Check } from './check.ts';
import { codeOf } from './layer.ts';
import { isAddress, isDirect } from './target.ts';

const slowMs = 2_000;

/** Whether the name of the log-in service can be looked up from here. Behind a proxy that is the proxy's task. */
export const checkDns: Check = {
  id: 'dns',
  async run({ probe, raw, clock }) {
    const { target } = probe;
    if (!target) return noProvider();
    const host = target.hostname;
    if (isAddress(host)) return notRun('DNS_NOT_NEEDED', { host });
    const proxy = await probe.proxy();
    if (proxy === undefined) return notRun('DNS_WAY_UNKNOWN', { host });
    if (!isDirect(proxy)) return notRun('DNS_BY_PROXY', { host });
    const startedMs = clock.monotonicMs();
    try {
      const { length: count } = await raw.addressesOf(host);
      if (count === 0) return fail('DNS_NOT_FOUND', { host, error: 'ENODATA' }, 'localIt');
      const milliseconds = Math.round(clock.monotonicMs() - startedMs);
      if (milliseconds > slowMs) return warn('DNS_SLOW', { host, milliseconds }, 'localIt');
      return pass('DNS_FOUND', { host, count, milliseconds });
    } catch (error) {
      return fail('DNS_NOT_FOUND', { host, error: codeOf(error) }, 'localIt');
    }
  },
};
