import { enActivityPage, type ActivityWords } from './en-activity.ts';
import { broughtWords } from './words.ts';

/** Of a page that is loaded by itself: its English comes with it, and not with the start. */
export const activityWords = (): ActivityWords => broughtWords.activityPage ?? enActivityPage;
