import type { ActionInput } from '../../preload/contract.ts';
import type { InputFieldView, InputProblem } from '../../preload/session-view.ts';
import type { InputField } from './action-schema.ts';
import { namesIn } from './action-template.ts';
import type { Action } from './schema.ts';

export type CheckedInput =
  { readonly ok: true; readonly input: ActionInput } | { readonly ok: false; readonly problems: InputProblem[] };

/** Names that nobody gave a field are repeated to the screen, but not at any length. */
const longestName = 100;

/**
 * Checks what a person filled in against the fields of the action, before anything else happens with it (issue 5 line 2).
 * What comes back is what is used from there on: Unicode in form NFC, line ends as `\n`, an NHS number without spaces. To
 * check that once more changes nothing.
 */
export function checkInput(
  { input: fields, request }: Pick<Action, 'input' | 'request'>,
  input: ActionInput,
): CheckedInput {
  const headers = 'open' in request ? [] : Object.values(request.headers ?? {});
  const inHeaders = new Set(headers.flatMap(namesIn));
  const known = new Set(fields.map(({ name }) => name));
  const problems: InputProblem[] = Object.keys(input)
    .filter((name) => !known.has(name))
    .map((name) => ({ field: name.slice(0, longestName), fault: 'unknownField' }));
  const values: [name: string, value: string][] = [];
  for (const field of fields) {
    // A field may be called `constructor`, which every object has.
    const value = normalised(field, Object.hasOwn(input, field.name) ? (input[field.name] ?? '') : '');
    const fault = faultOf(field, value) ?? (inHeaders.has(field.name) ? headerFault(value) : undefined);
    if (fault !== undefined) problems.push({ field: field.name, fault });
    values.push([field.name, value]);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, input: Object.fromEntries(values) };
}

/** The fields of an action as the form is made of them. */
export function summaryFields({ input }: Pick<Action, 'input'>): InputFieldView[] {
  return input.map(({ name, label, hint, kind, required, maxLength, choices }) => ({
    name,
    label,
    hint: hint ?? null,
    kind,
    required,
    maxLength,
    choices: [...(choices ?? [])],
  }));
}

function normalised({ kind }: InputField, value: string): string {
  const composed = value.normalize('NFC');
  switch (kind) {
    case 'text':
    case 'choice':
      return composed;
    case 'longText':
      return composed.replaceAll(/\r\n?|[\u0085\u2028\u2029]/g, '\n');
    case 'nhsNumber':
      // Copied from a record it has its groups parted by a space, or by one that does not break.
      return composed.replaceAll(/[ \u00a0]/g, '');
  }
}

/** Line ends count as control characters; so does what changes the direction of text, which makes a confirmation lie. */
const controls = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
const controlsButNewline = /(?!\n)[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

function faultOf(field: InputField, value: string): InputProblem['fault'] | undefined {
  if (value.trim() === '' && field.required) return 'missing';
  if (value === '') return undefined;
  if (!value.isWellFormed()) return 'malformed';
  switch (field.kind) {
    case 'nhsNumber':
      return isNhsNumber(value) ? undefined : 'malformed';
    case 'choice':
      return field.choices?.some((choice) => choice.value.normalize('NFC') === value) === true
        ? undefined
        : 'notAChoice';
    case 'text':
    case 'longText':
      if ((field.kind === 'text' ? controls : controlsButNewline).test(value)) return 'malformed';
      // In characters as a person counts them, not in the halves of which some are stored.
      return Array.from(value).length > field.maxLength ? 'tooLong' : undefined;
  }
}

/** What a header cannot carry is said while it can still be corrected. */
function headerFault(value: string): InputProblem['fault'] | undefined {
  return /^[\x20-\x7e]*$/.test(value) ? undefined : 'malformed';
}

/** Ten digits, the last of which is the check digit: modulus 11, weights 10 to 2 (NHS Data Dictionary, "NHS NUMBER"). */
function isNhsNumber(value: string): boolean {
  if (!/^\d{10}$/.test(value)) return false;
  const digits = Array.from(value, Number);
  const sum = digits.slice(0, 9).reduce((total, digit, index) => total + digit * (10 - index), 0);
  // A remainder that would call for the "digit" 10 is given to nobody, and then the last digit cannot equal it.
  return (11 - (sum % 11)) % 11 === digits[9];
}
