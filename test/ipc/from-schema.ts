import fc from 'fast-check';
import type * as v from 'valibot';

/** The parts of valibot's schemas that the contract uses, as one loose shape to walk. */
interface Walked {
  readonly type: string;
  readonly entries?: Readonly<Record<string, v.GenericSchema>>;
  readonly options?: readonly unknown[];
  readonly literal?: unknown;
  readonly wrapped?: v.GenericSchema;
  readonly item?: v.GenericSchema;
  readonly key?: v.GenericSchema;
  readonly value?: v.GenericSchema;
  readonly pipe?: ReadonlyArray<{ readonly type: string; readonly requirement?: unknown }>;
}

function bound({ pipe = [] }: Walked, type: string): number | undefined {
  const requirement = pipe.find((step) => step.type === type)?.requirement;
  return typeof requirement === 'number' ? requirement : undefined;
}

const hasStep = ({ pipe = [] }: Walked, type: string) => pipe.some((step) => step.type === type);

function patternOf({ pipe = [] }: Walked): RegExp | undefined {
  const requirement = pipe.find(({ type }) => type === 'regex')?.requirement;
  return requirement instanceof RegExp ? requirement : undefined;
}

/** Generates what a schema of the contract accepts. A kind of schema that it does not know fails the test that uses it. */
export function validFor(schema: v.GenericSchema): fc.Arbitrary<unknown> {
  const walked = schema as unknown as Walked;
  switch (walked.type) {
    case 'undefined':
      return fc.constant(undefined);
    case 'string': {
      const pattern = patternOf(walked);
      if (pattern) return fc.stringMatching(pattern);
      return fc.string({ minLength: bound(walked, 'min_length') ?? 0, maxLength: bound(walked, 'max_length') ?? 20 });
    }
    case 'number':
      if (hasStep(walked, 'integer')) {
        const [min, max] = [bound(walked, 'min_value') ?? -1000, bound(walked, 'max_value') ?? 1000];
        return fc.integer({ min, max });
      }
      return fc.double({ noNaN: true, noDefaultInfinity: hasStep(walked, 'finite') });
    case 'boolean':
      return fc.boolean();
    case 'literal':
      return fc.constant(walked.literal);
    case 'picklist':
      return fc.constantFrom(...(walked.options ?? []));
    case 'nullable':
      return fc.option(validFor(walked.wrapped as v.GenericSchema), { nil: null });
    case 'array':
      return fc.array(validFor(walked.item as v.GenericSchema), { maxLength: 3 });
    case 'record':
      // Only those keys that valibot keeps: it drops what would reach a prototype.
      return fc.dictionary(
        validFor(walked.key as v.GenericSchema).filter(
          (key) => key !== 'prototype' && !((key as string) in Object.prototype),
        ) as fc.Arbitrary<string>,
        validFor(walked.value as v.GenericSchema),
        { maxKeys: 3, noNullPrototype: true },
      );
    case 'union':
    case 'variant':
      return fc.oneof(...(walked.options ?? []).map((option) => validFor(option as v.GenericSchema)));
    case 'strict_object': {
      const entries = Object.entries(walked.entries ?? {});
      const isOptional = (entry: v.GenericSchema) => entry.type === 'exact_optional';
      return fc.record(Object.fromEntries(entries.map(([name, entry]) => [name, validFor(entry)])), {
        noNullPrototype: true,
        requiredKeys: entries.filter(([, entry]) => !isOptional(entry)).map(([name]) => name),
      });
    }
    case 'optional':
    case 'exact_optional':
      return validFor(walked.wrapped as v.GenericSchema);
    default:
      throw new Error(`no generator for ${walked.type}`);
  }
}

/** Every copy of `value` with one more key in one of its objects. */
export function withOneMoreKey(value: unknown, key: string, secret: string): readonly unknown[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      withOneMoreKey(item, key, secret).map((changed) => value.with(index, changed) as unknown[]),
    );
  }
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.entries(value).flatMap(([name, part]) =>
    withOneMoreKey(part, key, secret).map((changed) => ({ ...value, [name]: changed })),
  );
  return [{ ...value, [key]: secret }, ...inner];
}
