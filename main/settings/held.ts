import type { SettingsView } from '../../preload/settings.ts';
import type { Policy } from '../policy/schema.ts';

/** A value of policy's, and where it stands, for example `HKLM` or a file's path. */
export interface Held<Value> {
  readonly value: Value;
  readonly source: string;
}

type Holdable = 'language' | 'theme' | 'textSize' | 'notifications' | 'lockShortcut';

/** The settings that policy holds: those are not the person's to choose. */
export type HeldSettings = {
  readonly [Name in Holdable]?: Held<SettingsView[Name]['value']>;
};

/**
 * @param sourceOf where a key of policy comes from; `null` where nobody has written that down
 */
export function heldBy(policy: Policy, sourceOf: (key: string) => string | null): HeldSettings {
  const { language, theme, textSize, notifications } = policy.face;
  const { lockShortcut } = policy.session;
  const held = <Value>(value: Value, key: string): Held<Value> => ({ value, source: sourceOf(key) ?? 'policy' });
  return {
    ...(language !== undefined && { language: held(language, 'face.language') }),
    ...(theme !== undefined && { theme: held(theme, 'face.theme') }),
    ...(textSize !== undefined && { textSize: held(textSize, 'face.textSize') }),
    ...(notifications !== undefined && { notifications: held(notifications, 'face.notifications') }),
    ...(lockShortcut !== undefined && { lockShortcut: held(lockShortcut, 'session.lockShortcut') }),
  };
}
