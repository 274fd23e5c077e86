// Welsh: needs review by a Welsh speaker.
// Drafted by a machine, and not to be used live before that review.
import { cyActionForm } from './cy-action-form.ts';
import { cyActions } from './cy-actions.ts';
import { cyActivity } from './cy-activity-entry.ts';
import { cyActivityPage } from './cy-activity.ts';
import { cyCommon } from './cy-common.ts';
import { cyFailures } from './cy-failures.ts';
import { cyFormats } from './cy-formats.ts';
import { cyHome } from './cy-home.ts';
import { cyLogin } from './cy-login.ts';
import { cyOutcomes } from './cy-outcomes.ts';
import { cyPages } from './cy-pages.ts';
import { cyRoles } from './cy-roles.ts';
import { cyScreens } from './cy-screens.ts';
import { cySession } from './cy-session.ts';
import type { Words } from './en.ts';
import type { LateWords } from './late-words.ts';

const words: Words = {
  formats: cyFormats,
  ...cyCommon,
  ...cyLogin,
  ...cySession,
  ...cyHome,
  ...cyActions,
  ...cyOutcomes,
  ...cyActivity,
  ...cyPages,
  ...cyScreens,
};

const late: LateWords = {
  failures: cyFailures,
  activityPage: cyActivityPage,
  actionForm: cyActionForm,
  roles: cyRoles,
};

/** All of Welsh, in one script of its own. A word that `en.ts` or `late-words.ts` has and this has not does not compile. */
export const cy = { words, late };
