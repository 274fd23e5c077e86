import type { Finding } from './finding.ts';

/** What a step of the demo is: data, which `run-steps.ts` carries out in order. */

/** Which of the two browsers a step is about, and so is in its picture. */
export type Side = 'app' | 'browser';

/** One thing that must hold after a step has been done. */
export interface Check<Stage> {
  readonly name: string;
  readonly look: (stage: Stage) => Finding | Promise<Finding>;
}

export interface Step<Stage> {
  /** Short and unique: the picture is named after it. */
  readonly name: string;
  /** What happens, for the person who reads along. */
  readonly title: string;
  readonly shows: Side;
  /** Why this computer cannot show it; without a reason it is shown. */
  readonly cannotBeShown?: (stage: Stage) => string | undefined;
  /** Does it, and waits until it is done; throws when it cannot be. */
  readonly act: (stage: Stage) => Promise<void>;
  readonly checks: readonly Check<Stage>[];
}

/** The picture of the step at this place in the list, for example `01-logged-out.png`. */
export function pictureName(index: number, { name }: { readonly name: string }): string {
  return `${String(index + 1).padStart(2, '0')}-${name}.png`;
}
