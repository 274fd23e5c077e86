import { readFile, writeFile } from 'node:fs/promises';

/**
 * Electron's fuses: switches in the executable itself, which nobody can turn by an argument, a file or a variable (B30).
 *
 * electron-builder's own `electronFuses`, and the release of `@electron/fuses` that it brings, know eight of the nine, so the
 * wire is written here. It lies behind a text that Electron's build puts into its executable: one byte for the version of the
 * wire, one for its length, then a character a fuse (`0` off, `1` on, `r` removed from this Electron).
 */
export const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

const wireVersion = 1;
const off = 0x30;
const on = 0x31;
const removed = 0x72;

/** In the order of the wire. Each is named, also where its value is Electron's own default (B31). */
export const shippedFuses = [
  ['runAsNode', false],
  ['cookieEncryption', true],
  ['nodeOptions', false],
  ['nodeCliInspect', false],
  ['embeddedAsarIntegrityValidation', true],
  ['onlyLoadAppFromAsar', true],
  ['loadBrowserProcessSpecificV8Snapshot', false],
  ['grantFileProtocolExtraPrivileges', false],
  ['wasmTrapHandlers', true],
] as const satisfies readonly (readonly [string, boolean])[];

export type Fuse = (typeof shippedFuses)[number][0];
export type FuseSet = readonly (readonly [Fuse, boolean])[];

/**
 * What Playwright can start: it hands Electron an inspector's port. It differs in this one fuse, and is never shipped (D1).
 */
export const testVariantFuses: FuseSet = shippedFuses.map(([fuse, isOn]) => [
  fuse,
  fuse === 'nodeCliInspect' ? true : isOn,
]);

/**
 * Sets every fuse in an executable, in each place that has a wire: a universal macOS program has two.
 * @throws where there is no wire, its version is unknown, or it has more or fewer fuses than are named: a new Electron brought
 *   one that nobody has thought about yet
 */
export async function flipFuses(executable: string, fuses: FuseSet): Promise<void> {
  const bytes = await readFile(executable);
  for (const start of wires(bytes, executable)) {
    fuses.forEach(([fuse, isOn], index) => {
      if (bytes[start + index] === removed)
        throw new Error(`Electron has given up the fuse ${fuse}: take it from the list.`);
      bytes[start + index] = isOn ? on : off;
    });
  }
  await writeFile(executable, bytes);
}

/** The fuses as they stand in an executable; an error where two wires in it differ. */
export async function readFuses(executable: string): Promise<FuseSet> {
  const bytes = await readFile(executable);
  const sets = wires(bytes, executable).map((start) =>
    shippedFuses.map(([fuse], index): readonly [Fuse, boolean] => {
      const byte = bytes[start + index];
      if (byte !== on && byte !== off) throw new Error(`The fuse ${fuse} is neither on nor off.`);
      return [fuse, byte === on];
    }),
  );
  const [first] = sets;
  if (first === undefined || sets.some((set) => JSON.stringify(set) !== JSON.stringify(first)))
    throw new Error(`The wires in ${executable} differ.`);
  return first;
}

/** Where the first fuse of each wire is. */
function wires(bytes: Buffer, executable: string): readonly number[] {
  const found: number[] = [];
  for (let at = bytes.indexOf(sentinel); at !== -1; at = bytes.indexOf(sentinel, at + 1)) {
    const [version, length] = [bytes[at + sentinel.length], bytes[at + sentinel.length + 1]];
    if (version !== wireVersion) throw new Error(`The fuse wire is of version ${String(version)}, not ${wireVersion}.`);
    if (length !== shippedFuses.length) {
      throw new Error(
        `This Electron has ${String(length)} fuses and ${shippedFuses.length} are named: decide each of them.`,
      );
    }
    found.push(at + sentinel.length + 2);
  }
  if (found.length === 0) throw new Error(`There is no fuse wire in ${executable}.`);
  return found;
}
