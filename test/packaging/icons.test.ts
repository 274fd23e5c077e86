import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { icnsOf, icoOf } from '../../build/scripts/icon-files.ts';
import { root } from './support/builder.ts';

const resources = path.join(root, 'build', 'resources');

/** Width and height that a PNG states. */
function sizeOf(png: Buffer): readonly [number, number] {
  expect(png.toString('latin1', 1, 4)).toBe('PNG');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

test('issue 7 line 2: Linux has the mark in each size from 16 to 512 pixels', () => {
  const files = readdirSync(path.join(resources, 'icons')).sort();
  expect(files).toEqual([128, 16, 24, 256, 32, 48, 512, 64].map((size) => `${size}x${size}.png`));
  for (const file of files) {
    const size = Number.parseInt(file, 10);
    expect(sizeOf(readFileSync(path.join(resources, 'icons', file)))).toEqual([size, size]);
  }
});

test('issue 7 line 2: the Windows icon holds seven pictures, each as large as it says', () => {
  const ico = readFileSync(path.join(resources, 'icon.ico'));
  const sizes = Array.from({ length: ico.readUInt16LE(4) }, (_, index) => {
    const at = 6 + index * 16;
    const [bytes, offset] = [ico.readUInt32LE(at + 8), ico.readUInt32LE(at + 12)];
    const [width, height] = sizeOf(ico.subarray(offset, offset + bytes));
    expect([ico[at], ico[at + 1]]).toEqual([width % 256, height % 256]);
    return width;
  });
  expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256]);
});

test('issue 7 line 2: the macOS icon holds a picture for every kind of screen', () => {
  const icns = readFileSync(path.join(resources, 'icon.icns'));
  expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.byteLength]);
  const kinds: Record<string, number> = {};
  for (let at = 8; at < icns.byteLength; at += icns.readUInt32BE(at + 4)) {
    kinds[icns.toString('latin1', at, at + 4)] = sizeOf(icns.subarray(at + 8, at + icns.readUInt32BE(at + 4)))[0];
  }
  expect(kinds).toEqual({
    icp4: 16,
    icp5: 32,
    ic11: 32,
    icp6: 64,
    ic12: 64,
    ic07: 128,
    ic08: 256,
    ic13: 256,
    ic09: 512,
    ic14: 512,
    ic10: 1024,
  });
});

test('issue 7 line 2: a picture that an ICO cannot hold is refused, and one that an ICNS has no kind for is left out', () => {
  const png = Buffer.from('synthetic');
  expect(() => icoOf([{ size: 512, png }])).toThrow(/512/);
  expect(icnsOf([{ size: 24, png }]).byteLength).toBe(8);
});

test('issue 7 line 2: the mark is the project’s own: no letters, no NHS blue', () => {
  const svg = readFileSync(path.join(resources, 'icon.svg'), 'utf8');
  expect(svg).not.toMatch(/<text|font-family|Frutiger|#005eb8/i);
});
