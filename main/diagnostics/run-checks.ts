import type { CheckResult } from '../../preload/diagnostics.ts';
import { fail, warn, type Check, type CheckPorts, type Finding } from './check.ts';

/** What a person waits for one check at the most (issue 7 line 3). */
export const checkLimitMs = 10_000;

/**
 * Runs all checks at once; each is told as it ends. One that overruns is told as `TIMED_OUT` and its late word is not heard;
 * one that throws is told as `CHECK_BROKE`. Resolves when all have been told, and never rejects.
 */
export async function runChecks(
  checks: readonly Check[],
  ports: CheckPorts,
  tell: (result: CheckResult) => void,
): Promise<void> {
  await Promise.all(
    checks.map(async (check) => {
      const startedMs = ports.clock.monotonicMs();
      const finding = await withinLimit(check, ports);
      tell({ id: check.id, ...finding, durationMs: Math.max(0, Math.round(ports.clock.monotonicMs() - startedMs)) });
    }),
  );
}

function withinLimit(check: Check, ports: CheckPorts): Promise<Finding> {
  return new Promise((resolve) => {
    const stopTimer = ports.clock.after(checkLimitMs, () => {
      resolve(fail('TIMED_OUT', { seconds: checkLimitMs / 1000 }, 'localIt'));
    });
    // In a promise of its own, so that a check that throws at once is told like one that throws later.
    void Promise.resolve()
      .then(() => check.run(ports))
      .catch((error: unknown) =>
        warn('CHECK_BROKE', { error: error instanceof Error ? error.name : 'unknown' }, 'localIt'),
      )
      .then((finding) => {
        stopTimer();
        resolve(finding);
      });
  });
}
