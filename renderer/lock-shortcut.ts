import type { SessionStore } from './session-store.ts';

type Keys = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'getModifierState'>;

/**
 * The lock keys of the policy, while somebody is logged in. Always several keys at once, since single letters get in the way
 * of voice control.
 */
export function listenForLockShortcut(
  target: Pick<Window, 'addEventListener'>,
  store: Pick<SessionStore, 'getSnapshot' | 'gestures'>,
): void {
  target.addEventListener('keydown', (event) => {
    const { view, settings } = store.getSnapshot();
    if (!settings || !('who' in view) || view.who === null) return;
    if (event.repeat || !isPressed(settings.lockShortcut.value, event)) return;
    event.preventDefault();
    store.gestures.lock();
  });
}

/**
 * Whether these are the keys of an accelerator as Electron writes them: `CommandOrControl+Shift+L`. The letter counts as
 * the keyboard types it; where it types none (Option on a Mac, a Cyrillic layout) the place of the key decides. AltGr is no
 * Ctrl+Alt, although Windows says so: it types letters.
 */
export function isPressed(accelerator: string, event: Keys): boolean {
  const keys = accelerator.split('+');
  const letter = keys.at(-1) ?? '';
  const typesLetter = /^[a-z]$/i.test(event.key);
  return (
    (typesLetter ? event.key.toUpperCase() === letter : event.code === `Key${letter}`) &&
    (event.ctrlKey || event.metaKey) &&
    event.shiftKey === keys.includes('Shift') &&
    event.altKey === keys.includes('Alt') &&
    !event.getModifierState('AltGraph')
  );
}
