/** `Menu`: kept, so that a test can find an item and click it; nothing is drawn, and no key reaches it. */
import type { MenuItemConstructorOptions } from 'electron';
import { loud } from '../loud.ts';
import type { BrowserWindow } from './browser-window.ts';
import { makeEvent } from './event.ts';
import { roleNamed, type Role } from './menu-roles.ts';

type Template = readonly (MenuItemConstructorOptions | StandInItem)[];

class StandInItem {
  readonly id: string | undefined;
  readonly label: string;
  readonly role: string | undefined;
  readonly type: string;
  readonly accelerator: string | undefined;
  readonly submenu: StandInMenu | undefined;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  private readonly known: Role | undefined;
  private readonly onClick: ((item: StandInItem, window: unknown, event: unknown) => void) | undefined;

  constructor(options: MenuItemConstructorOptions) {
    this.known = options.role === undefined ? undefined : roleNamed(options.role);
    const submenu = options.submenu ?? (this.known?.submenu as MenuItemConstructorOptions[] | undefined);
    this.id = options.id;
    this.label = options.label ?? this.known?.label ?? '';
    this.role = options.role?.toLowerCase();
    this.type = options.type ?? (submenu === undefined ? 'normal' : 'submenu');
    this.accelerator = options.accelerator ?? this.known?.accelerator;
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.submenu = Array.isArray(submenu)
      ? StandInMenu.buildFromTemplate(submenu)
      : (submenu as StandInMenu | undefined);
    this.onClick = options.click as typeof this.onClick;
    return loud('MenuItem', this);
  }

  /** As in Electron the role decides, and whether it is enabled is asked where a person clicks, not here. */
  click(event: unknown = makeEvent(), window?: BrowserWindow): void {
    if (this.known === undefined) this.onClick?.(this, window, event);
    else if (this.known.run === undefined) throw new Error(`Electron stand-in: a click on ${this.label} does nothing`);
    else this.known.run(window);
  }
}

let applicationMenu: StandInMenu | null = null;

class StandInMenu {
  readonly items: StandInItem[] = [];

  constructor() {
    return loud('Menu', this);
  }

  static buildFromTemplate(template: Template): StandInMenu {
    const menu = new StandInMenu();
    for (const item of template) menu.append(item instanceof StandInItem ? item : new StandInItem(item));
    return menu;
  }
  static setApplicationMenu(menu: StandInMenu | null): void {
    applicationMenu = menu;
  }
  static getApplicationMenu(): StandInMenu | null {
    return applicationMenu;
  }

  append(item: StandInItem): void {
    this.items.push(item);
  }
  getMenuItemById(id: string): StandInItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
}

export const Menu: typeof StandInMenu = loud('Menu', StandInMenu);
export const MenuItem: typeof StandInItem = loud('MenuItem', StandInItem);
