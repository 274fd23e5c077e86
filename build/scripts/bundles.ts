import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { root, toolPath } from './project.ts';
import { runNode, wentWell } from './run.ts';

/** The four bundles of `vite build --app`, and what they are made of. */
const outputs = ['dist/main', 'dist/keychain-host', 'dist/preload', 'dist/renderer'];
const sources = ['main', 'preload', 'renderer', 'vite.config.ts', 'package.json', 'package-lock.json'];

/** When something was changed last: the newest file of each place, or `undefined` for a place that is not there. */
export function newestChange(folder: string, places: readonly string[]): readonly (number | undefined)[] {
  return places.map((place) => newestIn(path.join(folder, place)));
}

/** Whether a bundle is missing or older than the newest source. */
export function isStale(
  bundlesMs: readonly (number | undefined)[],
  sourcesMs: readonly (number | undefined)[],
): boolean {
  const newestSource = Math.max(0, ...sourcesMs.map((ms) => ms ?? 0));
  return bundlesMs.some((ms) => ms === undefined || ms < newestSource);
}

function newestIn(place: string): number | undefined {
  const stats = statSync(place, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  if (!stats.isDirectory()) return stats.mtimeMs;
  const files = readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  if (files.length === 0) return undefined;
  return Math.max(
    ...files.map((entry) => statSync(path.join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.mtimeMs ?? 0),
  );
}

/** Builds the app when its bundles are missing or older than the sources; `false` when the build failed. */
export async function buildIfStale(): Promise<boolean> {
  if (!isStale(newestChange(root, outputs), newestChange(root, sources))) return true;
  console.log('Building the app.');
  // Under a test's own NODE_ENV it would be React's development build, almost twice as large.
  const env = { ...process.env, NODE_ENV: 'production' };
  return wentWell(await runNode(toolPath('vite'), ['build', '--app', '--logLevel', 'warn'], { env }));
}
