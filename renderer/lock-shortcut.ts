import type { SessionStore } from './session-store.ts';

/**
 * Ctrl+Shift+L, or Cmd+Shift+L on a Mac, while somebody is logged in. Several keys at once, since single letters get in the
 * way of voice control.
 */
export function listenForLockShortcut(target: Pick<Window, 'addEventListener'>, store: SessionStore): void {
  target.addEventListener('keydown', (event) => {
    const wanted = event.code === 'KeyL' && event.shiftKey && (event.ctrlKey || event.metaKey) && !event.altKey;
    const { view } = store.getSnapshot();
    if (!wanted || event.repeat || !('who' in view) || view.who === null) return;
    event.preventDefault();
    store.gestures.lock();
  });
}
