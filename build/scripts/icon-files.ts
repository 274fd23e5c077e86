/** The two containers in which Windows and macOS keep one icon in several sizes. Both take PNG pictures as they are. */
export interface Picture {
  /** Side of the square in pixels. */
  readonly size: number;
  readonly png: Buffer;
}

/** Windows: a directory of sixteen bytes a picture, then the pictures. 256 is written as 0. */
export function icoOf(pictures: readonly Picture[]): Buffer {
  const header = Buffer.alloc(6 + pictures.length * 16);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.byteLength;
  pictures.forEach(({ size, png }, index) => {
    if (size > 256) throw new Error(`An ICO file holds no picture of ${size} pixels.`);
    const at = 6 + index * 16;
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.byteLength, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.byteLength;
  });
  return Buffer.concat([header, ...pictures.map(({ png }) => png)]);
}

/** The kinds that hold a PNG; the second of a size is that of a screen with doubled pixels. */
const icnsKinds: Readonly<Record<number, readonly string[]>> = {
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['icp6', 'ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
};

/** macOS: four letters and a length a picture. */
export function icnsOf(pictures: readonly Picture[]): Buffer {
  const parts = pictures.flatMap(({ size, png }) => (icnsKinds[size] ?? []).map((kind) => chunk(kind, png)));
  return chunk('icns', Buffer.concat(parts));
}

function chunk(kind: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(kind, 0, 'latin1');
  head.writeUInt32BE(content.byteLength + 8, 4);
  return Buffer.concat([head, content]);
}
