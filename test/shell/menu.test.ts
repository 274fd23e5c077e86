import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, test, vi } from 'vitest';
import {
  installMenu,
  menuIds,
  menuStateOf,
  menuTemplate,
  pageId,
  type MenuHost,
  type MenuSettings,
} from '../../main/shell/menu.ts';
import { sessionView, type SessionView } from '../../preload/session-view.ts';
import { fake } from './fakes.ts';

const settings: MenuSettings = {
  platform: 'win32',
  packaged: true,
  profile: 'personal',
  language: () => 'en',
  lockShortcut: () => 'CommandOrControl+Shift+L',
  openPage: () => {},
  lock: () => {},
  logOut: () => {},
  checkAudit: () => {},
};

/** Every item of a template, those of submenus after the one that holds them. */
function itemsOf(template: readonly MenuItemConstructorOptions[]): readonly MenuItemConstructorOptions[] {
  return template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? itemsOf(item.submenu) : [])]);
}
const rolesOf = (over: Partial<MenuSettings>) =>
  itemsOf(menuTemplate({ ...settings, ...over })).flatMap(({ role }) => role ?? []);

/** A menu as Electron makes it of a template, as far as the app looks at it. */
function installed(over: Partial<MenuSettings> = {}) {
  const set = vi.fn();
  let items: readonly MenuItemConstructorOptions[] = [];
  const host = fake<MenuHost>({
    buildFromTemplate(template: MenuItemConstructorOptions[]) {
      items = itemsOf(template);
      return { getMenuItemById: (id: string) => items.find((item) => item.id === id) ?? null };
    },
    setApplicationMenu: set,
  });
  const appMenu = installMenu(host, { ...settings, ...over });
  const item = (id: string) => items.find((candidate) => candidate.id === id);
  const enabled = () => Object.values(menuIds).map((id) => item(id)?.enabled);
  return { appMenu, set, item, enabled };
}

/** What somebody does who chooses it; what Electron hands over is not looked at. */
const choose = (item: MenuItemConstructorOptions | undefined) => {
  const click = item?.click as (() => void) | undefined;
  click?.();
};

