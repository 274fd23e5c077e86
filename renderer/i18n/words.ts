import { useSyncExternalStore } from 'react';
import type { Language } from '../../preload/settings.ts';
import { en, type Words } from './en.ts';
import type { LateWords } from './late-words.ts';

/**
 * The words on screen, in the language that is spoken. A live binding: it is another object once the language has changed,
 * so it is read while something is rendered (`words.x.y` inside a component or function), never kept.
 */
export let words: Words = en;
export let language: Language = 'en';
/** What the spoken language brings of the words that come later in English; a screen fills in the rest (`late-words.ts`). */
export let broughtWords: Partial<LateWords> = {};

const listeners = new Set<() => void>();
/** Another value whenever there are other words to show. */
let edition = 0;
/** The language that was asked for last: while one loads, a newer wish may come. */
let wanted: Language = 'en';

/**
 * Speaks another language from now on. Welsh is a script of its own: while it loads the old language stays, and if it is
 * missing it stays for good, since words that cannot be chosen are better than no words.
 */
export async function speak(next: Language): Promise<void> {
  if (next === wanted) return;
  wanted = next;
  if (next === 'en') {
    adopt('en', en, {});
    return;
  }
  try {
    const { cy } = await import('./cy.ts');
    if (wanted === next) adopt(next, cy.words, cy.late);
  } catch {
    reportError(new Error(`WORDS_MISSING ${next}`));
    // So that it can be asked for once more.
    if (wanted === next) wanted = language;
  }
}

function adopt(next: Language, nextWords: Words, late: Partial<LateWords>): void {
  language = next;
  words = nextWords;
  broughtWords = late;
  document.documentElement.lang = next;
  edition += 1;
  for (const listener of listeners) listener();
}

/**
 * Renders the component, and with it all that is not memoised below it, once there are other words. Nothing is mounted anew:
 * what somebody has typed, and where the focus is, stays.
 */
export function useWords(): void {
  useSyncExternalStore(subscribe, () => edition);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
