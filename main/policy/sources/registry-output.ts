import { policyKeys, type PolicyKey } from '../keys.ts';
import type { Shape } from '../shape.ts';

/** What `reg.exe query KEY /s` printed, as the policy it stands for; a line that makes no sense makes the whole unreadable. */
export type RegistryPolicy =
  | {
      readonly kind: 'values';
      readonly values: Readonly<Record<string, unknown>>;
      readonly faults: readonly { readonly key: string; readonly why: string }[];
    }
  | { readonly kind: 'nonsense'; readonly why: string };

interface Value {
  readonly key: string;
  readonly type: string;
  readonly data: string;
}

/**
 * A section of policy is a key of the registry below ours, a value is a value. Names are matched without regard to case, as
 * the registry does. `reg.exe` writes in the console's code page, so what is not ASCII cannot be told: it is refused, and
 * `\u0175` may be written for it in words for people.
 */
export function parseRegistry(output: string, root: string): RegistryPolicy {
  const lines = output.split(/\r?\n/);
  const values: Record<string, unknown> = {};
  const faults: { key: string; why: string }[] = [];
  let path: readonly string[] | undefined;
  let last: string | undefined;
  for (const line of lines) {
    if (line === '') continue;
    if (/^HKEY_/i.test(line)) {
      path = pathBelow(line, root);
      last = undefined;
      if (!path) return { kind: 'nonsense', why: 'reg.exe told of another key' };
      continue;
    }
    const value = path && valueIn(line, path);
    if (value) {
      last = value.key;
      const told = coerce(value);
      if ('why' in told) faults.push({ key: value.key, why: told.why });
      else put(values, value.key, told.value);
    } else if (last !== undefined) {
      faults.push({ key: last, why: 'it holds a line break' });
    } else {
      return { kind: 'nonsense', why: 'reg.exe wrote a line that makes no sense' };
    }
  }
  return { kind: 'values', values, faults };
}

function pathBelow(line: string, root: string): readonly string[] | undefined {
  const [given, ours] = [line.trim().toLowerCase(), root.toLowerCase()];
  if (given === ours) return [];
  return given.startsWith(`${ours}\\`)
    ? line
        .trim()
        .slice(root.length + 1)
        .split('\\')
    : undefined;
}

function valueIn(line: string, path: readonly string[]): Value | undefined {
  const raw = rawIn(line);
  return raw && { key: canonical([...path, raw.name].join('.')), type: raw.type, data: raw.data };
}

function rawIn(line: string): Omit<RegistryValue, 'path'> | undefined {
  const [, name, type, data = ''] = /^ {4}(\S.*?) {4}(REG_[A-Z_]+)(?: {4}(.*))?$/.exec(line) ?? [];
  return name === undefined || type === undefined ? undefined : { name, type, data };
}

/** A value as `reg.exe` printed it. `path`: the keys from the one that was asked for. */
export interface RegistryValue {
  readonly path: readonly string[];
  readonly name: string;
  readonly type: string;
  readonly data: string;
}

/** Every value that `reg.exe query KEY /s` printed of somebody else's key; what makes no sense is passed over. */
export function registryValues(output: string, root: string): readonly RegistryValue[] {
  const values: RegistryValue[] = [];
  let path: readonly string[] | undefined;
  for (const line of output.split(/\r?\n/)) {
    if (/^HKEY_/i.test(line)) path = pathBelow(line, root);
    const raw = path && rawIn(line);
    if (path && raw) values.push({ path, ...raw });
  }
  return values;
}

function canonical(key: string): string {
  const known = policyKeys.find((one) => one.key.toLowerCase() === key.toLowerCase());
  return known?.key ?? key;
}

type Told = { readonly value: unknown } | { readonly why: string };

function coerce({ key, type, data }: Value): Told {
  const known = policyKeys.find((one) => one.key === key);
  if (!known) return { value: data }; // the merge says that nobody knows it
  const expected = registryType(known.shape);
  if (expected === undefined) return { why: 'it cannot stand in the registry' };
  if (type !== expected) return { why: `expected ${expected}, and it is ${type}` };
  // oxlint-disable-next-line no-control-regex -- what is looked for is what lies outside of ASCII
  if (/[^\x00-\x7f]/.test(data)) return { why: 'it holds letters that are not ASCII: write them as \\u0175' };
  switch (known.shape.kind) {
    case 'text':
      return { value: isForPeople(known) ? unescaped(data) : data };
    case 'choice':
      return { value: data };
    case 'number':
      return { value: Number.parseInt(data, 16) };
    case 'switch':
      return /^0x[01]$/i.test(data) ? { value: data.endsWith('1') } : { why: 'expected 0 or 1' };
    case 'list':
      return listOf(data, known.shape.item);
    case 'catalogue':
      return { why: 'it cannot stand in the registry' };
  }
}

/** The type that a value has in the registry; a list of objects has none. */
export function registryType(shape: Shape): 'REG_SZ' | 'REG_DWORD' | 'REG_MULTI_SZ' | undefined {
  switch (shape.kind) {
    case 'text':
    case 'choice':
      return 'REG_SZ';
    case 'number':
    case 'switch':
      return 'REG_DWORD';
    case 'list':
      return 'REG_MULTI_SZ';
    case 'catalogue':
      return undefined;
  }
}

/** `reg.exe` puts the two characters `\0` between the lines. */
function listOf(data: string, item: Shape): Told {
  const items = data.split('\\0').filter((one) => one !== '');
  if (item.kind !== 'number') return { value: items };
  return items.every((one) => /^\d{1,9}$/.test(one)) ? { value: items.map(Number) } : { why: 'expected numbers' };
}

function isForPeople({ key }: PolicyKey): boolean {
  return key === 'environment' || (key.startsWith('support.') && key !== 'support.smartcardUnlockUrl');
}

function unescaped(text: string): string {
  return text.replaceAll(/\\u([0-9a-f]{4})/gi, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function put(values: Record<string, unknown>, key: string, value: unknown): void {
  const names = key.split('.');
  const last = names.pop() ?? key;
  let place = values;
  for (const name of names) {
    const next: unknown = Object.hasOwn(place, name) ? place[name] : undefined;
    const inner = typeof next === 'object' && next !== null ? (next as Record<string, unknown>) : {};
    place[name] = inner;
    place = inner;
  }
  place[last] = value;
}
