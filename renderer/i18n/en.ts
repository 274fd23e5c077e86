import { enActions } from './en-actions.ts';
import { enActivity } from './en-activity-entry.ts';
import { enCommon } from './en-common.ts';
import { enFormats } from './en-formats.ts';
import { enHome } from './en-home.ts';
import { enLogin } from './en-login.ts';
import { enOutcomes } from './en-outcomes.ts';
import { enPages } from './en-pages.ts';
import { enScreens } from './en-screens.ts';
import { enSession } from './en-session.ts';

/**
 * The words that the window starts with. Each part has its Welsh in the file `cy-*.ts` beside it, joined in `cy.ts`; what a
 * page that is loaded by itself says belongs into `late-words.ts` instead.
 */
export const en = {
  formats: enFormats,
  ...enCommon,
  ...enLogin,
  ...enSession,
  ...enHome,
  ...enActions,
  ...enOutcomes,
  ...enActivity,
  ...enPages,
  ...enScreens,
};

export type Words = typeof en;
