import type { AppInfo } from '../../preload/contract.ts';
import type { SettingsView } from '../../preload/settings.ts';
import {
  idleOptions,
  languageOptions,
  lockShortcutOptions,
  notificationOptions,
  textSizeOptions,
  themeOptions,
} from './setting-options.ts';
import type { SettingsWords } from './settings-words.ts';

/** "Changed. Colours: Dark." for the first setting that differs; `undefined` where none does. */
export function changeInWords(
  before: SettingsView,
  now: SettingsView,
  profile: AppInfo['profile'],
  settings: SettingsWords['settings'],
): string | undefined {
  const saidOf = (setting: string, options: readonly { value: string; label: string }[], value: string) =>
    settings.changed(setting, options.find((option) => option.value === value)?.label ?? value);
  const differs = (name: 'language' | 'theme' | 'textSize' | 'notifications' | 'lockShortcut' | 'idleMinutes') =>
    before[name].value !== now[name].value;

  if (!now.kept && before.kept) return `${settings.notKeptTitle}. ${settings.notKept}`;
  if (differs('language')) return saidOf(settings.language, languageOptions(), now.language.value);
  if (differs('theme')) return saidOf(settings.theme, themeOptions(settings), now.theme.value);
  if (differs('textSize')) return saidOf(settings.textSize, textSizeOptions(settings), now.textSize.value);
  if (differs('notifications'))
    return saidOf(settings.notifications, notificationOptions(settings), now.notifications.value ? 'on' : 'off');
  if (differs('lockShortcut'))
    return saidOf(settings.lockShortcut[profile], lockShortcutOptions(now.lockShortcut.value), now.lockShortcut.value);
  if (differs('idleMinutes'))
    return saidOf(settings.idle, idleOptions(now, settings), String(now.idleMinutes.value ?? 'asSet'));
  return undefined;
}
