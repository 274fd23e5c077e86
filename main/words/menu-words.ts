// Welsh: needs review by a Welsh speaker.
// Drafted by a machine, and not to be used live before that review.
import type { PageName } from '../../preload/pages.ts';
import type { Language } from '../../preload/settings.ts';

/** What Electron and the system do by themselves; Electron's own words for them are English whatever language is chosen. */
export type MenuRole =
  | 'quit'
  | 'services'
  | 'hide'
  | 'hideOthers'
  | 'unhide'
  | 'undo'
  | 'redo'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'delete'
  | 'selectAll'
  | 'resetZoom'
  | 'zoomIn'
  | 'zoomOut'
  | 'togglefullscreen'
  | 'minimize'
  | 'zoom'
  | 'close'
  | 'front'
  | 'reload'
  | 'toggleDevTools';

/** The words of the application menu. */
export interface MenuWords {
  readonly roles: Readonly<Record<MenuRole, string>>;
  readonly session: string;
  readonly edit: string;
  readonly window: string;
  readonly lock: string;
  readonly logOut: string;
  readonly checkAudit: string;
  readonly view: string;
  readonly developer: string;
  readonly help: string;
  readonly pages: Readonly<Record<PageName, string>>;
}

export const menuWords: Readonly<Record<Language, MenuWords>> = {
  en: {
    roles: {
      quit: 'Quit CIS2 Desktop',
      services: 'Services',
      hide: 'Hide CIS2 Desktop',
      hideOthers: 'Hide others',
      unhide: 'Show all',
      undo: 'Undo',
      redo: 'Redo',
      cut: 'Cut',
      copy: 'Copy',
      paste: 'Paste',
      delete: 'Delete',
      selectAll: 'Select all',
      resetZoom: 'Actual size',
      zoomIn: 'Zoom in',
      zoomOut: 'Zoom out',
      togglefullscreen: 'Full screen',
      minimize: 'Minimise',
      zoom: 'Zoom',
      close: 'Close',
      front: 'Bring all to front',
      reload: 'Reload',
      toggleDevTools: 'Developer tools',
    },
    session: 'Session',
    edit: 'Edit',
    window: 'Window',
    lock: 'Lock',
    logOut: 'Log out',
    checkAudit: 'Check the audit record',
    view: 'View',
    developer: 'Developer',
    help: 'Help',
    pages: {
      settings: 'Settings…',
      about: 'About CIS2 Desktop',
      policy: 'Managed by your organisation',
      diagnostics: 'Check connection',
      supportBundle: 'Support bundle',
    },
  },
  cy: {
    roles: {
      quit: 'Gadael CIS2 Desktop',
      services: 'Gwasanaethau',
      hide: 'Cuddio CIS2 Desktop',
      hideOthers: 'Cuddio’r lleill',
      unhide: 'Dangos popeth',
      undo: 'Dadwneud',
      redo: 'Ail-wneud',
      cut: 'Torri',
      copy: 'Copïo',
      paste: 'Gludo',
      delete: 'Dileu',
      selectAll: 'Dewis popeth',
      resetZoom: 'Maint gwirioneddol',
      zoomIn: 'Chwyddo i mewn',
      zoomOut: 'Chwyddo allan',
      togglefullscreen: 'Sgrin lawn',
      minimize: 'Lleihau',
      zoom: 'Chwyddo',
      close: 'Cau',
      front: 'Dod â phopeth i’r blaen',
      reload: 'Ail-lwytho',
      toggleDevTools: 'Offer datblygwyr',
    },
    session: 'Sesiwn',
    edit: 'Golygu',
    window: 'Ffenestr',
    lock: 'Cloi',
    logOut: 'Allgofnodi',
    checkAudit: 'Gwirio’r cofnod archwilio',
    view: 'Golwg',
    developer: 'Datblygwr',
    help: 'Cymorth',
    pages: {
      settings: 'Gosodiadau…',
      about: 'Ynghylch CIS2 Desktop',
      policy: 'Wedi’i reoli gan eich sefydliad',
      diagnostics: 'Gwirio’r cysylltiad',
      supportBundle: 'Bwndel cymorth',
    },
  },
};
