import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CliOptions, Configuration } from 'electron-builder';
import { makeStubDistribution } from '../packaging/stub-distribution.ts';
import { fusesVariable } from '../packaging/variants.ts';
import { findElectronHost } from './electron-host.ts';
import { parsePackageOptions, usage, type PackageOptions } from './package-options.ts';
import { packageJson, root, toolPath } from './project.ts';
import { runNode, wentWell } from './run.ts';

/** `npm run package`: builds the bundles, then has electron-builder make packages of them (`electron-builder.yml`). */

const { build } = createRequire(import.meta.url)('electron-builder') as {
  build(options: CliOptions): Promise<readonly string[]>;
};

const options = parsePackageOptions(process.argv.slice(2));
if ('wrong' in options) {
  console.error(`${options.wrong}\n${usage}`);
  process.exitCode = 1;
} else {
  await packageApp(options);
}

async function packageApp(asked: PackageOptions): Promise<void> {
  if (asked.release) refuseUntidyTree();
  const trouble = asked.stub ? 'asked for' : await electronTrouble();
  if (trouble !== undefined && !(asked.dirOnly && asked.platform !== 'mac' && !asked.release)) {
    throw new Error(`Electron's own executable is needed, and could not be had: ${trouble}. A stub makes unpacked folders only (--dir).`);
  }
  if (!wentWell(await runNode(toolPath('vite'), ['build', '--app', '--logLevel', 'warn']))) {
    process.exitCode = 1;
    return;
  }

  const isStub = trouble !== undefined;
  const stubFolder = isStub ? mkdtempSync(path.join(tmpdir(), 'cis2-electron-stub-')) : undefined;
  try {
    if (stubFolder !== undefined) makeStubDistribution(stubFolder, asked.platform === 'win' ? 'win32' : 'linux', electronVersion());
    const output = outputFolder(asked, isStub);
    if (asked.testVariant) process.env[fusesVariable] = 'test-variant';
    else delete process.env[fusesVariable];
    await build({ ...targetsOf(asked), projectDir: root, publish: 'never', config: configuration(asked, output, stubFolder) });
    for (const line of outcome(asked, output, trouble)) console.log(line);
  } finally {
    if (stubFolder !== undefined) rmSync(stubFolder, { recursive: true, force: true });
  }
}

function targetsOf({ platform, dirOnly }: PackageOptions): CliOptions {
  return { [platform]: [], ...(dirOnly ? { dir: true } : {}), ...(platform === 'mac' ? { universal: true } : { x64: true }) };
}

function configuration({ release }: PackageOptions, output: string, stubFolder: string | undefined): Configuration {
  const electronDist = stubFolder ?? ownElectron();
  return {
    directories: { output },
    ...(electronDist === undefined ? {} : { electronDist }),
    ...(release ? { forceCodeSigning: true } : {}),
  };
}

/** The unpacked Electron of npm's package, for this very system; for others electron-builder downloads. */
function ownElectron(): string | undefined {
  const folder = path.join(path.dirname(packageJson('electron')), 'dist');
  return process.platform === 'linux' && existsSync(path.join(folder, 'version')) ? folder : undefined;
}

/** Apart from what may be shipped, so that no script picks it up. */
function outputFolder({ output, testVariant }: PackageOptions, isStub: boolean): string {
  if (output !== undefined) return path.resolve(output);
  return ['release', ...(isStub ? ['stub'] : []), ...(testVariant ? ['test-variant'] : [])].join('/');
}

async function electronTrouble(): Promise<string | undefined> {
  const host = await findElectronHost();
  return host.kind === 'electron' ? undefined : host.reason;
}

function refuseUntidyTree(): void {
  const changes = execFileSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' });
  if (changes !== '') throw new Error(`A release is made of one commit, and this tree has changes:\n${changes}`);
}

function electronVersion(): string {
  return (JSON.parse(readFileSync(packageJson('electron'), 'utf8')) as { version: string }).version;
}

function outcome({ testVariant }: PackageOptions, output: string, trouble: string | undefined): readonly string[] {
  const lines = [`Packed into ${path.relative(root, path.resolve(root, output))}.`];
  if (testVariant) lines.push('*** TEST VARIANT: its fuses let a debugger in. DO NOT SHIP IT. ***');
  if (trouble !== undefined) {
    lines.push(`*** PACKED ON A STUB OF ELECTRON (${trouble}). IT RUNS NOTHING. DO NOT SHIP IT. ***`);
    lines.push('It shows what goes into a package. Not covered: real Electron, installers, signatures.');
  }
  return lines;
}
