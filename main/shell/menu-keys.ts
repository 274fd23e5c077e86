import type { Settings } from '../settings/settings.ts';
import type { AppMenu, MenuState } from './menu.ts';

/** The menu, made anew whenever the keys for locking change: Electron cannot give another accelerator to an item that is there. */
export function menuWithKeys(
  settings: Pick<Settings, 'view' | 'subscribe'>,
  install: (lockShortcut: string) => AppMenu,
): AppMenu {
  let keys = settings.view().lockShortcut.value;
  let menu = install(keys);
  let state: MenuState | undefined;
  settings.subscribe(({ lockShortcut }) => {
    if (lockShortcut.value === keys) return;
    keys = lockShortcut.value;
    menu = install(keys);
    if (state) menu.update(state);
  });
  return {
    update(next) {
      state = next;
      menu.update(next);
    },
  };
}
