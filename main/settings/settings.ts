import type { SessionView } from '../../preload/session-view.ts';
import type { Language, SettingsChange, SettingsView } from '../../preload/settings.ts';
import type { Cleanup } from '../ports.ts';
import { choiceNames, type Choices } from './choices.ts';
import type { HeldSettings } from './held.ts';
import type { SettingsFile } from './settings-file.ts';

/** What a person chose for this installation, under what policy holds. */
export interface Settings {
  view(): SettingsView;
  /** What policy holds stays as it is. Resolves once the rest is in force and on disk, or said not to be (`kept`). */
  change(change: SettingsChange): Promise<SettingsView>;
  subscribe(listener: (view: SettingsView) => void): Cleanup;
  /** Another policy is in force. What a person chose under it comes back when it holds that no more. */
  hold(ground: Ground): void;
  /** Told of each view of the session: on a shared terminal the choices of one person end with their session (invariant 7). */
  follow(view: SessionView): void;
}

/** What policy says about settings. */
export interface Ground {
  readonly held: HeldSettings;
  /** The idle limit in force without anybody's choice: a person may shorten it, never lengthen it (R24). */
  readonly longestIdleMinutes: number;
}

export interface SettingsOptions {
  readonly file: SettingsFile;
  /** Of the session, or of the next one; asked each time, since policy may change it. */
  readonly profile: () => 'personal' | 'shared';
  /** As the system lists them, the preferred one first, for example `cy-GB`. */
  readonly systemLanguages: readonly string[];
  readonly ground: Ground;
}

/**
 * On a personal desktop choices are kept in the file. A shared terminal belongs to nobody: there they hold until the session
 * ends and are never written; only that the first-run screen has been read is, since that says nothing about anybody.
 */
export async function createSettings({ file, profile, systemLanguages, ground }: SettingsOptions): Promise<Settings> {
  const listeners = new Set<(view: SettingsView) => void>();
  const found = await file.read();
  const isShared = () => profile() === 'shared';
  let wasShared = isShared();
  let { held, longestIdleMinutes } = ground;
  let chosen: Choices = wasShared ? ofEverybody(found) : found;
  let kept = true;
  let personHere: string | undefined;
  let view = viewNow();
  // Of the time before the computer was shared.
  if (wasShared && Object.keys(found).length > Object.keys(chosen).length) await file.write(chosen);

  function viewNow(): SettingsView {
    const own = chosen.idleMinutes ?? null;
    return {
      language: under(held.language, chosen.language ?? languageOf(systemLanguages)),
      theme: under(held.theme, chosen.theme ?? 'system'),
      textSize: under(held.textSize, chosen.textSize ?? 'normal'),
      notifications: under(held.notifications, chosen.notifications ?? true),
      lockShortcut: under(held.lockShortcut, chosen.lockShortcut ?? 'CommandOrControl+Shift+L'),
      idleMinutes: { value: own !== null && own < longestIdleMinutes ? own : null, heldBy: null },
      longestIdleMinutes,
      welcomed: chosen.welcomed ?? false,
      kept,
    };
  }

  function show(): void {
    const next = viewNow();
    if (JSON.stringify(next) === JSON.stringify(view)) return;
    view = next;
    for (const listener of listeners) listener(view);
  }

  /** Of the time before the computer was shared. */
  function forgetChoices(): void {
    chosen = ofEverybody(chosen);
    void file.write(chosen).then((isWritten) => {
      kept = isWritten;
      show();
    });
  }

  return {
    view: () => view,
    async change(change) {
      const isHeld = (name: keyof Choices) => Object.hasOwn(held, name);
      const free = choiceNames.filter((name) => Object.hasOwn(change, name) && !isHeld(name));
      if (free.length === 0) return view;
      chosen = { ...chosen, ...pick(change, free) };
      show();
      if (!isShared() || free.includes('welcomed')) {
        kept = await file.write(isShared() ? ofEverybody(chosen) : chosen);
        show();
      }
      return view;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    hold(next) {
      ({ held, longestIdleMinutes } = next);
      if (isShared() && !wasShared) forgetChoices();
      wasShared = isShared();
      show();
    },
    follow(session) {
      const person = 'who' in session ? session.who?.person.userId : undefined;
      const isLeft = personHere !== undefined && person !== personHere;
      personHere = person;
      if (!isShared() || !isLeft) return;
      chosen = ofEverybody(chosen);
      show();
    },
  };
}

/** Welsh where it is the first language of the system; English otherwise (issue 6 line 6). */
export function languageOf([first]: readonly string[]): Language {
  return first !== undefined && /^cy(-|$)/i.test(first) ? 'cy' : 'en';
}

function under<Value>(
  held: { readonly value: Value; readonly source: string } | undefined,
  otherwise: Value,
): { readonly value: Value; readonly heldBy: string | null } {
  return held ? { value: held.value, heldBy: held.source } : { value: otherwise, heldBy: null };
}

function ofEverybody({ welcomed }: Choices): Choices {
  return welcomed ? { welcomed } : {};
}

function pick(change: SettingsChange, names: readonly (keyof SettingsChange)[]): SettingsChange {
  return Object.fromEntries(names.map((name) => [name, change[name]]));
}
