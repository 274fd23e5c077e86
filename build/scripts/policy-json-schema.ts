import { policyKeys, type PolicyKey } from '../../main/policy/keys.ts';
import type { Shape } from '../../main/policy/shape.ts';

/** A schema of JSON Schema, draft 2020-12, as far as policy needs it. */
export interface JsonSchema {
  readonly type: string;
  readonly description?: string;
  readonly [keyword: string]: unknown;
}

interface Group extends JsonSchema {
  readonly properties: Record<string, JsonSchema>;
  readonly required: string[];
}

/** For an editor that an administrator writes a policy file with. What the catalogue of actions may hold is in docs/actions.md. */
export function policyJsonSchema(): JsonSchema {
  const top = group();
  for (const key of policyKeys) {
    const names = key.key.split('.');
    const last = names.pop() ?? key.key;
    let place = top;
    for (const name of names) {
      const found = place.properties[name];
      const inner = found && isGroup(found) ? found : group();
      place.properties[name] = inner;
      place = inner;
    }
    place.properties[last] = schemaOf(key);
    if (key.required) place.required.push(last);
  }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'CIS2 Desktop policy',
    description: 'Written by `npm run policy:generate` from main/policy; do not edit.',
    ...top,
  };
}

function group(): Group {
  return { type: 'object', additionalProperties: false, properties: {}, required: [] };
}

function isGroup(schema: JsonSchema): schema is Group {
  return 'properties' in schema;
}

function schemaOf({ shape, description, default: own }: PolicyKey): JsonSchema {
  const isNullDefault = own === null || own === undefined;
  return { ...typeOf(shape), description, ...(!isNullDefault && { default: own }) };
}

function typeOf(shape: Shape): JsonSchema {
  switch (shape.kind) {
    case 'text': {
      const { minLength, maxLength, pattern, url } = shape;
      return {
        type: 'string',
        ...(minLength !== undefined && { minLength }),
        ...(maxLength !== undefined && { maxLength }),
        ...(pattern !== undefined && { pattern }),
        ...(url && { format: 'uri' }),
      };
    }
    case 'choice':
      return { type: 'string', enum: shape.options };
    case 'number': {
      const { integer, min, max } = shape;
      return {
        type: integer ? 'integer' : 'number',
        ...(min !== undefined && { minimum: min }),
        ...(max !== undefined && { maximum: max }),
      };
    }
    case 'switch':
      return { type: 'boolean' };
    case 'list': {
      const { item, minItems } = shape;
      return { type: 'array', items: typeOf(item), ...(minItems !== undefined && { minItems }) };
    }
    case 'catalogue':
      return { type: 'array', items: { type: 'object' } };
  }
}
