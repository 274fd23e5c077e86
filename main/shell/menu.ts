import type { Menu, MenuItemConstructorOptions } from 'electron';
import type { PageName } from '../../preload/pages.ts';
import type { SessionView } from '../../preload/session-view.ts';
import type { Language } from '../../preload/settings.ts';
import { menuWords, type MenuRole } from '../words/menu-words.ts';

/** What the menu offers at present. */
export interface MenuState {
  readonly canLock: boolean;
  readonly canLogOut: boolean;
}

/** Electron's `Menu`, as far as we use it. */
export type MenuHost = Pick<typeof Menu, 'buildFromTemplate' | 'setApplicationMenu'>;

export interface MenuSettings {
  /** `process.platform` */
  readonly platform: string;
  readonly packaged: boolean;
  readonly profile: 'personal' | 'shared';
  /** Both are asked each time the menu is made; keys as Electron's accelerators are written. */
  readonly language: () => Language;
  readonly lockShortcut: () => string;
  readonly lock: () => void;
  readonly logOut: () => void;
  readonly checkAudit: () => void;
  readonly openPage: (page: PageName) => void;
}

export interface AppMenu {
  update(state: MenuState): void;
  /** Makes it anew as it stands: its language or its keys have changed. */
  redraw(): void;
}

const separator: MenuItemConstructorOptions = { type: 'separator' };

/** Tests find the items by these. */
export const menuIds = { lock: 'lock', logOut: 'log-out' } as const;
/** Offered at any time: it says nothing about anybody. */
export const checkAuditId = 'check-audit';
export const pageId = (page: PageName) => `page-${page}`;

/**
 * The menu of the app in place of Electron's own, whose keys reload the page and open the developer tools (B7). On a Mac it is
 * the bar at the top of the screen, and without its items not even copy and paste have keys; elsewhere Alt shows it.
 */
export function installMenu(host: MenuHost, settings: MenuSettings): AppMenu {
  let state: MenuState = { canLock: false, canLogOut: false };
  let menu: Menu;
  const enable = (id: string, enabled: boolean) => {
    const item = menu.getMenuItemById(id);
    if (item) item.enabled = enabled;
  };
  const show = () => {
    enable(menuIds.lock, state.canLock);
    enable(menuIds.logOut, state.canLogOut);
  };
  const redraw = () => {
    menu = host.buildFromTemplate(menuTemplate(settings));
    show();
    host.setApplicationMenu(menu);
  };
  redraw();
  return {
    update(next) {
      state = next;
      show();
    },
    redraw,
  };
}

/** Nothing can be locked or logged out at first. On a shared terminal nothing is ever locked: there the keys log out. */
export function menuTemplate(settings: MenuSettings): MenuItemConstructorOptions[] {
  const { platform, packaged, profile, openPage } = settings;
  const lockShortcut = settings.lockShortcut();
  const words = menuWords[settings.language()];
  const isMac = platform === 'darwin';
  const lock = {
    id: menuIds.lock,
    label: words.lock,
    accelerator: lockShortcut,
    enabled: false,
    click: () => settings.lock(),
  };
  const logOut = {
    id: menuIds.logOut,
    label: words.logOut,
    enabled: false,
    click: () => settings.logOut(),
    ...(profile === 'shared' && { accelerator: lockShortcut }),
  };
  const checkAudit: MenuItemConstructorOptions[] = [
    separator,
    { id: checkAuditId, label: words.checkAudit, click: () => settings.checkAudit() },
  ];
  const page = (name: PageName, accelerator?: string): MenuItemConstructorOptions => ({
    id: pageId(name),
    label: words.pages[name],
    ...(accelerator !== undefined && { accelerator }),
    click: () => openPage(name),
  });
  const role = (name: MenuRole): MenuItemConstructorOptions => ({ role: name, label: words.roles[name] });
  // Where each system has it: on a Mac in the menu of the app's own name, elsewhere in the first menu.
  const settingsItem = page('settings', 'CommandOrControl+,');
  return [
    ...(isMac ? [{ role: 'appMenu' as const, submenu: macAppMenu(page('about'), settingsItem, role) }] : []),
    {
      label: words.session,
      submenu: [
        ...(profile === 'shared' ? [] : [lock]),
        logOut,
        ...checkAudit,
        ...(isMac ? [] : [separator, settingsItem, separator, role('quit')]),
      ],
    },
    {
      role: 'editMenu',
      label: words.edit,
      submenu: [
        role('undo'),
        role('redo'),
        separator,
        role('cut'),
        role('copy'),
        role('paste'),
        role('delete'),
        separator,
        role('selectAll'),
      ],
    },
    {
      label: words.view,
      submenu: [role('resetZoom'), role('zoomIn'), role('zoomOut'), separator, role('togglefullscreen')],
    },
    {
      role: 'windowMenu',
      label: words.window,
      submenu: [role('minimize'), role('zoom'), ...(isMac ? [separator, role('front')] : [role('close')])],
    },
    {
      role: 'help',
      label: words.help,
      submenu: [page('diagnostics'), page('policy'), ...(isMac ? [] : [page('about')])],
    },
    ...(packaged ? [] : [{ label: words.developer, submenu: [role('reload'), role('toggleDevTools')] }]),
  ];
}

/** What a Mac has there by itself, and About and Settings of ours. */
function macAppMenu(
  about: MenuItemConstructorOptions,
  settings: MenuItemConstructorOptions,
  role: (name: MenuRole) => MenuItemConstructorOptions,
): MenuItemConstructorOptions[] {
  return [
    about,
    separator,
    settings,
    separator,
    role('services'),
    separator,
    role('hide'),
    role('hideOthers'),
    role('unhide'),
    separator,
    role('quit'),
  ];
}

/** What makes sense on a screen: a lock while somebody is logged in, a log-out also while it is locked for somebody. */
export function menuStateOf(view: SessionView): MenuState {
  switch (view.kind) {
    case 'starting':
    case 'setupProblem':
    case 'loggedOut':
    case 'ended':
    case 'restorable':
    case 'blanked':
      return { canLock: false, canLogOut: false };
    case 'locked':
      return { canLock: false, canLogOut: true };
    case 'openingBrowser':
    case 'waitingForBrowser':
    case 'checkingLogin':
    case 'attemptFailed':
      return { canLock: view.who !== null, canLogOut: view.who !== null || view.purpose === 'unlock' };
    case 'otherPerson':
      return { canLock: view.who !== null, canLogOut: true };
    case 'chooseRole':
    case 'noUsableRole':
    case 'home':
    case 'actionBlocked':
    case 'insufficient':
    case 'confirmAction':
    case 'sendingAction':
    case 'actionDone':
      return { canLock: true, canLogOut: true };
  }
}
