import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { extractFile, getRawHeader } from '@electron/asar';
import type { PackedFile, Target } from './archive-rules.ts';

/** Where things are in an unpacked package. */
export interface PackedApp {
  readonly target: Target;
  readonly resources: string;
  /** The file that holds the fuses. */
  readonly fuseFile: string;
}

export function packedApp(folder: string, target: Target, productName: string, executableName: string): PackedApp {
  switch (target.platform) {
    case 'linux':
      return { target, resources: path.join(folder, 'resources'), fuseFile: path.join(folder, executableName) };
    case 'win32':
      return { target, resources: path.join(folder, 'resources'), fuseFile: path.join(folder, `${productName}.exe`) };
    case 'darwin': {
      const contents = path.join(folder, `${productName}.app`, 'Contents');
      const framework = path.join(contents, 'Frameworks', 'Electron Framework.framework', 'Electron Framework');
      return { target, resources: path.join(contents, 'Resources'), fuseFile: framework };
    }
  }
}

export const archiveOf = ({ resources }: PackedApp) => path.join(resources, 'app.asar');

/** Every file that the archive names, and every file beside it that it does not. */
export function packedFiles(app: PackedApp): readonly PackedFile[] {
  const archive = archiveOf(app);
  const listed = filesOf(getRawHeader(archive).header).map(({ file, isUnpacked }): PackedFile => ({
    path: file,
    isUnpacked,
    read: () => (isUnpacked ? readFileSync(path.join(`${archive}.unpacked`, file)) : extractFile(archive, file)),
  }));
  const known = new Set(listed.map((file) => file.path));
  const beside = filesUnder(`${archive}.unpacked`)
    .filter((file) => !known.has(file))
    .map((file): PackedFile => ({
      path: file,
      isUnpacked: true,
      read: () => readFileSync(path.join(`${archive}.unpacked`, file)),
    }));
  return [...listed, ...beside];
}

/** What the header of an archive says of a folder or a file; the package's own types leave `unpacked` out. */
interface Entry {
  readonly files?: Readonly<Record<string, Entry>>;
  readonly unpacked?: boolean;
}

function filesOf(entry: Entry, prefix = ''): readonly { file: string; isUnpacked: boolean }[] {
  if (entry.files === undefined) return [{ file: prefix, isUnpacked: entry.unpacked === true }];
  return Object.entries(entry.files).flatMap(([name, inner]) =>
    filesOf(inner, prefix === '' ? name : `${prefix}/${name}`),
  );
}

function filesUnder(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
}

/**
 * What may lie in the resources folder of the package itself (B34). Electron looks for an app in it under several names: `app`
 * and `default_app.asar` would be started in place of ours if a fuse were off.
 */
const besideTheArchive: readonly RegExp[] = [
  /^app\.asar(?:\.unpacked)?$/,
  /^policy$/,
  /^apparmor-profile$/,
  /^elevate\.exe$/,
  /^(?:icon|electron)\.icns$/,
  /^[\w-]+\.lproj$/,
  /^package-type$/,
  /^licences(?:\.\w+)?$/,
];

export const strangersIn = ({ resources }: PackedApp): readonly string[] =>
  readdirSync(resources)
    .filter((name) => !besideTheArchive.some((pattern) => pattern.test(name)))
    .map((name) => `${name} lies beside the archive`);
