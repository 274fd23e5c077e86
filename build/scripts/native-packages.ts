import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { packageJson } from './project.ts';
import { runNode, wentWell } from './run.ts';

/**
 * npm 9 under Node 18 leaves out native optional packages whose `engines` that Node does not meet, says nothing, and the
 * tools then fail with "Cannot find native binding". The same npm under the project's own Node 24 puts them back.
 */

const toolsWithNativePart = ['rolldown', 'lightningcss', 'oxlint', 'oxlint-tsgolint', 'typescript'];

interface Manifest {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** The tools of which no native part for this platform is installed. */
export function toolsWithoutNativePart(
  tools: readonly string[] = toolsWithNativePart,
  platform = `${process.platform}-${process.arch}`,
): readonly string[] {
  return tools.filter((tool) => {
    const manifest = packageJson(tool);
    const { optionalDependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as Manifest;
    // Both C libraries of Linux have a package of their own; npm installs the one that fits.
    const candidates = Object.keys(optionalDependencies).filter((name) => name.includes(platform));
    return candidates.length > 0 && !candidates.some((name) => isInstalled(name, manifest));
  });
}

function isInstalled(name: string, from: string): boolean {
  const folders = createRequire(from).resolve.paths(name) ?? [];
  return folders.some((folder) => existsSync(path.join(folder, name, 'package.json')));
}

/** Puts missing native parts back; `false` when that did not help, after saying what to do. */
export async function repairNativePackages(env: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  const missing = toolsWithoutNativePart();
  if (missing.length === 0) return true;
  const npm = env['npm_execpath'];
  console.log(`npm left out the native part of ${missing.join(', ')}: an older Node or npm did the installation.`);
  if (npm !== undefined) {
    console.log(`Running: npm install --no-save (under Node ${process.versions.node})`);
    const done = wentWell(await runNode(npm, ['install', '--no-save', '--no-audit', '--no-fund'], { env }));
    if (done && toolsWithoutNativePart().length === 0) return true;
  }
  console.error('Run: npm ci, with Node 20.19 or later and npm 10 or later, then try again.');
  return false;
}
