import type { AppInfo } from '../../preload/contract.ts';

/**
 * Whether this window is seen on another computer than the one it runs on (screen 4): the browser that a log-in opens may then
 * come up on the other one, where the loopback redirect of RFC 8252 section 7.3 leads to nobody. By the variables that each
 * product sets in the sessions that it starts; without them nothing is claimed.
 *
 * Sources: Windows and RDP set `SESSIONNAME` to `RDP-Tcp#N` (`Console` at the computer itself); Citrix to `ICA-…`; VMware
 * Horizon sets `ViewClient_…`; xrdp sets `XRDP_SESSION`; OpenSSH sets `SSH_CONNECTION`.
 */
export function remoteSessionOf(env: Readonly<Record<string, string | undefined>>): AppInfo['remoteSession'] {
  const session = env['SESSIONNAME'] ?? '';
  if (/^ICA-/i.test(session)) return 'citrix';
  if (Object.keys(env).some((name) => /^ViewClient_/i.test(name))) return 'vmware';
  if (/^RDP-/i.test(session) || env['XRDP_SESSION'] !== undefined) return 'remoteDesktop';
  if (env['SSH_CONNECTION'] !== undefined) return 'other';
  return null;
}
