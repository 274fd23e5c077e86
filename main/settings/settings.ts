import type { SettingsChange, SettingsView } from '../../preload/settings.ts';
import type { Cleanup } from '../ports.ts';

/** What a person chose for this installation, under what policy holds. */
export interface Settings {
  view(): SettingsView;
  /** What policy holds stays as it is. Resolves once the rest is in force and on disk, or said not to be (`kept`). */
  change(change: SettingsChange): Promise<SettingsView>;
  subscribe(listener: (view: SettingsView) => void): Cleanup;
}

/** The values that policy may hold, as `face` and `session` of it have them. */
export interface HeldSettings {
  readonly language?: SettingsView['language']['value'];
  readonly theme?: SettingsView['theme']['value'];
  readonly textSize?: SettingsView['textSize']['value'];
  readonly notifications?: boolean;
  readonly lockShortcut?: string;
}

export function createSettings(policy: HeldSettings): Settings {
  const listeners = new Set<(view: SettingsView) => void>();
  let view: SettingsView = {
    language: from(policy.language, 'en'),
    theme: from(policy.theme, 'system'),
    textSize: from(policy.textSize, 'normal'),
    notifications: from(policy.notifications, true),
    lockShortcut: from(policy.lockShortcut, 'CommandOrControl+Shift+L'),
    idleMinutes: { value: null, heldBy: null },
    welcomed: true,
    kept: true,
  };
  return {
    view: () => view,
    change({ welcomed, ...change }) {
      for (const [name, value] of Object.entries(change)) {
        const key = name as keyof typeof change;
        if (view[key].heldBy === null) view = { ...view, [key]: { value, heldBy: null } };
      }
      if (welcomed) view = { ...view, welcomed };
      for (const listener of listeners) listener(view);
      return Promise.resolve(view);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function from<Value>(held: Value | undefined, ours: Value): { readonly value: Value; readonly heldBy: string | null } {
  return held === undefined ? { value: ours, heldBy: null } : { value: held, heldBy: 'policy' };
}
