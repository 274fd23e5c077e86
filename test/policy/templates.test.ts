import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import type { JsonSchema } from '../../build/scripts/policy-json-schema.ts';
import { policyTemplates } from '../../build/scripts/policy-templates.ts';
import { samplePolicy } from '../../build/scripts/policy-sample.ts';
import { policyKeys } from '../../main/policy/keys.ts';
import { checkPolicy } from '../../main/policy/load.ts';
import { mergePolicy } from '../../main/policy/merge.ts';
import { parseRegistry, registryType } from '../../main/policy/sources/registry-output.ts';
import { elementsOf, type Element } from './xml.ts';

/** Issue 7 line 1: one schema is the only source; all else is made from it. No editor of group policy has opened these yet. */
const made = await policyTemplates();
const text = (name: string) => made.get(name) ?? '';

describe('issue 7 line 1: what is made from the schema', () => {
  test.each([...made.keys()])('%s is what `npm run policy:generate` writes', (name) => {
    expect(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')).toBe(text(name));
  });

  test('a description for each key, that does not say the same as another’s', () => {
    const all = policyKeys.map(({ description }) => description);
    expect(new Set(all).size).toBe(all.length);
    for (const { key, critical } of policyKeys) {
      expect(critical, key).toBe(key.startsWith('provider.') || key === 'session.profile');
    }
  });
});

describe('issue 7 line 1: the JSON Schema says what the app does', () => {
  const schema = JSON.parse(text('build/policy/policy.schema.json')) as JsonSchema;
  const at = (key: string) =>
    key
      .split('.')
      .reduce<JsonSchema>(
        (place, name) => (place['properties'] as Record<string, JsonSchema>)[name] ?? { type: 'none' },
        schema,
      );

  test.each(policyKeys.map((key) => [key.key, key] as const))('%s: the same type, and the same edges', (name, key) => {
    const said = at(name);
    const takes = (value: unknown) => v.safeParse(key.schema, value).success;
    switch (said.type) {
      case 'integer':
      case 'number': {
        const { minimum, maximum } = said;
        if (typeof minimum !== 'number' || typeof maximum !== 'number') throw new Error(`${name} has no range`);
        expect([takes(minimum), takes(maximum), takes(minimum - 1), takes(maximum + 1)]).toEqual([
          true,
          true,
          false,
          false,
        ]);
        expect(takes(minimum + 0.5)).toBe(said.type === 'number');
        break;
      }
      case 'boolean':
        expect([takes(true), takes(false), takes(1)]).toEqual([true, true, false]);
        break;
      case 'array':
        expect([takes({}), takes('x')]).toEqual([false, false]);
        expect(takes([])).toBe(said['minItems'] === undefined && name !== 'provider.scopes');
        break;
      case 'string': {
        const options = said['enum'];
        if (Array.isArray(options)) for (const option of options) expect(takes(option), String(option)).toBe(true);
        expect(takes('no such \n value'.repeat(900))).toBe(false);
        expect(takes(5)).toBe(false);
        const { maxLength } = said;
        if (typeof maxLength === 'number' && said['format'] === undefined) {
          expect([takes('x'.repeat(maxLength)), takes('x'.repeat(maxLength + 1))]).toEqual([true, false]);
        }
        break;
      }
      default:
        throw new Error(`${name} is ${said.type}`);
    }
    if (said['default'] !== undefined) expect(takes(said['default'])).toBe(true);
  });

  test('the sample is a policy that the app takes whole, and nothing of it is refused', () => {
    expect(checkPolicy(JSON.parse(text('build/policy/policy.sample.json')), true)).toMatchObject({ ok: true });
    const reading = { kind: 'read', source: 'sample', level: 'machine', values: samplePolicy } as const;
    expect(mergePolicy([reading], { packaged: true })).toMatchObject({ loaded: { ok: true }, refused: [] });
  });
});

describe('issue 7 line 1: ADMX and ADML are well-formed, and each refers to what is there', () => {
  const admx = elementsOf(text('build/policy/CIS2Desktop.admx'));
  const adml = elementsOf(text('build/policy/en-GB/CIS2Desktop.adml'));
  const named = (all: readonly Element[], name: string) => all.filter((one) => one.name === name);
  const of = (all: readonly Element[], attribute: string) => all.map(({ attributes }) => attributes[attribute] ?? '');
  const references = (kind: string) =>
    admx.flatMap(({ attributes }) =>
      Object.values(attributes).flatMap((value) => new RegExp(`^\\$\\(${kind}\\.(.+)\\)$`).exec(value)?.[1] ?? []),
    );
  const policies = named(admx, 'policy');

  test('every string and presentation that is named is there, once, and none is there for nothing', () => {
    const strings = of(named(adml, 'string'), 'id');
    expect(new Set(strings).size).toBe(strings.length);
    expect(new Set(references('string'))).toEqual(new Set(strings));
    const presentations = of(named(adml, 'presentation'), 'id');
    expect(references('presentation').toSorted()).toEqual(presentations.toSorted());
    for (const string of named(adml, 'string')) expect(string.text.trim()).not.toBe('');
  });

  test('every category and every supportedOn is there', () => {
    const categories = of(named(admx, 'category'), 'name');
    expect(categories.length).toBeGreaterThan(5);
    for (const ref of of(named(admx, 'parentCategory'), 'ref')) expect(categories).toContain(ref);
    const definitions = of(named(admx, 'definition'), 'name');
    const supported = of(
      named(admx, 'supportedOn').filter(({ attributes }) => 'ref' in attributes),
      'ref',
    );
    expect(supported.length).toBe(policies.length);
    for (const ref of supported) expect(definitions).toContain(ref);
  });

  test('every control refers to an element of its policy', () => {
    const elements = ['text', 'decimal', 'enum', 'multiText'].flatMap((name) =>
      named(admx, name).filter(({ attributes }) => 'id' in attributes),
    );
    const controls = ['textBox', 'decimalTextBox', 'dropdownList', 'multiTextBox'].flatMap((name) => named(adml, name));
    expect(of(controls, 'refId').toSorted()).toEqual(of(elements, 'id').toSorted());
  });

  test('ids are of the letters that an id may have', () => {
    for (const id of [...of(policies, 'name'), ...of(named(adml, 'string'), 'id')]) expect(id).toMatch(/^\w+$/);
  });

  test('each key of policy but the file of actions, where the app reads it and as the type that it takes', () => {
    const places = policies.map(({ attributes, children }) => {
      const element = children.find(({ name }) => name === 'elements')?.children[0];
      const value = attributes['valueName'] ?? element?.attributes['valueName'] ?? '';
      const type = { text: 'REG_SZ', enum: 'REG_SZ', multiText: 'REG_MULTI_SZ' }[element?.name ?? ''] ?? 'REG_DWORD';
      return `${attributes['key']}\\${value} ${type} ${attributes['class']}`;
    });
    const expected = policyKeys
      .filter(({ key }) => key !== 'actions')
      .map(({ key, shape, user }) => {
        const place = ['SOFTWARE\\Policies\\CIS2 Desktop', ...key.split('.')].join('\\');
        return `${place} ${registryType(shape)} ${user === undefined ? 'Machine' : 'Both'}`;
      });
    expect(places).toEqual(expected);
  });

  test('the longest that the form lets through, and its ranges, are the app’s', () => {
    for (const { attributes } of named(admx, 'decimal').filter((one) => 'id' in one.attributes)) {
      const key = policyKeys.find((one) => one.key.replaceAll('.', '_') === attributes['id']);
      if (key?.shape.kind !== 'number') throw new Error(`${attributes['id']} is no number`);
      expect([attributes['minValue'], attributes['maxValue']]).toEqual([String(key.shape.min), String(key.shape.max)]);
    }
  });

  test('what group policy would write, the app reads', () => {
    const output = `HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\CIS2 Desktop\\session\r\n    idleMinutes    REG_DWORD    0xa\r\n    profile    REG_SZ    personal\r\n`;
    expect(parseRegistry(output, 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\CIS2 Desktop')).toMatchObject({
      values: { session: { idleMinutes: 10, profile: 'personal' } },
      faults: [],
    });
  });
});

test('issue 7 line 1: the profile for macOS is well-formed, is for the app’s own domain, and holds the sample', () => {
  const [plist] = elementsOf(text('build/policy/cis2-desktop.mobileconfig')).filter(({ name }) => name === 'plist');
  const profile = valueOf(plist?.children[0]) as { PayloadContent: readonly Record<string, unknown>[] };
  const [payload] = profile.PayloadContent;
  expect(payload).toMatchObject({ PayloadType: 'uk.cis2desktop.app', ...samplePolicy });
  expect(readFileSync(new URL('../../electron-builder.yml', import.meta.url), 'utf8')).toMatch(
    /^appId: uk\.cis2desktop\.app\b/m,
  );
});

function valueOf(element: Element | undefined): unknown {
  switch (element?.name) {
    case 'true':
    case 'false':
      return element.name === 'true';
    case 'integer':
      return Number(element.text);
    case 'string':
      return element.text;
    case 'array':
      return element.children.map(valueOf);
    case 'dict': {
      const names = element.children.filter((_one, index) => index % 2 === 0);
      return Object.fromEntries(names.map((name, index) => [name.text, valueOf(element.children[index * 2 + 1])]));
    }
    default:
      throw new Error(`a property list has no ${element?.name}`);
  }
}

describe('the reader of XML that these tests use sees what is not well-formed', () => {
  test.each(['<a>', '<a></b>', '<a b></a>', '<a b="1" b="2"/>', '<a>&nbsp;</a>', '<a/><b/>', 'text', '<a b="<"/>'])(
    '%s',
    (bad) => {
      expect(() => elementsOf(bad)).toThrow();
    },
  );
});
