import { crc32 } from 'node:zlib';

export interface ZipEntry {
  /** ASCII, no folder. */
  readonly name: string;
  readonly text: string;
}

/** Bit 11: names are UTF-8. */
const flags = 0x0800;
/** 2.0, which every reader knows. */
const version = 20;

/**
 * A ZIP archive (PKWARE APPNOTE 6.3) whose files are stored as they are: what a person has read in the preview is, byte for
 * byte, what stands in it. Small files only: no ZIP64.
 */
export function zipOf(entries: readonly ZipEntry[], atMs: number): Uint8Array {
  const { date, time } = dosTime(atMs);
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, text } of entries) {
    const [fileName, data] = [Buffer.from(name, 'utf8'), Buffer.from(text, 'utf8')];
    // Version, flags, method 0 (stored), time, date, checksum, both sizes, length of the name, no extra field: in both headers.
    const common = Buffer.concat([
      shorts(version, flags, 0, time, date),
      longs(crc32(data), data.length, data.length),
      shorts(fileName.length, 0),
    ]);
    const local = Buffer.concat([longs(0x04034b50), common, fileName, data]);
    // No comment, first disk, no attributes.
    const central = [longs(0x02014b50), shorts(version), common, shorts(0, 0, 0), longs(0, offset), fileName];
    directory.push(...central);
    locals.push(local);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.concat([
    longs(0x06054b50),
    shorts(0, 0, entries.length, entries.length),
    longs(index.length, offset),
    shorts(0),
  ]);
  return Buffer.concat([...locals, index, end]);
}

function shorts(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) buffer.writeUInt16LE(value, index * 2);
  return buffer;
}

function longs(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) buffer.writeUInt32LE(value, index * 4);
  return buffer;
}

/** MS-DOS counts from 1980 and in steps of two seconds; in UTC here, so that the zone of the computer is not told. */
function dosTime(atMs: number): { readonly date: number; readonly time: number } {
  const at = new Date(atMs);
  const year = Math.max(0, at.getUTCFullYear() - 1980);
  return {
    date: (year << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
  };
}
