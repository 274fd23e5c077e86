import { use } from 'react';
import type { FailureCode } from '../../preload/failures.ts';
import type { FailureWords } from './en-failure-phrases.ts';
import type { LateWords } from './late-words.ts';
import { broughtWords, words } from './words.ts';

let english: LateWords['failures'] | 'missing' | undefined;
let loading: Promise<void> | undefined;

/** Fetches the words of every failure, once. Never rejects: without them a failure is told by its code alone. */
export function loadFailureWords(): Promise<void> {
  loading ??= import('./en-failures.ts').then(
    ({ enFailures }) => {
      english = enFailures;
    },
    () => {
      reportError(new Error('WORDS_MISSING failures'));
      english = 'missing';
    },
  );
  return loading;
}

/** How a failure is told. Suspends where the words are not there yet; `PendingProblem` shows meanwhile what is known. */
export function useFailureWords(code: FailureCode): FailureWords {
  // `use` may stand behind a condition, unlike other hooks, and must: it suspends even where everything is there.
  if (!broughtWords.failures && english === undefined) use(loadFailureWords());
  const known = broughtWords.failures ?? english;
  return known === undefined || known === 'missing' ? words.problem.unexplained(code) : known[code];
}
