import type { PolicyView } from '../../preload/policy-view.ts';
import { isSmallNumber, isVersion, placeOf } from './allowed.ts';
import { policyKeys, policyWords } from './policy-keys.ts';

/** Keys whose value is an address: its origin is told, and nothing that follows it. */
const addresses: ReadonlySet<string> = new Set([
  'provider.issuer',
  'provider.eventsUri',
  'apiOrigins',
  'support.smartcardUnlockUrl',
]);

/** The policy as it is in force. Switches, numbers and choices are told; texts that an organisation wrote are counted. */
export function policyFileOf({ entries, refused, managed }: PolicyView) {
  return {
    managed,
    values: entries
      .filter(({ key }) => policyKeys.has(key))
      .map(({ key, value, source, kind }) => ({
        key,
        value: told(key, value),
        source: source === null ? 'default' : placeOf(source),
        kind,
      })),
    unknownKeys: entries.filter(({ key }) => !policyKeys.has(key)).length,
    refused: refused.map(({ key, source }) => ({
      key: policyKeys.has(key) ? key : '(unknown key)',
      source: placeOf(source),
    })),
  };
}

function told(key: string, text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = text;
  }
  return shown(key, value);
}

function shown(key: string, value: unknown): unknown {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number')
    return isSmallNumber(String(value)) || !Number.isInteger(value) ? clipped(value) : '(number)';
  if (typeof value === 'string') return shownText(key, value);
  if (Array.isArray(value)) {
    if (value.some((item) => typeof item === 'object')) return `(${value.length} entries)`;
    const items = value.map((item: unknown) => shown(key, item));
    // A list of texts says no more than how many there are.
    return items.every((item) => typeof item === 'string' && item.startsWith('('))
      ? `(${items.length} entries)`
      : items;
  }
  if (typeof value !== 'object') return '(left out)';
  // A section that was taken whole: by its own keys.
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
      policyKeys.has(`${key}.${name}`) ? [[name, shown(`${key}.${name}`, inner)]] : [],
    ),
  );
}

/** `0.5` hours is a number; its digits beyond the second are not. */
function clipped(value: number): number {
  return Math.abs(value) < 1_000_000 ? Math.round(value * 100) / 100 : 0;
}

function shownText(key: string, value: string): string {
  if (policyWords.has(value) || isVersion(value)) return value;
  if (addresses.has(key)) {
    const parsed = URL.parse(value);
    if (parsed !== null && /^https?:$/.test(parsed.protocol)) return parsed.origin;
  }
  if (/^CommandOrControl\+(Alt|Shift)\+[A-Z]$/.test(value)) return value;
  return `(text, ${value.length} characters)`;
}
