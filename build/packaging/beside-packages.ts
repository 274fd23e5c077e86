import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BundledPackage } from './bundled-packages.ts';
import { checksumLines } from './checksums.ts';
import { completeSbom, type ElectronParts, type Sbom } from './sbom.ts';

export const sbomFile = 'sbom.cdx.json';
export const checksumFile = 'SHA256SUMS';

export interface Packed {
  readonly tree: string;
  readonly output: string;
  /** Installers; empty for an unpacked folder alone. */
  readonly artifacts: readonly string[];
  readonly bundled: readonly BundledPackage[];
  readonly product: { readonly name: string; readonly version: string };
  readonly electron: string;
  readonly parts: ElectronParts | undefined;
}

/** Writes the list of parts and the sums beside what was packed. Of an unpacked folder, the sums are of every file in it. */
export async function writeBesidePackages(packed: Packed): Promise<void> {
  const { tree, output, artifacts, bundled, product, electron, parts } = packed;
  const fromNpm = JSON.parse(
    npm(['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx', '--omit', 'dev'], tree),
  ) as Sbom;
  const sbom = completeSbom({ fromNpm, bundled, product, electron, parts, time: commitTime(tree) });
  writeFileSync(path.join(output, sbomFile), `${JSON.stringify(sbom, undefined, 2)}\n`);
  const files = artifacts.length > 0 ? artifacts.filter((file) => existsSync(file)) : filesUnder(output);
  const lines = await checksumLines(output, [...new Set([...files, path.join(output, sbomFile)])]);
  writeFileSync(path.join(output, checksumFile), `${lines.join('\n')}\n`);
}

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== checksumFile && !entry.name.startsWith('builder-'))
    .map((entry) => path.join(entry.parentPath, entry.name));

/** With the very npm that runs us where one does: on Windows the one in the PATH is no program. */
function npm(args: readonly string[], cwd: string): string {
  const script = process.env['npm_execpath'];
  const [program, first] = script === undefined ? ['npm', []] : [process.execPath, [script]];
  return execFileSync(program, [...first, ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** In a tree that is no clone, the beginning of time: rather a wrong date than another one each time. */
function commitTime(tree: string): Date {
  try {
    const seconds = execFileSync('git', ['log', '-1', '--format=%ct'], {
      cwd: tree,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return new Date(Number(seconds) * 1000);
  } catch {
    return new Date(0);
  }
}
