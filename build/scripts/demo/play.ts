import type { HostKind } from '../electron-host.ts';
import { closingLines, createNarrator } from './narrator.ts';
import { cameraFor, describe } from './pictures.ts';
import { writeReport, type Report } from './report.ts';
import { failurePictures, runSteps } from './run-steps.ts';
import type { Stage } from './stage.ts';
import { pictureName } from './step.ts';
import { steps } from './steps.ts';
import { readVersions } from './versions.ts';

/** Every picture that a run may leave. */
export const allPictures: readonly string[] = [
  ...steps.map((step, index) => pictureName(index, step)),
  ...Object.values(failurePictures),
];

/** Plays the whole of it and writes the report; resolves with whether every check held, `undefined` when aborted. */
export async function play(
  stage: Stage,
  host: HostKind,
  folder: string,
  signal: AbortSignal,
): Promise<boolean | undefined> {
  const started = performance.now();
  const done = await runSteps(steps, {
    stage,
    camera: cameraFor(stage, folder),
    narrator: createNarrator((line) => {
      console.log(line);
    }),
    describe: () => describe(stage),
    signal,
  });
  if (signal.aborted) return undefined;
  const ok = done.length === steps.length && done.every((step) => step.ok !== false);
  const report: Report = { host, versions: await readVersions(stage), ok, steps: done };
  writeReport(folder, report);
  for (const line of closingLines(report, steps.length, performance.now() - started, folder)) console.log(line);
  return ok;
}
