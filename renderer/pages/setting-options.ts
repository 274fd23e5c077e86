import type { Language, SettingsView, TextSize, Theme } from '../../preload/settings.ts';
import { inMinutes, keysInWords } from '../i18n/format.ts';
import type { Option } from './choice-group.tsx';
import type { SettingsWords } from './settings-words.ts';

type Words = SettingsWords['settings'];

/** In each language itself, so that those who need it can read it. Not in the catalogues: it is the same in all of them. */
const ownNames: Record<Language, string> = { en: 'English', cy: 'Cymraeg' };
/** The names of a record, which holds all there are: the contract's own lists come with a schema library. */
const keysOf = <Name extends string>(record: Readonly<Record<Name, unknown>>) => Object.keys(record) as Name[];

export function languageOptions(): readonly Option<Language>[] {
  return keysOf(ownNames).map((value) => ({ value, label: ownNames[value], lang: value }));
}

export function themeOptions(words: Words): readonly Option<Theme>[] {
  return keysOf(words.themes).map((value) => ({ value, label: words.themes[value] }));
}

export function textSizeOptions(words: Words): readonly Option<TextSize>[] {
  return keysOf(words.textSizes).map((value) => ({ value, label: words.textSizes[value] }));
}

export function notificationOptions(words: Words): readonly Option<'on' | 'off'>[] {
  const { on, off } = words.notificationsAre;
  return [
    { value: 'on', label: on },
    { value: 'off', label: off },
  ];
}

/**
 * A few that no system, browser or screen reader has a use for. With Alt they would be AltGr on Windows, which types letters,
 * the screen lock of some Linux desktops, and VoiceOver's own keys on a Mac.
 */
const safeShortcuts = ['L', 'K', 'Y'].map((letter) => `CommandOrControl+Shift+${letter}`);

/** Whatever is in force is among them, also where policy or an earlier version chose other keys. */
export function lockShortcutOptions(inForce: string): readonly Option<string>[] {
  const all = safeShortcuts.includes(inForce) ? safeShortcuts : [inForce, ...safeShortcuts];
  return all.map((value) => ({ value, label: keysInWords(value) }));
}

const shorterMinutes = [10, 5, 3, 2, 1];

/** `asSet` is what policy says. */
export function idleOptions(
  { idleMinutes, longestIdleMinutes }: Pick<SettingsView, 'idleMinutes' | 'longestIdleMinutes'>,
  words: Words,
): readonly Option<string>[] {
  const own = idleMinutes.value;
  const all = own === null || shorterMinutes.includes(own) ? shorterMinutes : [...shorterMinutes, own];
  const shorter = all.filter((count) => count < longestIdleMinutes).toSorted((one, other) => other - one);
  return [
    { value: 'asSet', label: words.idleAsSet(inMinutes(longestIdleMinutes)) },
    ...shorter.map((count) => ({ value: String(count), label: inMinutes(count) })),
  ];
}
