import type { HelpTopic } from '../../preload/pages.ts';
import type { PolicyView } from '../../preload/policy-view.ts';
import type { Settings } from '../settings/settings.ts';
import type { Handlers } from './commands.ts';

export type SettingsHandlers = Pick<Handlers, 'readSettings' | 'changeSettings' | 'readPolicy' | 'openHelp'>;

/** What a person chose, what the organisation holds, and the help of both. */
export function settingsHandlers(
  settings: Settings,
  readPolicy: () => PolicyView,
  openHelp: (topic: HelpTopic) => Promise<boolean>,
): SettingsHandlers {
  return {
    readSettings: () => ({ ok: true, value: settings.view() }),
    changeSettings: async (change) => ({ ok: true, value: await settings.change(change) }),
    readPolicy: () => ({ ok: true, value: readPolicy() }),
    openHelp: async ({ topic }) =>
      (await openHelp(topic)) ? { ok: true, value: undefined } : { ok: false, code: 'HELP_NOT_OPENED' },
  };
}
