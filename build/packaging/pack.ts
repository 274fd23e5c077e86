import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CliOptions, Configuration } from 'electron-builder';
import { writeBesidePackages } from './beside-packages.ts';
import { buildBundles } from './build-bundles.ts';
import { makeStubDistribution } from './stub-distribution.ts';
import type { ElectronParts } from './sbom.ts';
import { fusesVariable } from './variants.ts';

/** Loaded this way, since it gives its parts only to `require`. */
const { build } = createRequire(import.meta.url)('electron-builder') as {
  readonly build: (options: CliOptions) => Promise<readonly string[]>;
};

/** Where the Electron in a package comes from. */
export type ElectronSource =
  | { readonly kind: 'stub' }
  /** An unpacked one, or `undefined` for electron-builder to download what fits the target. */
  | { readonly kind: 'electron'; readonly folder: string | undefined; readonly parts: ElectronParts };

export interface PackRequest {
  /** The project's folder; `dist/` in it is built anew. */
  readonly tree: string;
  readonly platform: 'linux' | 'win' | 'mac';
  readonly dirOnly: boolean;
  readonly testVariant: boolean;
  readonly forceCodeSigning: boolean;
  /** Must be empty or not there yet: everything in it is listed as packed. */
  readonly output: string;
  readonly electron: ElectronSource;
  readonly electronVersion: string;
}

/** Builds the bundles, packs them with electron-builder as `electron-builder.yml` says, and writes the SBOM and the sums beside. */
export async function pack(request: PackRequest): Promise<void> {
  const { tree, output, electron, electronVersion } = request;
  mkdirSync(output, { recursive: true });
  if (readdirSync(output).length > 0) throw new Error(`${output} is not empty.`);
  const bundled = await buildBundles(tree);
  const stub = electron.kind === 'stub' ? stubFor(request) : undefined;
  const variantBefore = process.env[fusesVariable];
  process.env[fusesVariable] = request.testVariant ? 'test-variant' : 'shipped';
  try {
    const config = configuration(request, stub);
    const artifacts = await build({ ...targets(request), projectDir: tree, publish: 'never', config });
    await writeBesidePackages({
      tree,
      output,
      artifacts,
      bundled,
      product: JSON.parse(readFileSync(path.join(tree, 'package.json'), 'utf8')) as { name: string; version: string },
      electron: electronVersion,
      parts: electron.kind === 'stub' ? undefined : electron.parts,
    });
  } finally {
    if (variantBefore === undefined) delete process.env[fusesVariable];
    else process.env[fusesVariable] = variantBefore;
    if (stub !== undefined) rmSync(stub, { recursive: true, force: true });
  }
}

function stubFor({ platform, dirOnly, electronVersion }: PackRequest): string {
  if (platform === 'mac' || !dirOnly) throw new Error('A stub makes unpacked folders for Linux and Windows only.');
  const folder = mkdtempSync(path.join(tmpdir(), 'cis2-electron-stub-'));
  makeStubDistribution(folder, platform === 'win' ? 'win32' : 'linux', electronVersion);
  return folder;
}

function targets({ platform, dirOnly }: PackRequest): CliOptions {
  const arch = platform === 'mac' ? { universal: true } : { x64: true };
  return { [platform]: [], ...arch, ...(dirOnly ? { dir: true } : {}) };
}

function configuration({ output, electron, forceCodeSigning }: PackRequest, stub: string | undefined): Configuration {
  const electronDist = electron.kind === 'stub' ? stub : electron.folder;
  return {
    directories: { output },
    ...(electronDist === undefined ? {} : { electronDist }),
    ...(forceCodeSigning ? { forceCodeSigning: true } : {}),
  };
}
