import type { FailureCode, Problem } from '../../preload/failures.ts';
import type { Clock, Log } from '../ports.ts';

/** A refusal as a person sees it. */
export type ProblemOf = (code: FailureCode, detail: string, correlationId: string) => Problem;

/** Says each refusal in the log, too, by the same code and id that the screen shows. */
export function createProblemOf({
  clock,
  log,
}: {
  readonly clock: Pick<Clock, 'wallMs'>;
  readonly log: Pick<Log, 'warn'>;
}): ProblemOf {
  return (code, detail, correlationId) => {
    const problem = { code, detail: detail.slice(0, 400), correlationId, atMs: clock.wallMs() };
    log.warn(code, { correlationId, detail: problem.detail });
    return problem;
  };
}

/** Kind and system code of an unforeseen error; its message may quote a secret and stays unsaid. */
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  return 'code' in error && typeof error.code === 'string' ? `${error.name} ${error.code}` : error.name;
}
