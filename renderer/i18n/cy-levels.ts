// Welsh: needs review by a Welsh speaker.
// Drafted by a machine, and not to be used live before that review.
import type { levelInSentence, levelName } from './en-levels.ts';

export const cyLevelName: typeof levelName = { 2: 'Hyder uchel (AAL2)', 3: 'Hyder uchel iawn (AAL3)' };
export const cyLevelInSentence: typeof levelInSentence = { 2: 'hyder uchel (AAL2)', 3: 'hyder uchel iawn (AAL3)' };
