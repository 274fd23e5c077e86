import type * as v from 'valibot';

/** What a single value may be, as the schema says it: what templates, pages and the registry's types are made of. */
export type Shape =
  | {
      readonly kind: 'text';
      readonly minLength?: number;
      readonly maxLength?: number;
      readonly pattern?: string;
      readonly url?: true;
    }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'number'; readonly integer: boolean; readonly min?: number; readonly max?: number }
  | { readonly kind: 'switch' }
  | { readonly kind: 'list'; readonly item: Shape; readonly minItems?: number }
  /** A list of objects, which no registry and no form can hold: the catalogue of actions. */
  | { readonly kind: 'catalogue' };

/** A value that stands for itself: not an object with keys of its own. */
export interface Leaf {
  /** From the top, with dots. */
  readonly key: string;
  readonly schema: v.GenericSchema;
  readonly shape: Shape;
  /** Whether its section does not hold without it. */
  readonly required: boolean;
  /** `undefined`: none, or one that hangs on other keys (`defaults.ts`). */
  readonly default: unknown;
}

/** Every value of a schema, in the order in which the schema has them. */
export function leavesOf(schema: v.GenericSchema, key = ''): readonly Leaf[] {
  const { inner, required, fallback } = unwrap(schema);
  const entries = entriesOf(inner);
  if (entries) return entries.flatMap(([name, entry]) => leavesOf(entry, key === '' ? name : `${key}.${name}`));
  return [{ key, schema: inner, shape: shapeOf(inner), required, default: fallback }];
}

/** The schema of a section (`provider`), without what makes it optional. */
export function sectionOf(schema: v.GenericSchema, name: string): v.GenericSchema | undefined {
  const found = entriesOf(schema)?.find(([entry]) => entry === name)?.[1];
  return found && unwrap(found).inner;
}

interface Unwrapped {
  readonly inner: v.GenericSchema;
  readonly required: boolean;
  readonly fallback: unknown;
}

function unwrap(schema: v.GenericSchema): Unwrapped {
  let inner = schema;
  let required = true;
  let fallback: unknown;
  while ('wrapped' in inner && isSchema(inner.wrapped)) {
    if (inner.type !== 'nullable') required = false;
    if ('default' in inner && inner.default !== undefined) fallback = inner.default;
    inner = inner.wrapped;
  }
  return { inner, required, fallback };
}

function entriesOf(schema: v.GenericSchema): readonly (readonly [string, v.GenericSchema])[] | undefined {
  if (!('entries' in schema) || typeof schema.entries !== 'object' || schema.entries === null) return undefined;
  return Object.entries(schema.entries).filter((entry): entry is [string, v.GenericSchema] => isSchema(entry[1]));
}

/** A type that is not named here is a mistake of ours, found by the first test that loads the schema. */
function shapeOf(schema: v.GenericSchema): Shape {
  switch (schema.type) {
    case 'string': {
      const minLength = numberOf(schema, 'min_length');
      const maxLength = numberOf(schema, 'max_length');
      const pattern = requirementOf(schema, 'regex');
      return {
        kind: 'text',
        ...(minLength !== undefined && { minLength }),
        ...(maxLength !== undefined && { maxLength }),
        ...(pattern instanceof RegExp && { pattern: pattern.source }),
        ...(checksOf(schema).some(({ type }) => type === 'url') && { url: true }),
      };
    }
    case 'picklist':
      return { kind: 'choice', options: 'options' in schema && isTexts(schema.options) ? schema.options : [] };
    case 'number': {
      const min = numberOf(schema, 'min_value');
      const max = numberOf(schema, 'max_value');
      const integer = checksOf(schema).some(({ type }) => type === 'integer');
      return { kind: 'number', integer, ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
    }
    case 'boolean':
      return { kind: 'switch' };
    case 'array': {
      if (!('item' in schema) || !isSchema(schema.item)) break;
      if (entriesOf(schema.item)) return { kind: 'catalogue' };
      const minItems = numberOf(schema, 'min_length');
      return { kind: 'list', item: shapeOf(schema.item), ...(minItems !== undefined && { minItems }) };
    }
  }
  throw new Error(`the policy schema holds a ${schema.type}, which main/policy/shape.ts does not know`);
}

interface Check {
  readonly type: string;
  readonly requirement?: unknown;
}

function checksOf(schema: v.GenericSchema): readonly Check[] {
  return 'pipe' in schema && Array.isArray(schema.pipe) ? schema.pipe.filter(isCheck) : [];
}

function requirementOf(schema: v.GenericSchema, type: string): unknown {
  return checksOf(schema).find((check) => check.type === type)?.requirement;
}

function numberOf(schema: v.GenericSchema, type: string): number | undefined {
  const requirement = requirementOf(schema, type);
  return typeof requirement === 'number' ? requirement : undefined;
}

function isCheck(value: unknown): value is Check {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isSchema(value: unknown): value is v.GenericSchema {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'schema';
}
