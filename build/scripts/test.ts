import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findElectronHost, hostEnvironment, hostLine } from './electron-host.ts';
import { lint } from './lint.ts';
import { hasDisplay } from './machine.ts';
import { readPlaywrightReport } from './playwright-report.ts';
import { preflight } from './preflight.ts';
import { root, toolPath } from './project.ts';
import { runNode, wentWell } from './run.ts';
import { add, lastLine, nothing, single, summaryLines, tallyRunner, type Report, type Tally } from './tally.ts';
import { typecheck } from './typecheck.ts';
import { startVirtualDisplay } from './virtual-display.ts';
import { vitestReportVariable } from './vitest-report.ts';

/**
 * `npm test`: everything, in the order in which a mistake shows soonest. `npm test -- lint unit` runs only those stages;
 * `npm run test:long` takes the large counts.
 */

const stageNames = ['typecheck', 'lint', 'unit', 'e2e'] as const;
type StageName = (typeof stageNames)[number];

const isLong = process.argv.includes('--long');
const asked = process.argv.slice(2).filter((argument) => argument !== '--long');
const unknown = asked.filter((name) => !stageNames.some((stage) => stage === name));
if (unknown.length > 0) {
  console.error(`There is no stage named ${unknown.join(', ')}. The stages are: ${stageNames.join(', ')}.`);
  process.exit(1);
}
const wanted = (stage: StageName) => asked.length === 0 || asked.includes(stage);

/** Long before a continuous integration gives up on us, so that the results of the other stages are still told. */
const stageDeadlineMs = (isLong ? 300 : 40) * 60_000;

const host = await findElectronHost();
console.log(hostLine(host));
const machine = await preflight('test', host);
const env: NodeJS.ProcessEnv = { ...hostEnvironment(host, machine), ...(isLong ? { CIS2_TEST_LONG: '1' } : {}) };
if (!isLong) delete env['CIS2_TEST_LONG'];
console.log(isLong ? 'Counts: full (npm run test:long).' : 'Counts: short (npm run test:long takes the full ones).');

const results = mkdtempSync(path.join(tmpdir(), 'cis2-test-'));
process.on('exit', () => {
  rmSync(results, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    console.log('Stopped before the end: no result.');
    process.exit(130);
  });
}

let tally: Tally = nothing;
// Bundles are looked into and launched, and those of yesterday would test yesterday's code.
const isBuilt = wanted('unit') || wanted('e2e') ? await build() : true;
if (!isBuilt) tally = add(tally, single('build', false));
if (wanted('typecheck'))
  tally = add(tally, await stage('typecheck', async () => single('typecheck', await typecheck())));
if (wanted('lint')) tally = add(tally, await stage('lint', async () => single('lint', await lint())));
if (wanted('unit')) tally = add(tally, await stage('unit', unit));
if (wanted('e2e')) tally = add(tally, await stage('e2e', () => endToEnd(isBuilt)));

console.log('');
for (const line of summaryLines(tally)) console.log(line);
process.exitCode = tally.failed.length === 0 ? 0 : 1;
console.log(lastLine(tally));

async function stage(name: string, work: () => Promise<Tally>): Promise<Tally> {
  console.log(`\n== ${name}`);
  const started = performance.now();
  const done = await work();
  console.log(`   ${name}: ${lastLine(done)} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  return done;
}

async function build(): Promise<boolean> {
  console.log('\n== build');
  return wentWell(await runNode(toolPath('vite'), ['build', '--app', '--logLevel', 'warn'], { env }));
}

async function unit(): Promise<Tally> {
  const file = path.join(results, 'unit.json');
  const reporter = path.join(root, 'build', 'scripts', 'vitest-report.ts');
  const end = await runNode(toolPath('vitest'), ['run', '--reporter=default', `--reporter=${reporter}`], {
    env: { ...env, [vitestReportVariable]: file },
    deadlineMs: stageDeadlineMs,
  });
  const report = readReport(file, (json) => JSON.parse(json) as Report);
  return tallyRunner('unit', { report, exitCode: end.code, trouble: end.trouble });
}

async function endToEnd(isBuilt: boolean): Promise<Tally> {
  if (!isBuilt) return single('e2e: not run, because the build failed', false);
  const file = path.join(results, 'e2e.json');
  // Electron itself has no mode without a screen; the stand-in brings its own.
  const display = host.kind === 'electron' && !hasDisplay(env) ? await startVirtualDisplay(env) : undefined;
  try {
    const args = ['test', '-c', 'test/e2e', '--reporter=list,json'];
    const end = await runNode(toolPath('@playwright/test', 'playwright'), args, {
      env: { ...env, ...display?.env, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
      deadlineMs: stageDeadlineMs,
    });
    const report = readReport(file, readPlaywrightReport);
    return tallyRunner('e2e', { report, exitCode: end.code, trouble: end.trouble });
  } finally {
    await display?.stop();
  }
}

function readReport(file: string, read: (json: string) => Report): Report | undefined {
  try {
    return read(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
