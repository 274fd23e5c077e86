import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { elfStub } from './elf-stub.ts';
import { sentinel, shippedFuses } from './fuses.ts';
import { peStub } from './pe-stub.ts';

/** Lies beside whatever was packed on a stub. */
export const stubNotice = 'STUB-DO-NOT-SHIP.txt';

const stubWords = `This folder was packed on a STUB of Electron, made by build/packaging/stub-distribution.ts. Its executable
is no Electron and runs nothing. It is for checking what goes into a package, and must never be shipped.
`;

/** What stands in Electron's own distribution and decides how electron-builder packs it. */
const common = [
  'LICENSE',
  'LICENSES.chromium.html',
  'chrome_100_percent.pak',
  'chrome_200_percent.pak',
  'icudtl.dat',
  'resources.pak',
  'snapshot_blob.bin',
  'v8_context_snapshot.bin',
  'vk_swiftshader_icd.json',
  'locales/cy.pak',
  'locales/de.pak',
  'locales/en-GB.pak',
  'locales/en-US.pak',
];
const ofPlatform = {
  linux: [
    'chrome-sandbox',
    'chrome_crashpad_handler',
    'libEGL.so',
    'libGLESv2.so',
    'libffmpeg.so',
    'libvk_swiftshader.so',
    'libvulkan.so.1',
  ],
  win32: [
    'd3dcompiler_47.dll',
    'dxcompiler.dll',
    'dxil.dll',
    'ffmpeg.dll',
    'libEGL.dll',
    'libGLESv2.dll',
    'vk_swiftshader.dll',
    'vulkan-1.dll',
  ],
} as const;

/**
 * Writes a folder that electron-builder takes for an unpacked Electron, with the fuses as Electron has them before anybody turns
 * them and with the sample app that a package must lose again.
 */
export function makeStubDistribution(folder: string, platform: keyof typeof ofPlatform, version: string): void {
  for (const file of [...common, ...ofPlatform[platform]])
    write(path.join(folder, file), `stub of ${path.basename(file)}\n`);
  write(path.join(folder, 'version'), version);
  write(path.join(folder, stubNotice), stubWords);
  write(path.join(folder, 'resources', 'default_app.asar'), emptyArchive());
  const executable = path.join(folder, platform === 'linux' ? 'electron' : 'electron.exe');
  write(
    executable,
    platform === 'linux' ? elfStub(stubWords, untouchedWire()) : peStub('Electron (stub)', untouchedWire()),
  );
  chmodSync(executable, 0o755);
}

/** Electron 45 as it is downloaded: each fuse at the opposite of ours, so that one that was forgotten shows. */
function untouchedWire(): Buffer {
  const opposite = shippedFuses.map(([, isOn]) => (isOn ? '0' : '1')).join('');
  return Buffer.concat([Buffer.from(sentinel), Buffer.from([1, shippedFuses.length]), Buffer.from(opposite)]);
}

/** An archive without files, in the format of asar: the sizes of what follows, then the header. */
function emptyArchive(): Buffer {
  const header = Buffer.from('{"files":{}}');
  const sizes = Buffer.alloc(16);
  [4, header.byteLength + 8, header.byteLength + 4, header.byteLength].forEach((size, index) => {
    sizes.writeUInt32LE(size, index * 4);
  });
  return Buffer.concat([sizes, header]);
}

function write(file: string, content: string | Uint8Array): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
}
