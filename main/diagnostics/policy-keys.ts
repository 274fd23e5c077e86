import type * as v from 'valibot';
import { policyFile } from '../policy/schema.ts';

interface Walked {
  readonly type: string;
  readonly entries?: Readonly<Record<string, v.GenericSchema>>;
  readonly wrapped?: v.GenericSchema;
  readonly options?: readonly unknown[];
}

const keys = new Set<string>();
const words = new Set<string>();
walk(policyFile, '');

/** Every key that the policy's schema has, dotted: `session.idleMinutes`. A text that is none of them may be anything. */
export const policyKeys: ReadonlySet<string> = keys;
/** Every word that the schema lets somebody choose from, such as `personal`. */
export const policyWords: ReadonlySet<string> = words;

function walk(schema: v.GenericSchema, key: string): void {
  const { type, entries, wrapped, options } = schema as unknown as Walked;
  if (key !== '') keys.add(key);
  if (wrapped) walk(wrapped, key);
  if (type === 'picklist') for (const option of options ?? []) words.add(String(option));
  for (const [name, inner] of Object.entries(entries ?? {})) walk(inner, key === '' ? name : `${key}.${name}`);
}
