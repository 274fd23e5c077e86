import { enActionForm } from './en-action-form.ts';
import { broughtWords } from './words.ts';

/** Of a form that is loaded by itself: its English comes with it, and not with the start. */
export const actionFormWords = (): typeof enActionForm => broughtWords.actionForm ?? enActionForm;
