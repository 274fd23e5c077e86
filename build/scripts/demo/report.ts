import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { HostKind } from '../electron-host.ts';
import type { Finding } from './finding.ts';

/** `report.json`: what a machine reads of a run of the demo. */

export const reportName = 'report.json';

export interface CheckReport extends Finding {
  readonly name: string;
}

export interface StepReport {
  readonly name: string;
  /** `null`: it was not shown; `notShown` says why. */
  readonly ok: boolean | null;
  readonly ms: number;
  /** A file in the same folder; `null` when no picture could be taken. */
  readonly screenshot: string | null;
  readonly checks: readonly CheckReport[];
  readonly notShown?: string;
}

export interface Report {
  readonly host: HostKind;
  readonly versions: Readonly<Record<string, string>>;
  /** Whether all that could be shown on this computer was shown, and every check that could be made has held. */
  readonly ok: boolean;
  readonly steps: readonly StepReport[];
}

export function writeReport(folder: string, report: Report): void {
  writeFileSync(path.join(folder, reportName), `${JSON.stringify(report, null, 2)}\n`);
}
