import type { FailureCode } from '../../preload/failures.ts';

/** The outcome of reading claims: the value, or why it cannot be used. `detail` names claims, never their values. */
export type Reading<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly code: FailureCode; readonly detail: string };

export function refused(code: FailureCode, detail: string): { ok: false; code: FailureCode; detail: string } {
  return { ok: false, code, detail };
}

export type Claims = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Claims {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** CIS2 sends levels as strings, some gateways as numbers; anything else is no level. */
export function levelOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 && value <= 9 ? value : undefined;
  return typeof value === 'string' && /^[0-9]$/.test(value) ? Number(value) : undefined;
}

/** One CIS2 supplier meets each `nhsid_*` list as an array, as one bare object, or not at all (`cis2.md` section 2.5). */
export function listOf(value: unknown): readonly Claims[] {
  if (Array.isArray(value)) return value.filter(isObject);
  return isObject(value) ? [value] : [];
}
