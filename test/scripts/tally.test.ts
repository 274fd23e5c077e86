import { describe, expect, test } from 'vitest';
import { readPlaywrightReport } from '../../build/scripts/playwright-report.ts';
import {
  add,
  lastLine,
  nothing,
  single,
  summaryLines,
  tallyRunner,
  type RunnerEnd,
} from '../../build/scripts/tally.ts';

const good: RunnerEnd = {
  report: { tests: [{ name: 'a', outcome: 'passed' }], errors: [] },
  exitCode: 0,
  trouble: undefined,
};

describe('a runner is counted', () => {
  test.each<readonly [string, RunnerEnd, string, readonly string[]]>([
    ['all good', good, '1 passed, 0 failed', []],
    [
      'one of each',
      {
        report: {
          tests: [
            { name: 'a', outcome: 'passed' },
            { name: 'b', outcome: 'failed' },
            { name: 'c', outcome: 'skipped', reason: 'no Electron here' },
          ],
          errors: [],
        },
        exitCode: 1,
        trouble: undefined,
      },
      '1 passed, 1 failed, 1 skipped',
      ['Failed:', '  unit: b', 'Skipped:', '  c: no Electron here'],
    ],
    [
      'a skip without a reason',
      { ...good, report: { tests: [{ name: 'c', outcome: 'skipped' }], errors: [] } },
      '0 passed, 1 failed',
      ['Failed:', '  unit: c: skipped without a reason'],
    ],
    [
      'a skip with an empty reason',
      { ...good, report: { tests: [{ name: 'c', outcome: 'skipped', reason: ' ' }], errors: [] } },
      '0 passed, 1 failed',
      ['Failed:', '  unit: c: skipped without a reason'],
    ],
    [
      'no tests',
      { ...good, report: { tests: [], errors: [] } },
      '0 passed, 1 failed',
      ['Failed:', '  unit: no tests were found'],
    ],
    [
      'a crash',
      { report: undefined, exitCode: undefined, trouble: 'ended by SIGSEGV' },
      '0 passed, 1 failed',
      ['Failed:', '  unit: no results (ended by SIGSEGV)'],
    ],
    [
      'no report, though it ended well',
      { report: undefined, exitCode: 0, trouble: undefined },
      '0 passed, 1 failed',
      ['Failed:', '  unit: no results (no report was written)'],
    ],
    [
      'trouble outside the tests',
      { ...good, exitCode: 1, report: { tests: [{ name: 'a', outcome: 'passed' }], errors: ['unhandled rejection'] } },
      '1 passed, 1 failed',
      ['Failed:', '  unit: unhandled rejection'],
    ],
    [
      'all passed, and yet a bad end',
      { ...good, exitCode: 3 },
      '1 passed, 1 failed',
      ['Failed:', '  unit: every test passed, but it ended with exit code 3'],
    ],
    [
      'all passed, but it had to be stopped',
      { ...good, exitCode: undefined, trouble: 'no end after 12 minutes' },
      '1 passed, 1 failed',
      ['Failed:', '  unit: every test passed, but no end after 12 minutes'],
    ],
  ])('%s', (_name, end, line, lines) => {
    const tally = tallyRunner('unit', end);
    expect(lastLine(tally)).toBe(line);
    expect(summaryLines(tally)).toEqual(lines);
  });

  test('stages add up', () => {
    const stages = [single('typecheck', true), single('lint', false), tallyRunner('unit', good)];
    expect(lastLine(stages.reduce(add, nothing))).toBe('2 passed, 1 failed');
  });
});

describe("Playwright's report is read", () => {
  const spec = (title: string, status: string, annotations: readonly object[] = []) => ({
    title,
    tests: [{ status, annotations, results: [] }],
  });
  const report = readPlaywrightReport(
    JSON.stringify({
      suites: [
        {
          title: 'log-in.spec.ts',
          specs: [spec('logs in', 'expected'), spec('steps up', 'unexpected')],
          suites: [
            {
              title: 'on a shared terminal',
              specs: [
                spec('locks', 'flaky'),
                spec('needs Electron', 'skipped', [{ type: 'skip', description: 'no Electron here' }]),
                spec('never ran', 'skipped'),
                spec('has no words', 'skipped', [{ type: 'skip' }]),
              ],
            },
          ],
        },
      ],
      errors: [{ message: 'broken.spec.ts: SyntaxError\n    at somewhere' }, {}],
    }),
  );

  test('each test with its name, outcome and reason', () => {
    expect(report.tests).toEqual([
      { name: 'log-in.spec.ts > logs in', outcome: 'passed' },
      { name: 'log-in.spec.ts > steps up', outcome: 'failed' },
      { name: 'log-in.spec.ts > on a shared terminal > locks (failed, then passed on a retry)', outcome: 'failed' },
      {
        name: 'log-in.spec.ts > on a shared terminal > needs Electron',
        outcome: 'skipped',
        reason: 'no Electron here',
      },
      { name: 'log-in.spec.ts > on a shared terminal > never ran', outcome: 'skipped' },
      { name: 'log-in.spec.ts > on a shared terminal > has no words', outcome: 'skipped' },
    ]);
  });

  test('trouble outside the tests, in one line each', () => {
    expect(report.errors).toEqual(['broken.spec.ts: SyntaxError', 'an error without words']);
  });

  test('it counts as it should', () => {
    expect(lastLine(tallyRunner('e2e', { report, exitCode: 1, trouble: undefined }))).toBe(
      '1 passed, 6 failed, 1 skipped',
    );
  });
});
