/**
 * Chromium cannot open an address of a scheme that it does not know, so `app://host/path` travels as
 * `https://app.host-electron-stand-in.invalid/path` (a secure context with an origin of its own, never resolvable) and is
 * mapped back wherever the main process sees an address. The host stands in the part that makes a site, because two hosts
 * of a scheme are two sites, with a renderer process each.
 */
import type { Privileges } from 'electron';

const domain = '-electron-stand-in.invalid';
const wireAddress = /^https:\/\/([a-z][a-z0-9+-]*)\.([^/?#:]*)-electron-stand-in\.invalid(?=[/?#:]|$)(.*)$/i;

/** What a headed window holds before its first page: Chromium opens no window without browser controls on `about:blank`. */
export const bareAddress = 'data:,';

/** Schemes that `protocol.registerSchemesAsPrivileged` named. */
export const privilegedSchemes = new Map<string, Privileges>();

/** An address as Chromium knows it. */
export function toWire(address: string): string {
  const [, scheme = '', host = '', rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(address) ?? [];
  if (!privilegedSchemes.has(scheme.toLowerCase())) return address;
  return `https://${scheme.toLowerCase()}.${host.toLowerCase() || 'host'}${domain}${rest || '/'}`;
}

/** An address as the main process knows it. */
export function fromWire(address: string): string {
  const [, scheme, host, rest] = wireAddress.exec(address) ?? [];
  return host === undefined || scheme === undefined ? address : `${scheme}://${host}${rest ?? ''}`;
}

/** The app's scheme behind an address that Chromium knows, or `undefined` for an address of the real network. */
export function schemeOfWire(address: string): string | undefined {
  return wireAddress.exec(address)?.[1];
}

/** A response header with its addresses (sources of a content security policy, Location) as Chromium knows them. */
export function headerToWire(value: string): string {
  let mapped = value;
  for (const scheme of privilegedSchemes.keys()) {
    mapped = mapped.replace(
      new RegExp(`\\b${scheme}://([A-Za-z0-9.-]+)`, 'g'),
      (_, host: string) => `https://${scheme}.${host.toLowerCase()}${domain}`,
    );
  }
  return mapped;
}

/** The origin that Electron gives an address; Node calls that of an unknown scheme `null`. */
export function originOf(address: string): string {
  if (!URL.canParse(address)) return 'null';
  const url = new URL(address);
  if (url.origin !== 'null') return url.origin;
  return privilegedSchemes.get(url.protocol.slice(0, -1))?.standard ? `${url.protocol}//${url.host}` : 'null';
}
