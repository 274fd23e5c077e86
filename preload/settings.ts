import * as v from 'valibot';

export const languages = ['en', 'cy'] as const;
export type Language = (typeof languages)[number];
export const themes = ['system', 'light', 'dark', 'highContrast'] as const;
export type Theme = (typeof themes)[number];
/** 100 %, 150 % and 200 % of the usual size. */
export const textSizes = ['normal', 'large', 'largest'] as const;
export type TextSize = (typeof textSizes)[number];
/** A modifier of each system, one more, and a letter: never a single letter, which voice control would type (`ux.md` 1.3). */
export const lockShortcut = v.pipe(v.string(), v.regex(/^CommandOrControl\+(Alt|Shift)\+[A-Z]$/));

/** A value, and who holds it: where in policy it stands, or `null` where the person may choose. */
function held<Value extends v.GenericSchema>(value: Value) {
  return v.strictObject({ value, heldBy: v.nullable(v.string()) });
}

/** What a person may choose for this installation; nothing in it says anything about anybody (screen 26). */
export const settingsView = v.strictObject({
  language: held(v.picklist(languages)),
  theme: held(v.picklist(themes)),
  textSize: held(v.picklist(textSizes)),
  notifications: held(v.boolean()),
  lockShortcut: held(v.string()),
  /** Minutes without activity: a person may shorten what policy sets, never lengthen it (R24). `null`: as policy sets it. */
  idleMinutes: held(v.nullable(v.number())),
  /** What policy sets: the longest that can be chosen. */
  longestIdleMinutes: v.number(),
  /** Whether the first-run screen (1) has been read on this computer. */
  welcomed: v.boolean(),
  /** Whether the last change could be written to disk; if not it holds until the app closes. */
  kept: v.boolean(),
});
export type SettingsView = v.InferOutput<typeof settingsView>;

/** A change of some of them; what policy holds is not changed. */
export const settingsChange = v.strictObject({
  language: v.exactOptional(v.picklist(languages)),
  theme: v.exactOptional(v.picklist(themes)),
  textSize: v.exactOptional(v.picklist(textSizes)),
  notifications: v.exactOptional(v.boolean()),
  lockShortcut: v.exactOptional(lockShortcut),
  idleMinutes: v.exactOptional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(15)))),
  welcomed: v.exactOptional(v.literal(true)),
});
export type SettingsChange = v.InferOutput<typeof settingsChange>;
