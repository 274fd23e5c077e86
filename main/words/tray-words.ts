// Welsh: needs review by a Welsh speaker.
import type { Language } from '../../preload/settings.ts';

/** The tray and its menu. No name and no role: it is in sight of everybody, also over a locked window (invariant 7). */
interface TrayWords {
  readonly status: {
    readonly out: string;
    readonly waiting: string;
    readonly aal2: string;
    readonly aal3: string;
    readonly expiring: string;
    readonly locked: string;
    readonly problem: string;
  };
  readonly open: string;
  readonly lock: string;
  readonly logOut: string;
  readonly diagnostics: string;
}

export const trayWords: Readonly<Record<Language, TrayWords>> = {
  en: {
    status: {
      out: 'Logged out',
      waiting: 'Waiting for your browser',
      aal2: 'Logged in with high confidence (AAL2)',
      aal3: 'Logged in with very high confidence (AAL3)',
      expiring: 'Your session ends soon',
      locked: 'Locked',
      problem: 'There is a problem',
    },
    open: 'Open CIS2 Desktop',
    lock: 'Lock',
    logOut: 'Log out',
    diagnostics: 'Check connection',
  },
  cy: {
    status: {
      out: 'Wedi allgofnodi',
      waiting: 'Yn aros am eich porwr',
      aal2: 'Wedi mewngofnodi gyda hyder uchel (AAL2)',
      aal3: 'Wedi mewngofnodi gyda hyder uchel iawn (AAL3)',
      expiring: 'Mae eich sesiwn yn dod i ben yn fuan',
      locked: 'Wedi’i gloi',
      problem: 'Mae problem',
    },
    open: 'Agor CIS2 Desktop',
    lock: 'Cloi',
    logOut: 'Allgofnodi',
    diagnostics: 'Gwirio’r cysylltiad',
  },
};
