import type { CheckId } from '../../preload/diagnostics.ts';
import type { Check } from './check.ts';
import { checkAllowList } from './check-allow-list.ts';
import { checkBrowser } from './check-browser.ts';
import { checkClock } from './check-clock.ts';
import { checkDiscovery } from './check-discovery.ts';
import { checkDisk } from './check-disk.ts';
import { checkDns } from './check-dns.ts';
import { checkKeychain } from './check-keychain.ts';
import { checkLocalNetworkAccess } from './check-local-network-access.ts';
import { checkLoopbackPorts } from './check-loopback-ports.ts';
import { checkPolicy } from './check-policy.ts';
import { checkProxy } from './check-proxy.ts';
import { checkSigningKeys } from './check-signing-keys.ts';
import { checkSmartcard } from './check-smartcard.ts';
import { checkTcp } from './check-tcp.ts';
import { checkTls } from './check-tls.ts';
import { checkVersion } from './check-version.ts';

/** Exhaustive: a check of the contract does not compile until it is here. In the order in which they are told. */
const byId: Readonly<Record<CheckId, Check>> = {
  policy: checkPolicy,
  version: checkVersion,
  clock: checkClock,
  dns: checkDns,
  proxy: checkProxy,
  tcp: checkTcp,
  tls: checkTls,
  discovery: checkDiscovery,
  signingKeys: checkSigningKeys,
  allowList: checkAllowList,
  browser: checkBrowser,
  localNetworkAccess: checkLocalNetworkAccess,
  loopbackPorts: checkLoopbackPorts,
  keychain: checkKeychain,
  smartcard: checkSmartcard,
  disk: checkDisk,
};

export const checks: readonly Check[] = Object.values(byId);
