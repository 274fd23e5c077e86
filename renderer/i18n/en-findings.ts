import type { FactName, FindingCode, Layer } from '../../preload/diagnostics.ts';

/** What was found, by name; a fact that a finding lacks is an empty text. */
export type FactTexts = Readonly<Record<FactName, string>>;

/** What a finding says, and what to do about it. */
export interface FindingWords {
  readonly says: (facts: FactTexts) => string;
  readonly todo?: string;
}

const say = (says: FindingWords['says'], todo?: string): FindingWords => ({
  says,
  ...(todo !== undefined && { todo }),
});

const layers: Record<Layer, string> = {
  name: 'Its name could not be found (DNS).',
  connection: 'No connection could be made: a firewall may be in the way.',
  proxy: 'The proxy did not let us through.',
  certificate: 'Its certificate was not accepted (TLS).',
  time: 'It did not answer in time.',
  offline: 'This computer has no network.',
  service: 'Something answered, but not as the log-in service does.',
  unknown: 'The network did not say why.',
};

const layer = (facts: FactTexts) => layers[facts.layer as Layer] ?? layers.unknown;
const others = (count: string) => (count === '1' ? '' : ` (and others: ${count} in all)`);
const notYourCard = 'This is not your card or your passcode.';
const letThrough = 'Ask for this address to be let through the firewall, the proxy and the web filter.';
const openIt = `Open this address in a browser: a page of your organisation means that it is blocked. ${letThrough}`;
const setTime = 'Ask for the clock to be set by a time server. Until then your log-in may be refused.';
const tellGateway = 'Whoever runs the log-in service of your organisation has to look at it.';

