import type { Language } from '../../preload/settings.ts';
import { cySettings } from '../i18n/cy-settings.ts';
import { enSettings } from '../i18n/en-settings.ts';
import { useSession } from '../session-context.ts';

export type SettingsWords = typeof enSettings;

const catalogues: Record<Language, SettingsWords> = { en: enSettings, cy: cySettings };

/** As `words`, of pages that nobody needs in their first second: their words come with them, and not with the start. */
export function useSettingsWords(): SettingsWords {
  const { settings } = useSession();
  return catalogues[settings?.language.value ?? 'en'];
}
