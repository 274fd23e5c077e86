import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPlaywrightReport } from '../../build/scripts/playwright-report.ts';
import { root, toolPath } from '../../build/scripts/project.ts';
import { lastLine, summaryLines, tallyRunner, type Report, type Tally } from '../../build/scripts/tally.ts';
import { vitestReportVariable } from '../../build/scripts/vitest-report.ts';

/** The real runners over a few planted tests: their reports have to say what we read in them. */

let folder: string;
let unit: Tally;
let endToEnd: Tally;
let broken: Tally;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cis2-runners-'));
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  for (const part of ['unit', 'e2e', 'broken']) mkdirSync(path.join(folder, part));
  writeFileSync(
    path.join(folder, 'unit', 'a.test.ts'),
    `import { expect, test } from 'vitest';
     test('good', () => { expect(1).toBe(1); });
     test('bad', () => { expect(1).toBe(2); });
     test('told', (context) => { context.skip('not on this machine'); });
     test.skip('untold', () => {});
     test.todo('some day');`,
  );
  writeFileSync(path.join(folder, 'unit', 'b.test.ts'), `throw new Error('does not load');`);
  writeFileSync(
    path.join(folder, 'e2e', 'a.spec.ts'),
    `import { expect, test } from '@playwright/test';
     test('good', () => { expect(1).toBe(1); });
     test('bad', () => { expect(1).toBe(2); });
     test('told', () => { test.skip(true, 'not on this machine'); });
     test.skip('untold', () => {});`,
  );
  writeFileSync(path.join(folder, 'broken', 'b.spec.ts'), `throw new Error('does not load');`);
  writeFileSync(path.join(folder, 'e2e', 'playwright.config.ts'), 'export default { workers: 1 };');

  const unitFile = path.join(folder, 'unit.json');
  const reporter = path.join(root, 'build', 'scripts', 'vitest-report.ts');
  const unitEnd = runTool(toolPath('vitest'), ['run', '--root', 'unit', `--reporter=${reporter}`], {
    [vitestReportVariable]: unitFile,
  });
  unit = tallyRunner('unit', { ...unitEnd, report: JSON.parse(readFileSync(unitFile, 'utf8')) as Report });

  endToEnd = runPlaywright('e2e');
  broken = runPlaywright('broken');
}, 60_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function runPlaywright(part: string): Tally {
  const file = path.join(folder, `${part}.json`);
  const end = runTool(toolPath('@playwright/test', 'playwright'), ['test', '-c', part, '--reporter=json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  });
  return tallyRunner('e2e', { ...end, report: readPlaywrightReport(readFileSync(file, 'utf8')) });
}

/** Without the variables by which a Vitest inside a Vitest would take itself for a worker. */
function runTool(script: string, args: readonly string[], more: NodeJS.ProcessEnv) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST$|NODE_ENV$)/.test(name)),
  );
  const { status } = spawnSync(process.execPath, [script, ...args], { cwd: folder, env: { ...env, ...more } });
  return { exitCode: status ?? undefined, trouble: undefined };
}

test("Vitest's tests, with the note of a skip", () => {
  expect(lastLine(unit)).toBe('1 passed, 4 failed, 1 skipped');
  expect(summaryLines(unit)).toEqual([
    'Failed:',
    '  unit: a.test.ts: bad',
    '  unit: a.test.ts: untold: skipped without a reason',
    '  unit: a.test.ts: some day: skipped without a reason',
    '  unit: b.test.ts: does not load',
    'Skipped:',
    '  a.test.ts: told: not on this machine',
  ]);
});

test("Playwright's tests, with the reason of a skip", () => {
  expect(lastLine(endToEnd)).toBe('1 passed, 2 failed, 1 skipped');
  expect(summaryLines(endToEnd)).toEqual([
    'Failed:',
    '  e2e: a.spec.ts > bad',
    '  e2e: a.spec.ts > untold: skipped without a reason',
    'Skipped:',
    '  a.spec.ts > told: not on this machine',
  ]);
});

test('a spec that does not load', () => {
  expect(summaryLines(broken)).toEqual(['Failed:', '  e2e: Error: does not load', '  e2e: Error: No tests found']);
});
