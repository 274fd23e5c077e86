import { en, type Words } from './en.ts';

/** The one place that says which language is on screen. Another language is a file of type `Words` beside `en.ts`. */
export const words: Words = en;
