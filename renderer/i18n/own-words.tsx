import type { ReactNode } from 'react';
import type { ActionSummary } from '../../preload/session-view.ts';
import { label } from './format.ts';
import { language } from './words.ts';

type Labels = ActionSummary['label'];

/** What is there in English alone, on a screen in whatever language, so that it is read out as English (WCAG 3.1.2). */
export function InEnglish({ children }: { readonly children: ReactNode }) {
  return language === 'en' ? children : <span lang="en">{children}</span>;
}

/** Whether policy has no words in the language on screen, and `label` falls back to the English ones. */
export function isOnlyEnglish(labels: Labels): boolean {
  return labels[language] === undefined;
}

/** A label of policy's in the language on screen; in English, and marked as such, where policy has no other. */
export function ownWords(labels: Labels): ReactNode {
  return isOnlyEnglish(labels) ? <InEnglish>{label(labels)}</InEnglish> : label(labels);
}

/** Where a label stands in a sentence of ours, until it is put there: no text has a character of Unicode's private use. */
const firstPlace = 0xe000;
const places = /([\ue000-\uf8ff])/;

/** A sentence of ours with labels of policy's in it, each marked where it is in another language than the sentence. */
export function inSentence(labels: readonly Labels[], say: (...texts: readonly string[]) => string): ReactNode {
  if (!labels.some(isOnlyEnglish)) return say(...labels.map(label));
  const parts = say(...labels.map((_each, index) => String.fromCharCode(firstPlace + index))).split(places);
  return parts.map((part, index) => {
    const named = index % 2 === 1 ? labels[part.charCodeAt(0) - firstPlace] : undefined;
    // The parts of a sentence have no identity of their own.
    return named ? <InEnglish key={index}>{label(named)}</InEnglish> : part;
  });
}
