import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkInput, summaryFields } from '../../main/policy/action-input.ts';
import type { InputProblem } from '../../preload/session-view.ts';
import { actionOf } from '../actions/intents.ts';

/** Issue 5 line 2: input is validated before anything else happens. All numbers are of the public sandbox's test range. */
const request = { method: 'GET', url: 'https://api.example/x' };
const of = (...fields: object[]) => actionOf(request, fields);
const problemOf = (field: object, value: string): InputProblem['fault'] | 'fine' => {
  const checked = checkInput(of({ name: 'it', ...field }), { it: value });
  return checked.ok ? 'fine' : (checked.problems[0]?.fault ?? 'fine');
};
const valueOf = (field: object, value: string) => {
  const checked = checkInput(of({ name: 'it', ...field }), { it: value });
  return checked.ok ? checked.input['it'] : undefined;
};

describe('issue 5 line 2: what was filled in', () => {
  test.each<[string, object, string, ReturnType<typeof problemOf>]>([
    ['nothing, where something is needed', {}, '', 'missing'],
    ['blanks, where something is needed', {}, ' \t\n', 'missing'],
    ['nothing, where nothing is needed', { required: false }, '', 'fine'],
    ['a line end in a line', {}, 'a\nb', 'malformed'],
    ['a line end of another kind', {}, 'a\u2028b', 'malformed'],
    ['a line end alone, where nothing is needed', { required: false }, '\n', 'malformed'],
    ['a control character', {}, 'a\u0000b', 'malformed'],
    ['a control character of the second set', {}, 'a\u009bb', 'malformed'],
    ['what turns the direction of text', {}, 'a\u202eb', 'malformed'],
    ['half a letter', {}, 'a\ud800', 'malformed'],
    ['a letter beyond the first plane', {}, 'a\u{1f44d}', 'fine'],
    ['lines in a long text', { kind: 'longText' }, 'a\n\nb', 'fine'],
    ['a tab in a long text', { kind: 'longText' }, 'a\tb', 'malformed'],
    ['a bell in a long text', { kind: 'longText' }, 'a\u0007b', 'malformed'],
    ['as many letters as may be', { maxLength: 3 }, '\u{1f44d}\u{1f44d}\u{1f44d}', 'fine'],
    ['one letter more', { maxLength: 3 }, 'abcd', 'tooLong'],
    ['one letter more in a long text', { kind: 'longText', maxLength: 3 }, 'ab\nd', 'tooLong'],
    ['letters that are fewer once composed', { maxLength: 1 }, 'e\u0301', 'fine'],
    ['an NHS number', { kind: 'nhsNumber' }, '9000000009', 'fine'],
    ['an NHS number in groups', { kind: 'nhsNumber' }, '900 000\u00a00009', 'fine'],
    ['an NHS number with check digit 0', { kind: 'nhsNumber' }, '9111231130', 'fine'],
    ['a wrong check digit', { kind: 'nhsNumber' }, '9000000008', 'malformed'],
    ['a number whose check digit would be 10', { kind: 'nhsNumber' }, '9000000010', 'malformed'],
    ['nine digits', { kind: 'nhsNumber' }, '900000000', 'malformed'],
    ['digits of another script', { kind: 'nhsNumber' }, '٩000000009', 'malformed'],
    ['one of the choices', { kind: 'choice', choices: [{ value: 'a', label: { en: 'A' } }] }, 'a', 'fine'],
    ['none of the choices', { kind: 'choice', choices: [{ value: 'a', label: { en: 'A' } }] }, 'b', 'notAChoice'],
    [
      'a blank for a choice',
      { kind: 'choice', required: false, choices: [{ value: 'a', label: { en: 'A' } }] },
      ' ',
      'notAChoice',
    ],
  ])('%s', (_name, field, value, expected) => {
    expect(problemOf(field, value)).toBe(expected);
  });

  test('is used in one form: composed, lines ended alike, an NHS number without its spaces', () => {
    expect(valueOf({}, 'e\u0301')).toBe('\u00e9');
    expect(valueOf({ kind: 'longText' }, 'a\r\nb\rc\u2029d')).toBe('a\nb\nc\nd');
    expect(valueOf({ kind: 'nhsNumber' }, ' 900 000 0009 ')).toBe('9000000009');
  });

  test('names every problem, and a field that is none', () => {
    const checked = checkInput(of({ name: 'one' }, { name: 'two', maxLength: 1 }, { name: 'three' }), {
      two: 'ab',
      three: 'c',
      four: 'd',
    });
    expect(checked).toEqual({
      ok: false,
      problems: [
        { field: 'four', fault: 'unknownField' },
        { field: 'one', fault: 'missing' },
        { field: 'two', fault: 'tooLong' },
      ],
    });
  });

  test('that goes into a header is of printable ASCII, and lines do not go there', () => {
    const fields = [
      { name: 'it', kind: 'longText' },
      { name: 'other', required: false },
    ];
    const action = actionOf({ ...request, headers: { 'NHSD-Reason': 'x {it}' } }, fields);
    const malformed = { ok: false, problems: [{ field: 'it', fault: 'malformed' }] };
    expect(checkInput(action, { it: 'Siân' })).toEqual(malformed);
    expect(checkInput(action, { it: 'a\nb' })).toEqual(malformed);
    expect(checkInput(action, { it: 'Sian', other: 'Siân' })).toMatchObject({ ok: true });
  });

  test('has nothing that is not its own: a field may be called constructor', () => {
    expect(checkInput(of({ name: 'constructor' }), {})).toMatchObject({ problems: [{ fault: 'missing' }] });
  });

  test('stays as it is when it is checked again, and never holds what its kind forbids', () => {
    const action = of(
      { name: 'line', required: false },
      { name: 'lines', kind: 'longText', required: false },
      { name: 'number', kind: 'nhsNumber', required: false },
    );
    const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string());
    const input = fc.record({
      line: anything,
      lines: anything,
      number: fc.oneof(anything, fc.constant('900 000 0009')),
    });
    fc.assert(
      fc.property(input, (given) => {
        const checked = checkInput(action, given);
        if (!checked.ok) return;
        expect(checkInput(action, checked.input)).toEqual(checked);
        const { line = '', lines = '', number = '' } = checked.input;
        expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(lines.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(number).toMatch(/^(?:\d{10})?$/);
        for (const value of [line, lines, number]) expect(value).toBe(value.normalize('NFC'));
      }),
      { numRuns: 500 },
    );
  });

  test('one digit of an NHS number that is wrong, and any two that changed places, are noticed', () => {
    const numbers = fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 9 })
      .map((digits) => ({
        digits,
        check: (11 - (digits.reduce((sum, digit, at) => sum + digit * (10 - at), 0) % 11)) % 11,
      }))
      .filter(({ check }) => check !== 10)
      .map(({ digits, check }) => [...digits, check]);
    const place = fc.integer({ min: 0, max: 9 });
    fc.assert(
      fc.property(numbers, place, place, fc.integer({ min: 1, max: 9 }), (digits, one, other, more) => {
        expect(problemOf({ kind: 'nhsNumber' }, digits.join(''))).toBe('fine');
        const wrong = digits.with(one, ((digits[one] ?? 0) + more) % 10);
        expect(problemOf({ kind: 'nhsNumber' }, wrong.join(''))).toBe('malformed');
        const swapped = digits.with(one, digits[other] ?? 0).with(other, digits[one] ?? 0);
        expect(problemOf({ kind: 'nhsNumber' }, swapped.join(''))).toBe(
          digits[one] === digits[other] ? 'fine' : 'malformed',
        );
      }),
    );
  });
});

test('issue 5 line 2: the form is made of the fields as the catalogue has them', () => {
  const choices = [{ value: 'a', label: { en: 'A', cy: 'Â' } }];
  expect(summaryFields(of({ name: 'it', hint: { en: 'Hint' } }, { name: 'which', kind: 'choice', choices }))).toEqual([
    {
      name: 'it',
      label: { en: 'Synthetic field' },
      hint: { en: 'Hint' },
      kind: 'text',
      required: true,
      maxLength: 200,
      choices: [],
    },
    {
      name: 'which',
      label: { en: 'Synthetic field' },
      hint: null,
      kind: 'choice',
      required: true,
      maxLength: 200,
      choices,
    },
  ]);
});
