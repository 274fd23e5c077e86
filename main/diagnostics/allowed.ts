import { constants } from 'node:os';
import type { FactName, Layer } from '../../preload/diagnostics.ts';
import { policyKeys } from './policy-keys.ts';

/**
 * What of a text may leave the computer in a support bundle (R23). Each question is an allow-list: it knows what it lets
 * through by its shape or by name, and everything else is left out, whatever it is.
 */
export const leftOut = '(left out)';

const errnos: ReadonlySet<string> = new Set([
  ...Object.keys(constants.errno),
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENODATA',
  'UNKNOWN',
]);

/** Codes of ours that are one word, as a name in capitals could be. */
const singleWords: ReadonlySet<string> = new Set(['QUIT', 'INTERNAL']);

/** `PROVIDER_UNREACHABLE`, `net::ERR_CERT_DATE_INVALID`, `ECONNREFUSED`, `TypeError`: words of programs. */
export function isCode(text: string): boolean {
  return (
    singleWords.has(text) ||
    /^[A-Z]{2,20}(_[A-Z]{1,20}){1,8}$/.test(text) ||
    /^net::ERR(_[A-Z]{1,20}\d?){1,8}$/.test(text) ||
    /^(Type|Range|Syntax|Reference|Abort|Timeout|)Error$/.test(text) ||
    errnos.has(text)
  );
}

/** Less than any number that stands for a person: an NHS number has 10 digits, a CIS2 user 12. */
export function isSmallNumber(text: string): boolean {
  return /^\d{1,6}$/.test(text);
}

export function isVersion(text: string): boolean {
  return /^\d{1,5}(\.\d{1,5}){1,3}$/.test(text) || /^TLSv1(\.\d)?$/.test(text);
}

/** Where settings come from, by the places that an administrator has; file names in them are anybody's. */
const places: readonly string[] = [
  'HKLM',
  'HKCU',
  '/etc/cis2-desktop',
  '/etc/opt/chrome/policies',
  '/etc/opt/edge/policies',
  '/etc/chromium/policies',
  '/Library/Managed Preferences',
  '/Library/Application Support',
  'Imprivata',
  'Isosec',
];

export function placeOf(source: string): string {
  return (
    places.find((place) => source === place || source.startsWith(`${place}/`) || source.startsWith(`${place}\\`)) ??
    '(another place)'
  );
}

const browsers = ['Chrome', 'Chromium', 'Edge', 'Firefox', 'Safari', 'Brave', 'Opera', 'Vivaldi'];

function browserOf(name: string): string {
  return browsers.find((browser) => new RegExp(`\\b${browser}\\b`, 'i').test(name)) ?? '(another browser)';
}

/** A domain as certificates hold it: small letters, short labels. */
const domain = /^(\*\.)?[a-z0-9-]{1,30}(\.[a-z0-9-]{1,30}){1,6}$/;

/** A name in a certificate, as its maker wrote it, word by word: none that is long enough to be a key, a code or a number. */
function certificateName(name: string): string {
  if (name.replace(/\D/g, '').length >= 10) return leftOut;
  return name
    .slice(0, 200)
    .split(/([\s,=]+)/)
    .map((word) => (/\d{7}/.test(word) || (word.length > 18 && !domain.test(word)) ? leftOut : word))
    .join('')
    .slice(0, 120);
}

const layers: Readonly<Record<Layer, true>> = {
  name: true,
  connection: true,
  proxy: true,
  certificate: true,
  time: true,
  offline: true,
  service: true,
  unknown: true,
};

const browserKeys = /^(Loopback|Local)Network(Access)?(Blocked|Allowed)ForUrls$|^BlockThirdPartyCookies$/;

/** A fact as the bundle tells it. */
export function factFor(name: FactName, value: string, knownHosts: ReadonlySet<string>): string {
  const kept = (is: boolean) => (is ? value : leftOut);
  switch (name) {
    case 'count':
    case 'days':
    case 'megabytes':
    case 'milliseconds':
    case 'seconds':
    case 'status':
      return kept(isSmallNumber(value) || (name === 'megabytes' && /^\d{1,9}$/.test(value)));
    case 'port':
      return kept(value.split(', ').every(isSmallNumber));
    case 'host':
      return kept(knownHosts.has(value));
    case 'error':
      return kept(isCode(value));
    case 'layer':
      return kept(Object.hasOwn(layers, value));
    case 'version':
      return kept(isVersion(value));
    case 'expected':
    case 'actual':
      return kept(isSmallNumber(value) || isVersion(value) || /^R?S256$/.test(value));
    case 'key':
      return kept(policyKeys.has(value) || browserKeys.test(value));
    case 'browser':
      return browserOf(value);
    case 'source':
      return placeOf(value);
    case 'proxy':
      return kept(
        /^[A-Z0-9]{2,8} [a-z][a-z0-9.-]{0,80}:\d{1,5}$/i.test(value) ||
          /^[A-Z0-9]{2,8} (\d{1,3}\.){3}\d{1,3}:\d{1,5}$/.test(value),
      );
    case 'certificate':
    case 'issuer':
      return certificateName(value);
    case 'path':
      return leftOut;
  }
}
