import { writeFile } from 'node:fs/promises';
import type { App } from 'electron';
import type { CheckResult } from '../../preload/diagnostics.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { Log } from '../ports.ts';
import { couldNotRun, exitCodeOf, jsonReport, textReport } from '../diagnostics/report.ts';

/** `cis2-desktop --diagnose [--json] [--output=FILE]`: the checks for a script, without a window. */
export interface DiagnoseRequest {
  readonly json: boolean;
  /** Where the report goes instead of stdout, which a program with windows does not have on Windows. */
  readonly output: string | undefined;
}

/** The log's file belongs to the app that may be running beside; what goes wrong here is in the report. */
export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

export function diagnoseRequested(
  commandLine: Pick<App['commandLine'], 'hasSwitch' | 'getSwitchValue'>,
): DiagnoseRequest | undefined {
  if (!commandLine.hasSwitch('diagnose')) return undefined;
  const output = commandLine.getSwitchValue('output');
  return { json: commandLine.hasSwitch('json'), output: output === '' ? undefined : output };
}

/** Runs the checks and writes the report. @returns the exit code of the process; never rejects */
export async function diagnose(
  request: DiagnoseRequest,
  diagnostics: Pick<Diagnostics, 'run' | 'subscribe'>,
  version: string,
): Promise<number> {
  const { results, atMs } = await finished(diagnostics);
  const report = (request.json ? jsonReport : textReport)(results, { version, atMs });
  try {
    await (request.output === undefined ? print(report) : writeFile(request.output, report));
    return exitCodeOf(results);
  } catch {
    process.stderr.write('error REPORT_NOT_WRITTEN\n');
    return couldNotRun;
  }
}

function finished(
  diagnostics: Pick<Diagnostics, 'run' | 'subscribe'>,
): Promise<{ readonly results: readonly CheckResult[]; readonly atMs: number }> {
  return new Promise((resolve) => {
    diagnostics.subscribe((view) => {
      if (view.kind === 'finished') resolve(view);
    });
    diagnostics.run();
  });
}

/** Resolves once the system has it: an exit right after a write into a pipe could cut it. */
function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}
