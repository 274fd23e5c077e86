import * as v from 'valibot';
import type { Language, SettingsChange, TextSize, Theme } from '../../preload/settings.ts';

/** What a person chose, as it is kept: only those settings that they touched. */
export type Choices = SettingsChange;

/** The same values as in the contract, which this floor takes only types from; a test holds the two equal. */
const kept = {
  language: v.picklist(['en', 'cy'] as const satisfies readonly Language[]),
  theme: v.picklist(['system', 'light', 'dark', 'highContrast'] as const satisfies readonly Theme[]),
  textSize: v.picklist(['normal', 'large', 'largest'] as const satisfies readonly TextSize[]),
  notifications: v.boolean(),
  lockShortcut: v.pipe(v.string(), v.regex(/^CommandOrControl\+(Alt|Shift)\+[A-Z]$/)),
  idleMinutes: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(15))),
  welcomed: v.literal(true),
} as const satisfies Record<keyof Choices, v.GenericSchema>;

export const choiceNames = Object.keys(kept) as readonly (keyof Choices)[];

export interface ReadChoices {
  readonly choices: Choices;
  /** The keys that were not believed: ours with a wrong value, or `unknown` for each that is not ours. */
  readonly dropped: readonly string[];
}

/** Key by key: one that is wrong goes, the others stay. `undefined` for what is no JSON object at all. */
export function readChoices(text: string): ReadChoices | undefined {
  const json = parse(text);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const entries = Object.entries(json);
  const isGood = ([name, value]: readonly [string, unknown]) => isOurs(name) && v.is(kept[name], value);
  return {
    // Each value has just been checked by the schema of its own key.
    choices: Object.fromEntries(entries.filter(isGood)),
    // The name of a key that is not ours may be anything, and a log line is no place for that.
    dropped: entries.filter((entry) => !isGood(entry)).map(([name]) => (isOurs(name) ? name : 'unknown')),
  };
}

function isOurs(name: string): name is keyof Choices {
  return Object.hasOwn(kept, name);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
