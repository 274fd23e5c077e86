import { en } from './en.ts';
import type { Words } from './en.ts';
import type { LateWords } from './late-words.ts';
export const cy: { readonly words: Words; readonly late: Partial<LateWords> } = { words: en, late: {} };
