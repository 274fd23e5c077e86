// Welsh: needs review by a Welsh speaker.
// Drafted by a machine, and not to be used live before that review.
import type { PageName } from '../../preload/pages.ts';
import type { Language } from '../../preload/settings.ts';

/** The words of the application menu. Those of Electron's roles come from Electron and the system. */
export interface MenuWords {
  readonly session: string;
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
    session: 'Session',
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
    session: 'Sesiwn',
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
