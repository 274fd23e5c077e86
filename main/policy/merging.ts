import { isDeepStrictEqual } from 'node:util';
import { wholeSections, type IfRefused } from './keys.ts';
import {
  isWithin,
  keysOf,
  saidAt,
  singleKeys,
  wrongWithSection,
  wrongWithValue,
  type Fault,
  type Found,
  type WholeSection,
} from './said.ts';

/**
 * The good values of the computer's own sources, by source and by slot (a key, or the name of a section that is taken whole).
 * While the app runs, one of them stands in for what its source says wrongly there: a slip throws nobody out (HAZ-03).
 */
export type Believed = ReadonlyMap<string, ReadonlyMap<string, unknown>>;

/** One value at one place. */
export interface Given {
  readonly from: Found;
  readonly value: unknown;
}

/** A refusal while the merge goes on. */
export interface Trouble extends Fault {
  readonly source: string;
  /** What it keeps from counting. */
  slot?: string;
  /** What is so instead, in plain words. */
  instead?: string;
}

/** What one merge has found so far. */
export interface Merging {
  readonly believed: Believed | undefined;
  readonly taken: Map<string, Given>;
  readonly troubles: Trouble[];
  /** For each of these nobody can log in. */
  readonly blocks: Trouble[];
}

export const keptWords = 'what it said before still holds';

/** Tells of what does not count: once for each slot of a source. What is so instead may change as the merge goes on. */
export function refuse({ troubles }: Merging, { source }: Found, slot: string, { key, why }: Fault): Trouble {
  const told = troubles.find((one) => one.source === source && (one.slot === slot || one.key === key));
  const trouble = told ?? { key, source, why };
  if (!told) troubles.push(trouble);
  trouble.slot = slot;
  delete trouble.instead;
  return trouble;
}

/** @returns a good value that the same source had there before, other than the one that is refused now */
export function keptValue({ believed }: Merging, { level, source }: Found, slot: string, refused?: unknown): unknown {
  const kept = level === 'machine' ? believed?.get(source)?.get(slot) : undefined;
  return isDeepStrictEqual(kept, refused) ? undefined : kept;
}

/** Whether the same source had something good in the group of a key before: what it was silent about there, it still is. */
export function hadGroup({ believed }: Merging, { level, source }: Found, key: string): boolean {
  const group = key.slice(0, key.lastIndexOf('.'));
  return level === 'machine' && [...(believed?.get(source)?.keys() ?? [])].some((slot) => isWithin(slot, group));
}

/** `next`: the next source is asked; `stricter`: it is, and counts where it is stricter than our default; `taken`: none is. */
export type AfterRefusal = 'next' | 'stricter' | 'taken';

/** What comes of a refused value that had no good one before it. */
export function standIn(merging: Merging, from: Found, trouble: Trouble, ifRefused: IfRefused): AfterRefusal {
  switch (ifRefused) {
    case 'next':
      return 'next';
    case 'default':
      return 'stricter';
    case 'blocked':
      merging.blocks.push(trouble);
      // For whoever is logged in while it came up, what else there is goes on.
      return 'next';
    case 'noActions':
      merging.taken.delete('actions');
      trouble.instead = 'until it is right there are no actions';
      return 'taken';
    default:
      merging.taken.set(trouble.slot ?? trouble.key, { from, value: ifRefused.strictest });
      trouble.instead = `until it is right ${JSON.stringify(ifRefused.strictest)} holds, which is the strictest`;
      return 'taken';
  }
}

/** What the next merge may fall back on. A key that its source is silent about is forgotten; one that it says wrongly is not. */
export function believe(found: readonly Found[], { believed, troubles }: Merging): Believed {
  const next = new Map<string, ReadonlyMap<string, unknown>>();
  for (const from of found) {
    if (from.level !== 'machine') continue;
    const good = new Map<string, unknown>();
    for (const { slot, isWrong } of slots) {
      const said = saidAt(from, slot);
      if (said.kind === 'nothing') continue;
      const isRefused = troubles.some((one) => one.source === from.source && one.slot === slot);
      const value =
        said.kind === 'value' && !isRefused && !isWrong(said.value)
          ? said.value
          : believed?.get(from.source)?.get(slot);
      if (value !== undefined) good.set(slot, value);
    }
    next.set(from.source, good);
  }
  return next;
}

interface Slot {
  readonly slot: string;
  readonly isWrong: (value: unknown) => boolean;
}

const isCriticalSection = (section: WholeSection) => keysOf(section).some(({ critical }) => critical);

/** Nothing ever stands in for a critical one. */
const slots: readonly Slot[] = [
  ...wholeSections
    .filter((section) => !isCriticalSection(section))
    .map((slot) => ({ slot, isWrong: (value: unknown) => wrongWithSection(slot, value) !== undefined })),
  ...singleKeys
    .filter(({ critical }) => !critical)
    .map((key) => ({ slot: key.key, isWrong: (value: unknown) => wrongWithValue(key, value) !== undefined })),
];
