import type { CheckResult, CheckVerdict } from '../../preload/diagnostics.ts';

/** What `--diagnose` ends with. A check that was not run counts for nothing. */
const exitCodes: Readonly<Record<CheckVerdict, number>> = { pass: 0, notRun: 0, warn: 1, fail: 2 };
/** The checks themselves could not be begun, or their report not be written. */
export const couldNotRun = 3;

export function exitCodeOf(results: readonly CheckResult[]): number {
  return Math.max(0, ...results.map(({ verdict }) => exitCodes[verdict]));
}

export interface ReportHead {
  readonly version: string;
  readonly atMs: number;
}

/** For scripts. `format` is raised when a field changes its meaning or goes; new ones may come at any time. */
export function jsonReport(results: readonly CheckResult[], { version, atMs }: ReportHead): string {
  const told = {
    format: 1,
    app: 'CIS2 Desktop',
    version,
    at: new Date(atMs).toISOString(),
    exitCode: exitCodeOf(results),
    results: results.map(({ id, verdict, finding, fixer, facts, durationMs }) => ({
      check: id,
      verdict,
      finding,
      fixer,
      facts: Object.fromEntries(facts.map(({ name, value }) => [name, value])),
      durationMs,
    })),
  };
  return `${JSON.stringify(told, null, 2)}\n`;
}

/** For a person at a terminal: a line a check. What each code means stands in `docs/admin/diagnostics.md`. */
export function textReport(results: readonly CheckResult[], { version, atMs }: ReportHead): string {
  const lines = results.map(({ id, verdict, finding, fixer, facts }) => {
    const told = facts.map(({ name, value }) => `${name}=${JSON.stringify(value)}`).join(' ');
    const who = fixer === null ? '' : `  [${fixer}]`;
    return `${verdict.padEnd(6)}  ${id.padEnd(18)}  ${finding}${who}  ${told}`.trimEnd();
  });
  return [`CIS2 Desktop ${version}, ${new Date(atMs).toISOString()}`, ...lines, ''].join('\n');
}
