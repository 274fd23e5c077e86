import type { enActionForm } from './en-action-form.ts';
import type { ActivityWords } from './en-activity.ts';
import type { enFailures } from './en-failures.ts';
import type { enRoles } from './en-roles.ts';

/**
 * Words that nobody needs in their first second. In English each comes with the screen that says it, so that the start stays
 * small; Welsh brings all of them at once.
 */
export interface LateWords {
  readonly failures: typeof enFailures;
  readonly activityPage: ActivityWords;
  readonly actionForm: typeof enActionForm;
  readonly roles: typeof enRoles;
}
