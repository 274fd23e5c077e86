import type { Answer } from '../use-answer.ts';
import { SupportDetails } from './problem-report.tsx';

/** Beneath the words of a page whose question main did not answer; nothing for every other answer. */
export function RefusedAnswer({ answer }: { readonly answer: Answer<unknown> }) {
  if (answer.kind !== 'refused') return null;
  return (
    <p>
      <SupportDetails problem={answer} isSmall />
    </p>
  );
}
