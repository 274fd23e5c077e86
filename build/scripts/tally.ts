/** What `npm test` counts, and its last line. Pure: `test.ts` runs the stages and feeds them in here. */

export interface SkippedTest {
  readonly name: string;
  readonly reason: string;
}

/** The outcome of one stage, or of several added up. */
export interface Tally {
  readonly passed: number;
  /** One line for each failure. */
  readonly failed: readonly string[];
  readonly skipped: readonly SkippedTest[];
}

export const nothing: Tally = { passed: 0, failed: [], skipped: [] };

export function add(a: Tally, b: Tally): Tally {
  return {
    passed: a.passed + b.passed,
    failed: [...a.failed, ...b.failed],
    skipped: [...a.skipped, ...b.skipped],
  };
}

/** A stage that is one check, such as the type-check. */
export function single(name: string, passed: boolean): Tally {
  return passed ? { ...nothing, passed: 1 } : { ...nothing, failed: [name] };
}

/** One test as a runner reported it. */
export interface ReportedTest {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** Why it was skipped. */
  readonly reason?: string | undefined;
}

/** What a runner left behind. */
export interface Report {
  readonly tests: readonly ReportedTest[];
  /** Trouble outside a test: a file that does not load, an unhandled rejection. */
  readonly errors: readonly string[];
}

export interface RunnerEnd {
  /** `undefined` when the runner left none, or one that cannot be read. */
  readonly report: Report | undefined;
  readonly exitCode: number | undefined;
  /** Why there is no exit code. */
  readonly trouble: string | undefined;
}

/**
 * Counts a runner's tests. A skip without a reason is a failure, as are no tests at all, a runner that crashed, and one
 * that ends with an error that none of its tests explains: none of these may look like success.
 */
export function tallyRunner(stage: string, { report, exitCode, trouble }: RunnerEnd): Tally {
  const end = trouble ?? (exitCode === 0 ? undefined : `it ended with exit code ${exitCode ?? '(none)'}`);
  if (report === undefined) return { ...nothing, failed: [`${stage}: no results (${end ?? 'no report was written'})`] };

  const counted = report.tests.map(tallyTest).reduce(add, nothing);
  const failed = [...counted.failed, ...report.errors].map((line) => `${stage}: ${line}`);
  if (failed.length === 0 && report.tests.length === 0) failed.push(`${stage}: no tests were found`);
  if (failed.length === 0 && end !== undefined) failed.push(`${stage}: every test passed, but ${end}`);
  return { ...counted, failed };
}

function tallyTest({ name, outcome, reason }: ReportedTest): Tally {
  if (outcome === 'passed') return { ...nothing, passed: 1 };
  if (outcome === 'failed') return { ...nothing, failed: [name] };
  const why = reason?.trim() ?? '';
  return why === ''
    ? { ...nothing, failed: [`${name}: skipped without a reason`] }
    : { ...nothing, skipped: [{ name, reason: why }] };
}

/** The last line on stdout. */
export function lastLine({ passed, failed, skipped }: Tally): string {
  const line = `${passed} passed, ${failed.length} failed`;
  return skipped.length === 0 ? line : `${line}, ${skipped.length} skipped`;
}

/** What stands above the last line: every failure and every skip with its reason. */
export function summaryLines({ failed, skipped }: Tally): readonly string[] {
  return [
    ...(failed.length === 0 ? [] : ['Failed:', ...failed.map((line) => `  ${line}`)]),
    ...(skipped.length === 0 ? [] : ['Skipped:', ...skipped.map(({ name, reason }) => `  ${name}: ${reason}`)]),
  ];
}
