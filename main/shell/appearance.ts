import type { NativeTheme } from 'electron';
import type { SettingsView } from '../../preload/settings.ts';
import type { Settings } from '../settings/settings.ts';
import { pageBackgrounds } from './window-options.ts';
import type { Dress } from './window.ts';

/** What we use of Electron's `nativeTheme`. */
export type ThemeHost = Pick<NativeTheme, 'themeSource' | 'shouldUseDarkColors' | 'shouldUseHighContrastColors' | 'on'>;

export interface AppearanceParts {
  readonly nativeTheme: ThemeHost;
  readonly settings: Pick<Settings, 'view' | 'subscribe'>;
  readonly window: { readonly wear: (dress: Dress) => void };
}

/**
 * Has everything around the page follow the theme that was chosen: what the system draws (title bar, native menus, boxes), the
 * window's own background, and what the page is told before it can ask (issue 6 line 5). Called before the window loads, so
 * that nothing light is seen before the first dark paint.
 */
export function followAppearance({ nativeTheme, settings, window }: AppearanceParts): void {
  const follow = () => window.wear(dressOf(settings.view(), nativeTheme));
  const choose = ({ theme }: SettingsView) => {
    const source = theme.value === 'highContrast' ? 'dark' : theme.value;
    // Setting it tells of a change also where there is none.
    if (nativeTheme.themeSource !== source) nativeTheme.themeSource = source;
    follow();
  };
  choose(settings.view());
  settings.subscribe(choose);
  nativeTheme.on('updated', follow);
}

/** `renderer/appearance.ts` reads the fragment. */
export function dressOf(
  { theme: { value: theme }, textSize: { value: textSize } }: Pick<SettingsView, 'theme' | 'textSize'>,
  system: Pick<ThemeHost, 'shouldUseDarkColors' | 'shouldUseHighContrastColors'>,
): Dress {
  return {
    backgroundColor: pageBackgrounds[theme === 'system' ? systemTheme(system) : theme],
    fragment: `#${new URLSearchParams({ theme, textSize }).toString()}`,
  };
}

/** As the style sheet takes `prefers-contrast` and `prefers-color-scheme`. */
function systemTheme({
  shouldUseDarkColors,
  shouldUseHighContrastColors,
}: Pick<ThemeHost, 'shouldUseDarkColors' | 'shouldUseHighContrastColors'>): keyof typeof pageBackgrounds {
  if (shouldUseHighContrastColors) return shouldUseDarkColors ? 'highContrast' : 'lightHighContrast';
  return shouldUseDarkColors ? 'dark' : 'light';
}
