import * as v from 'valibot';
import { policyKeys, wholeSections, type PolicyKey } from './keys.ts';
import { firstFault } from './load.ts';
import { policyFile } from './schema.ts';
import { sectionOf } from './shape.ts';
import type { Reading } from './source.ts';

export type Found = Extract<Reading, { kind: 'read' }>;
export type WholeSection = (typeof wholeSections)[number];

export interface Fault {
  /** From the top. */
  readonly key: string;
  readonly why: string;
}

/** What a source says at a key. `fault`: what could not be taken for a value; `noGroup`: there cannot be one, in what stands there. */
export type Said =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'value'; readonly value: unknown }
  | ({ readonly kind: 'fault' | 'noGroup' } & Fault);

/** The keys that are taken one by one. The profile first: the defaults of others hang on it. */
export const singleKeys = policyKeys
  .filter(({ key }) => !wholeSections.some((section) => isWithin(key, section)))
  .toSorted((a, b) => Number(b.key === 'session.profile') - Number(a.key === 'session.profile'));

export function keysOf(section: WholeSection): readonly PolicyKey[] {
  return policyKeys.filter(({ key }) => isWithin(key, section));
}

/** Of one key, or of a section that is taken whole. */
export function saidAt({ values, faults }: Pick<Found, 'values' | 'faults'>, slot: string): Said {
  const fault = faults?.find(({ key }) => isWithin(key, slot));
  if (fault) return { kind: 'fault', ...fault };
  let place: unknown = values;
  let path = '';
  for (const name of slot.split('.')) {
    if (!isPlain(place)) return { kind: 'noGroup', key: slot, why: `${path} is no group of keys` };
    if (!Object.hasOwn(place, name) || place[name] === undefined) return { kind: 'nothing' };
    place = place[name];
    path = path === '' ? name : `${path}.${name}`;
  }
  return { kind: 'value', value: place };
}

/** @returns what is wrong with a value by itself; `undefined`: nothing */
export function wrongWithValue({ key, schema }: PolicyKey, value: unknown): Fault | undefined {
  const parsed = v.safeParse(schema, value);
  return parsed.success ? undefined : { key, why: firstFault(parsed.issues).fault.slice(0, 300) };
}

/** The same of a whole section. What this version does not know is passed over. */
export function wrongWithSection(section: WholeSection, given: unknown): Fault | undefined {
  const schema = sectionOf(policyFile, section);
  const keys = keysOf(section);
  const parsed = schema && v.safeParse(schema, isLeaf(keys, section) ? given : onlyKnown(given, keys, section));
  if (parsed?.success) return undefined;
  const { key, fault } = firstFault(parsed?.issues ?? []);
  return { key: key === '(top level)' ? section : `${section}.${key}`, why: fault.slice(0, 300) };
}

export function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isWithin(key: string, section: string): boolean {
  return key === section || key.startsWith(`${section}.`);
}

function isLeaf(keys: readonly PolicyKey[], section: string): boolean {
  return keys.some(({ key }) => key === section);
}

function onlyKnown(value: unknown, keys: readonly PolicyKey[], section: string): unknown {
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).filter(([name]) => keys.some(({ key }) => key === `${section}.${name}`)),
  );
}
