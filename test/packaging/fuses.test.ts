import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { flipFuses, readFuses, sentinel, shippedFuses, testVariantFuses } from '../../build/packaging/fuses.ts';
import { scratch } from './support/builder.ts';

/** Somebody else's reader: the release of `@electron/fuses` that electron-builder brings; it reads wires of any length. */
const { getCurrentFuseWire } = createRequire(import.meta.url)('@electron/fuses') as {
  readonly getCurrentFuseWire: (file: string) => Promise<Readonly<Record<string, number | string>>>;
};

const withWires = (...wires: readonly (readonly [version: number, fuses: string])[]) =>
  Buffer.concat([
    Buffer.from('before '),
    ...wires.map(([version, fuses]) =>
      Buffer.concat([Buffer.from(sentinel), Buffer.from([version, fuses.length]), Buffer.from(`${fuses} between `)]),
    ),
  ]);

function executable(folder: string, content: Buffer): string {
  const file = path.join(folder, 'electron');
  writeFileSync(file, content);
  return file;
}

test('B30 the fuses that are shipped: nothing may be run in place of the app, nothing may look into it', () => {
  expect(Object.fromEntries(shippedFuses)).toEqual({
    runAsNode: false,
    cookieEncryption: true,
    nodeOptions: false,
    nodeCliInspect: false,
    embeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
    wasmTrapHandlers: true,
  });
});

test('B30 every fuse is turned in every wire of a file, and another reader sees the same', async () => {
  using space = scratch();
  const file = executable(space.folder, withWires([1, '101000110'], [1, '010111001']));
  await flipFuses(file, shippedFuses);
  expect(await readFuses(file)).toEqual(shippedFuses);
  const wire = await getCurrentFuseWire(file);
  expect(shippedFuses.map((_, index) => wire[index] === '1'.charCodeAt(0))).toEqual(
    shippedFuses.map(([, isOn]) => isOn),
  );
  expect(wire).not.toHaveProperty(String(shippedFuses.length));
});

test('B30 the test variant differs from what is shipped in exactly one fuse, that of the inspector', () => {
  const different = shippedFuses.flatMap(([fuse, isOn], index) =>
    testVariantFuses[index]?.[0] === fuse && testVariantFuses[index][1] === isOn ? [] : [testVariantFuses[index]],
  );
  expect(different).toEqual([['nodeCliInspect', true]]);
  expect(testVariantFuses).toHaveLength(shippedFuses.length);
});

test.each([
  ['a fuse that nobody has named', withWires([1, '1010001101']), /10 fuses and 9 are named/],
  ['fewer fuses than are named', withWires([1, '10100011']), /8 fuses and 9 are named/],
  ['a wire of another version', withWires([2, '101000110']), /version 2/],
  ['a fuse that Electron gave up', withWires([1, '1010r0110']), /given up the fuse embeddedAsarIntegrityValidation/],
  ['no wire', Buffer.from('nothing here'), /no fuse wire/],
])('B31 an Electron with %s ends the build and is left as it was', async (_, content, message) => {
  using space = scratch();
  const file = executable(space.folder, content);
  await expect(flipFuses(file, shippedFuses)).rejects.toThrow(message);
});

test('B30 two wires that differ are not taken for one', async () => {
  using space = scratch();
  const file = executable(space.folder, withWires([1, '101000110'], [1, '101000111']));
  await expect(readFuses(file)).rejects.toThrow(/differ/);
});
