import type { JSONReport, JSONReportSpec, JSONReportSuite, JSONReportTest } from '@playwright/test/reporter';
import type { Report, ReportedTest } from './tally.ts';

/** Reads the JSON that Playwright's own reporter writes into what `npm test` counts. */
export function readPlaywrightReport(json: string): Report {
  const { suites, errors } = JSON.parse(json) as JSONReport;
  return {
    tests: suites.flatMap((suite) => testsOf(suite, [])),
    errors: errors.map(({ message }) => firstLine(message ?? 'an error without words')),
  };
}

function testsOf(suite: JSONReportSuite, above: readonly string[]): readonly ReportedTest[] {
  const titles = [...above, suite.title];
  return [
    ...suite.specs.flatMap((spec) => spec.tests.map((test) => reported(spec, test, titles))),
    ...(suite.suites ?? []).flatMap((inner) => testsOf(inner, titles)),
  ];
}

function reported(spec: JSONReportSpec, test: JSONReportTest, titles: readonly string[]): ReportedTest {
  const name = [...titles, spec.title].filter((title) => title !== '').join(' > ');
  switch (test.status) {
    case 'expected':
      return { name, outcome: 'passed' };
    case 'unexpected':
      return { name, outcome: 'failed' };
    case 'flaky':
      // It failed once without a reason: that is a failure until somebody knows why.
      return { name: `${name} (failed, then passed on a retry)`, outcome: 'failed' };
    case 'skipped':
      return { name, outcome: 'skipped', reason: skipReason(test) };
  }
}

/** Tests that never ran, because an earlier one in series failed or the run was cut short, have no such annotation. */
function skipReason({ annotations, results }: JSONReportTest): string | undefined {
  const all = [...annotations, ...results.flatMap((result) => result.annotations)];
  return all.find(({ type, description }) => (type === 'skip' || type === 'fixme') && description)?.description;
}

const firstLine = (text: string) => text.split('\n')[0] ?? text;
