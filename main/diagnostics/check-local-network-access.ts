import { notRun, pass, warn, type BrowserPolicies, type Check } from './check.ts';

/** By the browsers' own order of precedence, the newest names first (Chrome and Edge 146, then 139). */
const blocking = ['LoopbackNetworkBlockedForUrls', 'LocalNetworkAccessBlockedForUrls'];
const allowing = ['LoopbackNetworkAllowedForUrls', 'LocalNetworkAccessAllowedForUrls'];
const cookieKey = 'BlockThirdPartyCookies';
const careIdentityHost = 'am.nhsidentity.spineservices.nhs.uk';

/**
 * Since Chrome 142 and Edge 143 a page asks before it talks to a program on the same computer, and NHS smartcard software is
 * such a program (R8). Our own way back is a whole page, which no browser asks about.
 */
export const checkLocalNetworkAccess: Check = {
  id: 'localNetworkAccess',
  async run({ computer, probe: { target } }) {
    const policies = await computer.browserPolicies();
    if (policies === undefined) return notRun('LNA_NOT_READABLE');
    const hosts = [careIdentityHost, ...(target && !target.isLoopback ? [target.hostname] : [])];
    for (const { browser, source, values } of policies) {
      const key = blocking.find((name) => covers(values[name], hosts));
      if (key !== undefined && !allowedBefore(key, values, hosts)) {
        return warn('LNA_BLOCKED', { browser, key, source }, 'localIt');
      }
      if (values[cookieKey] === true)
        return warn('LNA_COOKIES_BLOCKED', { browser, key: cookieKey, source }, 'localIt');
    }
    const allowed = policies.find(({ values }) => allowing.some((name) => covers(values[name], hosts)));
    return allowed ? pass('LNA_ALLOWED', { browser: allowed.browser }) : pass('LNA_NOT_SET');
  },
};

/** A newer list that allows comes before an older one that blocks. */
function allowedBefore(key: string, values: BrowserPolicies['values'], hosts: readonly string[]): boolean {
  return key === blocking[1] && covers(values[allowing[0] ?? ''], hosts);
}

/** Chromium's URL patterns, as far as they name hosts: `*`, `https://host`, `[*.]domain`. */
function covers(list: unknown, hosts: readonly string[]): boolean {
  if (!Array.isArray(list)) return false;
  return list.some((pattern) => {
    if (typeof pattern !== 'string') return false;
    const host = pattern.replace(/^(\*|https?):\/\//, '').replace(/[:/].*$/, '');
    if (host === '*') return true;
    const domain = /^\[?\*\.\]?(.+)$/.exec(host)?.[1];
    return hosts.some(
      (one) => one === host || (domain !== undefined && (one === domain || one.endsWith(`.${domain}`))),
    );
  });
}
