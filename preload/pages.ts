import * as v from 'valibot';

/** Pages that are no state of the session: they may be opened from any calm screen, and say nothing about anybody. */
export const pages = ['settings', 'about', 'policy', 'diagnostics', 'supportBundle'] as const;
export const page = v.picklist(pages);
export type PageName = v.InferOutput<typeof page>;

/** Help on the web; each has one address, in main or in policy, and the page never names it. */
export const helpTopics = ['smartcardUnlock'] as const;
export const helpTopic = v.picklist(helpTopics);
export type HelpTopic = v.InferOutput<typeof helpTopic>;
