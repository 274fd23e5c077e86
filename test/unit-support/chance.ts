/** Chance that can be repeated: the same seed gives the same numbers. */
export interface Chance {
  readonly seed: number;
  /** From 0 up to, and without, 1. */
  readonly fraction: () => number;
  readonly oneOf: <Item>(items: readonly [Item, ...Item[]]) => Item;
}

/** Mulberry32: 32 bits of state, good enough to choose moments by. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { seed, fraction, oneOf: (items) => items[Math.floor(fraction() * items.length)] ?? items[0] };
}
