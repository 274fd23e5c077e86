import { readFileSync } from 'node:fs';
import path from 'node:path';
import { confirm } from './confirm.ts';
import { startPacked, type Ended } from './start-packed.ts';

/**
 * For the release workflow, as an ordinary user: `node build/packaging/check-start.ts PROGRAM [ARGUMENT...]` starts a packed or
 * installed app, and looks at its exit code and its report. Whether log-in would work there is not asked: nobody serves one.
 */
const [, , program = '', ...args] = process.argv;
const packageJson = path.resolve(import.meta.dirname, '..', '..', 'package.json');
const { version } = JSON.parse(readFileSync(packageJson, 'utf8')) as { version: string };

const plain = await startPacked({ program, args });
show(plain);
confirm('it runs its checks, reports and ends with the code of the report', isHealthy(plain));

// With either of them a Node would not start at all: it knows no --diagnose, and there is no such file.
const asNode = await startPacked({ program, args, env: { ELECTRON_RUN_AS_NODE: '1' } });
confirm('the fuses hold: ELECTRON_RUN_AS_NODE changes nothing', isHealthy(asNode));
const withOptions = await startPacked({ program, args, env: { NODE_OPTIONS: '--require=./synthetic-missing.cjs' } });
confirm('the fuses hold: NODE_OPTIONS changes nothing', isHealthy(withOptions));
const inspected = await startPacked({ program, args: [...args, '--inspect=127.0.0.1:0'] });
const isClosed = !inspected.output.includes('Debugger listening') && inspected.report === undefined;
confirm('the fuses hold: --inspect opens no debugger, and the app refuses it', isClosed && inspected.code === 1);

/** 0 to 2 are verdicts of the checks, 3 says that there were none (docs/admin/diagnostics.md). */
function isHealthy({ code, report }: Ended): boolean {
  if (report === undefined || code === null || code > 2) return false;
  const told = JSON.parse(report) as { version?: unknown; exitCode?: unknown; results?: unknown };
  return told.version === version && told.exitCode === code && Array.isArray(told.results) && told.results.length > 0;
}

function show({ code, report, output }: Ended): void {
  console.log(`exit code ${String(code)}\n${report ?? 'no report'}\n${output}`);
}