/** What each finding of the checks says (screen 24). */
export const enFindings: Record<FindingCode, FindingWords> = {
  POLICY_READ: say(() => 'The settings were found and are good.'),
  POLICY_MISSING: say(
    () => 'This computer has no settings for CIS2 Desktop, so nobody can log in.',
    'Ask for CIS2 Desktop to be set up on this computer.',
  ),
  POLICY_REFUSED: say(
    ({ error }) => `The settings were found, but cannot be used (${error}).`,
    'Ask for the settings of CIS2 Desktop to be corrected. The first screen says which of them.',
  ),
  POLICY_KEYS_REFUSED: say(
    ({ key, count }) => `${count === '1' ? 'One setting was' : `${count} settings were`} refused, first: ${key}.`,
    'CIS2 Desktop works without them. “Managed by your organisation” lists them.',
  ),
  VERSION_CURRENT: say(({ version, days }) => `Version ${version}, made ${days} days ago.`),
  VERSION_AGE_UNKNOWN: say(({ version }) => `Version ${version}. We cannot tell how old it is.`),
  VERSION_OLD: say(
    ({ version, days }) => `Version ${version} was made ${days} days ago and may lack security fixes.`,
    'Ask for a newer version.',
  ),
  VERSION_TOO_OLD: say(
    ({ version, expected }) => `Version ${version} is older than ${expected}, which your organisation asks for.`,
    'Nobody can log in with it. Ask for a newer version.',
  ),
  CLOCK_RIGHT: say(({ host }) => `It agrees with the clock of ${host}.`),
  CLOCK_AHEAD: say(({ seconds, host }) => `It is ${seconds} seconds ahead of the clock of ${host}.`, setTime),
  CLOCK_BEHIND: say(({ seconds, host }) => `It is ${seconds} seconds behind the clock of ${host}.`, setTime),
  CLOCK_DRIFTS_AHEAD: say(({ seconds, host }) => `It is ${seconds} seconds ahead of the clock of ${host}.`, setTime),
  CLOCK_DRIFTS_BEHIND: say(({ seconds, host }) => `It is ${seconds} seconds behind the clock of ${host}.`, setTime),
  CLOCK_NO_ANSWER: say(({ host }) => `${host} did not answer, so there was no clock to compare with.`),
  CLOCK_NOT_TOLD: say(({ host }) => `${host} did not say what time it is.`),
  DNS_FOUND: say(({ host }) => `${host} was found.`),
  DNS_NOT_NEEDED: say(({ host }) => `${host} is an address already.`),
  DNS_BY_PROXY: say(({ host }) => `The proxy looks up ${host}, not this computer.`),
  DNS_WAY_UNKNOWN: say(({ host }) => `We do not know whether this computer or a proxy looks up ${host}.`),
  DNS_NOT_FOUND: say(
    ({ host, error }) => `This computer cannot find the address of ${host} (${error}). ${notYourCard}`,
    'Check that the computer has a network. Then ask for the DNS servers to be looked at.',
  ),
  DNS_SLOW: say(
    ({ host, milliseconds }) => `${host} was found, but it took ${milliseconds} milliseconds.`,
    'Ask for the DNS servers to be looked at.',
  ),
  PROXY_DIRECT: say(({ host }) => `This computer goes to ${host} directly, without a proxy.`),
  PROXY_USED: say(({ host, proxy }) => `This computer goes to ${host} through ${proxy}, and gets an answer.`),
  PROXY_UNKNOWN: say(
    ({ host }) => `The system did not say how to get to ${host}.`,
    'Ask for the proxy settings of this computer to be looked at.',
  ),
  PROXY_FOR_LOOPBACK: say(
    ({ proxy }) =>
      `Even addresses of this computer itself are sent to ${proxy}. After a log-in your browser may not be able to come back here.`,
    'Ask for 127.0.0.1 and localhost to be left out of the proxy settings.',
  ),
  PROXY_WANTS_LOG_IN: say(
    ({ proxy, error }) => `${proxy} wants a name and a password (${error}), which CIS2 Desktop never gives.`,
    'Ask for the addresses of the log-in service to be let through without them.',
  ),
  PROXY_SCRIPT_FAILED: say(
    ({ error }) => `The script that chooses the proxy (PAC) could not be used (${error}).`,
    'Ask for the proxy settings of this computer to be looked at.',
  ),
  PROXY_REFUSED_HOST: say(({ proxy, host, error }) => `${proxy} did not connect us to ${host} (${error}).`, letThrough),
  PROXY_NOT_REACHED: say(
    ({ proxy, error }) => `${proxy} could not be used (${error}).`,
    'Check that the computer has a network. Then ask for the proxy to be looked at.',
  ),
  PROXY_NO_ANSWER: say(
    ({ proxy, host, error }) => `We asked ${proxy} for ${host} and got no good answer (${error}).`,
    'The proxy, a web filter or the log-in service may have given it. Ask for this address to be looked at in the proxy.',
  ),
  TCP_CONNECTED: say(({ host, port }) => `${host} takes connections on port ${port}.`),
  TCP_BY_PROXY: say(({ host }) => `The proxy connects to ${host}, not this computer.`),
  TCP_WAY_UNKNOWN: say(({ host }) => `We do not know whether this computer or a proxy connects to ${host}.`),
  TCP_NO_ADDRESS: say(({ host }) => `There is no address for ${host} to connect to.`),
  TCP_REFUSED: say(
    ({ host, port, error }) => `${host} refused a connection on port ${port} (${error}). ${notYourCard}`,
    'The service may be down, or a firewall may be in the way. Try again in a few minutes.',
  ),
  TCP_TIMED_OUT: say(({ host, port }) => `${host} did not answer on port ${port}. ${notYourCard}`, letThrough),
  TCP_NOT_CONNECTED: say(
    ({ host, port, error }) => `No connection to ${host} on port ${port} could be made (${error}). ${notYourCard}`,
    letThrough,
  ),
  TLS_GOOD: say(({ host, version, issuer }) => `${version} with ${host}. Its certificate is from ${issuer}.`),
  TLS_NOT_USED: say(({ host }) => `${host} is on this computer and uses none.`),
  TLS_BY_PROXY: say(
    ({ host }) => `The connection to ${host} goes through a proxy, so it cannot be looked at from here.`,
  ),
  TLS_WAY_UNKNOWN: say(
    ({ host }) =>
      `We do not know whether the connection to ${host} goes through a proxy, so it was not looked at from here.`,
  ),
  TLS_NO_CONNECTION: say(({ host }) => `There is no connection to ${host} that could be made secure.`),
  TLS_NO_HANDSHAKE: say(
    ({ host, error }) => `No secure connection to ${host} could be agreed (${error}).`,
    'A firewall or the service may be too old or too strict. TLS 1.2 or 1.3 is needed.',
  ),
  TLS_CERTIFICATE_EXPIRED: say(
    ({ host, certificate, days }) => `The certificate ${certificate} of ${host} ended ${days} days ago.`,
    `If the clock of this computer is right: ${tellGateway}`,
  ),
  TLS_WRONG_NAME: say(
    ({ host, certificate }) => `The certificate is for ${certificate}, not for ${host}: something else answered.`,
    'A web filter or a wrong address may be the cause.',
  ),
  TLS_NOT_TRUSTED: say(
    ({ host, issuer, error }) =>
      `This computer does not accept the certificate of ${host}, which is from ${issuer} (${error}).`,
    'If your organisation looks into traffic, its certificate has to be installed on this computer, or this address left out.',
  ),
  TLS_WANTS_CLIENT_CERTIFICATE: say(
    ({ host, error }) => `${host} wants a certificate of this computer, and was given none that it takes (${error}).`,
    'The settings of your organisation decide which certificate may be given. Ask for them to be looked at.',
  ),
  TLS_TRUST_UNKNOWN: say(
    ({ host, issuer, error }) =>
      `The certificate of ${host} is from ${issuer}, which we do not know as a public authority. Whether this computer trusts it we could not see, because our own request broke off (${error}).`,
    'A device that looks into this traffic may be the cause. Ask for the log-in service to be left out of that.',
  ),
  TLS_NO_ANSWER: say(
    ({ host, version, issuer, error }) =>
      `${version} with ${host} was agreed, with a certificate from ${issuer}. But our own request got no answer (${error}).`,
    'A firewall or a web filter may break off the connection. Ask for this address to be looked at there.',
  ),
  TLS_OLD_VERSION: say(({ host, version }) => `${host} only offers ${version}.`, 'TLS 1.2 or 1.3 is needed.'),
  TLS_INTERCEPTING_ISSUER: say(
    ({ host, issuer }) =>
      `The certificate of ${host} is from ${issuer}, which we do not know as a public authority. This computer trusts it.`,
    'Most likely a device of your organisation is looking into this traffic (an intercepting proxy). It is better to leave the log-in service out of that.',
  ),
  TLS_CHAIN_INCOMPLETE: say(
    ({ host, issuer }) =>
      `The certificate of ${host} is from ${issuer}, and nothing was sent with it that says who vouches for ${issuer}. This computer accepts it all the same.`,
    `Other computers may not. If it is a device of your organisation that looks into traffic, leave the log-in service out of that. Otherwise: ${tellGateway}`,
  ),
  TLS_CHAIN_DOUBTFUL: say(
    ({ host, error }) =>
      `Something is not right with the certificates that ${host} sends (${error}). This computer accepts them all the same.`,
    `Other computers may not. ${tellGateway}`,
  ),
  TLS_EXPIRES_SOON: say(
    ({ host, days }) => `The certificate of ${host} ends in ${days} days.`,
    `Nothing is wrong yet. ${tellGateway}`,
  ),
  DISCOVERY_GOOD: say(({ host }) => `${host} answers as a log-in service does.`),
  DISCOVERY_NO_ALGORITHM: say(({ host, expected }) => `${host} does not sign with ${expected}.`, tellGateway),
  DISCOVERY_NO_PKCE: say(({ host, expected }) => `${host} does not offer PKCE with ${expected}.`, tellGateway),
  DISCOVERY_UNREACHABLE: say(
    (facts) => `${facts.host} cannot be reached. ${layer(facts)} ${notYourCard} (${facts.error})`,
    letThrough,
  ),
  DISCOVERY_REDIRECTED: say(
    ({ host }) => `${host} sent us somewhere else. ${layers.service}`,
    'Some networks want you to agree to something in a browser first. Otherwise a web filter may be the cause.',
  ),
  DISCOVERY_OTHER_ISSUER: say(
    ({ host }) => `${host} calls itself by another name than the one in the settings.`,
    'The issuer in the settings must be the very text that the service gives, to the last character.',
  ),
  DISCOVERY_NOT_HTTPS: say(({ host }) => `${host} names an address that is not secure (https).`, tellGateway),
  DISCOVERY_SERVICE_FAILED: say(
    ({ host }) => `${host} says that it has a fault.`,
    'Try again in a few minutes. If it stays so, tell your local IT service desk.',
  ),
  DISCOVERY_BAD_ANSWER: say(
    ({ host }) => `${host} did not answer with what a log-in service says. ${layers.service}`,
    'A page of a web filter in its place is the most likely cause.',
  ),
  KEYS_USABLE: say(({ count }) => (count === '1' ? 'There is one good key.' : `There are ${count} good keys.`)),
  KEYS_NO_DISCOVERY: say(() => 'Without an answer of the log-in service nobody knows where they are.'),
  KEYS_NOT_REACHED: say(
    (facts) => `${facts.host}, where they are, cannot be reached. ${layer(facts)} (${facts.error})`,
    letThrough,
  ),
  KEYS_NOT_READ: say(({ host }) => `The keys of ${host} could not be read.`, tellGateway),
  KEYS_NONE_USABLE: say(({ host }) => `None of the keys of ${host} can be used.`, tellGateway),
  ALLOW_LIST_OPEN: say(
    ({ count }) => `${count === '1' ? 'It answers.' : `All ${count} answer.`} What they say was not looked at.`,
  ),
  ALLOW_LIST_NO_HSCN: say(
    ({ count, host }) =>
      `All ${count} answer. ${host} does not, which is as it should be outside the NHS network (HSCN).`,
  ),
  ALLOW_LIST_BLOCKED: say(
    (facts) => `${facts.host} cannot be reached${others(facts.count)}. ${layer(facts)} (${facts.error})`,
    letThrough,
  ),
  ALLOW_LIST_REFUSED: say(
    ({ host, status, count }) =>
      `Something answered for ${host}${others(count)}, but refused us (HTTP ${status}). It may do so by itself, or a proxy or web filter may have answered in its place.`,
    openIt,
  ),
  ALLOW_LIST_REDIRECTED: say(
    ({ host, actual, count }) =>
      `Something answered for ${host}${others(count)}, but sent us ${actual === '' ? 'somewhere else' : `to ${actual}`}. It may do so by itself, or a proxy or web filter may have answered in its place.`,
    openIt,
  ),
  ALLOW_LIST_NONE: say(() => 'The settings name none.'),
  BROWSER_FOUND: say(({ browser }) => `Log-in opens ${browser}.`),
  BROWSER_BY_POLICY: say(({ browser }) => `Your organisation chose it: ${browser}.`),
  BROWSER_NOT_INSTALLED: say(
    ({ browser }) => `Your organisation chose ${browser}, and it is not where it should be on this computer.`,
    'Nobody can log in until it is. Ask for it to be installed, or for another browser to be chosen in the settings.',
  ),
  BROWSER_NO_PRIVATE_WINDOW: say(
    ({ browser }) =>
      `Your organisation chose ${browser} with a private window, and CIS2 Desktop does not know how to open one in it.`,
    'Nobody can log in until then. Ask for another browser to be chosen in the settings, or no private window.',
  ),
  BROWSER_NONE: say(
    () => 'This computer has no browser that opens web addresses.',
    'Ask for a browser to be made the usual one. You can still copy the log-in link into any browser.',
  ),
  LNA_NOT_READABLE: say(
    () => 'On this system the rules of the browsers cannot be read from here.',
    'Your local IT service desk can see them in the browser at chrome://policy or edge://policy.',
  ),
  LNA_BLOCKED: say(
    ({ browser, key }) =>
      `A rule for ${browser} (${key}) keeps the Care Identity page from talking to smartcard software.`,
    'Log-in with a smartcard will not work in that browser until the rule is changed. Other ways to log in do.',
  ),
  LNA_COOKIES_BLOCKED: say(
    ({ browser, key }) => `A rule for ${browser} (${key}) can keep smartcard software from working.`,
    'If you use a smartcard, ask for [*.]localhost to be left out of that rule.',
  ),
  LNA_ALLOWED: say(({ browser }) => `${browser} lets the Care Identity page talk to smartcard software.`),
  LNA_NOT_SET: say(
    () => 'There is no rule. The browser may ask once whether a page may talk to programs on this computer.',
    'If you use a smartcard, answer “Allow”.',
  ),
  PORTS_FREE: say(() => 'There is a free port for the browser to come back to, and it takes calls.'),
  PORTS_LISTED_FREE: say(({ port }) => `A port for the browser to come back to is free, and takes calls (${port}).`),
  PORTS_RESERVED: say(
    ({ port }) => `The settings name port ${port}, which NHS smartcard software needs.`,
    'Ask for another port in the settings.',
  ),
  PORTS_NOT_CALLABLE: say(
    ({ port, error }) => `Port ${port} of this computer is open, but calls to it are blocked (${error}).`,
    'Ask for security software to leave calls to 127.0.0.1 alone.',
  ),
  PORTS_SOME_TAKEN: say(
    ({ port, actual }) => `Of the ports ${port} some are taken by another program; ${actual} is free.`,
    'Log-in works. Ask for more ports in the settings if it sometimes does not.',
  ),
  PORTS_NONE_FREE: say(
    ({ port }) => `No port is free for the browser to come back to${port === '' ? '' : ` (${port})`}.`,
    'Close other programs or restart the computer. Then ask for other ports in the settings.',
  ),
  KEYCHAIN_GOOD: say(() => 'We wrote an entry, read it and deleted it again.'),
  KEYCHAIN_NOT_NEEDED: say(() => 'A shared computer never keeps a session, so it is not used.'),
  KEYCHAIN_OTHER_VALUE: say(
    () => 'It did not give back what we had written.',
    'Log-in works, but you have to log in again each time that CIS2 Desktop starts.',
  ),
  KEYCHAIN_NOT_DELETED: say(
    () => 'It did not say that our entry was deleted.',
    'The entry is called “connection check” and holds no secret.',
  ),
  KEYCHAIN_SLOW: say(
    () => 'It did not answer in time.',
    'Log-in works, but you may have to log in again each time that CIS2 Desktop starts.',
  ),
  KEYCHAIN_LOCKED: say(
    () => 'It is locked.',
    'Unlock it, or log in to the computer again. Until then you have to log in again each time that CIS2 Desktop starts.',
  ),
  KEYCHAIN_UNAVAILABLE: say(
    () => 'This computer has none that we can use.',
    'Log-in works, but you have to log in again each time that CIS2 Desktop starts.',
  ),
  SMARTCARD_NOT_HERE: say(() => 'It is for Windows. On this system, log in another way.'),
  SMARTCARD_OTHER_MAKER: say(
    ({ source }) => `Smartcard software of ${source} is running. NHS England does not support it.`,
    'If your smartcard does not work, your local IT service desk is the one to ask.',
  ),
  SMARTCARD_READY: say(({ port }) => `Something answers on port ${port}, which is NHS Credential Management’s.`),
  SMARTCARD_NOT_SEEN: say(() => 'NHS Credential Management did not answer, and we cannot see whether it is running.'),
  SMARTCARD_NOT_LISTENING: say(
    ({ port }) => `NHS smartcard software is running, but does not answer on port ${port}.`,
    'Restart the computer. It is only needed for log-in with a smartcard.',
  ),
  SMARTCARD_NOT_RUNNING: say(
    () => 'We do not see NHS Credential Management running.',
    'It is only needed for log-in with a smartcard. After it was installed it starts with your next log-in to the computer.',
  ),
  DISK_GOOD: say(({ megabytes }) => `There is room (${megabytes} MB), and we can write.`),
  DISK_FULL: say(
    ({ megabytes }) => `Only ${megabytes} MB are left.`,
    'Make room. Without it CIS2 Desktop cannot record what you do, and does not let you do it.',
  ),
  DISK_NOT_WRITABLE: say(
    ({ error }) => `CIS2 Desktop cannot write into its own folder (${error}).`,
    'Ask for the access rights of the folder and the space on the disk to be looked at.',
  ),
  NO_PROVIDER: say(() => 'Without settings nobody knows which log-in service to ask.'),
  TIMED_OUT: say(({ seconds }) => `This took longer than ${seconds} seconds, so we stopped waiting.`, 'Try again.'),
  CHECK_BROKE: say(({ error }) => `This check itself failed (${error}).`, 'Try again, and send the support bundle.'),
};
