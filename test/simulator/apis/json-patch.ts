import { isDeepStrictEqual } from 'node:util';
import { isFields, objects, type Fields } from './answer.ts';

export type Patched =
  { readonly kind: 'patched'; readonly document: Fields } | { readonly kind: 'invalid'; readonly why: string };

/** The operations of RFC 6902 that PDS takes. */
const OPERATIONS = ['add', 'replace', 'remove', 'test'] as const;

/** The list itself, or PDS's own `{ "patches": [...] }` around it. */
export function patchesIn(body: unknown): readonly Fields[] {
  return objects(isFields(body) ? body['patches'] : body);
}

/** All of them or none: the document that came in stays as it is. */
export function applyPatches(document: Fields, patches: readonly Fields[]): Patched {
  const changed: Record<string, unknown> = structuredClone({ ...document });
  for (const patch of patches) {
    const why = applyOne(changed, patch);
    if (why !== undefined) return { kind: 'invalid', why };
  }
  return { kind: 'patched', document: changed };
}

/** Where a JSON Pointer (RFC 6901) leads: first the names on the way, at last the one that is meant. */
export function pointerNames(pointer: unknown): readonly string[] {
  if (typeof pointer !== 'string' || !pointer.startsWith('/')) return [];
  return pointer
    .slice(1)
    .split('/')
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
}

type Place = Record<string, unknown> | unknown[];

/** @returns why it cannot be done, or `undefined` when it was */
function applyOne(root: Record<string, unknown>, { op, path, value }: Fields): string | undefined {
  const operation = OPERATIONS.find((known) => known === op);
  if (operation === undefined) return `'${String(op)}' is no operation`;
  const names = pointerNames(path);
  const last = names.at(-1);
  const place = placeOf(root, names.slice(0, -1));
  if (last === undefined || place === undefined) return `nothing is at '${String(path)}'`;
  const isThere = Array.isArray(place) ? /^\d+$/.test(last) && Number(last) < place.length : Object.hasOwn(place, last);
  switch (operation) {
    case 'test':
      return isThere && isDeepStrictEqual(itemOf(place, last), value)
        ? undefined
        : `the test of '${String(path)}' failed`;
    case 'replace':
    case 'remove':
      if (!isThere) return `can't ${operation} non-existent object '${last}'`;
      break;
    case 'add':
      if (Array.isArray(place) ? !isThere && last !== '-' && Number(last) !== place.length : last === '__proto__') {
        return `index '${last}' is out of bounds`;
      }
      break;
  }
  change(place, last, operation, value);
  return undefined;
}

function change(place: Place, name: string, operation: 'add' | 'replace' | 'remove', value: unknown): void {
  if (Array.isArray(place)) {
    const index = name === '-' ? place.length : Number(name);
    if (operation === 'remove') place.splice(index, 1);
    else place.splice(index, operation === 'add' ? 0 : 1, value);
  } else if (operation === 'remove') {
    Reflect.deleteProperty(place, name);
  } else {
    Reflect.set(place, name, value);
  }
}

function placeOf(root: Record<string, unknown>, names: readonly string[]): Place | undefined {
  let place: unknown = root;
  for (const name of names) {
    if (!isPlace(place)) return undefined;
    place = itemOf(place, name);
  }
  return isPlace(place) ? place : undefined;
}

function itemOf(place: Place, name: string): unknown {
  if (Array.isArray(place)) return /^\d+$/.test(name) ? place[Number(name)] : undefined;
  return Object.hasOwn(place, name) ? place[name] : undefined;
}

function isPlace(value: unknown): value is Place {
  return typeof value === 'object' && value !== null;
}
