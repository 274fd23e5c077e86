import { createRequire } from 'node:module';
import { packageJson } from '../scripts/project.ts';

/** What electron-builder itself edits Windows executables with. */
interface Resedit {
  readonly NtExecutable: { createEmpty(is32Bit: boolean, isDll: boolean): Executable };
  readonly NtExecutableResource: { from(executable: Executable): { outputResource(executable: Executable): void } };
  readonly Resource: { readonly VersionInfo: { createEmpty(): VersionInfo } };
}
interface Executable {
  generate(): ArrayBuffer;
}
interface VersionInfo {
  lang: number;
  setFileVersion(major: number, minor: number, micro: number, revision: number, lang: number): void;
  setStringValues(language: { lang: number; codepage: number }, values: Readonly<Record<string, string>>): void;
  outputToResourceEntries(entries: unknown): void;
}

const britishEnglish = 2057;
const unicode = 1200;

/**
 * A Windows executable (x64) with a version resource and no code at all, for electron-builder to write its own resources
 * into. `payload` lies behind the sections, which is where nothing of Windows looks.
 */
export function peStub(productName: string, payload: Uint8Array): Buffer {
  const load = createRequire(packageJson('app-builder-lib'));
  const { NtExecutable, NtExecutableResource, Resource } = load('resedit') as Resedit;
  const executable = NtExecutable.createEmpty(false, false);
  const resource = NtExecutableResource.from(executable);
  const version = Resource.VersionInfo.createEmpty();
  version.lang = britishEnglish;
  version.setFileVersion(0, 0, 0, 0, britishEnglish);
  version.setStringValues(
    { lang: britishEnglish, codepage: unicode },
    { ProductName: productName, FileDescription: productName, FileVersion: '0.0.0' },
  );
  version.outputToResourceEntries((resource as unknown as { entries: unknown }).entries);
  resource.outputResource(executable);
  return Buffer.concat([Buffer.from(executable.generate()), payload]);
}
