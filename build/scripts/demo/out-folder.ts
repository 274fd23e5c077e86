import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { reportName } from './report.ts';

/**
 * Makes the folder, and takes out what an earlier run has left there: its report, the pictures that this report names, and
 * pictures of this run's names. Nothing else is touched.
 *
 * @throws when a `report.json` is there that the demo did not write
 */
export function prepareOutFolder(folder: string, pictures: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  const earlier = picturesOfEarlierReport(path.join(folder, reportName));
  for (const name of new Set([...pictures, ...earlier, reportName])) rmSync(path.join(folder, name), { force: true });
}

function picturesOfEarlierReport(file: string): readonly string[] {
  const text = readIfThere(file);
  if (text === undefined) return [];
  const steps = stepsOf(text);
  if (steps === undefined) {
    throw new Error(`${file} is there already, and the demo did not write it. Choose another folder with --out.`);
  }
  // Only plain names: whatever the file says, nothing outside the folder is deleted.
  return steps.flatMap(({ screenshot }) =>
    typeof screenshot === 'string' && /^\d\d-[a-z0-9-]+\.png$/.test(screenshot) ? [screenshot] : [],
  );
}

/** The steps of a report of ours; `undefined` for anything else. */
function stepsOf(text: string): readonly { readonly screenshot?: unknown }[] | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof json !== 'object' || json === null || !('host' in json) || !('versions' in json) || !('steps' in json)) {
    return undefined;
  }
  if (!Array.isArray(json.steps)) return undefined;
  return json.steps.filter((step): step is object => typeof step === 'object' && step !== null);
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
