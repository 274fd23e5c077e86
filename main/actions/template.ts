import type { FailureCode } from '../../preload/failures.ts';
import {
  addressTemplate,
  isAskedAsWritten,
  joinAddress,
  templateParts,
  type AppWord,
} from '../policy/action-template.ts';
import type { Clock, Random } from '../ports.ts';
import type { Intent } from '../session/events.ts';

/** What stands for each `{name}` of one request. It is made once, so that a second try says the very same. */
export type Values = ReadonlyMap<string, string>;

export type Filled<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly code: FailureCode; readonly detail: string };

export function valuesOf(
  { requestId, established, role, input }: Intent,
  clock: Pick<Clock, 'wallMs'>,
  random: Pick<Random, 'uuid'>,
): Values {
  const words: Readonly<Record<AppWord, string>> = {
    requestId,
    userId: established.person.userId,
    roleId: role.id,
    odsCode: role.organisationCode,
    now: new Date(clock.wallMs()).toISOString(),
    uuid: random.uuid(),
  };
  // The words of the app come last: a field that has the name of one does not speak for it (`check-catalogue.ts`).
  return new Map([...Object.entries(input), ...Object.entries(words)]);
}

/** A proxy on the way may take no longer address than this. */
const longestAddress = 8_000;

/**
 * The address of a template with its values, each of them encoded for its place. Whatever was filled in: scheme, host and
 * port are those of the template, the path has as many segments, and none of them is a step up.
 *
 * @returns refused with `ACTION_ADDRESS_REFUSED`
 */
export function fillAddress(template: string, values: Values): Filled<string> {
  const { origin, segments, query } = addressTemplate(template);
  const refused = (detail: string) => ({ ok: false, code: 'ACTION_ADDRESS_REFUSED', detail }) as const;
  const filledSegments: string[] = [];
  for (const segment of segments) {
    const filled = fill(segment, values, encoded);
    if (filled === undefined) return refused('a part of the path cannot be written');
    if (filled === '' && segment !== '') return refused('a part of the path would be empty');
    filledSegments.push(filled);
  }
  const filledQuery = query?.map((part) => fill(part, values, encoded));
  if (filledQuery?.includes(undefined)) return refused('a part of the query cannot be written');
  const url = joinAddress({
    origin,
    segments: filledSegments,
    query: filledQuery?.filter((part) => part !== undefined),
  });
  if (url.length > longestAddress) return refused('the address would be too long');
  // A step up shows here, too, whatever template and value make it of together.
  return isAskedAsWritten(url, origin) ? { ok: true, value: url } : refused('another address than the template says');
}

/** @returns refused with `ACTION_INPUT_INVALID` where a value has no place in a header: a line end, or a letter beyond ASCII */
export function fillHeaders(
  templates: Readonly<Record<string, string>>,
  values: Values,
): Filled<Readonly<Record<string, string>>> {
  const headers: [name: string, value: string][] = [];
  for (const [name, template] of Object.entries(templates)) {
    const value = fill(template, values, asItIs);
    // Blanks at the ends would be cut off on the way, and what arrives would not be what was confirmed.
    if (value === undefined || !/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(value)) {
      return { ok: false, code: 'ACTION_INPUT_INVALID', detail: `no value for the header ${name.toLowerCase()}` };
    }
    headers.push([name.toLowerCase(), value]);
  }
  return { ok: true, value: Object.fromEntries(headers) };
}

/**
 * The JSON of a body. Values stand inside its strings and cannot leave them: they are put in before it is made into text.
 *
 * @returns refused with `ACTION_INPUT_INVALID` where a name in it has no value
 */
export function fillBody(template: unknown, values: Values): Filled<string> {
  let missing = false;
  const filledPart = (part: unknown): unknown => {
    if (typeof part === 'string') {
      const filled = fill(part, values, asItIs);
      missing ||= filled === undefined;
      return filled;
    }
    if (Array.isArray(part)) return part.map(filledPart);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, filledPart(value)]));
  };
  const value = JSON.stringify(filledPart(template));
  return missing
    ? { ok: false, code: 'ACTION_INPUT_INVALID', detail: 'no value for a part of the body' }
    : { ok: true, value };
}

/** @returns `undefined` where the template is malformed, names something unknown, or `write` cannot write the value */
function fill(template: string, values: Values, write: (value: string) => string | undefined): string | undefined {
  const parts = templateParts(template);
  if (!parts) return undefined;
  let text = '';
  for (const part of parts) {
    const value = 'text' in part ? part.text : values.get(part.name);
    const written = 'text' in part || value === undefined ? value : write(value);
    if (written === undefined) return undefined;
    text += written;
  }
  return text;
}

function asItIs(value: string): string {
  return value;
}

/** Everything but letters, digits and `-_.~` (RFC 3986 section 2.3); half a letter cannot be written at all. */
function encoded(value: string): string | undefined {
  if (!value.isWellFormed()) return undefined;
  return encodeURIComponent(value).replaceAll(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
