import type { Cleanup, Clock, Log } from '../ports.ts';
import { codeOf, type Standing } from './notes.ts';
import type { Ending } from './vault.ts';

/** What may stand in a log: a bare text might be a secret. */
type Outcome = Ending | Standing | { readonly kind: string };

/** The result, or `instead` when it takes too long or `work` breaks its word and rejects. What was begun goes on. */
export type Patience = <Result extends Outcome>(
  work: Promise<Result>,
  instead: Result,
  what: string,
) => Promise<Result>;

/** As long as a person waits without thinking that the app hangs (B27). */
export function createPatience(
  waitMs: number,
  { clock, log }: { readonly clock: Pick<Clock, 'after'>; readonly log: Log },
): Patience {
  return async (work, instead, what) => {
    let stopTimer: Cleanup | undefined;
    const late = new Promise<'late'>((resolve) => {
      stopTimer = clock.after(waitMs, () => resolve('late'));
    });
    const done = work.then(
      (result) => ({ result }),
      (error: unknown) => {
        // A host or journal that breaks its word.
        log.error('VAULT_FAILED', { reason: codeOf(error), detail: what });
        return { result: instead };
      },
    );
    const first = await Promise.race([done, late]);
    stopTimer?.();
    if (first !== 'late') return first.result;
    log.warn('KEYCHAIN_SLOW', { reason: what });
    void done.then(({ result }) => log.info('KEYCHAIN_DONE_LATE', { reason: what, detail: nameOf(result) }));
    return instead;
  };
}

function nameOf(outcome: Outcome): string {
  return typeof outcome === 'string' ? outcome : outcome.kind;
}
