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
  readonly value?: v.GenericSchema;
  readonly pipe?: ReadonlyArray<{ readonly type: string; readonly requirement?: unknown }>;
}

function bound({ pipe = [] }: Walked, type: string): number | undefined {
  const requirement = pipe.find((step) => step.type === type)?.requirement;
  return typeof requirement === 'number' ? requirement : undefined;
}

/** Generates what a schema of the contract accepts. A kind of schema that it does not know fails the test that uses it. */
export function validFor(schema: v.GenericSchema): fc.Arbitrary<unknown> {
  const walked = schema as unknown as Walked;
  switch (walked.type) {
    case 'undefined':
      return fc.constant(undefined);
    case 'string':
      return fc.string({ minLength: bound(walked, 'min_length') ?? 0, maxLength: bound(walked, 'max_length') ?? 20 });
    case 'number':
      return fc.double({ noNaN: true });
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
      return fc.dictionary(fc.constantFrom('en', 'cy'), validFor(walked.value as v.GenericSchema), {
        noNullPrototype: true,
      });
    case 'variant':
      return fc.oneof(...(walked.options ?? []).map((option) => validFor(option as v.GenericSchema)));
    case 'strict_object': {
      const entries = Object.entries(walked.entries ?? {}).map(([name, entry]) => [name, validFor(entry)] as const);
      return fc.record(Object.fromEntries(entries), { noNullPrototype: true });
    }
    default:
      throw new Error(`no generator for ${walked.type}`);
  }
}

/** Every copy of `value` with one more key in one of its objects; the open-keyed `label` is left alone. */
export function withOneMoreKey(value: unknown, key: string, secret: string): readonly unknown[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      withOneMoreKey(item, key, secret).map((changed) => value.with(index, changed) as unknown[]),
    );
  }
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.entries(value).flatMap(([name, part]) =>
    name === 'label' ? [] : withOneMoreKey(part, key, secret).map((changed) => ({ ...value, [name]: changed })),
  );
  return [{ ...value, [key]: secret }, ...inner];
}
