import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pack, type ElectronSource } from '../packaging/pack.ts';
import type { ElectronParts } from '../packaging/sbom.ts';
import { findElectronHost, hostExecutable } from './electron-host.ts';
import { parsePackageOptions, usage, type PackageOptions } from './package-options.ts';
import { packageJson, root } from './project.ts';

/**
 * `npm run package`: installers, or with `--dir` an unpacked folder. Where Electron's executable cannot be had, the folder is
 * packed on a stub, which shows what would go into a package and says loudly that it is none.
 */
const electronVersion = (JSON.parse(readFileSync(packageJson('electron'), 'utf8')) as { version: string }).version;
const options = parsePackageOptions(process.argv.slice(2));
if ('wrong' in options) {
  console.error(`${options.wrong}\n${usage}`);
  process.exitCode = 1;
} else {
  await packageApp(options);
}

async function packageApp(asked: PackageOptions): Promise<void> {
  if (asked.release) refuseUntidyTree();
  const [electron, stubBecause] = await chooseElectron(asked);
  const output = outputFolder(asked, electron.kind === 'stub');
  const { platform, dirOnly, testVariant, release } = asked;
  await pack({
    tree: root,
    platform,
    dirOnly,
    testVariant,
    forceCodeSigning: release,
    output,
    electron,
    electronVersion,
  });
  console.log(`Packed into ${path.relative(process.cwd(), output)}, with sbom.cdx.json and SHA256SUMS beside.`);
  if (testVariant) console.log('*** TEST VARIANT: its fuses let a debugger in. DO NOT SHIP IT. ***');
  if (electron.kind !== 'stub') return;
  console.log(`*** PACKED ON A STUB OF ELECTRON (${stubBecause}). IT RUNS NOTHING. DO NOT SHIP IT. ***`);
  console.log('It shows what goes into a package. Not covered: real Electron, installers, signatures.');
}

/** The source of Electron, and why it is a stub where it is one. */
async function chooseElectron(asked: PackageOptions): Promise<readonly [ElectronSource, string]> {
  if (asked.stub) return [{ kind: 'stub' }, 'as asked for'];
  const host = await findElectronHost();
  if (host.kind === 'electron') return [{ kind: 'electron', folder: ownElectron(asked), parts: electronParts() }, ''];
  const mayBeStub = asked.dirOnly && asked.platform !== 'mac' && !asked.release;
  if (mayBeStub) return [{ kind: 'stub' }, host.reason];
  throw new Error(
    `This needs Electron's own executable: ${host.reason}. A stub makes unpacked folders for Linux and Windows (--dir).`,
  );
}

/** npm's Electron where it is that of the target; otherwise electron-builder downloads one. */
function ownElectron({ platform }: PackageOptions): string | undefined {
  const folder = path.join(path.dirname(packageJson('electron')), 'dist');
  const isTargets = platform === 'linux' && process.platform === 'linux' && process.arch === 'x64';
  return isTargets && existsSync(path.join(folder, 'version')) ? folder : undefined;
}

/** Asked of the Electron of this very system, whose fuses nobody has turned: the one that is packed is of the same version. */
function electronParts(): ElectronParts {
  const executable = hostExecutable({ kind: 'electron', version: electronVersion, reason: '' });
  const script = 'JSON.stringify({ chromium: process.versions.chrome, node: process.versions.node })';
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  return JSON.parse(execFileSync(executable, ['-p', script], { encoding: 'utf8', env })) as ElectronParts;
}

/** What must not be shipped lies apart from what may be. A folder of ours is made anew; one that somebody named is not touched. */
function outputFolder({ platform, output, testVariant }: PackageOptions, isStub: boolean): string {
  if (output !== undefined) return path.resolve(output);
  const kind = [...(isStub ? ['stub'] : []), ...(testVariant ? ['test-variant'] : [])];
  const folder = path.join(root, 'release', ...kind, platform);
  rmSync(folder, { recursive: true, force: true });
  return folder;
}

function refuseUntidyTree(): void {
  const changes = execFileSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' });
  if (changes !== '') throw new Error(`A release is made of one commit, and this tree has changes:\n${changes}`);
}
