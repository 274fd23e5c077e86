/**
 * One end of the way between the page's world and the preload's. Both share the DOM, so a call crosses as a synchronous
 * `CustomEvent` on `window` under a name that only the two know; Chromium clones `detail` when the other world reads it.
 * The function is self-contained: its source text is injected into both worlds.
 */

export type Side = 'page' | 'preload';

/** A value as it crosses; functions and promises cross as ids of what stays behind. */
type Packed =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'function' | 'promise' | 'again'; readonly id: number }
  | { readonly kind: 'array'; readonly id: number; readonly items: readonly Packed[] }
  | { readonly kind: 'object'; readonly id: number; readonly fields: readonly (readonly [string, Packed])[] }
  | { readonly kind: 'error'; readonly name: string; readonly message: string };

type Outcome = { readonly ok: true; readonly value: Packed } | { readonly ok: false; readonly error: Packed };

export type BridgeMessage =
  | { readonly type: 'call'; readonly target: number; readonly call: number; readonly args: readonly Packed[] }
  | { readonly type: 'return'; readonly call: number; readonly outcome: Outcome }
  | { readonly type: 'settled'; readonly id: number; readonly outcome: Outcome }
  | { readonly type: 'expose'; readonly key: string; readonly api: Packed }
  | { readonly type: 'exposed'; readonly ok: boolean }
  | { readonly type: 'open'; readonly to: string; readonly name: string; readonly features: string };

export interface Bridge {
  send(message: BridgeMessage): void;
  readonly pack: (value: unknown) => Packed;
  readonly unpack: (packed: Packed) => unknown;
  /** Takes the messages that are not about calls. */
  onMessage: (message: BridgeMessage) => void;
}

export function makeBridge(side: Side, secret: string): Bridge {
  // Everything used later is taken now, before a script of the page can put its own in the place.
  const CrossEvent = CustomEvent;
  const dispatch = window.dispatchEvent.bind(window);
  const takeMember = (owner: object, name: string): ((event: Event) => unknown) => {
    const { get, value } = { ...Object.getOwnPropertyDescriptor(owner, name) } as {
      get?: () => unknown;
      value?: () => unknown;
    };
    return Function.prototype.call.bind(get ?? value ?? (() => undefined)) as (event: Event) => unknown;
  };
  const stop = takeMember(Event.prototype, 'stopImmediatePropagation');
  const detailOf = takeMember(CustomEvent.prototype, 'detail');
  const outgoing = `${secret}:${side}`;
  const incoming = `${secret}:${side === 'page' ? 'preload' : 'page'}`;

  const functions = new Map<number, (...args: unknown[]) => unknown>();
  const functionIds = new WeakMap<object, number>();
  const promises = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>();
  const outcomes = new Map<number, Outcome>();
  let lastId = 0;

  const bridge: Bridge = {
    send,
    pack: (value) => pack(value, new Map()),
    unpack: (packed) => unpack(packed, new Map()),
    onMessage: () => undefined,
  };

  function send(message: BridgeMessage): void {
    dispatch(new CrossEvent(outgoing, { detail: message }));
  }

  function pack(value: unknown, seen: Map<object, number>): Packed {
    if (typeof value === 'function') return { kind: 'function', id: idOf(value as () => unknown) };
    if (typeof value !== 'object' || value === null)
      return { kind: 'value', value: typeof value === 'symbol' ? undefined : value };
    if (value instanceof Promise) return { kind: 'promise', id: follow(value) };
    if (value instanceof Error) return { kind: 'error', name: value.name, message: value.message };
    const known = seen.get(value);
    if (known !== undefined) return { kind: 'again', id: known };
    const id = seen.size;
    seen.set(value, id);
    if (Array.isArray(value)) return { kind: 'array', id, items: value.map((item) => pack(item, seen)) };
    if (Object.prototype.toString.call(value) === '[object Object]')
      return {
        kind: 'object',
        id,
        fields: Object.entries(value).map(([key, item]) => [key, pack(item, seen)] as const),
      };
    try {
      // Something that cannot be cloned (an element, say) would arrive as null.
      structuredClone(value);
    } catch {
      throw new Error('An object could not be cloned.');
    }
    return { kind: 'value', value };
  }

  function idOf(held: (...args: unknown[]) => unknown): number {
    const known = functionIds.get(held);
    if (known !== undefined) return known;
    const id = ++lastId;
    functionIds.set(held, id);
    functions.set(id, held);
    return id;
  }

  function follow(promise: Promise<unknown>): number {
    const id = ++lastId;
    promise.then(
      (value) => send({ type: 'settled', id, outcome: { ok: true, value: bridge.pack(value) } }),
      (error: unknown) => send({ type: 'settled', id, outcome: { ok: false, error: bridge.pack(error) } }),
    );
    return id;
  }

  function unpack(packed: Packed, made: Map<number, unknown>): unknown {
    switch (packed.kind) {
      case 'value':
        return packed.value;
      case 'again':
        return made.get(packed.id);
      case 'function':
        return (...args: unknown[]) => callOtherSide(packed.id, args);
      case 'promise':
        return new Promise((resolve, reject) => promises.set(packed.id, { resolve, reject }));
      case 'error': {
        const error = new Error(packed.message);
        error.name = packed.name;
        return error;
      }
      case 'array': {
        const array: unknown[] = [];
        made.set(packed.id, array);
        for (const item of packed.items) array.push(unpack(item, made));
        return array;
      }
      case 'object': {
        const record: Record<string, unknown> = {};
        made.set(packed.id, record);
        for (const [key, item] of packed.fields) record[key] = unpack(item, made);
        return record;
      }
    }
  }

  function callOtherSide(target: number, args: readonly unknown[]): unknown {
    const call = ++lastId;
    send({ type: 'call', target, call, args: args.map(bridge.pack) });
    const outcome = outcomes.get(call);
    outcomes.delete(call);
    if (outcome === undefined) throw new Error('contextBridge: the other world did not answer');
    if (!outcome.ok) throw bridge.unpack(outcome.error);
    return bridge.unpack(outcome.value);
  }

  function answerCall(target: number, args: readonly Packed[]): Outcome {
    try {
      const held = functions.get(target);
      if (held === undefined) throw new Error('contextBridge: no such function');
      return { ok: true, value: bridge.pack(held(...args.map(bridge.unpack))) };
    } catch (error) {
      return { ok: false, error: bridge.pack(error) };
    }
  }

  function settle(id: number, outcome: Outcome): void {
    const promise = promises.get(id);
    promises.delete(id);
    if (outcome.ok) promise?.resolve(bridge.unpack(outcome.value));
    else promise?.reject(bridge.unpack(outcome.error));
  }

  window.addEventListener(
    incoming,
    (event) => {
      stop(event);
      const message = detailOf(event) as BridgeMessage;
      if (message.type === 'call')
        send({ type: 'return', call: message.call, outcome: answerCall(message.target, message.args) });
      else if (message.type === 'return') outcomes.set(message.call, message.outcome);
      else if (message.type === 'settled') settle(message.id, message.outcome);
      else bridge.onMessage(message);
    },
    true,
  );
  return bridge;
}