describe('the menu of the app', () => {
  test('is set, whatever else Electron would have put there', () => {
    expect(installed().set).toHaveBeenCalledOnce();
  });

  test('issue 6 line 6: is made anew in another language, and offers what it offered before', () => {
    let language: 'en' | 'cy' = 'en';
    const { appMenu, item, enabled, set } = installed({ language: () => language });
    appMenu.update({ canLock: true, canLogOut: true });
    language = 'cy';
    appMenu.redraw();
    expect([item(menuIds.lock)?.label, item(menuIds.logOut)?.label]).toEqual(['Cloi', 'Allgofnodi']);
    expect(enabled()).toEqual([true, true]);
    expect(set).toHaveBeenCalledTimes(2);
  });

  test('locks and logs out, each by its own item', () => {
    const [lock, logOut] = [vi.fn(), vi.fn()];
    const { item } = installed({ lock, logOut });
    choose(item(menuIds.lock));
    expect([lock.mock.calls.length, logOut.mock.calls.length]).toEqual([1, 0]);
    choose(item(menuIds.logOut));
    expect([lock.mock.calls.length, logOut.mock.calls.length]).toEqual([1, 1]);
  });

  test('the lock has the keys of the policy, the log-out has none', () => {
    const { item } = installed({ lockShortcut: () => 'CommandOrControl+Alt+K' });
    expect([item(menuIds.lock)?.label, item(menuIds.lock)?.accelerator]).toEqual(['Lock', 'CommandOrControl+Alt+K']);
    expect([item(menuIds.logOut)?.label, item(menuIds.logOut)?.accelerator]).toEqual(['Log out', undefined]);
  });

  test('HAZ-02 on a shared terminal nothing is locked: the keys log out', () => {
    const { item, appMenu, enabled } = installed({ profile: 'shared' });
    expect(item(menuIds.lock)).toBeUndefined();
    expect(item(menuIds.logOut)?.accelerator).toBe('CommandOrControl+Shift+L');
    appMenu.update({ canLock: true, canLogOut: true });
    expect(enabled()).toEqual([undefined, true]);
  });

  test('offers neither at first, and then what it is told', () => {
    const { appMenu, enabled } = installed();
    expect(enabled()).toEqual([false, false]);
    appMenu.update({ canLock: true, canLogOut: true });
    expect(enabled()).toEqual([true, true]);
    appMenu.update({ canLock: false, canLogOut: true });
    expect(enabled()).toEqual([false, true]);
    appMenu.update({ canLock: false, canLogOut: false });
    expect(enabled()).toEqual([false, false]);
  });

  test.each(['win32', 'darwin', 'linux'])(
    'B7 packaged, %s: no key reloads the page or opens the developer tools',
    (platform) => {
      const roles = rolesOf({ platform });
      // `viewMenu` and `fileMenu` are Electron's own collections; the first holds what must not be there.
      for (const refused of ['reload', 'forceReload', 'toggleDevTools', 'viewMenu'] as const) {
        expect(roles).not.toContain(refused);
      }
      expect(rolesOf({ platform, packaged: false })).toEqual([...roles, 'reload', 'toggleDevTools']);
    },
  );

  test('issue 6 line 7 has what each system expects, and a way to quit on each', () => {
    const edit = ['editMenu', 'undo', 'redo', 'cut', 'copy', 'paste', 'delete', 'selectAll'];
    const common = [...edit, 'resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen', 'windowMenu', 'minimize', 'zoom'];
    expect(rolesOf({ platform: 'win32' })).toEqual(['quit', ...common, 'close', 'help']);
    expect(rolesOf({ platform: 'linux' })).toEqual(['quit', ...common, 'close', 'help']);
    const ofMac = ['appMenu', 'services', 'hide', 'hideOthers', 'unhide', 'quit'];
    expect(rolesOf({ platform: 'darwin' })).toEqual([...ofMac, ...common, 'front', 'help']);
  });

  test.each(['win32', 'darwin', 'linux'])(
    'issue 6 line 6: on %s each item is in the language that was chosen, those of Electron’s roles too',
    (platform) => {
      const labels = (language: 'en' | 'cy') =>
        itemsOf(menuTemplate({ ...settings, platform, packaged: false, language: () => language })).flatMap(
          // The system writes the app's own name there.
          ({ type, label, role }) => (type === 'separator' || role === 'appMenu' ? [] : [label]),
        );
      const [english, welsh] = [labels('en'), labels('cy')];
      expect(english).not.toContain(undefined);
      expect(welsh).toHaveLength(english.length);
      expect(welsh.filter((label, index) => label === english[index])).toEqual([]);
    },
  );

  test.each(['win32', 'darwin', 'linux'])(
    'issue 6 line 7 on %s it leads to the pages beside the session',
    (platform) => {
      const openPage = vi.fn();
      const { item } = installed({ platform, openPage });
      const offered = ['settings', 'diagnostics', 'policy', 'about'] as const;
      for (const page of offered) choose(item(pageId(page)));
      expect(openPage.mock.calls).toEqual(offered.map((page) => [page]));
      expect(item(pageId('settings'))?.accelerator).toBe('CommandOrControl+,');
    },
  );

  test('issue 6 line 8 made anew it has the new keys, and offers what it offered', () => {
    let keys = 'CommandOrControl+Shift+L';
    const { appMenu, item, enabled, set } = installed({ lockShortcut: () => keys });
    appMenu.update({ canLock: true, canLogOut: true });
    keys = 'CommandOrControl+Alt+K';
    appMenu.redraw();
    expect(item(menuIds.lock)?.accelerator).toBe(keys);
    expect(enabled()).toEqual([true, true]);
    expect(set).toHaveBeenCalledTimes(2);
  });
});

describe('what the menu offers on each screen', () => {
  const who = {} as NonNullable<Extract<SessionView, { kind: 'openingBrowser' }>['who']>;
  const [nothing, both, onlyLogOut] = [
    { canLock: false, canLogOut: false },
    { canLock: true, canLogOut: true },
    { canLock: false, canLogOut: true },
  ];
  type Row = readonly [kind: SessionView['kind'], more: object, offered: object];
  const rows: readonly Row[] = [
    ['starting', {}, nothing],
    ['setupProblem', {}, nothing],
    ['loggedOut', {}, nothing],
    ['ended', {}, nothing],
    ['restorable', {}, nothing],
    ['blanked', {}, nothing],
    ['locked', {}, onlyLogOut],
    ...(['openingBrowser', 'waitingForBrowser', 'checkingLogin', 'attemptFailed'] as const).flatMap<Row>((kind) => [
      [kind, { purpose: 'login', who: null }, nothing],
      [kind, { purpose: 'unlock', who: null }, onlyLogOut],
      [kind, { purpose: 'stepUp', who }, both],
    ]),
    ['otherPerson', { who: null }, onlyLogOut],
    ['otherPerson', { who }, both],
    ['chooseRole', { who }, both],
    ['noUsableRole', { who }, both],
    ['home', { who }, both],
    ['actionBlocked', { who }, both],
    ['insufficient', { who }, both],
    ['confirmAction', { who }, both],
    ['sendingAction', { who }, both],
    ['actionDone', { who }, both],
  ];

  test.each(rows)('%s, %j', (kind, more, offered) => {
    expect(menuStateOf({ kind, ...more } as SessionView)).toEqual(offered);
  });

  test('no screen is left out', () => {
    const kinds = sessionView.options.map(({ entries }) => entries.kind.literal);
    expect(new Set(rows.map(([kind]) => kind))).toEqual(new Set(kinds));
  });
});
