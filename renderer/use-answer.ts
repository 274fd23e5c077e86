import { useEffect, useState } from 'react';
import type { Reply } from '../preload/contract.ts';
import type { Incident } from '../preload/incident.ts';

/** What became of a question that a page asks main as it opens. */
export type Answer<Value> =
  | { readonly kind: 'asked' }
  | { readonly kind: 'answered'; readonly value: Value }
  | ({ readonly kind: 'refused' } & Incident);

export function answerOf<Value>(reply: Reply<Value>): Exclude<Answer<Value>, { kind: 'asked' }> {
  return reply.ok ? { kind: 'answered', value: reply.value } : { kind: 'refused', atMs: Date.now(), ...reply.error };
}

/** Asks once, and once more if `ask` becomes another function. What comes for a page that has gone is dropped. */
export function useAnswer<Value>(ask: () => Promise<Reply<Value>>): Answer<Value> {
  const [answer, setAnswer] = useState<Answer<Value>>({ kind: 'asked' });
  useEffect(() => {
    let isGone = false;
    void ask().then((reply) => {
      if (!isGone) setAnswer(answerOf(reply));
    });
    return () => {
      isGone = true;
    };
  }, [ask]);
  return answer;
}
