import type { BrowserContextOptions } from '@playwright/test';
import { languages, type Language, type SettingsView } from '../../../preload/settings.ts';
import { settings } from '../../../test/renderer/fixtures.ts';

/** How a screen is looked at: `forced` is the system's own high contrast, which takes the place of any theme. */
export const themes = ['light', 'dark', 'highContrast', 'forced'] as const;
export type GalleryTheme = (typeof themes)[number];
/** `largeText`: 200 %. `narrow`: 320 px wide, which is also 1280 px at 400 % (WCAG 1.4.10). Both in the light theme alone. */
export const shapes = ['usual', 'largeText', 'narrow'] as const;
export type Shape = (typeof shapes)[number];

export interface Look {
  /** Part of the names of files: `dark-cy`, `light-en-narrow`. */
  readonly name: string;
  readonly theme: GalleryTheme;
  readonly language: Language;
  readonly shape: Shape;
}

function lookOf(theme: GalleryTheme, language: Language, shape: Shape): Look {
  const name = shape === 'usual' ? `${theme}-${language}` : `${theme}-${language}-${shape}`;
  return { name, theme, language, shape };
}

export const looks: readonly Look[] = languages.flatMap((language) => [
  ...themes.map((theme) => lookOf(theme, language, 'usual')),
  lookOf('light', language, 'largeText'),
  lookOf('light', language, 'narrow'),
]);

export const languageNames: Readonly<Record<Language, string>> = { en: 'English', cy: 'Cymraeg' };
const themeNames: Readonly<Record<GalleryTheme, string>> = {
  light: 'light',
  dark: 'dark',
  highContrast: 'high contrast',
  forced: 'forced colours',
};
const shapeNames: Readonly<Record<Shape, string>> = {
  usual: '',
  largeText: ', text at 200 %',
  narrow: ', 320 px wide',
};

/** As people read it: "dark", "light, 320 px wide". */
export function lookInWords({ theme, shape }: Pick<Look, 'theme' | 'shape'>): string {
  return themeNames[theme] + shapeNames[shape];
}

/** What the browser tells a page, also one that is not ours. */
export function contextOf({ theme, language, shape }: Look): BrowserContextOptions {
  return {
    viewport: shape === 'narrow' ? { width: 320, height: 640 } : { width: 1024, height: 768 },
    locale: language === 'cy' ? 'cy-GB' : 'en-GB',
    timezoneId: 'Europe/London',
    reducedMotion: 'reduce',
    colorScheme: theme === 'dark' ? 'dark' : 'light',
    contrast: theme === 'highContrast' ? 'more' : 'no-preference',
    forcedColors: theme === 'forced' ? 'active' : 'none',
  };
}

/** What the person has chosen in the app, and beside it what a scene says of who holds it. */
export function settingsFor({ theme, language, shape }: Look, given: Partial<SettingsView> = {}): SettingsView {
  const base = { ...settings, ...given };
  return {
    ...base,
    language: { ...base.language, value: language },
    theme: { ...base.theme, value: theme === 'forced' ? 'system' : theme },
    textSize: { ...base.textSize, value: shape === 'largeText' ? 'largest' : 'normal' },
  };
}
