/** Carries values by the rules of structured clone through JSON. The same source runs in Node and in the preload's world. */

/** Small values stand for themselves, the rest are references into the table. */
type Token =
  | null
  | boolean
  | number
  | string
  | { readonly as: 'undefined' | 'number' | 'bigint'; readonly text: string }
  | { readonly ref: number };

type Entry =
  | { readonly kind: 'array'; readonly items: readonly Token[] }
  | { readonly kind: 'object'; readonly fields: readonly (readonly [string, Token])[] }
  | { readonly kind: 'date'; readonly time: Token }
  | { readonly kind: 'regexp'; readonly source: string; readonly flags: string }
  | { readonly kind: 'map'; readonly pairs: readonly (readonly [Token, Token])[] }
  | { readonly kind: 'set'; readonly items: readonly Token[] }
  | { readonly kind: 'error'; readonly name: string; readonly message: string; readonly stack: string }
  | { readonly kind: 'buffer'; readonly base64: string }
  | { readonly kind: 'view'; readonly type: string; readonly base64: string };

export interface Encoded {
  readonly root: Token;
  readonly table: readonly Entry[];
}

export interface Codec {
  /** Throws Electron's "An object could not be cloned." for a value that cannot travel. */
  encode(value: unknown): Encoded;
  decode(encoded: Encoded): unknown;
}

/** Self-contained: its source text is also injected into the page. */
export function makeCodec(
  toBase64: (bytes: Uint8Array) => string,
  fromBase64: (text: string) => Uint8Array<ArrayBuffer>,
): Codec {
  const viewTypes: Record<string, new (buffer: ArrayBuffer) => ArrayBufferView> = {
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
    DataView,
  };
  const tagOf = (value: object): string => Object.prototype.toString.call(value).slice(8, -1);
  const cloneError = (): Error => new Error('An object could not be cloned.');

  function encode(value: unknown): Encoded {
    let clone: unknown;
    try {
      // It checks types, drops prototypes and runs getters: the rules of Electron's IPC.
      clone = structuredClone(value);
    } catch {
      throw cloneError();
    }
    const table: Entry[] = [];
    const seen = new Map<object, number>();

    function token(item: unknown): Token {
      switch (typeof item) {
        case 'undefined':
          return { as: 'undefined', text: '' };
        case 'boolean':
        case 'string':
          return item;
        case 'bigint':
          return { as: 'bigint', text: String(item) };
        case 'number':
          if (Object.is(item, -0)) return { as: 'number', text: '-0' };
          return Number.isFinite(item) ? item : { as: 'number', text: String(item) };
        case 'object':
          return item === null ? null : { ref: reference(item) };
        default:
          throw cloneError();
      }
    }

    function reference(item: object): number {
      const known = seen.get(item);
      if (known !== undefined) return known;
      const index = table.length;
      seen.set(item, index);
      table.push({ kind: 'array', items: [] });
      table[index] = entry(item);
      return index;
    }

    function entry(item: object): Entry {
      if (Array.isArray(item)) return { kind: 'array', items: Array.from(item, token) };
      if (item instanceof Date) return { kind: 'date', time: token(item.getTime()) };
      if (item instanceof RegExp) return { kind: 'regexp', source: item.source, flags: item.flags };
      if (item instanceof Map)
        return { kind: 'map', pairs: [...item].map(([key, held]) => [token(key), token(held)] as const) };
      if (item instanceof Set) return { kind: 'set', items: [...item].map(token) };
      if (item instanceof Error)
        return { kind: 'error', name: item.name, message: item.message, stack: item.stack ?? '' };
      if (item instanceof ArrayBuffer) return { kind: 'buffer', base64: toBase64(new Uint8Array(item)) };
      if (ArrayBuffer.isView(item)) {
        const bytes = new Uint8Array(item.buffer, item.byteOffset, item.byteLength);
        return { kind: 'view', type: tagOf(item), base64: toBase64(bytes) };
      }
      if (tagOf(item) !== 'Object') throw cloneError();
      return { kind: 'object', fields: Object.entries(item).map(([key, held]) => [key, token(held)] as const) };
    }

    const root = token(clone);
    return { root, table };
  }

  function decode(encoded: Encoded): unknown {
    const made = new Map<number, unknown>();

    function value(token: Token): unknown {
      if (typeof token !== 'object' || token === null) return token;
      if ('ref' in token) return made.has(token.ref) ? made.get(token.ref) : object(token.ref);
      if (token.as === 'undefined') return undefined;
      return token.as === 'number' ? Number(token.text) : BigInt(token.text);
    }

    function keep<Made>(index: number, item: Made): Made {
      made.set(index, item);
      return item;
    }

    function object(index: number): unknown {
      const entry = encoded.table[index];
      if (entry === undefined) throw cloneError();
      switch (entry.kind) {
        case 'array': {
          const array = keep<unknown[]>(index, []);
          for (const item of entry.items) array.push(value(item));
          return array;
        }
        case 'object': {
          const record = keep<Record<string, unknown>>(index, {});
          for (const [key, item] of entry.fields) {
            const descriptor = { value: value(item), writable: true, enumerable: true, configurable: true };
            Object.defineProperty(record, key, descriptor);
          }
          return record;
        }
        case 'map': {
          const map = keep(index, new Map<unknown, unknown>());
          for (const [key, item] of entry.pairs) map.set(value(key), value(item));
          return map;
        }
        case 'set': {
          const set = keep(index, new Set<unknown>());
          for (const item of entry.items) set.add(value(item));
          return set;
        }
        case 'error': {
          const error = keep(index, new Error(entry.message));
          error.name = entry.name;
          error.stack = entry.stack;
          return error;
        }
        case 'date':
          return keep(index, new Date(Number(value(entry.time))));
        case 'regexp':
          return keep(index, new RegExp(entry.source, entry.flags));
        case 'buffer':
          return keep(index, fromBase64(entry.base64).buffer);
        case 'view': {
          const View = viewTypes[entry.type];
          if (View === undefined) throw cloneError();
          return keep(index, new View(fromBase64(entry.base64).buffer));
        }
      }
    }

    return value(encoded.root);
  }

  return { encode, decode };
}

/** Node's own copy. */
export const codec: Codec = makeCodec(
  (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
  (text) => Uint8Array.from(Buffer.from(text, 'base64')),
);
