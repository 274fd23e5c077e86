import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { wrongWith, type PackedFile, type Target } from '../../build/packaging/archive-rules.ts';
import { builtFor } from '../../build/packaging/binary-header.ts';
import { elfStub } from '../../build/packaging/elf-stub.ts';
import { peStub } from '../../build/packaging/pe-stub.ts';
import { root } from './support/builder.ts';

const prebuilds = path.join(root, 'node_modules', 'keytar', 'prebuilds');
const prebuilt = (folder: string) => readFileSync(path.join(prebuilds, folder, 'keytar.node'));
const linux: Target = { platform: 'linux', architectures: ['x64'] };
const native = (folder: string, read = () => prebuilt(folder)): PackedFile => ({
  path: `node_modules/keytar/prebuilds/${folder}/keytar.node`,
  isUnpacked: true,
  read,
});
const packed = (file: string): PackedFile => ({ path: file, isUnpacked: false, read: () => Buffer.from('synthetic') });
const good: readonly PackedFile[] = [
  ...[
    'package.json',
    'dist/main/index.js',
    'dist/keychain-host/index.js',
    'dist/preload/bridge.cjs',
    'dist/renderer/index.html',
    'dist/renderer/assets/index-B7uZrcqG.js',
    'dist/renderer/assets/index-D-uWuZtt.css',
    'node_modules/keytar/package.json',
    'node_modules/keytar/lib/keytar.js',
  ].map(packed),
  native('linux-x64'),
];

test('B34 the four bundles, package.json, keytar and its native file may be packed', () => {
  expect(wrongWith(good, linux)).toEqual([]);
  expect(
    wrongWith([...good, packed('dist/main/client-BQPTq1ZG.js'), packed('dist/renderer/licences.js')], linux),
  ).toEqual([]);
});

test.each([
  'dist/main/index.js.map',
  'dist/renderer/assets/index.js.map',
  'dist/renderer/assets/deep/index.js',
  'dist/renderer/other.html',
  'dist/preload/second.cjs',
  'dist/test/index.js',
  'main/index.ts',
  'test/main/index.test.ts',
  'node_modules/keytar/build/Release/keytar.node',
  'node_modules/keytar/src/main.cc',
  'node_modules/keytar/lib/other.js',
  'node_modules/left-pad/index.js',
  'dist/main/../../evil.js',
  '.env',
  'default_app.asar',
])('B34 %s is not let into a package', (intruder) => {
  expect(wrongWith([...good, packed(intruder)], linux)).toEqual([
    `${intruder} is not on the list of what may be packed`,
  ]);
});

test.each(good.filter(({ path: file }) => !file.includes('assets')))(
  'B34 a package without $path is refused',
  (missing) => {
    expect(
      wrongWith(
        good.filter((file) => file !== missing),
        linux,
      ),
    ).toEqual([`${missing.path} is missing`]);
  },
);

test('B35 a script of keytar outside the archive, where integrity does not cover it, is refused', () => {
  const outside = good.map((file) => (file.path.endsWith('keytar.js') ? { ...file, isUnpacked: true } : file));
  expect(wrongWith(outside, linux)).toEqual([
    'node_modules/keytar/lib/keytar.js lies outside the archive, where integrity does not cover it',
  ]);
});

test('B35 a native file inside the archive, from where no system loads it, is refused', () => {
  const inside = good.map((file) => (file.path.endsWith('.node') ? { ...file, isUnpacked: false } : file));
  expect(wrongWith(inside, linux)).toEqual([expect.stringMatching(/keytar\.node is inside the archive/)]);
});

test('B35 a second native file is refused, also one of keytar for another system', () => {
  expect(wrongWith([...good, native('win32-x64')], linux)).toEqual([
    expect.stringMatching(/win32-x64\/keytar\.node is not on/),
  ]);
});

test.each([
  ['the native file of another system', prebuilt('win32-x64'), 'is built for win32 x64, not for linux x64'],
  ['the native file of another processor', prebuilt('linux-arm64'), 'is built for linux arm64, not for linux x64'],
  ['a native file of macOS', prebuilt('darwin-x64'), 'is built for darwin x64, not for linux x64'],
  ['a script', Buffer.from(`#!/bin/sh\n${' '.repeat(100)}`), 'is no native file that we know'],
  ['an empty file', Buffer.alloc(0), 'is no native file that we know'],
])('B35 %s under the name of the right one is refused', (_, content, why) => {
  const files = good.map((file) => (file.isUnpacked ? native('linux-x64', () => content) : file));
  expect(wrongWith(files, linux)).toEqual([expect.stringContaining(why)]);
});

test('B35 a package for both kinds of Mac holds one native file for each', () => {
  const mac: Target = { platform: 'darwin', architectures: ['x64', 'arm64'] };
  const without = good.filter(({ isUnpacked }) => !isUnpacked);
  expect(wrongWith([...without, native('darwin-x64'), native('darwin-arm64')], mac)).toEqual([]);
  expect(wrongWith([...without, native('darwin-x64')], mac)).toEqual([
    expect.stringMatching(/darwin-arm64.* is missing/),
  ]);
});

const known = readdirSync(prebuilds).filter((folder) => /^(?:linux|win32|darwin)-(?:x64|arm64|ia32)$/.test(folder));

test.each(known)('B35 the header of keytar’s file for %s says so', (folder) => {
  const [platform, architecture] = folder.split('-');
  expect(builtFor(prebuilt(folder))).toEqual({ platform, architectures: [architecture] });
});

test('B35 the headers of a stub and of a universal macOS file are read; a Java class is none', () => {
  expect(builtFor(elfStub('words', Buffer.alloc(0)))).toEqual({ platform: 'linux', architectures: ['x64'] });
  expect(builtFor(peStub('Synthetic', Buffer.alloc(0)))).toEqual({ platform: 'win32', architectures: ['x64'] });
  const universal = Buffer.alloc(128);
  universal.writeUInt32BE(0xcafe_babe, 0);
  universal.writeUInt32BE(2, 4);
  universal.writeUInt32BE(0x0100_0007, 8);
  universal.writeUInt32BE(0x0100_000c, 28);
  expect(builtFor(universal)).toEqual({ platform: 'darwin', architectures: ['x64', 'arm64'] });
  universal.writeUInt32BE(65, 4);
  expect(builtFor(universal)).toBeUndefined();
});
