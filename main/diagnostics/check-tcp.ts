import { fail, noProvider, notRun, pass, type Check } from './check.ts';
import { codeOf } from './layer.ts';
import { isDirect } from './target.ts';

/** Whether anything takes a connection where the log-in service should be. Not tried past a proxy. */
export const checkTcp: Check = {
  id: 'tcp',
  async run({ probe, raw }) {
    const { target } = probe;
    if (!target) return noProvider();
    const { hostname, port } = target;
    const facts = { host: hostname, port };
    const proxy = await probe.proxy();
    if (proxy === undefined) return notRun('TCP_WAY_UNKNOWN', facts);
    if (!isDirect(proxy)) return notRun('TCP_BY_PROXY', facts);
    try {
      const milliseconds = Math.round(await raw.connect(hostname, port));
      return pass('TCP_CONNECTED', { ...facts, milliseconds });
    } catch (error) {
      const code = codeOf(error);
      if (/^(ENOTFOUND|EAI_|ENODATA)/.test(code)) return notRun('TCP_NO_ADDRESS', facts);
      return fail(findingOf(code), { ...facts, error: code }, 'localIt');
    }
  },
};

function findingOf(code: string) {
  if (code === 'ECONNREFUSED') return 'TCP_REFUSED';
  return code === 'ETIMEDOUT' ? 'TCP_TIMED_OUT' : 'TCP_NOT_CONNECTED';
}
