/** What a native file says of itself in its header: the system and processors that it was built for. */
export interface BuiltFor {
  readonly platform: 'linux' | 'win32' | 'darwin';
  /** More than one in a universal macOS file. */
  readonly architectures: readonly string[];
}

const elfMachines: Readonly<Record<number, string>> = { 3: 'ia32', 40: 'arm', 62: 'x64', 183: 'arm64' };
const peMachines: Readonly<Record<number, string>> = { 0x14c: 'ia32', 0x8664: 'x64', 0xaa64: 'arm64' };
const machMachines: Readonly<Record<number, string>> = { 0x0100_0007: 'x64', 0x0100_000c: 'arm64' };

/** `undefined` for what is no ELF, PE or Mach-O file, or one of a processor that we do not know. */
export function builtFor(file: Buffer): BuiltFor | undefined {
  if (file.byteLength < 64) return undefined;
  const first = file.readUInt32BE(0);
  if (first === 0x7f45_4c46) return one('linux', elfMachines[file.readUInt16LE(18)]);
  if (file.toString('latin1', 0, 2) === 'MZ') return portableExecutable(file);
  if (first === 0xcffa_edfe) return one('darwin', machMachines[file.readUInt32LE(4)]);
  if (first === 0xcafe_babe) return universal(file);
  return undefined;
}

function portableExecutable(file: Buffer): BuiltFor | undefined {
  const at = file.readUInt32LE(60);
  if (at + 6 > file.byteLength || file.toString('latin1', at, at + 4) !== 'PE\0\0') return undefined;
  return one('win32', peMachines[file.readUInt16LE(at + 4)]);
}

function universal(file: Buffer): BuiltFor | undefined {
  const count = file.readUInt32BE(4);
  // Java classes begin alike, and have their version here.
  if (count === 0 || count > 8 || 8 + count * 20 > file.byteLength) return undefined;
  const slices = Array.from({ length: count }, (_, index) => machMachines[file.readUInt32BE(8 + index * 20)]);
  const known = slices.filter((slice) => slice !== undefined);
  return known.length === count ? { platform: 'darwin', architectures: known } : undefined;
}

const one = (platform: BuiltFor['platform'], architecture: string | undefined): BuiltFor | undefined =>
  architecture === undefined ? undefined : { platform, architectures: [architecture] };
