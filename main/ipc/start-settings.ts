import type { HelpTopic } from '../../preload/pages.ts';
import type { PolicyView } from '../../preload/policy-view.ts';
import type { SettingsView } from '../../preload/settings.ts';
import type { Policy } from '../policy/schema.ts';
import type { Files, Log, OpenBrowser } from '../ports.ts';
import { limitsOf } from '../session/limits.ts';
import type { Session } from '../session/session.ts';
import { heldBy } from '../settings/held.ts';
import { createSettingsFile } from '../settings/settings-file.ts';
import { createSettings, type Ground, type Settings } from '../settings/settings.ts';
import { settingsHandlers, type SettingsHandlers } from './settings-handlers.ts';

export interface SettingsParts {
  readonly path: string;
  readonly profile: () => 'personal' | 'shared';
  /** `app.getPreferredSystemLanguages()` */
  readonly systemLanguages: readonly string[];
  /** The policy in force; `undefined` without a usable one. */
  readonly policy: () => Policy | undefined;
  readonly policyView: () => PolicyView;
  readonly session: Pick<Session, 'limitIdle' | 'subscribe'>;
  readonly openBrowser: OpenBrowser;
  readonly files: Pick<Files, 'readText' | 'replaceDurably' | 'size'>;
  readonly log: Log;
}

export interface StartedSettings {
  readonly settings: Settings;
  readonly handlers: SettingsHandlers;
  /** To be called when another policy is in force. */
  readonly policyChanged: () => void;
}

/**
 * NHS England's own address for all smartcard holders, on the internet and on HSCN, as its "Quick guide to smartcards for
 * Registration Authorities" gives it (15 January 2025). An organisation may name another (`support.smartcardUnlockUrl`).
 */
const smartcardUnlockUrl = 'https://digital.nhs.uk/unlock';

/** The settings of this run, tied to the session: its idle limit follows a choice, and on a shared terminal its end ends choices. */
export async function startSettings(parts: SettingsParts): Promise<StartedSettings> {
  const { session, log } = parts;
  const settings = await createSettings({
    file: createSettingsFile(parts.path, parts),
    profile: parts.profile,
    systemLanguages: parts.systemLanguages,
    ground: groundOf(parts),
  });
  const limitIdle = ({ idleMinutes }: SettingsView) => session.limitIdle(idleMinutes.value);
  let limited = settings.view().idleMinutes.value;
  limitIdle(settings.view());
  settings.subscribe((view) => {
    if (view.idleMinutes.value === limited) return;
    limited = view.idleMinutes.value;
    limitIdle(view);
  });
  session.subscribe((view) => settings.follow(view));

  async function openHelp(topic: HelpTopic): Promise<boolean> {
    try {
      await parts.openBrowser(addressOf(topic));
      return true;
    } catch {
      log.warn('HELP_NOT_OPENED', { reason: topic });
      return false;
    }
  }

  function addressOf(topic: HelpTopic): string {
    switch (topic) {
      case 'smartcardUnlock':
        return parts.policy()?.support.smartcardUnlockUrl ?? smartcardUnlockUrl;
    }
  }

  return {
    settings,
    handlers: settingsHandlers(settings, parts.policyView, openHelp),
    policyChanged: () => settings.hold(groundOf(parts)),
  };
}

function groundOf({ policy, policyView }: Pick<SettingsParts, 'policy' | 'policyView'>): Ground {
  const inForce = policy();
  // Without a policy nobody can log in, and no limit is shortened.
  if (!inForce) return { held: {}, longestIdleMinutes: 1 };
  const { entries } = policyView();
  const sourceOf = (key: string) => entries.find((entry) => entry.key === key)?.source ?? null;
  return { held: heldBy(inForce, sourceOf), longestIdleMinutes: limitsOf(inForce).idleMs / 60_000 };
}
