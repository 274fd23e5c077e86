import { expect, test, vi } from 'vitest';
import { menuWithKeys } from '../../main/shell/menu-keys.ts';
import { world } from '../settings/world.ts';

test('issue 6 line 8: the menu follows the keys for locking, with what it offered before, and no other change', async () => {
  const settings = await world().start();
  const update = vi.fn();
  const install = vi.fn((keys: string) => ({ update: (state: object) => void update(keys, state) }));
  const menu = menuWithKeys(settings, install);
  const state = { canLock: true, canLogOut: true };
  menu.update(state);
  await settings.change({ theme: 'dark' });
  await settings.change({ lockShortcut: 'CommandOrControl+Shift+K' });
  menu.update({ canLock: false, canLogOut: false });
  expect(install.mock.calls).toEqual([['CommandOrControl+Shift+L'], ['CommandOrControl+Shift+K']]);
  expect(update.mock.calls).toEqual([
    ['CommandOrControl+Shift+L', state],
    ['CommandOrControl+Shift+K', state],
    ['CommandOrControl+Shift+K', { canLock: false, canLogOut: false }],
  ]);
});
