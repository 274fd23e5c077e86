import { enActivityPage, type ActivityWords } from './en-activity.ts';

/** As `words.ts`, of a page that is loaded by itself: its words come with it, and not with the start. */
export const activityWords: ActivityWords = enActivityPage;
