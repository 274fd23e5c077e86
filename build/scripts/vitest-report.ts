import { writeFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import type { Report, ReportedTest } from './tally.ts';

/** Names the file that the report is written to. */
export const vitestReportVariable = 'CIS2_VITEST_REPORT';

/** Writes what `npm test` counts. Vitest's own JSON leaves out the note that says why a test was skipped. */
export default class VitestReport implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly { readonly message: string }[]): void {
    const file = process.env[vitestReportVariable];
    if (file === undefined) return;
    const report: Report = {
      tests: modules.flatMap((module) => [...module.children.allTests()].map(reported)),
      errors: [
        ...modules.flatMap((module) => module.errors().map(({ message }) => `${module.relativeModuleId}: ${message}`)),
        ...modules.flatMap((module) =>
          [...module.children.allSuites()].flatMap((suite) =>
            suite.errors().map(({ message }) => `${suite.fullName}: ${message}`),
          ),
        ),
        ...unhandledErrors.map(({ message }) => message),
      ],
    };
    writeFileSync(file, JSON.stringify(report));
  }
}

function reported(test: TestCase): ReportedTest {
  const name = `${test.module.relativeModuleId}: ${test.fullName}`;
  const result = test.result();
  switch (result.state) {
    case 'passed':
      return { name, outcome: 'passed' };
    case 'failed':
      return { name, outcome: 'failed' };
    case 'skipped':
      return { name, outcome: 'skipped', reason: result.note };
    case 'pending':
      // The run ended before the test did.
      return { name: `${name} (did not end)`, outcome: 'failed' };
  }
}
