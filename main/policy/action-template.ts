/**
 * Templates of the catalogue: text with `{name}` in it, where `name` is a field of the action or a word of the app. There is
 * no way to write a brace that is none, no nesting and no logic: what is filled in is never looked at again.
 */
export type Part = { readonly text: string } | { readonly name: string };

/** What the app itself knows of a request. `now` is ISO 8601 in UTC; `now` and `uuid` are the same all over one request. */
export const appWords = ['requestId', 'userId', 'roleId', 'odsCode', 'now', 'uuid'] as const;
export type AppWord = (typeof appWords)[number];

const name = /^[a-z][a-zA-Z0-9]{0,40}$/;

/** @returns the parts, none of them empty; `undefined` where a brace stands alone or holds no name */
export function templateParts(template: string): readonly Part[] | undefined {
  const parts: Part[] = [];
  let at = 0;
  for (const match of template.matchAll(/\{([^{}]*)\}/g)) {
    const [whole, inside = ''] = match;
    if (!name.test(inside)) return undefined;
    if (match.index > at) parts.push({ text: template.slice(at, match.index) });
    parts.push({ name: inside });
    at = match.index + whole.length;
  }
  if (at < template.length) parts.push({ text: template.slice(at) });
  return parts.some((part) => 'text' in part && /[{}]/.test(part.text)) ? undefined : parts;
}

/** The names in a template, in their order; none where it is malformed. */
export function namesIn(template: string): readonly string[] {
  return (templateParts(template) ?? []).flatMap((part) => ('name' in part ? [part.name] : []));
}

/** An address, taken apart where a value may stand: in a segment of the path, or after the `=` of a part of the query. */
export interface AddressTemplate {
  /** Scheme, host and port, literal and as they are written. */
  readonly origin: string;
  readonly segments: readonly string[];
  /** What is joined by `&` after the `?`; `undefined` without one. */
  readonly query: readonly string[] | undefined;
}

/** @param url one that the schema of the catalogue let through: its origin is literal, and it has no fragment */
export function addressTemplate(url: string): AddressTemplate {
  const origin = /^https?:\/\/[^/?#{}]+/.exec(url)?.[0] ?? '';
  const rest = url.slice(origin.length);
  const mark = rest.indexOf('?');
  const path = mark === -1 ? rest : rest.slice(0, mark);
  return {
    origin,
    // An address without a path is asked for as `/`.
    segments: (path === '' ? '/' : path).slice(1).split('/'),
    query: mark === -1 ? undefined : rest.slice(mark + 1).split('&'),
  };
}

/** An address made of parts that have been filled in. */
export function joinAddress({ origin, segments, query }: AddressTemplate): string {
  return `${origin}/${segments.join('/')}${query === undefined ? '' : `?${query.join('&')}`}`;
}

/**
 * Whether `url` is asked for just as it is written, from this origin: a parser that takes anything in it for a step up, an end
 * of the path or a letter to be written otherwise gives another text.
 */
export function isAskedAsWritten(url: string, origin: string): boolean {
  const parsed = URL.parse(url);
  const expected = URL.parse(origin);
  return (
    parsed !== null &&
    expected !== null &&
    parsed.origin === expected.origin &&
    parsed.username === '' &&
    parsed.password === '' &&
    `${parsed.pathname}${parsed.search}${parsed.hash}` === url.slice(origin.length)
  );
}
