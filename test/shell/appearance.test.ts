import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { SettingsView } from '../../preload/settings.ts';
import { themes } from '../../preload/settings.ts';
import { isStartPage, startPage } from '../../main/shell/app-url.ts';
import { dressOf, followAppearance, type ThemeHost } from '../../main/shell/appearance.ts';
import { pageBackgrounds } from '../../main/shell/window-options.ts';
import type { Dress } from '../../main/shell/window.ts';
import { fakeEvents } from './fakes.ts';

type Chosen = Partial<Record<'theme' | 'textSize', string>>;

/** Settings as far as they bear on how things look. */
function fakeSettings(chosen: Chosen) {
  let view = viewOf(chosen);
  const listeners: ((view: SettingsView) => void)[] = [];
  return {
    view: () => view,
    subscribe(listener: (view: SettingsView) => void) {
      listeners.push(listener);
      return () => undefined;
    },
    change(next: Chosen) {
      view = viewOf(next);
      for (const listener of listeners) listener(view);
    },
  };
}

function viewOf({ theme = 'system', textSize = 'normal' }: Chosen): SettingsView {
  const held = (value: string) => ({ value, heldBy: null });
  return { theme: held(theme), textSize: held(textSize) } as unknown as SettingsView;
}

function followed(held: Chosen = {}) {
  const worn: Dress[] = [];
  const events = fakeEvents();
  const nativeTheme = {
    themeSource: 'system' as ThemeHost['themeSource'],
    shouldUseDarkColors: false,
    shouldUseHighContrastColors: false,
    on: events.on,
  };
  const settings = fakeSettings(held);
  followAppearance({
    nativeTheme: nativeTheme as typeof nativeTheme & Pick<ThemeHost, 'on'>,
    settings,
    window: { wear: (dress) => void worn.push(dress) },
  });
  return { worn, events, nativeTheme, settings };
}

test('issue 6 line 5: the window has the background of the theme before it loads', () => {
  const { worn, nativeTheme } = followed({ theme: 'dark', textSize: 'large' });
  expect(worn).toEqual([{ backgroundColor: pageBackgrounds.dark, fragment: '#theme=dark&textSize=large' }]);
  expect(nativeTheme.themeSource).toBe('dark');
});

test('issue 6 line 5: what the system draws follows a change, and is dark in the theme of high contrast', () => {
  const { worn, nativeTheme, settings } = followed();
  settings.change({ theme: 'highContrast' });
  expect(nativeTheme.themeSource).toBe('dark');
  expect(worn.at(-1)?.backgroundColor).toBe(pageBackgrounds.highContrast);
  settings.change({ theme: 'system' });
  expect(nativeTheme.themeSource).toBe('system');
});

test('issue 6 line 5: with the setting "system" the background changes with the system', () => {
  const { worn, nativeTheme, events } = followed();
  expect(worn.at(-1)?.backgroundColor).toBe(pageBackgrounds.light);
  nativeTheme.shouldUseDarkColors = true;
  events.fire('updated');
  expect(worn.at(-1)?.backgroundColor).toBe(pageBackgrounds.dark);
  nativeTheme.shouldUseHighContrastColors = true;
  events.fire('updated');
  expect(worn.at(-1)?.backgroundColor).toBe(pageBackgrounds.highContrast);
  nativeTheme.shouldUseDarkColors = false;
  events.fire('updated');
  expect(worn.at(-1)?.backgroundColor).toBe(pageBackgrounds.lightHighContrast);
});

test.each(themes)('B11: with the theme %s in its address the page is still the start page', (theme) => {
  const view: Pick<SettingsView, 'theme' | 'textSize'> = {
    theme: { value: theme, heldBy: null },
    textSize: { value: 'largest', heldBy: null },
  };
  const { fragment } = dressOf(view, { shouldUseDarkColors: false, shouldUseHighContrastColors: false });
  expect(isStartPage(startPage + fragment)).toBe(true);
});

test('the backgrounds are those of the style sheet, in its order', async () => {
  const sheet = await readFile(path.join(import.meta.dirname, '../../renderer/styles/_tokens.scss'), 'utf8');
  expect([...sheet.matchAll(/--app-page: (#\w+);/g)].map(([, colour]) => colour)).toEqual(
    Object.values(pageBackgrounds),
  );
});
